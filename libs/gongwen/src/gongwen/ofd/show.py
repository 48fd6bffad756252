"""A page of any OFD file as an SVG picture: text as outlines, paths, pictures, clips, gradients, annotations.

Nothing in the picture refers to anything outside it, and no script can be in it.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from lxml import etree

from gongwen.guard import Deadline, TooLarge
from gongwen.ofd import pictures
from gongwen.ofd.glyphs import FontProgram, FontProvider
from gongwen.ofd.matrix import Matrix, placed, short
from gongwen.ofd.package import OfdFile, OfdPage, child, children, local_name, numbers
from gongwen.ofd.paint import Paints, Style
from gongwen.ofd.path_data import svg_path
from gongwen.ofd.resources import FontResource, Resources, page_resources
from gongwen.ofd.steps import steps_of

MAX_OBJECTS = 200_000
MAX_SIZE = 80_000_000
MAX_DEPTH = 12
GROUND = '<rect width="100%" height="100%" fill="#fff"/>'
_ORDER = {"Background": 0, "Body": 1, "Foreground": 2}


@dataclass(frozen=True)
class Stamp:
    """The picture of a seal on one page (签章外观): where its box stands, what of it shows, and the picture.

    ``drawing`` is SVG of our own in place of a picture, for seals whose picture is an OFD file.
    """

    boundary: tuple[float, float, float, float]
    picture: bytes = field(repr=False)
    clip: tuple[float, float, float, float] | None = None
    drawing: str = field(default="", repr=False)


@dataclass(frozen=True)
class ShownPage:
    """One page as a picture; ``notes`` say in Chinese what could not be shown as meant."""

    svg: str
    width: float
    height: float
    notes: tuple[str, ...]


class Viewer:
    """Draws the pages of one opened file, each only when it is asked for."""

    def __init__(self, file: OfdFile, fonts: FontProvider, deadline: Deadline | None = None) -> None:
        self.file = file
        self.fonts = fonts
        self.deadline = deadline or Deadline()
        self._programs: dict[str, FontProgram | None] = {}

    def page(self, page: OfdPage, shared: Resources, stamps: Sequence[Stamp] = ()) -> ShownPage:
        """The page with its templates under and over it, its annotations, and the seals on it."""
        canvas = _Canvas(self)
        for part in (*page.parts, *page.annotations):
            resources = page_resources(self.file.archive, shared, part)
            canvas.draw_part(self.file.archive.xml(part), resources)
        for stamp in stamps:
            canvas.draw_stamp(stamp)
        return canvas.finished(page.width, page.height)

    def program(self, font: FontResource | None) -> FontProgram | None:
        """The program of an embedded font, read once."""
        if font is None or not font.part or font.part not in self.file.archive:
            return None
        if font.part not in self._programs:
            self._programs[font.part] = FontProgram.read(self.file.archive.read(font.part))
        return self._programs[font.part]


class _Canvas:
    """Gathers the drawing of one page."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._body: list[str] = []
        self._definitions: list[str] = []
        self._glyphs: dict[tuple[int, int], str] = {}
        self._notes: dict[str, None] = {}
        self._count = 0
        self._size = 0
        self._resources = Resources()
        self._paints = Paints(self._define)

    def draw_part(self, root: etree._Element, resources: Resources) -> None:
        self._resources = resources
        self._paints.resources = resources
        for layer in sorted(children(child(root, "Content"), "Layer"), key=_layer_order):
            self._block(layer, Style().under(resources.parameters(layer.get("DrawParam"))), 0)
        for annotation in children(root, "Annot"):
            if annotation.get("Visible") != "false":
                self._annotation(child(annotation, "Appearance"))

    def draw_stamp(self, stamp: Stamp) -> None:
        drawn = ("image/svg+xml", stamp.drawing.replace(GROUND, "", 1).encode())
        shown = drawn if stamp.drawing else pictures.shown(stamp.picture)
        if shown is None:
            self._note("有印章图形无法显示。")
            return
        x, y, width, height = stamp.boundary
        image = _image(shown, Matrix(a=width, d=height))
        if stamp.clip is not None:
            path = svg_rectangle(*stamp.clip)
            image = f'<g clip-path="url(#{self._clip(path)})">{image}</g>'
        self._say(f'<g transform="{Matrix(e=x, f=y).svg()}">{image}</g>')

    def finished(self, width: float, height: float) -> ShownPage:
        w, h = short(width), short(height)
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}mm" height="{h}mm" viewBox="0 0 {w} {h}">'
            f"<defs>{''.join(self._definitions)}</defs>"
            f"{GROUND}{''.join(self._body)}</svg>"
        )
        return ShownPage(svg, width, height, tuple(self._notes))

    def _annotation(self, appearance: etree._Element | None) -> None:
        if appearance is None:
            return
        at = placed(appearance)
        if at is not None:
            self._group(at[0], self._drawn(appearance, Style(), 0))

    def _block(self, block: etree._Element, style: Style, depth: int) -> None:
        for drawn in self._drawn(block, style, depth):
            self._say(drawn)

    def _drawn(self, block: etree._Element, style: Style, depth: int) -> Iterator[str]:
        if depth > MAX_DEPTH:
            self._note("有图元嵌套过深，未全部显示。")
            return
        for element in block:
            self._count += 1
            if self._count > MAX_OBJECTS:
                raise TooLarge("页面图元过多，无法显示。")
            if self._count % 200 == 0:
                self._viewer.deadline.check()
            kind = local_name(element)
            if element.get("Visible") == "false":
                continue
            if kind == "PageBlock":
                yield from self._drawn(element, style, depth + 1)
            elif kind in _DRAWERS:
                own = style.under(self._resources.parameters(element.get("DrawParam"))).of(element)
                yield from self._object(kind, element, own, depth)

    def _object(self, kind: str, element: etree._Element, style: Style, depth: int) -> Iterator[str]:
        at = placed(element)
        if at is None:
            return
        matrix, boundary = at
        drawn = "".join(_DRAWERS[kind](self, element, style, boundary, depth))
        if not drawn:
            return
        clips = self._clips(element)
        for clip in clips:
            drawn = f'<g clip-path="url(#{clip})">{drawn}</g>'
        opacity = f' opacity="{short(style.alpha / 255)}"' if style.alpha < 255 else ""
        drawn = f'<g transform="{matrix.svg()}"{opacity}>{drawn}</g>'
        if kind != "TextObject":
            # A boundary cuts what lies outside; glyphs are let out, for many writers measure them too tightly.
            drawn = (
                f'<g clip-path="url(#{self._clip(svg_rectangle(*boundary, pad=style.line_width))})">{drawn}</g>'
            )
        yield drawn

    def _text(self, element: etree._Element, style: Style, boundary: list[float], depth: int) -> Iterator[str]:
        font = self._resources.fonts.get(element.get("Font", ""))
        size = (numbers(element.get("Size")) or [0.0])[0]
        scale = (numbers(element.get("HScale")) or [1.0])[0]
        turned = int((numbers(element.get("CharDirection")) or [0.0])[0]) % 360
        slanted = element.get("Italic") == "true" and self._viewer.program(font) is None
        paint = self._paints.text(style, element)
        glyphs: list[str] = []
        x = y = 0.0
        transforms: list[etree._Element] = []
        for one in element:
            if local_name(one) == "CGTransform":
                transforms.append(one)
            elif local_name(one) == "TextCode":
                x = (numbers(one.get("X")) or [x])[0]
                y = (numbers(one.get("Y")) or [y])[0]
                for name, narrow, place in self._set(one, transforms, font, size, scale, x, y):
                    shape = Matrix(size * scale * narrow, 0.0, 0.0, size, *place)
                    if slanted:
                        shape = shape.after(Matrix(c=-0.2))
                    if turned:
                        shape = shape.after(_QUARTER.get(turned, Matrix()))
                    glyphs.append(f'<use href="#{name}" transform="{shape.svg()}"/>')
                transforms = []
        if glyphs:
            yield f"<g {paint}>{''.join(glyphs)}</g>"

    def _set(
        self,
        code: etree._Element,
        transforms: Sequence[etree._Element],
        font: FontResource | None,
        size: float,
        scale: float,
        x: float,
        y: float,
    ) -> Iterator[tuple[str, float, tuple[float, float]]]:
        """The glyphs of one text code: their definitions, how much they are narrowed, and their origins."""
        text = code.text or ""
        across, down = steps_of(code.get("DeltaX")), steps_of(code.get("DeltaY"))
        own = self._viewer.program(font)
        glyph_of = _transformed(transforms, own)
        for at, char in enumerate(text):
            program, glyph = own, glyph_of.get(at, 0)
            if glyph == SKIPPED:
                advance = 0.0
            else:
                if not glyph and program is not None:
                    glyph = program.glyph(char)
                if not glyph:
                    program = self._viewer.fonts.program(font, char)
                    glyph = program.glyph(char) if program is not None else 0
                if program is None or not glyph:
                    if not char.isspace():
                        self._note("有文字缺少字型，未能显示。")
                    advance = size * scale
                else:
                    outline = program.outline(glyph)
                    advance = outline.advance * size * scale
                    room = across[at] if at < len(across) and program is not own else advance
                    if outline.path:
                        # A stand-in wider than the room its original left is narrowed to it.
                        yield (
                            self._glyph(program, glyph),
                            min(room / advance, 1.0) if room > 0 < advance else 1.0,
                            (x, y),
                        )
            x += across[at] if at < len(across) else 0.0 if down else advance
            y += down[at] if at < len(down) else 0.0

    def _glyph(self, program: FontProgram, glyph: int) -> str:
        key = (id(program), glyph)
        name = self._glyphs.get(key)
        if name is None:
            name = self._glyphs[key] = f"g{len(self._glyphs)}"
            self._define(f'<path id="{name}" d="{program.outline(glyph).path}"/>')
        return name

    def _path(self, element: etree._Element, style: Style, boundary: list[float], depth: int) -> Iterator[str]:
        data = svg_path(next((one.text or "" for one in children(element, "AbbreviatedData")), ""))
        if data:
            rule = ' fill-rule="evenodd"' if element.get("Rule") == "Even-Odd" else ""
            yield f'<path d="{data}"{rule} {self._paints.path(style, element)}/>'

    def _picture(self, element: etree._Element, style: Style, boundary: list[float], depth: int) -> Iterator[str]:
        part = self._resources.media.get(element.get("ResourceID", ""), "")
        archive = self._viewer.file.archive
        shown = pictures.shown(archive.read(part)) if part and part in archive else None
        if shown is None:
            self._note("有图像缺失或格式不支持，未能显示。")
            return
        unit = element.get("CTM") is not None
        yield _image(shown, Matrix() if unit else Matrix(a=boundary[2], d=boundary[3]))

    def _composite(
        self, element: etree._Element, style: Style, boundary: list[float], depth: int
    ) -> Iterator[str]:
        unit = self._resources.composites.get(element.get("ResourceID", ""))
        content = child(unit, "Content")
        if content is not None:
            yield from self._drawn(content, style, depth + 1)

    def _clips(self, element: etree._Element) -> list[str]:
        """The clip paths an object is cut by: all of them together."""
        found = []
        for clip in children(child(element, "Clips"), "Clip"):
            areas = []
            for area in children(clip, "Area"):
                for path in children(area, "Path"):
                    at = placed(path)
                    data = svg_path(next((one.text or "" for one in children(path, "AbbreviatedData")), ""))
                    if at is not None and data:
                        matrix = Matrix.of(area.get("CTM")).after(at[0])
                        areas.append(f'<path transform="{matrix.svg()}" d="{data}"/>')
            if areas:
                found.append(self._clip("", "".join(areas)))
        return found

    def _clip(self, path: str, shapes: str = "") -> str:
        name = f"c{len(self._definitions)}"
        self._define(f'<clipPath id="{name}">{shapes or f"<path d={quoteattr(path)}/>"}</clipPath>')
        return name

    def _group(self, matrix: Matrix, drawn: Iterator[str]) -> None:
        self._say(f'<g transform="{matrix.svg()}">{"".join(drawn)}</g>')

    def _say(self, drawn: str) -> None:
        self._grow(drawn)
        self._body.append(drawn)

    def _define(self, drawn: str) -> None:
        self._grow(drawn)
        self._definitions.append(drawn)

    def _grow(self, drawn: str) -> None:
        self._size += len(drawn)
        if self._size > MAX_SIZE:
            raise TooLarge("页面内容过大，无法显示。")

    def _note(self, sentence: str) -> None:
        self._notes[sentence] = None


