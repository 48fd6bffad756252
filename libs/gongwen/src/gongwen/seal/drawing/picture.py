"""A designed seal as a picture: SVG, PNG with a clear ground, or an OFD file of paths (as seals carry it)."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from gongwen.seal.drawing.design import Drawing, NameSeal, RoundSeal
from gongwen.seal.drawing.ofd_picture import ofd_of_svg
from gongwen.seal.errors import CannotSeal
from gongwen.seal.ses import Picture
from gongwen.typeset import FontSet, FontsMissing, installed_fonts

RED = "#e60012"
DPI = 600
_SOURCE = Path(__file__).with_name("seal.typ")

Design = RoundSeal | NameSeal


def draw_picture(design: Design, kind: str = "PNG", *, fonts: FontSet | None = None) -> Picture:
    """The picture for a seal to carry, ``kind`` PNG or OFD; raises CannotSeal."""
    data = draw_ofd(design, fonts=fonts) if kind == "OFD" else draw_png(design, fonts=fonts)
    size = design.drawing().size
    return Picture(kind, data, size, size)


def draw_svg(design: Design, *, fonts: FontSet | None = None) -> bytes:
    """The picture as SVG; raises CannotSeal."""
    return _drawn(design.drawing(), fonts, None)


def draw_png(design: Design, *, dpi: int = DPI, fonts: FontSet | None = None) -> bytes:
    """The picture as PNG with a transparent ground; raises CannotSeal."""
    return _drawn(design.drawing(), fonts, dpi)


def draw_ofd(design: Design, *, fonts: FontSet | None = None) -> bytes:
    """The picture as an OFD file of one page, all of paths; raises CannotSeal where an emblem is no drawing."""
    drawing = design.drawing()
    return ofd_of_svg(_drawn(drawing, fonts, None), drawing.size)


def _drawn(drawing: Drawing, fonts: FontSet | None, dpi: int | None) -> bytes:
    """PNG of that resolution, SVG without one."""
    try:
        fonts = fonts or installed_fonts()
    except FontsMissing as error:
        raise CannotSeal(str(error)) from error
    missing = dict.fromkeys(sign for one in drawing.signs for sign in fonts.missing(one.face, one.text))
    if missing:
        raise CannotSeal(f"字体中没有“{''.join(missing)}”字，无法绘制印章。")
    compiler = typst.Compiler(
        input=_SOURCE.read_bytes(),
        font_paths=fonts.press_fonts,
        ignore_system_fonts=True,
        sys_inputs={"drawing": json.dumps(_plain(drawing, fonts), ensure_ascii=False)},
    )
    try:
        printed = compiler.compile(format="png", ppi=float(dpi)) if dpi else compiler.compile(format="svg")
    except typst.TypstError as error:
        if not drawing.emblem:
            raise
        raise CannotSeal("印章中心图案不是可用的 SVG 或 PNG 图片。") from error
    assert isinstance(printed, bytes)  # noqa: S101 - one page is one picture
    return printed


def _plain(drawing: Drawing, fonts: FontSet) -> dict[str, object]:
    """The drawing as the values that ``seal.typ`` takes."""
    return {
        "size": drawing.size,
        "ink": RED,
        "frame": {
            "size": drawing.frame.size,
            "line": drawing.frame.line,
            "round": drawing.frame.is_round,
        },
        "signs": [
            [one.text, list(fonts.families[one.face]), one.x, one.y, one.height, one.stretch, one.turned]
            for one in drawing.signs
        ],
        "star": [list(corner) for corner in drawing.star],
        "emblem": list(drawing.emblem),
        "emblem_size": drawing.emblem_size,
    }
