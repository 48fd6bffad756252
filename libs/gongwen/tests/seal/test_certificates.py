"""Certificates: what they say, chains, dates, purposes, revocation, and the authority for trials."""

from __future__ import annotations

import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from gongwen.seal import BadCertificate, CannotSeal, Trust, generate_key_pair, read_certificates
from gongwen.seal.device import SoftwareKey
from gongwen.seal.pki.authority import Authority, Purpose, create_root, issue, revocation_list
from gongwen.seal.pki.certificate import dump_pem, read_certificate
from gongwen.seal.pki.chain import standing
from gongwen.seal.pki.revocation import read_revocation_list

from .world import FOUNDED, NOW, World, days, holder

_OPENSSL = shutil.which("openssl")


def test_what_a_certificate_says(world: World) -> None:
    certificate = world.office.certificate
    assert certificate.subject == "CN=云江市人民政府办公室, C=CN"
    assert certificate.issuer == "CN=云江市测试根证书, C=CN"
    assert certificate.common_name == "云江市人民政府办公室"
    assert (certificate.not_before, certificate.not_after) == (FOUNDED, FOUNDED + days(1095))
    assert certificate.usages == {"digital_signature", "non_repudiation"}
    assert not certificate.is_authority
    assert certificate.is_signed_by(world.root.certificate)
    assert not certificate.is_signed_by(world.maker.certificate)


def test_pem_with_several_certificates(world: World) -> None:
    both = dump_pem(world.office.certificate.der) + dump_pem(world.maker.certificate.der)
    assert read_certificates(both) == (world.office.certificate, world.maker.certificate)


@pytest.mark.parametrize(
    "data", [b"", b"-----BEGIN CERTIFICATE-----\nx", dump_pem(b"\x30\x00", "PUBLIC KEY"), bytes(70_000)]
)
def test_no_certificate(data: bytes) -> None:
    with pytest.raises(BadCertificate):
        read_certificates(data)


