"""Fonts by role (字体): the face the standard names and the family that is there to fill it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from pathlib import Path

import typst

from gongwen.typeset.errors import FontsMissing
from gongwen.typeset.sfnt import Glyphs, InvalidFont, read_glyphs

FONTS_VARIABLE = "GONGWEN_FONTS"
_REGULAR, _BOLD = 400, 700


class Face(Enum):
    """A typeface by the role GB/T 9704 gives it."""

    FANG = "仿宋"
    KAI = "楷体"
    HEI = "黑体"
    SONG = "宋体"
    TITLE = "小标宋"


# The family an office would have bought comes first, the free one that stands in for it last.
_FAMILIES = {
    Face.FANG: ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FandolFang R"),
    Face.KAI: ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "FandolKai"),
    Face.HEI: ("SimHei", "黑体", "STHeiti", "Source Han Sans SC", "Noto Sans CJK SC", "FandolHei"),
    Face.SONG: ("SimSun", "宋体", "STSong", "FandolSong", "Source Han Serif SC", "Noto Serif CJK SC"),
    Face.TITLE: (
        "FZXiaoBiaoSong-B05S",
        "FZXiaoBiaoSong-B05",
        "方正小标宋简体",
        "方正小标宋_GBK",
        "STZhongsong",
        "华文中宋",
        "Source Han Serif SC",
        "Noto Serif CJK SC",
        "Noto Serif SC",
    ),
}
_STAND_INS = frozenset(
    {
        "FandolFang R",
        "FandolKai",
        "FandolHei",
        "FandolSong",
        "Source Han Sans SC",
        "Noto Sans CJK SC",
        "Source Han Serif SC",
        "Noto Serif CJK SC",
        "Noto Serif SC",
    }
)
# For characters of names and places that the role's own font lacks.
_FALLBACKS = ("SimSun-ExtB", "Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC")


@dataclass(frozen=True)
class Substitution:
    """A role whose own typeface was not found, and the family used instead."""

    face: Face
    family: str


@dataclass(frozen=True)
class FontFile:
    """One face of a font file, as chosen for a family and a weight."""

    family: str
    path: Path
    index: int
    is_bold: bool


@dataclass(frozen=True, eq=False)
class FontSet:
    """The fonts of one folder, ready for measuring and for the press."""

    folder: Path
    families: dict[Face, tuple[str, ...]] = field(repr=False)
    press_fonts: typst.Fonts = field(repr=False)
    _files: dict[str, FontFile] = field(repr=False)
    _glyphs: dict[str, Glyphs] = field(repr=False)
    _widths: dict[Face, dict[str, float]] = field(
        default_factory=lambda: {face: {} for face in Face}, init=False, repr=False
    )

    @classmethod
    def load(cls, folder: Path) -> FontSet:
        """Read every font of ``folder``; raises FontsMissing naming the roles that nothing can fill."""
        if not folder.is_dir():
            raise FontsMissing(f"字体目录“{folder}”不存在，请检查环境变量 {FONTS_VARIABLE}。")
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
        known = set(fonts.families())
        fallbacks = tuple(family for family in _FALLBACKS if family in known)
        families: dict[Face, tuple[str, ...]] = {}
        for face, wanted in _FAMILIES.items():
            chosen = next((family for family in wanted if family in known), None)
            if chosen is not None:
                families[face] = (chosen, *(family for family in fallbacks if family != chosen))
        missing = [face.value for face in Face if face not in families]
        if missing:
            raise FontsMissing(f"字体目录“{folder}”缺少{'、'.join(missing)}字体，无法排版。")
        used = {family for chain in families.values() for family in chain}
        weights = dict.fromkeys(used, _REGULAR) | {families[Face.TITLE][0]: _BOLD}
        files = {family: _choose_file(fonts, family, weights[family]) for family in used}
        glyphs = {family: _read(file) for family, file in files.items()}
        return cls(folder, families, fonts, files, glyphs)

    def advance(self, face: Face, char: str) -> float:
        """The advance of ``char`` in em; a character no font has is set as wide as a Chinese one."""
        known = self._widths[face]
        width = known.get(char)
        if width is None:
            found = (self._glyphs[family].advance(char) for family in self.families[face])
            width = known[char] = next((width for width in found if width is not None), 1.0)
        return width

    def file_of(self, face: Face, char: str) -> FontFile:
        """The font that shows ``char`` in that role; the role's own where none has it."""
        chain = self.families[face]
        return self._files[next((family for family in chain if char in self._glyphs[family]), chain[0])]

    def missing(self, face: Face, text: Iterable[str]) -> tuple[str, ...]:
        """The characters of ``text`` that no font of the role can show, in order, each once."""
        chain = [self._glyphs[family] for family in self.families[face]]
        unseen = dict.fromkeys(char for char in text if not char.isspace())
        return tuple(char for char in unseen if not any(char in glyphs for glyphs in chain))

    @property
    def substitutions(self) -> tuple[Substitution, ...]:
        """The roles filled by a free stand-in rather than the office's own typeface."""
        return tuple(
            Substitution(face, chain[0]) for face, chain in self.families.items() if chain[0] in _STAND_INS
        )


def installed_fonts() -> FontSet:
    """The fonts of the folder that ``GONGWEN_FONTS`` names, read once a process; raises FontsMissing."""
    folder = os.environ.get(FONTS_VARIABLE, "")
    if not folder:
        raise FontsMissing(f"未安装公文字体，请将环境变量 {FONTS_VARIABLE} 设为字体所在目录。")
    return _load_once(Path(folder))


@cache
def _load_once(folder: Path) -> FontSet:
    return FontSet.load(folder)


def _choose_file(fonts: typst.Fonts, family: str, weight: int) -> FontFile:
    """The face that typst will choose: upright, the nearest weight."""
    faces = [face for face in fonts.fonts() if face.family == family]
    nearest = min(faces, key=lambda face: (face.style != "normal", abs(face.weight - weight)))
    return FontFile(family, Path(nearest.path or ""), nearest.index, nearest.weight >= _BOLD)


def _read(file: FontFile) -> Glyphs:
    try:
        return read_glyphs(file.path, file.index)
    except InvalidFont as error:
        raise FontsMissing(str(error)) from error
