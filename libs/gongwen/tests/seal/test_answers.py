"""What a verification answers in each situation: the verdict, its code, one clear Chinese sentence."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import replace
from datetime import datetime

import pytest

from gongwen.guard import Empty, ReadingError, TooLarge, Unsupported
from gongwen.seal import (
    At,
    Code,
    ElectronicSeal,
    InvalidSeal,
    Report,
    SealKind,
    SignatureReport,
    SoftwareKey,
    TimestampAuthority,
    Trust,
    Verdict,
    generate_key_pair,
    inspect,
    ofd_sealing,
    read_revocation_list,
    read_seal,
    seal_ofd,
    sm3,
    verification,
    verify,
)
from gongwen.seal.cms import GM_DATA, make_signed_message
from gongwen.seal.pki.authority import Purpose, issue, revocation_list
from gongwen.seal.pki.certificate import SM2_WITH_SM3
from gongwen.seal.ses import make_stamp, structures
from gongwen.seal.ses.stamp import with_timestamp

from .world import (
    FOUNDED,
    MADE,
    NOW,
    UNTIL,
    World,
    build_world,
    days,
    holder,
    package,
    png,
    sample_ofd,
    seal_of,
    unpacked,
)

_SIGN = "Doc_0/Signs/Sign_0"
_DESCRIPTION, _VALUE = f"{_SIGN}/Signature.xml", f"{_SIGN}/SignedValue.dat"


@pytest.fixture(autouse=True)
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bad seals come from other software: ours would refuse to make them."""
    monkeypatch.setattr(ofd_sealing, "check_use", lambda *arguments: None)


def sealed(
    world: World, *, seal: ElectronicSeal | None = None, by: SoftwareKey | None = None, at: datetime = NOW
) -> bytes:
    return seal_ofd(sample_ofd(1), seal or world.seal, by or world.office, [At(1, 105, 150)], at=at)


def only(report: Report) -> SignatureReport:
    (signature,) = report.signatures
    assert report.verdict is signature.verdict
    return signature


def refused(report: Report, code: Code, saying: str) -> None:
    """Exactly this one refusal, no more."""
    signature = only(report)
    assert signature.verdict is Verdict.INVALID
    assert [finding.code for finding in signature.refusals] == [code], signature.refusals
    assert saying in signature.refusals[0].message


def doubted(report: Report, code: Code, saying: str) -> None:
    signature = only(report)
    assert signature.verdict is Verdict.DOUBTFUL
    assert [finding.code for finding in signature.doubts] == [code], signature.doubts
    assert saying in signature.doubts[0].message


