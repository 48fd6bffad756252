"""Verify the signatures of an OFD file (验章): V4, V1, GM/T 0010 messages and plain signatures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from gongwen.guard import Archive, Deadline, ReadingError, TooSlow
from gongwen.ofd import Contents, PartKind, SignatureDescription, contents, open_package, part_key
from gongwen.ofd import signature_descriptions as describe
from gongwen.seal.cms import read_signed_message
from gongwen.seal.digests import ALGORITHMS, KEYED_SM3, WEAK, PartDigests, digests
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
from gongwen.seal.pki.certificate import SM2_WITH_SM3, Certificate, signed_by
from gongwen.seal.pki.chain import Trust
from gongwen.seal.report import BEIJING, Changed, Code, Report, SignatureReport
from gongwen.seal.ses import Stamp, read_stamp
from gongwen.seal.sm import is_strict
from gongwen.seal.timestamp import judge_timestamp

_NOT_CONTENT = {PartKind.SIGNATURE_LIST, PartKind.SIGNATURE, PartKind.UNUSED}
# SignatureDateTime is local time in most files, marked as UTC or not.
_WRITTEN_TIME_TOLERANCE = timedelta(hours=24)


def inspect_ofd(data: bytes, trust: Trust, *, now: datetime, deadline: Deadline | None = None) -> Report:
    """The answer for an OFD file; raises a ReadingError where it cannot be read at all."""
    deadline = deadline or Deadline()
    archive = open_package(data, deadline)
    package = contents(archive, deadline)
    digested = PartDigests(archive, deadline)
    cases = [
        _Case(archive, package, digested, description, number, Circumstances(trust, now))
        for number, description in enumerate(describe(archive, deadline), start=1)
    ]
    for case in cases:
        deadline.check()
        case.judge()
    for case in cases:
        case.compare_times(cases)
    return Report("OFD", tuple(case.report() for case in cases))


@dataclass
class _Case:
    """One signature while it is judged."""

    archive: Archive
    package: Contents
    digested: PartDigests
    description: SignatureDescription
    number: int
    circumstances: Circumstances
    scheme: str = "无法识别的签名"
    signer: Certificate | None = None
    at: datetime | None = None
    changed: list[Changed] = field(default_factory=list)
    uncovered: list[str] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    facts: SignatureReport = field(default_factory=lambda: SignatureReport(0, ""))

    def judge(self) -> None:
        findings = self.findings
        if self.package.repeated:
            findings.refuse(
                Code.REPEATED_PART,
                "压缩包内有重名的文件，不同软件会显示不同的内容",
                *self.package.repeated[:20],
            )
        if self.description.fault:
            findings.refuse(Code.BAD_FORMAT, self.description.fault.rstrip("。"), self.description.part)
            return
        try:
            text = self.archive.read(self.description.part)
            self._judge_value(text, self.archive.read(self.description.value_part))
        except (ReadingError, SealError) as error:
            findings.refuse(Code.BAD_FORMAT, str(error).rstrip("。"), self.description.value_part)
        self._judge_references()
        self._judge_coverage()
        self._judge_written_time()

    def report(self) -> SignatureReport:
        pages = self.package.pages[self.description.document]
        stamped = {pages[stamp.page] for stamp in self.description.stamps if stamp.page in pages}
        return replace(
            self.facts,
            number=self.number,
            scheme=self.scheme,
            provider="".join(sign for sign in self.description.provider[:80] if sign.isprintable()),
            signer=certificate_facts(self.signer) if self.signer else None,
            signed_at=self.at,
            pages=tuple(sorted(stamped)),
            protected=len(self.description.references),
            changed=tuple(self.changed),
            uncovered=tuple(self.uncovered),
            refusals=tuple(self.findings.refusals),
            doubts=tuple(self.findings.doubts),
            notes=tuple(self.findings.notes),
        )

    def compare_times(self, cases: list[_Case]) -> None:
        """A signature that covers another came after it, whatever its clock said."""
        covered = {part_key(reference.part) for reference in self.description.references}
        for other in cases:
            if other is self or part_key(other.description.part) not in covered:
                continue
            if self.at is not None and other.at is not None and self.at < other.at - CLOCK_TOLERANCE:
                self.findings.refuse(
                    Code.TIME,
                    f"签章时间（{moment(self.at)}）早于它之前的第{other.number}个签章（{moment(other.at)}），"
                    "签章时的时钟可能被调回",
                )

    def _judge_value(self, text: bytes, value: bytes) -> None:
        match _first_tag(value):
            case 0x30:
                self._judge_stamp(text, read_stamp(value))
                return
            case 0x06:
                self._judge_message(text, value)
            case _:
                self._judge_plain(text, value)
        if self.description.seal_part:
            self.findings.refuse(Code.SEAL_REPLACED, "文件中显示了印章，签名里却没有这枚印章", self._value_part)

    def _judge_stamp(self, text: bytes, stamp: Stamp) -> None:
        findings, circumstances = self.findings, self.circumstances
        seal = stamp.seal
        standard = "GB/T 38540-2020" if stamp.version >= 4 else "GM/T 0031-2014"
        self.scheme, self.signer, self.at = f"电子签章 V{stamp.version}，{standard}", stamp.signer, stamp.at
        self.facts = replace(self.facts, seal=seal_facts(seal))
        if not stamp.is_signed:
            findings.refuse(Code.BAD_SIGNATURE, "签章人的签名无效，签名值与签章数据、证书不相符", self._value_part)
        elif stamp.signs_digest_only:
            findings.doubt(Code.UNPROTECTED_TIME, "签名只覆盖内容摘要，签章时间和印章本身不受保护")
        method = KEYED_SM3 if self._method == KEYED_SM3 else "SM3"
        if stamp.data_digest not in digests(method, text, self._public_key):
            self._description_changed()
        if part_key(stamp.location) != part_key(self.description.part):
            findings.doubt(Code.BAD_FORMAT, f"签章数据指明的签名说明是“{stamp.location}”，与实际位置不同")
        self._judge_seal_file(seal.der)
        proven = self._judge_timestamp(stamp.timestamp, stamp.signature)
        judge_seal(seal, circumstances, findings)
        judge_use(seal, stamp.signer, stamp.at, circumstances, findings)
        judge_certificate(
            stamp.signer,
            stamp.at,
            circumstances,
            findings,
            code=Code.SIGNER_CERTIFICATE,
            is_time_proven=proven,
        )

    def _judge_message(self, text: bytes, value: bytes) -> None:
        findings = self.findings
        message = read_signed_message(value)
        self.scheme, self.signer, self.at = "数字签名，GM/T 0010", message.signer, message.at
        if not message.is_signed(text):
            findings.refuse(Code.BAD_SIGNATURE, "签名人的签名无效，签名值与签名内容、证书不相符", self._value_part)
        if not message.matches(text):
            self._description_changed()
        proven = self._judge_timestamp(message.timestamp, message.signature)
        if message.at is None:
            findings.doubt(Code.UNPROTECTED_TIME, "签名中没有签名时间，按现在的时间核对证书")
        else:
            judge_time(message.at, self.circumstances, findings)
        judge_certificate(
            message.signer,
            message.at or self.circumstances.now,
            self.circumstances,
            findings,
            code=Code.SIGNER_CERTIFICATE,
            sent_along=message.certificates,
            is_time_proven=proven,
        )

    def _judge_plain(self, text: bytes, value: bytes) -> None:
        """A bare r and s names nobody; it is tried with the certificates that the verifier knows."""
        if not is_strict(value) and len(value) != 64:
            raise BadStructure("签名值无法识别，可能已损坏。")
        self.scheme = "数字签名，只有签名值"
        for certificate in self.circumstances.trust.others:
            if signed_by(certificate, SM2_WITH_SM3, text, value):
                self.signer = certificate
                now = self.circumstances.now
                judge_certificate(
                    certificate, now, self.circumstances, self.findings, code=Code.SIGNER_CERTIFICATE
                )
                self.findings.doubt(Code.UNPROTECTED_TIME, "签名中没有签名时间，按现在的时间核对证书")
                return
        self.findings.doubt(
            Code.SIGNER_CERTIFICATE, "签名中没有证书，提供的证书也都不相符，无法确认签名人和签名是否有效"
        )

    @property
    def _value_part(self) -> str:
        return self.description.value_part

    def _description_changed(self) -> None:
        part = self.description.part
        label = f"第{self.number}个签章的说明"
        self.changed.append(Changed(part, label, "在签章之后被改动"))
        self.findings.refuse(Code.DESCRIPTION_CHANGED, f"{label}（印章位置、保护范围）在签章之后被改动", part)

    def _judge_seal_file(self, seal: bytes) -> None:
        """The seal beside the signature must be the one inside it: viewers draw either."""
        part = self.description.seal_part
        if part and (part not in self.archive or self.archive.read(part) != seal):
            self.findings.refuse(Code.SEAL_REPLACED, "文件中显示的印章与签章数据中的印章不是同一个", part)

    def _judge_timestamp(self, token: bytes, signature: bytes) -> bool:
        if not token:
            return False
        at = judge_timestamp(token, signature, self.at, self.circumstances, self.findings)
        self.facts = replace(self.facts, timestamped_at=at)
        return at is not None

    @property
    def _method(self) -> str:
        return self.description.check_method.upper()

    @property
    def _public_key(self) -> bytes:
        return self.signer.public_key if self.signer else b""

    def _judge_references(self) -> None:
        if self._method not in ALGORITHMS:
            named = self.description.check_method[:40]
            self.findings.refuse(Code.BAD_FORMAT, f"不支持摘要算法“{named}”，无法核对内容")
            return
        if self._method in WEAK:
            self.findings.doubt(Code.WEAK_DIGEST, f"摘要算法 {self._method} 已不安全，内容可能被替换而查不出")
        for reference in self.description.references:
            how = self._change(reference.part, reference.digest)
            if how:
                part = self.package.part(reference.part)
                self.changed.append(Changed(part.name, part.label, how))
                self.findings.refuse(Code.CONTENT_CHANGED, f"{part.label}{how}", part.name)

    def _change(self, part: str, expected: bytes) -> str:
        """What became of a protected part, empty where it is as it was."""
        if part not in self.archive:
            return "在签章之后被删除"
        try:
            found = self.digested.of(part, self._method, self._public_key)
        except TooSlow:
            raise
        except ReadingError:
            return "已损坏，无法读出"
        if expected in found:
            return ""
        if self.package.part(part).kind is PartKind.SIGNATURE_LIST:
            return "在签章之后有变化（之后又加盖了签章，或者有签章被移除）"
        return "在签章之后被改动"

    def _judge_coverage(self) -> None:
        covered = {part_key(reference.part) for reference in self.description.references}
        open_parts = [
            part
            for key, part in self.package.parts.items()
            if key not in covered and part.kind not in _NOT_CONTENT
        ]
        self.uncovered = [part.label for part in open_parts]
        inside = [part for part in open_parts if part.kind is not PartKind.ENTRY]
        if inside:
            named = "、".join(dict.fromkeys(part.label for part in inside[:10]))
            more = f"等 {len(inside)} 处" if len(inside) > 10 else ""
            self.findings.doubt(
                Code.COVERAGE, f"签章没有保护{named}{more}，改动了也查不出", *(part.name for part in inside)
            )
        elif open_parts:
            self.findings.note("签章没有保护文件属性（标题、作者等）")
        unused = [part for part in self.package.parts.values() if part.kind is PartKind.UNUSED]
        outside = [part for part in unused if part_key(part.name) not in covered]
        if outside:
            self.findings.note(f"压缩包内有 {len(outside)} 个文档没有用到、签章也没有保护的文件")

    def _judge_written_time(self) -> None:
        written = _written_time(self.description.claimed_at)
        if written is None or self.at is None:
            return
        if abs(written - self.at) > _WRITTEN_TIME_TOLERANCE:
            self.findings.doubt(
                Code.TIME, f"签名说明中的时间（{moment(written)}）与签章时间（{moment(self.at)}）不一致"
            )


def _first_tag(value: bytes) -> int:
    """The tag of the first value inside the outermost one: a structure, an identifier or a number; 0 for neither."""
    if len(value) < 4 or value[0] != 0x30:
        return 0
    size = value[1]
    at = 2 + (size & 0x7F if size & 0x80 else 0)
    return value[at] if at < len(value) else 0


def _written_time(text: str) -> datetime | None:
    for form in ("%Y%m%d%H%M%S", "%Y%m%d%H%M%SZ", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"):
        try:
            return datetime.strptime(text[:40], form).replace(tzinfo=BEIJING)
        except ValueError:
            continue
    return None
