"""The source form: a UTF-8 file with the elements as YAML front matter and the body as people type it.

Attachments bound into the document follow the body: a line ``附件`` or ``附件1`` alone, the title on the next
line, then the attachment's text. A line ``附文`` alone does the same for the text that the document issues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, TypeVar

import yaml

from gongwen.document.blocks import INDENT
from gongwen.document.front_matter import InvalidSource, dump_front_matter, load_front_matter, split_source
from gongwen.document.model import Attachment, Layout, OfficialDocument, PrintInfo, SecrecyLevel, Urgency
from gongwen.document.written_date import parse_date

_ATTACHMENT_LINE = re.compile(r"附文|附件(?:\s*(?P<number>\d{1,2})\s*[：:]?)?")
_E = TypeVar("_E", bound=Enum)
KEYS = (
    "type",
    "layout",
    "copy_number",
    "secrecy",
    "secrecy_period",
    "urgency",
    "issuer",
    "issuer_mark",
    "number",
    "signer",
    "title",
    "to",
    "attachments",
    "date",
    "sealed",
    "annotation",
    "cc",
    "print",
)


@dataclass(frozen=True)
class BoundAttachment:
    """Where an attachment bound into the text stands, in indexes of lines; ``end`` is past its last line.

    ``number`` is 0 for the text a document issues (附文).
    """

    number: int
    mark: int
    title: int | None
    end: int


def load_source(text: str) -> OfficialDocument:
    """Read the source form; text without front matter becomes the body. Raises InvalidSource."""
    parts = split_source(text)
    if parts is None:
        body, attachments = _split_attachments(text, ())
        return OfficialDocument(body=body, attachments=attachments)
    head, _, start = parts
    values = load_front_matter(head)
    body, attachments = _split_attachments(text[start:], _titles(values))
    return OfficialDocument(
        kind=_text(values, "type"),
        layout=_choice(values, "layout", Layout) or Layout.GENERAL,
        copy_number=_text(values, "copy_number"),
        secrecy=_choice(values, "secrecy", SecrecyLevel),
        secrecy_period=_text(values, "secrecy_period"),
        urgency=_choice(values, "urgency", Urgency),
        issuers=_texts(values, "issuer"),
        issuer_mark=_text(values, "issuer_mark"),
        number=_text(values, "number"),
        signers=_texts(values, "signer"),
        title=_text(values, "title"),
        to=_texts(values, "to"),
        body=body,
        attachments=attachments,
        written_on=_date(values, "date"),
        sealed=_flag(values, "sealed", default=True),
        annotation=_text(values, "annotation"),
        cc=_texts(values, "cc"),
        print_info=_print_info(values),
        extra=tuple((key, _unknown(value)) for key, value in values.items() if key not in KEYS),
    )


def dump_source(document: OfficialDocument) -> str:
    """Write the source form; ``load_source`` of it gives the same document."""
    head: dict[str, Any] = {
        "type": document.kind,
        "layout": document.layout.value if document.layout is not Layout.GENERAL else "",
        "copy_number": document.copy_number,
        "secrecy": document.secrecy.value if document.secrecy else "",
        "secrecy_period": document.secrecy_period,
        "urgency": document.urgency.value if document.urgency else "",
        "issuer": document.issuers[0] if len(document.issuers) == 1 else list(document.issuers),
        "issuer_mark": document.issuer_mark,
        "number": document.number,
        "signer": list(document.signers),
        "title": document.title,
        "to": list(document.to),
        "attachments": [attachment.title for attachment in document.attachments if attachment.listed],
        "date": document.written_on,
        "annotation": document.annotation,
        "cc": list(document.cc),
    }
    if document.print_info is not None:
        info = document.print_info
        head["print"] = {"office": info.office} | ({"date": info.date} if info.date else {})
    kept = {key: value for key, value in head.items() if value}
    if not document.sealed:
        kept["sealed"] = False
    kept.update(document.extra)
    front = dump_front_matter(kept) if kept else ""
    body = trim_blank_lines(document.body)
    tail = "".join(_attachment_parts(document))
    if not kept and split_source(body) is None:
        return f"{body}\n{tail}"
    return f"---\n{front}---\n{body}\n{tail}"


def _attachment_parts(document: OfficialDocument) -> Iterator[str]:
    listed = [attachment for attachment in document.attachments if attachment.listed]
    for attachment in document.attachments:
        if not attachment.listed:
            yield _bound("附文", attachment)
    for number, attachment in enumerate(listed, 1):
        if attachment.body:
            yield _bound(f"附件{number if len(listed) > 1 else ''}", attachment)


def _bound(mark: str, attachment: Attachment) -> str:
    title = f"{attachment.title}\n" if attachment.title else ""
    return f"\n{mark}\n{title}{trim_blank_lines(attachment.body)}\n"


def find_attachments(lines: Sequence[str], titles: Sequence[str]) -> tuple[BoundAttachment, ...]:
    """The attachments bound in after the body; ``titles`` are those the front matter lists, in order.

    A number that stands twice, or that was left out, becomes the next one free.
    """
    marks: list[tuple[int, int, int]] = []
    pending: tuple[int, int] | None = None
    for at, line in enumerate(lines):
        text = line.strip(INDENT)
        if (match := _ATTACHMENT_LINE.fullmatch(text)) is not None:
            pending = (0 if text == "附文" else int(match["number"] or 1) or 1, at)
        elif text and pending is not None:
            marks.append((*pending, at))
            pending = None
    taken: set[int] = set()
    highest = 0
    found: list[BoundAttachment] = []
    for position, (number, at, first) in enumerate(marks):
        end = marks[position + 1][1] if position + 1 < len(marks) else len(lines)
        if number in taken:
            number = highest + 1
        if number:
            taken.add(number)
            highest = max(highest, number)
        untitled = 0 < number <= len(titles) and not titles[number - 1]
        found.append(BoundAttachment(number, at, None if untitled else first, end))
    return tuple(found)


def trim_blank_lines(text: str) -> str:
    """The text without blank lines before and after it; the indent of its first line stays."""
    lines = text.split("\n")
    filled = [at for at, line in enumerate(lines) if line.strip(INDENT)]
    return "\n".join(lines[filled[0] : filled[-1] + 1]) if filled else ""


def _split_attachments(text: str, titles: tuple[str, ...]) -> tuple[str, tuple[Attachment, ...]]:
    """Cut the attachments off the body and join them with the titles of the front matter."""
    lines = text.replace("\r\n", "\n").split("\n")
    bound = find_attachments(lines, titles)
    issued = [replace(_bound_attachment(lines, part), listed=False) for part in bound if not part.number]
    bodies = {part.number: _bound_attachment(lines, part) for part in bound if part.number}
    listed = [
        Attachment(title, bodies[number].body if number in bodies else "")
        for number, title in enumerate(titles, 1)
    ]
    beyond = [bodies[number] for number in sorted(bodies) if number > len(titles)]
    body = lines[: bound[0].mark] if bound else lines
    return trim_blank_lines("\n".join(body)), tuple(issued + listed + beyond)


def _bound_attachment(lines: list[str], part: BoundAttachment) -> Attachment:
    if part.title is None:
        return Attachment("", trim_blank_lines("\n".join(lines[part.mark + 1 : part.end])))
    body = trim_blank_lines("\n".join(lines[part.title + 1 : part.end]))
    return Attachment(lines[part.title].strip(INDENT), body)


def _text(values: Mapping[str, Any], key: str) -> str:
    value = values.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InvalidSource(f"“{key}”应是一段文字。")
    return value.strip()


def _items(values: Mapping[str, Any], key: str) -> list[str]:
    value = values.get(key)
    if value is None:
        return []
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str | None) for item in items):
        raise InvalidSource(f"“{key}”应是一段文字或一个列表。")
    return [(item or "").strip() for item in items]


def _texts(values: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(item for item in _items(values, key) if item)


def _titles(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The titles of attachments; an empty one in a list holds the place of an attachment without title."""
    return () if values.get("attachments") == "" else tuple(_items(values, "attachments"))


