"""The general layout (通用格式), GB/T 9704-2012 chapter 7."""

from __future__ import annotations

from collections.abc import Sequence

from gongwen.document import Attachment, OfficialDocument, Role
from gongwen.typeset.body import BODY, body_items, line_item, recipient_items, title_items
from gongwen.typeset.canvas import Composition, Mark, Page, SealPlace, moved
from gongwen.typeset.closing import attachment_note, signature_items
from gongwen.typeset.flow import BLANK_LINE, Item, Sheet, keep_tail, paginate
from gongwen.typeset.folio import folio
from gongwen.typeset.fonts import Face
from gongwen.typeset.head import general_head
from gongwen.typeset.imprint import Imprint, ruled_imprint
from gongwen.typeset.lines import Setter
from gongwen.typeset.measures import BOTTOM, HEIGHT, LEFT, MM, ROW, ROWS, TOP

_LINES_UNDER_SEAL = 2
"""So many lines of text are carried to the page of the signature: no page holds a seal alone (空白不够)."""


def compose_general(setter: Setter, document: OfficialDocument) -> Composition:
    """Set the document in the general layout."""
    head = general_head(setter, document)
    title = list(title_items(setter, document.title, document.issuers))
    to = list(recipient_items(setter, document.to))
    moved_to: Sequence[str] = ()
    # The first page must show body text; recipients that leave no line for it go to the imprint.
    if to and head.rows + len(title) + 1 + len(to) >= ROWS:
        to, moved_to = [], document.to
    opening = [*title, BLANK_LINE, *to] if title else to
    body = list(body_items(setter, document.blocks))
    note = attachment_note(setter, document.attachments)
    main = [*opening, *keep_tail([*body, *note], _LINES_UNDER_SEAL), *signature_items(setter, document)]
    sheets = paginate(main, head.rows * ROW)
    for section in attachment_sections(setter, document.attachments):
        sheets += paginate(section)
    return finished(setter, document, sheets, head.marks, ruled_imprint(setter, document, moved_to=moved_to))


def attachment_sections(setter: Setter, attachments: Sequence[Attachment]) -> list[list[Item]]:
    """附件 that are bound in, each to start on a page of its own: mark, title on the third line, text."""
    sections = []
    for number, attachment in enumerate(attachments, 1):
        if not attachment.body.strip():
            continue
        label = f"附件{number}" if len(attachments) > 1 else "附件"
        mark = line_item(setter.line(label, BODY, face=Face.HEI), Role.ATTACHMENT_MARK)
        title = title_items(setter, attachment.title, (), Role.ATTACHMENT_TITLE)
        sections.append([mark, BLANK_LINE, *title, BLANK_LINE, *body_items(setter, attachment.blocks)])
    return sections


def finished(
    setter: Setter,
    document: OfficialDocument,
    sheets: list[Sheet],
    head: Sequence[Mark],
    imprint: Imprint | None,
) -> Composition:
    """Add the imprint on an even page and the page numbers."""
    unnumbered: set[int] = set()
    if imprint is not None:
        fits = sheets[-1].bottom + ROW / 2 + imprint.height <= HEIGHT
        if len(sheets) % 2 or not fits:
            blank = len(sheets) % 2 == 0
            sheets += [Sheet(), Sheet()] if blank else [Sheet()]
            if blank:
                unnumbered = {len(sheets) - 1, len(sheets)}
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
            seals += [
                SealPlace(issuer, number, (LEFT + x) / MM, (TOP + top + y) / MM)
                for issuer, x, y in item.seals
            ]
    return Composition(document.title, tuple(pages), tuple(seals), setter.missing())
