"""What the office's own records know better than the text (与台账核对). Silent where there are no records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from gongwen.document import DocumentType
from gongwen.document.structure import Element
from gongwen.proofread.facts.registered import MOST_ASKED, codes_of, find_complete, registered_as
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.records import RecordedPost, Relation
from gongwen.proofread.rule import Example, Rule

_REGISTER = "本单位公文登记台账"
_CITATION = re.compile(
    r"《(?P<title>[^《》\n]{4,100})》[（(](?P<number>[\u4e00-\u9fa5]{2,12}〔\d{4}〕\d{1,5}号)[）)]"
)


def _own(prepared: Prepared, offset: int) -> bool:
    return any(element.start <= offset < element.end for element in prepared.elements("number"))


class RepealedDocument(Rule):
    """A document of the office's own that is cited after it was repealed (已废止)."""

    code = "REC001"
    title = "引用本单位已废止的文件"
    why = "已经废止的文件不能再作为依据。"
    source = _REGISTER
    level = Level.UNIT
    category = Category.BASIS
    severity = Severity.MAJOR
    confidence = 0.95
    needs_records = True
    examples = (
        Example(
            "根据《云江市值班规定》（云政办发〔2020〕1号）执行。",
            "根据《云江市值班规定》（云政办发〔2026〕9号）执行。",
        ),
    )
    _past = re.compile(r"废止|失效|原|停止执行|修订|替代")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        known = prepared.registered
        reference = prepared.reference_date
        for match in find_complete(prepared.text) if known else ():
            found = registered_as(match, known)
            if found is None:
                continue
            start, document = found
            repealed_on = document.repealed_on
            if repealed_on is None or (reference and repealed_on > reference):
                continue
            around = prepared.text[max(0, match.start() - 60) : match.end() + 16]
            if self._past.search(around) or _own(prepared, match.start()):
                continue
            by = f"，由“{document.repealed_by}”取代" if document.repealed_by else ""
            message = f"“{document.number}”已于{_shown(repealed_on)}废止{by}。"
            yield self.finding(prepared, start, match.end(), message, suggestion="改引现行文件。")


class RecordedTitle(Rule):
    """A registered document is cited by its exact title."""

    code = "REC002"
    title = "引用标题与登记不符"
    why = "标题与字号对不上，读者按字号查到的是另一份文件。"
    source = _REGISTER
    level = Level.UNIT
    category = Category.BASIS
    severity = Severity.MAJOR
    confidence = 0.9
    needs_records = True
    examples = (
        Example(
            "根据《关于加强值班工作的通知》（云政办发〔2026〕5号）执行。",
            "根据《云江市人民政府办公室关于做好值班工作的通知》（云政办发〔2026〕5号）执行。",
        ),
    )
    near_misses = ("根据《关于做好值班工作的通知》（云政办发〔2026〕5号）执行。",)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        known = prepared.registered
        for match in _CITATION.finditer(prepared.text):
            document = known.get(match["number"])
            if document is None or _same_title(match["title"], document.title):
                continue
            message = f"“{document.number}”登记的标题是《{document.title}》。"
            yield self.finding(prepared, *match.span("title"), message, suggestion="按登记的标题和字号改正。")


def _same_title(cited: str, registered: str) -> bool:
    """Whether they are one title; the issuer at its front may be left out, inner marks and blanks do not count."""
    one, other = (re.sub(r"[\s〈〉《》“”]", "", title) for title in (cited, registered))
    issuer, about, _ = other.partition("关于")
    return (
        one == other
        or (bool(about) and other.endswith(one) and len(other) - len(one) <= len(issuer))
        or one.endswith(other)
    )


class UnknownNumber(Rule):
    """A number of a series kept here that was never given (字号不存在)."""

    code = "REC003"
    title = "引用的字号没有登记"
    why = "该字号属本单位登记的系列而台账中没有，说明字号写错。"
    source = _REGISTER
    level = Level.UNIT
    category = Category.BASIS
    severity = Severity.MAJOR
    confidence = 0.9
    needs_records = True
    examples = (Example("按照云政办发〔2026〕99号文件要求执行。", "按照云政办发〔2026〕5号文件要求执行。"),)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        if prepared.records is None:
            return
        matches = find_complete(prepared.text)
        codes = frozenset(code for match in matches for code in codes_of(match["code"]))
        series = prepared.records.series(codes) if codes else {}
        known = prepared.registered if series else {}
        for match in matches:
            code = next((code for code in codes_of(match["code"]) if code in series), None)
            if code is None or _own(prepared, match.start()) or registered_as(match, known) is not None:
                continue
            start = match.end("code") - len(code)
            message = f"{series[code]}的登记中没有“{prepared.text[start : match.end()]}”。"
            yield self.finding(prepared, start, match.end(), message, suggestion="核对字号。")


