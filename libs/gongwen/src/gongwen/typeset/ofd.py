"""Composed pages as an OFD file: the same marks at the same places as in the PDF (版式同源)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from gongwen.document import Heading, OfficialDocument, Role, dump_source
from gongwen.ofd import (
    AttachedFile,
    DrawnBar,
    DrawnDocument,
    DrawnPage,
    DrawnText,
    EmbeddedFont,
    OutlineEntry,
    write_ofd,
)
from gongwen.typeset.canvas import Colour, Composition, Mark, Rule, Text
from gongwen.typeset.embedding import ink_height, subset
from gongwen.typeset.fonts import Face, FontFile, FontSet
from gongwen.typeset.lines import printable
from gongwen.typeset.measures import ASCENT, MM, PAGE_HEIGHT, PAGE_WIDTH

SOURCE_NAME = "原文.md"
"""The source form travels in the file, so that its words and elements can be read without any of our code."""

_UNDATED = date(1970, 1, 1)
_INKS = {Colour.BLACK: (0, 0, 0), Colour.RED: (255, 0, 0)}
_LONGEST_ENTRY = 60


def ofd_of(composition: Composition, document: OfficialDocument, fonts: FontSet) -> bytes:
    """The pages of ``document`` as OFD (GB/T 33190-2016) with outline, metadata and tagged elements."""
    drawer = _Drawer(fonts)
    pages = tuple(drawer.page(page.marks) for page in composition.pages)
    return write_ofd(
        DrawnDocument(
            title=composition.title,
            author="、".join(composition.authors),
            created_on=composition.written_on or _UNDATED,
            pages=pages,
            fonts=drawer.embedded(),
            facts=tuple(_facts(document)),
            outline=tuple(_outline(composition, document)),
            attachments=(AttachedFile(SOURCE_NAME, dump_source(document).encode()),),
        )
    )


class _Drawer:
    """Turns marks into drawn items and gathers which font must show which characters."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts
        self._numbers: dict[FontFile, int] = {}
        self._shown: dict[FontFile, set[str]] = {}

    def page(self, marks: Sequence[Mark]) -> DrawnPage:
        items = [item for mark in marks for item in self._drawn(mark)]
        return DrawnPage(PAGE_WIDTH / MM, PAGE_HEIGHT / MM, tuple(items))

    def embedded(self) -> tuple[EmbeddedFont, ...]:
        """The fonts in the order the items number them."""
        return tuple(
            EmbeddedFont(font.family, subset(font, sorted(self._shown[font])), font.is_bold)
            for font in self._numbers
        )

    def _drawn(self, mark: Mark) -> Iterator[DrawnText | DrawnBar]:
        tag = mark.role.value if mark.role is not None else ""
        colour = _INKS[mark.colour]
        if isinstance(mark, Rule):
            yield DrawnBar(mark.x / MM, mark.y / MM, mark.width / MM, mark.height / MM, colour, tag)
            return
        baseline = mark.y + self._rise(mark)
        x = mark.x
        for font, text in self._by_font(mark.face, mark.text):
            steps = [self._step(mark, char) for char in text]
            if not text.isspace():
                yield DrawnText(
                    x / MM,
                    baseline / MM,
                    text,
                    self._numbers.setdefault(font, len(self._numbers)),
                    mark.size / MM,
                    tuple(step / MM for step in steps[:-1]),
                    mark.stretch,
                    colour,
                    tag,
                )
                self._shown.setdefault(font, set()).update(text)
            x += sum(steps)

    def _step(self, mark: Text, char: str) -> float:
        return (self._fonts.advance(mark.face, char) * mark.size + mark.tracking) * mark.stretch

    def _rise(self, mark: Text) -> float:
        """From the top of the mark to its baseline: the em box's, or the ink's where the mark is placed by it."""
        if not mark.ink_of:
            return ASCENT * mark.size
        return ink_height(self._fonts.file_of(mark.face, mark.ink_of[0]), mark.ink_of) * mark.size

    def _by_font(self, face: Face, text: str) -> Iterator[tuple[FontFile, str]]:
        """The text in pieces of one font: a rare character may come from another than its neighbours."""
        start = 0
        chosen = [self._fonts.file_of(face, char) for char in text]
        for at in range(1, len(text) + 1):
            if at == len(text) or chosen[at] != chosen[start]:
                yield chosen[start], text[start:at]
                start = at


def _facts(document: OfficialDocument) -> Iterator[tuple[str, str]]:
    """Descriptive metadata (GB/T 33480-2016), the elements by their Chinese names; what is empty is left out."""
    facts = {
        "文种": document.kind,
        "发文字号": document.number,
        "发文机关": "、".join(document.issuers),
        "主送机关": "、".join(document.to),
        "抄送机关": "、".join(document.cc),
        "密级": document.secrecy.value if document.secrecy else "",
        "保密期限": document.secrecy_period,
        "紧急程度": document.urgency.value if document.urgency else "",
        "签发人": "、".join(document.signers),
        "成文日期": document.written_on.isoformat() if document.written_on else "",
        "印发机关": document.print_info.office if document.print_info else "",
        "印发日期": document.print_info.date.isoformat()
        if document.print_info and document.print_info.date
        else "",
        "附件说明": "；".join(one.title for one in document.attachments if one.listed),
    }
    yield from ((name, printable(value)) for name, value in facts.items() if value)


def _outline(composition: Composition, document: OfficialDocument) -> Iterator[OutlineEntry]:
    """Title, headings and bound attachments, each where its first line stands."""
    wanted = list(_entries(document))
    at = 0
    for number, page in enumerate(composition.pages):
        for mark in page.marks:
            if at == len(wanted):
                return
            role, level, title = wanted[at]
            if isinstance(mark, Text) and mark.role in role and printable(title).startswith(mark.text.strip()[:4]):
                yield OutlineEntry(printable(title)[:_LONGEST_ENTRY], level, number, mark.y / MM)
                at += 1


def _entries(document: OfficialDocument) -> Iterator[tuple[frozenset[Role], int, str]]:
    if document.title.strip():
        yield frozenset({Role.TITLE}), 1, "".join(document.title.split())
    yield from _headings(document.blocks)
    for attachment in document.attachments:
        if attachment.body.strip():
            yield frozenset({Role.ATTACHMENT_TITLE}), 1, "".join(attachment.title.split())
            yield from _headings(attachment.blocks)


def _headings(blocks: Sequence[object]) -> Iterator[tuple[frozenset[Role], int, str]]:
    for block in blocks:
        if isinstance(block, Heading) and block.level <= 2:
            yield frozenset({Role.HEADING, Role.BODY}), block.level + 1, block.marker + block.text.rstrip("。；")
