"""Routing (行文规则): who a document may be addressed and copied to, and who must have signed it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import DocumentType, Role
from gongwen.document.structure import Element
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule

_UPWARD = frozenset({DocumentType.REQUEST, DocumentType.REPORT})
_REQUEST_HEAD = "---\ntype: 请示\ntitle: 云江市财政局关于追加防汛经费的请示\n"
_REQUEST_BODY = "---\n拟追加防汛经费50万元。\n妥否，请批示。"


_ORGAN = re.compile(r"(?:政府|委员会|局|厅|委|办公室|办公厅|院|部|署|党组|公司|大学|学院|中心)\Z")


def _organs(element: Element) -> Iterator[Element]:
    """The organs in one value: 市政府、省财政厅 are two, 文化、广电和旅游局 is one."""
    names = element.value.split("、")
    if not all(_ORGAN.search(name.strip()) for name in names):
        yield element
        return
    start = element.start
    for name in names:
        yield Element(element.name, name, start, start + len(name))
        start += len(name) + 1


class OneRecipient(Rule):
    """An upward document has one main recipient (主送一个上级机关)."""

    code = "RTE001"
    title = "上行文只主送一个上级机关"
    why = "多头主送会造成互相等待或批复不一，需要同时知悉的上级机关应当抄送。"
    source = "《党政机关公文处理工作条例》第十五条第（一）项"
    level = Level.REGULATION
    category = Category.ROUTING
    severity = Severity.MAJOR
    examples = (
        Example(
            f"{_REQUEST_HEAD}to: [云江市人民政府, 南岭省财政厅]\n{_REQUEST_BODY}",
            f"{_REQUEST_HEAD}to: [云江市人民政府]\ncc: [南岭省财政厅]\n{_REQUEST_BODY}",
        ),
        Example(
            "云江市财政局关于追加防汛经费的请示\n\n云江市人民政府、南岭省财政厅：\n\n拟追加防汛经费50万元。\n妥否，请批示。",
            "云江市财政局关于追加防汛经费的请示\n\n云江市人民政府：\n\n拟追加防汛经费50万元。\n妥否，请批示。",
        ),
    )
    near_misses = (
        "---\ntype: 通知\ntitle: 关于加强值班工作的通知\nto: [各县（区）人民政府, 市政府各部门]\n---\n"
        "请认真执行。",
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        recipients = [one for element in prepared.elements("to") for one in _organs(element)]
        kind = prepared.document_type
        if kind not in _UPWARD or len(recipients) < 2:
            return
        severity = Severity.MAJOR if kind is DocumentType.REQUEST else Severity.MINOR
        for recipient in recipients[1:]:
            yield self.finding(
                prepared,
                recipient.start,
                recipient.end,
                f"{kind.value}主送了{len(recipients)}个机关，“{recipient.value}”不应再作主送。",
                suggestion="只主送一个上级机关，其他上级机关改为抄送。",
                severity=severity,
            )


class RecipientIsLeader(Rule):
    """An upward document goes to the organ, not to a leader in person."""

    code = "RTE002"
    title = "上行文不得主送领导者个人"
    why = "直接报送个人会绕过机关办文程序，无法登记、交办和督办。"
    source = "《党政机关公文处理工作条例》第十五条第（五）项"
    level = Level.REGULATION
    category = Category.ROUTING
    severity = Severity.BLOCKER
    confidence = 0.9
    examples = (
        Example(
            f"{_REQUEST_HEAD}to: 林市长\n{_REQUEST_BODY}",
            f"{_REQUEST_HEAD}to: 云江市人民政府\n{_REQUEST_BODY}",
        ),
    )
    near_misses = (f"{_REQUEST_HEAD}to: 云江市人民政府办公室\n{_REQUEST_BODY}",)
    _leader = re.compile(
        r"(?:书记|省长|市长|县长|区长|州长|镇长|乡长|局长|厅长|部长|处长|科长|主任|主席|总理|秘书长|同志|先生|女士)\Z"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        if prepared.document_type not in _UPWARD:
            return
        for recipient in prepared.elements("to"):
            if self._leader.search(recipient.value) and not recipient.value.startswith("各"):
                message = f"主送“{recipient.value}”是领导者个人。"
                suggestion = "改为主送其所在机关；领导同志直接交办的事项除外。"
                yield self.finding(prepared, recipient.start, recipient.end, message, suggestion=suggestion)


class PublishedHasRecipient(Rule):
    """Published documents and minutes have no main recipient."""

    code = "RTE003"
    title = "公布性公文和纪要不写主送机关"
    why = "公告、通告、公报、决议、命令面向社会或全体公布，纪要以分送、抄送发出，写主送会缩小其范围。"
    source = "GB/T 9704-2012 7.3.2；《党政机关公文处理工作条例》第八条"
    level = Level.NATIONAL_STANDARD
    category = Category.ROUTING
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example(
            "---\ntype: 通告\ntitle: 云江市人民政府关于禁止燃放烟花爆竹的通告\nto: 各县（区）人民政府\n"
            "---\n现通告如下。",
            "---\ntype: 通告\ntitle: 云江市人民政府关于禁止燃放烟花爆竹的通告\n---\n现通告如下。",
        ),
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        kind = prepared.document_type
        if kind is None or kind.has_recipient:
            return
        if prepared.title is not None and "表彰" in prepared.title.value:
            # It should have been a decision, which has recipients.
            return
        for recipient in prepared.elements("to"):
            message = f"“{kind.value}”不应写主送机关。"
            suggestion = "删去主送机关；需要告知的机关列入抄送或分送。"
            yield self.finding(prepared, recipient.start, recipient.end, message, suggestion=suggestion)


class CopiedToSubordinate(Rule):
    """An upward document is not copied to subordinates."""

    code = "RTE004"
    title = "上行文不得抄送下级机关"
    why = "请示、报告的事项尚未经上级决定，抄送下级会使其提前执行或传播。"
    source = "《党政机关公文处理工作条例》第十五条第（一）项"
    level = Level.REGULATION
    category = Category.ROUTING
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            f"{_REQUEST_HEAD}to: 云江市人民政府\ncc: [各县（区）财政局]\n{_REQUEST_BODY}",
            f"{_REQUEST_HEAD}to: 云江市人民政府\ncc: [南岭省财政厅]\n{_REQUEST_BODY}",
        ),
    )
    _subordinates = re.compile(
        r"(?:各[县区乡镇村社市州]|各(?:街道|下属|直属|科室|处室|基层)|(?:局|厅|委|所)属各|所属各|本局各|我局各)"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        if prepared.document_type not in _UPWARD:
            return
        for copied in prepared.elements("cc"):
            if self._subordinates.match(copied.value):
                message = f"上行文抄送了下级机关“{copied.value}”。"
                suggestion = "从抄送中删去，待上级批复后另行文告知。"
                yield self.finding(prepared, copied.start, copied.end, message, suggestion=suggestion)


class UpwardWithoutSigner(Rule):
    """An upward document names who signed it for issue (签发人)."""

    code = "RTE005"
    title = "上行文应标注签发人"
    why = "上级机关据签发人判断下级主要负责人是否知情、负责。"
    source = "《党政机关公文处理工作条例》第九条第（六）项"
    level = Level.REGULATION
    category = Category.FORMAT
    severity = Severity.MAJOR
    examples = (
        Example(
            f"{_REQUEST_HEAD}number: 云财〔2026〕12号\nto: 云江市人民政府\n{_REQUEST_BODY}",
            f"{_REQUEST_HEAD}number: 云财〔2026〕12号\nsigner: 沈若川\nto: 云江市人民政府\n{_REQUEST_BODY}",
        ),
    )
    near_misses = (f"{_REQUEST_HEAD}to: 云江市人民政府\n{_REQUEST_BODY}",)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        kind = prepared.document_type
        # Before it is numbered a draft has not been signed, so there is nobody to name.
        if kind not in _UPWARD or prepared.elements("signer"):
            return
        for number in prepared.elements("number"):
            message = f"{kind.value}是上行文，已编号而没有标注签发人。"
            yield self.finding(
                prepared, number.start, number.end, message, suggestion="在发文字号右侧标注“签发人：姓名”。"
            )


class RecipientColon(Rule):
    """The recipients end with a full-width colon."""

    code = "RTE006"
    title = "主送机关后标全角冒号"
    why = "主送机关后的全角冒号引出正文，半角冒号或缺冒号不合版式。"
    source = "GB/T 9704-2012 7.3.2"
    level = Level.NATIONAL_STANDARD
    category = Category.FORMAT
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example(
            "云江市人民政府关于做好防汛工作的通知\n\n各县（区）人民政府:\n\n请认真做好防汛工作。",
            "云江市人民政府关于做好防汛工作的通知\n\n各县（区）人民政府：\n\n请认真做好防汛工作。",
        ),
    )

    _label = re.compile(r"[ \t\u3000]*主[ \u3000]?送")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        # Moved to the imprint (版记) the recipients end with a full stop.
        lines = [line for line in prepared.lines_of(Role.RECIPIENT) if not self._label.match(line.text)]
        if not lines:
            return
        end = lines[-1].start + len(lines[-1].text.rstrip())
        last = prepared.text[end - 1]
        if last in ":︰∶":
            yield self.finding(prepared, end - 1, end, "主送机关后应标全角冒号。", fix="：")
        elif last != "：":
            fix = "：" if last in "。；，、,;." else f"{last}："
            yield self.finding(prepared, end - 1, end, "主送机关后缺全角冒号。", fix=fix)


class CopiedFullStop(Rule):
    """The list of copied organs ends with a full stop."""

    code = "RTE007"
    title = "最后一个抄送机关后标句号"
    why = "句号表示抄送机关列完，缺句号易被添加。"
    source = "GB/T 9704-2012 7.4.2"
    level = Level.NATIONAL_STANDARD
    category = Category.FORMAT
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example(
            "云江市人民政府关于做好防汛工作的通知\n\n各县（区）人民政府：\n\n请认真做好防汛工作。\n\n"
            "云江市人民政府\n2026年5月8日\n\n抄送：市委办公室，市人大常委会办公室",
            "云江市人民政府关于做好防汛工作的通知\n\n各县（区）人民政府：\n\n请认真做好防汛工作。\n\n"
            "云江市人民政府\n2026年5月8日\n\n抄送：市委办公室，市人大常委会办公室。",
        ),
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        lines = [line for line in prepared.lines_of(Role.CC) if line.text.strip()]
        if not lines:
            return
        last = lines[-1]
        end = last.start + len(last.text.rstrip())
        if not last.text.rstrip().endswith("。"):
            last_character = prepared.text[end - 1]
            fix = "。" if last_character in ".；;，,、" else f"{last_character}。"
            yield self.finding(prepared, end - 1, end, "最后一个抄送机关名称后应标句号。", fix=fix)


class SignersOfOneIssuer(Rule):
    """One issuer has one signer (签发人); several stand a blank apart."""

    code = "RTE008"
    title = "签发人的标注"
    why = "单一机关行文由主要负责人一人签发；联合行文的多个签发人以空格分开，不用标点。"
    source = "GB/T 9704-2012 7.2.6；《党政机关公文处理工作条例》第二十二条"
    level = Level.NATIONAL_STANDARD
    category = Category.FORMAT
    severity = Severity.MINOR
    confidence = 0.85
    examples = (
        Example(
            "柳溪镇人民政府文件\n\n柳政〔2026〕18号　　签发人：孟春生、罗大年\n\n柳溪镇人民政府关于解决大桥重建资金的请示\n\n县人民政府：\n\n"
            "大桥急需重建。妥否，请批示。\n\n柳溪镇人民政府\n2026年5月8日",
            "柳溪镇人民政府文件\n\n柳政〔2026〕18号　　签发人：孟春生\n\n柳溪镇人民政府关于解决大桥重建资金的请示\n\n县人民政府：\n\n"
            "大桥急需重建。妥否，请批示。\n\n柳溪镇人民政府\n2026年5月8日",
        ),
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        signers = prepared.elements("signer")
        if len(signers) < 2 or prepared.role_at(signers[0].start) is Role.FRONT_MATTER:
            return
        start, end = signers[0].start, signers[-1].end
        if "、" in prepared.text[start:end] and "\n" not in prepared.text[start:end]:
            message = "签发人之间不用顿号；单一机关行文只标注一名签发人。"
            yield self.finding(prepared, start, end, message, suggestion="只标主要负责人，或以空格分开。")


class CopyForm(PatternRule):
    """抄送, not 抄报 or 抄发 (the regulation of 2012 knows 抄送 alone)."""

    code = "RTE009"
    title = "抄送机关统一用“抄送”"
    why = "现行规定不分上下级一律用“抄送”，“抄报”“抄发”是旧规定的用语。"
    source = "《党政机关公文处理工作条例》第九条第（十六）项"
    level = Level.REGULATION
    category = Category.FORMAT
    severity = Severity.MINOR
    has_fix = True
    examples = (Example("请认真贯彻执行。\n\n抄报：省人民政府。", "请认真贯彻执行。\n\n抄送：省人民政府。"),)
    near_misses = ("会议材料抄报省政府。",)
    pattern = re.compile(r"^[ \t\u3000]*(?P<word>抄[ \u3000]?[报发])(?=[：:])", re.MULTILINE)

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        return self.finding(prepared, *match.span("word"), f"“{match['word']}”应为“抄送”。", fix="抄送")
