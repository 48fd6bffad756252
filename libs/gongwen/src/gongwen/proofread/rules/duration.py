"""Lengths of time against the days they run between (历时、工期、期限)."""

from __future__ import annotations

import re
from datetime import date

from gongwen.proofread.facts.numerals import parse_numeral
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule

_TO = r"(?:起)?(?:至|到|—{1,2}|－|-|～|~|–)"
_PERIOD = (
    r"(?:(?P<y1>\d{4})年)?(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日?"
    + _TO
    + r"(?:(?P<y2>\d{4})年)?(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})日"
)
_LONGEST = 200
"""How many days a period of working days may run."""
_LENGTH = r"(?P<length>\d{1,4}|[一两二三四五六七八九十]{1,3})(?:个)?(?:自然|日历)?(?P<unit>天|日)"


class DurationDiffers(PatternRule):
    """为期3天 and the days named agree, counted with or without the first day."""

    code = "DUR001"
    title = "所称天数应与起止日期相符"
    why = "公示期、工期、会期的天数与起止日期对不上，期限从何日起止无法确定。"
    source = "公历历法；《中华人民共和国民法典》第二百零一条（开始的当日不计入）"
    level = Level.LAW
    category = Category.DATE
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "征求意见期限30日，即自2025年1月6日至2025年2月14日。",
            "征求意见期限30日，即自2025年1月6日至2025年2月4日。",
        ),
        Example("培训时间为2026年5月11日至15日，共7天。", "培训时间为2026年5月11日至15日，共5天。"),
    )
    near_misses = (
        "公示期为2026年5月11日至5月15日，共5个工作日。",
        "2026年5月11日至15日，每天培训8小时，历时4天半。",
        "工期120天，2026年3月1日至2027年3月1日为质保期。",
    )
    pattern = re.compile(
        rf"{_PERIOD}(?:止)?[，（(、]{{0,2}}[\u4e00-\u9fa5]{{0,3}}?(?:共计|共|历时|为期|持续|计|前后)(?P<after>{_LENGTH})(?![内前后半])"
        r"|(?:为期|历时|会期|展期|工期|周期|期限(?:为|共)?|公示期(?:限)?为?|时间(?:为)?|共)(?P<before>"
        + _LENGTH.replace("length", "length2").replace("unit", "unit2")
        + r")[，：:（(、]{1,2}(?:即|从|自|时间为)*"
        + re.sub(r"<([ymd])", r"<\1\1", _PERIOD)
        + "(?!为)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        names = ("y1", "m1", "d1", "y2", "m2", "d2")
        ahead = match["after"] is None
        groups = [match[(name[0] + name if ahead else name)] for name in names]
        written = match["length2" if ahead else "length"]
        length = int(written) if written.isdigit() else parse_numeral(written)
        days = self._days(groups, prepared.reference_date)
        if length is None or days is None or length in (days, days + 1) or days <= 0:
            return None
        start, end = match.span("before" if ahead else "after")
        message = f"起止日期相隔{days}天（含首尾{days + 1}天），与“{match['before' if ahead else 'after']}”不符。"
        return self.finding(
            prepared, min(start, match.start()), max(end, match.end()), message, suggestion="核对天数和起止日期。"
        )

    def _days(self, groups: list[str | None], reference: date | None) -> int | None:
        span = _span(groups, reference)
        return (span[1] - span[0]).days if span is not None else None


def _span(groups: list[str | None], reference: date | None) -> tuple[date, date] | None:
    """The first and the last day of a period; None where the calendar has no such days."""
    y1, m1, d1, y2, m2, d2 = (int(group) if group else None for group in groups)
    year = y1 or (reference.year if reference else 2025)
    if m1 is None or d1 is None or d2 is None:
        return None
    try:
        first = date(year, m1, d1)
        last = date(y2 or year, m2 or m1, d2)
    except ValueError:
        return None
    return first, last


class WorkingDays(PatternRule):
    """A period holds as many working days as it is said to (工作日)."""

    code = "DUR002"
    title = "所称工作日数应与起止日期相符"
    why = "起止日期之间没有那么多工作日，公示、办理期限就不够法定天数。"
    source = "公历历法；周六、周日为休息日，节假日另有安排的除外"
    level = Level.PRACTICE
    category = Category.DATE
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example("公示期为7个工作日，自2026年3月2日至3月6日。", "公示期为5个工作日，自2026年3月2日至3月6日。"),
        Example("2026年3月2日至3月6日，共8个工作日。", "2026年3月2日至3月6日，共5个工作日。"),
    )
    near_misses = ("公示期为5个工作日，自2026年9月28日至10月12日。", "自2026年3月2日起5个工作日内办结。")
    pattern = re.compile(
        rf"{_PERIOD}[，（(、]{{0,2}}(?:共计|共|为期|公示期为)?(?P<after>\d{{1,3}})个工作日(?!内)"
        r"|(?P<before>\d{1,3})个工作日[，：:（(]{1,2}(?:即|从|自|时间为)*" + re.sub(r"<([ymd])", r"<\1\1", _PERIOD)
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        ahead = match["after"] is None
        groups = [match[(name[0] + name if ahead else name)] for name in ("y1", "m1", "d1", "y2", "m2", "d2")]
        span = _span(groups, prepared.reference_date)
        if span is None or not 0 <= (span[1] - span[0]).days < _LONGEST:
            return None
        stated = int(match["before"] if ahead else match["after"])
        days = [date.fromordinal(day) for day in range(span[0].toordinal(), span[1].toordinal() + 1)]
        working = sum(day.weekday() < 5 for day in days)
        # One more may be a Saturday that was worked; fewer there may always be.
        if stated <= working + 1:
            return None
        group = "before" if ahead else "after"
        message = f"起止日期之间只有{working}个工作日，不是{stated}个。"
        start, end = match.start(group), match.end(group) + 4
        return self.finding(prepared, start, end, message, suggestion="核对工作日数和起止日期。")
