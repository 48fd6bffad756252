"""The software key keeps the contract; devices that do not are found out."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from gongwen.seal import BadCertificate, Certificate, SoftwareKey, generate_key_pair
from gongwen.seal.sm import sign

from .device_contract import check_device
from .world import World


def test_software_key_keeps_the_contract(world: World) -> None:
    check_device(world.office)
    check_device(world.maker)


def test_what_a_device_signs_is_checked_by_its_certificate(world: World) -> None:
    """For whatever else must be proven, such as batches of an audit trail."""
    signature = world.office.sign(b"batch 7")
    assert world.office.certificate.has_signed(b"batch 7", signature)
    assert not world.office.certificate.has_signed(b"batch 8", signature)
    assert not world.maker.certificate.has_signed(b"batch 7", signature)


def test_key_of_another_certificate(world: World) -> None:
    with pytest.raises(BadCertificate, match="不是一对"):
        SoftwareKey(world.office.certificate, generate_key_pair())


@dataclass
class _Faulty:
    """Signs with another identifier, as a device set up wrongly does."""

    certificate: Certificate
    key: SoftwareKey

    def sign(self, message: bytes) -> bytes:
        return sign(self.key.pair, message, user_id=b"another")


def test_device_with_another_identifier_is_found_out(world: World) -> None:
    with pytest.raises(AssertionError, match="the key signs"):
        check_device(_Faulty(world.office.certificate, world.office))
