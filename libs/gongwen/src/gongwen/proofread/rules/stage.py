"""Stages of a plan (工作阶段) and known dates of congresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