@pytest.mark.skipif(_OPENSSL is None, reason="no openssl command")
class TestWithOpenssl:
    def run(self, *arguments: object) -> str:
        command = [str(_OPENSSL), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def test_certificate(self, world: World, tmp_path: Path) -> None:
        root, own = tmp_path / "root.pem", tmp_path / "own.pem"
        root.write_bytes(dump_pem(world.root.certificate.der))
        own.write_bytes(dump_pem(world.office.certificate.der))
        moment = f"{NOW.timestamp():.0f}"
        identity = "distid:1234567812345678"
        told = self.run("verify", "-vfyopt", identity, "-attime", moment, "-x509_strict", "-CAfile", root, own)
        assert told.endswith(": OK\n")

    def test_revocation_list(self, world: World, tmp_path: Path) -> None:
        """`openssl crl` cannot be told the identifier: the signature is checked by itself."""
        encoded = revocation_list(world.root, {0xABC: (NOW, "superseded")}, at=NOW)
        crl, key, body, signature = (tmp_path / name for name in ("crl.der", "key.pem", "body", "signature"))
        crl.write_bytes(encoded)
        text = self.run("crl", "-inform", "DER", "-in", crl, "-noout", "-text")
        assert "Serial Number: 0ABC" in text
        assert "Superseded" in text
        parsed = read_revocation_list(encoded)
        body.write_bytes(parsed.signed)
        signature.write_bytes(parsed.signature)
        key.write_text(self._public_key(world, tmp_path))
        identity = "distid:1234567812345678"
        told = self.run("dgst", "-sm3", "-verify", key, "-sigopt", identity, "-signature", signature, body)
        assert told == "Verified OK\n"

    def _public_key(self, world: World, tmp_path: Path) -> str:
        root = tmp_path / "root.pem"
        root.write_bytes(dump_pem(world.root.certificate.der))
        return self.run("x509", "-in", root, "-noout", "-pubkey")


def test_trusted(world: World) -> None:
    stands = standing(world.office.certificate, world.trust, at=NOW, now=NOW)
    assert stands.chain == (world.office.certificate, world.root.certificate)
    assert (stands.refusals, stands.doubts) == ((), ())
    assert stands.notes == ("未提供“云江市测试根证书”的吊销列表，没有查证书“云江市人民政府办公室”是否吊销",)


def test_nobody_is_trusted_without_roots(world: World) -> None:
    stands = standing(world.office.certificate, Trust(), at=NOW, now=NOW)
    assert stands.chain == ()
    assert stands.doubts == ("无法确认证书“云江市人民政府办公室”的来源：没有提供受信任的根证书",)


def test_a_root_of_the_same_name_is_not_the_root(world: World) -> None:
    impostor = create_root("云江市测试根证书", at=FOUNDED)
    stands = standing(world.office.certificate, Trust((impostor.certificate,)), at=NOW, now=NOW)
    assert stands.chain == ()
    assert stands.refusals == ("证书“云江市人民政府办公室”上的发证机构签名无效",)


def test_chain_over_an_intermediate(world: World) -> None:
    pair = generate_key_pair()
    middle = SoftwareKey(issue(world.root, "云江市运营机构", pair.public, at=FOUNDED, authority=True), pair)
    leaf = holder(middle, "云江市档案馆", Purpose.SEAL).certificate
    direct = standing(leaf, world.trust, at=NOW, now=NOW)
    assert direct.chain == ()
    for trust, sent in (
        (Trust((world.root.certificate,), others=(middle.certificate,)), ()),
        (world.trust, (middle.certificate,)),
    ):
        stands = standing(leaf, trust, at=NOW, now=NOW, sent_along=sent)
        assert stands.chain == (leaf, middle.certificate, world.root.certificate)
        assert (stands.refusals, stands.doubts) == ((), ())


def test_an_office_is_no_authority(world: World) -> None:
    leaf = holder(world.office, "冒名机构", Purpose.SEAL).certificate
    stands = standing(leaf, world.trust, at=NOW, now=NOW, sent_along=(world.office.certificate,))
    assert "上级证书“云江市人民政府办公室”不是发证机构证书" in stands.refusals
    assert "上级证书“云江市人民政府办公室”的密钥用途不包括签发证书" in stands.refusals


def test_before_and_after_its_time(world: World) -> None:
    short = holder(world.root, "临时机构", Purpose.SEAL, at=NOW, days=10).certificate
    early = standing(short, world.trust, at=NOW - days(1), now=NOW)
    late = standing(short, world.trust, at=NOW + days(11), now=NOW)
    assert early.refusals == ("证书“临时机构”在 2026-11-23 尚未生效（2026-11-24 起有效）",)
    assert late.refusals == ("证书“临时机构”在 2026-12-05 已经过期（有效期至 2026-12-04）",)


def test_authorities_that_sign_each_other_end(world: World) -> None:
    """Many issuers of one name, none of which leads to a root."""
    ring = [create_root("环", at=FOUNDED) for _ in range(90)]
    leaf = holder(ring[-1], "末端", Purpose.SEAL).certificate
    stands = standing(leaf, world.trust, at=NOW, now=NOW, sent_along=tuple(one.certificate for one in ring))
    assert stands.chain == ()


class TestRevocation:
    def stands(self, world: World, *, at_days: float, reason: str, proven: bool = False):
        certificate = world.office.certificate
        entries = {certificate.serial: (NOW + days(at_days), reason)}
        crl = read_revocation_list(revocation_list(world.root, entries, at=NOW + days(20)))
        trust = Trust((world.root.certificate,), revocation_lists=(crl,))
        return standing(certificate, trust, at=NOW, now=NOW + days(30), is_time_proven=proven)

    def test_before_the_signing(self, world: World) -> None:
        stands = self.stands(world, at_days=-1, reason="superseded", proven=True)
        assert stands.refusals == ("证书“云江市人民政府办公室”已于 2026-11-23 吊销（已被新证书取代）",)

    def test_after_the_signing_at_a_proven_time(self, world: World) -> None:
        stands = self.stands(world, at_days=10, reason="superseded", proven=True)
        assert (stands.refusals, stands.doubts) == ((), ())
        assert "在签署之后" in stands.notes[-1]

    def test_after_the_signing_at_a_claimed_time(self, world: World) -> None:
        stands = self.stands(world, at_days=10, reason="superseded")
        assert stands.refusals == ()
        assert "没有时间戳证明" in stands.doubts[0]

    def test_stolen_key_spoils_claimed_times(self, world: World) -> None:
        assert "私钥泄露" in self.stands(world, at_days=10, reason="key_compromise").refusals[0]
        assert self.stands(world, at_days=10, reason="key_compromise", proven=True).refusals == ()

    def test_list_of_somebody_else_counts_for_nothing(self, world: World) -> None:
        impostor = create_root("云江市测试根证书", at=FOUNDED)
        entries = {world.office.certificate.serial: (FOUNDED, "superseded")}
        crl = read_revocation_list(revocation_list(impostor, entries, at=NOW))
        stands = standing(
            world.office.certificate, Trust((world.root.certificate,), revocation_lists=(crl,)), at=NOW, now=NOW
        )
        assert stands.refusals == ()
        assert "没有查证书" in stands.notes[0]

    def test_the_newest_list_counts(self, world: World) -> None:
        serial = world.office.certificate.serial
        old = read_revocation_list(revocation_list(world.root, {}, at=NOW - days(40)))
        fresh = read_revocation_list(
            revocation_list(world.root, {serial: (NOW - days(9), "superseded")}, at=NOW - days(1))
        )
        trust = Trust((world.root.certificate,), revocation_lists=(fresh, old))
        assert standing(world.office.certificate, trust, at=NOW, now=NOW).refusals

    def test_list_out_of_date(self, world: World) -> None:
        crl = read_revocation_list(revocation_list(world.root, {}, at=NOW - days(40), days=30))
        stands = standing(
            world.office.certificate, Trust((world.root.certificate,), revocation_lists=(crl,)), at=NOW, now=NOW
        )
        assert stands.notes == ("“云江市测试根证书”的吊销列表已过更新时间（2026-11-14）",)


class TestAuthority:
    def test_its_life(self, tmp_path: Path) -> None:
        folder = tmp_path / "ca"
        authority = Authority.create(folder, "云江市测试根证书", "x", at=FOUNDED)
        certificate = authority.issue(
            "云江市民政局",
            generate_key_pair().public,
            at=FOUNDED,
            organization="云江市人民政府",
            purpose=Purpose.PERSON,
            days=30,
        )
        serial = f"{certificate.serial:x}"
        again = Authority(folder, "x")
        assert [(line.serial, line.name, line.purpose) for line in again.issued] == [
            (serial, "云江市民政局", "person")
        ]
        again.revoke(serial.upper(), at=NOW, reason="superseded")
        with pytest.raises(CannotSeal, match="已于 2026-11-24"):
            again.revoke(serial, at=NOW, reason="superseded")
        with pytest.raises(CannotSeal, match="没有签发过"):
            again.revoke("ff", at=NOW, reason="superseded")
        crl = read_revocation_list(Authority(folder, "x").revocation_list(at=NOW))
        assert list(crl.revoked) == [certificate.serial]
        assert crl.revoked[certificate.serial].label == "已被新证书取代"
        assert stat.S_IMODE((folder / "ca.key").stat().st_mode) == 0o600

    def test_wrong_password_and_broken_folder(self, tmp_path: Path) -> None:
        folder = tmp_path / "ca"
        Authority.create(folder, "测试", "x", at=FOUNDED)
        with pytest.raises(BadCertificate, match="口令不正确"):
            Authority(folder, "y")
        with pytest.raises(CannotSeal, match="不能覆盖"):
            Authority.create(folder, "测试", "x", at=FOUNDED)
        (folder / "register.json").write_text("[1]")
        with pytest.raises(BadCertificate):
            Authority(folder, "x")

    def test_a_certificate_does_not_outlive_its_issuer(self, world: World) -> None:
        long = issue(world.root, "长期", generate_key_pair().public, at=NOW, days=36500)
        assert long.not_after == world.root.certificate.not_after

    @pytest.mark.parametrize("name", ["", "  ", "长" * 65])
    def test_names(self, world: World, name: str) -> None:
        with pytest.raises(BadCertificate):
            issue(world.root, name, generate_key_pair().public, at=NOW)


def test_times_after_2049_are_kept(world: World) -> None:
    root = create_root("远期", at=FOUNDED, days=365 * 40)
    assert read_certificate(root.certificate.der).not_after.year == 2065
