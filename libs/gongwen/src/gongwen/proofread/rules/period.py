"""Periods (时段): start before end, lengths, plan periods, ages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.proofread.facts.numerals import parse_numeral
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule

_CALENDAR = "公历历法"
_NOTICE = "---\ntype: 通知\ntitle: 关于召开防汛工作会议的通知\ndate: 2026-05-08\n---\n"


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
        Example("有效期自2026年5月1日起至2026年4月30日止。", "有效期自2026年5月1日起至2027年4月30日止。"),
        Example("规划期为2030—2026年。", "规划期为2026—2030年。"),
        Example("2025年3月至2月，调研组深入基层。", "2025年2月至3月，调研组深入基层。"),
        Example("于27日2时至27日1时转移群众。", "于27日2时至27日5时转移群众。"),
        Example("每天上午11:30—8:30开放。", "每天上午8:30—11:30开放。"),
        Example("定于下午3时至2时30分召开座谈会。", "定于下午2时至3时30分召开座谈会。"),
    )
    near_misses = (
        "2025年11月至次年2月开展整治。",
        "每天22:00—6:00封闭施工。",
        "供暖期为11月15日至3月15日。",
        "供暖期为2026年11月15日至次年3月15日。",
        "试点工作于2026年12月1日至2027年1月31日开展。",
    )
    _to = r"(?:至|到|—{1,2}|－|-|～|~|–)"
    _day = r"[（(]?(?:星期|周)?[一二三四五六日天]?[)）]?(?:上午|下午|晚上)?(?:\d{1,2}时)?"
    pattern = re.compile(
        rf"(?<!\d)(?:(?P<y1>\d{{4}})年)?(?<!\d)(?P<m1>\d{{1,2}})月(?P<d1>\d{{1,2}})日?{_day}起?{_to}"
        r"(?:(?P<y2>\d{4})年)?(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})日"
        rf"|(?<![\d.〕-])(?P<y3>(?:19|20)\d{{2}})年?{_to}(?P<y4>(?:19|20)\d{{2}})年(?!\d{{1,2}}月)"
        rf"|(?<!\d)(?P<y5>(?:19|20)\d{{2}})年(?P<m5>\d{{1,2}})月份?{_to}(?:(?P<y6>(?:19|20)\d{{2}})年)?(?P<m6>\d{{1,2}})月(?!\d)"
        rf"|(?<![\d月])(?P<d7>\d{{1,2}})日(?P<h7>\d{{1,2}})时{_to}(?P<d8>\d{{1,2}})日(?P<h8>\d{{1,2}})时"
        rf"|(?P<noon>上午|下午)(?P<h9>\d{{1,2}})[:：时](?P<n9>\d{{2}})?分?{_to}(?P<h10>\d{{1,2}})[:：时](?P<n10>\d{{2}})?"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        reversed_ = self._is_reversed(match)
        if not reversed_:
            return None
        message = f"“{match[0]}”的止期早于起期。"
        suggestion = "核对起止日期；跨年的，写明终止日期的年份。"
        return self.finding(prepared, *match.span(), message, suggestion=suggestion)

    def _is_reversed(self, match: re.Match[str]) -> bool:
        if match["y3"]:
            return int(match["y3"]) > int(match["y4"])
        if match["y5"]:
            year = int(match["y5"])
            return (year, int(match["m5"])) > (int(match["y6"] or year), int(match["m6"]))
        if match["d7"]:
            return match["d7"] == match["d8"] and int(match["h7"]) > int(match["h8"])
        if match["noon"]:
            first = (int(match["h9"]), int(match["n9"] or 0))
            last = (int(match["h10"]), int(match["n10"] or 0))
            if match["noon"] == "下午":
                return last < first and first[0] <= 5 and last[0] < 12
            # A small hour may be one of the afternoon: 上午9:00—5:00.
            return last < first and last[0] >= 7
        year_of_start = int(match["y1"]) if match["y1"] else None
        end_year = int(match["y2"]) if match["y2"] else year_of_start
        start = (int(match["m1"]), int(match["d1"]))
        end = (int(match["m2"]) if match["m2"] else start[0], int(match["d2"]))
        if year_of_start is not None and end_year is not None:
            return (year_of_start, *start) > (end_year, *end)
        # Without years a later month may well lie in the next year; within one month it cannot.
        return not match["y2"] and start[0] == end[0] and start > end


class PlanPeriod(PatternRule):
    """The years of a five-year plan (五年规划): 十四五 2021—2025, 十五五 2026—2030."""

    code = "PER001"
    title = "五年规划的起止年份"
    why = "规划期年份写错，目标的时限随之全错。"
    source = "国民经济和社会发展五年规划（计划）的规划期：“十五”为2001—2005年，其后每五年一期"
    level = Level.PRACTICE
    category = Category.DATE
    severity = Severity.MAJOR
    examples = (
        Example("确保“十五五”（2025—2030年）实现良好开局。", "确保“十五五”（2026—2030年）实现良好开局。"),
        Example("2026年是“十四五”规划的收官之年。", "2025年是“十四五”规划的收官之年。"),
        Example("2025年是“十五五”开局之年。", "2026年是“十五五”开局之年。"),
    )
    near_misses = (
        "总结“十四五”时期工作，谋划“十五五”发展（2025年启动编制）。",
        "2025年是“十四五”收官之年，2026年是“十五五”开局之年。",
    )
    _plan = r"[“\"]?(?:(?P<ten>十)(?P<number>[一二三四五六七])五|(?<!十)(?P<tenth>十五))[”\"]"
    pattern = re.compile(
        _plan + r"(?:规划|时期|期间)?[（(](?P<first>\d{4})年?(?:—|－|-|～|~|至)(?P<last>\d{4})年?[)）]"
        r"|(?P<year>20\d{2})年(?:，)?(?:也)?是(?:实施)?"
        + re.sub(r"<(\w+)>", r"<\1_2>", _plan)
        + r"(?:规划|时期|期间)?(?:纲要)?的?(?P<part>开局|收官|起步|中期)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        suffix = "" if match["first"] else "_2"
        number = parse_numeral(match[f"number{suffix}"]) if match[f"number{suffix}"] else 0
        start = 2001 + 5 * (number or 0)
        if match["first"]:
            if (int(match["first"]), int(match["last"])) == (start, start + 4):
                return None
            message = f"该规划期为{start}—{start + 4}年，不是{match['first']}—{match['last']}年。"
            return self.finding(
                prepared, match.start("first"), match.end("last"), message, suggestion="核对规划期年份。"
            )
        right = {"开局": start, "起步": start, "收官": start + 4}.get(match["part"])
        if right is None or int(match["year"]) == right:
            return None
        message = f"该规划的{match['part']}之年是{right}年，不是{match['year']}年。"
        return self.finding(prepared, match.start("year"), match.end(), message, suggestion="核对年份和规划名称。")


_WHEN = r"(?P<{0}y>20\d{{2}})年(?:(?P<{0}m>\d{{1,2}})月(?:(?P<{0}d>\d{{1,2}})日)?|(?P<{0}w>年?[底末初]))"


def _month(match: re.Match[str], name: str) -> tuple[int, int]:
    """Year and month of a moment; 年底 is December."""
    word = match[f"{name}w"]
    month = int(match[f"{name}m"]) if match[f"{name}m"] else 1 if word and word.endswith("初") else 12
    return int(match[f"{name}y"]), month


class TermLength(PatternRule):
    """有效期五年, 工期18个月: the length agrees with the first and the last day."""

    code = "PER002"
    title = "有效期、工期、任期应与起止时间相符"
    why = "年限与起止时间不符，到期日无法确定。"
    source = "公历历法；《中华人民共和国民法典》第二百零一条、第二百零二条（期间的计算）"
    level = Level.LAW
    category = Category.DATE
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "本办法自2026年6月1日起施行，有效期五年，至2030年5月31日止。",
            "本办法自2026年6月1日起施行，有效期五年，至2031年5月31日止。",
        ),
        Example("项目建设工期18个月，即2026年7月至2027年11月。", "项目建设工期18个月，即2026年7月至2027年12月。"),
    )
    near_misses = ("本办法自2026年6月1日起施行，有效期五年，2021年6月1日印发的原办法同时废止。",)
    _length = r"(?:有效期|试用期|任期|工期|聘期|期限|服务期|质保期)(?:限)?(?:为)?(?P<{0}n>\d{{1,3}}|[一二两三四五六七八九十]{{1,3}})(?P<{0}u>年|个月)"
    pattern = re.compile(
        r"(?:自|从)"
        + _WHEN.format("a")
        + r"[^。；\n\d]{0,16}[，（]"
        + _length.format("l")
        + r"[，（]?至"
        + _WHEN.format("b")
        + r"|"
        + _length.format("k")
        + r"[，（：:]{1,2}(?:即|自|从|为)*"
        + _WHEN.format("c")
        + r"(?:起)?(?:至|—|－|-|～)"
        + _WHEN.format("e")
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        start, end, length = ("a", "b", "l") if match["ay"] else ("c", "e", "k")
        written = match[f"{length}n"]
        count = int(written) if written.isdigit() else parse_numeral(written)
        first, last = _month(match, start), _month(match, end)
        months = (last[0] - first[0]) * 12 + last[1] - first[1]
        wanted = (count or 0) * (12 if match[f"{length}u"] == "年" else 1)
        # To the end of the last month, or to its beginning.
        if wanted in (months, months + 1) or months <= 0:
            return None
        begin, finish = match.start(f"{end}y"), match.end()
        message = f"按起止时间计算为{months}至{months + 1}个月，与“{written}{match[f'{length}u']}”不符。"
        return self.finding(prepared, begin, finish, message, suggestion="核对期限和起止时间。")


class StartAfterCompletion(PatternRule):
    """What is built is begun before it is finished."""

    code = "PER003"
    title = "开工时间不应晚于建成时间"
    why = "先建成后开工不可能，说明其中一个时间写错。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.DATE
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example("计划2026年9月开工，2026年8月建成通车。", "计划2026年9月开工，2027年8月建成通车。"),
        Example(
            "力争2026年年底前开工、2026年6月底前完成主体工程。",
            "力争2026年6月底前开工、2026年年底前完成主体工程。",
        ),
    )
    near_misses = ("一期2026年9月开工，二期工程2026年8月建成通车。",)
    pattern = re.compile(
        _WHEN.format("a")
        + r"底?前?(?:正式|全面)?(?:开工|动工|启动)[，、](?:力争|确保|计划)?"
        + _WHEN.format("b")
        + r"底?前?(?:[\u4e00-\u9fa5]{0,4}?)(?:建成|竣工|完工|完成|投入使用|投用|通车|交付)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if _month(match, "a") <= _month(match, "b"):
            return None
        start, end = match.span()
        return self.finding(prepared, start, end, "建成时间早于开工时间。", suggestion="核对两个时间。")


class GoalOrder(Rule):
    """Goals of later years come later: 到2025年年底…；到2027年年底…."""

    code = "PER004"
    title = "分阶段目标的年份应依次递进"
    why = "后一阶段的时限早于前一阶段，目标无法衔接。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.DATE
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example(
            "到2025年年底，实现全覆盖；到2024年年底，基本建成体系；到2027年年底，全面完成。",
            "到2025年年底，实现全覆盖；到2026年年底，基本建成体系；到2027年年底，全面完成。",
        ),
        Example(
            "---\ntype: 方案\ntitle: 云江市数字政府建设实施方案（2025—2027年）\n---\n到2028年年底，全面建成数字政府。",
            "---\ntype: 方案\ntitle: 云江市数字政府建设实施方案（2025—2027年）\n---\n到2027年年底，全面建成数字政府。",
        ),
    )
    near_misses = (
        "到2030年，全面完成；其中到2027年，完成一半。",
        "到2025年年底，实现全覆盖。\n到2024年年底已完成的除外。",
    )
    _goal = re.compile(r"(?<![起截直])到(?P<year>20\d{2})年(?P<end>年?[底末])?(?=[，、])")
    _span = re.compile(r"[（(](?P<first>20\d{2})年?(?:—|－|-|～|~|至)(?P<last>20\d{2})年?[)）]")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        titles = [element.value for element in prepared.elements("title")]
        spans = [match for title in titles if (match := self._span.search(title))]
        latest = int(spans[0]["last"]) if spans else None
        for line in prepared.body_lines:
            previous = 0
            for match in self._goal.finditer(line.text):
                year = int(match["year"])
                start, end = line.start + match.start(), line.start + match.end()
                if year < previous and "其中" not in line.text[max(0, match.start() - 3) : match.start()]:
                    message = f"“{match[0]}”早于前一阶段的{previous}年。"
                    yield self.finding(prepared, start, end, message, suggestion="核对各阶段的年份。")
                elif latest is not None and year > latest and match["end"]:
                    message = f"“{match[0]}”超出标题所列的期限（至{latest}年）。"
                    yield self.finding(prepared, start, end, message, suggestion="核对目标年份和标题期限。")
                previous = max(previous, year)


class AgeDiffers(PatternRule):
    """An age agrees with the date of birth."""

    code = "PER005"
    title = "年龄应与出生日期相符"
    why = "年龄条件与出生日期对不上，报名、入学、任职资格无法认定。"
    source = "《中华人民共和国民法典》第一千二百五十九条、第二百零一条（周岁的计算）"
    level = Level.LAW
    category = Category.DATE
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "凡在2025年8月31日前年满6周岁的儿童，即2018年8月31日以前出生的儿童，均可入学。",
            "凡在2025年8月31日前年满6周岁的儿童，即2019年8月31日以前出生的儿童，均可入学。",
        ),
        Example(
            "年龄在35周岁以下（1990年3月12日以后出生）；博士可放宽到40周岁（1986年3月12日以后出生）。",
            "年龄在35周岁以下（1990年3月12日以后出生）；博士可放宽到40周岁（1985年3月12日以后出生）。",
        ),
        Example(f"{_NOTICE}林知远，1980年4月出生，现年40岁。", f"{_NOTICE}林知远，1980年4月出生，现年46岁。"),
    )
    near_misses = (f"{_NOTICE}林知远，1980年9月出生，现年45岁。",)
    pattern = re.compile(
        r"(?P<at>\d{4})年(?P<am>\d{1,2})月(?P<ad>\d{1,2})日(?:以?前|时)?，?[^，。；\n\d]{0,6}满(?P<full>\d{1,2})周岁[^。；\n\d]{0,12}，?即?"
        r"(?P<born>\d{4})年(?P<bm>\d{1,2})月(?P<bd>\d{1,2})日(?:及?以[前后])?[^，。；\n]{0,3}出生"
        r"|(?P<year>(?:19|20)\d{2})年(?:(?P<month>\d{1,2})月)?(?:\d{1,2}日)?(?:出)?生[，（](?:现年|现|今年|年龄)?(?P<age>\d{1,2})(?:周)?岁"
    )
    _limit = re.compile(
        r"(?P<age>\d{2})周岁[^。；\n\d]{0,10}[（(](?P<born>(?:19|20)\d{2})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:\d{0,2}时)?[^（）\n]{0,8}出生"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        yield from super().find(prepared)
        sums: dict[tuple[str, str], int] = {}
        for match in self._limit.finditer(prepared.text):
            key = match["month"], match["day"]
            total = int(match["born"]) + int(match["age"])
            if sums.setdefault(key, total) != total:
                right = sums[key] - int(match["age"])
                message = f"按前文的起算日期，{match['age']}周岁应为{right}年出生，不是{match['born']}年。"
                yield self.finding(
                    prepared,
                    match.start("born"),
                    match.end("born") + 1,
                    message,
                    suggestion="核对年龄和出生日期。",
                )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if match["full"]:
            same_day = (match["am"], match["ad"]) == (match["bm"], match["bd"])
            right = int(match["at"]) - int(match["full"])
            if not same_day or int(match["born"]) == right:
                return None
            message = f"{match['at']}年满{match['full']}周岁的应为{right}年出生，不是{match['born']}年。"
            return self.finding(
                prepared, match.start("born"), match.end("bd") + 1, message, suggestion="核对年龄和出生日期。"
            )
        reference = prepared.reference_date
        if reference is None:
            return None
        years = reference.year - int(match["year"])
        # 岁 is also counted by calendar years.
        if int(match["age"]) in (years, years - 1):
            return None
        message = f"按出生日期推算为{years - 1}至{years}岁，不是{match['age']}岁。"
        return self.finding(prepared, *match.span("age"), message, suggestion="核对出生日期和年龄。")
