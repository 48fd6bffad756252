"""Put an electronic seal on an OFD file (用印): the description of what is protected, the stamp, the new package."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from gongwen import __version__
from gongwen.guard import Archive, Deadline
from gongwen.guard.archive import resolve_part
from gongwen.ofd import (
    Contents,
    OfdFile,
    contents,
    open_ofd,
    page_texts,
    part_key,
    rewritten,
    signature_descriptions,
    signature_list_parts,
)
from gongwen.ofd.package import child, children, local_name
from gongwen.seal.device import SigningDevice
from gongwen.seal.errors import CannotSeal
from gongwen.seal.ofd_verification import inspect_ofd
from gongwen.seal.pki.certificate import SM2_WITH_SM3
from gongwen.seal.pki.chain import Trust
from gongwen.seal.placing import OnSignature, PlacedPicture, Placement, place
from gongwen.seal.ses import ElectronicSeal, make_stamp
from gongwen.seal.ses.stamp import read_stamp, with_timestamp
from gongwen.seal.sm import sm3
from gongwen.seal.timestamp import TimestampService, timestamp_token
from gongwen.seal.use import check_earlier, check_use

_OFD = "http://www.ofdspec.org/2016"
_SM3 = "1.2.156.10197.1.401"
_NUMBER = re.compile(r"\d{1,9}")


def seal_ofd(
    data: bytes,
    seal: ElectronicSeal,
    device: SigningDevice,
    placements: Sequence[Placement],
    *,
    at: datetime,
    timestamps: TimestampService | None = None,
    deadline: Deadline | None = None,
) -> bytes:
    """The file with one more seal on it; what was there stays byte for byte, earlier seals stay valid.

    Everything in the package is protected but the list of signatures, which later seals must be able to extend.
    Raises CannotSeal with the reason, or a ReadingError where the file cannot be read.
    """
    deadline = deadline or Deadline()
    check_use(seal, device, at)
    file = open_ofd(data, deadline)
    package = contents(file.archive, deadline)
    slot = _free_slot(file, package)
    _check_earlier(data, file.archive, slot.list_part, at, deadline)
    pictures = [picture for wanted in placements for picture in _placed(wanted, seal, file, deadline)]
    if not pictures:
        raise CannotSeal("没有指定用印位置。")
    parts = {slot.seal_part: seal.der, **slot.changed}
    description = _description(file.archive, package, slot, parts, pictures, seal, at)
    stamp = make_stamp(seal, device, sm3(description), location=f"/{slot.description_part}", at=at)
    if timestamps is not None:
        stamp = with_timestamp(stamp, timestamp_token(timestamps, read_stamp(stamp).signature))
    return rewritten(
        file.archive,
        {**parts, slot.list_part: slot.list_content, slot.description_part: description, slot.value_part: stamp},
    )


@dataclass(frozen=True)
class _Slot:
    """Where the new signature goes: its parts, the extended list, other parts that must change for it."""

    list_part: str
    list_content: bytes
    description_part: str
    seal_part: str
    value_part: str
    first_id: int
    changed: dict[str, bytes]


def _free_slot(file: OfdFile, package: Contents) -> _Slot:
    archive = file.archive
    if len(file.documents) != 1:
        raise CannotSeal(f"文件内有 {len(file.documents)} 个文档，无法确定对哪一个用印。")
    if package.repeated:
        raise CannotSeal("压缩包内有重名的文件，不同软件会显示不同的内容，不能用印。")
    folder = resolve_part(file.documents[0].root, "Signs")
    number = 0
    while any(part_key(f"{folder}/Sign_{number}/x").rpartition("/")[0] + "/" in key for key in package.parts):
        number += 1
    own = f"{folder}/Sign_{number}"
    list_part = signature_list_parts(archive)[0]
    changed: dict[str, bytes] = {}
    if list_part:
        listed = archive.xml(list_part)
    else:
        list_part = f"{folder}/Signatures.xml"
        listed = etree.Element(f"{{{_OFD}}}Signatures", nsmap={"ofd": _OFD})
        changed["OFD.xml"] = _with_list(archive, list_part)
    highest = _highest_id(archive, listed)
    content = _extended(listed, f"/{own}/Signature.xml", highest)
    return _Slot(
        list_part,
        content,
        f"{own}/Signature.xml",
        f"{own}/Seal.esl",
        f"{own}/SignedValue.dat",
        highest + 2,
        changed,
    )


def _with_list(archive: Archive, list_part: str) -> bytes:
    """OFD.xml naming the list of signatures, its last child by GB/T 33190."""
    root = archive.xml("OFD.xml")
    body = next(children(root, "DocBody"))
    namespace = etree.QName(body).namespace
    element = etree.SubElement(body, f"{{{namespace}}}Signatures" if namespace else "Signatures")
    element.text = f"/{list_part}"
    return _xml(root)


def _highest_id(archive: Archive, listed: etree._Element) -> int:
    """The greatest number in any identifier of the list and of the signatures in it."""
    found = [0]
    for element in listed:
        texts = [element.get("ID", ""), (element.text or "") if local_name(element) == "MaxSignId" else ""]
        found += [int(match.group()) for text in texts if (match := _NUMBER.search(text))]
    for description in signature_descriptions(archive) if len(listed) else ():
        root = archive.xml(description.part)
        for stamp in children(child(root, "SignedInfo"), "StampAnnot"):
            if match := _NUMBER.search(stamp.get("ID", "")):
                found.append(int(match.group()))
    return max(found)


def _extended(listed: etree._Element, location: str, highest: int) -> bytes:
    """The list with one more entry; what stands in it keeps its place."""
    namespace = etree.QName(listed).namespace
    prefix = f"{{{namespace}}}" if namespace else ""
    largest = next(children(listed, "MaxSignId"), None)
    if largest is None:
        largest = etree.Element(f"{prefix}MaxSignId")
        listed.insert(0, largest)
    largest.text = f"s{highest + 1:03d}"
    etree.SubElement(listed, f"{prefix}Signature", ID=f"s{highest + 1:03d}", Type="Seal", BaseLoc=location)
    return _xml(listed)


def _check_earlier(data: bytes, archive: Archive, list_part: str, at: datetime, deadline: Deadline) -> None:
    """A further seal goes on good ones only, after them, and must leave them good."""
    if list_part not in archive:
        return
    for description in signature_descriptions(archive):
        if part_key(list_part) in {part_key(reference.part) for reference in description.references}:
            raise CannotSeal("前面的签章锁定了签章清单，再用印会使它失效。")
    check_earlier(inspect_ofd(data, Trust(), now=at, deadline=deadline), at)


def _placed(
    wanted: Placement, seal: ElectronicSeal, file: OfdFile, deadline: Deadline
) -> tuple[PlacedPicture, ...]:
    document = file.documents[0]
    sizes = [(page.width, page.height) for page in document.pages]
    texts = list(page_texts(file, document, deadline)) if isinstance(wanted, OnSignature) else None
    return place(wanted, (seal.picture.width, seal.picture.height), sizes, texts)


def _description(
    archive: Archive,
    package: Contents,
    slot: _Slot,
    parts: dict[str, bytes],
    pictures: Sequence[PlacedPicture],
    seal: ElectronicSeal,
    at: datetime,
) -> bytes:
    """Signature.xml (GB/T 33190 chapter 18)."""
    root = etree.Element(f"{{{_OFD}}}Signature", nsmap={"ofd": _OFD})
    info = _add(root, "SignedInfo")
    _add(info, "Provider", ProviderName="gongwen", Version=__version__, Company="gongwen")
    _add(info, "SignatureMethod").text = SM2_WITH_SM3
    _add(info, "SignatureDateTime").text = f"{at.astimezone(UTC):%Y%m%d%H%M%S}Z"
    references = _add(info, "References", CheckMethod=_SM3)
    protected = {name: parts.get(name) for name in (*archive.names, slot.seal_part)}
    for name, content in protected.items():
        if part_key(name) == part_key(slot.list_part):
            continue
        digest = sm3(archive.read(name) if content is None else content)
        reference = _add(references, "Reference", FileRef=f"/{name}")
        _add(reference, "CheckValue").text = base64.b64encode(digest).decode("ascii")
    identities = {number: identity for identity, number in package.pages[0].items()}
    for count, picture in enumerate(pictures):
        box = (picture.left, picture.top, seal.picture.width, seal.picture.height)
        attributes = {
            "ID": f"s{slot.first_id + count:03d}",
            "PageRef": identities[picture.page],
            "Boundary": _box(box),
        }
        if picture.clip is not None:
            attributes["Clip"] = _box(picture.clip)
        _add(info, "StampAnnot", **attributes)
    _add(_add(info, "Seal"), "BaseLoc").text = f"/{slot.seal_part}"
    _add(root, "SignedValue").text = f"/{slot.value_part}"
    return _xml(root)


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_OFD}}}{name}", attributes)


def _box(box: tuple[float, float, float, float]) -> str:
    return " ".join(f"{value:.3f}".rstrip("0").rstrip(".") for value in box)


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
