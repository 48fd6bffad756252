"""How figures stand in a text (数据的写法): what they count, how they are printed, whether they are rough."""

from __future__ import annotations

import re
from decimal import Decimal

from gongwen.proofread.facts.quantities import Quantity, show

RATES = frozenset({"%", "‰", "百分点", "倍", "番", "度", "分", ""})
"""Units whose figures do not add up to amounts."""
_ROUGH_BEFORE = ("约", "近", "超", "逾", "超过", "大约", "将近", "接近", "至少", "不足", "以上", "每", "前")
_SEPARATORS = re.compile(r"[，、；：。（(和及与]")
_NOUN = re.compile(r"[\u4e00-\u9fa5（）]{0,14}")
_SCALED = re.compile(r"(?P<scale>万亿|亿|千万|百万|十万|万)?(?P<unit>[^\d.,\s万亿]*)\Z")
_FACTORS = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12, "十万": 10**5, "百万": 10**6, "千万": 10**7}


def is_rough(text: str, quantity: Quantity) -> bool:
    """Whether words beside the figure say that it is not exact."""
    return text[max(0, quantity.start - 2) : quantity.start].endswith(_ROUGH_BEFORE) or text[
        quantity.end : quantity.end + 2
    ].startswith(("以上", "左右", "多", "余", "以下", "以内", "上下", "～", "~", "—", "至"))


def is_open(text: str, quantity: Quantity) -> bool:
    """Whether words say that the true value lies to one side (近、超、余); 约 only says that it is rounded."""
    return is_rough(text, quantity) and text[max(0, quantity.start - 1) : quantity.start] != "约"


def label_of(text: str, quantity: Quantity) -> str:
    """What a figure counts: the words right before it."""
    before = text[max(0, quantity.start - 16) : quantity.start]
    return _SEPARATORS.split(before)[-1]


def differs_in_kind(text: str, stated: Quantity, part: Quantity) -> bool:
    """Whether total and part count different things: 9个考场 and 31个考室."""
    nouns = [noun for one in (stated, part) if (noun := _noun(text, one))]
    return stated.is_count and len(nouns) == 2 and nouns[0][-1] != nouns[1][-1] and nouns[1] not in nouns[0]


def _noun(text: str, quantity: Quantity) -> str:
    """What stands behind a count, without a bracket that explains it: 个村（居）民委员会 but not 个（含新建）."""
    match = _NOUN.match(text, quantity.end)
    noun = match[0] if match else ""
    return noun.rstrip("（）") if "（" in noun and not noun.startswith("（") else noun.partition("（")[0]


def printed(text: str, quantity: Quantity) -> str:
    """The figure as the text has it."""
    return text[quantity.start : quantity.end]


def in_unit_of(value: Decimal, quantity: Quantity, text: str) -> str:
    """``value`` as the text prints the figure: 95家, 0.95亿元."""
    match = _SCALED.search(printed(text, quantity))
    scale, unit = (match["scale"] or "", match["unit"]) if match else ("", "")
    return f"{show(value / _FACTORS[scale], 4)}{scale}{unit}"
