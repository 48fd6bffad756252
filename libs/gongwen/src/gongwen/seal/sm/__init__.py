"""The national algorithms (国密): SM2 signatures, SM3 digests, SM4 encryption.

``sm2`` holds what does not depend on a library; ``backend`` chooses the library that computes.
"""

from gongwen.seal.sm.backend import Backend, MissingBackend, backend
from gongwen.seal.sm.sm2 import (
    DEFAULT_USER_ID,
    InvalidKey,
    KeyPair,
    from_raw,
    generate_key_pair,
    is_strict,
    key_pair,
    message_digest,
    sign,
    sign_digest,
    verify,
    verify_digest,
)
from gongwen.seal.sm.sm3 import sm3

__all__ = [
    "DEFAULT_USER_ID",
    "Backend",
    "InvalidKey",
    "KeyPair",
    "MissingBackend",
    "backend",
    "from_raw",
    "generate_key_pair",
    "is_strict",
    "key_pair",
    "message_digest",
    "sign",
    "sign_digest",
    "sm3",
    "verify",
    "verify_digest",
]
