"""Figures (数字用法) by GB/T 15835-2011 and units (计量单位) by GB 3100: how a number is written."""

from __future__ import annotations

import re

from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule

_USAGE = "数量表达的通行规范"
_MEASURES = "个名人家户所座处项件起次场批份篇条台辆位村组期天年岁元吨公里米亩倍种类套幅栋棵头只张页小时分钟多余"


class ApproximateAfterExact(PatternRule):
    """余 and 多 follow round numbers only (概数)."""

    code = "QTY001"
    title = "“余”“多”只用在整数之后"
    why = "“13余次”既说确数又说概数，读者不知究竟多少。"
    source = _USAGE
    level = Level.PRACTICE
    category = Category.NUMBER
    severity = Severity.MINOR
    examples = (Example("开展检查13余次。", "开展检查10余次。"), Example("走访群众45多人。", "走访群众40多人。"))
    near_misses = ("开展检查30余次。", "投资3.5亿多元。", "占地13万余平方米。", "历时5年多。", "3余数为1。")
    pattern = re.compile(
        rf"(?<![\d.,])(?P<number>\d{{0,8}}(?:,\d{{3}})*\d?[1-9])(?P<word>[余多])(?=[{_MEASURES[:-2]}])(?!多数|余数|年度)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if match["number"].startswith(("19", "20")) and len(match["number"]) == 4:
            return None
        message = f"“{match['number']}”是确数，其后不用“{match['word']}”。"
        suggestion = "写确数，或取整后再用“余”“多”。"
        return self.finding(prepared, *match.span(), message, suggestion=suggestion)


class TwoApproximations(PatternRule):
    """One mark of approximation is enough."""

    code = "QTY002"
    title = "约数词不重复使用"
    why = "“约”“近”与“余”“多”“左右”意思重复或矛盾，只用一个。"
    source = _USAGE
    level = Level.PRACTICE
    category = Category.NUMBER
    severity = Severity.MINOR
    examples = (
        Example("参会约100余人。", "参会约100人。"),
        Example("增长大约5%左右。", "增长约5%。"),
        Example("超过200余户。", "超过200户。"),
    )
    near_misses = ("近20多年来持续改善。", "约100人，左右两侧各设一处。", "约定30余日内付款。", "靠近10多个村庄。")
    pattern = re.compile(
        r"(?<![大节制条合特契公俭靠附临最接将远亲邻])(?P<before>大约|大概|约|将近|接近|近|超过|逾|不足|至少|最多)(?P<number>\d[\d.,]{0,12}(?:[万亿]{1,2})?)"
        r"(?:(?P<after>[余多](?!数|边|元化))|(?:个?百分点|[%‰]|[\u4e00-\u9fa5]{0,3}?)(?P<around>左右|上下(?![游级班])))"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        following = prepared.text[match.end() : match.end() + 3]
        # 近20多年 means the last twenty-odd years.
        if match["before"] == "近" and re.match(r"个?(?:年|月|天|日|周|届|代|小时|场)", following):
            return None
        word = match["after"] or match["around"]
        message = f"“{match['before']}”与“{word}”都表示约数，不能同时使用。"
        return self.finding(prepared, *match.span(), message, suggestion="只保留一个约数词。")


class ApproximateRange(PatternRule):
    """左右 does not follow a range or a bound."""

    code = "QTY003"
    title = "范围、界限之后不用“左右”"
    why = "范围和“以上”“以下”已经划定界限，再用“左右”矛盾。"
    source = _USAGE
    level = Level.PRACTICE
    category = Category.NUMBER
    severity = Severity.MINOR
    examples = (
        Example("每班50～60人左右。", "每班50～60人。"),
        Example("达到80%以上左右。", "达到80%以上。"),
    )
    pattern = re.compile(
        r"\d[\d.]{0,8}[%万亿]?(?:～|~|—|－|-|至)\d[\d.]{0,8}[%万亿]?[\u4e00-\u9fa5]{0,3}?(?:左右|上下(?![游级班]))"
        r"|\d[\d.]{0,8}[%万亿]?[\u4e00-\u9fa5]{0,2}?以[上下内](?:左右|上下(?![游级班]))"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if re.match(r"\d{4}-\d|\d{1,2}至\d{1,2}[时日月点]", match[0]):
            return None
        word = match[0][-2:]
        return self.finding(prepared, *match.span(), f"范围或界限之后不用“{word}”。", suggestion=f"删去“{word}”。")


class RangeUnit(PatternRule):
    """Both ends of a range keep their % or 万."""

    code = "QTY004"
    title = "数值范围前一数不省略“%”“万”“亿”"
    why = "“3～5万元”可读作3元至5万元，省略会产生歧义。"
    source = "GB/T 15835-2011 5.1（数值范围的书写）"
    level = Level.NATIONAL_STANDARD
    category = Category.NUMBER
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example("增速保持在10～15%。", "增速保持在10%～15%。"),
        Example("每户补助3～5万元。", "每户补助3万～5万元。"),
    )
    near_misses = ("增速保持在10%～15%。", "编号为3-5。", "2021—2025年完成。")
    pattern = re.compile(
        r"(?<![\d.%万亿/年-])(?P<low>\d{1,6}(?:\.\d{1,4})?)(?P<to>～|~|—|－|-)(?P<high>\d{1,6}(?:\.\d{1,4})?)(?P<unit>%|‰|万|亿)(?!分)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if float(match["low"]) >= float(match["high"]) or (
            len(match["low"]) == 4 and match["low"][:2] in ("19", "20")
        ):
            return None
        fix = f"{match['low']}{match['unit']}{match['to']}{match['high']}{match['unit']}"
        message = f"前一数值后应保留“{match['unit']}”。"
        return self.finding(prepared, *match.span(), message, fix=fix)


class BareDecimal(PatternRule):
    """A decimal below one keeps its zero (纯小数)."""

    code = "QTY005"
    title = "纯小数小数点前的“0”不省略"
    why = "“.5”中的小数点容易漏看，误作5。"
    source = "GB/T 15835-2011 5.1（纯小数的书写）"
    level = Level.NATIONAL_STANDARD
    category = Category.NUMBER
    severity = Severity.MINOR
    has_fix = True
    examples = (Example("同比提高.5个百分点。", "同比提高0.5个百分点。"),)
    near_misses = ("同比提高0.5个百分点。", "落实责任.2026年完成。", "文件为a.7z。")
    pattern = re.compile(r"(?<=[高低升降加减长增为达到约近超占比率是均约至])\.\d{1,4}(?=[%‰个万亿元吨米公平立倍])")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        return self.finding(prepared, *match.span(), f"“{match[0]}”应写作“0{match[0]}”。", fix=f"0{match[0]}")


class MixedScale(PatternRule):
    """A number is not written half in digits, half in 万 and 千."""

    code = "QTY006"
    title = "数字与“万”“千”“百”不混写"
    why = "“12万5千”不便比较和计算，应写作12.5万或125000。"
    source = "GB/T 15835-2011 5.3（阿拉伯数字与汉字数字同时使用）"
    level = Level.NATIONAL_STANDARD
    category = Category.NUMBER
    severity = Severity.MINOR
    examples = (Example("下达资金12万5千元。", "下达资金12.5万元。"),)
    near_misses = ("下达资金12.5万元。", "覆盖人口3亿5000万。", "总重3千克。")
    pattern = re.compile(r"(?<![\d.])\d{1,6}(?:万\d{1,4}[千百](?![克米瓦伏帕焦])|千\d{1,3}百)(?:\d{1,2}十?\d?)?")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        message = f"“{match[0]}”阿拉伯数字与汉字混写。"
        return self.finding(
            prepared, *match.span(), message, suggestion="以“万”“亿”为单位写成小数，或全用阿拉伯数字。"
        )


class DecreaseByTimes(PatternRule):
    """A decrease is not counted in times (倍)."""

    code = "QTY007"
    title = "减少不能用“倍”"
    why = "减少一倍即减为零，减少几倍没有意义，读者无法还原数据。"
    source = _USAGE
    level = Level.PRACTICE
    category = Category.NUMBER
    severity = Severity.MAJOR
    examples = (
        Example("事故起数减少2倍。", "事故起数减少三分之二。"),
        Example("办理时间缩短了一倍。", "办理时间缩短了一半。"),
    )
    near_misses = ("产能增加2倍。", "减少到原来的二分之一。", "降低成本，产量提高2倍。", "下降幅度是去年的2倍。")
    pattern = re.compile(
        r"(?:减少|下降|降低|缩短|缩小|压缩|减缓|减轻|回落|削减|压减)(?:了|约|近|将近|超过)?(?:\d{1,4}(?:\.\d{1,2})?|[一二两三四五六七八九十几]{1,2}|数)(?:多|余)?倍"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        message = f"“{match[0]}”：减少不能用倍数表示。"
        return self.finding(prepared, *match.span(), message, suggestion="改用百分数或几分之几。")


class NegativeGrowth(PatternRule):
    """Growth by a negative number is a decline."""

    code = "QTY008"
    title = "“增长”后不用负数"
    why = "“增长-5.2%”自相矛盾，应写“下降5.2%”。"
    source = _USAGE
    level = Level.PRACTICE
    category = Category.NUMBER
    severity = Severity.MINOR
    has_fix = True
    examples = (Example("税收收入同比增长-5.2%。", "税收收入同比下降5.2%。"),)
    near_misses = ("税收收入同比增长5.2%。", "增长3%-5%。")
    pattern = re.compile(
        r"(?P<verb>增长|增加|下降|减少|提高)(?P<mid>了?)[-−－–](?P<number>\d{1,4}(?:\.\d{1,4})?)(?=%|个百分点|[万亿元户人个])"
    )
    _opposite = {"增长": "下降", "增加": "减少", "提高": "降低", "下降": "增长", "减少": "增加"}

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        fix = f"{self._opposite[match['verb']]}{match['mid']}{match['number']}"
        message = f"“{match['verb']}”后不应接负数。"
        return self.finding(prepared, *match.span(), message, fix=fix)


class MoneySign(PatternRule):
    """¥ and 元 do not stand together."""

    code = "QTY009"
    title = "“￥”与“元”不并用"
    why = "货币符号和单位重复。"
    source = _USAGE
    level = Level.PRACTICE
    category = Category.NUMBER
    severity = Severity.MINOR
    has_fix = True
    examples = (Example("拨付经费￥5000元。", "拨付经费5000元。"),)
    near_misses = ("人民币壹万元整（￥10000）。",)
    pattern = re.compile(r"[￥¥][ \u3000]?(?P<amount>\d[\d,]{0,15}(?:\.\d{1,2})?[万亿]?元)")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        return self.finding(prepared, *match.span(), "“￥”与“元”重复。", fix=match["amount"])


class UnitSymbol(PatternRule):
    """Unit symbols keep their case (单位符号)."""

    code = "UNT001"
    title = "计量单位符号的大小写"
    why = "单位符号大小写不同意义不同，如M是兆、m是毫。"
    source = "GB 3100-1993、GB 3101-1993"
    level = Level.NATIONAL_STANDARD
    category = Category.UNIT
    severity = Severity.MINOR
    has_fix = True
    examples = (Example("管线全长12KM。", "管线全长12km。"), Example("装机容量500KW。", "装机容量500kW。"))
    near_misses = ("管线全长12km。", "航班为3U8KG01。", "功率为500kW。")
    _right = {
        "km": "km", "kg": "kg", "kw": "kW", "kwh": "kW·h", "kw·h": "kW·h", "mw·h": "MW·h", "kv": "kV", "kva": "kVA",
        "mpa": "MPa", "hz": "Hz", "cm": "cm", "mm": "mm", "khz": "kHz", "ml": "mL",
    }  # fmt: skip
    pattern = re.compile(
        r"(?<=\d)(?P<gap> ?)(?P<unit>KWH|kwh|KWh|Kwh|KW·H|kw·h|KW·h|mw·h|KM|Km|kM|KG|Kg|kG|KW|Kw|kw|KVA|kva|Kva|KV|Kv|kv|Mpa|mpa|MPA"
        r"|HZ|hz|hZ|CM|Cm|MM|Mm|KHZ|Khz|khz)(?![A-Za-z0-9])"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        right = self._right[match["unit"].lower()]
        return self.finding(
            prepared, *match.span("unit"), f"单位符号“{match['unit']}”应写作“{right}”。", fix=right
        )


class ForbiddenUnit(PatternRule):
    """Legal units of measurement only (法定计量单位)."""

    code = "UNT002"
    title = "应使用法定计量单位"
    why = "公文使用国家法定计量单位，“平方”“公分”等不是法定单位或单位不完整。"
    source = "《中华人民共和国计量法》第三条；GB/T 9704-2012 第9章"
    level = Level.LAW
    category = Category.UNIT
    severity = Severity.MINOR
    examples = (Example("新增绿地500平方。", "新增绿地500平方米。"), Example("管径为20公分。", "管径为20厘米。"))
    near_misses = ("新增绿地500平方米。", "3立方米。", "流域面积200平方公里。", "2的平方。")
    pattern = re.compile(
        r"(?<=[\d万亿])(?:(?P<square>平方|立方)(?![米公千厘毫分英厘差根和值数])|(?P<old>公分|市斤|华里|市里|市尺|市亩|英寸|英尺|吨标煤))"
    )
    _right = {
        "平方": "平方米", "立方": "立方米", "公分": "厘米", "市斤": "千克（1市斤＝0.5千克）", "华里": "公里（1华里＝0.5公里）",
        "市里": "公里（1市里＝0.5公里）", "市尺": "米（3市尺＝1米）", "市亩": "公顷或平方米", "英寸": "厘米（1英寸＝2.54厘米）",
        "英尺": "米（1英尺＝0.3048米）", "吨标煤": "吨标准煤",
    }  # fmt: skip

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        right = self._right[match[0]]
        return self.finding(
            prepared, *match.span(), f"“{match[0]}”不是规范的法定计量单位。", suggestion=f"改用{right}。"
        )
