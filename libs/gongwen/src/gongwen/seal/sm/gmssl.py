"""gmssl-pyx (GmSSL 3) as a backend, for machines whose libcrypto is missing or built without SM2."""

from __future__ import annotations

from types import ModuleType

from gongwen.seal.sm.backend import MissingBackend


class Gmssl:
    """The second backend."""

    name = "gmssl-pyx"

    def __init__(self) -> None:
        self._library = _load()

    def sm3(self, data: bytes) -> bytes:
        return bytes(self._library.sm3_hash(data))

    def sm4_cbc_encrypt(self, key: bytes, iv: bytes, data: bytes) -> bytes:
        return bytes(self._library.sm4_cbc_padding_encrypt(key, iv, data))

    def sm4_cbc_decrypt(self, key: bytes, iv: bytes, data: bytes) -> bytes:
        if not data or len(data) % 16:
            raise ValueError("not whole blocks")
        try:
            return bytes(self._library.sm4_cbc_padding_decrypt(key, iv, data))
        except self._library.GmsslInnerError as error:
            raise ValueError("wrong padding") from error

    def generate_private_key(self) -> bytes:
        return bytes(self._library.sm2_key_generate()[1])

    def sign_digest(self, private: bytes, public: bytes, digest: bytes) -> bytes:
        return bytes(self._library.sm2_sign_sm3_digest(private, digest))

    def verify_digest(self, public: bytes, digest: bytes, signature: bytes) -> bool:
        try:
            return bool(self._library.sm2_verify_sm3_digest(public, digest, signature))
        except self._library.GmsslInnerError:
            return False


def _load() -> ModuleType:
    try:
        import gmssl_pyx
    except ImportError as error:
        raise MissingBackend("没有安装 gmssl-pyx。") from error
    module: ModuleType = gmssl_pyx
    return module
