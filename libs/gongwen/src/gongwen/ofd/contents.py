"""What each part of an OFD package is, in plain words: the page it shows, the picture, the attachment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from lxml import etree

from gongwen.guard import Archive, Deadline, ReadingError
from gongwen.guard.archive import resolve_part
from gongwen.ofd.package import child, child_text, children, local_name


class PartKind(Enum):
    """What a part is for; the value is the word for it on screen."""

    ENTRY = "文件入口和文件属性"
    STRUCTURE = "文档结构"
    PAGE = "页面内容"
    TEMPLATE = "页面模板"
    RESOURCE = "资源"
    ANNOTATION = "批注"
    ATTACHMENT = "附件"
    TAG = "公文标引"
    EXTENSION = "扩展信息"
    VERSION = "版本信息"
    SIGNATURE_LIST = "签章清单"
    SIGNATURE = "签章数据"
    UNUSED = "没有用到的文件"


@dataclass(frozen=True)
class PackagePart:
    """One part of the package: its name in the archive, what it is for, and what to call it."""

    name: str
    kind: PartKind
    label: str


@dataclass(frozen=True)
class Contents:
    """All parts of a package by lower-case name, and for each page ID the number of its page, per document."""

    parts: dict[str, PackagePart]
    pages: tuple[dict[str, int], ...]
    repeated: tuple[str, ...]

    def part(self, name: str) -> PackagePart:
        """The part of that name, whatever its case; one that is not there is unused."""
        found = self.parts.get(part_key(name))
        return found or PackagePart(name, PartKind.UNUSED, f"{PartKind.UNUSED.value}“{name[:120]}”")


def part_key(name: str) -> str:
    """One name for all spellings that readers take for the same part."""
    return resolve_part("OFD.xml", name.replace("\\", "/").lstrip("/")).lower()


def contents(archive: Archive, deadline: Deadline | None = None) -> Contents:
    """Walk everything that the package's documents mention; raises a ReadingError for limits only."""
    walk = _Walk(archive, deadline or Deadline())
    walk.add("OFD.xml", PartKind.ENTRY, PartKind.ENTRY.value)
    bodies = list(children(archive.xml("OFD.xml"), "DocBody"))
    pages = tuple(
        walk.document(body, "" if len(bodies) == 1 else f"第{place}个文档的")
        for place, body in enumerate(bodies, start=1)
    )
    seen: set[str] = set()
    repeated: list[str] = []
    for name in archive.names:
        key = part_key(name)
        if key in seen:
            repeated.append(name)
        seen.add(key)
        walk.parts.setdefault(key, PackagePart(name, PartKind.UNUSED, f"{PartKind.UNUSED.value}“{name[:120]}”"))
    return Contents(walk.parts, pages, tuple(repeated))