class TestSignerAndSeal:
    def test_unknown_roots(self, world: World) -> None:
        signature = only(inspect(sealed(world), now=NOW))
        assert signature.verdict is Verdict.DOUBTFUL
        assert {finding.code for finding in signature.doubts} == {Code.SIGNER_CERTIFICATE, Code.MAKER_CERTIFICATE}
        assert "没有提供受信任的根证书" in signature.doubts[0].message

    def test_a_world_of_the_forgers_own(self, world: World) -> None:
        """Same names everywhere, another root key: nothing but the root tells them apart."""
        signature = only(inspect(sealed(build_world()), world.trust, now=NOW))
        assert signature.verdict is Verdict.INVALID
        assert "发证机构签名无效" in signature.refusals[0].message

    def test_expired_certificate(self, world: World) -> None:
        brief = holder(world.root, "临时机构", Purpose.SEAL, at=MADE, days=30)
        data = sealed(world, seal=seal_of(world.maker, brief.certificate), by=brief)
        refused(inspect(data, world.trust, now=NOW), Code.SIGNER_CERTIFICATE, "已经过期（有效期至 2026-07-01）")

    def test_expired_since(self, world: World) -> None:
        """Validity counts at the time of signing: a seal does not wither."""
        later = FOUNDED + days(1200)
        assert inspect(sealed(world), world.trust, now=later).verdict is Verdict.VALID

    def test_key_not_for_signing(self, world: World) -> None:
        seal = _unchecked_seal(world, signer=world.root)
        report = inspect(sealed(world, seal=seal, by=world.root), world.trust, now=NOW)
        refused(report, Code.SIGNER_CERTIFICATE, "的密钥用途不包括签名")

    def test_not_on_the_list(self, world: World) -> None:
        report = inspect(sealed(world, by=world.stranger), world.trust, now=NOW)
        refused(report, Code.CERTIFICATE_NOT_LISTED, "“云江市财政局”不在印章“云江市人民政府办公室”的签章人名单中")

    def test_list_of_digests(self, world: World) -> None:
        seal = _unchecked_seal(world, signer=world.office, by_digest=True)
        assert inspect(sealed(world, seal=seal), world.trust, now=NOW).verdict is Verdict.VALID
        report = inspect(sealed(world, seal=seal, by=world.stranger), world.trust, now=NOW)
        refused(report, Code.CERTIFICATE_NOT_LISTED, "不在印章")

    def test_forged_seal(self, world: World) -> None:
        structure = structures.Seal4.load(world.seal.der)
        structure["eSealInfo"]["property"]["name"] = "云江市人民政府"
        seal = read_seal(structure.dump(force=True))
        report = inspect(sealed(world, seal=seal), world.trust, now=NOW)
        refused(report, Code.BAD_SEAL_SIGNATURE, "印章“云江市人民政府”上的制章人签名无效")

    def test_self_made_seal(self, world: World) -> None:
        """An office with a good certificate makes itself the seal of the government above it."""
        seal = seal_of(world.office, world.office.certificate, name="云江市人民政府")
        report = inspect(sealed(world, seal=seal), world.trust, now=NOW)
        doubted(report, Code.MAKER_CERTIFICATE, "的制章人“云江市人民政府办公室”不在认可的制章机构之列")

    def test_makers_not_named(self, world: World) -> None:
        report = inspect(sealed(world), Trust((world.root.certificate,)), now=NOW)
        doubted(report, Code.MAKER_CERTIFICATE, "没有指明认可的制章机构")

    def test_authority_of_makers(self, world: World) -> None:
        pair = generate_key_pair()
        middle = SoftwareKey(
            issue(world.root, "云江市制章机构管理处", pair.public, at=FOUNDED, authority=True), pair
        )
        maker = holder(middle, "第二制作中心", Purpose.MAKER)
        trust = Trust((world.root.certificate,), (middle.certificate,), (middle.certificate,))
        data = sealed(world, seal=seal_of(maker, world.office.certificate))
        assert inspect(data, trust, now=NOW).verdict is Verdict.VALID

    def test_picture(self, world: World) -> None:
        seal = _unchecked_seal(world, signer=world.office, picture=png(9000, 9000))
        report = inspect(sealed(world, seal=seal), world.trust, now=NOW)
        refused(report, Code.PICTURE, "9000×9000 像素")


class TestTimes:
    def test_after_the_seals_end(self, world: World) -> None:
        seal = seal_of(world.maker, world.office.certificate, until=MADE + days(10))
        refused(inspect(sealed(world, seal=seal), world.trust, now=NOW), Code.SEAL_PERIOD, "不在印章有效期内")

    def test_before_the_seal_was_made(self, world: World) -> None:
        report = inspect(sealed(world, at=MADE - days(30)), world.trust, now=NOW)
        refused(report, Code.TIME, "早于印章制作时间（2026-06-01 08:00），签章时的时钟可能被调回")

    def test_in_the_future(self, world: World) -> None:
        refused(inspect(sealed(world), world.trust, now=NOW - days(1)), Code.TIME, "晚于现在")

    def test_before_the_seal_under_it(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ofd_sealing, "_check_earlier", lambda *arguments: None)
        data = seal_ofd(sealed(world), world.seal, world.office, [At(1, 50, 50)], at=NOW - days(2))
        first, second = inspect(data, world.trust, now=NOW).signatures
        assert first.verdict is Verdict.VALID
        assert [finding.code for finding in second.refusals] == [Code.TIME]
        assert "早于它之前的第1个签章" in second.refusals[0].message


