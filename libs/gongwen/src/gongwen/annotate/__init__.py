"""A copy of a Word document with the findings in it: a comment (批注) each, safe fixes as revisions (修订)."""

from gongwen.annotate.document import AUTHOR, Annotated, annotate

__all__ = ["AUTHOR", "Annotated", "annotate"]
