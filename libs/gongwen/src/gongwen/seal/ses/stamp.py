"""One use of a seal (电子签章数据, SES_Signature): who, with which seal, when, over which digest."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from gongwen.seal import der
from gongwen.seal.device import SigningDevice
from gongwen.seal.errors import BadStructure
from gongwen.seal.pki.certificate import SM2_WITH_SM3, Certificate, read_certificate, signed_by
from gongwen.seal.ses import structures
from gongwen.seal.ses.seal import V1, V4, ElectronicSeal, read_seal, utc
from gongwen.seal.sm import InvalidKey, verify_digest


@dataclass(frozen=True)
class Stamp:
    """A use of a seal as read. ``at`` is what the signer claims, in UTC; ``location`` the part that was digested."""

    version: int
    seal: ElectronicSeal
    signer: Certificate
    at: datetime
    data_digest: bytes = field(repr=False)
    location: str
    algorithm: str
    signed: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    timestamp: bytes = field(repr=False, default=b"")

    @property
    def is_signed(self) -> bool:
        """Whether the signer's signature is good.

        Some V1 software signs the digest of the data itself instead of the structure (found in samples).
        """
        if signed_by(self.signer, self.algorithm, self.signed, self.signature):
            return True
        return self.version < V4 and self.signs_digest_only

    @property
    def signs_digest_only(self) -> bool:
        """Whether the signature covers the bare digest: then neither time nor seal is protected by it."""
        if len(self.data_digest) != 32 or not self.signer.public_key:
            return False
        try:
            return verify_digest(self.signer.public_key, self.data_digest, self.signature)
        except InvalidKey:
            return False


def make_stamp(
    seal: ElectronicSeal, device: SigningDevice, data_digest: bytes, *, location: str, at: datetime
) -> bytes:
    """Use a seal on what has the SM3 digest ``data_digest``; returns DER of SES_Signature, V4."""
    to_sign = structures.ToSign4(
        {
            "version": V4,
            "eseal": structures.Seal4.load(seal.der),
            "timeInfo": at.astimezone(UTC).replace(microsecond=0),
            "dataHash": data_digest,
            "propertyInfo": location,
        }
    )
    signature = structures.Signature4(
        {
            "toSign": to_sign,
            "cert": device.certificate.der,
            "signatureAlgID": SM2_WITH_SM3,
            "signature": device.sign(to_sign.dump()),
        }
    )
    encoded: bytes = signature.dump()
    return encoded


def with_timestamp(stamp: bytes, token: bytes) -> bytes:
    """The same use with a timestamp token (RFC 3161) over its signature value."""
    signature = structures.Signature4.load(stamp)
    signature["timeStamp"] = token
    encoded: bytes = signature.dump(force=True)
    return encoded


def read_stamp(data: bytes) -> Stamp:
    """SES_Signature of V4 or V1 from DER; raises BadStructure or BadCertificate."""
    with der.reading("电子签章数据"):
        parts = der.decode(structures.Parts, data, "电子签章数据")
        if len(parts) in (4, 5):
            return _from_v4(structures.Signature4.load(data, strict=True))
        if len(parts) == 2:
            return _from_v1(structures.Signature1.load(data, strict=True))
    raise BadStructure("电子签章数据的结构不符合 GB/T 38540 或 GM/T 0031。")


def _from_v4(whole: structures.Signature4) -> Stamp:
    body = whole["toSign"]
    return Stamp(
        version=int(body["version"].native),
        seal=read_seal(body["eseal"].dump()),
        signer=read_certificate(bytes(whole["cert"].native)),
        at=utc(body["timeInfo"].native),
        data_digest=der.octets(body["dataHash"]),
        location=str(body["propertyInfo"].native)[:500],
        algorithm=str(whole["signatureAlgID"].dotted),
        signed=body.dump(),
        signature=der.octets(whole["signature"]),
        timestamp=der.octets(whole["timeStamp"]) if whole["timeStamp"].native else b"",
    )


def _from_v1(whole: structures.Signature1) -> Stamp:
    body = whole["toSign"]
    return Stamp(
        version=V1,
        seal=read_seal(body["eseal"].dump()),
        signer=read_certificate(bytes(body["cert"].native)),
        at=_v1_time(der.octets(body["timeInfo"])),
        data_digest=der.octets(body["dataHash"]),
        location=str(body["propertyInfo"].native)[:500],
        algorithm=str(body["signatureAlgorithm"].dotted),
        signed=body.dump(),
        signature=der.octets(whole["signature"]),
    )


def _v1_time(content: bytes) -> datetime:
    """V1 keeps the time as text in one of several forms."""
    text = content[:40].decode("ascii", "replace").strip()
    for form in ("%Y-%m-%dT%H:%M:%S.%fZ", "%Y%m%d%H%M%SZ", "%Y-%m-%d %H:%M:%S", "%y%m%d%H%M%SZ"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    raise BadStructure("电子签章数据中的时间无法识别。")