class TestRevocation:
    def trust(self, world: World, at: datetime, reason: str = "superseded") -> Trust:
        entries = {world.office.certificate.serial: (at, reason)}
        crl = read_revocation_list(revocation_list(world.root, entries, at=NOW + days(50)))
        return replace(world.trust, revocation_lists=(crl,))

    def test_before(self, world: World) -> None:
        report = inspect(sealed(world), self.trust(world, NOW - days(1)), now=NOW + days(60))
        refused(report, Code.SIGNER_CERTIFICATE, "已于 2026-11-23 吊销（已被新证书取代）")

    def test_after_without_timestamp(self, world: World) -> None:
        report = inspect(sealed(world), self.trust(world, NOW + days(5)), now=NOW + days(60))
        doubted(report, Code.SIGNER_CERTIFICATE, "没有时间戳证明这一时间")

    def test_after_with_timestamp(self, world: World) -> None:
        data = seal_ofd(
            sample_ofd(1),
            world.seal,
            world.office,
            [At(1, 105, 150)],
            at=NOW,
            timestamps=TimestampAuthority(world.tsa, NOW),
        )
        for reason in ("superseded", "key_compromise"):
            trust = self.trust(world, NOW + days(5), reason)
            assert inspect(data, trust, now=NOW + days(60)).verdict is Verdict.VALID

    def test_maker(self, world: World) -> None:
        entries = {world.maker.certificate.serial: (FOUNDED + days(1), "key_compromise")}
        crl = read_revocation_list(revocation_list(world.root, entries, at=NOW))
        report = inspect(sealed(world), replace(world.trust, revocation_lists=(crl,)), now=NOW)
        refused(report, Code.MAKER_CERTIFICATE, "私钥泄露")


class TestTimestamps:
    def stamped(self, world: World, service: TimestampAuthority, *, of: bytes | None = None) -> Report:
        parts = unpacked(sealed(world))
        value = parts[_VALUE]
        from gongwen.seal.ses import read_stamp
        from gongwen.seal.timestamp import timestamp_token

        token = timestamp_token(service, of or read_stamp(value).signature)
        return inspect(package({**parts, _VALUE: with_timestamp(value, token)}), world.trust, now=NOW + days(1))

    def test_good(self, world: World) -> None:
        report = self.stamped(world, TimestampAuthority(world.tsa, NOW))
        assert only(report).timestamped_at == NOW
        assert report.verdict is Verdict.VALID

    def test_of_another_signature(self, world: World) -> None:
        report = self.stamped(world, TimestampAuthority(world.tsa, NOW), of=b"another")
        refused(report, Code.TIMESTAMP, "时间戳不是给这个签章的")

    def test_by_somebody_who_may_not(self, world: World) -> None:
        report = self.stamped(world, TimestampAuthority(world.office, NOW))
        refused(report, Code.TIMESTAMP, "不能用于时间戳")

    def test_by_an_unknown_authority(self, world: World) -> None:
        signature = only(self.stamped(world, TimestampAuthority(build_world().tsa, NOW)))
        assert signature.verdict is Verdict.DOUBTFUL
        assert signature.timestamped_at is None

    def test_older_than_the_signature(self, world: World) -> None:
        refused(self.stamped(world, TimestampAuthority(world.tsa, NOW - days(9))), Code.TIME, "晚于时间戳")

    def test_in_the_future(self, world: World) -> None:
        report = self.stamped(world, TimestampAuthority(world.tsa, NOW + days(9)))
        refused(report, Code.TIMESTAMP, "晚于现在")

    def test_rubbish(self, world: World) -> None:
        parts = unpacked(sealed(world))
        value = with_timestamp(parts[_VALUE], b"\x30\x03\x02\x01\x01")
        report = inspect(package({**parts, _VALUE: value}), world.trust, now=NOW)
        doubted(report, Code.TIMESTAMP, "时间戳无法验证")


