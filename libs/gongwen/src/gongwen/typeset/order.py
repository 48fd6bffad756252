"""The order layout (命令（令）格式), GB/T 9704-2012 10.2."""

from __future__ import annotations

from gongwen.document import OfficialDocument, Role
from gongwen.typeset.assembly import text_items
from gongwen.typeset.body import BODY, title_items
from gongwen.typeset.canvas import Composition, Mark
from gongwen.typeset.closing import chinese_date
from gongwen.typeset.flow import BLANK_LINE, Item, kept_together
from gongwen.typeset.fonts import Face
from gongwen.typeset.general import bound
from gongwen.typeset.head import Head, head_labels
from gongwen.typeset.imprint import ruled_imprint
from gongwen.typeset.lines import Setter
from gongwen.typeset.measures import CELL, LEFT, MM, ROW, SIZE_3, TOP, WIDTH
from gongwen.typeset.redmark import MarkText, printable_lines, red_mark

_MARK_TOP = TOP + 20 * MM
_NUMBER_ROW = 6
"""The number stands on the seventh line of the type area; the height of the mark follows from it."""
_BLANK_ROWS = 2
_STAMP_CELLS = 4
"""Room for the signature stamp (签名章), four characters from the right edge."""


def compose_order(setter: Setter, document: OfficialDocument) -> Composition:
    """Set the document as an order, signed by the head of the organ."""
    head = _order_head(setter, document)
    title: list[Item] = []
    if document.title and not document.title.rstrip("）)").endswith("令"):
        title = [*title_items(setter, document.title, document.issuers), BLANK_LINE]
    main = [*title, *text_items(setter, document), *_signed(setter, document)]
    return bound(setter, document, head, main, ruled_imprint(setter, document, moved_to=document.to))


def _order_head(setter: Setter, document: OfficialDocument) -> Head:
    number_y = TOP + _NUMBER_ROW * ROW
    marks: list[Mark] = []
    for at, (text, face, role) in enumerate(head_labels(document)):
        marks += setter.line(text, BODY, face=face).marks(LEFT, TOP + at * ROW, role=role)
    marks += red_mark(setter, _order_mark(document), _MARK_TOP, number_y - _BLANK_ROWS * ROW - _MARK_TOP)
    number = setter.line(document.number, BODY)
    marks += number.marks(LEFT + (WIDTH - number.end) / 2, number_y, role=Role.NUMBER)
    return Head(tuple(marks), _NUMBER_ROW + 1 + _BLANK_ROWS)


def _order_mark(document: OfficialDocument) -> MarkText:
    """The organ's full name with 令; of several organs one above the other."""
    written = printable_lines(document.issuer_mark)
    if written:
        return MarkText(tuple(written))
    if len(document.issuers) == 1:
        return MarkText((document.issuers[0] + "令",))
    return MarkText(document.issuers, "令" if document.issuers else "")


def _signed(setter: Setter, document: OfficialDocument) -> list[Item]:
    """The signer's post and stamp two lines below the body, the date one line below them (7.3.5.3).

    A signer is written as ``市长 林致远``. The name is set in type only where no stamp will be put on it.
    """
    items = [BLANK_LINE, BLANK_LINE, *(_signer(setter, document, signer) for signer in document.signers)]
    if document.written_on is not None:
        day = setter.line(chinese_date(document.written_on), BODY)
        items += [BLANK_LINE, Item(marks=day.marks(WIDTH - 4 * CELL - day.end, role=Role.DATE))]
    return kept_together(items)


def _signer(setter: Setter, document: OfficialDocument, signer: str) -> Item:
    *post, name = signer.split() or [""]
    stamp_left = WIDTH - (4 + _STAMP_CELLS) * CELL
    line = setter.line("".join(post), BODY)
    marks: list[Mark] = [*line.marks(stamp_left - 2 * CELL - line.end, role=Role.SIGNATURE)]
    if document.sealed:
        centre = stamp_left + _STAMP_CELLS * CELL / 2
        return Item(marks=tuple(marks), seals=((name, centre, SIZE_3 / 2),))
    marks += setter.line(name, BODY, face=Face.KAI).marks(stamp_left, role=Role.SIGNER)
    return Item(marks=tuple(marks))
