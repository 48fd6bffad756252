"""Figures (数字用法) by GB/T 15835-2011: how a number is written."""

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
    examples = (
        Example("开展检查13余次。", "开展检查10余次。"),
        Example("走访群众45多人。", "走访群众40多人。"),
    )
    near_misses = ("开展检查30余次。", "投资3.5亿多元。", "占地13万余平方米。", "历时5年多。", "3余数为1。")
    pattern = re.compile(
        rf"(?<![\d.,])(?P<number>\d{{0,8}}(?:,\d{{3}})*\d?\d)(?P<word>[余多])(?=[{_MEASURES[:-2]}])(?!多数|余数|年度)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        digits = match["number"].replace(",", "")
        if digits.startswith(("19", "20")) and len(digits) == 4 and not digits.endswith("0"):
            return None
        # 1250余 may still be a round number of tens; 8460余 of four digits and more is printed to the unit.
        if digits.endswith("0") and not (len(digits) >= 4 and digits[-2] != "0" and int(digits) > 2100):
            return None
        message = f"“{match['number']}”是确数，其后不用“{match['word']}”。"
        suggestion = "写确数，或取整后再用“余”“多”。"
        return self.finding(prepared, *match.span(), message, suggestion=suggestion)


class ApproximateBeforeExact(PatternRule):
    """约 and 近 stand before round numbers only."""

    code = "QTY010"
    title = "“近”“约”等不用在精确数之前"
    why = "“近71.8%”既说精确数又说概数，读者不知究竟多少。"
    source = _USAGE
    level = Level.PRACTICE
    category = Category.NUMBER
    severity = Severity.MINOR
    confidence = 0.8
    examples = (
        Example("新增专项债券支出近18.62亿元。", "新增专项债券支出18.62亿元。"),
        Example("覆盖率近71.8%。", "覆盖率71.8%。"),
        Example("户籍人口约28461人。", "户籍人口28461人。"),
        Example("50周岁以上的占65.4%左右。", "50周岁以上的占65.4%。"),
    )
    near_misses = (
        "新增专项债券支出近19亿元。",
        "贵市境内约占63.5%。",
        "总投资约3.5亿元。",
        "面积约12.65平方公里。",
        "近2026年年底。",
        "接近0.05毫克每升的限值。",
        "距今约1650年。",
    )
    pattern = re.compile(
        r"(?<![附最临靠将远亲邻大节制条合特契公俭])(?P<near>将近|接近|近)(?P<number>\d{1,6}\.\d{1,4})(?P<scale>万|亿)?(?P<percent>%)?(?!毫|微|米|mg)"
        r"|(?<![节制条合特契公俭])(?P<about>大约|约)(?P<exact>\d{4,8})(?=[人户家名亩个件元吨处辆套](?![年以]))"
        r"|(?P<rate>\d{1,3}\.\d{1,2}%)(?P<around>左右|上下)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if match["near"] and not match["percent"] and len(match["number"].partition(".")[2]) < 2:
            return None
        if match["exact"] and (match["exact"].endswith("00") or len(match["exact"].rstrip("0")) < 4):
            return None
        word = match["near"] or match["about"] or match["around"]
        number = match["number"] or match["exact"] or match["rate"]
        start, end = match.span()
        message = f"“{number}”是精确数，不与“{word}”连用。"
        return self.finding(prepared, start, end, message, suggestion=f"删去“{word}”，或写成整数。")


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
        Example("有近四成左右的群众不了解。", "有近四成群众不了解。"),
    )
    near_misses = (
        "近20多年来持续改善。",
        "约100人，左右两侧各设一处。",
        "约定30余日内付款。",
        "靠近10多个村庄。",
    )
    pattern = re.compile(
        r"(?<![大节制条合特契公俭靠附临最接将远亲邻])(?P<before>大约|大概|约|将近|接近|近|超过|逾|不足|至少|最多)(?P<number>\d[\d.,]{0,12}(?:[万亿]{1,2})?)"
        r"(?:(?P<after>[余多](?!数|边|元化))|(?:个?百分点|[%‰]|[\u4e00-\u9fa5]{0,3}?)(?P<around>左右|上下(?![游级班])))"
        r"|(?P<near>将近|接近|大约|近|约)[一二三四五六七八九]成(?P<tens>左右|上下|多)"
        r"|(?<![\d.,])\d[\d.,]{0,11}(?P<rest>[余多])[\u4e00-\u9fa5]{0,3}?(?P<last>左右|上下(?![游级班]))"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        following = prepared.text[match.end() : match.end() + 3]
        # 近20多年 means the last twenty-odd years.
        if match["before"] == "近" and re.match(r"个?(?:年|月|天|日|周|届|代|小时|场)", following):
            return None
        first = match["before"] or match["near"] or match["rest"]
        second = match["after"] or match["around"] or match["tens"] or match["last"]
        message = f"“{first}”与“{second}”都表示约数，不能同时使用。"
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
        r"(?<![\d.%万亿/年-])(?P<low>\d{1,6}(?:\.\d{1,4})?)(?P<to>～|~|—|－|-|至(?=[\d.]{1,10}[%‰]))(?P<high>\d{1,6}(?:\.\d{1,4})?)(?P<unit>%|‰|万|亿)(?!分)"
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
        Example("能耗降幅达3倍。", "能耗降幅达四分之三。"),
    )
    near_misses = (
        "产能增加2倍。",
        "减少到原来的二分之一。",
        "降低成本，产量提高2倍。",
        "下降幅度是去年的2倍。",
    )
    pattern = re.compile(
        r"(?:减少|下降|降低|缩短|缩小|压缩|减缓|减轻|回落|削减|压减)(?:了|约|近|将近|超过)?(?:\d{1,4}(?:\.\d{1,2})?|[一二两三四五六七八九十几]{1,2}|数)(?:多|余)?倍|(?:降幅|减幅|跌幅)(?:达到?|为|超过)?\d{1,3}(?:\.\d{1,2})?倍"
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