class TestDescriptions:
    """Signature.xml written otherwise, by a signer who meant it so."""

    def signed(self, world: World, *changes: tuple[bytes, bytes], location: str = f"/{_DESCRIPTION}") -> Report:
        parts = unpacked(sealed(world))
        text = parts[_DESCRIPTION]
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        stamp = make_stamp(world.seal, world.office, sm3(text), location=location, at=NOW)
        return inspect(package({**parts, _DESCRIPTION: text, _VALUE: stamp}), world.trust, now=NOW)

    def reference(self, world: World, name: str) -> bytes:
        text = unpacked(sealed(world))[_DESCRIPTION]
        start = text.index(f'<ofd:Reference FileRef="/{name}"'.encode())
        return text[start : text.index(b"</ofd:Reference>", start) + len(b"</ofd:Reference>")]

    def test_page_left_open(self, world: World) -> None:
        name = "Doc_0/Pages/Page_0/Content.xml"
        report = self.signed(world, (self.reference(world, name), b""))
        doubted(report, Code.COVERAGE, "签章没有保护第1页内容，改动了也查不出")
        assert only(report).uncovered == ("第1页内容",)

    def test_properties_left_open(self, world: World) -> None:
        report = self.signed(world, (self.reference(world, "OFD.xml"), b""))
        assert report.verdict is Verdict.VALID
        assert only(report).notes[-1].message == "签章没有保护文件属性（标题、作者等）"

    def test_unknown_digest(self, world: World) -> None:
        report = self.signed(world, (b'CheckMethod="1.2.156.10197.1.401"', b'CheckMethod="CRC32"'))
        refused(report, Code.BAD_FORMAT, "不支持摘要算法“CRC32”")

    def test_weak_digest(self, world: World) -> None:
        parts = unpacked(sealed(world))
        changes = [(b'CheckMethod="1.2.156.10197.1.401"', b'CheckMethod="MD5"')]
        for content in parts.values():
            weak = hashlib.md5(content, usedforsecurity=False).digest()
            changes.append((base64.b64encode(sm3(content)), base64.b64encode(weak)))
        changes = [(old, new) for old, new in changes if old in parts[_DESCRIPTION]]
        doubted(self.signed(world, *changes), Code.WEAK_DIGEST, "摘要算法 MD5 已不安全")

    def test_digest_that_is_none(self, world: World) -> None:
        report = self.signed(world, (b"<ofd:CheckValue>", b"<ofd:CheckValue>*"))
        assert {finding.code for finding in only(report).refusals} == {Code.CONTENT_CHANGED}

    def test_made_for_another_place(self, world: World) -> None:
        doubted(self.signed(world, location="/Doc_1/Signature.xml"), Code.BAD_FORMAT, "与实际位置不同")

    def test_another_date_written_beside(self, world: World) -> None:
        report = self.signed(world, (b"20261124040000Z", b"20211124040000Z"))
        doubted(report, Code.TIME, "签名说明中的时间（2021-11-24 04:00）与签章时间（2026-11-24 12:00）不一致")

    def test_path_out_of_the_package(self, world: World) -> None:
        report = self.signed(world, (b'FileRef="/OFD.xml"', b'FileRef="/../../etc/passwd"'))
        refused(report, Code.CONTENT_CHANGED, "在签章之后被删除")


class TestOtherForms:
    """GM/T 0010 messages and plain signatures in place of a stamp."""

    def value(self, world: World, value: bytes, *, keeps_seal: bool = False, trust: Trust | None = None) -> Report:
        parts = unpacked(sealed(world))
        text = parts[_DESCRIPTION]
        if not keeps_seal:
            del parts[f"{_SIGN}/Seal.esl"]
            for start, end in (
                (b"<ofd:Seal>", b"</ofd:Seal>"),
                (b'<ofd:Reference FileRef="/Doc_0/Signs', b"</ofd:Reference>"),
            ):
                at = text.index(start)
                text = text[:at] + text[text.index(end, at) + len(end) :]
        made = value if value else make_signed_message(world.office, sm3(text), at=NOW)
        if value == b"plain":
            made = world.office.sign(text)
        return inspect(package({**parts, _DESCRIPTION: text, _VALUE: made}), trust or world.trust, now=NOW)

    def test_message(self, world: World) -> None:
        signature = only(self.value(world, b""))
        assert (signature.verdict, signature.scheme) == (Verdict.VALID, "数字签名，GM/T 0010")
        assert signature.signed_at == NOW

    def test_message_over_something_else(self, world: World) -> None:
        report = self.value(world, make_signed_message(world.office, sm3(b"x"), at=NOW))
        refused(report, Code.DESCRIPTION_CHANGED, "第1个签章的说明（印章位置、保护范围）在签章之后被改动")

    def test_message_of_another_key(self, world: World) -> None:
        forged = make_signed_message(
            _Impostor(world.office, world.stranger), sm3(b"x"), at=NOW, content_type=GM_DATA
        )
        codes = [finding.code for finding in only(self.value(world, forged)).refusals]
        assert codes == [Code.BAD_SIGNATURE, Code.DESCRIPTION_CHANGED]

    def test_seal_shown_without_a_stamp(self, world: World) -> None:
        text = unpacked(sealed(world))[_DESCRIPTION]
        assert b"<ofd:Seal>" in text
        report = self.value(world, b"plain", keeps_seal=True)
        assert Code.SEAL_REPLACED in [finding.code for finding in only(report).refusals]

    def test_plain_signature_of_a_known_person(self, world: World) -> None:
        trust = replace(world.trust, others=(world.stranger.certificate, world.office.certificate))
        report = self.value(world, b"plain", trust=trust)
        doubted(report, Code.UNPROTECTED_TIME, "没有签名时间")
        assert only(report).signer is not None

    def test_plain_signature_of_nobody(self, world: World) -> None:
        doubted(self.value(world, b"plain"), Code.SIGNER_CERTIFICATE, "签名中没有证书")

    def test_rubbish(self, world: World) -> None:
        refused(self.value(world, b"rubbish"), Code.BAD_FORMAT, "签名值无法识别")


