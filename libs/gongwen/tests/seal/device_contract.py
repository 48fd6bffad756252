"""What a signing device must do, whichever it is: run these on a device before it is trusted with a seal."""

from __future__ import annotations

from gongwen.seal.device import SigningDevice
from gongwen.seal.sm import DEFAULT_USER_ID, verify


def check_device(device: SigningDevice) -> None:
    """Raise AssertionError where the device breaks the contract of SigningDevice."""
    certificate = device.certificate
    assert len(certificate.public_key) == 64, "the certificate holds an SM2 key"
    assert certificate.may_sign, "the certificate is for signing"
    for message in (b"", b"x", bytes(64), bytes(100_000)):
        first, second = device.sign(message), device.sign(message)
        for signature in (first, second):
            assert verify(certificate.public_key, message, signature, user_id=DEFAULT_USER_ID), "the key signs"
        assert first != second, "every signature takes a fresh random number"
    assert not verify(certificate.public_key, b"y", device.sign(b"x")), "the message is signed, not something else"
