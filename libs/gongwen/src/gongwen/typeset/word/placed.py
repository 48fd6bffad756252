"""Lines whose pieces stand at fixed places (署名、日期、发文字号、签发人) as paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongwen.document import Role
from gongwen.typeset.canvas import Mark, Text
from gongwen.typeset.measures import CELL, WIDTH
from gongwen.typeset.word.measures import SPARE, twips
from gongwen.typeset.word.paragraphs import Setting, indented, paragraph, style_of
from gongwen.typeset.word.runs import Spacer, written


def lines_of(marks: Sequence[Mark]) -> list[list[Text]]:
    """The text among the marks, line by line from the top, each from the left."""
    lines: dict[float, list[Text]] = {}
    for mark in marks:
        if isinstance(mark, Text):
            lines.setdefault(round(mark.y, 1), []).append(mark)
    return [sorted(lines[y], key=lambda mark: mark.x) for y in sorted(lines)]


def placed_line(marks: Sequence[Text], spacer: Spacer, setting: Setting) -> str:
    """One line as a paragraph: a single piece by its indents, several by tab stops.

    The places of the marks count from the left edge of the type area.
    """
    groups = list(_groups(marks, spacer))
    if not groups:
        return paragraph(setting)
    style = style_of(marks[0].role)
    setting = replace(setting, style=style)
    if len(groups) == 1:
        left, right = _ends(groups[0], spacer)
        return paragraph(
            _aligned(setting, left, right), written(spacer.placed(groups[0]), style.look, spacer.names)
        )
    joint = marks[0].role is Role.SIGNATURE
    stops = []
    runs = ""
    for at, group in enumerate(groups):
        left, right = _ends(group, spacer)
        if joint:
            stops.append(("center", twips((left + right) / 2)))
        elif at and right > WIDTH - 1:
            stops.append(("right", twips(WIDTH)))
        elif at:
            stops.append(("left", twips(left)))
        if at or joint:
            runs += "<w:r><w:tab/></w:r>"
        runs += written(spacer.placed(group), style.look, spacer.names)
    first = 0 if joint else twips(_ends(groups[0], spacer)[0])
    tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{place}"/>' for kind, place in stops)
    return paragraph(
        replace(setting, tabs=f"<w:tabs>{tabs}</w:tabs>", indent=indented(left=first) if first else ""), runs
    )


def _groups(marks: Sequence[Text], spacer: Spacer) -> Iterator[list[Text]]:
    """Marks that touch, or nearly so, belong to one piece."""
    group: list[Text] = []
    for mark in marks:
        if group and mark.x - _ends(group, spacer)[1] > 0.7 * CELL:
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _ends(group: Sequence[Text], spacer: Spacer) -> tuple[float, float]:
    last = group[-1]
    advance = sum(spacer.names.fonts.advance(last.face, char) * last.size + last.tracking for char in last.text)
    return group[0].x, last.x + advance * last.stretch


def _aligned(setting: Setting, left: float, right: float) -> Setting:
    if abs(left + right - WIDTH) < 1:
        return replace(setting, indent=f'<w:ind w:right="{SPARE}"/>', align="center")
    if left > WIDTH / 3:
        return replace(setting, indent=indented(right=max(0, twips(WIDTH - right)) + SPARE), align="right")
    return replace(setting, indent=indented(left=twips(left)) if left > 1 else "")
