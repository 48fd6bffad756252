"""The answer of a verification (验证结果): one verdict per signature, each finding a sentence with its code."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta, timezone
from enum import Enum
from typing import Any

from gongwen.seal.errors import SealError

BEIJING = timezone(timedelta(hours=8), "北京时间")


class Verdict(Enum):
    """What to make of a signature or a file; the value is the word on screen."""

    VALID = "有效"
    DOUBTFUL = "存疑"
    INVALID = "无效"
    UNSIGNED = "没有签章"


class Code(Enum):
    """Why; the values are part of the JSON contract."""

    BAD_FORMAT = "bad_format"
    REPEATED_PART = "repeated_part"
    CONTENT_CHANGED = "content_changed"
    DESCRIPTION_CHANGED = "description_changed"
    BAD_SIGNATURE = "bad_signature"
    BAD_SEAL_SIGNATURE = "bad_seal_signature"
    SEAL_REPLACED = "seal_replaced"
    CERTIFICATE_NOT_LISTED = "certificate_not_listed"
    SIGNER_CERTIFICATE = "signer_certificate"
    MAKER_CERTIFICATE = "maker_certificate"
    SEAL_PERIOD = "seal_period"
    TIME = "time"
    TIMESTAMP = "timestamp"
    PICTURE = "picture"
    WEAK_DIGEST = "weak_digest"
    COVERAGE = "coverage"
    UNPROTECTED_TIME = "unprotected_time"
    INFORMATION = "information"


@dataclass(frozen=True)
class Finding:
    """One finding: a sentence without full stop, and the parts of the package it is about."""

    code: Code
    message: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class SealFacts:
    """The seal as far as it concerns a reader; sizes in millimetres."""

    name: str
    id: str
    maker: str
    valid_from: datetime
    valid_until: datetime
    width: int
    height: int


@dataclass(frozen=True)
class CertificateFacts:
    """A signer's certificate as far as it concerns a reader."""

    name: str
    subject: str
    issuer: str
    serial: str
    not_before: datetime
    not_after: datetime


@dataclass(frozen=True)
class Changed:
    """A protected object that is not what was signed: the part, what it is in plain words, what became of it."""

    part: str
    label: str
    how: str


@dataclass(frozen=True)
class SignatureReport:
    """One signature. ``scheme`` names its form; ``signed_at`` is claimed, ``timestamped_at`` proven."""

    number: int
    scheme: str
    provider: str = ""
    seal: SealFacts | None = None
    signer: CertificateFacts | None = None
    signed_at: datetime | None = None
    timestamped_at: datetime | None = None
    pages: tuple[int, ...] = ()
    protected: int = 0
    changed: tuple[Changed, ...] = ()
    uncovered: tuple[str, ...] = ()
    refusals: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()

    @property
    def verdict(self) -> Verdict:
        if self.refusals:
            return Verdict.INVALID
        return Verdict.DOUBTFUL if self.doubts else Verdict.VALID


@dataclass(frozen=True)
class Report:
    """The answer for a file: its signatures in order, and the worst verdict among them."""

    format: str
    signatures: tuple[SignatureReport, ...] = field(default=())

    @property
    def verdict(self) -> Verdict:
        found = {signature.verdict for signature in self.signatures}
        for worst in (Verdict.INVALID, Verdict.DOUBTFUL, Verdict.VALID):
            if worst in found:
                return worst
        return Verdict.UNSIGNED

    def facts(self) -> dict[str, Any]:
        """The answer for machines: plain values, times in ISO 8601."""
        signatures = []
        for signature in self.signatures:
            facts = _plain(asdict(signature))
            signatures.append({"verdict": signature.verdict.name.lower(), **facts})
        return {"format": self.format, "verdict": self.verdict.name.lower(), "signatures": signatures}

    def text(self) -> str:
        """The answer for people, several lines."""
        lines = [f"结论：{self.verdict.value}"]
        for signature in self.signatures:
            lines += _lines(signature)
        return "\n".join(lines)


class InvalidSeal(SealError):
    """The file is not validly sealed; ``report`` says why for each signature."""

    def __init__(self, report: Report) -> None:
        self.report = report
        findings = [
            finding.message
            for signature in report.signatures
            for finding in (*signature.refusals, *signature.doubts)
        ]
        reason = findings[0] if findings else "文件中没有签章"
        super().__init__(f"签章{report.verdict.value}：{reason}。" if findings else f"{reason}。")


def _lines(signature: SignatureReport) -> list[str]:
    lines = [f"第{signature.number}个签章：{signature.verdict.value}（{signature.scheme}）"]
    if signature.seal is not None:
        lines.append(f"  印章：{signature.seal.name}（编码 {signature.seal.id}，制章人 {signature.seal.maker}）")
    if signature.signer is not None:
        lines.append(f"  签章人：{signature.signer.name}（发证机构 {signature.signer.issuer}）")
    if signature.signed_at is not None:
        lines.append(f"  签章时间：{_beijing(signature.signed_at)}")
    if signature.timestamped_at is not None:
        lines.append(f"  时间戳：{_beijing(signature.timestamped_at)}")
    if signature.pages:
        lines.append(f"  位置：第{'、'.join(map(str, signature.pages))}页")
    lines.append(f"  保护范围：{signature.protected} 个对象")
    lines += [f"  不符：{one.label}{one.how}（{one.part}）" for one in signature.changed]
    for word, findings in (("无效", signature.refusals), ("存疑", signature.doubts), ("说明", signature.notes)):
        lines += [f"  {word}：{finding.message}。" for finding in findings]
    return lines


def _beijing(moment: datetime) -> str:
    return f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}（北京时间）"


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case datetime():
            return value.isoformat()
        case Enum():
            return value.value
        case _:
            return value
