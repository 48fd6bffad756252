"""The parts of a Word package that a comment needs: the comments, their relationship, their content type."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from gongwen.guard import Archive, Damaged
from gongwen.guard.archive import resolve_part
from gongwen.reading.docx import MAIN
from gongwen.reading.docx_names import W

_TYPES = "[Content_Types].xml"
_RELATIONS = "word/_rels/document.xml.rels"
_TYPES_SPACE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS_SPACE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_COMMENTS_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_STAMP = (1980, 1, 1, 0, 0, 0)


class CommentPart:
    """The comments of a document: those it has, and those to come."""

    def __init__(self, archive: Archive) -> None:
        if _TYPES not in archive:
            raise Damaged("Word 文档缺少内容类型清单，可能已损坏。")
        self._types = archive.xml(_TYPES)
        self._relations = (
            archive.xml(_RELATIONS) if _RELATIONS in archive else etree.Element(f"{_RELATIONS_SPACE}Relationships")
        )
        self.name = self._related() or self._relate(archive)
        self.root = (
            archive.xml(self.name) if self.name in archive else etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})
        )
        self._declare()

    def parts(self) -> dict[str, bytes]:
        """The three parts as they now are."""
        return {
            _TYPES: serialized(self._types),
            _RELATIONS: serialized(self._relations),
            self.name: serialized(self.root),
        }

    def _related(self) -> str:
        for relation in self._relations:
            inside = relation.get("TargetMode") != "External"
            if inside and relation.get("Type", "").endswith("/relationships/comments") and relation.get("Target"):
                name = resolve_part(MAIN, relation.get("Target", ""))
                if not name.startswith(".."):
                    return name
        return ""

    def _relate(self, archive: Archive) -> str:
        names = (f"comments{number or ''}.xml" for number in range(len(archive.names) + 1))
        name = next(name for name in names if f"word/{name}" not in archive)
        taken = {relation.get("Id") for relation in self._relations}
        number = next(number for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        relation = etree.SubElement(self._relations, f"{_RELATIONS_SPACE}Relationship")
        relation.set("Id", f"rId{number}")
        relation.set("Type", _COMMENTS_RELATION)
        relation.set("Target", name)
        return f"word/{name}"

    def _declare(self) -> None:
        name = f"/{self.name}"
        for override in self._types.iterchildren(f"{_TYPES_SPACE}Override"):
            if override.get("PartName", "").lower() == name.lower():
                override.set("ContentType", _COMMENTS_TYPE)
                return
        override = etree.SubElement(self._types, f"{_TYPES_SPACE}Override")
        override.set("PartName", name)
        override.set("ContentType", _COMMENTS_TYPE)


def repacked(archive: Archive, changed: Mapping[str, bytes]) -> bytes:
    """The package with some parts changed or added, the others as they are."""
    rest = {name.lower(): (name, content) for name, content in changed.items()}
    written: set[str] = set()
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        for name in archive.names:
            if name.lower() in written:
                continue
            written.add(name.lower())
            _, content = rest.pop(name.lower(), ("", None))
            _write(package, name, archive.read(name) if content is None else content)
        for name, content in rest.values():
            _write(package, name, content)
    return output.getvalue()


def serialized(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _write(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(info, content)
