"""The official document (公文) as data: its elements, its body, its plain-text source form."""

from gongwen.document.blocks import Block, Heading, Paragraph, Table, parse_blocks
from gongwen.document.model import Attachment, Layout, OfficialDocument, PrintInfo, SecrecyLevel, Urgency
from gongwen.document.number import DocumentNumber, InvalidDocumentNumber
from gongwen.document.source import InvalidSource, dump_source, load_source
from gongwen.document.structure import Line, Reading, Role, recognize
from gongwen.document.types import Direction, DocumentType

__all__ = [
    "Attachment",
    "Block",
    "Direction",
    "DocumentNumber",
    "DocumentType",
    "Heading",
    "InvalidDocumentNumber",
    "InvalidSource",
    "Layout",
    "Line",
    "OfficialDocument",
    "Paragraph",
    "PrintInfo",
    "Reading",
    "Role",
    "SecrecyLevel",
    "Table",
    "Urgency",
    "dump_source",
    "load_source",
    "parse_blocks",
    "recognize",
]
