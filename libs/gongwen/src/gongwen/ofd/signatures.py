"""The signatures of an OFD file as written in it (签名描述, GB/T 33190 chapter 18): what each says it protects."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from lxml import etree

from gongwen.guard import Archive, Damaged, Deadline, ReadingError, TooLarge
from gongwen.guard.archive import resolve_part
from gongwen.ofd.package import child, child_text, children, numbers

MAX_SIGNATURES = 100
MAX_REFERENCES = 20_000
MAX_DESCRIPTION = 8 * 1024 * 1024
MAX_STAMPS = 5_000


@dataclass(frozen=True)
class Reference:
    """One protected part and its digest; ``digest`` is empty where the file's own value is no base64."""

    part: str
    digest: bytes


@dataclass(frozen=True)
class StampPlace:
    """Where a seal's picture stands: page by its ID, boundary and clip (x, y, width, height) in millimetres."""

    page: str
    boundary: tuple[float, float, float, float]
    clip: tuple[float, float, float, float] | None


@dataclass(frozen=True)
class SignatureDescription:
    """One Signature.xml. ``document`` counts the package's documents from 0; parts are names in the archive.

    Where the file cannot be read ``fault`` says why and the rest is empty: one broken signature hides no other.
    """

    document: int
    id: str
    part: str
    provider: str
    claimed_at: str
    check_method: str
    references: tuple[Reference, ...]
    stamps: tuple[StampPlace, ...]
    seal_part: str
    value_part: str
    fault: str = ""


def signature_list_parts(archive: Archive) -> tuple[str, ...]:
    """The list (Signatures.xml) of each document, empty where it has none."""
    return tuple(
        resolve_part("OFD.xml", location) if (location := child_text(body, "Signatures")) else ""
        for body in children(archive.xml("OFD.xml"), "DocBody")
    )


def signature_descriptions(archive: Archive, deadline: Deadline | None = None) -> tuple[SignatureDescription, ...]:
    """All signatures in the order of their lists; raises a ReadingError where a list cannot be read."""
    deadline = deadline or Deadline()
    found: list[SignatureDescription] = []
    for document, list_part in enumerate(signature_list_parts(archive)):
        if not list_part:
            continue
        for entry in children(archive.xml(list_part), "Signature"):
            if len(found) == MAX_SIGNATURES:
                raise TooLarge(f"文件中的签章超过 {MAX_SIGNATURES} 个，已拒绝读取。")
            part = resolve_part(list_part, entry.get("BaseLoc", ""))
            identity = entry.get("ID", "")
            deadline.check()
            try:
                if part in archive and len(archive.read(part)) > MAX_DESCRIPTION:
                    raise TooLarge(f"签名描述“{part}”过大，已拒绝读取。")
                found.append(_description(document, identity, part, archive.xml(part)))
            except ReadingError as error:
                found.append(
                    SignatureDescription(document, identity, part, "", "", "", (), (), "", "", str(error))
                )
    return tuple(found)


def _description(document: int, entry_id: str, part: str, root: etree._Element) -> SignatureDescription:
    info = child(root, "SignedInfo")
    references = child(info, "References")
    value = child_text(root, "SignedValue")
    if info is None or references is None or not value:
        raise Damaged(f"签名描述“{part}”不完整，可能已损坏。")
    listed = list(children(references, "Reference"))
    stamps = list(children(info, "StampAnnot"))
    if len(listed) > MAX_REFERENCES or len(stamps) > MAX_STAMPS:
        raise TooLarge(f"签名描述“{part}”中的条目过多，已拒绝读取。")
    seal = child_text(info, "Seal", "BaseLoc")
    provider = child(info, "Provider")
    return SignatureDescription(
        document=document,
        id=entry_id,
        part=part,
        provider="" if provider is None else provider.get("ProviderName") or child_text(provider, "ProviderName"),
        claimed_at=child_text(info, "SignatureDateTime"),
        check_method=references.get("CheckMethod", "MD5").strip(),
        references=tuple(
            Reference(resolve_part(part, one.get("FileRef", "")), _base64(child_text(one, "CheckValue")))
            for one in listed
        ),
        stamps=tuple(place for stamp in stamps if (place := _place(stamp)) is not None),
        seal_part=resolve_part(part, seal) if seal else "",
        value_part=resolve_part(part, value),
    )


def _place(stamp: etree._Element) -> StampPlace | None:
    boundary, clip = numbers(stamp.get("Boundary")), numbers(stamp.get("Clip"))
    if len(boundary) != 4:
        return None
    x, y, width, height = boundary
    return StampPlace(
        stamp.get("PageRef", ""),
        (x, y, width, height),
        (clip[0], clip[1], clip[2], clip[3]) if len(clip) == 4 else None,
    )


def _base64(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
