"""The resources of a document: fonts, pictures, drawing parameters, colour spaces, composite units (8.3, 7.9)."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from gongwen.guard import Archive
from gongwen.guard.archive import resolve_part
from gongwen.ofd.package import child, child_text, children, local_name

_MAX_RELATIVES = 16


@dataclass(frozen=True)
class FontResource:
    """A font as the file names it, with its own program where one is embedded."""

    name: str
    family: str
    is_bold: bool
    is_italic: bool
    part: str = ""


@dataclass
class Resources:
    """Everything objects refer to by number; a later part wins over an earlier one."""

    fonts: dict[str, FontResource] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    composites: dict[str, etree._Element] = field(default_factory=dict)
    colour_spaces: dict[str, str] = field(default_factory=dict)
    _parameters: dict[str, etree._Element] = field(default_factory=dict)

    def add(self, archive: Archive, part: str) -> None:
        """Take in one resource part; a missing one is left out."""
        if part not in archive:
            return
        root = archive.xml(part)
        folder = root.get("BaseLoc", "")
        base = resolve_part(part, f"{folder.rstrip('/')}/x" if folder else "x")
        for group in root:
            for element in group:
                self._take(base, local_name(element), element)

    def parameters(self, number: str | None) -> list[etree._Element]:
        """A drawing parameter and those it builds on, the nearest first."""
        found: list[etree._Element] = []
        while number and number in self._parameters and len(found) < _MAX_RELATIVES:
            found.append(self._parameters[number])
            number = found[-1].get("Relative")
        return found

    def _take(self, base: str, kind: str, element: etree._Element) -> None:
        number = element.get("ID", "")
        if kind == "Font":
            location = child_text(element, "FontFile")
            self.fonts[number] = FontResource(
                element.get("FontName", ""),
                element.get("FamilyName", ""),
                element.get("Bold") == "true",
                element.get("Italic") == "true",
                resolve_part(base, location) if location else "",
            )
        elif kind == "MultiMedia":
            self.media[number] = resolve_part(base, child_text(element, "MediaFile"))
        elif kind == "CompositeGraphicUnit":
            self.composites[number] = element
        elif kind == "DrawParam":
            self._parameters[number] = element
        elif kind == "ColorSpace":
            self.colour_spaces[number] = element.get("Type", "RGB").upper()


def document_resources(archive: Archive, part: str) -> Resources:
    """The resources that all pages of the document at ``part`` share."""
    found = Resources()
    common = child(archive.xml(part), "CommonData")
    for name in ("PublicRes", "DocumentRes"):
        for location in children(common, name):
            found.add(archive, resolve_part(part, (location.text or "").strip()))
    return found


def page_resources(archive: Archive, shared: Resources, part: str) -> Resources:
    """The shared resources with those of one page or template on top."""
    locations = [(one.text or "").strip() for one in children(archive.xml(part), "PageRes")]
    if not any(locations):
        return shared
    own = Resources(
        dict(shared.fonts),
        dict(shared.media),
        dict(shared.composites),
        dict(shared.colour_spaces),
        dict(shared._parameters),
    )
    for location in locations:
        own.add(archive, resolve_part(part, location))
    return own
