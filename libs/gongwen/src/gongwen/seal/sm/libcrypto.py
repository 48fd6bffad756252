"""The system's libcrypto (OpenSSL 3 or later) through ctypes: the fastest backend, and there on ARM too."""

from __future__ import annotations

import ctypes
import sys
from ctypes import POINTER, byref, c_char_p, c_int, c_size_t, c_ulong, c_void_p
from functools import lru_cache

from gongwen.seal.sm.backend import MissingBackend

_OLDEST = 0x30000000
# No unversioned name on macOS: loading Apple's own libcrypto ends the process.
_NAMES = {
    "darwin": (
        "/opt/homebrew/opt/openssl@3/lib/libcrypto.3.dylib",
        "/usr/local/opt/openssl@3/lib/libcrypto.3.dylib",
        "libcrypto.3.dylib",
    ),
    "win32": ("libcrypto-3-x64.dll", "libcrypto-3-arm64.dll", "libcrypto-3.dll"),
}.get(sys.platform, ("libcrypto.so.4", "libcrypto.so.3", "libcrypto.so"))
_PUBLIC = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200") + b"\x04"
_PRIVATE = bytes.fromhex("308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420")
_POINT = bytes.fromhex("a144034200") + b"\x04"
_SIGNATURES: dict[str, tuple[object, list[object]]] = {
    "OpenSSL_version_num": (c_ulong, []),
    "ERR_clear_error": (None, []),
    "EVP_MD_fetch": (c_void_p, [c_void_p, c_char_p, c_char_p]),
    "EVP_Digest": (c_int, [c_char_p, c_size_t, c_char_p, c_void_p, c_void_p, c_void_p]),
    "EVP_CIPHER_fetch": (c_void_p, [c_void_p, c_char_p, c_char_p]),
    "EVP_CIPHER_CTX_new": (c_void_p, []),
    "EVP_CIPHER_CTX_free": (None, [c_void_p]),
    "EVP_CipherInit_ex2": (c_int, [c_void_p, c_void_p, c_char_p, c_char_p, c_int, c_void_p]),
    "EVP_CipherUpdate": (c_int, [c_void_p, c_char_p, POINTER(c_int), c_char_p, c_int]),
    "EVP_CipherFinal_ex": (c_int, [c_void_p, c_void_p, POINTER(c_int)]),
    "d2i_PUBKEY": (c_void_p, [c_void_p, POINTER(c_char_p), ctypes.c_long]),
    "d2i_AutoPrivateKey": (c_void_p, [c_void_p, POINTER(c_char_p), ctypes.c_long]),
    "EVP_PKEY_free": (None, [c_void_p]),
    "EVP_PKEY_CTX_new": (c_void_p, [c_void_p, c_void_p]),
    "EVP_PKEY_CTX_free": (None, [c_void_p]),
    "EVP_PKEY_sign_init": (c_int, [c_void_p]),
    "EVP_PKEY_sign": (c_int, [c_void_p, c_char_p, POINTER(c_size_t), c_char_p, c_size_t]),
    "EVP_PKEY_verify_init": (c_int, [c_void_p]),
    "EVP_PKEY_verify": (c_int, [c_void_p, c_char_p, c_size_t, c_char_p, c_size_t]),
    "RAND_priv_bytes": (c_int, [c_char_p, c_int]),
}
_ORDER_LESS_ONE = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54122


