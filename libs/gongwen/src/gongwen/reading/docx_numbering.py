"""Automatic numbering of Word documents, written out as the reader of the page sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongwen.reading.docx_names import W, flag, value

_DIGITS = "〇一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_HEAVENLY = "甲乙丙丁戊己庚辛壬癸"
_EARTHLY = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_CHINESE = frozenset(
    {
        *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"),
        *("taiwaneseCountingThousand", "koreanDigital2", "ideographDigital", "japaneseDigitalTenThousand"),
    }
)
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    arabic: bool = False
    restart: int | None = None


@dataclass
class _List:
    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of one document; ``marker`` counts on with every numbered paragraph."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        if root is None:
            return
        shared: dict[str, _List] = {}
        abstract = {item.get(f"{W}abstractNumId", ""): item for item in root.iterchildren(f"{W}abstractNum")}
        for number in root.iterchildren(f"{W}num"):
            name = value(number, "abstractNumId")
            overrides = list(number.iterchildren(f"{W}lvlOverride"))
            levels = dict(_levels(abstract.get(name)))
            for override in overrides:
                level = _index(override)
                own = next(override.iterchildren(f"{W}lvl"), None)
                if own is not None:
                    levels[level] = _level(own)
                start = value(override, "startOverride")
                if start.isdecimal():
                    known = levels.get(level, _Level())
                    levels[level] = _Level(int(start[:6]), known.form, known.text, known.arabic, known.restart)
            one = _List(levels)
            # Lists of one definition go on counting together unless they say where to start.
            self._lists[number.get(f"{W}numId", "")] = one if overrides else shared.setdefault(name, one)

    def marker(self, number: str, level: int) -> str:
        """The marker of the next paragraph of the list, such as ``（一）``; empty for bullets."""
        known = self._lists.get(number)
        if known is None or level not in known.levels:
            return ""
        own = known.levels[level]
        known.counts[level] = known.counts.get(level, own.start - 1) + 1
        for deeper in [other for other in known.counts if other > level]:
            if known.levels.get(deeper, _Level()).restart != 0:
                del known.counts[deeper]
        if own.form in ("bullet", "none"):
            return "" if own.form == "bullet" else own.text
        return _PLACE.sub(lambda match: self._counted(known, int(match[1]) - 1, own.arabic), own.text)

    def _counted(self, known: _List, level: int, arabic: bool) -> str:
        own = known.levels.get(level, _Level())
        count = known.counts.setdefault(level, own.start)
        return str(count) if arabic else written(count, own.form)


def written(count: int, form: str) -> str:
    """A count in one of the number formats of Word."""
    if count < 1 or form == "decimal":
        return str(count)
    if form in _CHINESE:
        return _chinese(count)
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and count <= 20:
        return chr(0x2460 + count - 1)
    if form == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))
    if form == "decimalZero":
        return f"{count:02}"
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * min(1 + (count - 1) // 26, 5)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("upperRoman", "lowerRoman") and count < 4_000:
        roman = _roman(count)
        return roman.upper() if form == "upperRoman" else roman
    if form == "ideographTraditional" and count <= 10:
        return _HEAVENLY[count - 1]
    if form == "ideographZodiac" and count <= 12:
        return _EARTHLY[count - 1]
    return str(count)


def _chinese(count: int) -> str:
    if count >= 10_000:
        return str(count)
    text = ""
    digits = str(count)
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit != "0":
            text += _DIGITS[int(digit)] + _UNITS[place]
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零")
    return text[1:] if 10 <= count < 20 else text


def _roman(count: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        text += sign * (count // worth)
        count %= worth
    return text


def _levels(abstract: etree._Element | None) -> Iterator[tuple[int, _Level]]:
    if abstract is not None:
        for item in abstract.iterchildren(f"{W}lvl"):
            yield _index(item), _level(item)


def _level(item: etree._Element) -> _Level:
    start, restart = value(item, "start"), value(item, "lvlRestart")
    return _Level(
        start=int(start[:6]) if start.isdecimal() else 1,
        form=value(item, "numFmt") or "decimal",
        text=value(item, "lvlText")[:50],
        arabic=flag(item, "isLgl"),
        restart=int(restart[:2]) if restart.isdecimal() else None,
    )


def _index(item: etree._Element) -> int:
    text = item.get(f"{W}ilvl", "0")
    return int(text[:2]) if text.isdecimal() else 0
