"""How objects are painted: drawing parameters, colours, gradients (8.2.1, 8.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from gongwen.ofd.matrix import short
from gongwen.ofd.package import child, children, local_name, numbers
from gongwen.ofd.resources import Resources

_CAPS = {"Round": "round", "Square": "square"}
_JOINS = {"Round": "round", "Bevel": "bevel"}
_SPREADS = {"Repeat": "repeat", "Reflect": "reflect"}
_BLACK = "#000"


@dataclass(frozen=True)
class Style:
    """What an object takes from its drawing parameters and its own attributes."""

    line_width: float = 0.353
    cap: str = "Butt"
    join: str = "Miter"
    miter_limit: float = 4.234
    dashes: tuple[float, ...] = ()
    dash_offset: float = 0.0
    alpha: float = 255.0
    fill: etree._Element | None = None
    stroke: etree._Element | None = None

    def under(self, parameters: Sequence[etree._Element]) -> Style:
        """This style with drawing parameters over it, the nearest of them winning."""
        style = self
        for element in reversed(parameters):
            style = style.of(element)
        return style

    def of(self, element: etree._Element) -> Style:
        """This style with what the element itself says."""
        return replace(
            self,
            line_width=_number(element, "LineWidth", self.line_width),
            cap=element.get("Cap", self.cap),
            join=element.get("Join", self.join),
            miter_limit=max(_number(element, "MiterLimit", self.miter_limit), 1.0),
            dashes=tuple(numbers(element.get("DashPattern"))) or self.dashes,
            dash_offset=_number(element, "DashOffset", self.dash_offset),
            alpha=min(max(_number(element, "Alpha", self.alpha), 0.0), 255.0),
            fill=_first(child(element, "FillColor"), self.fill),
            stroke=_first(child(element, "StrokeColor"), self.stroke),
        )


class Paints:
    """Writes paints as SVG attributes; gradients become definitions of the picture."""

    def __init__(self, define: Callable[[str], None]) -> None:
        self._define = define
        self._count = 0
        self.resources = Resources()

    def path(self, style: Style, element: etree._Element) -> str:
        """The paint of a path: by default its line is drawn and its area is not (9.1)."""
        filled = element.get("Fill") == "true"
        stroked = element.get("Stroke") != "false"
        return self._both(style, filled, stroked)

    def text(self, style: Style, element: etree._Element) -> str:
        """The paint of text: by default its area is filled and its line is not drawn (11.1)."""
        return self._both(style, element.get("Fill") != "false", element.get("Stroke") == "true")

    def _both(self, style: Style, filled: bool, stroked: bool) -> str:
        words = self._paint("fill", style.fill) if filled else 'fill="none"'
        if stroked:
            words += f' {self._paint("stroke", style.stroke)} stroke-width="{short(style.line_width)}"'
            words += f' stroke-miterlimit="{short(style.miter_limit)}"'
            if style.cap in _CAPS:
                words += f' stroke-linecap="{_CAPS[style.cap]}"'
            if style.join in _JOINS:
                words += f' stroke-linejoin="{_JOINS[style.join]}"'
            if any(dash > 0 for dash in style.dashes):
                dashes = " ".join(short(max(dash, 0.0)) for dash in style.dashes)
                words += f' stroke-dasharray="{dashes}" stroke-dashoffset="{short(style.dash_offset)}"'
        return words

    def _paint(self, attribute: str, colour: etree._Element | None) -> str:
        if colour is None:
            return f'{attribute}="{_BLACK}"'
        shade = next((one for one in colour if local_name(one) in ("AxialShd", "RadialShd")), None)
        value = self._gradient(shade) if shade is not None else self._solid(colour)
        alpha = _number(colour, "Alpha", 255.0)
        opacity = f' {attribute}-opacity="{short(min(max(alpha, 0.0), 255.0) / 255)}"' if alpha < 255 else ""
        return f'{attribute}="{value}"{opacity}'

    def _solid(self, colour: etree._Element) -> str:
        values = [min(max(value, 0.0), 255.0) for value in _components(colour.get("Value"))]
        space = self.resources.colour_spaces.get(colour.get("ColorSpace", ""), "")
        if len(values) == 4 or space == "CMYK":
            c, m, y, k = [*values, 0.0, 0.0, 0.0, 0.0][:4]
            values = [(255 - one) * (255 - k) / 255 for one in (c, m, y)]
        elif len(values) == 1:
            values = values * 3
        if len(values) != 3:
            return _BLACK
        return "#" + "".join(f"{round(value):02x}" for value in values)

    def _gradient(self, shade: etree._Element) -> str:
        stops = self._stops(shade)
        start, end = numbers(shade.get("StartPoint")), numbers(shade.get("EndPoint"))
        if not stops or len(start) != 2 or len(end) != 2:
            return _BLACK
        name = f"p{self._count}"
        self._count += 1
        common = f'id="{name}" gradientUnits="userSpaceOnUse"'
        if shade.get("MapType") in _SPREADS:
            common += f' spreadMethod="{_SPREADS[shade.get("MapType", "")]}"'
        if local_name(shade) == "AxialShd":
            ends = f'x1="{short(start[0])}" y1="{short(start[1])}" x2="{short(end[0])}" y2="{short(end[1])}"'
            self._define(f"<linearGradient {common} {ends}>{stops}</linearGradient>")
        else:
            inner = max(_number(shade, "StartRadius", 0.0), 0.0)
            outer = max(_number(shade, "EndRadius", 0.0), 0.0)
            circles = f'cx="{short(end[0])}" cy="{short(end[1])}" r="{short(outer)}"'
            circles += f' fx="{short(start[0])}" fy="{short(start[1])}" fr="{short(inner)}"'
            self._define(f"<radialGradient {common} {circles}>{stops}</radialGradient>")
        return f"url(#{name})"

    def _stops(self, shade: etree._Element) -> str:
        segments = list(children(shade, "Segment"))
        stops = []
        for at, segment in enumerate(segments[:1000]):
            colour = child(segment, "Color")
            if colour is not None:
                even = at / (len(segments) - 1) if len(segments) > 1 else 0.0
                place = min(max(_number(segment, "Position", even), 0.0), 1.0)
                alpha = min(max(_number(colour, "Alpha", 255.0), 0.0), 255.0) / 255
                opacity = f' stop-opacity="{short(alpha)}"' if alpha < 1 else ""
                stops.append(f'<stop offset="{short(place)}" stop-color="{self._solid(colour)}"{opacity}/>')
        return "".join(stops)


def _components(text: str | None) -> list[float]:
    """The components of a colour, written in decimal or as ``#ff`` (8.3.1)."""
    words = (text or "").split()
    if words and all(word.startswith("#") for word in words):
        try:
            return [float(int(word[1:3], 16)) for word in words]
        except ValueError:
            return []
    return numbers(text)


def _number(element: etree._Element, name: str, default: float) -> float:
    return (numbers(element.get(name)) or [default])[0]


def _first(own: etree._Element | None, inherited: etree._Element | None) -> etree._Element | None:
    return own if own is not None else inherited
