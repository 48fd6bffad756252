"""The official document (公文) as data: its elements, its body, its plain-text source form."""

from gongwen.document.blocks import Block, Heading, Paragraph, Table, dump_table, parse_blocks
from gongwen.document.elements import Aside, Element, Line, Reading, Role
from gongwen.document.front_matter import InvalidSource
from gongwen.document.model import Attachment, Layout, OfficialDocument, PrintInfo, SecrecyLevel, Urgency
from gongwen.document.number import DocumentNumber, InvalidDocumentNumber
from gongwen.document.source import dump_source, load_source
from gongwen.document.structure import recognize
from gongwen.document.types import Direction, DocumentType

__all__ = [
    "Aside",
    "Attachment",
    "Block",
    "Direction",
    "DocumentNumber",
    "DocumentType",
    "Element",
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
    "dump_table",
    "load_source",
    "parse_blocks",
    "recognize",
]
