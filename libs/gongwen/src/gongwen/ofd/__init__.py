"""OFD (GB/T 33190): what is in a file, its pages and their text."""

from gongwen.ofd.drawing import (
    AttachedFile,
    DrawnBar,
    DrawnDocument,
    DrawnPage,
    DrawnText,
    EmbeddedFont,
    OutlineEntry,
)
from gongwen.ofd.glyphs import FontProgram, FontProvider
from gongwen.ofd.package import OfdDocument, OfdFile, OfdPage, open_ofd
from gongwen.ofd.resources import FontResource, Resources, document_resources
from gongwen.ofd.show import ShownPage, Stamp, Viewer
from gongwen.ofd.text import annotation_texts, page_texts
from gongwen.ofd.writing import TAG_NAMESPACE, write_ofd

__all__ = [
    "TAG_NAMESPACE",
    "AttachedFile",
    "DrawnBar",
    "DrawnDocument",
    "DrawnPage",
    "DrawnText",
    "EmbeddedFont",
    "FontProgram",
    "FontProvider",
    "FontResource",
    "OfdDocument",
    "OfdFile",
    "OfdPage",
    "OutlineEntry",
    "Resources",
    "ShownPage",
    "Stamp",
    "Viewer",
    "annotation_texts",
    "document_resources",
    "open_ofd",
    "page_texts",
    "write_ofd",
]
