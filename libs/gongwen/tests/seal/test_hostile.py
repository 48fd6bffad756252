"""Sealed files made to hurt: any bytes in any part, lists without end, bombs. A clear answer, in bounded work."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongwen.guard import ReadingError, TooLarge, Unsafe
from gongwen.ofd import signatures as ofd_signatures
from gongwen.seal import At, SealError, Trust, Verdict, digests, inspect, load_key, read_certificates, seal_ofd
from gongwen.seal.pki import chain, key_file

from .world import NOW, World, package, unpacked

_SIGN = "Doc_0/Signs/Sign_0"
_fuzz = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def parts(world: World, paper: bytes) -> dict[str, bytes]:
    return unpacked(seal_ofd(paper, world.seal, world.office, [At(3, 105, 150)], at=NOW))


def never_valid(world: World, parts: dict[str, bytes]) -> None:
    try:
        report = inspect(package(parts), world.trust, now=NOW)
    except ReadingError:
        return
    assert report.verdict is not Verdict.VALID
    for signature in report.signatures:
        for finding in (*signature.refusals, *signature.doubts, *signature.notes):
            assert finding.message
            assert not finding.message.endswith("。")


@_fuzz
@given(content=st.binary(max_size=200))
@pytest.mark.parametrize("name", ["Signature.xml", "SignedValue.dat", "Seal.esl"])
def test_any_bytes_in_a_signature(world: World, parts: dict[str, bytes], name: str, content: bytes) -> None:
    never_valid(world, {**parts, f"{_SIGN}/{name}": content})


@_fuzz
@given(data=st.data())
@pytest.mark.parametrize(
    "name", [f"{_SIGN}/Signature.xml", f"{_SIGN}/SignedValue.dat", "OFD.xml", "Doc_0/Document.xml"]
)
def test_parts_cut_and_pasted(world: World, parts: dict[str, bytes], name: str, data: st.DataObject) -> None:
    content = parts[name]
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, len(content)))
    put = data.draw(st.sampled_from([b"", content[start:end] * 2, b"<x/>", b"\xff\xfe", content[::-1][:50]]))
    changed = content[:start] + put + content[end:]
    if changed != content:
        never_valid(world, {**parts, name: changed})


@_fuzz
@given(data=st.binary(max_size=400))
def test_anything_after_the_beginning_of_a_file(data: bytes) -> None:
    for begin in (b"", b"PK\x03\x04", b"%PDF-1.7\n"):
        with pytest.raises(ReadingError):
            inspect(begin + data + b" ", now=NOW)


@_fuzz
@given(data=st.binary(max_size=300))
def test_any_bytes_as_keys_and_certificates(data: bytes) -> None:
    for reader in (lambda content: load_key(content, "x"), read_certificates):
        with pytest.raises(SealError):
            reader(data)


def test_too_many_signatures(world: World, parts: dict[str, bytes]) -> None:
    entry = b'<ofd:Signature ID="s9" BaseLoc="/Doc_0/Signs/Sign_0/Signature.xml"/>'
    text = parts["Doc_0/Signs/Signatures.xml"]
    many = text.replace(b"</ofd:Signatures>", entry * 101 + b"</ofd:Signatures>")
    with pytest.raises(TooLarge, match="签章超过 100 个"):
        inspect(package({**parts, "Doc_0/Signs/Signatures.xml": many}), world.trust, now=NOW)


def test_too_many_references(world: World, parts: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ofd_signatures, "MAX_REFERENCES", 5)
    (signature,) = inspect(package(parts), world.trust, now=NOW).signatures
    assert "条目过多" in signature.refusals[0].message


def test_a_part_is_digested_once_however_often_it_is_named(
    world: World, parts: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = b'<ofd:Signature ID="s9" BaseLoc="/Doc_0/Signs/Sign_0/Signature.xml"/>'
    text = parts["Doc_0/Signs/Signatures.xml"]
    many = text.replace(b"</ofd:Signatures>", entry * 60 + b"</ofd:Signatures>")
    digested: list[int] = []
    own = digests.digests

    def counted(method: str, data: bytes, public_key: bytes) -> tuple[bytes, ...]:
        digested.append(len(data))
        return own(method, data, public_key)

    monkeypatch.setattr(digests, "digests", counted)
    report = inspect(package({**parts, "Doc_0/Signs/Signatures.xml": many}), world.trust, now=NOW)
    assert len(report.signatures) == 61
    assert len(digested) == report.signatures[0].protected


def test_description_too_large(world: World, parts: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ofd_signatures, "MAX_DESCRIPTION", 100)
    (signature,) = inspect(package(parts), world.trust, now=NOW).signatures
    assert "过大" in signature.refusals[0].message


def test_entities(world: World, parts: dict[str, bytes]) -> None:
    evil = b'<!DOCTYPE x [<!ENTITY a "b">]><Signature>&a;</Signature>'
    (signature,) = inspect(package({**parts, f"{_SIGN}/Signature.xml": evil}), world.trust, now=NOW).signatures
    assert "实体声明" in signature.refusals[0].message


def test_bomb_beside_the_document(world: World, parts: dict[str, bytes]) -> None:
    with pytest.raises(TooLarge):
        inspect(
            package({**parts, **{f"{n}.bin": bytes(40 * 1024 * 1024) for n in range(8)}}), world.trust, now=NOW
        )


def test_bomb_under_the_seal(world: World, parts: dict[str, bytes]) -> None:
    """A protected part that unpacks without end is not read to its end."""
    (signature,) = inspect(
        package({**parts, "Doc_0/Attachs/tasks.xlsx": bytes(40 * 1024 * 1024)}), world.trust, now=NOW
    ).signatures
    assert [(one.label, one.how) for one in signature.changed] == [("附件“任务分解表”", "已损坏，无法读出")]


def test_path_out_of_the_archive(world: World, parts: dict[str, bytes]) -> None:
    with pytest.raises(Unsafe):
        inspect(package({**parts, "../evil": b"x"}), world.trust, now=NOW)


def test_searching_a_chain_is_bounded(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Certificates sent along cannot make the search for a chain endless."""
    calls = []

    def counted(self: object, issuer: object) -> bool:
        calls.append(issuer)
        return True

    monkeypatch.setattr("gongwen.seal.pki.certificate.Certificate.is_signed_by", counted)
    impostors = tuple(
        read_certificates(one.certificate.der)[0]
        for one in (world.root, world.maker, world.office, world.stranger, world.tsa)
    )
    chain.standing(world.office.certificate, Trust(), at=NOW, now=NOW, sent_along=impostors * 100)
    assert len(calls) <= chain.MAX_TRIES


def test_key_file_too_large() -> None:
    with pytest.raises(SealError, match="过大"):
        load_key(bytes(key_file.MAX_KEY_FILE + 1), "x")
