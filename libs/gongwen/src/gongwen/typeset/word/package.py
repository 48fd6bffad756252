"""The parts of a Word file (ISO/IEC 29500): content types, relations, styles, settings, properties."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date

from gongwen.typeset.kinsoku import NOT_AT_END, NOT_AT_START
from gongwen.typeset.word.measures import LINE
from gongwen.typeset.word.names import WordFonts
from gongwen.typeset.word.paragraphs import NORMAL, STYLES, Style
from gongwen.typeset.word.runs import Look, fonts_of, plain, run_properties

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MADE_AT = (1980, 1, 1, 0, 0, 0)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_UNDATED = date(1970, 1, 1)
_NOTHING = Look(NORMAL.look.face, 0, 0)


@dataclass(frozen=True)
class Properties:
    """The core properties (ISO/IEC 29500-2) of a file."""

    title: str
    author: str
    created_on: date | None


@dataclass(frozen=True)
class Parts:
    """The body with its sections, and the footers they name: ``footer1.xml`` and so on."""

    body: str
    footers: tuple[str, ...]


def relation(footer: int) -> str:
    """The identifier by which a section names the footer with this index."""
    return f"rId{footer + 3}"


def packed(parts: Parts, properties: Properties, names: WordFonts) -> bytes:
    """The file; the same parts give the same bytes."""
    files = {
        "[Content_Types].xml": _content_types(len(parts.footers)),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core(properties),
        "word/document.xml": f'<w:document {_W} xmlns:r="{_R}"><w:body>{parts.body}</w:body></w:document>',
        "word/_rels/document.xml.rels": _document_relations(len(parts.footers)),
        "word/styles.xml": _styles(names),
        "word/settings.xml": _settings(),
    }
    for at, footer in enumerate(parts.footers, 1):
        files[f"word/footer{at}.xml"] = f'<w:ftr {_W} xmlns:r="{_R}">{footer}</w:ftr>'
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _MADE_AT), (_HEAD + text).encode(), zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _content_types(footers: int) -> str:
    kinds = {
        "/word/document.xml": f"{_MAIN}.document.main+xml",
        "/word/styles.xml": f"{_MAIN}.styles+xml",
        "/word/settings.xml": f"{_MAIN}.settings+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    kinds |= {f"/word/footer{at}.xml": f"{_MAIN}.footer+xml" for at in range(1, footers + 1)}
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in kinds.items())
        + "</Types>"
    )


def _relations(entries: list[tuple[str, str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in entries
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{listed}</Relationships>'


def _package_relations() -> str:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return _relations([("rId1", f"{_R}/officeDocument", "word/document.xml"), ("rId2", core, "docProps/core.xml")])


def _document_relations(footers: int) -> str:
    return _relations(
        [
            ("rId1", f"{_R}/styles", "styles.xml"),
            ("rId2", f"{_R}/settings", "settings.xml"),
            *((relation(at), f"{_R}/footer", f"footer{at + 1}.xml") for at in range(footers)),
        ]
    )


def _core(properties: Properties) -> str:
    day = (properties.created_on or _UNDATED).isoformat()
    author = plain(properties.author)
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{plain(properties.title)}</dc:title><dc:creator>{author}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified>'
        "</cp:coreProperties>"
    )


def _styles(names: WordFonts) -> str:
    base = run_properties(NORMAL.look, _NOTHING, names).removeprefix("<w:rPr>").removesuffix("</w:rPr>")
    fonts = fonts_of(names.names[NORMAL.look.face])
    return (
        f"<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}{base}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        + "".join(_style(style, names) for style in STYLES)
        + "</w:styles>"
    )


def _style(style: Style, names: WordFonts) -> str:
    if style is NORMAL:
        # No marks at a line's start, none outside the line, no blanks beside Latin. The pitch of lines is exact, so
        # they need no snapping, which would move what stands between the lines.
        rules = (
            '<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/><w:topLinePunct w:val="0"/>'
            '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
            f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/><w:jc w:val="left"/>'
        )
        opening = f'<w:style w:type="paragraph" w:default="1" w:styleId="{style.identifier}"><w:name w:val="Normal"/><w:qFormat/>'
        return f"{opening}<w:pPr>{rules}</w:pPr></w:style>"
    custom = "" if style.name.isascii() else ' w:customStyle="1"'
    keep = "<w:keepNext/>" if style.keep_next or style.level else ""
    line = f'<w:spacing w:line="{style.line}" w:lineRule="exact"/>' if style.line != LINE else ""
    level = f'<w:outlineLvl w:val="{style.level - 1}"/>' if style.level else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.identifier}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{keep}{line}{style.paragraph}{level}</w:pPr>'
        f"{run_properties(style.look, NORMAL.look, names)}</w:style>"
    )


def _settings() -> str:
    before = "".join(sorted(NOT_AT_START))
    after = "".join(sorted(NOT_AT_END))
    return (
        f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        f'<w:drawingGridVerticalSpacing w:val="{LINE}"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:noLineBreaksAfter w:lang="zh-CN" w:val="{plain(after)}"/>'
        f'<w:noLineBreaksBefore w:lang="zh-CN" w:val="{plain(before)}"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )
