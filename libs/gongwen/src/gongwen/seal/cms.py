"""Signed messages (密码消息 SignedData): GM/T 0010 as found in OFD and PDF, with SM2 and SM3 only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from asn1crypto import cms, core, x509

from gongwen.seal import der
from gongwen.seal.device import SigningDevice
from gongwen.seal.errors import BadStructure
from gongwen.seal.pki.certificate import SM2_WITH_SM3, Certificate, read_certificate, signed_by
from gongwen.seal.sm import sm3

GM_DATA, GM_SIGNED_DATA = "1.2.156.10197.6.1.4.2.1", "1.2.156.10197.6.1.4.2.2"
DATA, SIGNED_DATA = "1.2.840.113549.1.7.1", "1.2.840.113549.1.7.2"
SM3_OID = "1.2.156.10197.1.401"
_SM2_SIGNATURES = {SM2_WITH_SM3, "1.2.156.10197.1.301.1", "1.2.156.10197.1.301"}
_CONTENT_TYPE, _MESSAGE_DIGEST, _SIGNING_TIME = (f"1.2.840.113549.1.9.{n}" for n in (3, 4, 5))
_TIMESTAMP = "1.2.840.113549.1.9.16.2.14"
SEAL_ATTRIBUTE = "2.25.144591191455739041335278658654997153604"
"""A signed attribute of ours (an identifier by UUID, ITU-T X.667): the seal used, as no standard names one."""
MAX_CERTIFICATES = 20


class _Attribute(core.Sequence):
    _fields = [("type", core.ObjectIdentifier), ("values", core.SetOf, {"spec": core.Any})]


class _Attributes(core.SetOf):
    _child_spec = _Attribute


class _Encapsulated(core.Sequence):
    _fields = [
        ("content_type", core.ObjectIdentifier),
        ("content", core.OctetString, {"explicit": 0, "optional": True}),
    ]


class _SignerInfo(core.Sequence):
    _fields = [
        ("version", core.Integer),
        ("signer", core.Any),
        ("digest_algorithm", cms.DigestAlgorithm),
        ("signed_attributes", _Attributes, {"implicit": 0, "optional": True}),
        ("signature_algorithm", cms.SignedDigestAlgorithm),
        ("signature", core.OctetString),
        ("unsigned_attributes", _Attributes, {"implicit": 1, "optional": True}),
    ]


class _SignerInfos(core.SetOf):
    _child_spec = _SignerInfo


class _Certificates(core.SetOf):
    _child_spec = core.Any


class _SignedData(core.Sequence):
    _fields = [
        ("version", core.Integer),
        ("digest_algorithms", cms.DigestAlgorithms),
        ("encapsulated", _Encapsulated),
        ("certificates", _Certificates, {"implicit": 0, "optional": True}),
        ("lists", _Certificates, {"implicit": 1, "optional": True}),
        ("signer_infos", _SignerInfos),
    ]


class _ContentInfo(core.Sequence):
    _fields = [("content_type", core.ObjectIdentifier), ("content", _SignedData, {"explicit": 0})]


@dataclass(frozen=True)
class SignedMessage:
    """One signer's signature over a content. ``at`` is the claimed time in UTC, None where none is claimed."""

    signer: Certificate
    certificates: tuple[Certificate, ...]
    content_type: str
    content: bytes | None = field(repr=False)
    at: datetime | None
    attributes: bytes = field(repr=False)
    digest: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    timestamp: bytes = field(repr=False)
    seal: bytes = field(repr=False)

    def matches(self, content: bytes) -> bool:
        """Whether the content is what was signed, by its digest; only the signature can tell where none is kept.

        Some software signs the SM3 digest of the content in its place (found in samples).
        """
        forms = (content, sm3(content))
        if self.content is not None and self.content not in forms:
            return False
        return not self.attributes or self.digest in {sm3(form) for form in forms}

    def is_signed(self, content: bytes) -> bool:
        """Whether the signature is good: over the signed attributes, or over the content where there are none."""
        if self.attributes:
            forms: tuple[bytes, ...] = (self.attributes,)
        elif self.content is not None:
            forms = (self.content,)
        else:
            forms = (content, sm3(content))
        return any(signed_by(self.signer, SM2_WITH_SM3, form, self.signature) for form in forms)


def make_signed_message(
    device: SigningDevice,
    digest: bytes,
    *,
    at: datetime,
    certificates: tuple[Certificate, ...] = (),
    content_type: str = GM_DATA,
    content: bytes | None = None,
    outer_type: str = GM_SIGNED_DATA,
    seal: bytes = b"",
) -> bytes:
    """SignedData by GM/T 0010 over the SM3 ``digest`` of a content that stays outside (or is ``content``); DER.

    ``seal`` (SESeal, DER) becomes a signed attribute: the seal that the signature uses.
    """
    attributes = _Attributes(
        [
            *([{"type": SEAL_ATTRIBUTE, "values": [core.OctetString(seal)]}] if seal else []),
            {"type": _CONTENT_TYPE, "values": [core.ObjectIdentifier(content_type)]},
            {"type": _SIGNING_TIME, "values": [core.UTCTime(at.astimezone(UTC).replace(microsecond=0))]},
            {"type": _MESSAGE_DIGEST, "values": [core.OctetString(digest)]},
        ]
    )
    certificate = x509.Certificate.load(device.certificate.der)
    info = {
        "version": 1,
        "signer": core.Any(
            cms.IssuerAndSerialNumber(
                {
                    "issuer": certificate.issuer,
                    "serial_number": certificate.serial_number,
                }
            )
        ),
        "digest_algorithm": {"algorithm": SM3_OID},
        "signed_attributes": attributes,
        "signature_algorithm": {"algorithm": SM2_WITH_SM3},
        "signature": device.sign(attributes.dump()),
    }
    encapsulated: dict[str, object] = {"content_type": content_type}
    if content is not None:
        encapsulated["content"] = content
    every = {one.der: one for one in (device.certificate, *certificates)}
    signed = _SignedData(
        {
            "version": 1,
            "digest_algorithms": [{"algorithm": SM3_OID}],
            "encapsulated": encapsulated,
            "certificates": [core.Any(x509.Certificate.load(encoded)) for encoded in every],
            "signer_infos": [info],
        }
    )
    outer = _ContentInfo({"content_type": outer_type, "content": signed})
    encoded: bytes = outer.dump()
    return encoded


