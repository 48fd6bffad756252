"""Units (计量单位) by GB 3100: symbols and names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.lexicon import read_lexicon
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule


class UnitSymbol(Rule):
    """Unit symbols keep their case (单位符号)."""

    code = "UNT001"
    title = "计量单位符号的大小写"
    why = "单位符号大小写不同意义不同，如M是兆、m是毫。"
    source = "GB 3100-1993、GB 3101-1993"
    level = Level.NATIONAL_STANDARD
    category = Category.UNIT
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example("管线全长12KM。", "管线全长12km。"),
        Example("装机容量500KW。", "装机容量500kW。"),
    )
    near_misses = ("航班为3U8KG01。", "耗电500kW·h。")

    @cached_property
    def _right(self) -> dict[str, str]:
        return dict(_pairs("unit_symbols"))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        symbols = "|".join(sorted(self._right, key=len, reverse=True))
        return re.compile(rf"(?<=\d) ?(?P<unit>{symbols})(?![A-Za-z0-9·])")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for match in self._pattern.finditer(prepared.text):
            right = self._right[match["unit"]]
            message = f"单位符号“{match['unit']}”应写作“{right}”。"
            yield self.finding(prepared, *match.span("unit"), message, fix=right)


class UnitName(Rule):
    """Legal units of measurement only (法定计量单位)."""

    code = "UNT002"
    title = "应使用法定计量单位"
    why = "公文使用国家法定计量单位，“平方”“公分”等不是法定单位或单位不完整。"
    source = "《中华人民共和国计量法》第三条；GB/T 9704-2012 第9章"
    level = Level.LAW
    category = Category.UNIT
    severity = Severity.MINOR
    examples = (
        Example("新增绿地500平方。", "新增绿地500平方米。"),
        Example("管径为20公分。", "管径为20厘米。"),
    )
    near_misses = ("新增绿地500平方米。", "3立方米。", "流域面积200平方公里。", "2的平方。")

    @cached_property
    def _right(self) -> dict[str, str]:
        return dict(_pairs("unit_names"))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        names = "|".join(self._right)
        return re.compile(rf"(?:(?<=[\d万亿])|(?<=\d[多余]))(?P<unit>{names})(?![米公千厘毫分英差根和值数])")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for match in self._pattern.finditer(prepared.text):
            message = f"“{match['unit']}”不是规范的法定计量单位。"
            suggestion = f"改用{self._right[match['unit']]}。"
            yield self.finding(prepared, *match.span(), message, suggestion=suggestion)


class MixedUnit(PatternRule):
    """A compound unit is all words or all symbols (组合单位)."""

    code = "UNT003"
    title = "组合单位不得汉字与符号混用"
    why = "“公里/h”一半汉字一半符号，不是规范的单位。"
    source = "GB 3100-1993 第6章（单位符号的使用规则）"
    level = Level.NATIONAL_STANDARD
    category = Category.UNIT
    severity = Severity.MINOR
    examples = (
        Example("平均运行速度32公里/h。", "平均运行速度32公里/小时。"),
        Example("排放浓度为50毫克/m³。", "排放浓度为50毫克/立方米。"),
    )
    near_misses = ("平均运行速度32km/h。", "日处理量500吨/日。", "单价2.10元/kW·h。", "单价为3元/kg。")
    pattern = re.compile(
        r"(?<=[\d万亿])(?P<unit>(?:公里|千米|米|吨|千克|公斤|毫克|微克|克|升|毫升|立方米|平方米|千瓦|兆瓦)/(?:h|s|d|min|m³|m²|m3|m2|L|kg|hm²|km²|km))(?![A-Za-z])"
        r"|(?<=[\d万亿])(?P<unit2>(?:km|m³|m3|m²|m2|kg|mg|t|L|kW)/(?:小时|天|日|秒|分钟|立方米|平方米|公里|升|亩|人|吨))"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        message = f"单位“{match[0]}”汉字与符号混用。"
        return self.finding(prepared, *match.span(), message, suggestion="全用汉字名称，或全用符号。")


class ElectricityUnit(PatternRule):
    """Electric energy is in 千瓦时, not 度."""

    code = "UNT004"
    title = "电量单位应用“千瓦时”"
    why = "“度”不是电能的法定计量单位，还与温度、角度相混。"
    source = "《国务院关于在我国统一实行法定计量单位的命令》；GB 3102.5-1993"
    level = Level.REGULATION
    category = Category.UNIT
    severity = Severity.MINOR
    confidence = 0.9
    examples = (
        Example("工业用电量8.6亿度，增长5.1%。", "工业用电量8.6亿千瓦时，增长5.1%。"),
        Example("对企业给予电价补贴，每度补贴0.02元。", "对企业给予电价补贴，每千瓦时补贴0.02元。"),
    )
    near_misses = ("电梯转角30度。", "供电所室温26度。", "用电量年度增长5%。", "每度假季补贴用电。")
    pattern = re.compile(
        r"(?:(?<=[万亿])度(?!假|过|电站)|(?<=\d)度电|(?<=每)度(?=电|补贴|加价|降低|上浮|下浮|优惠)|(?<=\d)度(?=[，。；、]|\Z))"
    )
    _electric = re.compile(r"用电|电量|电费|电价|发电|供电|耗电|节电|电能")
    _angle = re.compile(r"温|角|坡|气温|摄氏|纬|经")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        before = prepared.text[max(0, match.start() - 30) : match.start()]
        after = prepared.text[match.start() : match.end() + 6]
        clear = "度电" in match[0] or self._electric.search(before) or self._electric.search(after)
        if not clear or self._angle.search(before):
            return None
        return self.finding(prepared, *match.span(), "电量单位应用“千瓦时”。", suggestion="改为“千瓦时”。")


class PeopleCounted(PatternRule):
    """People are counted by 人 or 名, water by 立方米."""

    code = "UNT005"
    title = "口语量词"
    why = "“800口人”“180方水”是口语，公文用规范的量词和计量单位。"
    source = "《中华人民共和国计量法》第三条；公文用语的通行规范"
    level = Level.LAW
    category = Category.UNIT
    severity = Severity.MINOR
    confidence = 0.85
    examples = (
        Example("解决5个村6800口人的饮水问题。", "解决5个村6800人的饮水问题。"),
        Example("第一阶梯年用水量为每户0～180方。", "第一阶梯年用水量为每户0～180立方米。"),
        Example("清运土石3万方。", "清运土石3万立方米。"),
    )
    near_misses = ("三口人之家。", "由3方共同签订协议。", "会谈由2方参加。")
    pattern = re.compile(r"(?<=[\d万亿])口(?=人)|(?<=[\d万亿])方(?![面案米法式位针向阵略言便])")
    _volume = re.compile(r"用水|水量|供水|土石|土方|混凝土|砂|砾|清淤|清运|库容|渣|木材|泥|蓄水|灌溉|气量|用气")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if match[0] == "口":
            return self.finding(prepared, *match.span(), "人数用“人”计。", suggestion="删去“口”。")
        if not self._volume.search(prepared.text, max(0, match.start() - 40), match.start()):
            return None
        return self.finding(prepared, *match.span(), "体积的单位是“立方米”。", suggestion="改为“立方米”。")


class PopulationRate(PatternRule):
    """Birth and death rates are per thousand (‰)."""

    code = "UNT006"
    title = "人口出生率、死亡率用千分率"
    why = "出生率、死亡率按每千人计算，写成百分号就大了十倍。"
    source = "人口统计指标：出生率、死亡率、自然增长率以‰表示"
    level = Level.PRACTICE
    category = Category.NUMBER
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (Example("全年出生人口4102人，出生率为7.00%。", "全年出生人口4102人，出生率为7.00‰。"),)
    near_misses = ("孕产妇死亡率为零。", "仔猪出生率为95%。", "病死率为2.5%。")
    pattern = re.compile(r"(?<![产儿病])(?:出生率|死亡率|自然增长率)(?:为|是)?(?P<rate>\d{1,2}(?:\.\d{1,2})?%)")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if "人口" not in prepared.text[max(0, match.start() - 40) : match.end() + 20]:
            return None
        return self.finding(
            prepared, *match.span("rate"), "人口出生率、死亡率应以‰表示。", suggestion="核对后改为‰。"
        )


def _pairs(name: str) -> list[tuple[str, str]]:
    return [(wrong, right) for wrong, right in read_lexicon(name, ("wrong", "right"))]
