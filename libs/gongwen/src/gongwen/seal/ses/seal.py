"""One electronic seal (电子印章): made and signed by its maker, or read from DER."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum

from asn1crypto import core

from gongwen.seal import der
from gongwen.seal.device import SigningDevice
from gongwen.seal.errors import BadStructure, CannotSeal
from gongwen.seal.pki.certificate import SM2_WITH_SM3, Certificate, read_certificate, signed_by
from gongwen.seal.ses import structures
from gongwen.seal.sm import sm3

V1, V4 = 1, 4
MAX_PICTURE = 2 * 1024 * 1024
"""Bytes of a seal's picture."""
MAX_MILLIMETRES = 120
MAX_PIXELS = 4_000
_CERTIFICATES, _DIGESTS = 1, 2
_PICTURES = ("PNG", "OFD", "JPG", "JPEG", "GIF", "BMP", "SVG")
_VENDOR = "gongwen"


class SealKind(Enum):
    """Whose seal it is, as the number in the seal says (印章类型)."""

    UNIT = 1
    PERSON = 2


@dataclass(frozen=True)
class Picture:
    """The picture of a seal; ``kind`` is PNG, OFD…, sizes in millimetres."""

    kind: str
    data: bytes = field(repr=False)
    width: int
    height: int

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the picture, as sentences without full stop."""
        found = []
        if self.kind.upper() not in _PICTURES:
            found.append(f"印章图片格式“{self.kind[:12]}”不支持")
        if len(self.data) > MAX_PICTURE:
            found.append(f"印章图片超过 {MAX_PICTURE // 1024 // 1024} MB")
        if not (0 < self.width <= MAX_MILLIMETRES and 0 < self.height <= MAX_MILLIMETRES):
            found.append(f"印章图片的尺寸 {self.width}×{self.height} 毫米超出范围")
        if self.kind.upper() == "PNG":
            found += _png_faults(self.data)
        return tuple(found)


@dataclass(frozen=True)
class ElectronicSeal:
    """A seal as read. Times are in UTC; ``signers`` are the certificates (DER) that may use it, or their digests."""

    der: bytes = field(repr=False)
    version: int
    vendor: str
    id: str
    kind: int
    name: str
    created_at: datetime
    valid_from: datetime
    valid_until: datetime
    picture: Picture
    signers: tuple[bytes, ...] = field(repr=False)
    signer_digests: tuple[tuple[str, bytes], ...] = field(repr=False)
    maker: Certificate
    algorithm: str
    signed: tuple[bytes, ...] = field(repr=False)
    signature: bytes = field(repr=False)

    @property
    def is_signed_by_maker(self) -> bool:
        """Whether the maker's signature (制章人签名) is good over one of the forms in use."""
        return any(signed_by(self.maker, self.algorithm, form, self.signature) for form in self.signed)

    def is_within(self, at: datetime) -> bool:
        return self.valid_from <= at <= self.valid_until

    def lists(self, certificate: Certificate) -> bool:
        """Whether the certificate is among those that may use the seal (签章人证书列表)."""
        digests = {value for kind, value in self.signer_digests if kind.upper() in ("SM3", "1.2.156.10197.1.401")}
        return certificate.der in self.signers or sm3(certificate.der) in digests


def make_seal(
    name: str,
    picture: Picture,
    *,
    seal_id: str,
    kind: SealKind,
    signers: tuple[Certificate, ...],
    maker: SigningDevice,
    created_at: datetime,
    valid_until: datetime,
) -> ElectronicSeal:
    """Make a V4 seal, valid from now, signed by the maker's device; raises CannotSeal."""
    faults = [*picture.faults(), *_making_faults(name, seal_id, signers, maker, created_at, valid_until)]
    if faults:
        raise CannotSeal(f"{faults[0]}，不能制章。")
    info = structures.SealInfo4(
        {
            "header": {"ID": "ES", "version": V4, "Vid": _VENDOR},
            "esID": seal_id,
            "property": {
                "type": kind.value,
                "name": name.strip(),
                "certListType": _CERTIFICATES,
                "certList": [core.OctetString(signer.der) for signer in signers],
                "createDate": _whole(created_at),
                "validStart": _whole(created_at),
                "validEnd": _whole(valid_until),
            },
            "picture": {
                "type": picture.kind,
                "data": picture.data,
                "width": picture.width,
                "height": picture.height,
            },
        }
    )
    seal = structures.Seal4(
        {
            "eSealInfo": info,
            "cert": maker.certificate.der,
            "signAlgID": SM2_WITH_SM3,
            "signedValue": maker.sign(info.dump()),
        }
    )
    return read_seal(seal.dump())


