"""Totals of parts that stand side by side (总数与并列各项): before the parts, after them, in periods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from gongwen.proofread.facts.complements import complement_each_other
from gongwen.proofread.facts.figures import RATES, differs_in_kind, in_unit_of, is_rough, label_of, printed
from gongwen.proofread.facts.parts import parts_after
from gongwen.proofread.facts.periods import months_of
from gongwen.proofread.facts.quantities import Quantity
from gongwen.proofread.facts.ranges import Range, adds_up, total
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared, Statement
from gongwen.proofread.rule import Example, Rule

_ARITHMETIC = "四则运算；修约按末位半个单位"
_MOST_PARTS = 30
_OPEN_LIST = re.compile(
    r"等(?!级)|(?<![额模])以[上下]|主要|例如|比如|特别|仅|最[多高大]|部分(?!采纳)|不含|另|此外|重点"
)


def _sum(figures: Sequence[Quantity]) -> Decimal:
    return sum((figure.value for figure in figures), Decimal(0))


class TotalAfterParts(Rule):
    """Parts followed by 合计 or 共 add up to it."""

    code = "ARI002"
    title = "合计数应等于前列各项之和"
    why = "合计与各项不符，说明其中至少一个数字有误。"
    source = _ARITHMETIC
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example("青溪县12家、石桥区8家、临湖区5家，合计26家。", "青溪县12家、石桥区8家、临湖区5家，合计25家。"),
        Example("三个县分别完成12、8、6家，共完成27家。", "三个县分别完成12、8、6家，共完成26家。"),
        Example(
            "第一批拨付300万元，第二批拨付450万元，第三批拨付250万元，累计拨付1100万元。",
            "第一批拨付300万元，第二批拨付450万元，第三批拨付250万元，累计拨付1000万元。",
        ),
    )
    near_misses = (
        "青溪县12家、石桥区8家等，全市合计60家。",
        "青溪县12家，比上年增加8家，合计培训40家。",
        "新建泵站3座，改造泵站5座，全市共有泵站126座。",
    )
    _sum = re.compile(
        r"(?P<sure>合计|总计|共计|一共|总共|总数[为达]|总额[为达]|加起来)(?:(?![由从]|相应|调整|增至)[\u4e00-\u9fa5“”]){0,8}\Z"
        r"|[，；](?P<cumulative>累计)[\u4e00-\u9fa5]{0,6}\Z"
        r"|[，；][\u4e00-\u9fa5]{0,8}(?P<likely>(?<!公)共)(?:[\u4e00-\u9fa5]{0,6})?\Z"
    )
    _other = re.compile(
        r"同比|环比|比(?![例重赛])|较(?![大为])|超|达|每|平均|(?<![额模])以[上下](?!的)|等(?!级)|累计|此外|另|不含|含|目标|至今|现有|占"
    )
    _scope = re.compile(r"全[市县省区]")
    _counted = re.compile(r"第[一二三四五六]|首[批期次笔]|[一二三四]期")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            for stated in statement.quantities[2:]:
                words = self._sum.search(text, max(0, stated.start - 18), stated.start)
                if words is None or stated.unit in RATES or is_rough(text, stated):
                    continue
                parts = self._parts(text, statement, stated, words)
                if parts:
                    message = f"前列各项之和为{in_unit_of(_sum(parts), stated, text)}，与合计“{printed(text, stated)}”不符。"
                    yield self.finding(
                        prepared, parts[0].start, stated.end, message, suggestion="核对各项和合计数。"
                    )

    def _parts(
        self, text: str, statement: Statement, stated: Quantity, words: re.Match[str]
    ) -> Sequence[Quantity]:
        """The parts where they do not make up the total; nothing where they do, or where it is not sure."""
        figures = statement.before(stated.start, _MOST_PARTS)
        alike = [one for one in figures if one.unit == stated.unit]
        # Other figures may stand among the parts (46所，在校学生37120人); then any tail of them may be meant.
        if any(adds_up(alike[at:], stated) for at in range(len(alike) - 1)):
            return ()
        other = [at for at, one in enumerate(figures) if one.unit != stated.unit]
        parts = list(figures[other[-1] + 1 :] if other else figures)
        if len(parts) < 2 and words["sure"]:
            parts = alike
        if len(parts) < 2 or any(is_rough(text, one) for one in parts):
            return ()
        side_by_side = all(text[one.end : two.start] in ("、", "和") for one, two in pairwise(parts))
        counted = all(self._counted.search(label_of(text, part)) for part in parts)
        if words["cumulative"] and not (counted or side_by_side):
            return ()
        if self._other.search(text, parts[0].end, words.start()):
            return ()
        if any(differs_in_kind(text, stated, part) for part in parts):
            return ()
        ratio = _sum(parts) / stated.value if stated.value else Decimal(0)
        sure = (
            (words["sure"] or words["cumulative"])
            and not self._scope.search(text, parts[-1].end, stated.start)
            and not other
        )
        bounds = (Decimal("0.2"), Decimal(5)) if sure else (Decimal("0.8"), Decimal("1.25"))
        return parts if bounds[0] <= ratio <= bounds[1] else ()


class TotalBeforeParts(Rule):
    """A total followed by all its parts: 分别为, a colon, a bracket, or complementary parts side by side."""

    code = "ARI008"
    title = "总数应等于随后所列各项之和"
    why = "总数之后逐项列出的数字加起来应当就是总数。"
    source = _ARITHMETIC
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example(
            "三个县共创建示范村26个，分别为12个、8个、5个。",
            "三个县共创建示范村26个，分别为12个、8个、6个。",
        ),
        Example(
            "共抽查企业45家：青溪县20家、石桥区15家、临湖区12家。",
            "共抽查企业45家：青溪县20家、石桥区15家、临湖区10家。",
        ),
        Example(
            "全年接待群众320人次，来信120件次，来访210件次；立案80件，已办结60件，正在办理22件。",
            "全年接待群众320人次，来信120件次，来访200件次；立案80件，已办结60件，正在办理20件。",
        ),
    )
    near_misses = (
        "共抽查企业45家：青溪县20家、石桥区15家等。",
        "共投入资金300万元，新建泵站120万元，剩余资金结转下年。",
        "全市共有学校120所，新建小学8所、中学5所。",
        "全市共有党员3500名，发展党员120名，培训党员800名。",
    )
    _cue = re.compile(r"分别|各自|[：:（，]|包括|分为|用于")
    _sure = re.compile(r"分别|[：:]")
    _source = re.compile(
        r"中央|省级|市级|县级|区级|地方|自筹|配套|财政|社会|企业|银行|贷款|专项债|上级|本级|预算内"
    )
    """Where the money of a project comes from: such a list is always complete."""
    _total = re.compile(r"(?:共|合计|总计|总共|总[数额量投计]|一共)[^，。；：]{0,14}\Z")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            figures = statement.quantities
            skip = 0
            for at, stated in enumerate(figures[:-2]):
                if at < skip or stated.unit in RATES or is_rough(text, stated):
                    continue
                cue = self._between(text, stated, figures[at + 1])
                if cue is None:
                    continue
                parts = self._parts(text, statement, stated, figures[at + 1 : at + 1 + _MOST_PARTS])
                if parts is not None and self._is_wrong(text, cue, stated, parts):
                    skip = at + 1 + len(parts)
                    message = f"随后所列各项之和为{in_unit_of(_sum(parts), stated, text)}，与“{printed(text, stated)}”不符。"
                    exact = total(parts).meets(Range.of(stated))
                    yield self.finding(
                        prepared,
                        stated.start,
                        parts[-1].end,
                        message,
                        suggestion="核对总数和各项。",
                        severity=Severity.MINOR if exact else None,
                    )

    def _between(self, text: str, stated: Quantity, first: Quantity) -> str | None:
        """The words between total and first part where they can introduce parts."""
        gap = text[stated.end : first.start]
        if len(gap) > 24 or "其中" in gap:
            return None
        found = self._cue.search(gap)
        return gap if found is not None else None

    def _parts(
        self, text: str, statement: Statement, stated: Quantity, following: Sequence[Quantity]
    ) -> tuple[Quantity, ...] | None:
        """The parts, where nothing else interrupts them."""
        start = stated.end
        divided = text.find("分别", stated.end, following[0].start)
        if divided >= 0:
            start = divided + 2
        opened = text.find("（", stated.end, following[0].start)
        end = statement.end
        if opened >= 0:
            start = max(start, opened + 1)
            closed = text.find("）", opened, statement.end)
            end = closed if closed > 0 else statement.end
        semicolon = text.find("；", following[0].end, end)
        # 分别为A；B；C counts parts by semicolons, elsewhere a semicolon starts another statement.
        if semicolon > 0 and text.count("；", start, end) == 1:
            end = semicolon
        listed = parts_after(text, start, end, following, stated.unit)
        parts = listed.figures
        if len(parts) < 2 or _OPEN_LIST.search(text, stated.end, min(end, parts[-1].end + 6)):
            return None
        if any(is_rough(text, part) for part in parts):
            return None
        return parts

    def _is_wrong(self, text: str, gap: str, stated: Quantity, parts: Sequence[Quantity]) -> bool:
        if not stated.value or adds_up(parts, stated):
            return False
        if any(adds_up(parts[:count], stated) for count in range(2, len(parts))):
            return False
        if any(differs_in_kind(text, stated, part) for part in parts):
            return False
        ratio = _sum(parts) / stated.value
        if complement_each_other([label_of(text, part) for part in parts]):
            return Decimal("0.6") <= ratio <= Decimal("1.6")
        named = self._total.search(text, max(0, stated.start - 18), stated.start) is not None
        if self._sure.search(gap):
            return Decimal("0.5" if named else "0.8") <= ratio <= Decimal("2" if named else "1.25")
        sources = sum(self._source.search(label_of(text, part)) is not None for part in parts)
        funded = named and sources >= 2 and sources == len(parts)
        listed = (
            (named and gap.startswith(("（", "，包括", "，分为", "，含")))
            or funded
            or gap.startswith(("，用于", "用于", "，其余"))
        )
        return listed and Decimal("0.85") <= ratio <= Decimal("1.15")


class TotalInSentenceBefore(Rule):
    """Complementary parts in a sentence of their own add up to the total stated just before it."""

    code = "ARI013"
    title = "分项之和应与前一句的总数相符"
    why = "总数和分项分两句写时最容易只改一处。"
    source = _ARITHMETIC
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example(
            "全年地区生产总值312.6亿元，增长5.8%。其中，第一产业增加值46.9亿元，增长3.9%；第二产业增加值128.2亿元，增长6.4%；"
            "第三产业增加值135.7亿元，增长5.9%。",
            "全年地区生产总值312.6亿元，增长5.8%。其中，第一产业增加值46.9亿元，增长3.9%；第二产业增加值128.2亿元，增长6.4%；"
            "第三产业增加值137.5亿元，增长5.9%。",
        ),
        Example(
            "全年实施重点项目126个。其中，产业项目58个、基础设施项目42个、民生项目36个。",
            "全年实施重点项目126个。其中，产业项目58个、基础设施项目42个、民生项目26个。",
        ),
    )
    near_misses = (
        "全年实施重点项目126个。其中，产业项目58个、基础设施项目42个。",
        "全年实施重点项目126个。新开工项目58个，竣工项目42个，储备项目36个。",
    )
    _among = re.compile(r"其中[，：]?")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            figures = statement.quantities
            among = self._among.match(text, statement.start)
            first = next((one for one in figures if one.unit not in RATES), None)
            if first is None:
                continue
            parts = self._parts(text, statement, first, among)
            if len(parts) < 2 or _OPEN_LIST.search(text, statement.start, parts[-1].end + 6):
                continue
            labels = [label_of(text, part) for part in parts]
            if not (complement_each_other(labels) or (among and len(parts) >= 3)):
                continue
            if any(is_rough(text, part) for part in parts):
                continue
            before = prepared.paragraph_figures(statement.start, 8)
            totals = [one for one in before if one.unit == first.unit and one.value > max(p.value for p in parts)]
            yield from self._judge(prepared, parts, totals)

    def _parts(
        self, text: str, statement: Statement, first: Quantity, among: re.Match[str] | None
    ) -> Sequence[Quantity]:
        start = among.end() if among else statement.start
        if not among and first.start - statement.start > 16:
            return ()
        return parts_after(text, start, statement.end, statement.quantities[:_MOST_PARTS], first.unit).figures

    def _judge(
        self, prepared: Prepared, parts: Sequence[Quantity], totals: Sequence[Quantity]
    ) -> Iterator[Finding]:
        text = prepared.text
        near = [
            one
            for one in totals
            if one.value
            and Decimal("0.85") <= _sum(parts) / one.value <= Decimal("1.15")
            and not is_rough(text, one)
        ]
        if not near or any(adds_up(parts[:count], one) for one in totals for count in range(2, len(parts) + 1)):
            return
        if any(differs_in_kind(text, near[-1], part) for part in parts):
            return
        stated = near[-1]
        message = f"各分项之和为{in_unit_of(_sum(parts), stated, text)}，与前文“{printed(text, stated)}”不符。"
        yield self.finding(prepared, parts[0].start, parts[-1].end, message, suggestion="核对总数和各分项。")


class PeriodTotals(Rule):
    """Quarters and months add up to the longer period they make up."""

    code = "ARI009"
    title = "分季、分月数应与累计数相符"
    why = "各季、各月相加应等于上半年、全年等累计数，不符则其中必有一个数字有误。"
    source = _ARITHMETIC
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "一季度立案12件，二季度立案15件，上半年立案28件。",
            "一季度立案12件，二季度立案15件，上半年立案27件。",
        ),
        Example(
            "上半年完成投资30亿元，下半年完成投资45亿元，全年完成投资85亿元。",
            "上半年完成投资30亿元，下半年完成投资45亿元，全年完成投资75亿元。",
        ),
    )
    near_misses = ("一季度立案12件，二季度立案15件，全年立案58件。", "上半年立案30件，下半年预计立案40件以上。")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            known: dict[frozenset[int], Quantity] = {}
            for figure in statement.quantities[:_MOST_PARTS]:
                months = months_of(label_of(text, figure)) if figure.unit not in RATES else None
                if months is None or is_rough(text, figure) or months in known:
                    continue
                known[months] = figure
            yield from self._compare(prepared, known)

    def _compare(self, prepared: Prepared, known: dict[frozenset[int], Quantity]) -> Iterator[Finding]:
        text = prepared.text
        for whole, stated in known.items():
            inside = sorted((months for months in known if months < whole), key=len, reverse=True)
            chosen: list[frozenset[int]] = []
            covered: frozenset[int] = frozenset()
            for months in inside:
                if not months & covered:
                    chosen.append(months)
                    covered |= months
            parts = [known[months] for months in chosen]
            if covered != whole or len(parts) < 2 or any(part.unit != stated.unit for part in parts):
                continue
            if not total(parts).meets(Range.of(stated)):
                message = f"各期之和为{in_unit_of(_sum(parts), stated, text)}，与“{printed(text, stated)}”不符。"
                yield self.finding(prepared, stated.start, stated.end, message, suggestion="核对各期数和累计数。")
