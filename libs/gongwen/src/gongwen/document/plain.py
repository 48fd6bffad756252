"""Plain text as typed or extracted: recognize its elements and fill the document from them."""

from __future__ import annotations

import re

from gongwen.document.blocks import join_cells
from gongwen.document.elements import Reading, Role
from gongwen.document.head import Head, recognize_head
from gongwen.document.model import Attachment, Layout, OfficialDocument, PrintInfo, SecrecyLevel, Urgency
from gongwen.document.sheet import Row, Sheet, mark_body, mark_tabbed_tables
from gongwen.document.source import trim_blank_lines
from gongwen.document.tail import Tail, recognize_tail
from gongwen.document.titles import kind_of
from gongwen.document.written_date import parse_date

_NAMED = re.compile(r"《([^《》]{2,80})》")
_MARK_END = re.compile(r"(?:文件|命令|令)$")


def recognize_plain(text: str) -> Reading:
    """Recognize a document in plain text; what is no element is body."""
    sheet = Sheet(text)
    head = recognize_head(sheet)
    tail = recognize_tail(sheet, head.rows, _known_issuers(head), _named_titles(head.title))
    first = sheet.filled[head.rows].number if head.rows < len(sheet.filled) else len(sheet.rows)
    body_rows = sheet.rows[first : max(first, tail.body_end)]
    mark_tabbed_tables(body_rows)
    body = _text_of(body_rows)
    mark_body(sheet.filled[head.rows :], Role.BODY)
    return Reading(
        document=_document(head, tail, body),
        text=text,
        lines=sheet.lines(),
        elements=tuple(sorted(sheet.elements, key=lambda element: (element.start, element.end))),
        body_start=sheet.rows[first].start if first < len(sheet.rows) else len(text),
    )


def _document(head: Head, tail: Tail, body: str) -> OfficialDocument:
    kind = kind_of(head.title) or _kind_of_marks(head.marks)
    return OfficialDocument(
        kind=kind,
        issuers=_issuers(head, tail),
        issuer_mark=_mark_text(head.marks),
        number=head.number,
        title=head.title,
        to=head.to or tail.to,
        body=body,
        attachments=_attachments(tail),
        written_on=parse_date(tail.date) or parse_date(head.date),
        copy_number=head.copy_number,
        secrecy=SecrecyLevel(head.secrecy) if head.secrecy else None,
        secrecy_period=head.secrecy_period,
        urgency=Urgency(head.urgency) if head.urgency in ("加急", "特急") else None,
        signers=tuple(head.signers or tail.signers),
        annotation=tail.annotation,
        cc=tail.cc,
        print_info=(
            PrintInfo(tail.print_office, parse_date(tail.print_date))
            if tail.print_office or tail.print_date
            else None
        ),
        layout=_layout(head, kind),
    )


def _layout(head: Head, kind: str) -> Layout:
    marks = "".join(head.marks)
    if marks.endswith("纪要") or (kind == "纪要" and not marks.endswith("文件")):
        return Layout.MINUTES
    if marks.endswith("令"):
        return Layout.ORDER
    if marks and not marks.endswith("文件") and (kind in ("函", "批复") or "函〔" in head.number):
        return Layout.LETTER
    return Layout.GENERAL


def _kind_of_marks(marks: tuple[str, ...]) -> str:
    """The kind where the red head names it and no title follows: 令 and 纪要."""
    found = kind_of(marks[-1]) if marks else ""
    return found if found in ("命令", "令", "纪要") else ""


def _mark_text(marks: tuple[str, ...]) -> str:
    """The red head as one text; a joint one (联合行文) names all its organs."""
    if marks and marks[-1].endswith("文件"):
        return "、".join([*(name.removesuffix("文件") for name in marks[:-1]), marks[-1]])
    return marks[-1] if marks else ""


def _known_issuers(head: Head) -> frozenset[str]:
    names = {_MARK_END.sub("", name) for name in head.marks}
    before, about, _ = head.title.partition("关于")
    if about and before:
        names.add(before)
    return frozenset(name for name in names if len(name) > 2)


def _named_titles(title: str) -> frozenset[str]:
    """The papers that a title names in 《》, which may be bound in."""
    return frozenset(re.sub(r"\s", "", name) for name in _NAMED.findall(title))


def _issuers(head: Head, tail: Tail) -> tuple[str, ...]:
    """Who signs, else who is named under the minutes head, else who stands in the red head."""
    if tail.issuers:
        return tuple(tail.issuers)
    if head.issuer:
        return (head.issuer,)
    return tuple(
        issuer for name in head.marks if (issuer := _MARK_END.sub("", name)) and not issuer.endswith("纪要")
    )


def _attachments(tail: Tail) -> tuple[Attachment, ...]:
    """The text issued, then the attachments of the note joined with the pages bound in."""
    issued = [Attachment(page.title, _text_of(page.rows), listed=False) for page in tail.pages if not page.number]
    pages: dict[int, Attachment] = {}
    highest = 0
    for page in tail.pages:
        if page.number:
            number = page.number if page.number not in pages else highest + 1
            highest = max(highest, number)
            pages[number] = Attachment(page.title, _text_of(page.rows))
    listed = [
        Attachment(title, pages[number].body if number in pages else "")
        for number, title in enumerate(tail.note_titles, 1)
    ]
    unlisted = [pages[number] for number in sorted(pages) if number > len(listed)]
    return tuple(issued + listed + unlisted)


def _text_of(rows: list[Row]) -> str:
    """The rows as body text: a line each, without indent, tabbed tables as pipe tables."""
    return trim_blank_lines(
        "\n".join(
            join_cells(row.core.split("\t"))
            if row.role is Role.TABLE and not row.core.startswith("|")
            else row.core
            for row in rows
        )
    )
