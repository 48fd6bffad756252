"""Writing an OFD file (GB/T 33190-2016) from drawn pages.

Everything is vector text with embedded fonts whose character maps are kept, so that any reader finds the words.
The same document gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import count, groupby
from xml.sax.saxutils import escape, quoteattr

from gongwen.ofd.drawing import BLACK, DrawnBar, DrawnDocument, DrawnPage, DrawnText, OutlineEntry, Rgb

NAMESPACE = "http://www.ofdspec.org/2016"
TAG_NAMESPACE = "urn:gongwen:elements:1"
"""The vocabulary of our element tags (标引): names of elements as GB/T 9704 has them."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = f'xmlns:ofd="{NAMESPACE}"'
_MADE_AT = (1980, 1, 1, 0, 0, 0)
_CREATOR = "gongwen"
# How far a glyph may reach beyond its em box; a boundary clips what it does not hold.
_ABOVE, _BELOW, _SIDE = 1.1, 0.4, 0.3


def write_ofd(document: DrawnDocument) -> bytes:
    """The document as an OFD file."""
    writer = _Writer(document)
    parts = dict(writer.parts())
    digest = hashlib.md5(usedforsecurity=False)
    for name, data in parts.items():
        digest.update(name.encode() + b"\0" + data)
    parts = {"OFD.xml": _entry(document, digest.hexdigest()), **parts}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _MADE_AT), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


class _Writer:
    """Numbers the objects of one document, for every identifier in it must be unique (7.1)."""

    def __init__(self, document: DrawnDocument) -> None:
        self.document = document
        self._numbers = count(1)
        self._font_ids = [next(self._numbers) for _font in document.fonts]
        self._page_ids = [next(self._numbers) for _page in document.pages]
        self._tagged: dict[str, list[tuple[int, int]]] = {}

    def parts(self) -> Iterator[tuple[str, bytes]]:
        """Every part but the entry, pages first, for only they know the last number."""
        for at, page in enumerate(self.document.pages):
            yield f"Doc_0/Pages/Page_{at}/Content.xml", self._page(self._page_ids[at], page)
        yield "Doc_0/PublicRes.xml", self._fonts()
        for at, font in enumerate(self.document.fonts):
            yield f"Doc_0/Res/{_font_file(at)}", font.data
        if self._tagged:
            yield "Doc_0/Tags/CustomTags.xml", _tag_list()
            yield "Doc_0/Tags/Elements.xml", self._tags()
        if self.document.attachments:
            yield "Doc_0/Attachs/Attachments.xml", self._attachments()
            for at, attached in enumerate(self.document.attachments, 1):
                yield f"Doc_0/Attachs/{_attached_file(at)}", attached.data
        yield "Doc_0/Document.xml", self._root()

    def _page(self, page_id: int, page: DrawnPage) -> bytes:
        layer = next(self._numbers)
        objects = []
        for item in page.items:
            number = next(self._numbers)
            if item.tag:
                self._tagged.setdefault(item.tag, []).append((page_id, number))
            objects.append(self._text(number, item) if isinstance(item, DrawnText) else _bar(number, item))
        return _xml(
            f"<ofd:Page {_SPACE}><ofd:Area><ofd:PhysicalBox>0 0 {_mm(page.width)} {_mm(page.height)}</ofd:PhysicalBox>"
            f'</ofd:Area><ofd:Content><ofd:Layer ID="{layer}" Type="Body">{"".join(objects)}</ofd:Layer></ofd:Content>'
            "</ofd:Page>"
        )

    def _text(self, number: int, item: DrawnText) -> str:
        size, left = item.size, _SIDE * item.size
        up = _ABOVE * size
        width = sum(item.steps) + size * max(item.stretch, 1.0) + 2 * left
        box = f"{_mm(item.x - left)} {_mm(item.baseline - up)} {_mm(width)} {_mm(up + _BELOW * size)}"
        scale = f' HScale="{item.stretch:.5f}"' if item.stretch != 1.0 else ""
        steps = f' DeltaX="{_runs(item.steps)}"' if item.steps else ""
        return (
            f'<ofd:TextObject ID="{number}" Boundary="{box}" Font="{self._font_ids[item.font]}" Size="{_mm(size)}"{scale}>'
            f"{_fill(item.colour)}"
            f'<ofd:TextCode X="{_mm(left)}" Y="{_mm(up)}"{steps}>{escape(item.text)}</ofd:TextCode></ofd:TextObject>'
        )

    def _fonts(self) -> bytes:
        fonts = "".join(
            f'<ofd:Font ID="{number}" FontName={quoteattr(font.name)} FamilyName={quoteattr(font.name)}'
            f' Bold="{str(font.is_bold).lower()}"><ofd:FontFile>{_font_file(at)}</ofd:FontFile></ofd:Font>'
            for at, (number, font) in enumerate(zip(self._font_ids, self.document.fonts, strict=True))
        )
        listed = f"<ofd:Fonts>{fonts}</ofd:Fonts>" if fonts else ""
        return _xml(f'<ofd:Res {_SPACE} BaseLoc="Res">{listed}</ofd:Res>')

    def _tags(self) -> bytes:
        elements = "".join(
            f"<gw:Element Name={quoteattr(tag)}>"
            + "".join(f'<gw:ObjectRef PageRef="{page}">{number}</gw:ObjectRef>' for page, number in objects)
            + "</gw:Element>"
            for tag, objects in self._tagged.items()
        )
        return _xml(f'<gw:OfficialDocument xmlns:gw="{TAG_NAMESPACE}">{elements}</gw:OfficialDocument>')

    def _attachments(self) -> bytes:
        day = self.document.created_on.isoformat()
        listed = "".join(
            f'<ofd:Attachment ID="A{at}" Name={quoteattr(attached.name)}'
            f' Format={quoteattr(attached.name.rpartition(".")[2])} CreationDate="{day}T00:00:00"'
            f' Size="{len(attached.data) / 1024:.3f}"><ofd:FileLoc>{_attached_file(at)}</ofd:FileLoc></ofd:Attachment>'
            for at, attached in enumerate(self.document.attachments, 1)
        )
        return _xml(f"<ofd:Attachments {_SPACE}>{listed}</ofd:Attachments>")

    def _root(self) -> bytes:
        document = self.document
        first = document.pages[0]
        pages = "".join(
            f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{at}/Content.xml"/>'
            for at, number in enumerate(self._page_ids)
        )
        outline = "".join(self._outline(document.outline))
        return _xml(
            f"<ofd:Document {_SPACE}><ofd:CommonData><ofd:MaxUnitID>{next(self._numbers)}</ofd:MaxUnitID>"
            f"<ofd:PageArea><ofd:PhysicalBox>0 0 {_mm(first.width)} {_mm(first.height)}</ofd:PhysicalBox></ofd:PageArea>"
            f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>"
            + (f"<ofd:Outlines>{outline}</ofd:Outlines>" if outline else "")
            + ("<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>" if self._tagged else "")
            + ("<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>" if document.attachments else "")
            + "</ofd:Document>"
        )

    def _outline(self, entries: Sequence[OutlineEntry]) -> Iterator[str]:
        """Entries with those of a deeper level inside them."""
        at = 0
        while at < len(entries):
            entry = entries[at]
            end = at + 1
            while end < len(entries) and entries[end].level > entry.level:
                end += 1
            inner = "".join(self._outline(entries[at + 1 : end]))
            yield (
                f'<ofd:OutlineElem Title={quoteattr(entry.title)}><ofd:Actions><ofd:Action Event="CLICK"><ofd:Goto>'
                f'<ofd:Dest Type="XYZ" PageID="{self._page_ids[entry.page]}" Left="0" Top="{_mm(entry.top)}" Zoom="0"/>'
                f"</ofd:Goto></ofd:Action></ofd:Actions>{inner}</ofd:OutlineElem>"
            )
            at = end


