"""OFD (GB/T 33190): what is in a file, its pages and their text, the signatures in it."""

from gongwen.ofd.contents import Contents, PackagePart, PartKind, contents, part_key
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
from gongwen.ofd.package import OfdDocument, OfdFile, OfdPage, open_ofd, open_package
from gongwen.ofd.resources import FontResource, Resources, document_resources
from gongwen.ofd.rewriting import rewritten
from gongwen.ofd.show import ShownPage, Stamp, Viewer
from gongwen.ofd.signatures import (
    Reference,
    SignatureDescription,
    StampPlace,
    signature_descriptions,
    signature_list_parts,
)
from gongwen.ofd.text import annotation_texts, page_texts
from gongwen.ofd.writing import TAG_NAMESPACE, write_ofd

__all__ = [
    "TAG_NAMESPACE",
    "AttachedFile",
    "Contents",
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
    "PackagePart",
    "PartKind",
    "Reference",
    "Resources",
    "ShownPage",
    "SignatureDescription",
    "Stamp",
    "StampPlace",
    "Viewer",
    "annotation_texts",
    "contents",
    "document_resources",
    "open_ofd",
    "open_package",
    "page_texts",
    "part_key",
    "rewritten",
    "signature_descriptions",
    "signature_list_parts",
    "write_ofd",
]