class TestFiles:
    def test_without_seals(self) -> None:
        report = inspect(sample_ofd(), now=NOW)
        assert report.verdict is Verdict.UNSIGNED
        assert report.text() == "结论：没有签章"

    def test_verify_raises_on_anything_but_valid(self, world: World) -> None:
        assert verify(sealed(world), world.trust, now=NOW).verdict is Verdict.VALID
        for data, trust, saying in (
            (sample_ofd(), world.trust, "文件中没有签章。"),
            (sealed(world), Trust(), "签章存疑：无法确认证书"),
            (sealed(world, by=world.stranger), world.trust, "签章无效：签章人证书"),
        ):
            with pytest.raises(InvalidSeal, match=saying) as raised:
                verify(data, trust, now=NOW)
            assert raised.value.report.verdict is not Verdict.VALID

    def test_answer_for_machines(self, world: World) -> None:
        facts = json.loads(json.dumps(inspect(sealed(world), world.trust, now=NOW).facts(), ensure_ascii=False))
        assert (facts["format"], facts["verdict"]) == ("OFD", "valid")
        (signature,) = facts["signatures"]
        assert signature["verdict"] == "valid"
        assert signature["signed_at"] == "2026-11-24T04:00:00+00:00"
        assert signature["seal"]["width"] == 42
        assert signature["notes"][0]["code"] == "information"

    def test_answer_for_people(self, world: World) -> None:
        lines = inspect(sealed(world), world.trust, now=NOW).text().splitlines()
        assert lines[:6] == [
            "结论：有效",
            "第1个签章：有效（电子签章 V4，GB/T 38540-2020）",
            "  印章：云江市人民政府办公室（编码 53010000000017，制章人 云江市电子印章制作中心）",
            "  签章人：云江市人民政府办公室（发证机构 CN=云江市测试根证书, C=CN）",
            "  签章时间：2026-11-24 12:00:00（北京时间）",
            "  位置：第1页",
        ]

    @pytest.mark.parametrize(
        ("data", "error"),
        [
            (b"", Empty),
            (b"hello", Unsupported),
            (b"PK\x03\x04", ReadingError),
            (package({"a": b"b"}), ReadingError),
        ],
    )
    def test_other_files(self, data: bytes, error: type[Exception]) -> None:
        with pytest.raises(error):
            inspect(data)

    def test_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(verification, "MAX_FILE", 1024)
        with pytest.raises(TooLarge):
            inspect(bytes(1025))


class _Impostor:
    """One's certificate with another's key."""

    def __init__(self, face: SoftwareKey, hand: SoftwareKey) -> None:
        self.certificate, self._hand = face.certificate, hand

    def sign(self, message: bytes) -> bytes:
        return self._hand.sign(message)


def _unchecked_seal(
    world: World, *, signer: SoftwareKey, picture: bytes = b"", by_digest: bool = False
) -> ElectronicSeal:
    """A seal that our own making would refuse, signed by the maker all the same."""
    structure = structures.Seal4.load(seal_of(world.maker, world.office.certificate).der)
    info = structure["eSealInfo"]
    if picture:
        info["picture"]["data"] = picture
    entry = structures.core.OctetString(signer.certificate.der)
    if by_digest:
        entry = structures.CertificateDigest({"type": "SM3", "value": sm3(signer.certificate.der)})
        info["property"]["certListType"] = 2
    info["property"]["certList"] = [entry]
    structure["signedValue"] = world.maker.sign(info.dump(force=True))
    structure["signAlgID"] = SM2_WITH_SM3
    return read_seal(structure.dump(force=True))


def test_kinds_of_seals(world: World) -> None:
    assert world.seal.kind == SealKind.UNIT.value
    assert world.seal.is_within(UNTIL)
