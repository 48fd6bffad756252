"""What each line of a text is: number, title, recipient, heading, signature…; found with offsets."""

from __future__ import annotations

from gongwen.document.elements import Aside, Element, Line, Reading, Role
from gongwen.document.front_matter import locate_front_matter, split_source
from gongwen.document.plain import recognize_plain
from gongwen.document.sheet import Sheet, mark, mark_body
from gongwen.document.source import find_attachments, load_source

__all__ = ["Aside", "Element", "Line", "Reading", "Role", "recognize"]


def recognize(text: str) -> Reading:
    """Recognize the source form (with front matter) or plain text as typed; raises InvalidSource.

    The time taken is linear in the length of the text.
    """
    parts = split_source(text)
    return recognize_plain(text) if parts is None else _recognize_source(text, *parts)


def _recognize_source(text: str, head: str, head_start: int, body_start: int) -> Reading:
    document = load_source(text)
    sheet = Sheet(text)
    rows = [row for row in sheet.rows if row.start >= body_start]
    mark(sheet.rows[: len(sheet.rows) - len(rows)], Role.FRONT_MATTER)
    titles = [attachment.title for attachment in document.attachments if attachment.listed]
    for part in find_attachments([row.core for row in rows], titles):
        rows[part.mark].role = Role.ATTACHMENT_MARK
        if part.title is not None:
            rows[part.title].role = Role.ATTACHMENT_TITLE
        mark_body(rows[part.mark + 1 : part.end], Role.ATTACHMENT_BODY)
    mark_body(rows, Role.BODY)
    first = next((row for row in rows if row.core), None)
    return Reading(
        document=document,
        text=text,
        lines=sheet.lines(),
        elements=tuple(locate_front_matter(head, head_start)),
        body_start=first.start if first is not None else len(text),
    )
