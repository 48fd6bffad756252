"""Where a private key lives (签名设备): a file here, or hardware and remote services behind the same Protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from gongwen.seal.errors import BadCertificate
from gongwen.seal.pki.certificate import Certificate
from gongwen.seal.sm import KeyPair, sign


class SigningDevice(Protocol):
    """A key that signs and never leaves: a key file, a PKCS#11 token, a remote signing service.

    Any device is accepted that passes ``tests/seal/device_contract.py``.
    """

    @property
    def certificate(self) -> Certificate:
        """The certificate of the key."""

    def sign(self, message: bytes) -> bytes:
        """SM2-with-SM3 over ``message`` with the default identifier; returns DER SEQUENCE {r, s}.

        Raises SealError where the device refuses.
        """


@dataclass(frozen=True)
class SoftwareKey:
    """A key pair in memory with its certificate; raises BadCertificate where they do not belong together."""

    certificate: Certificate
    pair: KeyPair

    def __post_init__(self) -> None:
        if self.certificate.public_key != self.pair.public:
            raise BadCertificate("证书与私钥不是一对，请核对证书文件和私钥文件。")

    def sign(self, message: bytes) -> bytes:
        return sign(self.pair, message)
