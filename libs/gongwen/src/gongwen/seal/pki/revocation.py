"""Revocation lists (证书吊销列表 CRL, RFC 5280 section 5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from asn1crypto import crl, pem

from gongwen.seal import der
from gongwen.seal.errors import BadCertificate, BadStructure
from gongwen.seal.pki.certificate import Certificate, signed_by

_REASONS = {
    "key_compromise": "私钥泄露",
    "ca_compromise": "发证机构私钥泄露",
    "affiliation_changed": "单位变更",
    "superseded": "已被新证书取代",
    "cessation_of_operation": "停止使用",
    "certificate_hold": "暂停使用",
    "privilege_withdrawn": "权限撤回",
}


@dataclass(frozen=True)
class Revocation:
    """One entry: since when, and why."""

    at: datetime
    reason: str

    @property
    def is_compromise(self) -> bool:
        """Whether someone else may hold the key, so that no time claimed by it is worth anything."""
        return self.reason in ("key_compromise", "ca_compromise")

    @property
    def label(self) -> str:
        return _REASONS.get(self.reason, "未说明原因")


@dataclass(frozen=True)
class RevocationList:
    """One list of one issuer."""

    issuer_name: bytes = field(repr=False)
    issued_at: datetime
    next_at: datetime | None
    revoked: dict[int, Revocation] = field(repr=False)
    signature_algorithm: str
    signed: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    def is_issued_by(self, issuer: Certificate) -> bool:
        """Whether ``issuer`` signed the list, and may."""
        return (
            self.issuer_name == issuer.subject_name
            and (issuer.usages is None or "crl_sign" in issuer.usages)
            and signed_by(issuer, self.signature_algorithm, self.signed, self.signature)
        )


def read_revocation_list(data: bytes) -> RevocationList:
    """A CRL, PEM or DER; raises BadCertificate."""
    if pem.detect(data):
        try:
            data = pem.unarmor(data)[2]
        except ValueError as error:
            raise BadCertificate("吊销列表不是有效的 PEM。") from error
    try:
        with der.reading("吊销列表"):
            return _facts(der.decode(crl.CertificateList, data, "吊销列表"))
    except BadStructure as error:
        raise BadCertificate(str(error)) from error


def _facts(parsed: crl.CertificateList) -> RevocationList:
    body = parsed["tbs_cert_list"]
    # Partial lists (delta, or for some certificates only) would make a revoked certificate look good.
    if parsed.critical_extensions:
        raise BadCertificate("吊销列表含有不支持的关键扩展，不予采用。")
    next_update = body["next_update"].native
    return RevocationList(
        issuer_name=body["issuer"].dump(),
        issued_at=_utc(body["this_update"].native),
        next_at=_utc(next_update) if next_update else None,
        revoked={
            int(entry["user_certificate"].native): Revocation(
                _utc(entry["revocation_date"].native),
                entry.crl_reason_value.native if entry.crl_reason_value else "",
            )
            for entry in body["revoked_certificates"]
        },
        signature_algorithm=str(parsed["signature_algorithm"]["algorithm"].dotted),
        signed=body.dump(),
        signature=der.octets(parsed["signature"]),
    )


def _utc(value: datetime) -> datetime:
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
