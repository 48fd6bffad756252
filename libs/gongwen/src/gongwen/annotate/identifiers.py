"""Numbers that annotations of a Word document are told apart by (ISO/IEC 29500-1, 17.13: ``w:id``)."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from gongwen.reading.docx_names import W


class Identifiers:
    """Numbers that no annotation of the parts bears yet."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._taken = {
            int(given)
            for root in roots
            for element in root.iter(f"{W}*")
            if (given := element.get(f"{W}id", "")).isascii() and given.isdecimal() and len(given) < 11
        }
        self._last = -1

    def next(self) -> str:
        """The smallest number that is free."""
        self._last += 1
        while self._last in self._taken:
            self._last += 1
        return str(self._last)
