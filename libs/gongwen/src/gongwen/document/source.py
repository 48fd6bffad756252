"""The source form: a UTF-8 file with the elements as YAML front matter and the body as people type it.

Attachments bound into the document follow the body: a line ``附件`` or ``附件1`` alone, the title on the next
line, then the attachment's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

import yaml

from gongwen.document.model import Attachment, Layout, OfficialDocument, PrintInfo, SecrecyLevel, Urgency

MAX_FRONT_MATTER = 64 * 1024
_FENCE = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<head>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_ATTACHMENT_LINE = re.compile(r"附件\s*(\d{0,2})[：:]?")
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


class InvalidSource(ValueError):
    """The text is not a source form; the message is one Chinese sentence naming the key or line."""


class _Loader(yaml.SafeLoader):
    """Safe YAML without aliases, so that a small head cannot grow into a large one."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise InvalidSource("文头不支持 YAML 别名（& 和 *）。")
        return super().compose_node(parent, index)


def split_source(text: str) -> tuple[str, int] | None:
    """The front matter and the offset at which the body starts; None where there is no front matter."""
    match = _FENCE.match(text)
    if match is None:
        return None
    return match["head"], match.end()


def compose_front_matter(head: str) -> yaml.MappingNode:
    """The front matter as YAML nodes with their marks; raises InvalidSource."""
    if len(head) > MAX_FRONT_MATTER:
        raise InvalidSource("文头过长，请检查“---”是否成对。")
    try:
        node = yaml.compose(head, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第{mark.line + 2}行" if mark is not None else "文头"
        raise InvalidSource(f"{where}不符合 YAML 写法。") from error
    if node is None:
        return yaml.MappingNode("tag:yaml.org,2002:map", [])
    if not isinstance(node, yaml.MappingNode):
        raise InvalidSource("文头应是“要素: 内容”的形式。")
    return node


def load_source(text: str) -> OfficialDocument:
    """Read the source form; text without front matter becomes the body. Raises InvalidSource."""
    parts = split_source(text)
    if parts is None:
        body, attachments = _split_attachments(text, ())
        return OfficialDocument(body=body, attachments=attachments)
    head, start = parts
    loader = _Loader("")
    try:
        values = loader.construct_document(compose_front_matter(head))
    except (yaml.YAMLError, ValueError) as error:
        raise InvalidSource("文头中有无法识别的值，请检查日期和引号。") from error
    finally:
        loader.dispose()
    body, attachments = _split_attachments(text[start:], _texts(values, "attachments"))
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
        extra=tuple((str(key), str(value)) for key, value in values.items() if key not in KEYS),
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
        "attachments": [attachment.title for attachment in document.attachments],
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
    front = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=10**9, default_flow_style=None)
    tail = "".join(_attachment_parts(document))
    return f"---\n{front}---\n{document.body.rstrip()}\n{tail}" if kept else f"{document.body.rstrip()}\n{tail}"


def _attachment_parts(document: OfficialDocument) -> Iterator[str]:
    several = len(document.attachments) > 1
    for number, attachment in enumerate(document.attachments, 1):
        if attachment.body:
            yield f"\n附件{number if several else ''}\n{attachment.title}\n{attachment.body.rstrip()}\n"


def _split_attachments(text: str, titles: tuple[str, ...]) -> tuple[str, tuple[Attachment, ...]]:
    """Cut the attachments off the body and join them with the titles of the front matter."""
    lines = text.replace("\r\n", "\n").split("\n")
    starts = [
        (index, int(match[1] or 1))
        for index, line in enumerate(lines)
        if (match := _ATTACHMENT_LINE.fullmatch(line.strip())) and _title_index(lines, index) is not None
    ]
    bodies: dict[int, Attachment] = {}
    for position, (index, number) in enumerate(starts):
        end = starts[position + 1][0] if position + 1 < len(starts) else len(lines)
        title = _title_index(lines, index)
        assert title is not None  # noqa: S101 - starts holds only lines that have one
        bodies[number] = Attachment(lines[title].strip(), "\n".join(lines[title + 1 : end]).strip("\n"))
    listed = [
        Attachment(title, bodies[number].body if number in bodies else "")
        for number, title in enumerate(titles, 1)
    ]
    unlisted = [bodies[number] for number in sorted(bodies) if number > len(titles)]
    body = lines[: starts[0][0]] if starts else lines
    return "\n".join(body).strip("\n"), tuple(listed + unlisted)


def _title_index(lines: list[str], index: int) -> int | None:
    return next((at for at in range(index + 1, len(lines)) if lines[at].strip()), None)


def _text(values: dict[str, Any], key: str) -> str:
    value = values.get(key)
    if value is None:
        return ""
    if isinstance(value, list | dict):
        raise InvalidSource(f"“{key}”应是一段文字。")
    return str(value).strip()


def _texts(values: dict[str, Any], key: str) -> tuple[str, ...]:
    value = values.get(key)
    if value is None or value == "":
        return ()
    if isinstance(value, dict):
        raise InvalidSource(f"“{key}”应是一段文字或一个列表。")
    items = value if isinstance(value, list) else [value]
    return tuple(str(item).strip() for item in items if str(item).strip())


def _choice(values: dict[str, Any], key: str, kinds: type[_E]) -> _E | None:
    text = _text(values, key)
    if not text:
        return None
    try:
        return kinds(text)
    except ValueError as error:
        known = "、".join(str(kind.value) for kind in kinds)
        raise InvalidSource(f"“{key}”应是{known}之一，不是“{text}”。") from error


def _date(values: dict[str, Any], key: str) -> date | None:
    value = values.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    match = re.fullmatch(r"(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})日?", str(value).strip())
    try:
        if match is not None:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise InvalidSource(f"“{key}”的日期“{value}”不存在。") from error
    raise InvalidSource(f"“{key}”应是日期，如 2026-11-20，不是“{value}”。")


def _flag(values: dict[str, Any], key: str, *, default: bool) -> bool:
    value = values.get(key, default)
    if not isinstance(value, bool):
        raise InvalidSource(f"“{key}”应是 true 或 false。")
    return value


def _print_info(values: dict[str, Any]) -> PrintInfo | None:
    value = values.get("print")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise InvalidSource("“print”应写成 {office: 机关, date: 日期}。")
    return PrintInfo(_text(value, "office"), _date(value, "date"))
