"""DER from untrusted files: checked for shape and limits before anything is decoded.

What passes is a single well-formed value of definite lengths, shallow, with few parts and no huge integers, so that
asn1crypto (which decodes lazily and trusts lengths) never meets a bomb.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from asn1crypto.core import Asn1Value, OctetBitString

from gongwen.seal.errors import BadStructure, SealError

MAX_DER = 16 * 1024 * 1024
MAX_DEPTH = 32
MAX_VALUES = 20_000
MAX_INTEGER = 600
"""Bytes of one INTEGER: beyond an RSA modulus of 4,096 bits there is nothing to read."""
_INTEGER, _OBJECT, _MAX_OBJECT = 2, 6, 64

Structure = TypeVar("Structure", bound=Asn1Value)


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Turn what asn1crypto raises for values of the wrong kind into BadStructure; ``name`` is what is read."""
    try:
        yield
    except SealError:
        raise
    # asn1crypto decodes lazily: any access may find a wrong tag, a time that is none, a broken text.
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
        raise BadStructure(f"{name}的内容不符合规定。") from error


def decode(kind: type[Structure], data: bytes, name: str) -> Structure:
    """Begin to decode ``data`` as ``kind``; access its fields inside ``reading``. Raises BadStructure."""
    check(data, name)
    with reading(name):
        value: Structure = kind.load(data, strict=True)
        return value


def outer_value(data: bytes) -> bytes:
    """The first value alone, without the zeros that fill up its room in a PDF; raises BadStructure."""
    _, _, end = _header(data, 0, len(data), "签名值")
    if any(data[end:]):
        raise BadStructure("签名值之后还有多余的内容。")
    return data[:end]


def octets(bits: OctetBitString) -> bytes:
    """The bytes of a BIT STRING; raises BadStructure where its last byte is cut, so that a value has one encoding."""
    content: bytes = bits.contents or b""
    if content[:1] != b"\0":
        raise BadStructure("签名值不是整字节的位串。")
    return content[1:]


def check(data: bytes, name: str) -> None:
    """Raise BadStructure unless ``data`` is exactly one DER value within the limits."""
    if len(data) > MAX_DER:
        raise BadStructure(f"{name}过大，已拒绝读取。")
    count = 0
    # Ends of the constructed values that enclose the place; the outermost is the data itself.
    ends = [len(data)]
    at = 0
    while at < len(data) or count == 0:
        tag, start, end = _header(data, at, ends[-1], name)
        count += 1
        if count > MAX_VALUES or len(ends) > MAX_DEPTH:
            raise BadStructure(f"{name}嵌套过深或内容过多，已拒绝读取。")
        if tag & 0x20:
            ends.append(end)
            at = start
        else:
            limit = {_INTEGER: MAX_INTEGER, _OBJECT: _MAX_OBJECT}.get(tag, MAX_DER)
            if end - start > limit:
                raise BadStructure(f"{name}中的数值过长，已拒绝读取。")
            at = end
        while len(ends) > 1 and at == ends[-1]:
            ends.pop()
        if len(ends) == 1 and at != len(data):
            raise BadStructure(f"{name}之后还有多余的内容。")


def _header(data: bytes, at: int, limit: int, name: str) -> tuple[int, int, int]:
    """Tag byte, start and end of the content of the value at ``at``."""
    broken = BadStructure(f"{name}不是有效的 DER 编码，可能已损坏。")
    if at + 2 > limit:
        raise broken
    tag, length, start = data[at], data[at + 1], at + 2
    if tag & 0x1F == 0x1F or tag == 0:
        raise broken
    if length & 0x80:
        size = length & 0x7F
        if not 1 <= size <= 4 or start + size > limit:
            raise broken
        length = int.from_bytes(data[start : start + size])
        start += size
        if length < 0x80 or length >> (8 * (size - 1)) == 0:
            raise broken
    if start + length > limit:
        raise broken
    return tag, start, start + length
