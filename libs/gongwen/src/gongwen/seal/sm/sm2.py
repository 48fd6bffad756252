"""SM2 signatures (GB/T 32918.2) on the recommended curve (GB/T 32918.5), with the user's identifier in Z."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from gongwen.seal.sm.backend import Backend, backend

DEFAULT_USER_ID = b"1234567812345678"
"""The identifier where nothing else was agreed (GM/T 0009, GB/T 35276)."""

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
_CURVE = b"".join(number.to_bytes(32) for number in (A, B, *G))
_LONGEST_ID = 0x1FFF


class InvalidKey(ValueError):
    """The bytes are no SM2 key; the message is one Chinese sentence."""


@dataclass(frozen=True)
class KeyPair:
    """A private key (32 bytes) with its public point (64 bytes, x‖y)."""

    private: bytes = field(repr=False)
    public: bytes


def generate_key_pair(by: Backend | None = None) -> KeyPair:
    """A new key pair."""
    return key_pair((by or backend()).generate_private_key())


def key_pair(private: bytes) -> KeyPair:
    """The pair of a private key; raises InvalidKey."""
    d = int.from_bytes(private)
    # d = n-1 has no inverse of 1+d, which signing needs.
    if len(private) != 32 or not 1 <= d < N - 1:
        raise InvalidKey("SM2 私钥不在规定范围内。")
    return KeyPair(private, b"".join(value.to_bytes(32) for value in _multiply(d)))


def sign(pair: KeyPair, message: bytes, *, user_id: bytes = DEFAULT_USER_ID, by: Backend | None = None) -> bytes:
    """SM2-with-SM3 over a message; returns DER SEQUENCE {r, s}."""
    return sign_digest(pair, message_digest(pair.public, message, user_id), by=by)


def verify(
    public: bytes,
    message: bytes,
    signature: bytes,
    *,
    user_id: bytes = DEFAULT_USER_ID,
    by: Backend | None = None,
) -> bool:
    """Whether ``signature`` (DER) of ``message`` was made with the key of ``public``; raises InvalidKey."""
    return verify_digest(public, message_digest(public, message, user_id), signature, by=by)


def sign_digest(pair: KeyPair, digest: bytes, *, by: Backend | None = None) -> bytes:
    """Sign e = SM3(Z‖M), 32 bytes."""
    if len(digest) != 32:
        raise ValueError("e has 32 bytes")
    return (by or backend()).sign_digest(pair.private, pair.public, digest)


def verify_digest(public: bytes, digest: bytes, signature: bytes, *, by: Backend | None = None) -> bool:
    """Whether ``signature`` belongs to e = SM3(Z‖M); raises InvalidKey for a point off the curve."""
    if len(digest) != 32:
        raise ValueError("e has 32 bytes")
    check_public_key(public)
    return is_strict(signature) and (by or backend()).verify_digest(public, digest, signature)


def message_digest(public: bytes, message: bytes, user_id: bytes = DEFAULT_USER_ID) -> bytes:
    """e = SM3(Z‖M): what is signed in the end (GB/T 32918.2, 6.1)."""
    return backend().sm3(_identity(public, user_id) + message)


@lru_cache(maxsize=256)
def check_public_key(public: bytes) -> None:
    """Raise InvalidKey unless the 64 bytes are a point of the curve."""
    x, y = int.from_bytes(public[:32]), int.from_bytes(public[32:])
    if len(public) != 64 or x >= P or y >= P or (y * y - (x * x + A) * x - B) % P:
        raise InvalidKey("SM2 公钥不是曲线上的点。")


@lru_cache(maxsize=256)
def _identity(public: bytes, user_id: bytes) -> bytes:
    """Z: the signer's identifier, the curve and the public key in one digest (GB/T 32918.2, 5.5)."""
    if len(user_id) > _LONGEST_ID:
        raise ValueError("a user id has at most 8191 bytes")
    return backend().sm3((8 * len(user_id)).to_bytes(2) + user_id + _CURVE + public)


def from_raw(signature: bytes) -> bytes:
    """The DER form of r‖s (64 bytes), as some devices and real seals give it."""
    numbers = []
    for half in (signature[:32], signature[32:]):
        value = half.lstrip(b"\0") or b"\0"
        value = b"\0" + value if value[0] & 0x80 else value
        numbers.append(b"\x02" + bytes([len(value)]) + value)
    return b"\x30" + bytes([len(numbers[0]) + len(numbers[1])]) + numbers[0] + numbers[1]


def is_strict(signature: bytes) -> bool:
    """DER with nothing to choose (one encoding per signature) and 1 ≤ r, s < n, r + s ≢ 0."""
    if len(signature) > 72 or signature[:1] != b"\x30" or signature[1:2] != bytes([len(signature) - 2]):
        return False
    values: list[int] = []
    at = 2
    for _ in range(2):
        size = signature[at + 1] if at + 1 < len(signature) else 0
        body = signature[at + 2 : at + 2 + size]
        if signature[at : at + 1] != b"\x02" or not body or len(body) != size or body[0] & 0x80:
            return False
        if size > 1 and body[0] == 0 and not body[1] & 0x80:
            return False
        values.append(int.from_bytes(body))
        at += 2 + size
    r, s = values
    return at == len(signature) and 1 <= r < N and 1 <= s < N and (r + s) % N != 0


def _multiply(scalar: int) -> tuple[int, int]:
    """``scalar`` times the base point; once per key, by a ladder of the same steps for every scalar."""
    low: tuple[int, int, int] = (1, 1, 0)
    high: tuple[int, int, int] = (*G, 1)
    for bit in range(255, -1, -1):
        if scalar >> bit & 1:
            low, high = _add(low, high), _double(high)
        else:
            low, high = _double(low), _add(low, high)
    x, y, z = low
    inverse = pow(z, -1, P)
    return x * inverse**2 % P, y * inverse**3 % P


def _double(point: tuple[int, int, int]) -> tuple[int, int, int]:
    x, y, z = point
    if not z:
        return point
    square = y * y % P
    slope = 3 * (x - z * z) * (x + z * z) % P
    twice = 4 * x * square % P
    nx = (slope * slope - 2 * twice) % P
    return nx, (slope * (twice - nx) - 8 * square * square) % P, 2 * y * z % P


def _add(one: tuple[int, int, int], two: tuple[int, int, int]) -> tuple[int, int, int]:
    if not one[2]:
        return two
    x1, y1, z1 = one
    x2, y2, z2 = two
    s1, s2 = z1 * z1 % P, z2 * z2 % P
    u1, u2 = x1 * s2 % P, x2 * s1 % P
    v1, v2 = y1 * s2 * z2 % P, y2 * s1 * z1 % P
    h, r = (u2 - u1) % P, (v2 - v1) % P
    h2 = h * h % P
    h3 = h2 * h % P
    nx = (r * r - h3 - 2 * u1 * h2) % P
    return nx, (r * (u1 * h2 - nx) - v1 * h3) % P, h * z1 * z2 % P
