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

_JANUARY = _NOTICE.replace("2026-05-08", "2026-01-08")


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
        Example("会议定于二〇二六年二月三十日召开。", "会议定于二〇二六年二月二十八日召开。"),
        Example("数据更新至2026-02-30。", "数据更新至2026-02-28。"),
        Example("1—13月，全镇发放低保金486万元。", "1—12月，全镇发放低保金486万元。"),
        Example(f"{_JANUARY}请于2月29日前报送总结。", f"{_JANUARY}请于2月28日前报送总结。"),
    )
    near_misses = (
        "请于2028年2月29日前报送。",
        "农历2月30日举办庙会。",
        "每年2月29日前后开展检查。",
        "标准为GB/T 2026-02-30。",
        "工期13个月。",
        f"{_NOTICE}逢闰年的2月29日闭馆。",
    )
    _figures = re.compile(
        r"(?<![\d.A-Za-z/-])(?P<year>(?:19|20)\d{2})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d.])"
    )
    _words = re.compile(
        r"(?P<year>[〇○零一二三四五六七八九]{4})年(?P<month>[一二三四五六七八九十]{1,3})月(?P<day>[一二三四五六七八九十]{1,4})日"
    )
    _month = re.compile(r"(?<=[年—－至～-])(?:1[3-9]|[2-9]\d)月(?!票|刊)")
    _quarter = re.compile(r"第[五六七八九56789]季度")
    _standard = re.compile(r"[A-Z/T]+[ \u3000]?\Z")
    _leap = re.compile(r"每年|闰年|闰")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for start, end in self._impossible(prepared):
            message = f"“{text[start:end]}”不存在。"
            yield self.finding(prepared, start, end, message, suggestion="核对后改正日期。")

    def _impossible(self, prepared: Prepared) -> Iterator[tuple[int, int]]:
        text = prepared.text
        for mention in prepared.dates:
            if not is_possible(mention.year, mention.month, mention.day):
                yield mention.start, mention.end
            elif mention.year is None and (mention.month, mention.day) == (2, 29):
                reference = prepared.written_on
                years = range(reference.year - 1, reference.year + 2) if reference else ()
                around = text[max(0, mention.start - 12) : mention.end + 6]
                if years and not any(is_possible(year, 2, 29) for year in years) and not self._leap.search(around):
                    yield mention.start, mention.end
        for match in self._figures.finditer(text):
            if not is_possible(int(match["year"]), int(match["month"]), int(match["day"])):
                is_date = match["mark"] != "." or int(match["month"]) <= 12
                if is_date and not self._standard.search(text, max(0, match.start() - 8), match.start()):
                    yield match.span()
        for match in self._words.finditer(text):
            parts = _date_parts_of_words(match)
            if parts is not None and not is_possible(*parts):
                yield match.span()
        for match in self._month.finditer(text):
            yield match.span()
        for match in self._quarter.finditer(text):
            yield match.span()


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
        Example(f"{_head}2026年5月", f"{_head}2026年5月8日"),
        Example(f"{_head}2026年5月8", f"{_head}2026年5月8日"),
    )
    _unfinished = re.compile(r"\d{4}[ \u3000]*年(?:[ \u3000]*\d{1,2}[ \u3000]*月)?(?:[ \u3000]*日)?[ \u3000]*$")
    _forms = re.compile(
        r"(?P<year>\d{4})[ \u3000]*(?:年|[./-])[ \u3000]*(?P<month>\d{1,2})[ \u3000]*(?:月"
        r"|[./-])[ \u3000]*(?P<day>\d{1,2})[ \u3000]*日?"
        r"|(?P<cyear>[〇○零Oo一二三四五六七八九]{4})[ \u3000]*年[ \u3000]*"
        r"(?P<cmonth>[一二三四五六七八九十]{1,2})[ \u3000]*月"
        r"[ \u3000]*(?P<cday>[一二三四五六七八九十]{1,3})[ \u3000]*日"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for line in prepared.lines_of(Role.DATE):
            match = self._forms.search(line.text)
            if match is None:
                if short := self._unfinished.search(line.text):
                    start, end = line.start + short.start(), line.start + len(line.text.rstrip())
                    message = f"成文日期“{short[0].strip()}”不完整，应写全年、月、日。"
                    yield self.finding(prepared, start, end, message, suggestion="补全成文日期。")
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


def _date_parts_of_words(match: re.Match[str]) -> tuple[int, int, int] | None:
    year = "".join(str(DIGITS.get(character, 0)) for character in match["year"])
    month, day = parse_numeral(match["month"]), parse_numeral(match["day"])
    return (int(year), month, day) if month and day else None


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


class ImpossibleTime(PatternRule):
    """An hour beyond 24, a minute beyond 59, or an hour its part of the day does not have."""

    code = "DAT008"
    title = "时刻不存在"
    why = "不存在的时刻使会议、时限无法执行。"
    source = "24小时计时制"
    level = Level.PRACTICE
    category = Category.DATE
    severity = Severity.MAJOR
    examples = (
        Example("会议定于5月8日25时召开。", "会议定于5月8日15时召开。"),
        Example("会议定于上午9时75分开始。", "会议定于上午9时15分开始。"),
        Example("会议定于下午2:68开始。", "会议定于下午2:08开始。"),
        Example("首班车6时30分，末班车18时75分。", "首班车6时30分，末班车18时15分。"),
        Example("延时至24时30分收车。", "延时至次日0时30分收车。"),
        Example("会议定于上午14时召开。", "会议定于下午14时召开。"),
        Example("开放时间为8:30—11:60。", "开放时间为8:30—11:30。"),
    )
    near_misses = (
        "会议定于5月8日24时截止报名。",
        "培训共50时30分。",
        "上午比分为10:75。",
        "图纸比例为1:75。",
        "5时65号楼停电。",
    )
    pattern = re.compile(
        r"(?P<before>日|上午|下午|中午|晚上|凌晨|早上|晚|早)(?P<hour>\d{1,2})(?:(?P<mark>[:：])(?P<minute>\d{2})(?![\d:：])|[时点](?:(?P<minute2>\d{1,2})分)?)"
        r"|(?<!\d)(?P<hour3>\d{1,2})时(?P<minute3>\d{1,2})分(?!钟)"
        r"|(?<=[:：]\d\d[至到—–～-])(?P<hour4>\d{1,2})[:：](?P<minute4>\d{2})(?![\d:：])"
    )
    _parts = {"上午": range(13, 24), "凌晨": range(8, 24), "早上": range(12, 24), "下午": range(0)}

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        group = next(name for name in ("hour", "hour3", "hour4") if match[name])
        hour = int(match[group])
        minute = int(match["minute"] or match["minute2"] or match["minute3"] or match["minute4"] or 0)
        impossible = minute > 59 or (hour, minute) > (24, 0)
        # 50时30分 may be a length of time.
        if match["hour3"] and hour > 24:
            return None
        if not impossible and hour not in self._parts.get(match["before"] or "", ()):
            return None
        start, end = match.start(group), match.end()
        if not impossible:
            start = match.start("before")
        written = prepared.text[start:end]
        return self.finding(prepared, start, end, f"没有“{written}”这个时刻。", suggestion="核对后改正时刻。")
