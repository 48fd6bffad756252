"""DOCX: paragraphs, list numbers, tables as pipe tables; what Word hides or tracks is told, not lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongwen.document.elements import Aside
from gongwen.guard import Archive, Deadline

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMERALS = "零一二三四五六七八九"
_BODY = "word/document.xml"
_ASIDE = re.compile(r"word/(header|footer|comments|footnotes)\d*\.xml")
_ASIDE_KINDS = {"header": "页眉", "footer": "页脚", "comments": "批注", "footnotes": "脚注"}


@dataclass
class DocxContent:
    """What the document says, what stands beside it, and what an office should know before using it."""

    lines: list[str] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Level:
    """How one level of a list is numbered."""

    form: str
    text: str
    start: int


def read_docx(archive: Archive, deadline: Deadline) -> DocxContent:
    """Read a DOCX; raises Damaged or Unsafe. Nothing in it is executed or fetched."""
    content = DocxContent()
    body = archive.xml(_BODY).find(f"{_W}body")
    if body is not None:
        walk = _Walk(_numbering(archive), deadline, content)
        content.lines += walk.blocks(body)
        walk.tell()
    for name in archive.names:
        where = _aside_kind(name.lower())
        if where:
            for paragraph in archive.xml(name).iter(f"{_W}p"):
                text = "".join(_shown(paragraph)).strip()
                if text:
                    content.asides.append(Aside(where, text))
    if any(aside.where == "批注" for aside in content.asides):
        content.notes.append("文件带有批注，定稿前请删除。")
    return content


class _Walk:
    """Reads blocks in order and keeps count of the lists and of what is tracked or hidden."""

    def __init__(self, numbering: dict[str, dict[int, _Level]], deadline: Deadline, content: DocxContent) -> None:
        self.numbering, self.deadline, self.content = numbering, deadline, content
        self.counts: Counter[tuple[str, int]] = Counter()
        self.tracked = 0
        self.hidden = 0

    def blocks(self, parent: etree._Element) -> Iterator[str]:
        for child in parent:
            self.deadline.check()
            if child.tag == f"{_W}p":
                yield self.paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self.table(child)
            elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
                yield from self.blocks(child)

    def paragraph(self, paragraph: etree._Element) -> str:
        self.tracked += sum(1 for _ in paragraph.iter(f"{_W}ins", f"{_W}del"))
        self.hidden += sum(1 for _ in paragraph.iter(f"{_W}vanish"))
        return self._list_number(paragraph) + "".join(_shown(paragraph))

    def table(self, table: etree._Element) -> Iterator[str]:
        rows = [[self._cell(cell) for cell in row.findall(f"{_W}tc")] for row in table.findall(f"{_W}tr")]
        for number, cells in enumerate(rows):
            yield "| " + " | ".join(cells) + " |"
            if number == 0:
                yield "|" + "---|" * len(cells)

    def tell(self) -> None:
        if self.tracked:
            self.content.notes.append(f"文件有 {self.tracked} 处修订未接受，已按接受修订后的内容读取。")
        if self.hidden:
            self.content.notes.append(f"文件有 {self.hidden} 处隐藏文字，未读入正文。")

    def _cell(self, cell: etree._Element) -> str:
        parts = ["".join(_shown(paragraph)).strip() for paragraph in cell.iter(f"{_W}p")]
        return " ".join(part for part in parts if part).replace("|", "｜")

    def _list_number(self, paragraph: etree._Element) -> str:
        found = paragraph.find(f"{_W}pPr/{_W}numPr")
        if found is None:
            return ""
        number, depth = _value(found, "numId"), int(_value(found, "ilvl") or 0)
        level = self.numbering.get(number, {}).get(depth)
        if level is None:
            return ""
        self.counts[number, depth] += 1
        for key in list(self.counts):
            if key[0] == number and key[1] > depth:
                del self.counts[key]
        text = level.text
        for at in range(depth + 1):
            outer = self.numbering[number].get(at, level)
            count = outer.start - 1 + max(1, self.counts[number, at])
            text = text.replace(f"%{at + 1}", _written(count, outer.form))
        return text


def _shown(paragraph: etree._Element) -> Iterator[str]:
    """The text of a paragraph as it reads with changes accepted: without deleted and hidden runs."""
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        run = node.getparent()
        if run is None or run.tag != f"{_W}r":
            continue
        hidden = run.find(f"{_W}rPr/{_W}vanish")
        if hidden is not None and hidden.get(f"{_W}val") not in {"0", "false"}:
            continue
        if any(parent.tag == f"{_W}del" for parent in run.iterancestors()):
            continue
        if node.tag == f"{_W}t":
            yield node.text or ""
        elif node.tag == f"{_W}noBreakHyphen":
            yield "-"
        else:
            yield " "


def _numbering(archive: Archive) -> dict[str, dict[int, _Level]]:
    """The levels of each list in use, by its numId."""
    if "word/numbering.xml" not in archive:
        return {}
    root = archive.xml("word/numbering.xml")
    abstract: dict[str, dict[int, _Level]] = {}
    for definition in root.findall(f"{_W}abstractNum"):
        levels = {}
        for level in definition.findall(f"{_W}lvl"):
            start = _value(level, "start")
            levels[int(level.get(f"{_W}ilvl") or 0)] = _Level(
                _value(level, "numFmt"), _value(level, "lvlText"), int(start) if start.isdigit() else 1
            )
        abstract[definition.get(f"{_W}abstractNumId") or ""] = levels
    return {
        number.get(f"{_W}numId") or "": abstract.get(_value(number, "abstractNumId"), {})
        for number in root.findall(f"{_W}num")
    }


def _value(element: etree._Element, name: str) -> str:
    child = element.find(f"{_W}{name}")
    return "" if child is None else child.get(f"{_W}val") or ""


def _written(count: int, form: str) -> str:
    if form in {"chineseCounting", "chineseCountingThousand", "ideographTraditional", "japaneseCounting"}:
        return _chinese(count)
    return "" if form in {"bullet", "none"} else str(count)


def _chinese(count: int) -> str:
    """A number up to 99 as headings count."""
    tens, ones = divmod(count, 10)
    if tens == 0:
        return _NUMERALS[ones]
    head = "十" if tens == 1 else f"{_NUMERALS[tens % 10]}十"
    return head + (_NUMERALS[ones] if ones else "")


def _aside_kind(name: str) -> str:
    match = _ASIDE.fullmatch(name)
    return _ASIDE_KINDS[match[1]] if match else ""
