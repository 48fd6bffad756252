"""A text with the role of each of its lines and the place of each element (要素)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from gongwen.document.model import OfficialDocument


class Role(Enum):
    """What a line of a document is (要素)."""

    FRONT_MATTER = "文头"
    COPY_NUMBER = "份号"
    SECRECY = "密级和保密期限"
    URGENCY = "紧急程度"
    ISSUER_MARK = "发文机关标志"
    NUMBER = "发文字号"
    SIGNER = "签发人"
    TITLE = "标题"
    RECIPIENT = "主送机关"
    HEADING = "层次标题"
    BODY = "正文"
    TABLE = "表格"
    ATTACHMENT_NOTE = "附件说明"
    SIGNATURE = "发文机关署名"
    DATE = "成文日期"
    ANNOTATION = "附注"
    ATTACHMENT_MARK = "附件"
    ATTACHMENT_TITLE = "附件标题"
    ATTACHMENT_BODY = "附件正文"
    CC = "抄送机关"
    PRINT = "印发机关和印发日期"
    BLANK = "空行"


@dataclass(frozen=True)
class Line:
    """One line of the text: ``text == whole[start:end]`` without the line end.

    ``level`` is 1 to 4 for headings, also for the headings inside an attachment (whose role stays
    ``ATTACHMENT_BODY``). A line of a table is ``TABLE`` wherever it stands.
    """

    number: int
    start: int
    end: int
    text: str
    role: Role
    level: int = 0


@dataclass(frozen=True)
class Element:
    """Where one value of an element stands in the text, for findings: ``text[start:end] == value``.

    The value is what is written, so a title over two lines keeps its line end and a date its own form.
    """

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Aside:
    """Text that the file carries outside the document's text: 页眉, 页脚, 批注, 脚注, 隐藏文字, 文件属性…"""

    where: str
    text: str


@dataclass(frozen=True)
class Reading:
    """A document as read from a file: its data, its text and where everything stands in it.

    ``text`` is what offsets count in: for TXT and the source form the file's own decoded text, for other
    formats the extracted text. ``elements`` names the keys of the source form (``number``, ``title``, ``to``,
    ``date``, ``cc``, ``print.office``…), one entry a value. ``body_start`` is where the line stands that
    ``Block.line == 0`` means. ``notes`` are Chinese sentences about the file (e.g. hidden text).
    """

    document: OfficialDocument
    text: str
    lines: tuple[Line, ...]
    elements: tuple[Element, ...]
    body_start: int = 0
    notes: tuple[str, ...] = ()
    asides: tuple[Aside, ...] = ()

    def element(self, name: str) -> tuple[Element, ...]:
        return tuple(element for element in self.elements if element.name == name)
