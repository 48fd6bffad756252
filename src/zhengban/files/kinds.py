"""The kinds of file the office takes (准许的文件类型)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    """What a file is by its content, whatever its name says."""

    DOCX = "DOCX", _("Word 文档")
    DOC = "DOC", _("Word 97-2003 或 WPS 文档")
    XLSX = "XLSX", _("Excel 表格")
    XLS = "XLS", _("Excel 97-2003 或 WPS 表格")
    PDF = "PDF", _("PDF 文件")
    OFD = "OFD", _("OFD 版式文件")
    TXT = "TXT", _("文本文件")
    JPEG = "JPEG", _("JPEG 图片")
    PNG = "PNG", _("PNG 图片")

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]

    @property
    def extensions(self) -> tuple[str, ...]:
        """The name endings that tell the truth about this kind; the first is the usual one."""
        return _EXTENSIONS[self]

    @property
    def opens_in_browser(self) -> bool:
        """Whether a browser may show it in the page; everything else is only saved."""
        return self in {FileKind.PDF, FileKind.JPEG, FileKind.PNG}


_OOXML = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    FileKind.DOCX: f"{_OOXML}.wordprocessingml.document",
    FileKind.DOC: "application/msword",
    FileKind.XLSX: f"{_OOXML}.spreadsheetml.sheet",
    FileKind.XLS: "application/vnd.ms-excel",
    FileKind.PDF: "application/pdf",
    FileKind.OFD: "application/ofd",
    FileKind.TXT: "text/plain",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
}
_EXTENSIONS = {
    FileKind.DOCX: ("docx", "wps"),
    FileKind.DOC: ("doc", "wps"),
    FileKind.XLSX: ("xlsx", "et"),
    FileKind.XLS: ("xls", "et"),
    FileKind.PDF: ("pdf",),
    FileKind.OFD: ("ofd",),
    FileKind.TXT: ("txt",),
    FileKind.JPEG: ("jpg", "jpeg"),
    FileKind.PNG: ("png",),
}
TAKEN_EXTENSIONS = frozenset(ending for endings in _EXTENSIONS.values() for ending in endings)