class NumberTaken(Rule):
    """The document's own number is not another document's (重号)."""

    code = "REC004"
    title = "发文字号已被其他文件使用"
    why = "一号两文，登记、引用和归档都会出错。"
    source = _REGISTER
    level = Level.UNIT
    category = Category.CONSISTENCY
    severity = Severity.BLOCKER
    confidence = 0.95
    needs_records = True
    examples = (
        Example(
            "---\ntype: 通知\nnumber: 云政办发〔2026〕5号\ntitle: 关于做好防汛工作的通知\n---\n请认真做好防汛工作。",
            "---\ntype: 通知\nnumber: 云政办发〔2026〕12号\ntitle: 关于做好防汛工作的通知\n---\n请认真做好防汛工作。",
        ),
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        known = prepared.registered if prepared.title is not None else {}
        for element in prepared.elements("number"):
            document = known.get(element.value)
            if document is None or prepared.title is None or _same_title(prepared.title.value, document.title):
                continue
            message = f"“{document.number}”已用于《{document.title}》。"
            yield self.finding(prepared, element.start, element.end, message, suggestion="重新编号。")


class PostOnThatDay(Rule):
    """A person is called by a post he or she holds on that day (职务)."""

    code = "REC005"
    title = "人员职务与任职登记不符"
    why = "职务写错、写旧，是公文最不能出的差错之一。"
    source = "本单位任职登记"
    level = Level.UNIT
    category = Category.CONSISTENCY
    severity = Severity.MAJOR
    confidence = 0.9
    needs_records = True
    examples = (Example("由市财政局局长沈若川介绍情况。", "由市财政局副局长沈若川介绍情况。"),)
    near_misses = (
        "由市财政局原局长沈若川介绍情况。",
        "任命沈若川为市水利局局长。",
        "由市水利局局长林知远介绍情况。",
    )
    _post = re.compile(
        r"(?P<prefix>[\u4e00-\u9fa5]{0,24}?)(?P<title>(?:常务|党组|工委)?副?(?:书记|[省市县区州镇乡]长|局长|厅长|部长|主任|处长|科长|秘书长|主席|检察长|院长|校长|所长|站长|大队长|支队长))"
        r"(?P<name>[\u4e00-\u9fa5]{2,4})"
    )
    _former = re.compile(r"原|前任?|时任|任命|免去|任\Z|曾任|拟任|提名")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        day = prepared.reference_date
        if prepared.records is None or day is None:
            return
        matches = [
            match for match in self._post.finditer(prepared.text) if not self._former.search(match["prefix"])
        ]
        names = frozenset(name for match in matches[:MOST_ASKED] for name in _names(match["name"]))
        held = prepared.records.posts(names, day) if names else {}
        for match in matches[:MOST_ASKED]:
            name = next((name for name in _names(match["name"]) if name in held), None)
            if name is None or self._holds(match, held[name]):
                continue
            start = match.start("title")
            end = match.start("name") + len(name)
            message = f"{name}在{_shown(day)}{self._posts(held[name])}，不是{match['title']}。"
            yield self.finding(prepared, start, end, message, suggestion="按任职登记改正职务。")

    def _holds(self, match: re.Match[str], posts: tuple[RecordedPost, ...]) -> bool:
        """Whether one of the posts bears this title in the organ named, or in none where the text names none."""
        titled = [post for post in posts if post.title == match["title"] or post.title.endswith(match["title"])]
        exact = [
            post for post in titled if not (post.title.startswith("副") and not match["title"].startswith("副"))
        ]
        organ = re.split(r"[由请经和与、]", match["prefix"])[-1]
        if not organ:
            return bool(exact)
        return any(
            organ.endswith(tuple(post.organ_names)) or any(name.endswith(organ) for name in post.organ_names)
            for post in exact
        )

    def _posts(self, posts: tuple[RecordedPost, ...]) -> str:
        if not posts:
            return "没有任职登记"
        return "任" + "、".join(f"{min(post.organ_names, key=len, default='')}{post.title}" for post in posts)


def _names(run: str) -> Iterator[str]:
    """What the name may be where words run on: 沈若川介绍 → 沈若川介, 沈若川, 沈若."""
    for length in (4, 3, 2):
        if len(run) >= length:
            yield run[:length]


class FormerName(Rule):
    """An organ is called by the name it has on that day (机关曾用名)."""

    code = "REC006"
    title = "机关名称已经变更"
    why = "机关更名后仍用旧名，主送、署名和职责都会指向不存在的机关。"
    source = "本单位机构名录"
    level = Level.UNIT
    category = Category.CONSISTENCY
    severity = Severity.MAJOR
    confidence = 0.9
    needs_records = True
    examples = (Example("请云江市经济贸易委员会牵头落实。", "请云江市工业和信息化局牵头落实。"),)
    near_misses = ("原云江市经济贸易委员会印发的文件继续有效。",)
    _past = re.compile(r"原|时任|更名|改为|组建|撤销|当时|曾")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        day = prepared.reference_date
        if prepared.records is None or day is None:
            return
        changes = {change.former: change for change in prepared.records.former_names() if change.renamed_on <= day}
        if not changes:
            return
        names = "|".join(sorted(map(re.escape, changes), key=len, reverse=True))
        for match in re.finditer(names, prepared.text):
            around = prepared.text[max(0, match.start() - 6) : match.end() + 8]
            change = changes[match[0]]
            if self._past.search(around) or prepared.text.startswith(change.current, match.start()):
                continue
            message = f"“{change.former}”自{_shown(change.renamed_on)}起改称“{change.current}”。"
            yield self.finding(prepared, *match.span(), message, suggestion=f"改为“{change.current}”。")


class MayWrite(Rule):
    """The type fits what the recipient is to the sender (行文关系)."""

    code = "REC007"
    title = "文种与行文关系不符"
    why = "请示、报告只主送上级，批复只主送下级，越级行文、逆向行文都会被退回。"
    source = "《党政机关公文处理工作条例》第八条、第十四条、第十五条、第十六条；本单位机构名录"
    level = Level.REGULATION
    category = Category.ROUTING
    severity = Severity.MAJOR
    confidence = 0.9
    needs_records = True
    examples = (
        Example(
            "---\ntype: 请示\nissuer: 云江市财政局\ntitle: 云江市财政局关于追加经费的请示\nto: 云江市水利局\n---\n妥否，请批示。",
            "---\ntype: 请示\nissuer: 云江市财政局\ntitle: 云江市财政局关于追加经费的请示\nto: 云江市人民政府\n---\n妥否，请批示。",
        ),
        Example(
            "---\ntype: 请示\nissuer: 云江市财政局\ntitle: 云江市财政局关于追加经费的请示\nto: 南岭省人民政府\n---\n妥否，请批示。",
            "---\ntype: 请示\nissuer: 云江市财政局\ntitle: 云江市财政局关于追加经费的请示\nto: 云江市人民政府\n---\n妥否，请批示。",
        ),
    )
    _allowed: Mapping[DocumentType, frozenset[Relation]] = {
        DocumentType.REQUEST: frozenset({Relation.SUPERIOR}),
        DocumentType.REPORT: frozenset({Relation.SUPERIOR}),
        DocumentType.APPROVAL_REPLY: frozenset({Relation.SUBORDINATE}),
        DocumentType.LETTER: frozenset({Relation.PEER, Relation.SUBORDINATE, Relation.HIGHER}),
        DocumentType.NOTICE: frozenset({Relation.SUBORDINATE, Relation.PEER}),
        DocumentType.CIRCULAR: frozenset({Relation.SUBORDINATE, Relation.PEER}),
        DocumentType.DECISION: frozenset({Relation.SUBORDINATE, Relation.PEER}),
    }
    _instead = {
        Relation.PEER: "对不相隶属机关用函。",
        Relation.HIGHER: "逐级行文；确需越级的，同时抄送被越过的机关。",
        Relation.SUPERIOR: "对上级机关用请示或者报告。",
        Relation.SUBORDINATE: "对下级机关用通知、批复等下行文。",
    }

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        kind = prepared.document_type
        issuers = prepared.elements("issuer")
        recipients = prepared.elements("to")
        if prepared.records is None or kind is None or len(issuers) != 1 or not recipients:
            return
        copied = prepared.elements("cc")
        sender = _joined(issuers[0])
        names = frozenset(_joined(one) for one in (*recipients, *copied)[:MOST_ASKED])
        relations = prepared.records.relations(sender, names)
        for recipient in recipients:
            relation = relations.get(_joined(recipient))
            if relation is None or relation in self._allowed.get(kind, frozenset(Relation)):
                continue
            message = f"“{recipient.value}”是“{sender}”的{relation.value}机关，{kind.value}不应主送。"
            yield self.finding(
                prepared, recipient.start, recipient.end, message, suggestion=self._instead[relation]
            )
        if kind.is_upward:
            for one in copied:
                if relations.get(_joined(one)) is Relation.SUBORDINATE:
                    message = f"上行文抄送了下级机关“{one.value}”。"
                    yield self.finding(
                        prepared, one.start, one.end, message, suggestion="从抄送中删去，待上级批复后另行告知。"
                    )


def _joined(element: Element) -> str:
    return "".join(element.value.split())


def _shown(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