def _entry(document: DrawnDocument, identifier: str) -> bytes:
    facts = "".join(
        f"<ofd:CustomData Name={quoteattr(name)}>{escape(value)}</ofd:CustomData>"
        for name, value in document.facts
    )
    author = f"<ofd:Author>{escape(document.author)}</ofd:Author>" if document.author else ""
    return _xml(
        f'<ofd:OFD {_SPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>{identifier}</ofd:DocID>'
        f"<ofd:Title>{escape(document.title)}</ofd:Title>{author}"
        f"<ofd:CreationDate>{document.created_on.isoformat()}</ofd:CreationDate><ofd:DocUsage>Normal</ofd:DocUsage>"
        f"<ofd:Creator>{_CREATOR}</ofd:Creator>"
        + (f"<ofd:CustomDatas>{facts}</ofd:CustomDatas>" if facts else "")
        + "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )


def _bar(number: int, item: DrawnBar) -> str:
    width, height = _mm(item.width), _mm(item.height)
    return (
        f'<ofd:PathObject ID="{number}" Boundary="{_mm(item.x)} {_mm(item.y)} {width} {height}" Stroke="false" Fill="true">'
        f"{_fill(item.colour)}"
        f"<ofd:AbbreviatedData>M 0 0 L {width} 0 L {width} {height} L 0 {height} C</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _tag_list() -> bytes:
    return _xml(
        f'<ofd:CustomTags {_SPACE}><ofd:CustomTag NameSpace="{TAG_NAMESPACE}"><ofd:FileLoc>Elements.xml</ofd:FileLoc>'
        "</ofd:CustomTag></ofd:CustomTags>"
    )


def _fill(colour: Rgb) -> str:
    return "" if colour == BLACK else f'<ofd:FillColor Value="{colour[0]} {colour[1]} {colour[2]}"/>'


def _runs(steps: Sequence[float]) -> str:
    """Steps as DeltaX takes them: equal ones in a row as ``g`` count value."""
    words = []
    for value, group in groupby(_mm(step) for step in steps):
        times = sum(1 for _step in group)
        words.append(f"g {times} {value}" if times > 2 else " ".join([value] * times))
    return " ".join(words)


def _mm(value: float) -> str:
    """Three decimals are a thousandth of a millimetre, far finer than any press."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if value else "0"


def _font_file(at: int) -> str:
    return f"font_{at}.otf"


def _attached_file(at: int) -> str:
    # The name a person gave it stands in the list: in the package it could be any path.
    return f"attachment_{at}.bin"


def _xml(body: str) -> bytes:
    return (_HEAD + body).encode()
