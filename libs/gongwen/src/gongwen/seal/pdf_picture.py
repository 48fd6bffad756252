"""The picture of a seal as a PDF of one page, to be drawn on other pages."""

from __future__ import annotations

import json

import typst
from lxml import etree

from gongwen.guard import ReadingError
from gongwen.ofd import open_ofd
from gongwen.ofd.package import child, child_text, numbers
from gongwen.seal.errors import CannotSeal
from gongwen.seal.ses import Picture

_SVG = "http://www.w3.org/2000/svg"
_SOURCE = b"""#let data = json(bytes(sys.inputs.picture))
#set page(width: data.width * 1mm, height: data.height * 1mm, margin: 0pt, fill: none)
#image(bytes(data.content), width: 100%, height: 100%, fit: "stretch")
"""


def picture_page(picture: Picture) -> bytes:
    """A PDF page of the picture's size; raises CannotSeal for a picture that cannot be shown."""
    content = _svg_of_ofd(picture) if picture.kind.upper() == "OFD" else picture.data
    values = {"width": picture.width, "height": picture.height, "content": list(content)}
    compiler = typst.Compiler(input=_SOURCE, ignore_system_fonts=True, sys_inputs={"picture": json.dumps(values)})
    try:
        printed = compiler.compile(format="pdf", timestamp=0)
    except typst.TypstError as error:
        raise CannotSeal("印章图片无法显示，不能盖在 PDF 上。") from error
    assert isinstance(printed, bytes)  # noqa: S101 - a PDF is one file
    return printed


def _svg_of_ofd(picture: Picture) -> bytes:
    """Seals drawn as paths, as ours are; others may hold text and pictures, which want a whole renderer."""
    try:
        file = open_ofd(picture.data)
        page = file.documents[0].pages[0]
        (part,) = page.parts
        layers = [child(file.archive.xml(part), "Content", "Layer")]
    except (ReadingError, ValueError, IndexError) as error:
        raise CannotSeal("印章的 OFD 图案无法读取，不能盖在 PDF 上。") from error
    svg = etree.Element(f"{{{_SVG}}}svg", viewBox=f"0 0 {page.width} {page.height}")
    for element in layers[0] if layers[0] is not None else ():
        data = child_text(element, "AbbreviatedData")
        if not data or element.get("CTM") or element.get("Boundary", "").split()[:2] != ["0", "0"]:
            raise CannotSeal("印章的 OFD 图案不是单纯的线条图，不能盖在 PDF 上，请用 PNG 图片重新制章。")
        line = element.get("Stroke") != "false"
        path = etree.SubElement(svg, f"{{{_SVG}}}path")
        path.set("d", " ".join({"C": "Z", "B": "C"}.get(token, token) for token in data.split()))
        path.set("stroke", _colour(element, "StrokeColor") if line else "none")
        path.set("fill", _colour(element, "FillColor") if element.get("Fill") == "true" else "none")
        path.set("stroke-width", element.get("LineWidth", "0.353"))
    return etree.tostring(svg)


def _colour(element: etree._Element, name: str) -> str:
    colour = child(element, name)
    values = numbers(colour.get("Value") if colour is not None else "")
    red, green, blue = (int(min(max(value, 0), 255)) for value in (values if len(values) == 3 else (0, 0, 0)))
    return f"#{red:02x}{green:02x}{blue:02x}"
