"""Verify the signatures of a PDF file: SM2 messages (GM/T 0010) with or without a seal, others through pyHanko."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from gongwen.guard import Deadline
from gongwen.seal.cms import SignedMessage, read_signed_message
from gongwen.seal.der import outer_value
from gongwen.seal.errors import BadStructure, SealError
from gongwen.seal.judging import (
    CLOCK_TOLERANCE,
    Circumstances,
    Findings,
    certificate_facts,
    judge_certificate,
    judge_seal,
    judge_time,
    judge_use,
    moment,
    seal_facts,
)
from gongwen.seal.pdf_facts import PdfFacts, PdfSignature
from gongwen.seal.pdf_process import read_facts_apart
from gongwen.seal.pki.chain import Trust
from gongwen.seal.report import Changed, Code, Report, SignatureReport
from gongwen.seal.ses import read_seal
from gongwen.seal.sm import sm3
from gongwen.seal.timestamp import judge_timestamp

_FILE = "PDF 文件"
_HOLE_SPARE = 64
"""Bytes beside the signature value that may stand in its place: brackets, a few blanks."""


def inspect_pdf(data: bytes, trust: Trust, *, now: datetime, deadline: Deadline | None = None) -> Report:
    """The answer for a PDF file; raises a ReadingError where it cannot be read at all."""
    deadline = deadline or Deadline()
    return judge_facts(data, read_facts_apart(data, trust, now, deadline), trust, now, deadline)


def judge_facts(data: bytes, facts: PdfFacts, trust: Trust, now: datetime, deadline: Deadline) -> Report:
    """The answer from what was read of the file."""
    cases = [
        _Case(data, signature, number, Circumstances(trust, now))
        for number, signature in enumerate(facts.signatures, start=1)
    ]
    for case in cases:
        deadline.check()
        case.judge()
    ends = [case.end for case in cases]
    for case in cases:
        case.judge_later_changes(ends)
        case.compare_times(cases)
    return Report("PDF", tuple(case.report() for case in cases))


@dataclass
class _Case:
    """One signature while it is judged."""

    data: bytes
    signature: PdfSignature
    number: int
    circumstances: Circumstances
    end: int = 0
    at: datetime | None = None
    findings: Findings = field(default_factory=Findings)
    changed: list[Changed] = field(default_factory=list)
    facts: SignatureReport = field(default_factory=lambda: SignatureReport(0, "无法识别的签名"))

    def judge(self) -> None:
        signed = self._covered()
        if signed is None:
            self.findings.refuse(Code.BAD_FORMAT, "签名的覆盖范围不合规定，范围之外可能藏有内容")
            return
        try:
            value = outer_value(self.signature.contents)
            self._judge_message(read_signed_message(value), signed)
        except BadStructure as error:
            self._judge_other(error)
        except SealError as error:
            self.findings.refuse(Code.BAD_FORMAT, str(error).rstrip("。"))

    def report(self) -> SignatureReport:
        return replace(
            self.facts,
            number=self.number,
            signed_at=self.at,
            protected=1,
            changed=tuple(self.changed),
            refusals=tuple(self.findings.refusals),
            doubts=tuple(self.findings.doubts),
            notes=tuple(self.findings.notes),
        )

    def judge_later_changes(self, ends: Sequence[int]) -> None:
        """What was written after the signed state: further signatures, or more."""
        later = self.signature.later
        if not self.end or later is None:
            return
        if later.pages is None:
            self.findings.doubt(Code.CONTENT_CHANGED, "签章之后文件又有追加，无法核对页面是否有变化")
        for number in later.pages or ():
            self.changed.append(Changed(_FILE, f"第{number}页", "显示的内容在签章之后有变化"))
            self.findings.refuse(Code.CONTENT_CHANGED, f"第{number}页显示的内容在签章之后有变化")
        if max(ends) < len(self.data):
            self.findings.doubt(Code.COVERAGE, "最后一个签章之后文件又有追加，追加的内容不受任何签章保护")
        elif not later.pages:
            self.findings.note("签章之后文件又有追加（如后续签章），页面内容没有变化")
        if later.annotations:
            self.findings.doubt(Code.CONTENT_CHANGED, "签章之后文件增加了批注或表单域，可能遮盖页面内容")

    def compare_times(self, cases: Sequence[_Case]) -> None:
        """A signature written after another cannot be older."""
        for other in cases:
            if other.at is None or self.at is None or not other.end < self.end:
                continue
            if self.at < other.at - CLOCK_TOLERANCE:
                self.findings.refuse(
                    Code.TIME,
                    f"签章时间（{moment(self.at)}）早于它之前的第{other.number}个签章（{moment(other.at)}），"
                    "签章时的时钟可能被调回",
                )

    def _covered(self) -> bytes | None:
        """The bytes that are signed: all up to an end, but for the signature value itself; None for other ranges."""
        numbers = self.signature.byte_range
        if len(numbers) != 4:
            return None
        first, gap, after, length = numbers
        end = after + length
        if first != 0 or not 0 < gap < after or length <= 0 or end > len(self.data):
            return None
        if after - gap > 2 * len(self.signature.contents) + _HOLE_SPARE:
            return None
        hole = self.data[gap:after]
        if hole[:1] != b"<" or hole[-1:] != b">":
            return None
        try:
            if bytes.fromhex(hole[1:-1].decode("ascii")) != self.signature.contents:
                return None
        except ValueError:
            return None
        self.end = end
        return self.data[:gap] + self.data[after:end]

    def _judge_message(self, message: SignedMessage, signed: bytes) -> None:
        findings, circumstances = self.findings, self.circumstances
        self.at = message.at
        self.facts = replace(self.facts, scheme="数字签名，GM/T 0010", signer=certificate_facts(message.signer))
        if not message.is_signed(signed):
            findings.refuse(Code.BAD_SIGNATURE, "签名人的签名无效，签名值与签名内容、证书不相符")
        if message.content is not None or not message.attributes or message.digest != sm3(signed):
            self.changed.append(Changed(_FILE, "PDF 文件内容", "在签章之后被改动"))
            findings.refuse(Code.CONTENT_CHANGED, "PDF 文件内容在签章之后被改动")
        proven = self._judge_timestamp(message)
        at = message.at or circumstances.now
        if message.at is None:
            findings.doubt(Code.UNPROTECTED_TIME, "签名中没有签名时间，按现在的时间核对证书")
        if message.seal:
            seal = read_seal(message.seal)
            self.facts = replace(self.facts, scheme="电子印章和数字签名，GM/T 0010", seal=seal_facts(seal))
            judge_seal(seal, circumstances, findings)
            judge_use(seal, message.signer, at, circumstances, findings)
        else:
            judge_time(at, circumstances, findings)
        judge_certificate(
            message.signer,
            at,
            circumstances,
            findings,
            code=Code.SIGNER_CERTIFICATE,
            sent_along=message.certificates,
            is_time_proven=proven,
        )

    def _judge_timestamp(self, message: SignedMessage) -> bool:
        if not message.timestamp:
            return False
        at = judge_timestamp(message.timestamp, message.signature, self.at, self.circumstances, self.findings)
        self.facts = replace(self.facts, timestamped_at=at)
        return at is not None

    def _judge_other(self, error: BadStructure) -> None:
        """A signature without SM2: integrity and trust by the rules of PAdES."""
        answer = self.signature.ordinary
        if answer is None:
            self.findings.refuse(Code.BAD_FORMAT, str(error).rstrip("。"))
            return
        self.facts, self.at = replace(self.facts, scheme=answer.scheme, signer=answer.signer), answer.at
        if not answer.is_intact:
            self.changed.append(Changed(_FILE, "PDF 文件内容", "在签章之后被改动"))
            self.findings.refuse(Code.CONTENT_CHANGED, "PDF 文件内容在签章之后被改动")
        if not answer.is_valid:
            self.findings.refuse(Code.BAD_SIGNATURE, "签名人的签名无效，签名值与签名内容、证书不相符")
        elif not answer.is_trusted:
            self.findings.doubt(
                Code.SIGNER_CERTIFICATE, "无法确认签名人证书的来源：找不到通向受信任根证书的证书链"
            )
