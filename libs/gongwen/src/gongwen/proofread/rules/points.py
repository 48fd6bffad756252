"""Points counted off in the text (一是、第一) and how many there are said to be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.proofread.facts.numerals import parse_numeral, to_numeral
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule

_SEQUENCE_MARKS = "GB/T 15834-2011 附录B（序次语之后的标点）"


class PointOrder(Rule):
    """Points counted off as 一是、二是 run on without gap."""

    code = "HDG005"
    title = "“一是……二是……”应连续"
    why = "序次跳号或重复，说明漏写、重写了一点。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.STRUCTURE
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "一是压实责任；二是排查隐患；四是加强宣传。",
            "一是压实责任；二是排查隐患；三是加强宣传。",
        ),
        Example(
            "第一，压实责任。第二，排查隐患。第二，加强宣传。",
            "第一，压实责任。第二，排查隐患。第三，加强宣传。",
        ),
        Example("①压实责任；②排查隐患；④加强宣传。", "①压实责任；②排查隐患；③加强宣传。"),
    )
    near_misses = ("一是压实责任，二是排查隐患。会议强调，一是加强领导，二是加强督查。",)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for run in prepared.point_runs:
            expected = 2
            for point in run[1:]:
                if point.ordinal != expected:
                    word = prepared.text[point.start : point.end]
                    message = f"“{word}”与前文不连续，此处应为第{to_numeral(expected)}点。"
                    suggestion = "确认是否遗漏内容，并改正序次。"
                    yield self.finding(prepared, point.start, point.end, message, suggestion=suggestion)
                    break
                expected += 1


class PointCount(PatternRule):
    """The number of points announced is the number given."""

    code = "HDG006"
    title = "所称项数应与列举的项数一致"
    why = "“三项措施”只列出两项，读者无法判断是漏了一项还是数错。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.CONSISTENCY
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "重点抓好三项工作：一是压实责任；二是排查隐患。",
            "重点抓好两项工作：一是压实责任；二是排查隐患。",
        ),
        Example(
            "现提出以下三点要求：\n一、压实责任\n各单位要压实责任。\n二、排查隐患\n各单位要排查隐患。",
            "现提出以下两点要求：\n一、压实责任\n各单位要压实责任。\n二、排查隐患\n各单位要排查隐患。",
        ),
    )
    near_misses = ("抓好两项工作，三个方面协同推进：一是压实责任；二是排查隐患；三是加强宣传。",)
    pattern = re.compile(
        r"(?<![第一二三四五六七八九十百千\d])(?P<count>[两二三四五六七八九十]|(?<![\d.])\d{1,2})(?P<unit>(?:项|点|条|方面|(?:个|大)(?=方面|措施|工作|任务|要求|重点|内容|意见|建议|问题|环节|特点|关键|变化|成效|原因|事项|举措|着力点|：))(?:方面|措施|工作|任务|要求|重点|内容|意见"
        r"|建议|问题|环节|特点|关键|变化|成效|原因|事项|举措|着力点)?|方面)(?:的?(?:工作|措施|要求|问题|意见|建议|任务|内容|下功夫))?"
        r"(?P<tail>[^。；！？\n：:，一二三四五六七八九十第]{0,10})[：:，。](?P<gap>[ \t\u3000\n]{0,4})"
        r"(?=一(?:是|要)|第一，|一、|（一）|1\.)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        stated = int(match["count"]) if match["count"].isdigit() else parse_numeral(match["count"])
        given = self._given(prepared, match.end())
        if stated is None or given is None or stated == given:
            return None
        message = f"前文称“{match['count']}{match['unit']}”，其后列出{given}项。"
        start, end = match.start("count"), match.end("unit")
        return self.finding(prepared, start, end, message, suggestion="核对项数，补齐内容或改正数字。")

    def _given(self, prepared: Prepared, at: int) -> int | None:
        """How many points or headings the list that starts at ``at`` has."""
        run = prepared.run_at(at)
        if run is not None:
            in_order = all(point.ordinal == ordinal for ordinal, point in enumerate(run, 1))
            return len(run) if in_order else None
        first = next(iter(prepared.headings_from(at)), None)
        if first is None or first.start - at > 4:
            return None
        siblings = 0
        for mark in prepared.headings_from(at):
            if mark.level < first.level or (mark.level == first.level and mark.ordinal != siblings + 1):
                break
            siblings += mark.level == first.level
        return siblings or None


class SequenceWord(PatternRule):
    """A comma follows 第一 and 首先, nothing follows 一是 (序次语)."""

    code = "HDG007"
    title = "“第一”“首先”后用逗号，“一是”后不加标点"
    why = "序次语后的标点有固定用法，用顿号会与并列成分混淆。"
    source = _SEQUENCE_MARKS
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example("第一、要提高认识。第二、要压实责任。", "第一，要提高认识。第二，要压实责任。"),
        Example("一是、提高认识；二是、压实责任。", "一是提高认识；二是压实责任。"),
        Example("首先、要提高认识。", "首先，要提高认识。"),
    )
    near_misses = ("第一、第二季度分别检查。", "坚持安全第一、预防为主。", "第一、二章自公布之日起施行。")
    pattern = re.compile(
        r"(?:(?<=[。；：\n\u3000])|^)(?:(?P<word>第[一二三四五六七八九十]|首先|其次|再次|最后)(?P<mark>、)(?![第一二三四五六七八九十])"
        r"|[一二三四五六七八九十]是(?P<extra>[、，])(?!否))",
        re.MULTILINE,
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if match["extra"]:
            return self.finding(prepared, *match.span("extra"), "“一是”“二是”后不加标点。", fix="")
        return self.finding(prepared, *match.span("mark"), f"“{match['word']}”后应用逗号。", fix="，")
