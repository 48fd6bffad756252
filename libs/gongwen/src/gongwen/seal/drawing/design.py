"""What is on a seal and where: round seals of offices (公章, 专用章), square name seals (名章).

Lengths are in millimetres from the middle of the seal, y downwards, angles in degrees clockwise from the top. The
State Council's rules on seals (国发〔1999〕25号) fix diameter, round shape, the order of the name and Song type; what
they leave open (widths, gaps) is drawn in proportion to a seal of 42 mm.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, radians, sin

from gongwen.seal.errors import CannotSeal
from gongwen.typeset import Face

MODEL = 42.0
SMALLEST, LARGEST = 20, 60
MAX_NAME, MAX_TITLE, MAX_CODE = 40, 12, 18
MAX_EMBLEM = 1024 * 1024
_RING, _GAP = 1.2, 0.9
_NAME_HEIGHT, _NAME_SPAN, _WIDEST_PITCH, _NARROWEST = 6.0, 270.0, 24.0, 0.45
_STAR, _EMBLEM = 7.0, 17.0
_TITLE_HEIGHT, _TITLE_WIDTH, _TITLE_AT = 4.2, 25.0, 11.5
_CODE_HEIGHT, _CODE_PITCH = 1.5, 3.6
_BESIDE = 0.92
"""The part of its place that a sign fills, the rest is the gap to the next."""


@dataclass(frozen=True)
class Sign:
    """One character: its middle, its height, its width as a part of that, how far it is turned."""

    text: str
    face: Face
    x: float
    y: float
    height: float
    stretch: float
    turned: float = 0.0


@dataclass(frozen=True)
class Frame:
    """The border: a circle or a square of this size outside, its line width inwards."""

    size: float
    line: float
    is_round: bool


@dataclass(frozen=True)
class Drawing:
    """All marks of a seal: frame, signs, the corners of the star, a picture in the middle with its size."""

    size: int
    frame: Frame
    signs: tuple[Sign, ...]
    star: tuple[tuple[float, float], ...] = ()
    emblem: bytes = b""
    emblem_size: float = 0.0


@dataclass(frozen=True)
class RoundSeal:
    """A round seal: name on the arc, star or emblem in the middle, a title (专用章 names) and a code if it has one.

    ``emblem`` is an SVG or PNG picture in place of the star, such as the national emblem (国徽) where it is due.
    """

    name: str
    diameter: int = 42
    title: str = ""
    code: str = ""
    emblem: bytes = b""

    def drawing(self) -> Drawing:
        """The marks; raises CannotSeal for what does not fit."""
        _check("印章名称", self.name, 2, MAX_NAME)
        _check("专用章名称", self.title, 0, MAX_TITLE)
        _check("印章编码", self.code, 0, MAX_CODE)
        if not SMALLEST <= self.diameter <= LARGEST:
            raise CannotSeal(f"印章直径应为 {SMALLEST} 至 {LARGEST} 毫米。")
        if len(self.emblem) > MAX_EMBLEM:
            raise CannotSeal("印章中心图案的文件超过 1 MB。")
        scale = self.diameter / MODEL
        return Drawing(
            size=self.diameter,
            frame=Frame(self.diameter, _RING * scale, is_round=True),
            signs=(*self._name(scale), *self._title(scale), *self._code(scale)),
            star=() if self.emblem else tuple(_star(_STAR * scale)),
            emblem=self.emblem,
            emblem_size=_EMBLEM * scale if self.emblem else 0.0,
        )

    def _name(self, scale: float) -> Iterator[Sign]:
        """From left to right over the top, each sign upright on its radius."""
        count = len(self.name)
        pitch = min(_WIDEST_PITCH, _NAME_SPAN / max(count - 1, 1))
        height = _NAME_HEIGHT * scale
        for _ in range(3):
            # A lower sign stands further out, where the pitch is longer: this settles in a few rounds.
            radius = self.diameter / 2 - (_RING + _GAP) * scale - height / 2
            place = radius * radians(pitch) * _BESIDE
            height = min(_NAME_HEIGHT * scale, place / _NARROWEST)
        stretch = min(1.0, place / height)
        for number, text in enumerate(self.name):
            angle = pitch * (number - (count - 1) / 2)
            yield _on_circle(text, Face.SONG, radius, angle, height, stretch, turned=angle)

    def _title(self, scale: float) -> Iterator[Sign]:
        height = _TITLE_HEIGHT * scale
        stretch = min(1.0, _TITLE_WIDTH * scale * _BESIDE / max(len(self.title), 1) / height)
        step = height * stretch / _BESIDE
        for number, text in enumerate(self.title):
            x = step * (number - (len(self.title) - 1) / 2)
            yield Sign(text, Face.SONG, x, _TITLE_AT * scale, height, stretch)

    def _code(self, scale: float) -> Iterator[Sign]:
        """Along the lower edge from left to right, to be read without turning the seal."""
        height = _CODE_HEIGHT * scale
        radius = self.diameter / 2 - (_RING + _GAP / 2) * scale - height / 2
        for number, text in enumerate(self.code):
            offset = _CODE_PITCH * (number - (len(self.code) - 1) / 2)
            yield _on_circle(text, Face.SONG, radius, 180 - offset, height, 1.0, turned=-offset)


@dataclass(frozen=True)
class NameSeal:
    """A square seal of a person's name (名章): two columns from the right, filled up with 印 or 之印."""

    name: str
    size: int = 20

    def drawing(self) -> Drawing:
        """The marks; raises CannotSeal for what does not fit."""
        _check("姓名", self.name, 2, 4)
        if not 10 <= self.size <= 40:
            raise CannotSeal("名章边长应为 10 至 40 毫米。")
        text = self.name + {2: "之印", 3: "印", 4: ""}[len(self.name)]
        line = self.size * 0.05
        half = (self.size - 2 * line) / 2
        signs = tuple(
            Sign(sign, Face.KAI, half / 2 * x, half / 2 * y, half * _BESIDE, 1.0)
            for sign, (x, y) in zip(text, ((1, -1), (1, 1), (-1, -1), (-1, 1)), strict=True)
        )
        return Drawing(self.size, Frame(self.size, line, is_round=False), signs)


def _check(what: str, text: str, shortest: int, longest: int) -> None:
    if not shortest <= len(text) <= longest or any(sign.isspace() or not sign.isprintable() for sign in text):
        raise CannotSeal(f"{what}应为 {shortest} 至 {longest} 个字，中间不空格。")


def _on_circle(
    text: str, face: Face, radius: float, angle: float, height: float, stretch: float, *, turned: float
) -> Sign:
    return Sign(text, face, radius * sin(radians(angle)), -radius * cos(radians(angle)), height, stretch, turned)


def _star(radius: float) -> Iterator[tuple[float, float]]:
    """A five-pointed star, a point up; the inner corners lie on its pentagram."""
    inner = radius * sin(pi / 10) / sin(3 * pi / 10)
    for corner in range(10):
        length = inner if corner % 2 else radius
        yield length * sin(corner * pi / 5), -length * cos(corner * pi / 5)
