"""Numbers with their units (数值): what sums, shares and growth are recomputed from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_COUNT_UNITS = (
    "人次 户次 家次 台次 件次 辆次 班次 批次 架次 车次 场次 人天 学时 课时 标段 宗地 "
    "个 名 人 家 户 所 座 处 项 件 起 宗 例 次 场 批 份 篇 条 台 套 辆 艘 架 位 村 组 支 部 期 届 间 栋 幢 棵 株 "
    "头 只 张 票 册 卷 门 口 眼 班 款 类 种 对 枚 幅 块 轮 级 队 节 瓶 袋 箱 盒 桶 根 面 双 顶 本 道 孔 盏 趟 单"
).split()
_MEASURE_UNITS = (
    "平方米 平方公里 平方千米 立方米 延米 公里 千米 厘米 毫米 米 公顷 亩 吨标准煤 吨 千克 "
    "公斤 克 毫升 升 千瓦时 千瓦 兆瓦 美元 元 小时 分钟 个月 天 岁 分 度 倍 番"
).split()
_UNITS = "|".join(sorted([*_COUNT_UNITS, *_MEASURE_UNITS], key=len, reverse=True))
_QUANTITY = re.compile(
    r"(?<![\d.,A-Za-z第〔－-])"
    r"(?P<number>\d{1,3}(?:,\d{3}){1,5}(?![\d,])|\d{1,16})(?P<decimals>\.\d{1,8})?(?![\d.年月日时号届]"
    r"|[ \u3000][年月日])"
    r"[ \u3000]?(?P<scale>万亿|亿|千万|百万|十万|万)?"
    rf"(?:(?P<percent>%|％|‰|个?百分点)|(?P<unit>{_UNITS})(?!年|月|日))?"
)
_LIST = re.compile(r"[、和及与]|以及")
_SCALES = {
    "": Decimal(1),
    "十万": Decimal(10**5),
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "万": Decimal(10**4),
    "亿": Decimal(10**8),
    "万亿": Decimal(10**12),
}
_COUNTS = frozenset(_COUNT_UNITS)
_HALF = Decimal("0.5")


@dataclass(frozen=True)
class Quantity:
    """A number with its unit as printed; ``step`` is what one in its last printed digit is worth."""

    start: int
    end: int
    value: Decimal
    step: Decimal
    unit: str
    scale: Decimal = Decimal(1)
    """What one stands for: 10000 in 5万元."""

    @property
    def is_whole(self) -> bool:
        """Printed without decimals."""
        return self.step == self.scale

    @property
    def is_count(self) -> bool:
        """Counted one by one, so printed exactly."""
        return self.unit in _COUNTS and self.step == 1

    @property
    def slack(self) -> Decimal:
        """How far the true value may lie from the printed one."""
        exact = self.is_count or (self.unit == "元" and self.step == 1)
        return Decimal(0) if exact else self.step * _HALF


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every Arabic number of at most 16 digits with the unit that follows it, in order.

    In 12、8、6家 and 1.2、0.8万元 the unit that stands once belongs to each.
    """
    found: list[Quantity] = []
    scale = Decimal(0)
    for match in reversed(list(_QUANTITY.finditer(text))):
        bare = not (match["unit"] or match["scale"] or match["percent"])
        shares = bare and scale and _LIST.fullmatch(text, match.end(), found[-1].start)
        if shares:
            found.append(_quantity(match, found[-1].unit, scale))
        else:
            scale = Decimal(0) if bare else _SCALES[match["scale"] or ""]
            found.append(_quantity(match))
    return tuple(reversed(found))


def _quantity(match: re.Match[str], shared_unit: str = "", shared_scale: Decimal = Decimal(1)) -> Quantity:
    decimals = match["decimals"] or ""
    scale = _SCALES[match["scale"]] if match["scale"] else shared_scale
    unit = match["unit"] or shared_unit
    if match["percent"]:
        unit = "百分点" if match["percent"].endswith("点") else "‰" if match["percent"] == "‰" else "%"
    value = Decimal(match["number"].replace(",", "") + decimals) * scale
    step = scale / (Decimal(10) ** max(len(decimals) - 1, 0))
    return Quantity(match.start(), match.end(), value, step, unit, scale)


def show(value: Decimal, places: int = 2) -> str:
    """``value`` rounded to at most ``places`` decimals, without idle zeros."""
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
