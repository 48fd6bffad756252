"""Affine maps of the plane, as CTM gives them (8.2.3)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lxml import etree

from gongwen.ofd.package import numbers


@dataclass(frozen=True, slots=True)
class Matrix:
    """``x' = a·x + c·y + e``, ``y' = b·x + d·y + f``."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def of(cls, text: str | None) -> Matrix:
        """The map an attribute says; without six good numbers the one that moves nothing."""
        values = numbers(text)
        return cls(*values) if len(values) == 6 else cls()

    def after(self, first: Matrix) -> Matrix:
        """``first``, then this one."""
        return Matrix(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            self.a * first.e + self.c * first.f + self.e,
            self.b * first.e + self.d * first.f + self.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def scale(self) -> float:
        """How much larger things become; 1 where they would vanish."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c)) or 1.0

    def svg(self) -> str:
        return f"matrix({' '.join(short(value) for value in (self.a, self.b, self.c, self.d, self.e, self.f))})"


def placed(element: etree._Element) -> tuple[Matrix, list[float]] | None:
    """From the space of an object to that of its block: CTM, then the corner of its Boundary; and the Boundary."""
    boundary = numbers(element.get("Boundary"))
    if len(boundary) != 4:
        return None
    return Matrix(e=boundary[0], f=boundary[1]).after(Matrix.of(element.get("CTM"))), boundary


def short(value: float) -> str:
    """A number with as many digits as a drawing needs."""
    return f"{value:.5f}".rstrip("0").rstrip(".") if value else "0"
