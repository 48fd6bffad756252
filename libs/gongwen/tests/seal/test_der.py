"""Structures from strangers: bombs, lies about lengths, depth, numbers."""

from __future__ import annotations

import pytest
from asn1crypto import core
from hypothesis import given
from hypothesis import strategies as st

from gongwen.seal import BadStructure, SealError, read_certificate, read_revocation_list, read_seal
from gongwen.seal.cms import read_signed_message
from gongwen.seal.der import MAX_DEPTH, MAX_INTEGER, MAX_VALUES, check
from gongwen.seal.ses import make_stamp, read_stamp

from .world import NOW, World


def value(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(length)]) + length + content


def nested(depth: int) -> bytes:
    data = b"\x05\x00"
    for _ in range(depth):
        data = value(0x30, data)
    return data


def test_what_is_within_the_limits_passes() -> None:
    check(nested(MAX_DEPTH - 1), "测试")
    check(value(0x30, b"\x05\x00" * (MAX_VALUES - 1)), "测试")
    check(value(0x02, b"\x01" * MAX_INTEGER), "测试")
    check(value(0x04, bytes(1_000_000)), "测试")


@pytest.mark.parametrize(
    ("data", "saying"),
    [
        (b"", "有效的 DER"),
        (b"\x30", "有效的 DER"),
        (nested(MAX_DEPTH + 1), "嵌套过深"),
        (nested(5_000), "嵌套过深"),
        (value(0x30, b"\x05\x00" * (MAX_VALUES + 1)), "内容过多"),
        (value(0x02, b"\x01" * (MAX_INTEGER + 1)), "数值过长"),
        (value(0x06, b"\x81" * 65), "数值过长"),
        (b"\x30\x80\x05\x00\x00\x00", "有效的 DER"),
        (b"\x30\x84\x7f\xff\xff\xff\x05\x00", "有效的 DER"),
        (b"\x30\x85\x01\x00\x00\x00\x00", "有效的 DER"),
        (b"\x30\x81\x02\x05\x00", "有效的 DER"),
        (b"\x30\x03\x30\x02\x05\x00", "有效的 DER"),
        (b"\x30\x02\x05\x01", "有效的 DER"),
        (b"\x1f\x81\x00\x00", "有效的 DER"),
        (b"\x05\x00\x05\x00", "多余的内容"),
        (b"\x30\x00\x00", "多余的内容"),
    ],
)
def test_refused(data: bytes, saying: str) -> None:
    with pytest.raises(BadStructure) as refused:
        check(data, "测试结构")
    assert str(refused.value).startswith("测试结构")
    assert saying in str(refused.value)


_READERS = [read_certificate, read_revocation_list, read_seal, read_stamp, read_signed_message]


@given(st.binary(max_size=300))
def test_anything_is_refused_without_a_crash(data: bytes) -> None:
    for reader in _READERS:
        with pytest.raises(SealError):
            reader(data)


@pytest.fixture(scope="module")
def stamp(world: World) -> bytes:
    return make_stamp(world.seal, world.office, bytes(32), location="/Doc_0/Signs/Sign_0/Signature.xml", at=NOW)


@given(data=st.data())
def test_a_stamp_with_some_bytes_changed(stamp: bytes, data: st.DataObject) -> None:
    damaged = bytearray(stamp)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(stamp) - 1))] = data.draw(st.integers(0, 255))
    try:
        read = read_stamp(bytes(damaged))
    except SealError:
        return
    is_good = read.is_signed and read.seal.is_signed_by_maker and read.seal.lists(read.signer)
    assert bytes(damaged) == stamp or not is_good


def test_a_certificate_of_enormous_numbers(world: World) -> None:
    certificate = bytearray(world.office.certificate.der)
    assert core.Sequence.load(bytes(certificate)).dump() == world.office.certificate.der
    with pytest.raises(SealError):
        read_certificate(value(0x30, value(0x30, value(0x02, b"\x7f" * 100_000))))
