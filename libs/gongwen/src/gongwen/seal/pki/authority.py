"""A certificate authority for trials and tests (测试发证机构): a folder with a root, its register and lists.

Not for production: an office's seals want certificates of a licensed authority (电子认证服务机构).
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

from asn1crypto import core, crl, x509
from asn1crypto import keys as asn1_keys

from gongwen.seal.device import SoftwareKey
from gongwen.seal.errors import BadCertificate, CannotSeal
from gongwen.seal.pki.certificate import (
    SM2_CURVE,
    SM2_WITH_SM3,
    Certificate,
    dump_pem,
    read_certificate,
    read_certificates,
)
from gongwen.seal.pki.key_file import load_key, save_key
from gongwen.seal.sm import generate_key_pair, sign, sm3

ROOT, KEY, REGISTER = "ca.pem", "ca.key", "register.json"
_SIGNING = {"digital_signature", "non_repudiation"}


class Purpose(Enum):
    """What a certificate is issued for: key usages, extended usage."""

    SEAL = "seal", "印章（签章人）", None
    MAKER = "maker", "电子印章制作机构", None
    PERSON = "person", "个人签名", None
    TIMESTAMP = "timestamp", "时间戳服务", "time_stamping"

    def __init__(self, code: str, label: str, extended: str | None) -> None:
        self.code, self.label, self.extended = code, label, extended


@dataclass(frozen=True)
class Issued:
    """One line of the register."""

    serial: str
    name: str
    purpose: str
    not_after: str
    revoked_at: str = ""
    reason: str = ""


def create_root(name: str, *, at: datetime, days: int = 3650) -> SoftwareKey:
    """A root in memory: key and self-signed certificate."""
    pair = generate_key_pair()
    body = _body(_name(name), _name(name), pair.public, at, at + timedelta(days=days), authority=True)
    signed = _signed(body, lambda message: sign(pair, message))
    return SoftwareKey(read_certificate(signed), pair)


def issue(
    root: SoftwareKey,
    name: str,
    public_key: bytes,
    *,
    at: datetime,
    organization: str = "",
    purpose: Purpose = Purpose.SEAL,
    days: int = 1095,
    authority: bool = False,
) -> Certificate:
    """A certificate for a public key (64 bytes), signed by the root; an end before the root's own is kept."""
    end = min(at + timedelta(days=days), root.certificate.not_after)
    issuer = x509.Name.load(root.certificate.subject_name)
    body = _body(
        _name(name, organization), issuer, public_key, at, end, authority=authority, purpose=purpose, root=root
    )
    return read_certificate(_signed(body, root.sign))


class Authority:
    """The folder of an authority; everything it issued stands in ``register.json``."""

    def __init__(self, folder: Path, password: str) -> None:
        self._folder = folder
        try:
            certificate = read_certificates((folder / ROOT).read_bytes())[0]
            self.root = SoftwareKey(certificate, load_key((folder / KEY).read_bytes(), password))
            lines = json.loads((folder / REGISTER).read_text("utf-8"))
            self.issued = [Issued(**line) for line in lines]
        except (OSError, ValueError, TypeError) as error:
            if isinstance(error, BadCertificate):
                raise
            reason = str(error) if isinstance(error, ValueError) and error.args else "文件缺失或已损坏"
            raise BadCertificate(f"{folder} 不是可用的测试发证机构目录：{reason.rstrip('。')}。") from error

    @classmethod
    def create(cls, folder: Path, name: str, password: str, *, at: datetime) -> Authority:
        """Found an authority in a new folder; raises CannotSeal where one is there already."""
        if (folder / KEY).exists():
            raise CannotSeal(f"{folder} 中已有发证机构，不能覆盖。")
        root = create_root(name, at=at)
        folder.mkdir(parents=True, exist_ok=True)
        _write_private(folder / KEY, save_key(root.pair, password))
        (folder / ROOT).write_bytes(dump_pem(root.certificate.der))
        (folder / REGISTER).write_text("[]", "utf-8")
        return cls(folder, password)

    def issue(
        self, name: str, public_key: bytes, *, at: datetime, organization: str, purpose: Purpose, days: int
    ) -> Certificate:
        """Issue and register a certificate."""
        certificate = issue(
            self.root, name, public_key, at=at, organization=organization, purpose=purpose, days=days
        )
        line = Issued(
            f"{certificate.serial:x}", name, purpose.code, certificate.not_after.isoformat(timespec="seconds")
        )
        self._keep([*self.issued, line])
        return certificate

    def revoke(self, serial: str, *, at: datetime, reason: str) -> Issued:
        """Enter a revocation; raises CannotSeal for an unknown or revoked serial number."""
        for place, line in enumerate(self.issued):
            if line.serial == serial.lower():
                if line.revoked_at:
                    raise CannotSeal(f"序列号 {serial} 的证书已于 {line.revoked_at} 吊销。")
                fresh = Issued(
                    line.serial, line.name, line.purpose, line.not_after, at.isoformat(timespec="seconds"), reason
                )
                self._keep([*self.issued[:place], fresh, *self.issued[place + 1 :]])
                return fresh
        raise CannotSeal(f"没有签发过序列号为 {serial} 的证书。")

    def revocation_list(self, *, at: datetime, days: int = 30) -> bytes:
        """A fresh CRL, DER."""
        revoked = {
            int(line.serial, 16): (datetime.fromisoformat(line.revoked_at), line.reason)
            for line in self.issued
            if line.revoked_at
        }
        return revocation_list(self.root, revoked, at=at, days=days)

    def _keep(self, lines: list[Issued]) -> None:
        text = json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=1)
        fresh = self._folder / f".{REGISTER}.new"
        fresh.write_text(text, "utf-8")
        fresh.replace(self._folder / REGISTER)
        self.issued = lines