SKIPPED = -1
"""A character whose glyph was given together with that of the one before."""
_QUARTER = {90: Matrix(0, 1, -1, 0), 180: Matrix(-1, 0, 0, -1), 270: Matrix(0, -1, 1, 0)}
_DRAWERS = {
    "TextObject": _Canvas._text,
    "PathObject": _Canvas._path,
    "ImageObject": _Canvas._picture,
    "CompositeObject": _Canvas._composite,
}


def _transformed(transforms: Sequence[etree._Element], program: FontProgram | None) -> dict[int, int]:
    """Which characters are shown by glyphs the file names itself (字型变换, 11.4)."""
    found: dict[int, int] = {}
    if program is None:
        return found
    for one in transforms:
        glyphs = [int(value) for value in numbers(next((g.text for g in children(one, "Glyphs")), ""))]
        start = int((numbers(one.get("CodePosition")) or [0.0])[0])
        codes = int((numbers(one.get("CodeCount")) or [1.0])[0])
        for at in range(min(max(codes, 0), 100_000)):
            if at < len(glyphs) and program.has(glyphs[at]):
                found[start + at] = glyphs[at]
            elif at >= len(glyphs):
                found[start + at] = SKIPPED
    return found


def _image(shown: tuple[str, bytes], matrix: Matrix) -> str:
    kind, data = shown
    address = f"data:{kind};base64,{base64.b64encode(data).decode()}"
    return f'<image width="1" height="1" preserveAspectRatio="none" transform="{matrix.svg()}" href="{address}"/>'


def svg_rectangle(x: float, y: float, width: float, height: float, *, pad: float = 0.0) -> str:
    left, top = short(x - pad), short(y - pad)
    return f"M{left} {top}h{short(width + 2 * pad)}v{short(height + 2 * pad)}H{left}Z"


def _layer_order(layer: etree._Element) -> int:
    return _ORDER.get(layer.get("Type", "Body"), 1)
