"""One door for every file: its kind is told by its content, then it is read into a document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gongwen.document.elements import Aside, Reading
from gongwen.document.front_matter import InvalidSource
from gongwen.document.structure import recognize
from gongwen.guard import Archive, Damaged, Deadline, Empty, NoText, TooLarge, Unsupported
from gongwen.ofd.package import open_ofd
from gongwen.ofd.text import annotation_texts, page_texts
from gongwen.reading.detect import FileKind, detect, detect_archive, name_note
from gongwen.reading.docx import read_docx
from gongwen.reading.html import read_html
from gongwen.reading.page_paragraphs import flow
from gongwen.reading.pdf import read_pdf
from gongwen.reading.txt import decode

MAX_FILE = 50 * 1024 * 1024
MAX_TEXT = 5_000_000
_ZIP = b"PK\x03\x04"


def read_path(path: Path) -> Reading:
    """Read a file on disk; raises ReadingError, or OSError where it cannot be opened."""
    if path.stat().st_size > MAX_FILE:
        raise TooLarge(f"文件超过 {MAX_FILE // 1024 // 1024} MB，已拒绝读取。")
    return read(path.read_bytes(), name=path.name)


def read(data: bytes, name: str = "") -> Reading:
    """Read a file's content; raises ReadingError, whose text is one Chinese sentence."""
    if len(data) > MAX_FILE:
        raise TooLarge(f"文件超过 {MAX_FILE // 1024 // 1024} MB，已拒绝读取。")
    if not data.strip():
        raise Empty("文件是空的。")
    deadline = Deadline()
    archive = Archive(data, deadline) if data.startswith(_ZIP) else None
    kind = detect_archive(archive) if archive is not None else detect(data)
    note = name_note(name, kind)
    text, asides, notes = _content(kind, data, archive, deadline)
    if not text.strip():
        raise NoText("文件中没有可读取的文字，可能是扫描件或图片。")
    if len(text) > MAX_TEXT:
        raise TooLarge("文件文字过多，已拒绝读取。")
    try:
        reading = recognize(text)
    except InvalidSource as error:
        raise Damaged(str(error)) from error
    return replace(
        reading,
        asides=tuple(dict.fromkeys((*reading.asides, *asides))),
        notes=(*reading.notes, *notes, *([note] if note else [])),
    )


def _content(
    kind: FileKind, data: bytes, archive: Archive | None, deadline: Deadline
) -> tuple[str, list[Aside], list[str]]:
    """The text of a file, what stands beside it, and what to tell the person."""
    match kind:
        case FileKind.TEXT:
            return decode(data), [], []
        case FileKind.HTML:
            page = read_html(data, deadline)
            notes = [f"网页含有 {page.scripts} 段脚本，已忽略。"] if page.scripts else []
            return "\n".join(page.lines), page.asides, notes
        case FileKind.DOCX if archive is not None:
            word = read_docx(archive, deadline)
            return "\n".join(word.lines), word.asides, word.notes
        case FileKind.PDF:
            printed = read_pdf(data, deadline)
            flowed = flow(printed.pages)
            properties = [Aside("文件属性", f"{label}：{value}") for label, value in printed.properties]
            return flowed.text, [*flowed.asides, *properties], []
        case FileKind.OFD:
            return _ofd(data, deadline)
        case _:
            raise Unsupported("文件不是可识别的文档格式。")


def _ofd(data: bytes, deadline: Deadline) -> tuple[str, list[Aside], list[str]]:
    file = open_ofd(data, deadline)
    texts: list[str] = []
    asides: list[Aside] = []
    for document in file.documents:
        flowed = flow(list(page_texts(file, document, deadline)))
        texts.append(flowed.text)
        asides += flowed.asides
        asides += [Aside("水印与注释", text) for text in annotation_texts(file, document)]
        asides += [Aside("文件属性", f"{label}：{value}") for label, value in document.properties]
    notes = [f"OFD 文件缺少 {len(file.missing)} 个部件，已读取其余内容。"] if file.missing else []
    return "\n".join(texts), asides, notes
