"""Names of organs (机构名称): in force on the day of the document, right for the level, right for their meetings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from gongwen.proofread.facts.terms import Term
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.lexicon import read_lexicon
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule


@dataclass(frozen=True)
class FormerOrgan(Term):
    """A name that an organ bore until ``renamed_on``."""

    current: str
    renamed_on: date
    source: str


class RenamedOrgan(Rule):
    """An organ is called by the name it bears on the day of the document."""

    code = "ORG001"
    title = "机构名称已变更"
    why = "机构改革后仍用旧名，公文会送错单位、引错主管部门。"
    source = "党和国家机构改革方案"
    level = Level.REGULATION
    category = Category.BASIS
    severity = Severity.MINOR
    confidence = 0.9
    examples = (
        Example(
            "---\ntitle: 关于做好耕地保护工作的通知\ndate: 2025-03-05\n---\n由市国土资源局牵头。",
            "---\ntitle: 关于做好耕地保护工作的通知\ndate: 2025-03-05\n---\n由市自然资源局牵头。",
        ),
        Example(
            "---\ntitle: 关于做好风险监测工作的通知\ndate: 2024-03-05\n---\n报送中国银保监会。",
            "---\ntitle: 关于做好风险监测工作的通知\ndate: 2024-03-05\n---\n报送国家金融监督管理总局。",
        ),
    )
    near_misses = (
        "---\ntitle: 关于做好耕地保护工作的通知\ndate: 2016-03-05\n---\n由市国土资源局牵头。",
        "---\ntitle: 关于做好耕地保护工作的通知\ndate: 2025-03-05\n---\n原市国土资源局的职责划入市自然资源局。",
        "---\ntitle: 关于做好耕地保护工作的通知\ndate: 2025-03-05\n---\n2016年，市国土资源局印发了《云江市国土资源局关于加强耕地保护的通知》。",
        "---\ntitle: 关于做好税收工作的通知\ndate: 2025-03-05\n---\n由市税务局、省生态环境保护厅际会议协调。",
        "---\ntitle: 关于表彰先进的通报\ndate: 2025-03-05\n---\n沈若川，时任县环境保护局局长。",
    )
    _history = re.compile(
        r"(?:原|时任|前|历任|曾任|曾为|旧称|曾用名|撤销|不再保留|更名前的?|改革前的?)[^，。；、\n]{0,10}\Z"
    )
    _year = re.compile(r"(?<!\d)((?:19|20)\d\d)年")

    def terms(self) -> Iterable[Term]:
        columns = ("former", "current", "renamed_on", "source")
        return (
            FormerOrgan(former, current, date.fromisoformat(day), source)
            for former, current, day, source in read_lexicon("renamed_organs", columns)
        )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        day = prepared.reference_date
        if day is None:
            return
        last = -1
        for place in prepared.occurrences(FormerOrgan):
            organ = place.term
            if place.start < last or day < organ.renamed_on or self._is_history(prepared.text, place.start, organ):
                continue
            if prepared.text[place.end : place.end + 1] in _GOES_ON:
                continue
            last = place.end
            message = (
                f"“{organ.word}”已于{organ.renamed_on.year}年更名或撤销，现为“{organ.current}”（{organ.source}）。"
            )
            suggestion = "改用现名；确指当时机构的，加“原”字。"
            yield self.finding(prepared, place.start, place.end, message, suggestion=suggestion)

    def _is_history(self, text: str, start: int, organ: FormerOrgan) -> bool:
        """Whether the text says itself that it speaks of the past: 原, an earlier year, a cited title."""
        sentence = max(text.rfind(mark, max(0, start - 200), start) for mark in "。；！？\n") + 1
        before = text[sentence:start]
        if self._history.search(before) or before.count("《") > before.count("》"):
            return True
        if before.count("（") > before.count("）") and "原" in before[before.rindex("（") :]:
            return True
        return any(int(year) < organ.renamed_on.year for year in self._year.findall(before))


_GOES_ON = frozenset("门际")
"""What makes the name a part of another word, as 门 does in 环境保护部门."""


class LevelOfOrgan(PatternRule):
    """A province has 厅, a city and a county have 局 (机构层级称谓)."""

    code = "NAM002"
    title = "机构称谓与层级不符"
    why = "省级部门称“厅”，市、县部门称“局”，写错层级等于写错机关。"
    source = "地方各级人民政府机构设置和编制管理条例"
    level = Level.REGULATION
    category = Category.CONSISTENCY
    severity = Severity.MINOR
    confidence = 0.9
    examples = (
        Example("由市审计厅负责审计。", "由市审计局负责审计。"),
        Example("报省财政局备案。", "报省财政厅备案。"),
    )
    near_misses = ("报省财政厅、市财政局备案。", "在市政务服务大厅办理。", "省市场监督管理局、市水利局参加。")
    _departments = "财政|审计|教育|科技|科学技术|公安|民政|司法|水利|交通运输|自然资源|生态环境|住房和?城乡建设|农业农村|商务|文化和旅游|人力资源和?社会保障|工业和信息化|退役军人事务|应急管理"
    pattern = re.compile(
        rf"(?P<low>(?<!直辖)[市县区](?:{_departments})厅)(?![级局长干、])"
        rf"|(?<=[，。；：由报送经])(?P<bare>(?:{_departments})厅)(?![级局长干])"
        r"|(?P<high>省(?:财政|审计|教育|科技|公安|民政|司法|水利|交通运输|自然资源|生态环境|住房和?城乡建设|农业农村|商务|文化和旅游|人力资源和?社会保障)局)(?![长系])"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if match["bare"] and not self._is_below_province(prepared):
            return None
        right = f"{match[0][:-1]}{'厅' if match['high'] else '局'}"
        return self.finding(prepared, *match.span(), f"“{match[0]}”应为“{right}”。", suggestion="核对机构名称。")

    @staticmethod
    def _is_below_province(prepared: Prepared) -> bool:
        """Whether the title names a city or county, and the text speaks of no province."""
        title = prepared.title.value if prepared.title is not None else ""
        return re.match(r"[\u4e00-\u9fa5]{2,4}[市县区]", title) is not None and "省" not in prepared.text


class MeetingName(PatternRule):
    """A government holds 常务会议, a Party committee 常委会会议."""

    code = "NAM005"
    title = "会议名称与机关不符"
    why = "政府召开常务会议，党委召开常委会会议，写混了就成了另一个机关的会议。"
    source = "地方各级人民代表大会和地方各级人民政府组织法；中国共产党地方委员会工作条例"
    level = Level.LAW
    category = Category.CONSISTENCY
    severity = Severity.MINOR
    confidence = 0.9
    examples = (
        Example("市人民政府第46次常委会议讨论通过。", "市人民政府第46次常务会议讨论通过。"),
        Example("经市委2025年10月17日常务会议研究同意。", "经市委2025年10月17日常委会会议研究同意。"),
    )
    near_misses = (
        "市人民政府第46次常务会议、市委常委会会议审议通过。",
        "市人大常委会会议听取市政府工作报告。",
        "经市委、市政府常务会议研究同意。",
    )
    pattern = re.compile(
        r"(?P<government>(?:人民政府|[省市县区]政府)(?:党组)?[^，。；、\n委党]{0,12}?)(?P<wrong>常委会?会?议)"
        r"|(?P<party>[省市县区]委)(?![、\u4e00-\u9fa5]{0,6}政府)[^，。；、\n政府会]{0,14}?(?P<executive>常务会议)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if match["wrong"]:
            return self.finding(
                prepared, *match.span("wrong"), "政府的会议应为“常务会议”。", suggestion="改为“常务会议”。"
            )
        message = "党委的会议应为“常委会会议”。"
        return self.finding(prepared, *match.span("executive"), message, suggestion="改为“常委会会议”。")
