"""Certificates (数字证书, GB/T 20518): what one says, and whether its issuer signed it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from asn1crypto import core, pem, x509

from gongwen.seal import der
from gongwen.seal.errors import BadCertificate, BadStructure
from gongwen.seal.sm import InvalidKey, from_raw, verify

SM2_CURVE = "1.2.156.10197.1.301"
SM2_WITH_SM3 = "1.2.156.10197.1.501"
MAX_CERTIFICATE = 64 * 1024
_COMMON_NAME = "2.5.4.3"
_NAMES = {
    _COMMON_NAME: "CN",
    "2.5.4.10": "O",
    "2.5.4.11": "OU",
    "2.5.4.6": "C",
    "2.5.4.7": "L",
    "2.5.4.8": "ST",
    "2.5.4.5": "SERIALNUMBER",
}


@dataclass(frozen=True)
class Certificate:
    """One certificate. Times are in UTC; ``public_key`` is the SM2 point x‖y (64 bytes), empty for other keys."""

    der: bytes = field(repr=False)
    subject: str
    issuer: str
    common_name: str
    serial: int
    not_before: datetime
    not_after: datetime
    public_key: bytes = field(repr=False)
    is_authority: bool
    path_length: int | None
    usages: frozenset[str] | None
    extended_usages: frozenset[str]
    signature_algorithm: str
    unknown_critical: tuple[str, ...]
    subject_name: bytes = field(repr=False)
    issuer_name: bytes = field(repr=False)
    signed: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    @property
    def may_sign(self) -> bool:
        """Whether its key may sign documents: no key usage named, or 数字签名 or 抗抵赖 among them."""
        return self.usages is None or bool(self.usages & {"digital_signature", "non_repudiation"})

    def is_within(self, at: datetime) -> bool:
        """Whether ``at`` lies in the period of validity."""
        return self.not_before <= at <= self.not_after

    def has_signed(self, message: bytes, signature: bytes) -> bool:
        """Whether its key made this SM2-with-SM3 signature of ``message``, as a SigningDevice does."""
        return signed_by(self, SM2_WITH_SM3, message, signature)

    def is_signed_by(self, issuer: Certificate) -> bool:
        """Whether the key of ``issuer`` signed this certificate; only SM2-with-SM3 is known."""
        return signed_by(issuer, self.signature_algorithm, self.signed, self.signature)


def signed_by(issuer: Certificate, algorithm: str, message: bytes, signature: bytes) -> bool:
    """Whether the key of ``issuer`` made an SM2-with-SM3 signature; r‖s in 64 bytes, found in real seals, counts."""
    if algorithm != SM2_WITH_SM3 or not issuer.public_key:
        return False
    try:
        return verify(issuer.public_key, message, from_raw(signature) if len(signature) == 64 else signature)
    except InvalidKey:
        return False


def read_certificates(data: bytes) -> tuple[Certificate, ...]:
    """All certificates of a PEM or DER file; raises BadCertificate."""
    if not pem.detect(data):
        return (read_certificate(data),)
    try:
        blocks = list(pem.unarmor(data, multiple=True))
    except ValueError as error:
        raise BadCertificate("证书文件不是有效的 PEM。") from error
    found = tuple(read_certificate(content) for kind, _, content in blocks if kind == "CERTIFICATE")
    if not found:
        raise BadCertificate("文件中没有证书。")
    return found


@lru_cache(maxsize=256)
def read_certificate(data: bytes) -> Certificate:
    """One certificate of DER bytes; raises BadCertificate."""
    if len(data) > MAX_CERTIFICATE:
        raise BadCertificate("证书过大，已拒绝读取。")
    try:
        with der.reading("证书"):
            return _facts(der.decode(x509.Certificate, data, "证书"), data)
    except BadStructure as error:
        raise BadCertificate(str(error)) from error


def dump_pem(der_bytes: bytes, kind: str = "CERTIFICATE") -> bytes:
    """DER as PEM."""
    armored: bytes = pem.armor(kind, der_bytes)
    return armored


def _facts(parsed: x509.Certificate, data: bytes) -> Certificate:
    body = parsed["tbs_certificate"]
    subject, issuer = body["subject"].dump(), body["issuer"].dump()
    known, unknown_critical = _extensions(body["extensions"])
    basic, usage = known.get("basic_constraints"), known.get("key_usage")
    return Certificate(
        der=data,
        subject=_text(subject),
        issuer=_text(issuer),
        common_name=_common_name(subject),
        serial=int(body["serial_number"].native),
        not_before=_utc(body["validity"]["not_before"].native),
        not_after=_utc(body["validity"]["not_after"].native),
        public_key=_public_key(body["subject_public_key_info"]),
        is_authority=bool(basic and basic["ca"]),
        path_length=basic["path_len_constraint"] if basic else None,
        usages=None if usage is None else frozenset(usage),
        extended_usages=frozenset(known.get("extended_key_usage", ())),
        signature_algorithm=str(parsed["signature_algorithm"]["algorithm"].dotted),
        unknown_critical=unknown_critical,
        subject_name=subject,
        issuer_name=issuer,
        signed=body.dump(),
        signature=der.octets(parsed["signature_value"]),
    )


_UNDERSTOOD = {"basic_constraints", "key_usage", "extended_key_usage"}


def _extensions(extensions: x509.Extensions) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The extensions that are understood, and the critical ones that are not.

    Real certificates carry malformed extensions; those that are not needed are left unread.
    """
    known: dict[str, Any] = {}
    unknown: list[str] = []
    for extension in extensions:
        name = extension["extn_id"].native
        if name in _UNDERSTOOD:
            if name in known:
                raise BadCertificate("证书中有重复的扩展项。")
            known[name] = extension["extn_value"].parsed.native
        elif extension["critical"].native:
            unknown.append(name)
    return known, tuple(sorted(unknown))


def _utc(value: datetime) -> datetime:
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def _public_key(info: x509.PublicKeyInfo) -> bytes:
    algorithm = info["algorithm"]
    if algorithm["algorithm"].native != "ec" or algorithm["parameters"].name != "named":
        return b""
    if algorithm["parameters"].chosen.dotted != SM2_CURVE:
        return b""
    point = bytes(info["public_key"].native)
    return point[1:] if len(point) == 65 and point[0] == 4 else b""


class _Pair(core.Sequence):
    _fields = [("type", core.ObjectIdentifier), ("value", core.Any)]


class _Pairs(core.SetOf):
    _child_spec = _Pair


class _Name(core.SequenceOf):
    _child_spec = _Pairs


def _name(encoded: bytes) -> list[tuple[str, str]]:
    """The parts of a name, whatever string type each has (real names break the types of X.520)."""
    return [
        (str(pair["type"].dotted), _clean(pair["value"].native)) for part in _Name.load(encoded) for pair in part
    ]


def _text(encoded: bytes) -> str:
    parts = reversed(_name(encoded))
    return ", ".join(f"{_NAMES.get(kind, kind)}={value}" for kind, value in parts)


def _common_name(encoded: bytes) -> str:
    values = [value for kind, value in _name(encoded) if kind == _COMMON_NAME]
    return values[-1] if values else _text(encoded)


def _clean(value: object) -> str:
    """A name as shown to people: one short line, nothing that turns or hides text."""
    return "".join(sign for sign in str(value)[:200] if sign.isprintable())
