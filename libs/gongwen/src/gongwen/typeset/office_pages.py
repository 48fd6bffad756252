"""The pages of our Word document as LibreOffice lays them out, by the rules that the file itself states."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from gongwen.guard import Damaged, Deadline
from gongwen.reading.office import run_office
from gongwen.typeset.fonts import FontSet
from gongwen.typeset.kinsoku import CLOSING, NOT_AT_END, NOT_AT_START

_SECONDS = 120.0
_SETTINGS_START = '<config:config-item-set config:name="ooo:configuration-settings">'
_BEFORE_LATIN = re.compile(
    f"([{re.escape(''.join(sorted(CLOSING)))}…—])((?:<[^<>]{{0,400}}>){{0,6}})(?=[A-Za-z0-9])"
)


def docx_pages_as_pdf(docx: bytes, fonts: FontSet, deadline: Deadline | None = None) -> bytes:
    """Print a Word document of ours to PDF with the fonts of ``fonts``; raises Damaged or TooSlow.

    LibreOffice reads most rules of a Word file but passes over four: no blanks between Chinese and Latin
    (autoSpaceDE, autoSpaceDN), no marks outside the line (overflowPunct), the marks that may not start or end
    one (noLineBreaksBefore, noLineBreaksAfter), and that a line may end between a Chinese mark and a Latin
    word. So the document goes through LibreOffice's own format, where these are set as the file has them.
    """
    deadline = deadline or Deadline(_SECONDS)
    with tempfile.TemporaryDirectory(prefix="gongwen-") as name:
        folder = Path(name)
        variables = {"FONTCONFIG_FILE": str(_font_settings(folder, fonts))}
        (folder / "pages.docx").write_bytes(docx)
        run_office(folder, ("--convert-to", "fodt"), (folder / "pages.docx",), deadline, variables)
        flat = folder / "out" / "pages.fodt"
        if not flat.is_file():
            raise Damaged("LibreOffice 未能打开生成的 Word 文档，无法比对。")
        flat.write_text(_with_the_rules(flat.read_text("utf-8")), encoding="utf-8")
        run_office(folder, ("--convert-to", "pdf"), (flat,), deadline, variables)
        pdf = folder / "out" / "pages.pdf"
        if not pdf.is_file():
            raise Damaged("LibreOffice 未能排出生成的 Word 文档，无法比对。")
        return pdf.read_bytes()


def _font_settings(folder: Path, fonts: FontSet) -> Path:
    """Settings under which programs see the fonts of the set and no others."""
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{escape(str(fonts.folder.resolve()))}</dir><cachedir>{escape(str(folder / 'fonts'))}</cachedir>"
        "</fontconfig>",
        encoding="utf-8",
    )
    return path


def _with_the_rules(flat: str) -> str:
    flat = flat.replace('style:text-autospace="ideograph-alpha"', 'style:text-autospace="none"')
    flat = flat.replace('style:punctuation-wrap="hanging"', 'style:punctuation-wrap="simple"')
    flat = _BEFORE_LATIN.sub("\\1\u200b\\2", flat)
    return flat.replace(_SETTINGS_START, _SETTINGS_START + _forbidden())


def _forbidden() -> str:
    """The marks that may not start or end a line, as settings of the document."""
    items = {
        "Language": "zh",
        "Country": "CN",
        "Variant": "",
        "BeginLine": "".join(sorted(NOT_AT_START)),
        "EndLine": "".join(sorted(NOT_AT_END)),
    }
    listed = "".join(
        f'<config:config-item config:name="{name}" config:type="string">{escape(value)}</config:config-item>'
        for name, value in items.items()
    )
    return (
        '<config:config-item-map-indexed config:name="ForbiddenCharacters"><config:config-item-map-entry>'
        f"{listed}</config:config-item-map-entry></config:config-item-map-indexed>"
    )