def revocation_list(
    root: SoftwareKey, revoked: Mapping[int, tuple[datetime, str]], *, at: datetime, days: int = 30
) -> bytes:
    """A CRL of ``root``: serial numbers with time and reason; DER."""
    entries = [
        {
            "user_certificate": serial,
            "revocation_date": _time(moment),
            "crl_entry_extensions": [{"extn_id": "crl_reason", "extn_value": crl.CRLReason(reason)}],
        }
        for serial, (moment, reason) in sorted(revoked.items())
    ]
    body: dict[str, Any] = {
        "version": "v2",
        "signature": {"algorithm": SM2_WITH_SM3},
        "issuer": x509.Name.load(root.certificate.subject_name),
        "this_update": _time(at),
        "next_update": _time(at + timedelta(days=days)),
        "crl_extensions": [{"extn_id": "crl_number", "extn_value": core.Integer(int(at.timestamp()))}],
    }
    if entries:
        body["revoked_certificates"] = entries
    signed = crl.TbsCertList(body)
    whole = crl.CertificateList(
        {
            "tbs_cert_list": signed,
            "signature_algorithm": {"algorithm": SM2_WITH_SM3},
            "signature": root.sign(signed.dump()),
        }
    )
    encoded: bytes = whole.dump()
    return encoded


def _body(
    subject: x509.Name,
    issuer: x509.Name,
    public_key: bytes,
    start: datetime,
    end: datetime,
    *,
    authority: bool,
    purpose: Purpose = Purpose.SEAL,
    root: SoftwareKey | None = None,
) -> x509.TbsCertificate:
    usages = {"key_cert_sign", "crl_sign"} if authority else _SIGNING
    extensions: list[dict[str, Any]] = [
        {"extn_id": "basic_constraints", "critical": True, "extn_value": {"ca": authority}},
        {"extn_id": "key_usage", "critical": True, "extn_value": usages},
        {"extn_id": "key_identifier", "critical": False, "extn_value": sm3(public_key)[:20]},
        {
            "extn_id": "authority_key_identifier",
            "critical": False,
            "extn_value": {"key_identifier": sm3(root.pair.public if root else public_key)[:20]},
        },
    ]
    if purpose.extended and not authority:
        extensions.append({"extn_id": "extended_key_usage", "critical": True, "extn_value": [purpose.extended]})
    return x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": int.from_bytes(secrets.token_bytes(15)) | 1 << 119,
            "signature": {"algorithm": SM2_WITH_SM3},
            "issuer": issuer,
            "validity": {"not_before": _time(start), "not_after": _time(end)},
            "subject": subject,
            "subject_public_key_info": {
                "algorithm": {
                    "algorithm": "ec",
                    "parameters": asn1_keys.ECDomainParameters(
                        name="named", value=asn1_keys.NamedCurve(SM2_CURVE)
                    ),
                },
                "public_key": b"\x04" + public_key,
            },
            "extensions": extensions,
        }
    )


def _signed(body: x509.TbsCertificate, signed_by: Callable[[bytes], bytes]) -> bytes:
    whole = x509.Certificate(
        {
            "tbs_certificate": body,
            "signature_algorithm": {"algorithm": SM2_WITH_SM3},
            "signature_value": signed_by(body.dump()),
        }
    )
    encoded: bytes = whole.dump()
    return encoded


def _name(common_name: str, organization: str = "") -> x509.Name:
    if not common_name.strip() or len(common_name) > 64 or len(organization) > 64:
        raise BadCertificate("证书名称应为 1 至 64 个字。")
    parts = {"country_name": "CN", "common_name": common_name.strip()}
    if organization:
        parts = {"country_name": "CN", "organization_name": organization, "common_name": common_name.strip()}
    return x509.Name.build(parts)


def _time(moment: datetime) -> x509.Time:
    """UTCTime up to 2049, GeneralizedTime after (RFC 5280, 4.1.2.5)."""
    moment = moment.astimezone(UTC).replace(microsecond=0)
    if moment.year < 2050:
        return x509.Time(name="utc_time", value=core.UTCTime(moment))
    return x509.Time(name="general_time", value=core.GeneralizedTime(moment))


def _write_private(path: Path, content: bytes) -> None:
    """A file that only its owner reads, from its first byte on."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
