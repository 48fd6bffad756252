"""A drawn seal as an OFD file: the paths of the SVG that typst writes, in millimetres."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from gongwen.guard import parse_xml
from gongwen.seal.errors import CannotSeal

_OFD = "http://www.ofdspec.org/2016"
_HREF = "{http://www.w3.org/1999/xlink}href"
_MILLIMETRES = 25.4 / 72
_TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:e-?\d+)?")
_TRANSFORM = re.compile(r"(matrix|translate|scale)\(([^)]*)\)")
_EPOCH = (1980, 1, 1, 0, 0, 0)

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (_MILLIMETRES, 0.0, 0.0, _MILLIMETRES, 0.0, 0.0)


@dataclass(frozen=True)
class _Path:
    """One path in millimetres of the page: its data in OFD's commands, its colour, its line width (0 is filled)."""

    data: str
    colour: str
    line: float


def ofd_of_svg(svg: bytes, size: int) -> bytes:
    """An OFD file of one square page of ``size`` mm; raises CannotSeal for pictures inside the SVG."""
    root = parse_xml(svg, "印章图案")
    symbols = {symbol.get("id", ""): symbol for symbol in root.iter("{*}symbol")}
    paths = list(_paths(root, symbols, _IDENTITY))
    page = _element("Page")
    layer = _add(_add(page, "Content"), "Layer", ID="2")
    for number, path in enumerate(paths, start=3):
        _add_path(layer, number, path, size)
    document = _element("Document")
    common = _add(document, "CommonData")
    _add(common, "MaxUnitID").text = str(len(paths) + 2)
    _add(_add(common, "PageArea"), "PhysicalBox").text = f"0 0 {size} {size}"
    _add(_add(document, "Pages"), "Page", ID="1", BaseLoc="Pages/Page_0/Content.xml")
    entry = _element("OFD", Version="1.0", DocType="OFD")
    body = _add(entry, "DocBody")
    _add(_add(body, "DocInfo"), "DocID").text = "0" * 32
    _add(body, "DocRoot").text = "Doc_0/Document.xml"
    return _package({"OFD.xml": entry, "Doc_0/Document.xml": document, "Doc_0/Pages/Page_0/Content.xml": page})


def _paths(element: etree._Element, symbols: dict[str, etree._Element], above: Matrix) -> Iterator[_Path]:
    for child in element:
        name = etree.QName(child).localname
        matrix = _times(above, _matrix(child.get("transform", "")))
        if name == "path":
            yield _path(child.get("d", ""), matrix, child)
        elif name == "use":
            symbol = symbols[child.get(_HREF, "")[1:]]
            shift = (1.0, 0.0, 0.0, 1.0, float(child.get("x", "0")), float(child.get("y", "0")))
            for part in symbol:
                yield _path(part.get("d", ""), _times(matrix, shift), child)
        elif name == "image":
            raise CannotSeal("中心图案是图片的印章不能存为 OFD，请存为 PNG。")
        elif name == "g":
            yield from _paths(child, symbols, matrix)


def _path(data: str, matrix: Matrix, styled: etree._Element) -> _Path:
    """The commands M L C Q Z, absolute or relative, as OFD's M L B Q C."""
    parts: list[str] = []
    x = y = start_x = start_y = 0.0
    command = ""
    tokens = _TOKEN.findall(data)
    at = 0
    while at < len(tokens):
        if tokens[at].isalpha():
            command = tokens[at]
            at += 1
        if command in "Zz":
            parts.append("C")
            x, y = start_x, start_y
            continue
        points, at = _points(tokens, at, command, x, y)
        x, y = points[-1]
        if command in "Mm":
            start_x, start_y = x, y
            # typst begins each path at the origin and moves on from there.
            if parts and parts[-1].startswith("M"):
                parts.pop()
        shown = " ".join(f"{value:.4f}" for point in points for value in _at(matrix, point))
        parts.append(f"{ {'M': 'M', 'L': 'L', 'H': 'L', 'V': 'L', 'C': 'B', 'Q': 'Q'}[command.upper()] } {shown}")
    stroke = styled.get("stroke", "")
    if stroke:
        return _Path(" ".join(parts), stroke, float(styled.get("stroke-width", "1")) * _MILLIMETRES)
    return _Path(" ".join(parts), styled.get("fill", "#000000"), 0.0)


def _points(tokens: list[str], at: int, command: str, x: float, y: float) -> tuple[list[tuple[float, float]], int]:
    """The absolute points of one command, and where the next begins."""
    kind, relative = command.upper(), command.islower()
    if kind in "HV":
        value = float(tokens[at])
        if kind == "H":
            return [(x + value if relative else value, y)], at + 1
        return [(x, y + value if relative else value)], at + 1
    count = {"M": 1, "L": 1, "Q": 2, "C": 3}[kind]
    numbers = [float(token) for token in tokens[at : at + 2 * count]]
    origin = (x, y) if relative else (0.0, 0.0)
    points = [(numbers[n] + origin[0], numbers[n + 1] + origin[1]) for n in range(0, 2 * count, 2)]
    return points, at + 2 * count


def _matrix(text: str) -> Matrix:
    result: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    for name, arguments in _TRANSFORM.findall(text):
        values = [float(value) for value in arguments.replace(",", " ").split()]
        if name == "matrix":
            a, b, c, d, e, f = values
            result = _times(result, (a, b, c, d, e, f))
        elif name == "translate":
            result = _times(result, (1.0, 0.0, 0.0, 1.0, values[0], values[1] if len(values) > 1 else 0.0))
        else:
            result = _times(result, (values[0], 0.0, 0.0, values[-1], 0.0, 0.0))
    return result


def _times(outer: Matrix, inner: Matrix) -> Matrix:
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)


def _at(matrix: Matrix, point: tuple[float, float]) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def _add_path(layer: etree._Element, number: int, path: _Path, size: int) -> None:
    attributes = {"ID": str(number), "Boundary": f"0 0 {size} {size}"}
    red, green, blue = (int(path.colour[place : place + 2], 16) for place in (1, 3, 5))
    if path.line:
        attributes |= {"LineWidth": f"{path.line:.4f}", "Stroke": "true", "Fill": "false"}
    else:
        attributes |= {"Stroke": "false", "Fill": "true"}
    element = _add(layer, "PathObject", **attributes)
    _add(element, "StrokeColor" if path.line else "FillColor", Value=f"{red} {green} {blue}")
    _add(element, "AbbreviatedData").text = path.data


def _element(name: str, **attributes: str) -> etree._Element:
    return etree.Element(f"{{{_OFD}}}{name}", attributes, nsmap={"ofd": _OFD})


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_OFD}}}{name}", attributes)


def _package(parts: dict[str, etree._Element]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, root in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
    return buffer.getvalue()
