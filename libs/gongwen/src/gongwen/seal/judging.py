"""What every kind of signature is judged by: its certificates, its seal, its times."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gongwen.seal.pki.certificate import Certificate
from gongwen.seal.pki.chain import Trust, standing
from gongwen.seal.report import BEIJING, CertificateFacts, Code, Finding, SealFacts
from gongwen.seal.ses import ElectronicSeal

CLOCK_TOLERANCE = timedelta(minutes=5)
"""How far two honest clocks may differ."""


@dataclass
class Findings:
    """Collects the findings on one signature, each once."""

    refusals: list[Finding] = field(default_factory=list)
    doubts: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    _said: set[str] = field(default_factory=set)

    def refuse(self, code: Code, message: str, *parts: str) -> None:
        self._add(self.refusals, Finding(code, message, parts))

    def doubt(self, code: Code, message: str, *parts: str) -> None:
        self._add(self.doubts, Finding(code, message, parts))

    def note(self, message: str) -> None:
        self._add(self.notes, Finding(Code.INFORMATION, message))

    def _add(self, findings: list[Finding], finding: Finding) -> None:
        if finding.message not in self._said:
            self._said.add(finding.message)
            findings.append(finding)


@dataclass(frozen=True)
class Circumstances:
    """What the verifier brings along: whom they trust, and what time it is."""

    trust: Trust
    now: datetime


def judge_certificate(
    certificate: Certificate,
    at: datetime,
    circumstances: Circumstances,
    findings: Findings,
    *,
    code: Code,
    sent_along: tuple[Certificate, ...] = (),
    is_time_proven: bool = False,
) -> tuple[Certificate, ...]:
    """A signer's or maker's certificate at the moment it was used; returns its chain to a trusted root."""
    if not certificate.may_sign:
        findings.refuse(code, f"证书“{certificate.common_name}”的密钥用途不包括签名")
    if not certificate.public_key:
        findings.refuse(code, f"证书“{certificate.common_name}”不是 SM2 证书")
    stands = standing(
        certificate,
        circumstances.trust,
        at=at,
        now=circumstances.now,
        sent_along=sent_along,
        is_time_proven=is_time_proven,
    )
    for message in stands.refusals:
        findings.refuse(code, message)
    for message in stands.doubts:
        findings.doubt(code, message)
    for message in stands.notes:
        findings.note(message)
    return stands.chain


def judge_seal(seal: ElectronicSeal, circumstances: Circumstances, findings: Findings) -> None:
    """The seal itself: its maker's signature and certificate, its picture."""
    if not seal.is_signed_by_maker:
        findings.refuse(Code.BAD_SEAL_SIGNATURE, f"印章“{seal.name}”上的制章人签名无效，印章可能是伪造的")
    chain = judge_certificate(seal.maker, seal.created_at, circumstances, findings, code=Code.MAKER_CERTIFICATE)
    makers = circumstances.trust.makers
    if chain and not any(one in makers for one in chain):
        reason = "不在认可的制章机构之列" if makers else "是否有权制章无法确认：没有指明认可的制章机构"
        findings.doubt(Code.MAKER_CERTIFICATE, f"印章“{seal.name}”的制章人“{seal.maker.common_name}”{reason}")
    for fault in seal.picture.faults():
        findings.refuse(Code.PICTURE, fault)


def judge_use(
    seal: ElectronicSeal, signer: Certificate, at: datetime, circumstances: Circumstances, findings: Findings
) -> None:
    """The use of a seal by a signer at a moment."""
    if not seal.lists(signer):
        findings.refuse(
            Code.CERTIFICATE_NOT_LISTED, f"签章人证书“{signer.common_name}”不在印章“{seal.name}”的签章人名单中"
        )
    if at < seal.created_at - CLOCK_TOLERANCE:
        findings.refuse(
            Code.TIME,
            f"签章时间（{moment(at)}）早于印章制作时间（{moment(seal.created_at)}），签章时的时钟可能被调回",
        )
    elif not seal.valid_from - CLOCK_TOLERANCE <= at <= seal.valid_until:
        findings.refuse(
            Code.SEAL_PERIOD,
            f"签章时间（{moment(at)}）不在印章有效期内（{moment(seal.valid_from)} 至 {moment(seal.valid_until)}）",
        )
    judge_time(at, circumstances, findings)


def judge_time(at: datetime, circumstances: Circumstances, findings: Findings) -> None:
    """A claimed time by itself."""
    if at > circumstances.now + CLOCK_TOLERANCE:
        findings.refuse(Code.TIME, f"签章时间（{moment(at)}）晚于现在（{moment(circumstances.now)}）")


def seal_facts(seal: ElectronicSeal) -> SealFacts:
    return SealFacts(
        seal.name,
        seal.id,
        seal.maker.common_name,
        seal.valid_from,
        seal.valid_until,
        seal.picture.width,
        seal.picture.height,
    )


def certificate_facts(certificate: Certificate) -> CertificateFacts:
    return CertificateFacts(
        certificate.common_name,
        certificate.subject,
        certificate.issuer,
        f"{certificate.serial:x}",
        certificate.not_before,
        certificate.not_after,
    )


def moment(at: datetime) -> str:
    """A moment for people, in Beijing time."""
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}"
