"""What every layout ends with: attachments, the page of the imprint, page numbers, the places of seals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.document import Attachment, OfficialDocument, Role
from gongwen.typeset.body import BODY, body_items, line_item, recipient_items, title_items
from gongwen.typeset.canvas import Composition, Mark, Page, SealPlace, moved
from gongwen.typeset.closing import attachment_note
from gongwen.typeset.flow import BLANK_LINE, Item, Sheet, keep_tail, paginate
from gongwen.typeset.folio import folio
from gongwen.typeset.fonts import Face
from gongwen.typeset.imprint import Imprint
from gongwen.typeset.lines import Setter, printable
from gongwen.typeset.measures import BOTTOM, HEIGHT, LEFT, MM, ROW, ROWS, TOP

_LONGEST_HELD_NOTE = 6
_LINES_UNDER_SEAL = 2
"""So many lines of text are carried to the page of the signature: no page holds a seal alone (空白不够)."""


def opening_items(
    setter: Setter, document: OfficialDocument, head_rows: int
) -> tuple[list[Item], tuple[str, ...]]:
    """Title and main recipients, and the recipients that go to the imprint instead.

    The first page must show body text (7.3.3), so recipients that leave no line for it are moved.
    """
    title = list(title_items(setter, document.title, document.issuers))
    to = list(recipient_items(setter, document.to))
    moved_to: tuple[str, ...] = ()
    if to and head_rows + len(title) + 1 + len(to) >= ROWS:
        to, moved_to = [], document.to
    return ([*title, BLANK_LINE, *to] if title else to), moved_to


def text_items(setter: Setter, document: OfficialDocument) -> list[Item]:
    """Body and attachment note, the last lines held to what follows; a short note is held whole."""
    body = list(body_items(setter, document.blocks))
    note = attachment_note(setter, document.attachments)
    if len(note) <= _LONGEST_HELD_NOTE:
        return [*keep_tail(body, _LINES_UNDER_SEAL), *keep_tail(note, len(note))]
    return [*body, *keep_tail(note, _LINES_UNDER_SEAL)]


def attachment_sheets(setter: Setter, attachments: Sequence[Attachment]) -> list[Sheet]:
    """The pages of what is bound in after the signature, each text starting a page of its own (7.3.7)."""
    sheets: list[Sheet] = []
    listed = [attachment for attachment in attachments if attachment.listed]
    for attachment in attachments:
        if attachment.body.strip():
            label = ""
            if attachment.listed:
                label = f"附件{listed.index(attachment) + 1}" if len(listed) > 1 else "附件"
            sheets += paginate(list(_attachment_items(setter, label, attachment)))
    return sheets


def _attachment_items(setter: Setter, label: str, attachment: Attachment) -> Iterator[Item]:
    """The mark on the first line, the title on the third, then the text; an issued text has no mark."""
    if label:
        yield line_item(setter.line(label, BODY, face=Face.HEI), Role.ATTACHMENT_MARK)
        yield BLANK_LINE
    yield from title_items(setter, attachment.title, (), Role.ATTACHMENT_TITLE)
    yield BLANK_LINE
    yield from body_items(setter, attachment.blocks)


def fits_below(sheet: Sheet, imprint: Imprint) -> bool:
    return sheet.bottom + ROW / 2 + imprint.height <= HEIGHT


def assembled(
    setter: Setter,
    document: OfficialDocument,
    sheets: Sequence[Sheet],
    head: Sequence[Mark],
    imprint: Imprint | None,
    *,
    unnumbered: frozenset[int] = frozenset(),
) -> Composition:
    """The pages: head on the first, imprint on the last, numbers on all but the ``unnumbered``."""
    pages: list[Page] = []
    seals: list[SealPlace] = []
    for number, sheet in enumerate(sheets, 1):
        marks = [moved(mark, LEFT, TOP) for mark in sheet.marks()]
        if number == 1:
            marks = [*head, *marks]
        if imprint is not None and number == len(sheets):
            marks += [moved(mark, LEFT, BOTTOM - imprint.height) for mark in imprint.marks]
        if number not in unnumbered:
            marks += folio(number)
        pages.append(Page(tuple(marks)))
        for item, top in sheet.placed:
            for issuer, x, y in item.seals:
                seals.append(SealPlace(issuer, number, (LEFT + x) / MM, (TOP + top + y) / MM))
    return Composition(
        printable(document.title),
        tuple(pages),
        tuple(printable(issuer) for issuer in document.issuers),
        document.written_on,
        tuple(seals),
        setter.missing(),
    )
