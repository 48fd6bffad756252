"""Showing OFD pages: our own as the PDF shows them, real files, and files made to do harm."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from reading.files import archive, ofd

from gongwen.guard import ReadingError, TooLarge
from gongwen.ofd import show
from gongwen.ofd.path_data import svg_path
from gongwen.typeset import FontSet, typeset_ofd, typeset_pdf, viewing
from gongwen.typeset.viewing import OfdView, png_of

from .papers import LETTER, NOTICE, REQUEST

SAMPLES = Path(__file__).parents[5] / "shared" / "data" / "ofd"
FOLDER = Path(viewing.__file__).parent / "layout"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415478da63f8cfc000000301010018dd8db00000000049454e44ae426082"
)
TEXT = (
    '<ofd:TextObject Boundary="20 20 100 10" Size="5"{more}>'
    '<ofd:TextCode X="0" Y="5" DeltaX="5">{text}</ofd:TextCode></ofd:TextObject>'
)
PATH = (
    '<ofd:PathObject Boundary="10 10 50 50"{more}>{inner}'
    "<ofd:AbbreviatedData>M 0 0 L 50 50 C</ofd:AbbreviatedData></ofd:PathObject>"
)


def shown(*contents: str, resources: str = "", more: dict[str, str | bytes] | None = None) -> show.ShownPage:
    """The first page of an OFD with these layers and document resources."""
    parts: dict[str, bytes | str] = dict(more or {})
    data = ofd(*contents)
    if resources or parts:
        with zipfile.ZipFile(io.BytesIO(data)) as made:
            parts = {name: made.read(name) for name in made.namelist()} | parts
        root = parts["Doc_0/Document.xml"]
        assert isinstance(root, bytes)
        parts["Doc_0/Document.xml"] = root.replace(
            b"</ofd:CommonData>", b"<ofd:DocumentRes>Res.xml</ofd:DocumentRes></ofd:CommonData>"
        )
        parts["Doc_0/Res.xml"] = f'<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016">{resources}</ofd:Res>'
        data = archive(parts)
    return OfdView(data).page(0)


CELL = 6


def darkness(pdf: bytes, page: int) -> list[float]:
    """How dark each small square of a page of a PDF is, row by row; hinting and smoothing even out in it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        bitmap = document[page].render(scale=0.75, grayscale=True)
        rows = [bytes(bitmap.buffer[at * bitmap.stride :][: bitmap.width]) for at in range(bitmap.height)]
    finally:
        document.close()
    return [
        sum(sum(row[left : left + CELL]) for row in rows[top : top + CELL]) / CELL**2
        for top in range(0, len(rows) - CELL, CELL)
        for left in range(0, len(rows[0]) - CELL, CELL)
    ]


@pytest.mark.parametrize("paper", [NOTICE, REQUEST, LETTER], ids=["通知", "请示", "函"])
def test_our_own_pages_look_as_in_the_pdf(fonts: FontSet, paper) -> None:
    pdf, view = typeset_pdf(paper), OfdView(typeset_ofd(paper))

    for number in range(len(view)):
        page = view.page(number)
        compiler = typst.Compiler(input=str(FOLDER / "picture.typ"), root=str(FOLDER), ignore_system_fonts=True)
        again = compiler.compile(format="pdf", sys_inputs={"size": "[210,297]", "svg": page.svg})
        drawn, printed = darkness(again, 0), darkness(pdf, number)
        assert page.notes == ()
        ink = sum(255 - value for value in printed)
        assert ink > 1000
        assert sum(abs(a - b) for a, b in zip(drawn, printed, strict=True)) < 0.25 * ink


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not here")
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.ofd")), ids=lambda path: path.stem)
def test_every_sample_is_shown(fonts: FontSet, path: Path) -> None:
    view = OfdView(path.read_bytes())

    for number in range(len(view)):
        page = view.page(number)
        root = etree.fromstring(page.svg.encode(), etree.XMLParser(huge_tree=True))
        assert {etree.QName(element).localname for element in root.iter()} <= ALLOWED


ALLOWED = {
    "svg", "defs", "path", "rect", "g", "use", "image", "clipPath", "linearGradient", "radialGradient", "stop"
}  # fmt: skip


