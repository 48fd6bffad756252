"""OFD (GB/T 33190): what is in a file, its pages and their text, the signatures in it."""

from gongwen.ofd.contents import Contents, PackagePart, PartKind, contents, part_key
from gongwen.ofd.package import OfdDocument, OfdFile, OfdPage, open_ofd, open_package
from gongwen.ofd.rewriting import rewritten
from gongwen.ofd.signatures import (
    Reference,
    SignatureDescription,
    StampPlace,
    signature_descriptions,
    signature_list_parts,
)
from gongwen.ofd.text import annotation_texts, page_texts

__all__ = [
    "Contents",
    "OfdDocument",
    "OfdFile",
    "OfdPage",
    "PackagePart",
    "PartKind",
    "Reference",
    "SignatureDescription",
    "StampPlace",
    "annotation_texts",
    "contents",
    "open_ofd",
    "open_package",
    "page_texts",
    "part_key",
    "rewritten",
    "signature_descriptions",
    "signature_list_parts",
]
