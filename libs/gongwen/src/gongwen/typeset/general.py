"""The general layout (通用格式), GB/T 9704-2012 chapter 7."""

from __future__ import annotations

from gongwen.document import OfficialDocument
from gongwen.typeset.assembly import (
    Assembly,
    assembled,
    attachment_sheets,
    fits_below,
    opening_items,
    text_items,
)
from gongwen.typeset.closing import signature_items
from gongwen.typeset.flow import Item, Sheet, paginate
from gongwen.typeset.head import Head, general_head
from gongwen.typeset.imprint import Imprint, ruled_imprint
from gongwen.typeset.lines import Setter
from gongwen.typeset.measures import ROW


def compose_general(setter: Setter, document: OfficialDocument) -> Assembly:
    """Set the document in the general layout."""
    head = general_head(setter, document)
    opening, moved_to = opening_items(setter, document, head.rows)
    main = [*opening, *text_items(setter, document), *signature_items(setter, document)]
    return bound(setter, document, head, main, ruled_imprint(setter, document, moved_to=moved_to))


def bound(
    setter: Setter, document: OfficialDocument, head: Head, main: list[Item], imprint: Imprint | None
) -> Assembly:
    """Main text, attachments and, on the last even page, the imprint between its rules.

    A blank page before the imprint and the page of the imprint then show no number (7.5).
    """
    sheets = paginate(main, head.rows * ROW) + attachment_sheets(setter, document.attachments)
    unnumbered: frozenset[int] = frozenset()
    if imprint is not None and (len(sheets) % 2 or not fits_below(sheets[-1], imprint)):
        if len(sheets) % 2 == 0:
            sheets.append(Sheet(apart=True))
            unnumbered = frozenset({len(sheets), len(sheets) + 1})
        sheets.append(Sheet(apart=True))
    return assembled(setter, document, sheets, head, imprint, unnumbered=unnumbered)
