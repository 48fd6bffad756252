"""The issuer (发文机关): one in title, red head, number and signature; and the elements that may not be missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import DocumentType, Role
from gongwen.proofread.facts.organs import same_organ
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, Rule

_JOINT = re.compile(r"[、 \u3000\n]")


def named_issuer(prepared: Prepared) -> str:
    """The issuer the title starts with, else that of the red head, else the one stated; empty for joint documents."""
    title = prepared.title
    name = title.value.partition("关于")[0].strip() if title is not None and "关于" in title.value else ""
    marks = prepared.elements("issuer_mark")
    if not name and len(marks) == 1:
        name = marks[0].value.removesuffix("文件")
    stated = [one for one in prepared.elements("issuer") if prepared.role_at(one.start) is Role.FRONT_MATTER]
    if not name and len(stated) == 1:
        name = stated[0].value
    return "" if _JOINT.search(name) or not 4 <= len(name) <= 40 else name


class IssuerDiffers(Rule):
    """Title, red head and signature name one issuer (发文机关)."""

    code = "GEN015"
    title = "署名与标题、版头的发文机关应一致"
    why = "署名与标题的机关不同，说明套用旧文未改，公文的责任主体不明。"
    source = "《党政机关公文处理工作条例》第九条第（四）项、第（七）项、第（十一）项"
    level = Level.REGULATION
    category = Category.CONSISTENCY
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "临湖县人民政府办公室关于加强消防安全工作的通知\n\n各乡镇人民政府：\n\n请认真做好消防安全工作。\n\n临湖县人民政府\n2026年5月8日",
            "临湖县人民政府办公室关于加强消防安全工作的通知\n\n各乡镇人民政府：\n\n请认真做好消防安全工作。\n\n临湖县人民政府办公室\n2026年5月8日",
        ),
    )
    near_misses = (
        "云江市发展和改革委员会关于做好保供工作的通知\n\n各县（区）发展改革局：\n\n请认真做好保供工作。\n\n云江市发展改革委\n2026年5月8日",
        "关于加强消防安全工作的通知\n\n各乡镇人民政府：\n\n请认真做好消防安全工作。\n\n临湖县应急管理局\n2026年5月8日",
        "云江市教育局　云江市财政局关于做好资助工作的通知\n\n各县（区）教育局、财政局：\n\n请认真做好资助工作。\n\n云江市教育局\n云江市财政局\n"
        "2026年5月8日",
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        signed = [
            one
            for one in prepared.elements("issuer")
            if prepared.role_at(one.start) in (Role.SIGNATURE, Role.DATE)
        ]
        title = prepared.title
        if len(signed) != 1 or title is None:
            return
        named = named_issuer(prepared)
        if named and not same_organ(named, "".join(signed[0].value.split())):
            message = f"署名“{signed[0].value}”与发文机关“{named}”不一致。"
            yield self.finding(
                prepared,
                signed[0].start,
                signed[0].end,
                message,
                suggestion="核对发文机关，使标题、版头和署名一致。",
            )


class CodeOfAnother(Rule):
    """The code of the number (机关代字) belongs to the issuer: 政办发 to the office, 政发 to the government."""

    code = "NUM009"
    title = "机关代字应与发文机关相符"
    why = "以政府代字编办公室的文，或相反，字号登记和效力层级都会错。"
    source = "《党政机关公文处理工作条例》第九条第（五）项"
    level = Level.REGULATION
    category = Category.CONSISTENCY
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example(
            "---\ntype: 通知\nissuer: 云江市人民政府办公室\nnumber: 云政发〔2026〕12号\ntitle: 云江市人民政府办公室关于加强值班工作的通知\n---\n请认真执行。",
            "---\ntype: 通知\nissuer: 云江市人民政府办公室\nnumber: 云政办发〔2026〕12号\ntitle: 云江市人民政府办公室关于加强值班工作的通知\n---\n请认真执行。",
        ),
    )
    near_misses = (
        "---\ntype: 通知\nissuer: 云江市行政审批局\nnumber: 云政审发〔2026〕12号\ntitle: 关于加强窗口管理的通知\n---\n请认真执行。",
    )
    _code = re.compile(
        r"[\u4e00-\u9fa5]{1,4}?(?P<party>委|政)(?P<office>办)?(?:发|函|字|报|请|复|通|电|文|督)?(?:明电)?[〔\[【（(]"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        name = named_issuer(prepared)
        for number in prepared.elements("number"):
            match = self._code.match(number.value)
            if match is None:
                continue
            government, office = name.endswith("人民政府"), name.endswith(("人民政府办公室", "人民政府办公厅"))
            if match["party"] == "政" and ((office and not match["office"]) or (government and match["office"])):
                end = number.start + match.end() - 1
                message = f"机关代字“{number.value[: match.end() - 1]}”与发文机关“{name}”不符。"
                yield self.finding(prepared, number.start, end, message, suggestion="核对机关代字和发文机关。")


class MissingElement(Rule):
    """A numbered document has a recipient, a signature and a date."""

    code = "GEN018"
    title = "缺少主送机关、署名或成文日期"
    why = "要素不全的公文，受文机关无法确认谁发给谁、何时生效。"
    source = "《党政机关公文处理工作条例》第九条第（八）项、第（十一）项、第（十二）项"
    level = Level.REGULATION
    category = Category.FORMAT
    severity = Severity.MAJOR
    confidence = 0.8
    _head = "云江市人民政府办公室文件\n\n云政办发〔2026〕12号\n\n云江市人民政府办公室关于做好防汛工作的通知\n\n"
    _body = "各县（区）人民政府：\n\n请认真做好防汛工作。\n\n"
    examples = (
        Example(f"{_head}{_body}云江市人民政府办公室\n", f"{_head}{_body}云江市人民政府办公室\n2026年5月8日\n"),
        Example(f"{_head}{_body}2026年5月8日\n", f"{_head}{_body}云江市人民政府办公室\n2026年5月8日\n"),
        Example(
            f"{_head}请认真做好防汛工作。\n\n云江市人民政府办公室\n2026年5月8日\n",
            f"{_head}{_body}云江市人民政府办公室\n2026年5月8日\n",
        ),
    )
    near_misses = ("云江市人民政府办公室关于做好防汛工作的通知\n\n请认真做好防汛工作。",)
    _needs_recipient = frozenset(
        {
            DocumentType.NOTICE,
            DocumentType.REQUEST,
            DocumentType.REPORT,
            DocumentType.APPROVAL_REPLY,
            DocumentType.LETTER,
        }
    )
    _date_line = re.compile(r"[ \t\u3000]*\d{4}年\d{1,2}月\d{1,2}日[ \t\u3000]*")
    _unsigned = frozenset(
        {
            DocumentType.MINUTES,
            DocumentType.ORDER,
            DocumentType.BILL,
            DocumentType.COMMUNIQUE,
            DocumentType.RESOLUTION,
        }
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        kind, title = prepared.document_type, prepared.title
        numbers = prepared.elements("number")
        # What comes with front matter is a draft in hand: its elements are filled in as it goes.
        if kind is None or title is None or not numbers or prepared.role_at(numbers[0].start) is Role.FRONT_MATTER:
            return
        dates = prepared.elements("date")
        signed = [
            one
            for one in prepared.elements("issuer")
            if prepared.role_at(one.start) in (Role.SIGNATURE, Role.DATE)
        ]
        if kind in self._needs_recipient and not prepared.elements("to"):
            message = f"{kind.value}没有主送机关。"
            yield self.finding(prepared, title.start, title.end, message, suggestion="在标题下写明主送机关。")
        if kind in self._unsigned:
            return
        if not dates and not any(self._date_line.fullmatch(line.text) for line in prepared.lines):
            place = signed[0] if signed else title
            yield self.finding(prepared, place.start, place.end, "没有成文日期。", suggestion="写明成文日期。")
        elif dates and not signed and not prepared.elements("signer"):
            yield self.finding(
                prepared,
                dates[0].start,
                dates[0].end,
                "没有发文机关署名。",
                suggestion="在成文日期之上署发文机关名称。",
            )


class MinutesSigned(Rule):
    """Minutes (纪要) carry no signature and no seal."""

    code = "GEN019"
    title = "纪要不署名、不盖章"
    why = "纪要由版头标明会议名称，不写发文机关署名，不加盖印章。"
    source = "GB/T 9704-2012 10.3；《党政机关公文处理工作条例》第九条第（十三）项"
    level = Level.NATIONAL_STANDARD
    category = Category.FORMAT
    severity = Severity.MINOR
    confidence = 0.8
    examples = (
        Example(
            "云江市人民政府常务会议纪要\n\n〔2026〕5号\n\n2026年3月2日，市长主持召开市政府常务会议。\n\n会议原则同意预算草案。\n\n云江市人民政府\n"
            "2026年3月5日",
            "云江市人民政府常务会议纪要\n\n〔2026〕5号\n\n2026年3月2日，市长主持召开市政府常务会议。\n\n会议原则同意预算草案。",
        ),
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        if prepared.document_type is not DocumentType.MINUTES:
            return
        for one in prepared.elements("issuer"):
            if prepared.role_at(one.start) is Role.SIGNATURE:
                yield self.finding(prepared, one.start, one.end, "纪要不写发文机关署名。", suggestion="删去署名。")
