"""The installation's own maker of seals, and the keys of the seals it made; called inside actions where it writes.

Until an office brings certificates of a licensed authority, seals are made under a root of the installation's own:
they prove who sealed what to everybody who trusts that root, and to nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.conf import settings

from gongwen.seal import (
    ElectronicSeal,
    Picture,
    SealError,
    SigningDevice,
    SoftwareKey,
    generate_key_pair,
    load_key,
    make_seal,
    read_certificate,
    read_seal,
    save_key,
)
from gongwen.seal import SealKind as SignerKind
from gongwen.seal.drawing import NameSeal, RoundSeal, draw_picture
from gongwen.seal.pki.authority import Purpose, create_root, issue, revocation_list
from zhengban.access.errors import Refused
from zhengban.sealing.models import InstallationKey, KeyPurpose, Seal, SealKind, SealMaterial

ROOT_NAME, MAKER_NAME = "政办本机根证书", "政办本机制章人"
ROOT_DAYS, VALID_DAYS = 7300, 1826
_REVOCATION_LIST_DAYS = 366
_KEPT_PICTURES = 32
_MARGIN = timedelta(minutes=1)


@dataclass(frozen=True)
class Working:
    """A seal ready for use: the seal itself and the device that signs for it."""

    seal: ElectronicSeal
    device: SigningDevice


def draw(seal: Seal) -> Picture:
    """The picture (印模) of a seal as the register describes it; raises CannotSeal for what cannot be drawn."""
    if seal.kind == SealKind.SIGNATURE:
        return _drawn(NameSeal(seal.name, seal.diameter))
    return _drawn(RoundSeal(seal.name, seal.diameter, seal.title))


@lru_cache(maxsize=_KEPT_PICTURES)
def _drawn(design: RoundSeal | NameSeal) -> Picture:
    # Drawn once when it is asked for, to see that it can be, and again when it is made.
    return draw_picture(design, "OFD")


def make_material(seal: Seal, *, at: datetime, valid_until: datetime) -> SealMaterial:
    """Make the seal by GB/T 38540 with a new key of its own; the row is not saved yet."""
    row = _maker_row(at)
    assert row.issuer is not None  # noqa: S101 - the root has issued it
    maker, root = _opened(row), _opened(row.issuer)
    pair = generate_key_pair()
    days = (valid_until - at).days + 1
    purpose = Purpose.PERSON if seal.kind == SealKind.SIGNATURE else Purpose.SEAL
    certificate = issue(
        root, seal.name, pair.public, at=at - _MARGIN, organization=seal.agency.name, purpose=purpose, days=days
    )
    made = make_seal(
        str(seal),
        draw(seal),
        seal_id=seal.code,
        kind=SignerKind.PERSON if seal.kind == SealKind.SIGNATURE else SignerKind.UNIT,
        signers=(certificate,),
        maker=maker,
        created_at=at,
        valid_until=valid_until,
    )
    return SealMaterial(
        seal=seal,
        maker=row,
        data=made.der,
        certificate=certificate.der,
        private_key=_locked(SoftwareKey(certificate, pair)),
    )


def material_brought(seal: Seal, *, data: bytes, certificate: bytes, key: bytes, password: str) -> SealMaterial:
    """A seal that another maker made for the office, with its key; raises SealError, the row is not saved yet."""
    brought = read_seal(data)
    device = SoftwareKey(read_certificate(certificate), load_key(key, password))
    if not brought.is_signed_by_maker:
        raise SealError("印章文件上的制章人签名无效，不能导入。")
    if not brought.lists(device.certificate):
        raise SealError("签章人证书不在印章的签章人名单中，不能导入。")
    return SealMaterial(seal=seal, data=data, certificate=device.certificate.der, private_key=_locked(device))


def working(material: SealMaterial) -> Working:
    """The seal with its key, unlocked for one use; raises Refused where the key is gone or cannot be read."""
    if not material.private_key:
        raise Refused("印章的密钥已经销毁，不能使用。")
    certificate = read_certificate(bytes(material.certificate))
    try:
        pair = load_key(material.private_key.encode("ascii"), settings.SEAL_PASSWORD)
        return Working(read_seal(bytes(material.data)), SoftwareKey(certificate, pair))
    except SealError as error:
        raise Refused(f"印章密钥无法使用：{error}") from error


def revoke(material: SealMaterial, *, at: datetime) -> None:
    """Put the certificate on the installation's revocation list; one that another authority issued is theirs to revoke."""
    material.revoked_at = at
    material.save(update_fields=["revoked_at"])
    root = InstallationKey.objects.select_for_update().filter(purpose=KeyPurpose.ROOT).first()
    if root is None:
        return
    own = read_certificate(bytes(root.certificate))
    revoked: dict[int, tuple[datetime, str]] = {}
    for one in SealMaterial.objects.filter(revoked_at__isnull=False):
        certificate = read_certificate(bytes(one.certificate))
        if one.revoked_at is not None and certificate.is_signed_by(own):
            revoked[certificate.serial] = (one.revoked_at, "key_compromise")
    root.revocation_list = revocation_list(_opened(root), revoked, at=at, days=_REVOCATION_LIST_DAYS)
    root.save(update_fields=["revocation_list"])


def _maker_row(at: datetime) -> InstallationKey:
    """The installation's own maker, made with its root when the first seal is."""
    own = InstallationKey.objects.select_related("issuer").filter(purpose=KeyPurpose.MAKER).first()
    if own is not None:
        assert isinstance(own, InstallationKey)  # noqa: S101 - narrows the type
        return own
    root = create_root(ROOT_NAME, at=at - _MARGIN, days=ROOT_DAYS)
    pair = generate_key_pair()
    certificate = issue(root, MAKER_NAME, pair.public, at=at - _MARGIN, purpose=Purpose.MAKER, days=ROOT_DAYS)
    issuer = _kept(KeyPurpose.ROOT, root, at, None)
    return _kept(KeyPurpose.MAKER, SoftwareKey(certificate, pair), at, issuer)


def _kept(purpose: KeyPurpose, key: SoftwareKey, at: datetime, issuer: InstallationKey | None) -> InstallationKey:
    made: InstallationKey = InstallationKey.objects.create(
        purpose=purpose,
        issuer=issuer,
        certificate=key.certificate.der,
        private_key=_locked(key),
        made_at=at,
    )
    return made


def _opened(row: InstallationKey) -> SoftwareKey:
    try:
        pair = load_key(row.private_key.encode("ascii"), settings.SEAL_PASSWORD)
    except SealError as error:
        raise Refused(f"{row}的密钥无法使用：{error}") from error
    return SoftwareKey(read_certificate(bytes(row.certificate)), pair)


def _locked(key: SoftwareKey) -> str:
    return save_key(key.pair, settings.SEAL_PASSWORD).decode("ascii")