@dataclass
class _Walk:
    archive: Archive
    deadline: Deadline
    parts: dict[str, PackagePart] = field(default_factory=dict)

    def add(self, name: str, kind: PartKind, label: str) -> None:
        if name in self.archive:
            self.parts.setdefault(part_key(name), PackagePart(name, kind, label))

    def document(self, body: etree._Element, owner: str) -> dict[str, int]:
        root_name = resolve_part("OFD.xml", child_text(body, "DocRoot"))
        root = self._xml(root_name)
        self.add(root_name, PartKind.STRUCTURE, f"{owner}{PartKind.STRUCTURE.value}")
        pages = self._pages(root_name, root, owner)
        common = child(root, "CommonData")
        for template in children(common, "TemplatePage"):
            self._page(resolve_part(root_name, template.get("BaseLoc", "")), PartKind.TEMPLATE, f"{owner}页面模板")
        for kind, name in (("PublicRes", "公共资源"), ("DocumentRes", "文档资源")):
            for listed in children(common, kind):
                self._resources(resolve_part(root_name, (listed.text or "").strip()), f"{owner}{name}")
        self._annotations(root_name, child_text(root, "Annotations"), pages, owner)
        self._attachments(root_name, child_text(root, "Attachments"), owner)
        self._files(root_name, child_text(root, "CustomTags"), PartKind.TAG, owner)
        self._files(root_name, child_text(root, "Extensions"), PartKind.EXTENSION, owner)
        for version in children(child(body, "Versions"), "Version"):
            self._version(resolve_part("OFD.xml", version.get("BaseLoc", "")), owner)
        self._signatures(child_text(body, "Signatures"), owner)
        return pages

    def _xml(self, name: str) -> etree._Element | None:
        """A part as XML; what is damaged has no parts of its own."""
        self.deadline.check()
        if name not in self.archive:
            return None
        try:
            return self.archive.xml(name)
        except ReadingError:
            return None

    def _pages(self, root_name: str, root: etree._Element | None, owner: str) -> dict[str, int]:
        numbers: dict[str, int] = {}
        for number, page in enumerate(children(child(root, "Pages"), "Page"), start=1):
            numbers.setdefault(page.get("ID", ""), number)
            name = resolve_part(root_name, page.get("BaseLoc", ""))
            self._page(name, PartKind.PAGE, f"{owner}第{number}页", "内容")
        return numbers

    def _page(self, name: str, kind: PartKind, label: str, suffix: str = "") -> None:
        self.add(name, kind, label + suffix)
        root = self._xml(name)
        for listed in children(root, "PageRes"):
            self._resources(resolve_part(name, (listed.text or "").strip()), f"{label}的资源")

    def _resources(self, name: str, label: str) -> None:
        root = self._xml(name)
        self.add(name, PartKind.RESOURCE, label)
        if root is None:
            return
        base = resolve_part(name, f"{root.get('BaseLoc')}/x" if root.get("BaseLoc") else "x")
        for element in root.iter("{*}Font", "{*}MultiMedia"):
            is_font = local_name(element) == "Font"
            location = child_text(element, "FontFile" if is_font else "MediaFile")
            if location:
                what = f"字体“{element.get('FontName', '')[:40]}”" if is_font else f"图片（{location[:80]}）"
                self.add(resolve_part(base, location), PartKind.RESOURCE, what)
                self.add(resolve_part(name, location), PartKind.RESOURCE, what)
        for element in root.iter("{*}ColorSpace"):
            if profile := element.get("Profile"):
                self.add(resolve_part(base, profile), PartKind.RESOURCE, "颜色特性文件")

    def _annotations(self, root_name: str, location: str, pages: dict[str, int], owner: str) -> None:
        name = resolve_part(root_name, location) if location else ""
        root = self._xml(name) if name else None
        if root is None:
            return
        self.add(name, PartKind.ANNOTATION, f"{owner}批注清单")
        for page in children(root, "Page"):
            number = pages.get(page.get("PageID", ""))
            label = f"第{number}页的批注" if number else "批注"
            self.add(resolve_part(name, child_text(page, "FileLoc")), PartKind.ANNOTATION, owner + label)

    def _attachments(self, root_name: str, location: str, owner: str) -> None:
        name = resolve_part(root_name, location) if location else ""
        root = self._xml(name) if name else None
        if root is None:
            return
        self.add(name, PartKind.ATTACHMENT, f"{owner}附件清单")
        for attachment in children(root, "Attachment"):
            title = attachment.get("Name", "")[:80]
            self.add(
                resolve_part(name, child_text(attachment, "FileLoc")), PartKind.ATTACHMENT, f"{owner}附件“{title}”"
            )

    def _files(self, root_name: str, location: str, kind: PartKind, owner: str) -> None:
        """A list whose entries name files somewhere inside: custom tags, extensions."""
        name = resolve_part(root_name, location) if location else ""
        root = self._xml(name) if name else None
        if root is None:
            return
        self.add(name, kind, f"{owner}{kind.value}清单")
        for inner in _locations(root):
            self.add(resolve_part(name, inner), kind, f"{owner}{kind.value}")

    def _version(self, name: str, owner: str) -> None:
        root = self._xml(name)
        self.add(name, PartKind.VERSION, f"{owner}{PartKind.VERSION.value}")
        for inner in _locations(root) if root is not None else ():
            self.add(resolve_part(name, inner), PartKind.VERSION, f"{owner}{PartKind.VERSION.value}中的文件")

    def _signatures(self, location: str, owner: str) -> None:
        name = resolve_part("OFD.xml", location) if location else ""
        root = self._xml(name) if name else None
        if root is None:
            return
        self.add(name, PartKind.SIGNATURE_LIST, f"{owner}{PartKind.SIGNATURE_LIST.value}")
        for number, entry in enumerate(children(root, "Signature"), start=1):
            part = resolve_part(name, entry.get("BaseLoc", ""))
            description = self._xml(part)
            self.add(part, PartKind.SIGNATURE, f"{owner}第{number}个签章的说明")
            for path, what in ((("SignedValue",), "签名值"), (("SignedInfo", "Seal", "BaseLoc"), "印章数据")):
                if inner := child_text(description, *path):
                    self.add(resolve_part(part, inner), PartKind.SIGNATURE, f"{owner}第{number}个签章的{what}")


def _locations(root: etree._Element) -> Iterator[str]:
    for element in root.iter("{*}FileLoc", "{*}File", "{*}SchemaLoc", "{*}ExtendData"):
        if text := (element.text or "").strip():
            yield text
