"""Private keys at rest: PKCS #8 encrypted by PBES2 (RFC 8018), written with SM4, read with SM4 or AES.

The key derivation is PBKDF2 with HMAC-SHA-256 when written, because OpenSSL 3.0 reads that; HMAC-SM3 is read too.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from asn1crypto import core, pem

from gongwen.seal import der
from gongwen.seal.errors import BadKey, BadStructure
from gongwen.seal.pki.certificate import SM2_CURVE, dump_pem
from gongwen.seal.sm import InvalidKey, KeyPair, backend, key_pair

ITERATIONS = 210_000
MAX_ITERATIONS = 5_000_000
MAX_KEY_FILE = 64 * 1024
_PBES2, _PBKDF2 = "1.2.840.113549.1.5.13", "1.2.840.113549.1.5.12"
_EC = "1.2.840.10045.2.1"
_SM4_CBC = "1.2.156.10197.1.104.2"
_AES_CBC = {
    "2.16.840.1.101.3.4.1.2": 16,
    "2.16.840.1.101.3.4.1.22": 24,
    "2.16.840.1.101.3.4.1.42": 32,
}
_HMAC = {
    "1.2.840.113549.2.7": "sha1",
    "1.2.840.113549.2.9": "sha256",
    "1.2.840.113549.2.10": "sha384",
    "1.2.840.113549.2.11": "sha512",
    "1.2.156.10197.1.401.2": "sm3",
    "1.2.156.10197.1.401.3.1": "sm3",
}


class _Algorithm(core.Sequence):
    _fields = [("algorithm", core.ObjectIdentifier), ("parameters", core.Any, {"optional": True})]


class _Derivation(core.Sequence):
    _fields = [
        ("salt", core.OctetString),
        ("iterations", core.Integer),
        ("key_length", core.Integer, {"optional": True}),
        ("prf", _Algorithm, {"optional": True}),
    ]


class _Parameters(core.Sequence):
    _fields = [("derivation", _Algorithm), ("encryption", _Algorithm)]


class _Encrypted(core.Sequence):
    _fields = [("algorithm", _Algorithm), ("data", core.OctetString)]


class _PrivateKeyInfo(core.Sequence):
    _fields = [
        ("version", core.Integer),
        ("algorithm", _Algorithm),
        ("private_key", core.ParsableOctetString),
        ("attributes", core.Any, {"optional": True}),
    ]


class _EcPrivateKey(core.Sequence):
    _fields = [
        ("version", core.Integer),
        ("private_key", core.OctetString),
        ("parameters", core.ObjectIdentifier, {"explicit": 0, "optional": True}),
        ("public_key", core.BitString, {"explicit": 1, "optional": True}),
    ]


def save_key(pair: KeyPair, password: str) -> bytes:
    """The key as an encrypted PKCS #8 PEM file; raises BadKey for an empty password."""
    if not password:
        raise BadKey("私钥必须设置口令。")
    inner = _EcPrivateKey(
        {
            "version": 1,
            "private_key": pair.private,
            "public_key": core.BitString.load(_bits(b"\x04" + pair.public)),
        }
    )
    info = _PrivateKeyInfo(
        {
            "version": 0,
            "algorithm": {"algorithm": _EC, "parameters": core.Any(core.ObjectIdentifier(SM2_CURVE))},
            "private_key": inner.dump(),
        }
    )
    salt, iv = secrets.token_bytes(16), secrets.token_bytes(16)
    key = hashlib.pbkdf2_hmac("sha256", password.encode("utf-8"), salt, ITERATIONS, 16)
    derivation = _Derivation(
        {
            "salt": salt,
            "iterations": ITERATIONS,
            "prf": {"algorithm": "1.2.840.113549.2.9", "parameters": core.Any(core.Null())},
        }
    )
    parameters = _Parameters(
        {
            "derivation": {"algorithm": _PBKDF2, "parameters": core.Any(derivation)},
            "encryption": {"algorithm": _SM4_CBC, "parameters": core.Any(core.OctetString(iv))},
        }
    )
    encrypted = _Encrypted(
        {
            "algorithm": {"algorithm": _PBES2, "parameters": core.Any(parameters)},
            "data": backend().sm4_cbc_encrypt(key, iv, info.dump()),
        }
    )
    return dump_pem(encrypted.dump(), "ENCRYPTED PRIVATE KEY")