def read_seal(data: bytes) -> ElectronicSeal:
    """A seal of V4 or V1 from DER; raises BadStructure or BadCertificate. What it says is not yet checked."""
    with der.reading("电子印章"):
        parts = der.decode(structures.Parts, data, "电子印章")
        if len(parts) == 4:
            seal = structures.Seal4.load(data, strict=True)
            return _from_v4(seal, data)
        if len(parts) == 2:
            seal = structures.Seal1.load(data, strict=True)
            return _from_v1(seal, data)
    raise BadStructure("电子印章的结构不符合 GB/T 38540 或 GM/T 0031。")


def _from_v4(seal: structures.Seal4, data: bytes) -> ElectronicSeal:
    info = seal["eSealInfo"]
    # Real seals sign the information alone; the standard can be read as covering certificate and algorithm too.
    whole = core.SequenceOf(spec=core.Any)
    for part in (info, seal["cert"], seal["signAlgID"]):
        whole.append(core.Any(part))
    signed = (info.dump(), whole.dump())
    return _seal(info, data, seal["cert"], seal["signAlgID"], seal["signedValue"], signed)


def _from_v1(seal: structures.Seal1, data: bytes) -> ElectronicSeal:
    info, sign_info = seal["esealInfo"], seal["signInfo"]
    whole = core.SequenceOf(spec=core.Any)
    for part in (info, sign_info["cert"], sign_info["signatureAlgorithm"]):
        whole.append(core.Any(part))
    signed = (whole.dump(), info.dump())
    return _seal(info, data, sign_info["cert"], sign_info["signatureAlgorithm"], sign_info["signData"], signed)


def _seal(
    info: core.Sequence,
    data: bytes,
    certificate: core.OctetString,
    algorithm: core.ObjectIdentifier,
    signature: core.OctetBitString,
    signed: tuple[bytes, ...],
) -> ElectronicSeal:
    prop, picture = info["property"], info["picture"]
    signers, digests = _signers(prop["certList"])
    return ElectronicSeal(
        der=data,
        version=int(info["header"]["version"].native),
        vendor=_shown(info["header"]["Vid"].native),
        id=_shown(info["esID"].native),
        kind=int(prop["type"].native),
        name=_shown(prop["name"].native),
        created_at=utc(prop["createDate"].native),
        valid_from=utc(prop["validStart"].native),
        valid_until=utc(prop["validEnd"].native),
        picture=Picture(
            _shown(picture["type"].native),
            bytes(picture["data"].native),
            int(picture["width"].native),
            int(picture["height"].native),
        ),
        signers=signers,
        signer_digests=digests,
        maker=read_certificate(bytes(certificate.native)),
        algorithm=str(algorithm.dotted),
        signed=signed,
        signature=der.octets(signature),
    )


def _signers(listed: core.SequenceOf) -> tuple[tuple[bytes, ...], tuple[tuple[str, bytes], ...]]:
    certificates, digests = [], []
    for entry in listed:
        encoded = entry.dump()
        if encoded[0] == 0x04:
            certificates.append(bytes(core.OctetString.load(encoded).native))
        elif encoded[0] == 0x30:
            digest = structures.CertificateDigest.load(encoded)
            digests.append((str(digest["type"].native), bytes(digest["value"].native)))
    return tuple(certificates), tuple(digests)


def _making_faults(
    name: str,
    seal_id: str,
    signers: tuple[Certificate, ...],
    maker: SigningDevice,
    created_at: datetime,
    valid_until: datetime,
) -> list[str]:
    found = []
    if not 1 <= len(name.strip()) <= 100:
        found.append("印章名称应为 1 至 100 个字")
    if not seal_id.isascii() or not seal_id.isalnum() or len(seal_id) > 32:
        found.append("印章编码应为不超过 32 位的字母和数字")
    if not signers:
        found.append("没有指定签章人证书")
    if valid_until <= created_at:
        found.append("有效期的终止时间不晚于制作时间")
    for certificate, role in ((maker.certificate, "制章人"), *((signer, "签章人") for signer in signers)):
        if not certificate.is_within(created_at):
            found.append(f"{role}证书“{certificate.common_name}”不在有效期内")
        if not certificate.may_sign:
            found.append(f"{role}证书“{certificate.common_name}”的密钥用途不包括签名")
        if not certificate.public_key:
            found.append(f"{role}证书“{certificate.common_name}”不是 SM2 证书")
    return found


def _png_faults(data: bytes) -> list[str]:
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR" or len(data) < 33:
        return ["印章图片不是有效的 PNG"]
    width, height = struct.unpack(">II", data[16:24])
    if not (0 < width <= MAX_PIXELS and 0 < height <= MAX_PIXELS):
        return [f"印章图片为 {width}×{height} 像素，超过 {MAX_PIXELS} 像素"]
    return []


def utc(value: datetime) -> datetime:
    """The moment in UTC; the standard's times without zone are UTC."""
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def _whole(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _shown(value: object) -> str:
    return "".join(sign for sign in str(value)[:200] if sign.isprintable())