def with_timestamp(message: bytes, token: bytes) -> bytes:
    """The same message with a timestamp token (RFC 3161) over its signature, as an unsigned attribute."""
    outer = _ContentInfo.load(message)
    attribute = {"type": _TIMESTAMP, "values": [core.Any.load(token)]}
    outer["content"]["signer_infos"][0]["unsigned_attributes"] = _Attributes([attribute])
    encoded: bytes = outer.dump(force=True)
    return encoded


def read_signed_message(data: bytes) -> SignedMessage:
    """SignedData with exactly one signer who uses SM2; raises BadStructure or BadCertificate."""
    with der.reading("签名消息"):
        outer = der.decode(_ContentInfo, data, "签名消息")
        if outer["content_type"].dotted not in (SIGNED_DATA, GM_SIGNED_DATA):
            raise BadStructure("签名消息不是 SignedData。")
        signed = outer["content"]
        infos = signed["signer_infos"]
        if len(infos) != 1:
            raise BadStructure("签名消息应当只有一个签名者。")
        if len(signed["certificates"] or ()) > MAX_CERTIFICATES:
            raise BadStructure("签名消息中的证书过多，已拒绝读取。")
        certificates = tuple(read_certificate(one.dump()) for one in signed["certificates"] or ())
        return _message(signed, infos[0], certificates)


def _message(signed: _SignedData, info: _SignerInfo, certificates: tuple[Certificate, ...]) -> SignedMessage:
    digest_algorithm = info["digest_algorithm"]["algorithm"].dotted
    signature_algorithm = info["signature_algorithm"]["algorithm"].dotted
    if digest_algorithm != SM3_OID or signature_algorithm not in _SM2_SIGNATURES:
        raise BadStructure("签名消息没有采用 SM2 和 SM3 算法，不支持验证。")
    identity = cms.IssuerAndSerialNumber.load(info["signer"].dump())
    issuer, serial = identity["issuer"].dump(), int(identity["serial_number"].native)
    signer = next((one for one in certificates if (one.issuer_name, one.serial) == (issuer, serial)), None)
    if signer is None:
        raise BadStructure("签名消息中没有签名者的证书。")
    attributes = info["signed_attributes"]
    signed_values = _values(attributes)
    content_type = str(signed["encapsulated"]["content_type"].dotted)
    claimed = signed_values.get(_CONTENT_TYPE)
    types = {content_type, str(core.ObjectIdentifier.load(claimed).dotted) if claimed else content_type}
    # Real files name plain data by either identifier, and not always by the same one twice.
    if len(types) > 1 and types != {DATA, GM_DATA}:
        raise BadStructure("签名消息的内容类型前后不一致。")
    moment = signed_values.get(_SIGNING_TIME)
    digest = signed_values.get(_MESSAGE_DIGEST)
    if isinstance(attributes, _Attributes) and digest is None:
        raise BadStructure("签名消息缺少内容摘要。")
    inner = signed["encapsulated"]["content"]
    return SignedMessage(
        signer=signer,
        certificates=certificates,
        content_type=content_type,
        content=None if inner.native is None else bytes(inner.native),
        at=_moment(moment) if moment else None,
        attributes=attributes.untag().dump() if isinstance(attributes, _Attributes) else b"",
        digest=bytes(core.OctetString.load(digest).native) if digest else b"",
        signature=bytes(info["signature"].native),
        timestamp=_values(info["unsigned_attributes"]).get(_TIMESTAMP, b""),
        seal=bytes(core.OctetString.load(seal).native) if (seal := signed_values.get(SEAL_ATTRIBUTE)) else b"",
    )


def _values(attributes: _Attributes) -> dict[str, bytes]:
    """Each attribute with its single value, encoded; a second of the same type is refused."""
    found: dict[str, bytes] = {}
    for attribute in attributes if isinstance(attributes, _Attributes) else ():
        kind = str(attribute["type"].dotted)
        if kind in found or len(attribute["values"]) != 1:
            raise BadStructure("签名消息中有重复的属性。")
        found[kind] = attribute["values"][0].dump()
    return found


def _moment(encoded: bytes) -> datetime:
    kind = core.UTCTime if encoded[:1] == b"\x17" else core.GeneralizedTime
    value: datetime = kind.load(encoded).native
    return value.astimezone(UTC)
