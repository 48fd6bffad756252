"""The fonts a Word document names, and how wide their characters are where it will be opened."""

from __future__ import annotations

from dataclasses import dataclass

from gongwen.typeset.fonts import Face, FontSet

OFFICE_NAMES = {
    Face.FANG: "仿宋_GB2312",
    Face.KAI: "楷体_GB2312",
    Face.HEI: "黑体",
    Face.SONG: "宋体",
    Face.TITLE: "方正小标宋简体",
}
"""The typefaces that offices have; a stand-in of ours would be unknown on their machines."""


@dataclass(frozen=True)
class WordFonts:
    """The name each role has in the file; ``measured`` are roles whose own font was measured here."""

    names: dict[Face, str]
    fonts: FontSet
    measured: frozenset[Face]
    bold: frozenset[Face] = frozenset()
    """Roles whose font is the bold weight of its family."""

    @classmethod
    def of_office(cls, fonts: FontSet) -> WordFonts:
        """The office's own fonts where it has set them up, else the typefaces the standard means."""
        substituted = {substitution.face for substitution in fonts.substitutions}
        names = {face: OFFICE_NAMES[face] if face in substituted else fonts.families[face][0] for face in Face}
        return cls(names, fonts, frozenset(Face) - substituted)

    @classmethod
    def as_installed(cls, fonts: FontSet) -> WordFonts:
        """The fonts that are here, stand-ins too: for proving the pages on this machine."""
        names = {face: fonts.families[face][0] for face in Face}
        return cls(
            names, fonts, frozenset(Face), frozenset(face for face in Face if fonts.file_of(face, "一").is_bold)
        )

    def natural(self, face: Face, char: str) -> float:
        """The advance of ``char`` in em; Latin and digits of the typefaces of GB 2312 are half an em wide."""
        if face in self.measured or not char.isascii():
            return self.fonts.advance(face, char)
        return 0.5