def test_a_page_becomes_a_png(fonts: FontSet) -> None:
    page = shown(TEXT.format(text="公文", more=""))

    assert png_of(page, dpi=50).startswith(b"\x89PNG")
    assert page.svg.count("<use ") == 2


def test_nothing_from_the_file_becomes_markup(fonts: FontSet) -> None:
    evil = "&lt;script&gt;alert(1)&lt;/script&gt;"
    page = shown(TEXT.format(text=evil, more=' Font="1" Weight="&quot;&gt;&lt;script"'))

    assert "script" not in page.svg
    assert "alert" not in page.svg


@pytest.mark.parametrize(
    ("colour", "said"),
    [
        ('Value="255 0 0"', "#ff0000"),
        ('Value="#ee #20 #25"', "#ee2025"),
        ('Value="128"', "#808080"),
        ('Value="0 255 255 0"', "#ff0000"),
        ('Value="10 20"', "#000"),
        ('Value="nan inf 1e999"', "#000"),
    ],
)
def test_colours(fonts: FontSet, colour: str, said: str) -> None:
    page = shown(PATH.format(more=' Fill="true" Stroke="false"', inner=f"<ofd:FillColor {colour}/>"))

    assert f'fill="{said}"' in page.svg


def test_drawing_parameters_are_inherited(fonts: FontSet) -> None:
    resources = (
        '<ofd:DrawParams><ofd:DrawParam ID="1" LineWidth="2" Cap="Round"><ofd:StrokeColor Value="1 2 3"/></ofd:DrawParam>'
        '<ofd:DrawParam ID="2" Relative="1" LineWidth="3"/></ofd:DrawParams>'
    )
    page = shown(PATH.format(more=' DrawParam="2"', inner=""), resources=resources)

    assert 'stroke="#010203" stroke-width="3"' in page.svg
    assert 'stroke-linecap="round"' in page.svg


def test_gradients_clips_and_turned_text(fonts: FontSet) -> None:
    segment = '<ofd:Segment Position="{}"><ofd:Color Value="{}"/></ofd:Segment>'
    shade = (
        '<ofd:FillColor><ofd:AxialShd StartPoint="0 0" EndPoint="50 0" MapType="Reflect">'
        + segment.format(0, "255 0 0")
        + segment.format(1, "0 0 255")
        + "</ofd:AxialShd></ofd:FillColor>"
    )
    clip = (
        "<ofd:Clips><ofd:Clip><ofd:Area CTM='2 0 0 2 0 0'><ofd:Path Boundary='0 0 5 5'><ofd:AbbreviatedData>"
        "M 0 0 L 5 0 L 5 5 C</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips>"
    )
    page = shown(
        PATH.format(more=' Fill="true" Stroke="false" Alpha="51"', inner=clip + shade)
        + TEXT.format(text="竖", more=' CharDirection="90"')
    )

    assert 'spreadMethod="reflect" x1="0" y1="0" x2="50" y2="0"' in page.svg
    assert 'opacity="0.2"' in page.svg
    assert '<path transform="matrix(2 0 0 2 0 0)"' in page.svg
    assert "matrix(0 5 -5 0 0 5)" in page.svg


def test_pictures_and_composites_are_placed(fonts: FontSet) -> None:
    resources = (
        '<ofd:MultiMedias><ofd:MultiMedia ID="1" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia>'
        '</ofd:MultiMedias><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="2" Width="9" Height="9"><ofd:Content>'
        + PATH.format(more="", inner="")
        + '<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="2"/></ofd:Content></ofd:CompositeGraphicUnit>'
        "</ofd:CompositeGraphicUnits>"
    )
    image = '<ofd:ImageObject Boundary="5 6 20 10" ResourceID="{}"{}/>'
    page = shown(
        image.format(1, ' CTM="20 0 0 10 0 0"')
        + image.format(7, "")
        + '<ofd:CompositeObject Boundary="1 1 9 9" ResourceID="2"/>',
        resources=resources,
        more={"Doc_0/a.png": PNG},
    )

    assert page.svg.count("data:image/png;base64,") == 1
    assert "matrix(20 0 0 10 5 6)" in page.svg
    assert page.notes == ("有图像缺失或格式不支持，未能显示。", "有图元嵌套过深，未全部显示。")


