"""Fonts and the press: found or refused, the same bytes each time, many threads at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from gongwen.document import OfficialDocument
from gongwen.typeset import (
    Face,
    FontSet,
    FontsMissing,
    MissingCharacters,
    PdfKind,
    compose,
    installed_fonts,
    typeset_pages_svg,
    typeset_pdf,
)
from gongwen.typeset.sfnt import InvalidFont, read_glyphs

from .papers import NOTICE, SENTENCE
from .positions import read_pdf


def test_without_fonts_one_sentence_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GONGWEN_FONTS", raising=False)

    with pytest.raises(FontsMissing) as missing:
        typeset_pdf(NOTICE)

    assert str(missing.value) == "未安装公文字体，请将环境变量 GONGWEN_FONTS 设为字体所在目录。"


def test_folder_that_does_not_exist_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGWEN_FONTS", str(tmp_path / "none"))

    with pytest.raises(FontsMissing, match="none”不存在"):
        installed_fonts()


def test_folder_without_a_role_names_it(tmp_path: Path, fonts: FontSet) -> None:
    for path in fonts.folder.iterdir():
        if "Kai" not in path.name and "NotoSerif" not in path.name:
            (tmp_path / path.name).symlink_to(path)

    with pytest.raises(FontsMissing, match="缺少楷体、小标宋字体"):
        FontSet.load(tmp_path)


def test_file_that_is_no_font_is_passed_over(tmp_path: Path, fonts: FontSet) -> None:
    for path in fonts.folder.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "letter.otf").write_bytes(b"OTTO" + b"\xff" * 400)

    assert FontSet.load(tmp_path).families == fonts.families


@pytest.mark.parametrize(
    "data", [b"", b"OTTO", b"OTTO\x00\x01" + b"\xff" * 300, b"ttcf" + b"\x00" * 9, b"x" * 999]
)
def test_reading_what_is_no_font_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.otf"
    path.write_bytes(data)

    with pytest.raises(InvalidFont, match="不是有效的字体文件"):
        read_glyphs(path)


def test_widths_are_those_of_the_font(fonts: FontSet) -> None:
    assert fonts.advance(Face.FANG, "政") == 1
    assert fonts.advance(Face.FANG, "0") == pytest.approx(0.5)
    assert fonts.advance(Face.FANG, ".") == pytest.approx(0.278)


def test_stand_ins_are_reported(fonts: FontSet) -> None:
    used = {substitution.face: substitution.family for substitution in fonts.substitutions}

    assert used[Face.FANG] == "FandolFang R"
    assert used[Face.TITLE] == "Noto Serif SC"


def test_rare_character_comes_from_another_font_and_a_missing_one_is_reported(fonts: FontSet) -> None:
    document = OfficialDocument(body="青年㛃与\U0003106c")  # the first is in the national list, the second nowhere

    composition = compose(document, fonts=fonts)
    (page,) = read_pdf(typeset_pdf(document, fonts=fonts))

    assert composition.missing == ("\U0003106c",)
    assert page.find("㛃")[0].font.startswith("NotoSerifSC")


def test_same_document_gives_the_same_bytes(fonts: FontSet) -> None:
    assert typeset_pdf(NOTICE, fonts=fonts) == typeset_pdf(NOTICE, fonts=fonts)


def test_title_is_the_title_of_the_file(fonts: FontSet) -> None:
    document = pypdfium2.PdfDocument(typeset_pdf(NOTICE, fonts=fonts))

    assert document.get_metadata_value("Title") == NOTICE.title
    assert document.get_metadata_value("Author") == NOTICE.issuers[0]
    assert document.get_metadata_value("CreationDate").startswith("D:20261120")


def test_archive_file_says_that_it_is_pdf_a(fonts: FontSet) -> None:
    printed = typeset_pdf(NOTICE, fonts=fonts, kind=PdfKind.ARCHIVE)

    assert b"pdfaid:part>2<" in printed
    assert b"pdfaid:conformance>B<" in printed
    assert [page.text for page in read_pdf(printed)] == [
        page.text for page in read_pdf(typeset_pdf(NOTICE, fonts=fonts))
    ]


def test_archive_file_lacking_a_character_is_refused(fonts: FontSet) -> None:
    with pytest.raises(MissingCharacters) as refused:
        typeset_pdf(OfficialDocument(body="会\U0003106c"), fonts=fonts, kind=PdfKind.ARCHIVE)

    assert str(refused.value) == "字体中没有“\U0003106c”（U+3106C），不能生成存档文件，请补充字体。"


def test_pictures_are_as_many_as_pages(fonts: FontSet) -> None:
    pages = typeset_pages_svg(NOTICE, fonts=fonts)

    assert len(pages) == 2
    assert all(page.startswith("<svg") and page.rstrip().endswith("</svg>") for page in pages)


def test_threads_do_not_mix_their_documents(fonts: FontSet) -> None:
    papers = [replace(NOTICE, number=f"云政办发〔2026〕{n}号", body=SENTENCE * n) for n in range(1, 25)]
    expected = [typeset_pdf(paper, fonts=fonts) for paper in papers]

    with ThreadPoolExecutor(4) as pool:
        printed = list(pool.map(lambda paper: typeset_pdf(paper, fonts=fonts), papers * 2))

    assert printed == expected * 2