def load_key(data: bytes, password: str) -> KeyPair:
    """The key of an encrypted PKCS #8 file, PEM or DER; raises BadKey."""
    if len(data) > MAX_KEY_FILE:
        raise BadKey("私钥文件过大，已拒绝读取。")
    encoded = _unarmored(data)
    try:
        with der.reading("私钥文件"):
            plain = _decrypt(der.decode(_Encrypted, encoded, "私钥文件"), password)
    except BadStructure as error:
        raise BadKey(str(error)) from error
    try:
        with der.reading("私钥"):
            return _key(plain)
    except BadStructure as error:
        raise BadKey("口令不正确，或者私钥文件已损坏。") from error
    except InvalidKey as error:
        raise BadKey(str(error)) from error


def _key(plain: bytes) -> KeyPair:
    info = der.decode(_PrivateKeyInfo, plain, "私钥")
    algorithm = info["algorithm"]
    if algorithm["algorithm"].native != _EC or algorithm["parameters"].native != SM2_CURVE:
        raise BadKey("这不是 SM2 私钥。")
    inner = der.decode(_EcPrivateKey, info["private_key"].contents, "私钥")
    return key_pair(bytes(inner["private_key"].native).rjust(32, b"\0"))


def _unarmored(data: bytes) -> bytes:
    if not pem.detect(data):
        return data
    try:
        kind, headers, content = pem.unarmor(data)
    except ValueError as error:
        raise BadKey("私钥文件不是有效的 PEM。") from error
    if kind != "ENCRYPTED PRIVATE KEY" or headers:
        raise BadKey("私钥文件没有按 PKCS #8 加密，不予使用，请先加密（例如 openssl pkcs8 -topk8 -v2 sm4-cbc）。")
    return bytes(content)


def _decrypt(encrypted: Any, password: str) -> bytes:
    if encrypted["algorithm"]["algorithm"].native != _PBES2:
        raise BadKey("私钥文件的加密方式不是 PBES2，不予使用。")
    parameters = _inside(encrypted["algorithm"], _Parameters)
    if parameters["derivation"]["algorithm"].native != _PBKDF2:
        raise BadKey("私钥文件的口令派生方式不是 PBKDF2，不予使用。")
    derivation = _inside(parameters["derivation"], _Derivation)
    iterations = int(derivation["iterations"].native)
    if not 1 <= iterations <= MAX_ITERATIONS:
        raise BadKey("私钥文件的口令派生次数超出范围，不予使用。")
    prf = derivation["prf"]["algorithm"].native if derivation["prf"].native else "1.2.840.113549.2.7"
    cipher = parameters["encryption"]["algorithm"].native
    iv = bytes(_inside(parameters["encryption"], core.OctetString).native)
    size = 16 if cipher == _SM4_CBC else _AES_CBC.get(cipher, 0)
    if prf not in _HMAC or not size or len(iv) != 16:
        raise BadKey("私钥文件的加密算法不支持，请用 SM4 或 AES 加密。")
    salt = bytes(derivation["salt"].native)
    key = hashlib.pbkdf2_hmac(_HMAC[prf], password.encode("utf-8"), salt, iterations, size)
    data = bytes(encrypted["data"].native)
    try:
        return backend().sm4_cbc_decrypt(key, iv, data) if cipher == _SM4_CBC else _aes_cbc_decrypt(key, iv, data)
    except ValueError as error:
        raise BadKey("口令不正确，或者私钥文件已损坏。") from error


def _inside(algorithm: Any, kind: type[core.Asn1Value]) -> Any:
    parameters = algorithm["parameters"]
    return der.decode(kind, parameters.dump(), "私钥文件")


def _aes_cbc_decrypt(key: bytes, iv: bytes, data: bytes) -> bytes:
    from cryptography.hazmat.primitives import padding
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    unpadder = padding.PKCS7(128).unpadder()
    plain: bytes = unpadder.update(decryptor.update(data) + decryptor.finalize()) + unpadder.finalize()
    return plain


def _bits(content: bytes) -> bytes:
    """A BIT STRING of whole bytes, encoded."""
    encoded: bytes = core.OctetBitString(content).dump()
    return encoded
