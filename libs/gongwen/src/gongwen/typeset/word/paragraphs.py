"""Paragraphs (w:p) and the styles they are set in."""

from __future__ import annotations

from dataclasses import dataclass

from gongwen.document import Role
from gongwen.typeset.canvas import Colour
from gongwen.typeset.fonts import Face
from gongwen.typeset.word.measures import LINE, SPARE
from gongwen.typeset.word.runs import BODY_SPACING, Look


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its identifier, its name as a person sees it, and what it sets."""

    identifier: str
    name: str
    look: Look
    line: int = LINE
    paragraph: str = ""
    """What it sets for paragraphs, in the schema's order from spacing on."""
    keep_next: bool = False
    level: int = 0


_BODY = Look(Face.FANG, BODY_SPACING)
_FIRST_LINE = '<w:ind w:firstLineChars="200" w:firstLine="632"/>'
_CENTRE = f'<w:ind w:right="{SPARE}"/><w:jc w:val="center"/>'

NORMAL = Style("Normal", "Normal", _BODY)
TEXT = Style("GwText", "公文正文", _BODY, paragraph=_FIRST_LINE)
HEADINGS = {
    level: Style(
        f"Heading{level}", f"heading {level}", Look(face, BODY_SPACING), paragraph=_FIRST_LINE, level=level
    )
    for level, face in ((1, Face.HEI), (2, Face.KAI), (3, Face.FANG), (4, Face.FANG))
}
TITLE = Style("Title", "Title", Look(Face.TITLE, 0, 44), paragraph=_CENTRE, keep_next=True)
ATTACHMENT_TITLE = Style(
    "GwAttachmentTitle", "附件标题", Look(Face.TITLE, 0, 44), paragraph=_CENTRE, keep_next=True, level=1
)
MARK = Style("GwIssuerMark", "发文机关标志", Look(Face.TITLE, 0, 32, Colour.RED))
FOOT = Style("Footer", "footer", Look(Face.SONG, 0, 28), line=400)
IMPRINT = Style("GwImprint", "版记", Look(Face.FANG, 0, 28), line=460)
TABLE = Style("GwTable", "公文表格", Look(Face.FANG, 0, 24))
_BY_ROLE = {
    Role.COPY_NUMBER: Style("GwLabel", "份号密级紧急程度", _BODY),
    Role.NUMBER: Style("GwNumber", "发文字号", _BODY),
    Role.RECIPIENT: Style("GwRecipient", "主送机关", _BODY),
    Role.ATTACHMENT_NOTE: Style("GwAttachmentNote", "附件说明", _BODY),
    Role.SIGNATURE: Style("GwSignature", "署名和成文日期", _BODY),
    Role.ANNOTATION: Style("GwAnnotation", "附注", _BODY, paragraph=_FIRST_LINE),
    Role.ATTACHMENT_MARK: Style("GwAttachmentMark", "附件顺序号", Look(Face.HEI, BODY_SPACING)),
}
_SAME_STYLE = {
    Role.SECRECY: Role.COPY_NUMBER,
    Role.URGENCY: Role.COPY_NUMBER,
    Role.SIGNER: Role.NUMBER,
    Role.DATE: Role.SIGNATURE,
}
STYLES = (
    *(NORMAL, TEXT, *HEADINGS.values(), TITLE, ATTACHMENT_TITLE, MARK, FOOT, IMPRINT, TABLE),
    *_BY_ROLE.values(),
)


def style_of(role: Role | None, level: int = 0) -> Style:
    """The style for an element; headings have one for each level."""
    if level:
        return HEADINGS[level]
    match role:
        case Role.TITLE:
            return TITLE
        case Role.ATTACHMENT_TITLE:
            return ATTACHMENT_TITLE
        case Role.ISSUER_MARK:
            return MARK
        case Role.BODY | Role.HEADING:
            return TEXT
        case None:
            return NORMAL
        case _:
            return _BY_ROLE.get(_SAME_STYLE.get(role, role), NORMAL)


@dataclass(frozen=True, slots=True)
class Setting:
    """What one paragraph says beyond its style; ``frame``, ``tabs``, ``indent`` and ``section`` are XML."""

    style: Style = NORMAL
    before: int = 0
    line: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    starts_page: bool = False
    frame: str = ""
    border: str = ""
    tabs: str = ""
    indent: str = ""
    align: str = ""
    section: str = ""
    free_words: bool = False
    """A word longer than half a line may be broken anywhere."""


def paragraph(setting: Setting, runs: str = "") -> str:
    """The paragraph; its properties stand in the order of the schema."""
    style = setting.style
    parts = f'<w:pStyle w:val="{style.identifier}"/>' if style is not NORMAL else ""
    if setting.keep_next and not style.keep_next:
        parts += "<w:keepNext/>"
    if setting.keep_lines:
        parts += "<w:keepLines/>"
    if setting.starts_page:
        parts += "<w:pageBreakBefore/>"
    parts += setting.frame + setting.border + setting.tabs
    if setting.free_words:
        parts += '<w:wordWrap w:val="0"/>'
    if setting.before or setting.line:
        before = f' w:before="{setting.before}"' if setting.before else ""
        line = f' w:line="{setting.line}" w:lineRule="exact"' if setting.line else ""
        parts += f"<w:spacing{before}{line}/>"
    parts += setting.indent
    if setting.align:
        parts += f'<w:jc w:val="{setting.align}"/>'
    parts += setting.section
    return f"<w:p><w:pPr>{parts}</w:pPr>{runs}</w:p>" if parts else f"<w:p>{runs}</w:p>"


def indented(left: int = 0, right: int = 0, first: int = 0) -> str:
    """The indents of a paragraph; ``first`` counts from ``left`` and is negative where the others stand further in."""
    parts = ' w:firstLineChars="0"'
    if left:
        parts = f' w:left="{left}"' + parts
    if right:
        parts += f' w:right="{right}"'
    parts += f' w:hanging="{-first}"' if first < 0 else f' w:firstLine="{first}"'
    return f"<w:ind{parts}/>"


def rule(height: int, colour: str = "000000", *, frame: str = "", before: int = 0, indent: str = "") -> str:
    """A ruled line of an exact thickness: an empty paragraph of that height, filled."""
    spacing = f' w:before="{before}"' if before else ""
    return (
        f'<w:p><w:pPr>{frame}<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing{spacing} w:line="{height}" w:lineRule="exact"/>{indent}'
        '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
    )
