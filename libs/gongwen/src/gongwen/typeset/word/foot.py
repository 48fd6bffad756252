"""What stands below the text: the imprint (版记) at the foot of its page, and page numbers."""

from __future__ import annotations

from gongwen.typeset.embedding import ink_height
from gongwen.typeset.fonts import Face
from gongwen.typeset.imprint import LABEL, THICK, THIN, Imprint
from gongwen.typeset.measures import BOTTOM, MM, PAGE_HEIGHT, SIZE_4, WIDTH
from gongwen.typeset.word.measures import BASELINE, SPARE, TINY, twips
from gongwen.typeset.word.names import WordFonts
from gongwen.typeset.word.paragraphs import FOOT, IMPRINT, Setting, indented, paragraph, rule
from gongwen.typeset.word.runs import plain

_BELOW = 7 * MM
_SIDE = twips(SIZE_4)
_FRAME = (
    f'<w:framePr w:w="{twips(WIDTH)}" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="left"'
    ' w:yAlign="bottom"/>'
)


def imprint_paragraphs(imprint: Imprint) -> str:
    """The imprint in a frame on the foot of the type area, growing upwards, and the paragraph that holds it."""
    thick, thin = twips(THICK), twips(THIN)
    parts = [rule(thick, frame=_FRAME)] if imprint.is_ruled else []
    hanging = indented(left=_SIDE + twips(LABEL), right=_SIDE, first=-twips(LABEL))
    for _role, text in imprint.lists:
        parts.append(paragraph(Setting(IMPRINT, frame=_FRAME, indent=hanging), _text(text)))
    if imprint.printed is not None:
        if imprint.lists:
            parts.append(rule(thin, frame=_FRAME))
        organ, date = imprint.printed
        tabs = f'<w:tabs><w:tab w:val="right" w:pos="{twips(WIDTH) - _SIDE}"/></w:tabs>'
        setting = Setting(IMPRINT, frame=_FRAME, tabs=tabs, indent=indented(left=_SIDE, right=_SIDE))
        parts.append(paragraph(setting, _text(organ) + (f"<w:r><w:tab/></w:r>{_text(date)}" if date else "")))
    if imprint.is_ruled:
        parts.append(rule(thick, frame=_FRAME))
    return "".join(parts)


def anchor(*, starts_page: bool = False, section: str = "") -> str:
    """A paragraph without height that holds a frame, a page or a section."""
    return paragraph(Setting(line=TINY, starts_page=starts_page, section=section))


def folio_paragraph(*, odd: bool) -> str:
    """— 1 — one character in from the outside: right on odd pages, left on even."""
    field = "".join(
        f"<w:r>{content}</w:r>"
        for content in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            f"<w:t>{1 if odd else 2}</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    if odd:
        return paragraph(Setting(FOOT, indent=indented(right=_SIDE + SPARE), align="right"), field)
    return paragraph(Setting(FOOT, indent=indented(left=_SIDE)), field)


def folio_distance(names: WordFonts) -> int:
    """How far the line of the number ends from the edge of the page, its dash 7 mm below the type area."""
    rise = ink_height(names.fonts.file_of(Face.SONG, "—"), "—") * SIZE_4
    below = (1 - BASELINE) * FOOT.line / 20
    return twips(PAGE_HEIGHT - BOTTOM - _BELOW - rise - below)


def _text(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{plain(text)}</w:t></w:r>'
