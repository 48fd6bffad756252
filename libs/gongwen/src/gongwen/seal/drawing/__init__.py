"""The pictures of seals (印模): designed in millimetres, drawn as SVG, PNG or OFD."""

from gongwen.seal.drawing.design import NameSeal, RoundSeal
from gongwen.seal.drawing.picture import draw_ofd, draw_picture, draw_png, draw_svg

__all__ = ["NameSeal", "RoundSeal", "draw_ofd", "draw_picture", "draw_png", "draw_svg"]
