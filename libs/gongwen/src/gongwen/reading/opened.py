"""A file opened under limits: its kind by its content, old Word formats turned into DOCX."""

from __future__ import annotations

from dataclasses import dataclass

from gongwen.guard import Archive, Damaged, Deadline, Empty, TooLarge
from gongwen.reading.detect import FileKind, detect, detect_archive, name_note

MAX_FILE = 50 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_CONVERTED = frozenset({FileKind.DOC, FileKind.RTF})


@dataclass(frozen=True)
class OpenedFile:
    """A file before it is read, with what its owner calls it.

    ``archive`` is there for what is packed; ``notes`` tell what was found odd.
    """

    name: str
    kind: FileKind
    data: bytes
    archive: Archive | None
    deadline: Deadline
    notes: tuple[str, ...]


def open_file(data: bytes, name: str) -> OpenedFile:
    """Open the content of a file; raises a ReadingError."""
    if len(data) > MAX_FILE:
        raise TooLarge(f"文件超过 {MAX_FILE // 1024 // 1024} MB，已拒绝读取。")
    if not data.strip():
        raise Empty("文件为空，没有可读取的内容。")
    deadline = Deadline()
    archive = Archive(data, deadline) if data.startswith(_ZIP) else None
    kind = detect(data) if archive is None else detect_archive(archive)
    note = name_note(name, kind)
    notes = () if note is None else (note,)
    if kind in _CONVERTED:
        return _converted(OpenedFile(name, kind, data, None, deadline, notes))
    return OpenedFile(name, kind, data, archive, deadline, notes)


def _converted(file: OpenedFile) -> OpenedFile:
    from gongwen.reading.office import to_docx

    data = to_docx(file.data, file.kind, file.deadline)
    if not data.startswith(_ZIP):
        raise Damaged("文件转换后不是 Word 文档，可能已损坏。")
    archive = Archive(data, file.deadline)
    kind = detect_archive(archive)
    if kind is not FileKind.DOCX:
        raise Damaged("文件转换后不是 Word 文档，可能已损坏。")
    note = f"原文件是{file.kind.value}，已由 LibreOffice 转换后读取。"
    return OpenedFile(file.name, kind, data, archive, file.deadline, (*file.notes, note))
