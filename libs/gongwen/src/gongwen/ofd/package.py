"""The package of an OFD file: its documents (DocBody), their pages, templates and signatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from lxml import etree

from gongwen.guard import Archive, Damaged, Deadline, Encrypted, TooLarge
from gongwen.guard.archive import resolve_part

MAX_PAGES = 5_000
_FARTHEST = 1e6
_INFO = {
    "Title": "标题",
    "Author": "作者",
    "Subject": "主题",
    "Abstract": "摘要",
    "Keyword": "关键词",
    "Creator": "创建软件",
    "CreationDate": "创建日期",
    "ModDate": "修改日期",
}


@dataclass(frozen=True)
class OfdPage:
    """One page: its own content and the templates under or over it, as parts in drawing order.

    ``number`` is its identifier in the document; ``annotations`` are the parts that lie over it.
    """

    number: str
    parts: tuple[str, ...]
    width: float
    height: float
    annotations: tuple[str, ...] = ()


@dataclass(frozen=True)
class OfdDocument:
    """One document of the package (DocBody)."""

    root: str
    properties: tuple[tuple[str, str], ...]
    pages: Sequence[OfdPage]
    annotations: tuple[str, ...]
    attachments: tuple[str, ...]
    signatures: tuple[str, ...]


@dataclass(frozen=True)
class OfdFile:
    """An opened OFD file; ``missing`` names the parts that the documents mention and the archive lacks."""

    archive: Archive
    version: str
    documents: tuple[OfdDocument, ...]
    missing: tuple[str, ...]


def open_ofd(data: bytes, deadline: Deadline | None = None) -> OfdFile:
    """Open an OFD file; raises a ReadingError."""
    archive = open_package(data, deadline)
    root = archive.xml("OFD.xml")
    missing: list[str] = []
    documents = tuple(_document(archive, body, missing) for body in children(root, "DocBody"))
    if not documents:
        raise Damaged("OFD 文件中没有文档。")
    return OfdFile(archive, root.get("Version", ""), documents, tuple(missing))


def open_package(data: bytes, deadline: Deadline | None = None) -> Archive:
    """The archive of an OFD file, its documents still unread; raises a ReadingError."""
    archive = Archive(data, deadline or Deadline())
    if any(name.lower().endswith(("decryptseed.dat", "encryptions.xml")) for name in archive.names):
        raise Encrypted("OFD 文件已加密，请先解密再试。")
    if "OFD.xml" not in archive:
        raise Damaged("文件缺少 OFD.xml，不是完整的 OFD 文件。")
    return archive


def local_name(element: etree._Element) -> str:
    """The name without its namespace, which real files often get wrong."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    if element is not None:
        yield from (child for child in element if local_name(child) == name)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element down the path of names."""
    for name in path:
        element = next(children(element, name), None)
    return element


def child_text(element: etree._Element | None, *path: str) -> str:
    found = child(element, *path)
    return (found.text or "").strip() if found is not None else ""


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute such as a Boundary; what is none, or lies beyond any page, is left out."""
    values: list[float] = []
    for part in (text or "").split():
        try:
            value = float(part)
        except ValueError:
            continue
        if abs(value) < _FARTHEST:
            values.append(value)
    return values