def _choice(values: Mapping[str, Any], key: str, kinds: type[_E]) -> _E | None:
    text = _text(values, key)
    if not text:
        return None
    try:
        return kinds(text)
    except ValueError as error:
        known = "、".join(str(kind.value) for kind in kinds)
        raise InvalidSource(f"“{key}”应是{known}之一，不是“{text}”。") from error


def _date(values: Mapping[str, Any], key: str) -> date | None:
    text = _text(values, key)
    if not text:
        return None
    found = parse_date(text)
    if found is None:
        raise InvalidSource(f"“{key}”应是存在的日期，如 2026-11-20，不是“{text}”。")
    return found


def _flag(values: Mapping[str, Any], key: str, *, default: bool) -> bool:
    text = _text(values, key).lower()
    if text not in ("", "true", "false"):
        raise InvalidSource(f"“{key}”应是 true 或 false。")
    return text == "true" if text else default


def _print_info(values: Mapping[str, Any]) -> PrintInfo | None:
    value = values.get("print")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise InvalidSource("“print”应写成 {office: 机关, date: 日期}。")
    return PrintInfo(_text(value, "office"), _date(value, "date"))


def _unknown(value: Any) -> str:
    """A value this version does not know, as text: a list or mapping in YAML on one line."""
    if value is None or isinstance(value, str):
        return value or ""
    return yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10**9, sort_keys=False).strip()