def test_a_font_that_is_none_is_replaced(fonts: FontSet) -> None:
    resources = (
        '<ofd:Fonts><ofd:Font ID="1" FontName="仿宋"><ofd:FontFile>bad.ttf</ofd:FontFile></ofd:Font>'
        '<ofd:Font ID="2" FontName="仿宋"/></ofd:Fonts>'
    )
    broken = shown(
        TEXT.format(text="公文", more=' Font="1"'),
        resources=resources,
        more={"Doc_0/bad.ttf": b"\0\1\0\0" + b"x" * 99},
    )
    named = shown(TEXT.format(text="公文", more=' Font="2"'), resources=resources)

    assert broken.svg == named.svg


def test_too_many_objects_are_refused(fonts: FontSet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(show, "MAX_OBJECTS", 10)
    with pytest.raises(TooLarge, match="图元过多"):
        shown(PATH.format(more="", inner="") * 11)
    monkeypatch.setattr(show, "MAX_SIZE", 100)
    with pytest.raises(TooLarge, match="内容过大"):
        shown(PATH.format(more="", inner=""))


def test_pages_are_read_when_asked_for(fonts: FontSet) -> None:
    view = OfdView(ofd(*[TEXT.format(text="页", more="")] * 50))
    view.page(49)

    assert [name for name in view.file.archive._read if "/page_" in name] == ["doc_0/pages/page_49/content.xml"]


@pytest.mark.parametrize(
    ("data", "drawn"),
    [
        ("M 0 0 L 1 2 C", "M0 0L1 2Z"),
        ("S 0 0 L 1 2", "M0 0L1 2"),
        ("M 0 0 B 1 1 2 2 3 3 Q 4 4 5 5", "M0 0C1 1 2 2 3 3Q4 4 5 5"),
        ("M 0 0 A 5 5 0 7 1 9 9", "M0 0A5 5 0 1 1 9 9"),
        ("L 3 3", "M0 0L3 3"),
        ("M 0 0 L 1", "M0 0"),
        ("M 0 0 X 1 2", "M0 0"),
        ('M 0 0 L 1 1"/><script>', "M0 0L1 1"),
        ("M 0 0 L 1e308 1", "M0 0"),
        ("", ""),
    ],
)
def test_path_data(data: str, drawn: str) -> None:
    assert svg_path(data) == drawn


@cache
def our_notice() -> bytes:
    return typeset_ofd(NOTICE)


ELEMENTS = st.sampled_from(
    "TextObject PathObject ImageObject CompositeObject PageBlock Clips Clip Area TextCode CGTransform".split()
)
VALUES = st.one_of(
    st.text("0123456789 .-#gMLC", max_size=24), st.sampled_from(["nan", "1e999", "0 0 9 9", "g 99999 1"])
)
NAMES = st.sampled_from(
    "Boundary CTM Size HScale DeltaX DeltaY X Y Alpha LineWidth DashPattern ResourceID Font CharDirection".split()
)


def _elements(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def written(name: str, attributes: dict[str, str], content: str) -> str:
        said = "".join(f' {key}="{value}"' for key, value in attributes.items())
        return f"<ofd:{name}{said}>{content}</ofd:{name}>"

    return st.builds(written, ELEMENTS, st.dictionaries(NAMES, VALUES, max_size=6), inner)


ANYTHING = st.recursive(
    st.text("公文甲M L C 0 1.5", max_size=12), lambda inner: st.lists(_elements(inner), max_size=3).map("".join)
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANYTHING)
def test_any_page_is_shown_or_refused(fonts: FontSet, content: str) -> None:
    try:
        page = OfdView(ofd(content)).page(0)
    except ReadingError:
        return
    etree.fromstring(page.svg.encode())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=4))
def test_a_damaged_file_is_shown_or_refused(fonts: FontSet, at: int, patch: bytes) -> None:
    data = bytearray(our_notice())
    place = at % len(data)
    data[place : place + len(patch)] = patch
    try:
        view = OfdView(bytes(data))
        for number in range(len(view)):
            view.page(number)
    except ReadingError:
        pass
