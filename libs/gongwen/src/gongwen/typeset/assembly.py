"""What every layout ends with: attachments, the page of the imprint, page numbers, the places of seals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongwen.document import Attachment, OfficialDocument, Role
from gongwen.typeset.body import BODY, body_items, passage_items, recipient_items, title_items
from gongwen.typeset.canvas import Composition, Mark, Page, SealPlace, moved
from gongwen.typeset.closing import attachment_note
from gongwen.typeset.flow import BLANK_LINE, Item, Sheet, keep_tail, paginate
from gongwen.typeset.folio import folio
from gongwen.typeset.fonts import Face
from gongwen.typeset.head import Head
from gongwen.typeset.imprint import Imprint
from gongwen.typeset.lines import Setter, Span, printable
from gongwen.typeset.measures import BOTTOM, HEIGHT, LEFT, MM, ROW, ROWS, TOP
from gongwen.typeset.passage import Passage

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
            bound = paginate(list(_attachment_items(setter, label, attachment)))
            bound[0].apart = True
            sheets += bound
    return sheets


def _attachment_items(setter: Setter, label: str, attachment: Attachment) -> Iterator[Item]:
    """The mark on the first line, the title on the third, then the text; an issued text has no mark."""
    if label:
        spans = (Span(label, Face.HEI),)
        yield from passage_items(Passage(Role.ATTACHMENT_MARK, spans, (setter.line(spans, BODY),), BODY))
        yield BLANK_LINE
    yield from title_items(setter, attachment.title, (), Role.ATTACHMENT_TITLE)
    yield BLANK_LINE
    yield from body_items(setter, attachment.blocks)


def fits_below(sheet: Sheet, imprint: Imprint) -> bool:
    return sheet.bottom + ROW / 2 + imprint.height <= HEIGHT


@dataclass(frozen=True)
class Assembly:
    """A document with everything in its place: what every format is written from.

    ``head`` stands on the first page in the page's own measures, ``imprint`` at the foot of the last sheet;
    pages whose number is in ``unnumbered`` show none.
    """

    document: OfficialDocument
    head: Head
    sheets: tuple[Sheet, ...]
    imprint: Imprint | None
    unnumbered: frozenset[int]
    missing: tuple[str, ...]

    def composition(self) -> Composition:
        """The pages as they are drawn."""
        return Composition(
            printable(self.document.title),
            tuple(Page(tuple(self._marks(number, sheet))) for number, sheet in enumerate(self.sheets, 1)),
            tuple(printable(issuer) for issuer in self.document.issuers),
            self.document.written_on,
            tuple(self._seals()),
            self.missing,
        )

    def _marks(self, number: int, sheet: Sheet) -> Iterator[Mark]:
        """Head on the first page, imprint on the last, numbers on all but the ``unnumbered``."""
        if number == 1:
            yield from self.head.marks
        for mark in sheet.marks():
            yield moved(mark, LEFT, TOP)
        if self.imprint is not None and number == len(self.sheets):
            for mark in self.imprint.marks:
                yield moved(mark, LEFT, BOTTOM - self.imprint.height)
        if number not in self.unnumbered:
            yield from folio(number)

    def _seals(self) -> Iterator[SealPlace]:
        for number, sheet in enumerate(self.sheets, 1):
            for item, top in sheet.placed:
                for issuer, x, y in item.seals:
                    yield SealPlace(issuer, number, (LEFT + x) / MM, (TOP + top + y) / MM)


def assembled(
    setter: Setter,
    document: OfficialDocument,
    sheets: Sequence[Sheet],
    head: Head,
    imprint: Imprint | None,
    *,
    unnumbered: frozenset[int] = frozenset(),
) -> Assembly:
    return Assembly(document, head, tuple(sheets), imprint, unnumbered, setter.missing())
