"""Forms of seals that other software writes, built here as found in real files: V1, bare digests, r‖s, loose tags."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from asn1crypto import core

from gongwen.seal import At, Code, SignatureReport, Verdict, inspect, seal_ofd, sm3
from gongwen.seal.digests import KEYED_SM3
from gongwen.seal.pki.certificate import SM2_WITH_SM3
from gongwen.seal.ses import read_seal, read_stamp, structures
from gongwen.seal.sm import message_digest, sign_digest

from .world import MADE, NAME, NOW, UNTIL, World, package, png, unpacked

_DESCRIPTION, _VALUE, _SEAL = (
    f"Doc_0/Signs/Sign_0/{name}" for name in ("Signature.xml", "SignedValue.dat", "Seal.esl")
)
_PLAIN = "1.2.156.10197.1.401"


@pytest.fixture(scope="module")
def parts(world: World, paper: bytes) -> dict[str, bytes]:
    return unpacked(seal_ofd(paper, world.seal, world.office, [At(1, 105, 150)], at=NOW))


def answered(world: World, parts: dict[str, bytes]) -> SignatureReport:
    (signature,) = inspect(package(parts), world.trust, now=NOW).signatures
    return signature


def v1_seal(world: World, *, signs_all: bool = True) -> structures.Seal1:
    """SESeal of GM/T 0031: the maker signs information, certificate and algorithm, or the information alone."""
    info = structures.SealInfo1(
        {
            "header": {"ID": "ES", "version": 1, "Vid": "other"},
            "esID": "1",
            "property": {
                "type": 1,
                "name": NAME,
                "certList": [core.OctetString(world.office.certificate.der)],
                "createDate": MADE,
                "validStart": MADE,
                "validEnd": UNTIL,
            },
            "picture": {"type": "PNG", "data": png(), "width": 42, "height": 42},
        }
    )
    certificate = core.OctetString(world.maker.certificate.der)
    algorithm = core.ObjectIdentifier(SM2_WITH_SM3)
    whole = core.SequenceOf(spec=core.Any)
    for part in (info, certificate, algorithm):
        whole.append(core.Any(part))
    signature = world.maker.sign((whole if signs_all else info).dump())
    sign_info = {"cert": certificate, "signatureAlgorithm": algorithm, "signData": signature}
    return structures.Seal1({"esealInfo": info, "signInfo": sign_info})


def v1_parts(
    world: World, parts: dict[str, bytes], seal: structures.Seal1, *, keyed: bool, whole: bool
) -> dict[str, bytes]:
    """The file sealed again in V1: digests with or without Z, a signature over the structure or the bare digest."""
    key = world.office.certificate.public_key
    digest: Callable[[bytes], bytes] = (lambda data: message_digest(key, data)) if keyed else sm3
    contents = {**parts, _SEAL: seal.dump()}
    text = parts[_DESCRIPTION]
    for name, content in parts.items():
        old, new = (base64.b64encode(value) for value in (sm3(content), digest(contents[name])))
        text = text.replace(old, new)
    if keyed:
        text = text.replace(f'"{_PLAIN}"'.encode(), f'"{KEYED_SM3}"'.encode())
    to_sign = structures.ToSign1(
        {
            "version": 1,
            "eseal": seal,
            "timeInfo": f"{NOW:%Y%m%d%H%M%SZ}".encode(),
            "dataHash": digest(text),
            "propertyInfo": f"/{_DESCRIPTION}",
            "cert": world.office.certificate.der,
            "signatureAlgorithm": SM2_WITH_SM3,
        }
    )
    signature = world.office.sign(to_sign.dump()) if whole else sign_digest(world.office.pair, digest(text))
    stamp = structures.Signature1({"toSign": to_sign, "signature": signature})
    return {**contents, _DESCRIPTION: text, _VALUE: stamp.dump()}


@pytest.mark.parametrize("signs_all", [True, False])
def test_v1_by_the_standard(world: World, parts: dict[str, bytes], signs_all: bool) -> None:
    seal = v1_seal(world, signs_all=signs_all)
    signature = answered(world, v1_parts(world, parts, seal, keyed=False, whole=True))
    assert (signature.scheme, signature.verdict) == ("电子签章 V1，GM/T 0031-2014", Verdict.VALID)
    assert signature.signed_at == NOW


@pytest.mark.parametrize("keyed", [True, False])
def test_v1_over_the_bare_digest(world: World, parts: dict[str, bytes], keyed: bool) -> None:
    signature = answered(world, v1_parts(world, parts, v1_seal(world), keyed=keyed, whole=False))
    assert signature.changed == ()
    assert signature.verdict is Verdict.DOUBTFUL
    assert [finding.code for finding in signature.doubts] == [Code.UNPROTECTED_TIME]


def test_v1_changed(world: World, parts: dict[str, bytes]) -> None:
    made = v1_parts(world, parts, v1_seal(world), keyed=True, whole=False)
    signature = answered(world, {**made, "Doc_0/Attachs/tasks.xlsx": b"another"})
    assert [one.label for one in signature.changed] == ["附件“任务分解表”"]
    assert signature.verdict is Verdict.INVALID


def test_v1_with_an_unknown_time(world: World, parts: dict[str, bytes]) -> None:
    made = v1_parts(world, parts, v1_seal(world), keyed=False, whole=True)
    value = made[_VALUE].replace(f"{NOW:%Y%m%d%H%M%SZ}".encode(), b"yesterday noon.")
    signature = answered(world, {**made, _VALUE: value})
    assert signature.refusals[0].message == "电子签章数据中的时间无法识别"


def test_v4_never_over_the_bare_digest(world: World, parts: dict[str, bytes]) -> None:
    """What is excused in V1 is a forgery in V4."""
    stamp = structures.Signature4.load(parts[_VALUE])
    stamp["signature"] = sign_digest(world.office.pair, read_stamp(parts[_VALUE]).data_digest)
    signature = answered(world, {**parts, _VALUE: stamp.dump(force=True)})
    assert Code.BAD_SIGNATURE in [finding.code for finding in signature.refusals]


def test_signature_as_two_numbers(world: World, parts: dict[str, bytes]) -> None:
    stamp = structures.Signature4.load(parts[_VALUE])
    stamp["signature"] = _raw(read_stamp(parts[_VALUE]).signature)
    assert answered(world, {**parts, _VALUE: stamp.dump(force=True)}).verdict is Verdict.VALID


@pytest.mark.parametrize("name", ["extDatas", "bareExtDatas"])
def test_extension_data_with_and_without_their_tag(world: World, name: str) -> None:
    structure = structures.Seal4.load(world.seal.der)
    info = structure["eSealInfo"]
    info[name] = [{"extnID": "1.2.156.10197.6.7.2.2.1", "critical": False, "extnValue": b"2.1"}]
    structure["signedValue"] = world.maker.sign(info.dump(force=True))
    seal = read_seal(structure.dump(force=True))
    assert seal.is_signed_by_maker
    assert seal.name == NAME


def test_maker_who_signs_certificate_and_algorithm_too(world: World) -> None:
    structure = structures.Seal4.load(world.seal.der)
    whole = core.SequenceOf(spec=core.Any)
    for part in (structure["eSealInfo"], structure["cert"], structure["signAlgID"]):
        whole.append(core.Any(part))
    structure["signedValue"] = world.maker.sign(whole.dump())
    assert read_seal(structure.dump(force=True)).is_signed_by_maker
    structure["signedValue"] = world.stranger.sign(whole.dump())
    assert not read_seal(structure.dump(force=True)).is_signed_by_maker


def _raw(signature: bytes) -> bytes:
    """r‖s of a DER signature."""
    numbers = core.SequenceOf.load(signature, spec=core.Integer)
    return b"".join(int(number.native).to_bytes(32) for number in numbers)
