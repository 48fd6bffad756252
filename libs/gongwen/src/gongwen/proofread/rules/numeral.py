"""Characters or digits (汉字数字与阿拉伯数字) by GB/T 15835-2011."""

from __future__ import annotations

import re

from gongwen.document import Role
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule


class AdjacentNumbers(PatternRule):
    """Two adjacent numbers that mean about so many are written in characters (三四次)."""

    code = "QTY011"
    title = "相邻两数表示概数应用汉字连写"
    why = "“3、4次”可读作第3、第4次，概数应写作“三四次”。"
    source = "GB/T 15835-2011 4.2（概数用汉字数字）"
    level = Level.NATIONAL_STANDARD
    category = Category.NUMBER
    severity = Severity.MINOR
    confidence = 0.8
    examples = (Example("开展银企对接活动3、4次。", "开展银企对接活动三四次。"),)
    near_misses = ("第3、4次全体会议。", "3、4号楼停水。", "1、2、3个工作组。", "3、4月份开展检查。", "见表3、4。")
    pattern = re.compile(
        r"(?<![\d、.第表图章节条款—－-])(?P<first>[1-9])、(?P<second>[1-9])(?=[次天名人家户岁]|个(?!项|百|阶|小组|工作组))"
    )
    _words = "零一二三四五六七八九"

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        first, second = int(match["first"]), int(match["second"])
        if second != first + 1:
            return None
        right = self._words[first] + self._words[second]
        return self.finding(
            prepared, *match.span(), f"“{match[0]}”表示概数时应写作“{right}”。", suggestion=f"改为“{right}”。"
        )


class TwoBeforeMeasure(PatternRule):
    """两, not 二, before a measure word."""

    code = "QTY012"
    title = "量词前用“两”不用“二”"
    why = "“二座桥”不合汉语习惯，序数才用“二”。"
    source = "现代汉语“二”与“两”的用法"
    level = Level.PRACTICE
    category = Category.NUMBER
    severity = Severity.MINOR
    confidence = 0.85
    has_fix = True
    examples = (
        Example("改造危桥二座。", "改造危桥两座。"),
        Example("下列二个问题应当重视。", "下列两个问题应当重视。"),
    )
    near_misses = (
        "第二座桥。",
        "十二个县。",
        "二项式定理。",
        "一二个问题。",
        "二次供水设施。",
        "二级公路。",
        "二位数。",
        "二个百分点。",
    )
    pattern = re.compile(
        r"(?<![第十百千万亿零一二三四五六七八九其初周老之年月])二(?=(?:座|个(?!百|工作日|月|自然日|小时)|名|家|处|条|台|辆|件(?!套)|起|所|栋|户|份(?!额)|间)(?!数))"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        return self.finding(prepared, *match.span(), "量词前应用“两”。", fix="两")


class CountInCharacters(PatternRule):
    """Counted data are in Arabic digits (统计数据用阿拉伯数字)."""

    code = "QTY013"
    title = "统计数据应用阿拉伯数字"
    why = "统计数写成汉字，与上下文的数据不统一，也不便核算。"
    source = "GB/T 15835-2011 4.1（用于计量、统计的数字）"
    level = Level.NATIONAL_STANDARD
    category = Category.NUMBER
    severity = Severity.MINOR
    confidence = 0.75
    examples = (
        Example(
            "已有一百零八个行政村完成治理，治理率58.1%，投入资金320万元。",
            "已有108个行政村完成治理，治理率58.1%，投入资金320万元。",
        ),
        Example(
            "新建幼儿园3所，增加学位九百个，新增就业4860人。", "新建幼儿园3所，增加学位900个，新增就业4860人。"
        ),
    )
    near_misses = (
        "全面建设三百个示范村。",
        "第一百零八个工作日起算，共120人参加，投入30万元。",
        "成百上千个家庭受益，其中120户，投入30万元。",
        "两千多名群众参加，其中120户获奖，投入30万元。",
    )
    pattern = re.compile(
        r"(?<![第几数上十百千万亿零〇一二三四五六七八九成过])(?P<number>[一二两三四五六七八九][百千](?:[零一二三四五六七八九十百]{0,6}))(?=(?:个|名|人|户|家|所|座|件|处|项|亩|吨|公里|元)(?![多余来]))"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        around = [
            one
            for one in prepared.figures_before(match.end() + 60, 8)
            if abs(one.start - match.start()) <= 60 and one.unit
        ]
        if len(around) < 2:
            return None
        message = f"统计数“{match['number']}”与上下文不统一，应用阿拉伯数字。"
        return self.finding(prepared, *match.span(), message, suggestion="改用阿拉伯数字。")


class PercentInCharacters(PatternRule):
    """Percentages among data are in digits (百分数)."""

    code = "QTY014"
    title = "数据中的百分数应用阿拉伯数字"
    why = "同一段里百分数一处写汉字、一处写数字，不便比较核算。"
    source = "GB/T 15835-2011 4.1（用于计量、统计的数字）"
    level = Level.NATIONAL_STANDARD
    category = Category.NUMBER
    severity = Severity.MINOR
    confidence = 0.8
    examples = (
        Example(
            "完成率达到百分之九十五点六，比上年提高2.3个百分点，投资增长12%。",
            "完成率达到95.6%，比上年提高2.3个百分点，投资增长12%。",
        ),
    )
    near_misses = ("罚款数额为应纳税款的百分之五十以上五倍以下。", "以百分之百的努力，完成投资增长12%的目标。")
    pattern = re.compile(r"百分之(?!百)[零一二三四五六七八九十]{1,3}(?:点[零一二三四五六七八九]{1,3})?(?![以])")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        around = prepared.text[max(0, match.start() - 40) : match.end() + 40]
        if not re.search(r"\d%|\d个百分点", around):
            return None
        return self.finding(
            prepared, *match.span(), f"“{match[0]}”应用阿拉伯数字。", suggestion="改为阿拉伯数字加“%”。"
        )


class DottedDate(PatternRule):
    """A date in running text has 年, 月 and 日."""

    code = "DAT009"
    title = "正文日期不用点号代替年月日"
    why = "“2026.5.1”不是规范的日期写法，还容易与小数、编号相混。"
    source = "GB/T 15835-2011 4.1、GB/T 7408（日期的书写）"
    level = Level.NATIONAL_STANDARD
    category = Category.DATE
    severity = Severity.MINOR
    confidence = 0.85
    has_fix = True
    examples = (Example("本办法自2026.5.1起施行。", "本办法自2026年5月1日起施行。"),)
    near_misses = ("版本号为2026.5.1。", "IP地址为202.6.5.1。")
    pattern = re.compile(
        r"(?:(?<=[自于至从在到])|(?<=^))(?P<date>(?P<year>20\d{2})\.(?P<month>\d{1,2})\.(?P<day>\d{1,2}))(?=[起至前后止—，。]|以[前后])",
        re.MULTILINE,
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if prepared.role_at(match.start()) not in (Role.BODY, Role.HEADING, Role.ATTACHMENT_BODY):
            return None
        right = f"{match['year']}年{int(match['month'])}月{int(match['day'])}日"
        return self.finding(prepared, *match.span("date"), f"日期“{match['date']}”写法不规范。", fix=right)
