"""What paragraphs and runs inherit from the styles of a Word document."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from gongwen.reading.docx_names import W, child, flag, value

_DEEPEST = 20


@dataclass(frozen=True)
class Style:
    """The inherited properties that decide what the text is."""

    hidden: bool = False
    list_number: str = ""
    list_level: int = 0


class Styles:
    """The styles by their id, with what each inherits from those it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = (
            {item.get(f"{W}styleId", ""): item for item in root.iterchildren(f"{W}style")}
            if root is not None
            else {}
        )
        self._resolved: dict[str, Style] = {"": Style()}

    def get(self, name: str) -> Style:
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name)
        return self._resolved[name]

    def _resolve(self, name: str) -> Style:
        hidden, number, level = False, "", ""
        for _ in range(_DEEPEST):
            element = self._elements.get(name)
            if element is None:
                break
            hidden = hidden or flag(element, "rPr", "vanish")
            numbering = child(element, "pPr", "numPr")
            number = number or value(numbering, "numId")
            level = level or value(numbering, "ilvl")
            name = value(element, "basedOn")
        return Style(hidden, number, int(level[:2]) if level.isdecimal() else 0)
