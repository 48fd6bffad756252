"""A file of any kind to a Reading: find out what it is, take its text, recognize the elements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.document import Aside, InvalidSource, Reading, recognize
from gongwen.document.plain import recognize_plain
from gongwen.guard import Archive, Damaged, NoText, TooLarge, Unsupported
from gongwen.page_text import UNREADABLE, PageText
from gongwen.reading.detect import FileKind
from gongwen.reading.opened import MAX_FILE, OpenedFile, open_file
from gongwen.reading.txt import decode

if TYPE_CHECKING:
    from gongwen.reading.docx import DocxContent

MAX_TEXT = 10_000_000
_NOTES = {
    "修订": "含有 {} 处修订痕迹，按修订后的文字读取。",
    "隐藏文字": "含有 {} 处隐藏文字，未并入正文。",
    "批注": "含有 {} 条批注，未并入正文。",
    "脚注": "含有 {} 条脚注或尾注，未并入正文。",
    "嵌入对象": "含有 {} 个嵌入对象，未读取。",
    "嵌入的其他文件": "含有 {} 个嵌入的其他文件，未读取。",
    "外部链接": "引用了 {} 处外部文件，未访问。",
    "附件": "含有 {} 个内嵌附件，未读取。",
    "签名": "含有 {} 个电子签章，未在此验证。",
    "缺失": "有 {} 个内部部件缺失，其余内容已读取。",
    "脚本": "含有 {} 段脚本，未执行。",
}


def read_path(path: Path) -> Reading:
    """Read a file on disk; raises a ReadingError, also where there is no such file."""
    try:
        if not path.is_file():
            raise Unsupported("不是文件，无法读取。" if path.exists() else "文件不存在。")
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)
    except OSError as error:
        raise Damaged("文件无法打开，请检查是否有读取权限。") from error
    return read(data, name=path.name)


def read(data: bytes, name: str = "") -> Reading:
    """Read the content of a file; ``name`` is what its owner calls it. Raises a ReadingError.

    The kind of file is decided by its content. Nothing in it is executed and nothing is fetched.
    """
    return read_opened(open_file(data, name))


def read_opened(file: OpenedFile) -> Reading:
    """Read a file that was opened; raises a ReadingError."""
    return _labelled(_READERS[file.kind](file), file)


@dataclass(frozen=True)
class WordFile:
    """A Word document as read, still open, so that a copy of it can be annotated."""

    reading: Reading
    archive: Archive
    content: DocxContent


def read_word(data: bytes, name: str = "") -> WordFile:
    """Read a Word document as ``read`` does and keep it open; raises a ReadingError."""
    from gongwen.reading.docx import read_docx

    file = open_file(data, name)
    if file.archive is None or file.kind is not FileKind.DOCX:
        raise Unsupported(f"文件是{file.kind.value}，不是 Word 文档。")
    content = read_docx(file.archive, file.deadline)
    return WordFile(_labelled(_word_reading(content), file), file.archive, content)


def _labelled(reading: Reading, file: OpenedFile) -> Reading:
    return replace(
        reading,
        notes=(*file.notes, *reading.notes),
        asides=(Aside("文件名", file.name), *reading.asides) if file.name else reading.asides,
    )


def _read_text(file: OpenedFile) -> Reading:
    text = decode(file.data)
    _check_length(text)
    try:
        return recognize(text)
    except InvalidSource as error:
        raise Damaged(str(error)) from error


def _read_docx(file: OpenedFile) -> Reading:
    from gongwen.reading.docx import read_docx

    assert file.archive is not None  # noqa: S101 - only archives are recognized as Word documents
    return _word_reading(read_docx(file.archive, file.deadline))


def _word_reading(content: DocxContent) -> Reading:
    return _recognized(content.text, content.asides, _notes(content.counts))


def _read_html(file: OpenedFile) -> Reading:
    from gongwen.reading.html import read_html

    content = read_html(file.data, file.deadline)
    hidden = sum(aside.where == "隐藏文字" for aside in content.asides)
    return _recognized(
        "\n".join(content.lines), content.asides, _notes({"隐藏文字": hidden, "脚本": content.scripts})
    )


def _read_pdf(file: OpenedFile) -> Reading:
    from gongwen.reading.pdf_process import read_pdf_apart

    content = read_pdf_apart(file.data, file.deadline)
    properties = [Aside("文件属性", f"{label}：{text}") for label, text in content.properties]
    return _flowed(content.pages, properties, _notes({"附件": content.attachments}), "PDF")


def _read_ofd(file: OpenedFile) -> Reading:
    from gongwen.ofd import annotation_texts, open_ofd, page_texts

    package = open_ofd(file.data, file.deadline)
    pages: list[PageText] = []
    asides: list[Aside] = []
    counts = {"附件": 0, "签名": 0, "缺失": len(set(package.missing))}
    for document in package.documents:
        pages += page_texts(package, document, file.deadline)
        asides += [Aside("文件属性", f"{label}：{text}") for label, text in document.properties]
        asides += [Aside("水印与注释", text) for text in annotation_texts(package, document)]
        counts["附件"] += len(document.attachments)
        counts["签名"] += len(document.signatures)
    several = f"文件内有 {len(package.documents)} 个文档，已按顺序读取。" if len(package.documents) > 1 else ""
    return _flowed(pages, asides, (*filter(None, [several]), *_notes(counts)), "OFD")


def _flowed(pages: Sequence[PageText], asides: list[Aside], notes: tuple[str, ...], kind: str) -> Reading:
    from gongwen.reading.page_paragraphs import flow

    flowed = flow(pages)
    unreadable = flowed.text.count(UNREADABLE)
    if unreadable:
        notes = (*notes, f"有 {unreadable} 个字符的字体未注明编码，无法还原，以“{UNREADABLE}”代替。")
    if not flowed.text.strip():
        raise NoText(f"{kind} 文件没有可读取的文字，可能是扫描件，请先进行文字识别。")
    return _recognized(flowed.text, [*asides, *flowed.asides], notes)


def _recognized(text: str, asides: Iterable[Aside], notes: tuple[str, ...]) -> Reading:
    _check_length(text)
    if not text.strip():
        raise NoText("文件没有可读取的文字。")
    return replace(recognize_plain(text), asides=tuple(dict.fromkeys(asides)), notes=notes)


def _check_length(text: str) -> None:
    if len(text) > MAX_TEXT:
        raise TooLarge(f"文字超过 {MAX_TEXT // 10_000} 万字，已拒绝读取。")


def _notes(counts: dict[str, int]) -> tuple[str, ...]:
    return tuple(text.format(counts[key]) for key, text in _NOTES.items() if counts.get(key))


_READERS = {
    FileKind.TEXT: _read_text,
    FileKind.DOCX: _read_docx,
    FileKind.HTML: _read_html,
    FileKind.PDF: _read_pdf,
    FileKind.OFD: _read_ofd,
}
