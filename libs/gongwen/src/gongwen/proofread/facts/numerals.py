"""Chinese numerals (汉字数字) as integers."""

from __future__ import annotations

DIGITS = {
    "〇": 0,
    "零": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
CHARACTERS = "〇零一二两三四五六七八九十百千"
_ONES = "零一二三四五六七八九"


def parse_numeral(text: str) -> int | None:
    """The value of a numeral below ten thousand (一百二十三, 十五, 二〇二六), None where it is not one."""
    if not text or len(text) > 9:
        return None
    if all(character in DIGITS for character in text):
        value = 0
        for character in text:
            value = value * 10 + DIGITS[character]
        return value
    total = 0
    pending: int | None = None
    smallest = 10_000
    for character in text:
        if character in DIGITS:
            if pending:
                return None
            pending = DIGITS[character]
        elif character in _UNITS:
            unit = _UNITS[character]
            if unit >= smallest:
                return None
            smallest = unit
            if pending is None and (unit != 10 or total):
                return None
            total += (pending or 1) * unit
            pending = None
        else:
            return None
    return total + (pending or 0)


def to_numeral(value: int) -> str:
    """The numeral of 1 to 99 as used for headings (十一, 二十)."""
    tens, ones = divmod(value, 10)
    if tens == 0:
        return _ONES[ones]
    return ("" if tens == 1 else _ONES[tens]) + "十" + (_ONES[ones] if ones else "")
