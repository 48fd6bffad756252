"""Whom this installation believes when it verifies seals (信任): its own root, and what the office has added.

The office adds files to the folder of ``ZHENGBAN_TRUST``: ``roots`` and ``makers`` with certificates, ``lists`` with
revocation lists, PEM or DER.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from gongwen.seal import (
    Certificate,
    RevocationList,
    SealError,
    Trust,
    read_certificate,
    read_certificates,
    read_revocation_list,
)
from zhengban.sealing.models import InstallationKey, KeyPurpose

_LARGEST = 16 * 1024 * 1024


def trust() -> Trust:
    """Roots, makers and revocation lists as they stand now; one query."""
    own = InstallationKey.objects.select_related("issuer").filter(purpose=KeyPurpose.MAKER).first()
    return trust_with(own)


def trust_with(own: InstallationKey | None) -> Trust:
    """The same, where the installation's own maker is at hand with its root; no query."""
    roots = tuple(_certificates("roots"))
    makers = tuple(_certificates("makers"))
    lists = tuple(_revocation_lists())
    if own is not None and own.issuer is not None:
        roots = (read_certificate(bytes(own.issuer.certificate)), *roots)
        makers = (read_certificate(bytes(own.certificate)), *makers)
        if own.issuer.revocation_list:
            lists = (read_revocation_list(bytes(own.issuer.revocation_list)), *lists)
    return Trust(roots, makers, (), lists)


def _certificates(folder: str) -> Iterator[Certificate]:
    for path, data in _files(folder):
        try:
            yield from read_certificates(data)
        except SealError as error:
            raise ImproperlyConfigured(f"{path}: {error}") from error


def _revocation_lists() -> Iterator[RevocationList]:
    for path, data in _files("lists"):
        try:
            yield read_revocation_list(data)
        except SealError as error:
            raise ImproperlyConfigured(f"{path}: {error}") from error


def _files(folder: str) -> Iterator[tuple[Path, bytes]]:
    place = Path(settings.TRUST) / folder
    if not place.is_dir():
        return
    for path in sorted(place.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            if path.stat().st_size > _LARGEST:
                raise ImproperlyConfigured(f"{path} is too large for a certificate or a revocation list.")
            yield path, path.read_bytes()
