"""Stages of a plan (工作阶段), parts of the year, and the known dates of congresses and anniversaries."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from gongwen.proofread.facts.periods import months_of
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule


class StageOrder(Rule):
    """Each stage begins after the one before it has ended."""

    code = "PER006"
    title = "各阶段的起止时间应前后衔接"
    why = "后一阶段在前一阶段结束之前开始，时间安排互相重叠。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.DATE
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example(
            "第一阶段（4月1日至6月30日）动员部署；第二阶段（6月1日至9月30日）组织实施。",
            "第一阶段（4月1日至6月30日）动员部署；第二阶段（7月1日至9月30日）组织实施。",
        ),
        Example(
            "（一）动员部署阶段（2026年3月）。\n（二）组织实施阶段（2026年4月至8月）。\n（三）总结评估阶段（2026年7月至9月）。",
            "（一）动员部署阶段（2026年3月）。\n（二）组织实施阶段（2026年4月至8月）。\n（三）总结评估阶段（2026年8月至9月）。",
        ),
    )
    near_misses = (
        "第一阶段（11月1日至12月31日）动员部署；第二阶段（1月1日至3月31日）组织实施。",
        "第一阶段（4月1日至6月30日）动员部署；长期坚持阶段（6月30日至9月30日）。",
    )
    _stage = re.compile(
        r"阶段[^（(\n。；]{0,6}[（(](?:(?P<y1>20\d{2})年)?(?P<m1>\d{1,2})月(?:(?P<d1>\d{1,2})日)?(?:(?:至|—|－|-|～|~)(?:(?P<y2>20\d{2})年)?"
        r"(?:(?P<m2>\d{1,2})月)?(?:(?P<d2>\d{1,2})日)?)?[)）]"
    )
    _farthest = 2_000

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        previous: re.Match[str] | None = None
        for match in self._stage.finditer(prepared.text):
            near = previous is not None and match.start() - previous.end() < self._farthest
            if near and previous is not None and self._overlaps(previous, match):
                start = match.start("y1") if match["y1"] else match.start("m1")
                message = "本阶段在前一阶段结束之前开始。"
                yield self.finding(prepared, start, match.end() - 1, message, suggestion="核对各阶段的起止时间。")
            previous = match

    def _overlaps(self, first: re.Match[str], second: re.Match[str]) -> bool:
        if bool(first["y1"]) != bool(second["y1"]):
            return False
        end_month = int(first["m2"] or first["m1"])
        end = (
            int(first["y2"] or first["y1"] or 0),
            end_month,
            int(first["d2"] or (31 if not first["d1"] else first["d1"])),
        )
        begin = (int(second["y1"] or 0), int(second["m1"]), int(second["d1"] or 31))
        # Without years a stage that begins much earlier in the year lies in the next one.
        if not first["y1"] and end[1] - begin[1] > 6:
            return False
        # A day or a month shared by two stages is usual.
        return begin < end and (begin[1] < end[1] or begin[0] < end[0] or bool(second["d1"] and first["d2"]))


class CongressYear(PatternRule):
    """The national congresses of the Party were held in known years."""

    code = "TIM006"
    title = "党的全国代表大会、中央全会的召开时间有误"
    why = "重要会议的时间写错是政治性差错。"
    source = "历次大会、全会公报"
    level = Level.PRACTICE
    category = Category.DATE
    severity = Severity.MAJOR
    confidence = 0.95
    examples = (
        Example("2021年10月召开的党的二十大提出明确要求。", "2022年10月召开的党的二十大提出明确要求。"),
        Example("党的十九大于2018年召开。", "党的十九大于2017年召开。"),
    )
    near_misses = ("2021年以来，全市深入学习，迎接党的二十大召开。", "党的二十大以来，2023年完成投资12亿元。")
    _years = {
        "十八大": 2012,
        "十九大": 2017,
        "二十大": 2022,
        "十八届三中全会": 2013,
        "十九届四中全会": 2019,
        "十九届五中全会": 2020,
        "十九届六中全会": 2021,
        "二十届三中全会": 2024,
        "二十届四中全会": 2025,
    }
    pattern = re.compile(
        r"(?P<year>20\d{2})年(?:\d{1,2}月)?(?:胜利)?(?:召开|举行)的党的(?P<name>(?:十八|十九|二十)(?:大(?!报告)|届[三四五六]中全会))"
        r"|党的(?P<name2>(?:十八|十九|二十)(?:大|届[三四五六]中全会))(?:召开于|于|在)(?P<year2>20\d{2})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:在北京)?(?=[，。；]|召开|举行|胜利)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        name, group = (match["name"], "year") if match["name"] else (match["name2"], "year2")
        right = self._years.get(name)
        if right is None or int(match[group]) == right:
            return None
        message = f"党的{name}于{right}年召开，不是{match[group]}年。"
        return self.finding(prepared, *match.span(group), message, suggestion="核对会议名称和年份。")


class PeriodMonths(PatternRule):
    """上半年 is January to June; a month has the days the calendar gives it."""

    code = "PER007"
    title = "季度、半年与月份，月份与天数应相符"
    why = "括注的月份或天数与时段不符，数据的口径就不清楚。"
    source = "公历历法"
    level = Level.PRACTICE
    category = Category.DATE
    severity = Severity.MAJOR
    confidence = 0.95
    examples = (
        Example("上半年（1—5月）实现税收8亿元。", "上半年（1—6月）实现税收8亿元。"),
        Example("第三季度（7—8月）增长5%。", "第三季度（7—9月）增长5%。"),
        Example("2025年2月共29天。", "2025年2月共28天。"),
    )
    near_misses = ("上半年（截至5月）实现税收8亿元。", "9月份共30天。", "2月有28天或29天。")
    pattern = re.compile(
        r"(?P<period>前[二三]个?季度|第?[一二三四]季度|[上下]半年)[（(](?P<months>(?P<first>\d{1,2})月?(?:—|－|-|～|~|至)(?P<last>\d{1,2})月)[)）]"
        r"|(?:(?P<year>\d{4})年)?(?<!\d)(?P<month>\d{1,2})月份?(?:共|有|为)(?P<days>2[89]|3[01])天(?!或)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if match["period"]:
            wanted = months_of(match["period"])
            stated = frozenset(range(int(match["first"]), int(match["last"]) + 1))
            if wanted is None or wanted == stated:
                return None
            message = f"“{match['period']}”是{min(wanted)}—{max(wanted)}月，不是{match['months']}。"
            return self.finding(prepared, *match.span("months"), message, suggestion="核对时段和月份。")
        month, year = int(match["month"]), match["year"]
        if not 1 <= month <= 12:
            return None
        right = (
            {monthrange(int(year), month)[1]} if year else {monthrange(2024, month)[1], monthrange(2025, month)[1]}
        )
        if int(match["days"]) in right:
            return None
        message = f"{month}月有{max(right)}天，不是{match['days']}天。"
        return self.finding(prepared, match.start("days"), match.end(), message, suggestion="核对天数。")


class Anniversary(PatternRule):
    """An anniversary falls in its year (周年)."""

    code = "TIM007"
    title = "周年与年份应相符"
    why = "重大纪念日的周年数写错是政治性差错。"
    source = "历史事件的公认年份：中国共产党成立于1921年，中华人民共和国成立于1949年"
    level = Level.PRACTICE
    category = Category.DATE
    severity = Severity.MAJOR
    confidence = 0.95
    examples = (
        Example("2026年是中国共产党成立100周年。", "2026年是中国共产党成立105周年。"),
        Example("庆祝新中国成立75周年（2025年）。", "庆祝新中国成立76周年（2025年）。"),
    )
    near_misses = ("2026年是我局成立20周年。",)
    _events = {
        "建党": 1921,
        "中国共产党成立": 1921,
        "新中国成立": 1949,
        "中华人民共和国成立": 1949,
        "建国": 1949,
        "建军": 1927,
        "中国人民解放军建军": 1927,
        "抗日战争胜利": 1945,
        "抗战胜利": 1945,
        "长征胜利": 1936,
        "改革开放": 1978,
    }
    _names = "|".join(sorted(_events, key=len, reverse=True))
    pattern = re.compile(
        rf"(?P<year>20\d{{2}})年(?:是|，?正值|适逢|恰逢|迎来)(?P<event>{_names})(?P<count>\d{{2,3}})周年"
        rf"|(?P<event2>{_names})(?P<count2>\d{{2,3}})周年[（(](?P<year2>20\d{{2}})年"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        suffix = "" if match["year"] else "2"
        event, year = match[f"event{suffix}"], int(match[f"year{suffix}"])
        right = year - self._events[event]
        if int(match[f"count{suffix}"]) == right:
            return None
        message = f"{year}年是{event}{right}周年，不是{match[f'count{suffix}']}周年。"
        return self.finding(
            prepared,
            match.start(f"count{suffix}"),
            match.end(f"count{suffix}") + 2,
            message,
            suggestion="核对周年数和年份。",
        )
