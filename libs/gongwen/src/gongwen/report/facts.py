"""What a file is found to be before any rule looks at it: its elements, its lines, what it carries beside its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongwen.document import Reading, Role
from gongwen.document.plain import recognize_plain
from gongwen.proofread import masked_text
from gongwen.proofread.visible import visible

_TOLD_BY_ELEMENTS = frozenset({Role.BODY, Role.BLANK, Role.FRONT_MATTER, Role.TABLE, Role.ATTACHMENT_BODY})


@dataclass(frozen=True)
class FileFacts:
    """The facts of one file; every text has its secrets masked, offsets count in the reading's own text.

    ``elements`` are name, value, start, end; ``lines`` are number from 1, role, level, text; ``asides`` are where
    and text.
    """

    name: str
    kind: str
    document_type: str
    layout: str
    characters: int
    elements: tuple[tuple[str, str, int, int], ...]
    lines: tuple[tuple[int, str, int, str], ...]
    notes: tuple[str, ...]
    asides: tuple[tuple[str, str], ...]


def facts_of(name: str, kind: str, reading: Reading) -> FileFacts:
    """Gather the facts of a reading; ``kind`` is what kind of file it was read from."""
    shown = masked_text(reading)
    return FileFacts(
        name=name,
        kind=kind,
        document_type=reading.document.kind,
        layout=reading.document.layout.value,
        characters=len(reading.text),
        elements=tuple((one.name, shown[one.start : one.end], one.start, one.end) for one in reading.elements),
        lines=tuple(
            (line.number + 1, line.role.value, line.level, shown[line.start : line.end])
            for line in reading.lines
            if line.role is not Role.BLANK
        ),
        notes=reading.notes,
        asides=tuple((aside.where, masked_text(recognize_plain(aside.text))) for aside in reading.asides),
    )


def facts_as_text(facts: FileFacts) -> Iterator[str]:
    """The facts for people: what the file is, which line is what, what else it holds."""
    kind = facts.document_type or "没有识别出文种"
    yield f"{visible(facts.name)}：{facts.kind}，{facts.characters} 字，{kind}，{facts.layout}格式"
    for number, role, level, text in facts.lines:
        if Role(role) not in _TOLD_BY_ELEMENTS:
            yield f"  第{number}行 {role}{level or ''}：{_short(text)}"
    for note in facts.notes:
        yield f"  说明：{visible(note)}"
    for where, text in facts.asides:
        yield f"  {where}：{_short(text)}"


def _short(text: str) -> str:
    line = visible(" ".join(text.split()))
    return line if len(line) <= 80 else line[:80] + "…"
