"""Dates (日期): possible, in order, in agreement with each other, and written as the standard asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongwen.document import Role
from gongwen.proofread.facts.dates import DateMention, is_possible
from gongwen.proofread.facts.numerals import DIGITS, parse_numeral
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule

_CALENDAR = "公历历法"
_WEEKDAYS = "一二三四五六日"
_NOTICE = "---\ntype: 通知\ntitle: 关于召开防汛工作会议的通知\ndate: 2026-05-08\n---\n"


def _shown(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


class ImpossibleDate(Rule):
    """A day the calendar does not have."""

    code = "DAT001"
    title = "日期不存在"
    why = "不存在的日期使时限、会期无法执行。"
    source = _CALENDAR
    level = Level.PRACTICE
    category = Category.DATE
    severity = Severity.MAJOR
    confidence = 1.0
    examples = (
        Example("请于2026年2月30日前报送。", "请于2026年2月28日前报送。"),
        Example("会议定于6月31日召开。", "会议定于6月30日召开。"),
    )
    near_misses = ("请于2028年2月29日前报送。", "农历2月30日举办庙会。", "每年2月29日前后开展检查。")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for mention in prepared.dates:
            if not is_possible(mention.year, mention.month, mention.day):
                written = prepared.text[mention.start : mention.end]
                message = f"“{written}”不存在。"
                yield self.finding(prepared, mention.start, mention.end, message, suggestion="核对后改正日期。")


class WeekdayDiffers(Rule):
    """The weekday belongs to the date."""

    code = "DAT002"
    title = "星期与日期不符"
    why = "日期和星期对不上，收文单位不知以哪个为准，容易误会。"
    source = _CALENDAR
    level = Level.PRACTICE
    category = Category.DATE
    severity = Severity.MAJOR
    examples = (
        Example("会议定于2026年5月8日（星期四）召开。", "会议定于2026年5月8日（星期五）召开。"),
        Example(f"{_NOTICE}会议定于5月12日（星期三）召开。", f"{_NOTICE}会议定于5月12日（星期二）召开。"),
    )
    near_misses = ("会议定于5月12日（星期三）召开。", "2026年5月8日周五刊发通告。")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        year: int | None = None
        for mention in prepared.dates:
            year = mention.year or year
            if mention.weekday is None:
                continue
            days = _candidates(mention, year, prepared.reference_date)
            if days and all(day.weekday() != mention.weekday for day in days):
                right = _WEEKDAYS[days[0].weekday()]
                wrong = _WEEKDAYS[mention.weekday]
                yield self.finding(
                    prepared,
                    mention.start,
                    mention.end,
                    f"{_shown(days[0])}是星期{right}，不是星期{wrong}。",
                    suggestion="核对日期和星期，改正其中错误的一处。",
                    confidence=self.confidence if mention.year else 0.85,
                )


def _candidates(mention: DateMention, year: int | None, reference: date | None) -> list[date]:
    """The days a mention can mean: its own year, else the year last named or that of the document."""
    if mention.year is not None:
        years = [mention.year]
    else:
        years = [known for known in (reference.year if reference else None, year) if known is not None]
        if reference is not None and reference.month >= 10 and mention.month <= 3:
            years.append(reference.year + 1)
        if reference is not None and reference.month <= 3 and mention.month >= 10:
            years.append(reference.year - 1)
    days = (mention.on(known) for known in dict.fromkeys(years))
    return [day for day in days if day is not None]


class ReversedPeriod(PatternRule):
    """A period ends after it starts."""

    code = "DAT003"
    title = "起止时间颠倒"
    why = "止期早于起期的时段无法执行，多为月份或年份笔误。"
    source = _CALENDAR
    level = Level.PRACTICE
    category = Category.DATE
    severity = Severity.MAJOR
    examples = (
        Example("活动时间为2026年5月8日至2026年4月10日。", "活动时间为2026年4月8日至2026年5月10日。"),
        Example("活动时间为5月18日至8日。", "活动时间为5月8日至18日。"),
        Example("规划期为2030—2026年。", "规划期为2026—2030年。"),
    )
    near_misses = (
        "供暖期为11月15日至3月15日。",
        "供暖期为2026年11月15日至次年3月15日。",
        "试点工作于2026年12月1日至2027年1月31日开展。",
    )
    _to = r"(?:至|到|—{1,2}|－|-|～|~|–)"
    _day = r"[（(]?(?:星期|周)?[一二三四五六日天]?[)）]?(?:上午|下午|晚上)?(?:\d{1,2}时)?"
    pattern = re.compile(
        rf"(?<!\d)(?:(?P<y1>\d{{4}})年)?(?<!\d)(?P<m1>\d{{1,2}})月(?P<d1>\d{{1,2}})日?{_day}{_to}"
        r"(?:(?P<y2>\d{4})年)?(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})日"
        rf"|(?<![\d.〕-])(?P<y3>(?:19|20)\d{{2}})年?{_to}(?P<y4>(?:19|20)\d{{2}})年(?!\d{{1,2}}月)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if match["y3"]:
            reversed_ = int(match["y3"]) > int(match["y4"])
        else:
            year = int(match["y1"]) if match["y1"] else None
            end_year = int(match["y2"]) if match["y2"] else year
            start = (int(match["m1"]), int(match["d1"]))
            end = (int(match["m2"]) if match["m2"] else start[0], int(match["d2"]))
            if year is not None and end_year is not None:
                reversed_ = (year, *start) > (end_year, *end)
            else:
                # Without years a later month may well lie in the next year; within one month it cannot.
                reversed_ = not match["y2"] and start[0] == end[0] and start > end
        if not reversed_:
            return None
        message = f"“{match[0]}”的止期早于起期。"
        suggestion = "核对起止日期；跨年的，写明终止日期的年份。"
        return self.finding(prepared, *match.span(), message, suggestion=suggestion)


class DeadlineBeforeDocument(PatternRule):
    """A deadline does not lie before the document that sets it."""

    code = "DAT004"
    title = "办理时限早于成文日期"
    why = "要求在发文之前办结，受文机关无法执行。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.DATE
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(f"{_NOTICE}请于2026年4月20日前报送参会名单。", f"{_NOTICE}请于2026年5月20日前报送参会名单。"),
        Example(f"{_NOTICE}请于4月20日前报送参会名单。", f"{_NOTICE}请于5月20日前报送参会名单。"),
    )
    near_misses = (
        f"{_NOTICE}各单位已于2026年4月20日前完成整改。",
        "---\ntype: 通知\ntitle: 关于报送年度总结的通知\ndate: 2026-12-08\n---\n请于1月10日前报送年度总结。",
    )
    pattern = re.compile(
        r"(?:请|须|应|应当|务必|必须|请各[\u4e00-\u9fa5]{1,6})(?:各[\u4e00-\u9fa5]{1,6})?(?:务必|均须|分别)?(?:于|在)"
        r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日[^，。；\n]{0,12}?(?:前|之前|以前)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        written = prepared.written_on
        if written is None:
            return None
        month, day = int(match["month"]), int(match["day"])
        year = int(match["year"]) if match["year"] else written.year
        if not is_possible(year, month, day):
            return None
        deadline = date(year, month, day)
        days_before = (written - deadline).days
        # Without a year a day far back means the coming year.
        if days_before <= 0 or (not match["year"] and days_before > 150):
            return None
        message = f"时限{_shown(deadline)}早于成文日期{_shown(written)}。"
        return self.finding(prepared, *match.span(), message, suggestion="核对时限和成文日期。")


class PrintedBeforeWritten(Rule):
    """A document is printed after it is signed."""

    code = "DAT005"
    title = "印发日期不应早于成文日期"
    why = "公文签发后才能付印，印发日期在前说明其中一处有误。"
    source = "GB/T 9704-2012 7.4.3（印发日期为公文付印的日期）"
    level = Level.NATIONAL_STANDARD
    category = Category.CONSISTENCY
    severity = Severity.MAJOR
    examples = (
        Example(
            "云江市人民政府办公室关于做好防汛工作的通知\n\n各县（区）人民政府：\n\n请认真做好防汛工作。\n\n"
            "云江市人民政府办公室\n2026年5月8日\n\n云江市人民政府办公室　　　　2026年5月6日印发",
            "云江市人民政府办公室关于做好防汛工作的通知\n\n各县（区）人民政府：\n\n请认真做好防汛工作。\n\n"
            "云江市人民政府办公室\n2026年5月8日\n\n云江市人民政府办公室　　　　2026年5月9日印发",
        ),
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        written, printed = prepared.written_on, prepared.printed_on
        if written is None or printed is None or printed >= written:
            return
        place = next((mention for mention in prepared.dates if mention.on() == printed), None)
        elements = prepared.elements("print.date") or prepared.elements("print")
        span = (place.start, place.end) if place else (elements[0].start, elements[0].end) if elements else None
        if span is not None:
            message = f"印发日期{_shown(printed)}早于成文日期{_shown(written)}。"
            yield self.finding(prepared, *span, message, suggestion="核对两个日期，改正其中错误的一处。")


class WrittenDateForm(Rule):
    """The date of the document is written with Arabic digits, year, month and day, without padding."""

    code = "DAT006"
    title = "成文日期的写法"
    why = "成文日期是公文生效的依据，写法应当统一、完整、不易改动。"
    source = "GB/T 9704-2012 7.3.5.4"
    level = Level.NATIONAL_STANDARD
    category = Category.FORMAT
    severity = Severity.MINOR
    has_fix = True
    _head = (
        "云江市人民政府关于做好防汛工作的通知\n\n各县（区）人民政府：\n\n请认真做好防汛工作。\n\n云江市人民政府\n"
    )
    examples = (
        Example(f"{_head}2026年05月08日", f"{_head}2026年5月8日"),
        Example(f"{_head}二〇二六年五月八日", f"{_head}2026年5月8日"),
        Example(f"{_head}2026.5.8", f"{_head}2026年5月8日"),
    )
    _forms = re.compile(
        r"(?P<year>\d{4})[ \u3000]*(?:年|[./-])[ \u3000]*(?P<month>\d{1,2})[ \u3000]*(?:月|[./-])[ \u3000]*(?P<day>\d{1,2})[ \u3000]*日?"
        r"|(?P<cyear>[〇○零Oo一二三四五六七八九]{4})[ \u3000]*年[ \u3000]*(?P<cmonth>[一二三四五六七八九十]{1,2})[ \u3000]*月"
        r"[ \u3000]*(?P<cday>[一二三四五六七八九十]{1,3})[ \u3000]*日"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for line in prepared.lines_of(Role.DATE):
            match = self._forms.search(line.text)
            if match is None:
                continue
            parts = _date_parts(match)
            if parts is None or not is_possible(*parts):
                continue
            right = f"{parts[0]}年{parts[1]}月{parts[2]}日"
            if match[0] != right:
                message = f"成文日期“{match[0]}”写法不规范，应用阿拉伯数字标全年、月、日，月、日不编虚位。"
                yield self.finding(
                    prepared, line.start + match.start(), line.start + match.end(), message, fix=right
                )


def _date_parts(match: re.Match[str]) -> tuple[int, int, int] | None:
    if match["year"]:
        return int(match["year"]), int(match["month"]), int(match["day"])
    year = "".join(str(DIGITS.get(character, 0)) for character in match["cyear"])
    month, day = parse_numeral(match["cmonth"]), parse_numeral(match["cday"])
    return (int(year), month, day) if month and day else None


class ShortYear(PatternRule):
    """A year is written with four digits."""

    code = "DAT007"
    title = "年份不得简写"
    why = "“26年5月”可能被读作时长，也无法确定世纪。"
    source = "GB/T 15835-2011 第5章（年月日的书写）"
    level = Level.NATIONAL_STANDARD
    category = Category.DATE
    severity = Severity.MINOR
    confidence = 0.85
    examples = (Example("该项目26年5月开工建设。", "该项目2026年5月开工建设。"),)
    near_misses = ("判处有期徒刑12年6个月。", "2026年5月开工建设。", "民国26年5月立碑。")
    pattern = re.compile(r"(?<![\d—－～~年-])(?<!民国|光绪|昭和|公元|康熙|乾隆|道光)[012]\d年(?=\d{1,2}月)")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        message = f"年份“{match[0]}”不得简写。"
        return self.finding(prepared, *match.span(), message, suggestion="写全四位年份。")
