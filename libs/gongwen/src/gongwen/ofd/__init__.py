"""OFD (GB/T 33190): what is in a file, its pages and their text."""

from gongwen.ofd.package import OfdDocument, OfdFile, OfdPage, open_ofd
from gongwen.ofd.text import annotation_texts, page_texts

__all__ = ["OfdDocument", "OfdFile", "OfdPage", "annotation_texts", "open_ofd", "page_texts"]
