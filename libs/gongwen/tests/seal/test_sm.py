"""SM2, SM3 and SM4 on both libraries: the standards' own examples, each library against the other, hostile signatures."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator

import pytest

from gongwen.seal.sm import (
    DEFAULT_USER_ID,
    Backend,
    InvalidKey,
    MissingBackend,
    backend,
    from_raw,
    generate_key_pair,
    key_pair,
    libcrypto,
    message_digest,
    sign,
    sm3,
    verify,
    verify_digest,
)
from gongwen.seal.sm.gmssl import Gmssl
from gongwen.seal.sm.libcrypto import Libcrypto
from gongwen.seal.sm.sm2 import N, P

_BACKENDS: list[Backend] = [Libcrypto(), Gmssl()]
_NAMES = [one.name for one in _BACKENDS]
# GB/T 32918.5-2017 annex A.2.
_D = bytes.fromhex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8")
_PUBLIC = bytes.fromhex(
    "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)
_MESSAGE = b"message digest"
_E = bytes.fromhex("F0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640")
_R = 0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3
_S = 0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA
# GB/T 32907 annex A.
_SM4 = bytes.fromhex("0123456789abcdeffedcba9876543210")


def der(r: int, s: int) -> bytes:
    numbers = [b"\x02" + bytes([len(one)]) + one for one in (_integer(r), _integer(s))]
    return b"\x30" + bytes([sum(map(len, numbers))]) + b"".join(numbers)


def _integer(value: int) -> bytes:
    return value.to_bytes(value.bit_length() // 8 + 1)


@pytest.mark.parametrize("backend", _BACKENDS, ids=_NAMES)
class TestEachLibrary:
    def test_sm3_examples(self, backend: Backend) -> None:
        # GB/T 32905 annex A.
        assert backend.sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        assert (
            backend.sm3(b"abcd" * 16).hex() == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
        )

    def test_sm4_example(self, backend: Backend) -> None:
        encrypted = backend.sm4_cbc_encrypt(_SM4, bytes(16), _SM4)
        assert encrypted[:16].hex() == "681edf34d206965e86b3e94f536e4246"
        assert backend.sm4_cbc_decrypt(_SM4, bytes(16), encrypted) == _SM4

    @pytest.mark.parametrize("data", [b"", bytes(15), bytes(16), bytes(33)])
    def test_sm4_refuses_what_is_not_padded(self, backend: Backend, data: bytes) -> None:
        with pytest.raises(ValueError):
            backend.sm4_cbc_decrypt(_SM4, bytes(16), data)

    def test_sm2_example(self, backend: Backend) -> None:
        assert verify(_PUBLIC, _MESSAGE, der(_R, _S), by=backend)
        assert not verify(_PUBLIC, b"message digesT", der(_R, _S), by=backend)
        assert not verify(_PUBLIC, _MESSAGE, der(_R, _S), user_id=b"ALICE123@YAHOO.COM", by=backend)

    def test_signature_of_another_key(self, backend: Backend) -> None:
        signature = sign(generate_key_pair(backend), _MESSAGE, by=backend)
        assert not verify(_PUBLIC, _MESSAGE, signature, by=backend)

    @pytest.mark.parametrize(
        ("r", "s"),
        [
            (0, _S),
            (_R, 0),
            (0, 0),
            (N, _S),
            (_R, N),
            (_R + N, _S),
            (_R, _S + N),
            (_R, N - _R),
            (1, 1),
            (N - 1, N - 1),
            (P, P),
            (_S, _R),
            (2**256 - 1, _S),
        ],
    )
    def test_numbers_out_of_range(self, backend: Backend, r: int, s: int) -> None:
        assert not verify(_PUBLIC, _MESSAGE, der(r, s), by=backend)

    @pytest.mark.parametrize(
        "encode",
        [
            lambda good: b"",
            lambda good: good + b"\0",
            lambda good: good[:-1],
            lambda good: b"\x31" + good[1:],
            lambda good: b"\x30\x81" + good[1:],
            lambda good: good[:4] + b"\0" + good[4:],
            lambda good: b"\x30" + bytes([good[1] + 2]) + good[2:] + b"\x05\x00",
            lambda good: b"\x30\x80" + good[2:] + b"\0\0",
            lambda good: good.replace(b"\x02\x21\x00", b"\x02\x20", 1),
            lambda good: b"\x30\x04\x02\x00\x02\x00",
            lambda good: b"\x30\x00",
            lambda good: b"\x30\x82\x00" + good[1:],
            lambda good: bytes(64),
        ],
    )
    def test_one_signature_has_one_encoding(self, backend: Backend, encode) -> None:
        assert not verify(_PUBLIC, _MESSAGE, encode(der(_R, _S)), by=backend)

    def test_every_flipped_bit_of_a_signature(self, backend: Backend) -> None:
        good = der(_R, _S)
        for bit in range(0, len(good) * 8, 3):
            flipped = bytearray(good)
            flipped[bit // 8] ^= 1 << bit % 8
            assert not verify(_PUBLIC, _MESSAGE, bytes(flipped), by=backend)


@pytest.mark.parametrize(
    ("signer", "verifier"), list(itertools.product(_BACKENDS, repeat=2)), ids=lambda one: one.name
)
def test_each_library_verifies_the_other(signer: Backend, verifier: Backend) -> None:
    for size in (0, 1, 63, 64, 65, 1000):
        pair = generate_key_pair(signer)
        signature = sign(pair, bytes(size), user_id=b"zhengban", by=signer)
        assert verify(pair.public, bytes(size), signature, user_id=b"zhengban", by=verifier)
        assert not verify(pair.public, bytes(size), signature, by=verifier)


def test_libraries_agree_on_digests_and_ciphers() -> None:
    one, two = _BACKENDS
    for size in (1, 15, 16, 17, 55, 56, 64, 4097):
        data = bytes(range(256)) * 17
        assert one.sm3(data[:size]) == two.sm3(data[:size])
        encrypted = one.sm4_cbc_encrypt(_SM4, _SM4, data[:size])
        assert encrypted == two.sm4_cbc_encrypt(_SM4, _SM4, data[:size])
        assert two.sm4_cbc_decrypt(_SM4, _SM4, encrypted) == data[:size]


def test_digest_of_a_message_begins_with_the_signer() -> None:
    assert key_pair(_D).public == _PUBLIC
    assert message_digest(_PUBLIC, _MESSAGE, DEFAULT_USER_ID) == _E
    assert verify_digest(_PUBLIC, _E, der(_R, _S))


@pytest.mark.parametrize("d", [0, N - 1, N, N + 1, 2**256 - 1])
def test_private_key_out_of_range(d: int) -> None:
    with pytest.raises(InvalidKey):
        key_pair(d.to_bytes(32))


@pytest.mark.parametrize(
    "public",
    [bytes(64), _PUBLIC[:63], _PUBLIC + b"\0", P.to_bytes(32) + _PUBLIC[32:], _PUBLIC[:32] + bytes(32)],
)
def test_point_off_the_curve(public: bytes) -> None:
    with pytest.raises(InvalidKey):
        verify(public, _MESSAGE, der(_R, _S))


def test_raw_signature_as_der() -> None:
    assert from_raw(_R.to_bytes(32) + _S.to_bytes(32)) == der(_R, _S)
    assert from_raw(bytes(31) + b"\x01" + bytes(31) + b"\x80") == der(1, 128)


def test_user_id_too_long() -> None:
    with pytest.raises(ValueError):
        sign(key_pair(_D), b"", user_id=bytes(8192))


def test_sm3_uses_the_chosen_library() -> None:
    assert sm3(b"abc") == _BACKENDS[0].sm3(b"abc")


class TestChoice:
    @pytest.fixture(autouse=True)
    def fresh(self) -> Iterator[None]:
        backend.cache_clear()
        yield
        backend.cache_clear()

    def test_libcrypto_first(self) -> None:
        assert backend().name == "libcrypto"

    def test_gmssl_where_libcrypto_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(libcrypto, "_NAMES", ("no-such-library",))
        assert backend().name == "gmssl-pyx"
        assert verify(_PUBLIC, _MESSAGE, der(_R, _S))

    def test_library_too_old(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(libcrypto, "_OLDEST", 0xF0000000)
        with pytest.raises(MissingBackend, match="没有 OpenSSL 3 以上的 libcrypto"):
            Libcrypto()

    def test_library_built_without_sm2(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(self: Libcrypto, private: bytes, public: bytes, digest: bytes) -> bytes:
            raise libcrypto.LibraryFailure

        monkeypatch.setattr(Libcrypto, "sign_digest", refuse)
        with pytest.raises(MissingBackend, match="未启用 SM2"):
            Libcrypto()

    def test_neither(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(libcrypto, "_NAMES", ())
        monkeypatch.setitem(sys.modules, "gmssl_pyx", None)
        with pytest.raises(
            MissingBackend, match=r"没有可用的国密算法库：本机没有 OpenSSL 3 .*；没有安装 gmssl-pyx。"
        ):
            backend()
