"""Dates against the date of the document (成文日期): deadlines, events, years the text speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongwen.document import DocumentType
from gongwen.proofread.facts.dates import is_possible
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule

_NOTICE = "---\ntype: 通知\ntitle: 关于召开防汛工作会议的通知\ndate: 2026-05-08\n---\n"
_REPORT = "---\ntype: 报告\ntitle: 关于防汛工作情况的报告\ndate: 2026-05-08\n---\n"


def _shown(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


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
        f"{_REPORT}省政府要求2026年4月20日前完成整改，我市已提前完成。",
    )
    pattern = re.compile(
        r"(?:(?P<ask>请|须|应|应当|务必|必须|请各[\u4e00-\u9fa5]{1,6})(?:各[\u4e00-\u9fa5]{1,6})?(?:务必|均须|分别)?(?:于|在))?"
        r"(?<![\d月])(?:(?P<year>\d{4})年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
        r"(?:[（(][^（()）\n]{1,4}[)）])?(?:上午|下午|中午)?(?:\d{1,2}[时:：](?:\d{2}分?)?)?(?:下班)?(?:前|之前|以前)"
        r"(?P<do>(?:，?[\u4e00-\u9fa5]{0,12}?)(?:完成|报送|上报|提交|反馈|报至|报市|报我|函复|办结|整改到位|清零|发至|送至|报名|落实到位))?"
    )
    _past = re.compile(r"已|曾|原定|未|规定|按照|根据|要求[^，。]{0,6}\Z|截至|出生|生于|立案|受理")
    _asking = frozenset(
        {
            DocumentType.NOTICE,
            DocumentType.CIRCULAR,
            DocumentType.LETTER,
            DocumentType.APPROVAL_REPLY,
            DocumentType.MINUTES,
            DocumentType.PUBLIC_NOTICE,
            DocumentType.ANNOUNCEMENT,
        }
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        written = prepared.written_on
        if written is None or not (match["ask"] or match["do"]):
            return None
        if not match["ask"] and (not match["year"] or prepared.document_type not in self._asking):
            return None
        clause = prepared.text[max(0, match.start() - 20) : match.start()]
        if self._past.search(re.split(r"[。；\n]", clause)[-1]):
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
        start = match.start("year") if match["year"] else match.start("month")
        return self.finding(prepared, start, match.end("day") + 1, message, suggestion="核对时限和成文日期。")


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


class MeetingInThePast(PatternRule):
    """A meeting is called before it is held."""

    code = "TIM001"
    title = "会期早于成文日期"
    why = "通知发出时会议已经开过，日期必有一处写错。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.DATE
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(f"{_NOTICE}会议定于2026年4月12日召开。", f"{_NOTICE}会议定于2026年5月12日召开。"),
        Example(f"{_NOTICE}一、会议时间：4月12日上午9时", f"{_NOTICE}一、会议时间：5月12日上午9时"),
    )
    near_misses = (
        f"{_NOTICE}原定于2026年4月12日召开的会议推迟。",
        "---\ntype: 通知\ntitle: 关于召开会议的通知\ndate: 2026-12-28\n---\n会议定于1月8日召开。",
    )
    pattern = re.compile(
        r"(?:(?<!原)(?<!已)(?:定于|拟于|将于)|(?:会议|培训|活动|报到|召开|考试|笔试|面试|听证)(?:的)?时间(?:为|[：:]))"
        r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        written = prepared.written_on
        month, day = int(match["month"]), int(match["day"])
        year = int(match["year"]) if match["year"] else written.year if written else 0
        if written is None or not is_possible(year, month, day):
            return None
        held = date(year, month, day)
        days_before = (written - held).days
        if days_before <= 0 or (not match["year"] and days_before > 150):
            return None
        start = match.start("year") if match["year"] else match.start("month")
        message = f"所定日期{_shown(held)}早于成文日期{_shown(written)}。"
        return self.finding(prepared, start, match.end("day") + 1, message, suggestion="核对会期和成文日期。")


class DataAfterDocument(PatternRule):
    """What the text reports as done lies before its own date."""

    code = "TIM002"
    title = "所述情况晚于成文日期"
    why = "成文时尚未到的日期不会有已完成的数据和已发生的事。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.DATE
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            f"{_REPORT}截至2026年6月30日，已完成投资12亿元。", f"{_REPORT}截至2026年4月30日，已完成投资12亿元。"
        ),
        Example(f"{_REPORT}该工程已于2026年5月20日通过验收。", f"{_REPORT}该工程已于2026年4月20日通过验收。"),
    )
    near_misses = (
        f"{_REPORT}截至2026年6月30日，全部任务将完成。",
        f"{_NOTICE}截止时间为2026年6月30日，逾期不予受理。",
    )
    pattern = re.compile(
        r"(?:截至|截止|已于|已在|业于)(?:到)?(?P<year>\d{4})年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|底)?(?P<then>[^。；\n]{0,24})"
        r"|(?P<year2>\d{4})年(?P<month2>\d{1,2})月(?P<day2>\d{1,2})日(?P<then2>(?:的)?来[函文电]|报来|召开的[^，。；\n]{2,20}(?:会议|全会)[^，。；\n]{0,6}(?:要求|精神|提出|强调|部署))"
    )
    _done = re.compile(r"已|共|累计|完成|达到|达|为|有|实现")
    _to_come = re.compile(r"将|拟|计划|预计|力争|确保|前|报名|止|申报|逾期|应|须|要")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        written = prepared.written_on
        if written is None:
            return None
        if match["year2"]:
            told = (int(match["year2"]), int(match["month2"]), int(match["day2"]))
            if not is_possible(*told) or date(*told) <= written:
                return None
            start, end = match.start("year2"), match.end("day2") + 1
            message = f"“{prepared.text[start:end]}”晚于成文日期{_shown(written)}。"
            return self.finding(prepared, start, end, message, suggestion="核对该日期和成文日期。")
        if self._to_come.search(match["then"]):
            return None
        if not match[0].startswith(("已", "业")) and not self._done.search(match["then"]):
            return None
        month = int(match["month"])
        day = int(match["day"]) if match["day"] else 1
        if not is_possible(int(match["year"]), month, day) or date(int(match["year"]), month, day) <= written:
            return None
        end = match.start("then")
        written_form = prepared.text[match.start("year") : end].rstrip("，")
        message = f"“{written_form}”晚于成文日期{_shown(written)}，却写作已发生。"
        return self.finding(prepared, match.start("year"), end, message, suggestion="核对该日期和成文日期。")


class WrittenBeforeEvents(Rule):
    """A document is not dated before what it tells of."""

    code = "TIM003"
    title = "成文日期早于文中已发生的事"
    why = "文中叙述的事发生在成文日期之后，成文日期有误。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.DATE
    severity = Severity.MAJOR
    confidence = 0.8
    examples = (
        Example(
            "云江市人民政府关于表彰抗洪抢险集体的决定\n\n各县（区）人民政府：\n\n2026年7月2日，清河县遭遇特大暴雨。7月3日凌晨，"
            "柳溪镇组织群众全部转移了出来。现予表彰。\n\n云江市人民政府\n2026年6月16日",
            "云江市人民政府关于表彰抗洪抢险集体的决定\n\n各县（区）人民政府：\n\n2026年7月2日，清河县遭遇特大暴雨。7月3日凌晨，"
            "柳溪镇组织群众全部转移了出来。现予表彰。\n\n云江市人民政府\n2026年7月16日",
        ),
    )
    near_misses = (
        "云江市人民政府关于开展演练的通知\n\n各县（区）人民政府：\n\n定于2026年7月2日开展演练，7月3日总结。\n\n云江市人民政府\n"
        "2026年6月16日",
    )
    _told = re.compile(r"遭遇|发生|遭受|突发|来袭|组织(?:群众|力量)[^，。]{0,10}了|全部转移|成功|赶赴|抵达|接到")
    _to_come = re.compile(r"将|拟|定于|计划|预计|前|应|须|请|确保|自|起|至|演练|假设|如")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        written = prepared.written_on
        place = next(iter(prepared.elements("date")), None)
        if written is None or place is None:
            return
        year = written.year
        later = 0
        for mention in prepared.dates:
            year = mention.year or year
            day = mention.on(year)
            if day is None or day <= written or mention.end > place.start:
                continue
            start = max(prepared.text.rfind(mark, 0, mention.start) for mark in "。；\n") + 1
            end = min(
                (at for mark in "。；\n" if (at := prepared.text.find(mark, mention.end)) >= 0),
                default=mention.end,
            )
            sentence = prepared.text[start : min(end, mention.end + 120)]
            later += bool(self._told.search(sentence)) and not self._to_come.search(sentence)
        if later >= 2:
            message = f"文中有{later}处已发生的事晚于成文日期{_shown(written)}。"
            yield self.finding(prepared, place.start, place.end, message, suggestion="核对成文日期。")


class MaterialsAfterMeeting(Rule):
    """Names and materials for a meeting are sent in before it."""

    code = "TIM004"
    title = "会议材料、名单的报送时限不应晚于会期"
    why = "会开过了才报名单、材料，通知的要求无法执行。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.DATE
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example(
            f"{_NOTICE}会议定于6月9日召开。请将参会人员名单于6月10日前报送。",
            f"{_NOTICE}会议定于6月9日召开。请将参会人员名单于6月8日前报送。",
        ),
    )
    near_misses = (f"{_NOTICE}会议定于6月9日召开。请于6月30日前报送会议精神贯彻落实情况。",)
    _held = re.compile(
        r"(?:定于|会议时间(?:为|[：:])|会议于)(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    )
    _wanted = re.compile(
        r"(?:名单|回执|发言材料|交流材料|发言稿|课件|报名表|参会人员)[^。；\n]{0,24}?(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
        r"[^。；\n\d]{0,8}?前"
    )
    _after = re.compile(r"贯彻|落实|总结|情况报告")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        title = prepared.title
        held = self._held.search(prepared.text)
        if title is None or held is None or not re.search(r"会|培训|活动", title.value):
            return
        meeting = (int(held["month"]), int(held["day"]))
        for match in self._wanted.finditer(prepared.text):
            other_year = match["year"] and held["year"] and match["year"] != held["year"]
            if other_year or self._after.search(match[0]):
                continue
            wanted = (int(match["month"]), int(match["day"]))
            if meeting < wanted and wanted[0] - meeting[0] <= 2:
                start = match.start("year") if match["year"] else match.start("month")
                message = f"报送时限{wanted[0]}月{wanted[1]}日晚于会期{meeting[0]}月{meeting[1]}日。"
                yield self.finding(
                    prepared, start, match.end("day") + 1, message, suggestion="核对报送时限和会期。"
                )


class RelativeYear(PatternRule):
    """今年（2025年）and 去年（2024年）fit the date of the document."""

    code = "TIM005"
    title = "“今年”“去年”与括注的年份应相符"
    why = "相对年份与所写年份不符，数据属于哪一年无法确定。"
    source = "公历历法"
    level = Level.PRACTICE
    category = Category.DATE
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(f"{_REPORT}去年（2024年）汛期平稳。", f"{_REPORT}去年（2025年）汛期平稳。"),
        Example(f"{_REPORT}今年是2025年，防汛任务繁重。", f"{_REPORT}今年是2026年，防汛任务繁重。"),
    )
    near_misses = (f"{_REPORT}去年（2025年）汛期平稳。",)
    pattern = re.compile(
        r"(?P<word>今年|本年度?|去年|上年|明年|前年)(?:是|[（(]即?)(?P<year>(?:19|20)\d{2})年?(?=[，。）)\u4e00-\u9fa5])"
    )
    _offset = {"今年": 0, "本年": 0, "本年度": 0, "去年": -1, "上年": -1, "明年": 1, "前年": -2}

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        written = prepared.written_on
        if written is None or int(match["year"]) == written.year + self._offset[match["word"]]:
            return None
        right = written.year + self._offset[match["word"]]
        message = f"按成文日期，“{match['word']}”是{right}年，不是{match['year']}年。"
        return self.finding(prepared, match.start("year"), match.end("year"), message, suggestion="核对年份。")


class TitleYear(Rule):
    """The year in the sentence that opens the matter is that of the title."""

    code = "TIM008"
    title = "正文年份与标题年份应一致"
    why = "沿用上年文稿只改了标题，正文说的还是上一年的事。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.DATE
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example(
            "---\ntype: 通知\ntitle: 关于做好2026年春运工作的通知\n---\n现就做好2025年春运工作通知如下：",
            "---\ntype: 通知\ntitle: 关于做好2026年春运工作的通知\n---\n现就做好2026年春运工作通知如下：",
        ),
    )
    near_misses = (
        "---\ntype: 通知\ntitle: 关于做好2026年春运工作的通知\n---\n2025年春运工作平稳有序。现将2026年春运工作通知如下：",
    )
    _named = re.compile(r"(?P<year>20\d{2})年度?(?P<matter>[\u4e00-\u9fa5]{3,12}?)(?:工作|情况|方案|计划|要点)?的")
    _farthest = 4
    """How many lines the opening of a paper may take."""

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        named = self._named.search(prepared.title.value) if prepared.title is not None else None
        if named is None:
            return
        opening = re.compile(
            rf"现(?:就|将|对)[^。\n]{{0,20}}?(?P<year>20\d{{2}})年度?{re.escape(named['matter'][:6])}[^。\n]{{0,30}}(?:如下|印发|报告|公布)"
        )
        for line in prepared.body_lines[: self._farthest]:
            match = opening.search(line.text)
            if match is not None and match["year"] != named["year"]:
                start = line.start + match.start("year")
                message = f"标题为{named['year']}年，此处为{match['year']}年。"
                yield self.finding(prepared, start, start + 5, message, suggestion="核对标题和正文的年份。")
