"""Which library computes: the system's libcrypto (OpenSSL 3 or later), else gmssl-pyx."""

from __future__ import annotations

from functools import cache
from typing import Protocol


class MissingBackend(RuntimeError):
    """No library here computes SM2, SM3 and SM4; the message is one Chinese sentence."""


class Backend(Protocol):
    """What a library must compute. Keys: private 32 bytes, public 64 bytes (x‖y), both big-endian.

    Callers in ``sm2`` check keys, points and the encoding of signatures before they come here.
    """

    name: str

    def sm3(self, data: bytes) -> bytes:
        """The digest of ``data``, 32 bytes (GB/T 32905)."""

    def sm4_cbc_encrypt(self, key: bytes, iv: bytes, data: bytes) -> bytes:
        """SM4-CBC (GB/T 32907) with PKCS #7 padding; key and iv 16 bytes, data not empty."""

    def sm4_cbc_decrypt(self, key: bytes, iv: bytes, data: bytes) -> bytes:
        """The reverse; raises ValueError where padding or length is wrong."""

    def generate_private_key(self) -> bytes:
        """A new private key from the library's random generator."""

    def sign_digest(self, private: bytes, public: bytes, digest: bytes) -> bytes:
        """Sign e = SM3(Z‖M), 32 bytes; returns DER SEQUENCE {r, s} (GB/T 32918.2)."""

    def verify_digest(self, public: bytes, digest: bytes, signature: bytes) -> bool:
        """Whether a DER signature belongs to e."""


@cache
def backend() -> Backend:
    """The library in use; raises MissingBackend."""
    from gongwen.seal.sm.gmssl import Gmssl
    from gongwen.seal.sm.libcrypto import Libcrypto

    reasons: list[str] = []
    for kind in (Libcrypto, Gmssl):
        try:
            return kind()
        except MissingBackend as error:
            reasons.append(str(error).rstrip("。"))
    raise MissingBackend(f"没有可用的国密算法库：{'；'.join(reasons)}。")
