"""The elements (要素) of an official document, as the regulation and GB/T 9704 name them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from gongwen.document.blocks import Block, parse_blocks
from gongwen.document.types import DocumentType


class Layout(Enum):
    """Layout (格式), GB/T 9704-2012 chapters 7 and 10."""

    GENERAL = "通用"
    LETTER = "信函"
    ORDER = "命令"
    MINUTES = "纪要"


class SecrecyLevel(Enum):
    """Secrecy level (密级); the order of members is the order of rank."""

    CONFIDENTIAL = "秘密"
    SECRET = "机密"  # noqa: S105 - a level's name
    TOP_SECRET = "绝密"  # noqa: S105


class Urgency(Enum):
    """Urgency (紧急程度) of a paper document."""

    URGENT = "加急"
    TOP_URGENT = "特急"


@dataclass(frozen=True)
class Attachment:
    """Attachment (附件): its title as listed in the attachment note, and its text where it is bound in.

    The text that a notice or an order issues (印发的文件) follows the sign-off too, but is no attachment
    and stands in no note: it has ``listed`` false and comes before the attachments proper.
    """

    title: str
    body: str = ""
    listed: bool = True

    @property
    def blocks(self) -> tuple[Block, ...]:
        return parse_blocks(self.body)


@dataclass(frozen=True)
class PrintInfo:
    """Printing office and date (印发机关和印发日期)."""

    office: str
    date: date | None = None


@dataclass(frozen=True)
class OfficialDocument:
    """An official document (公文): the 18 elements of art. 9 and the body as people type it.

    ``kind`` is the type as written (usually one of the fifteen 文种, but a 讲话 or 总结 keeps its own name).
    ``body`` is plain text: a line a paragraph, the numbering 一、（一）1.（1） is the structure, tables are
    pipe tables. ``issuers`` holds the host organ first. ``number`` is kept as written, even when malformed.
    """

    kind: str = ""
    issuers: tuple[str, ...] = ()
    issuer_mark: str = ""
    number: str = ""
    title: str = ""
    to: tuple[str, ...] = ()
    body: str = ""
    attachments: tuple[Attachment, ...] = ()
    written_on: date | None = None
    copy_number: str = ""
    secrecy: SecrecyLevel | None = None
    secrecy_period: str = ""
    urgency: Urgency | None = None
    signers: tuple[str, ...] = ()
    annotation: str = ""
    cc: tuple[str, ...] = ()
    print_info: PrintInfo | None = None
    layout: Layout = Layout.GENERAL
    sealed: bool = True
    extra: tuple[tuple[str, str], ...] = field(default=())
    """Front matter this version does not know, kept so that nothing is lost on the way through."""

    @property
    def document_type(self) -> DocumentType | None:
        """The 文种, or None where ``kind`` is not one of the fifteen."""
        if self.kind == "令":
            return DocumentType.ORDER
        try:
            return DocumentType(self.kind)
        except ValueError:
            return None

    @property
    def blocks(self) -> tuple[Block, ...]:
        return parse_blocks(self.body)