class Libcrypto:
    """The first backend."""

    name = "libcrypto"

    def __init__(self) -> None:
        self._library = _load()
        self._sm3 = self._library.EVP_MD_fetch(None, b"SM3", None)
        self._sm4 = self._library.EVP_CIPHER_fetch(None, b"SM4-CBC", None)
        self._known = lru_cache(maxsize=64)(self._public_key)
        if not self._sm3 or not self._sm4 or not self._can_sign():
            raise MissingBackend("本机 OpenSSL 未启用 SM2、SM3、SM4。")

    def sm3(self, data: bytes) -> bytes:
        digest = ctypes.create_string_buffer(32)
        self._demand(self._library.EVP_Digest(data, len(data), digest, None, self._sm3, None))
        return digest.raw

    def sm4_cbc_encrypt(self, key: bytes, iv: bytes, data: bytes) -> bytes:
        return self._sm4_cbc(key, iv, data, encrypt=1)

    def sm4_cbc_decrypt(self, key: bytes, iv: bytes, data: bytes) -> bytes:
        return self._sm4_cbc(key, iv, data, encrypt=0)

    def generate_private_key(self) -> bytes:
        private = ctypes.create_string_buffer(32)
        while True:
            self._demand(self._library.RAND_priv_bytes(private, 32))
            if 1 <= int.from_bytes(private.raw) < _ORDER_LESS_ONE:
                return private.raw

    def sign_digest(self, private: bytes, public: bytes, digest: bytes) -> bytes:
        key = self._key(self._library.d2i_AutoPrivateKey, _PRIVATE + private + _POINT + public)
        context = self._library.EVP_PKEY_CTX_new(key.pointer, None)
        try:
            signature, size = ctypes.create_string_buffer(80), c_size_t(80)
            self._demand(self._library.EVP_PKEY_sign_init(context))
            self._demand(self._library.EVP_PKEY_sign(context, signature, byref(size), digest, len(digest)))
            return signature.raw[: size.value]
        finally:
            self._library.EVP_PKEY_CTX_free(context)

    def verify_digest(self, public: bytes, digest: bytes, signature: bytes) -> bool:
        key = self._known(public)
        context = self._library.EVP_PKEY_CTX_new(key.pointer, None)
        try:
            self._demand(self._library.EVP_PKEY_verify_init(context))
            verified = self._library.EVP_PKEY_verify(context, signature, len(signature), digest, len(digest))
        finally:
            self._library.EVP_PKEY_CTX_free(context)
        self._library.ERR_clear_error()
        return bool(verified == 1)

    def _public_key(self, public: bytes) -> _Key:
        return self._key(self._library.d2i_PUBKEY, _PUBLIC + public)

    def _key(self, decode: ctypes._FuncPointer, der: bytes) -> _Key:
        pointer = decode(None, byref(c_char_p(der)), len(der))
        self._demand(bool(pointer))
        return _Key(self._library, pointer)

    def _sm4_cbc(self, key: bytes, iv: bytes, data: bytes, *, encrypt: int) -> bytes:
        if len(key) != 16 or len(iv) != 16:
            raise ValueError("key and iv have 16 bytes")
        library = self._library
        context = library.EVP_CIPHER_CTX_new()
        try:
            result, size, rest = ctypes.create_string_buffer(len(data) + 32), c_int(0), c_int(0)
            self._demand(library.EVP_CipherInit_ex2(context, self._sm4, key, iv, encrypt, None))
            self._demand(library.EVP_CipherUpdate(context, result, byref(size), data, len(data)))
            end = ctypes.addressof(result) + size.value
            if library.EVP_CipherFinal_ex(context, end, byref(rest)) != 1:
                library.ERR_clear_error()
                raise ValueError("wrong padding or length")
            return result.raw[: size.value + rest.value]
        finally:
            library.EVP_CIPHER_CTX_free(context)

    def _can_sign(self) -> bool:
        private, public, digest = _KNOWN_KEY[:32], _KNOWN_KEY[32:], bytes(32)
        try:
            return self.verify_digest(public, digest, self.sign_digest(private, public, digest))
        except LibraryFailure:
            return False

    def _demand(self, answer: int) -> None:
        if answer != 1:
            self._library.ERR_clear_error()
            raise LibraryFailure("libcrypto 拒绝了运算。")


class LibraryFailure(RuntimeError):
    """libcrypto refused what it should have done."""


class _Key:
    """An EVP_PKEY, freed with its owner."""

    def __init__(self, library: ctypes.CDLL, pointer: int) -> None:
        self._free, self.pointer = library.EVP_PKEY_free, pointer

    def __del__(self) -> None:
        self._free(self.pointer)


# A published key pair (GB/T 32918.5 annex A) for the first check of the library.
_KNOWN_KEY = bytes.fromhex(
    "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8"
    "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)


def _load() -> ctypes.CDLL:
    for name in _NAMES:
        try:
            library = ctypes.CDLL(name)
            for function, (answer, arguments) in _SIGNATURES.items():
                getattr(library, function).restype = answer
                getattr(library, function).argtypes = arguments
        except (OSError, AttributeError):
            continue
        if library.OpenSSL_version_num() >= _OLDEST:
            return library
    raise MissingBackend("本机没有 OpenSSL 3 以上的 libcrypto。")
