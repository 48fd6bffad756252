"""DOCX: the text as the reader of the page sees it, and what the file carries beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongwen.document.elements import Aside
from gongwen.guard import Archive, Damaged, Deadline
from gongwen.reading.docx_asides import part_asides, property_asides, relation_counts
from gongwen.reading.docx_names import MC, STRICT, W, child, flag, value
from gongwen.reading.docx_numbering import Numbering
from gongwen.reading.docx_styles import Styles
from gongwen.reading.docx_tables import table_lines
from gongwen.reading.traced import Place, Traced, joined

MAIN = "word/document.xml"
_PLAIN = {f"{W}noBreakHyphen": "-", f"{W}tab": "\u3000", f"{W}ptab": "\u3000", f"{W}cr": "\n"}
# Text that is not there any more, codes of fields, and pronunciation over characters.
_GONE = frozenset(f"{W}{name}" for name in ("instrText", "delText", "delInstrText", "rt", "pPr", "rPr", "sdtPr"))
_TEXT_BOX = f"{W}txbxContent"


@dataclass
class DocxContent:
    """What a Word document holds; ``counts`` says how often what the notes tell of occurs.

    ``root`` is the main part as parsed, and ``places`` say which of its elements each stretch of ``text`` is.
    """

    root: etree._Element
    text: str = ""
    places: tuple[Place, ...] = ()
    asides: list[Aside] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def read_docx(archive: Archive, deadline: Deadline) -> DocxContent:
    """Read a Word document; raises a ReadingError."""
    root = archive.xml(MAIN)
    if STRICT in root.tag:
        raise Damaged("文件是“严格 Open XML”格式，请另存为普通 .docx 后再试。")
    body = child(root, "body")
    if body is None:
        raise Damaged("Word 文档缺少正文，可能已损坏。")
    content = DocxContent(root)
    whole = joined(_Walk(archive, content, deadline).blocks(body), "\n")
    content.text, content.places = whole.text, whole.places
    content.asides += part_asides(archive)
    content.asides += property_asides(archive)
    content.counts += relation_counts(archive)
    content.counts["批注"] = sum(aside.where == "批注" for aside in content.asides)
    content.counts["脚注"] = sum(aside.where in ("脚注", "尾注") for aside in content.asides)
    return content


class _Walk:
    """One walk over the body: paragraphs with their markers, tables, text boxes in place."""

    def __init__(self, archive: Archive, content: DocxContent, deadline: Deadline) -> None:
        self.content = content
        self.deadline = deadline
        self.styles = Styles(archive.xml("word/styles.xml") if "word/styles.xml" in archive else None)
        numbering = "word/numbering.xml"
        self.numbering = Numbering(archive.xml(numbering) if numbering in archive else None)
        self.seen = 0

    def blocks(self, parent: etree._Element) -> Iterator[Traced]:
        """The lines of a body, a cell or a text box."""
        carried = Traced()
        for element in parent:
            if element.tag == f"{W}p":
                lines, carried = self.paragraph(element, carried)
                yield from lines
            elif element.tag == f"{W}tbl":
                yield from table_lines(element, self.blocks)
            elif element.tag in (f"{W}sdt", f"{W}customXml", f"{W}ins", f"{W}moveTo"):
                inner = child(element, "sdtContent")
                yield from self.blocks(element if inner is None else inner)
            elif element.tag == f"{W}altChunk":
                self.content.counts["嵌入的其他文件"] += 1
        if carried.text:
            yield from carried.split("\n")

    def paragraph(self, element: etree._Element, carried: Traced) -> tuple[list[Traced], Traced]:
        """The lines of a paragraph after what was ``carried`` into it, and what it carries into the next one.

        A paragraph whose mark (段落标记) a revision deletes goes on in the next.
        """
        self.seen += 1
        if self.seen % 200 == 0:
            self.deadline.check()
        properties = child(element, "pPr")
        style = self.styles.get(value(properties, "pStyle"))
        boxes: list[Traced] = []
        line = joined([carried, *self._inline(element, style.hidden, boxes)])
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            self.content.counts["修订"] += 1
            return boxes, line
        self.content.counts["修订"] += child(properties, "pPrChange") is not None
        if line.text.strip():
            # Deleted paragraphs and empty ones are not counted by Word's numbering of the visible text.
            line = joined([Traced(self._marker(properties, style.list_number, style.list_level)), line])
        return [*boxes, *line.split("\n")], Traced()

    def _marker(self, properties: etree._Element | None, number: str, level: int) -> str:
        own = child(properties, "numPr")
        if own is not None:
            number = value(own, "numId") or number
            given = value(own, "ilvl")
            level = int(given[:2]) if given.isdecimal() else level
        return self.numbering.marker(number, level) if number not in ("", "0") else ""

    def _inline(self, parent: etree._Element, hidden: bool, boxes: list[Traced]) -> Iterator[Traced]:
        for element in parent:
            tag = element.tag
            if tag == f"{W}r":
                yield from self._run(element, hidden, boxes)
            elif tag in (f"{W}del", f"{W}moveFrom"):
                self.content.counts["修订"] += 1
                self._remember("已删除的修订", element, f"{W}delText", f"{W}t")
            elif tag not in _GONE:
                if tag in (f"{W}ins", f"{W}moveTo"):
                    self.content.counts["修订"] += 1
                yield from self._inline(element, hidden, boxes)

    def _run(self, run: etree._Element, hidden: bool, boxes: list[Traced]) -> Iterator[Traced]:
        properties = child(run, "rPr")
        self.content.counts["修订"] += child(properties, "rPrChange") is not None
        vanish = child(properties, "vanish")
        is_hidden = (
            flag(properties, "vanish")
            if vanish is not None
            else hidden or self.styles.get(value(properties, "rStyle")).hidden
        )
        if is_hidden:
            self._remember("隐藏文字", run, f"{W}t")
            return
        for element in run:
            yield from self._run_part(element, boxes)

    def _run_part(self, element: etree._Element, boxes: list[Traced]) -> Iterator[Traced]:
        tag = element.tag
        if tag == f"{W}t":
            yield Traced.of(element, (element.text or "").replace("\n", " "))
        elif tag in _PLAIN:
            yield Traced.of(element, _PLAIN[tag])
        elif tag == f"{W}br":
            is_line_end = element.get(f"{W}type", "textWrapping") == "textWrapping"
            yield Traced.of(element, "\n" if is_line_end else "")
        elif tag == f"{W}sym":
            yield Traced.of(element, _symbol(element.get(f"{W}char", "")))
        elif tag == f"{W}ruby":
            for base in element.iterchildren(f"{W}rubyBase"):
                yield from self._inline(base, False, boxes)
        elif tag == f"{W}object":
            self.content.counts["嵌入对象"] += 1
        elif tag in (f"{MC}AlternateContent", f"{W}drawing", f"{W}pict"):
            boxes += self._boxes(element)

    def _boxes(self, element: etree._Element) -> Iterator[Traced]:
        """Text boxes, which often hold the red head; the fallback repeats the choice and is left out."""
        if element.tag == f"{MC}AlternateContent":
            choice = element.find(f"{MC}Choice")
            element = element if choice is None else choice
        for box in element.iter(_TEXT_BOX):
            if next(box.iterancestors(_TEXT_BOX), None) is None:
                yield from (line for line in self.blocks(box) if line.text.strip())

    def _remember(self, where: str, element: etree._Element, *tags: str) -> None:
        text = "".join(part.text or "" for part in element.iter(*tags))
        if text.strip():
            self.content.asides.append(Aside(where, text.strip()))
            self.content.counts[where] += 1


def _symbol(code: str) -> str:
    """A symbol of a symbol font; those in the private area have no character of their own."""
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ue000" <= sign <= "\uf8ff" or not sign.isprintable() else sign