def _document(archive: Archive, body: etree._Element, missing: list[str]) -> OfdDocument:
    location = child_text(body, "DocRoot")
    if not location:
        raise Damaged("OFD 文件没有指明文档位置。")
    part = resolve_part("OFD.xml", location)
    root = archive.xml(part)
    common = child(root, "CommonData")
    area = _page_size(child(common, "PageArea"))
    templates = {
        template.get("ID", ""): resolve_part(part, template.get("BaseLoc", ""))
        for template in children(common, "TemplatePage")
    }
    listed = list(children(child(root, "Pages"), "Page"))
    if len(listed) > MAX_PAGES:
        raise TooLarge(f"OFD 文件超过 {MAX_PAGES} 页，已拒绝读取。")
    annotations = list(_annotation_parts(archive, part, child_text(root, "Annotations"), missing))
    places = [(page.get("ID", ""), resolve_part(part, page.get("BaseLoc", ""))) for page in listed]
    missing += [one for one in (*(place for _number, place in places), *templates.values()) if one not in archive]
    pages = _Pages(archive, places, templates, area, annotations)
    return OfdDocument(
        root=part,
        properties=tuple(_properties(child(body, "DocInfo"))),
        pages=pages,
        annotations=tuple(found for _number, found in annotations),
        attachments=tuple(_attachments(archive, part, child_text(root, "Attachments"), missing)),
        signatures=tuple(_signature_parts(archive, child_text(body, "Signatures"), missing)),
    )


def _properties(info: etree._Element | None) -> Iterator[tuple[str, str]]:
    for element in info if info is not None else ():
        name, text = local_name(element), (element.text or "").strip()
        if name == "Keywords":
            for keyword in children(element, "Keyword"):
                yield _INFO["Keyword"], (keyword.text or "").strip()
        elif name == "CustomDatas":
            for custom in children(element, "CustomData"):
                yield custom.get("Name", ""), (custom.text or "").strip()
        elif name in _INFO and text:
            yield _INFO[name], text


class _Pages(Sequence[OfdPage]):
    """The pages of a document, each read when it is asked for."""

    def __init__(
        self,
        archive: Archive,
        places: list[tuple[str, str]],
        templates: dict[str, str],
        area: tuple[float, float],
        annotations: list[tuple[str, str]],
    ) -> None:
        self._archive = archive
        self._places = places
        self._templates = templates
        self._area = area
        self._annotations = annotations

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> OfdPage: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[OfdPage]: ...

    def __getitem__(self, at: int | slice) -> OfdPage | Sequence[OfdPage]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        number, part = self._places[at]
        over = tuple(found for page, found in self._annotations if page == number)
        if part not in self._archive:
            return OfdPage(number, (), *self._area, over)
        root = self._archive.xml(part)
        behind: list[str] = []
        before: list[str] = []
        for template in children(root, "Template"):
            location = self._templates.get(template.get("TemplateID", ""), "")
            if location in self._archive:
                (before if template.get("ZOrder") == "Foreground" else behind).append(location)
        parts = (*behind, part, *before)
        return OfdPage(number, parts, *_page_size(child(root, "Area"), self._area), over)


def _page_size(area: etree._Element | None, default: tuple[float, float] = (210.0, 297.0)) -> tuple[float, float]:
    box = numbers(child_text(area, "PhysicalBox"))
    return (box[2], box[3]) if len(box) == 4 else default


def _listed(archive: Archive, base: str, location: str, missing: list[str]) -> tuple[str, etree._Element] | None:
    if not location:
        return None
    part = resolve_part(base, location)
    if part not in archive:
        missing.append(part)
        return None
    return part, archive.xml(part)


def _annotation_parts(archive: Archive, base: str, location: str, missing: list[str]) -> Iterator[tuple[str, str]]:
    """The identifier of the page and the part that holds its annotations."""
    listed = _listed(archive, base, location, missing)
    if listed is None:
        return
    for page in children(listed[1], "Page"):
        part = resolve_part(listed[0], child_text(page, "FileLoc"))
        if part in archive:
            yield page.get("PageID", ""), part
        else:
            missing.append(part)


def _attachments(archive: Archive, base: str, location: str, missing: list[str]) -> Iterator[str]:
    listed = _listed(archive, base, location, missing)
    if listed is not None:
        for attachment in children(listed[1], "Attachment"):
            yield attachment.get("Name", "")


def _signature_parts(archive: Archive, location: str, missing: list[str]) -> Iterator[str]:
    listed = _listed(archive, "OFD.xml", location, missing)
    if listed is not None:
        for signature in children(listed[1], "Signature"):
            yield resolve_part(listed[0], signature.get("BaseLoc", ""))
