"""HTML: the visible text as lines, tables as pipe tables; scripts and styles are dropped unread."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree, html

from gongwen.document.elements import Aside
from gongwen.guard import Damaged, Deadline, TooLarge
from gongwen.reading.html_tables import HtmlTable
from gongwen.reading.txt import decode

MAX_HTML = 20 * 1024 * 1024
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_\-]{2,20})""", re.I)
_GB = frozenset({"gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80"})
_CONTROLS = dict.fromkeys([*range(9), 11, *range(14, 32), 127])
_DROPPED = frozenset(
    (
        *("script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg", "math"),
        *("canvas", "audio", "video", "select", "textarea", "button", "head"),
    )
)
_BLOCKS = frozenset(
    (
        *("p", "div", "section", "article", "header", "footer", "main", "nav", "aside", "h1"),
        *("h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt"),
        *("dd", "blockquote", "pre", "form", "fieldset", "address", "center", "figure", "figcaption", "hr"),
        *("table", "tr", "body", "html"),
    )
)
_LINE_END = "\x1e"  # cannot stand in a page that is read: control characters are taken out
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass
class HtmlContent:
    """What a web page shows, and what it hides."""

    lines: list[str] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    scripts: int = 0


def read_html(data: bytes, deadline: Deadline) -> HtmlContent:
    """Read a web page; raises Damaged or TooLarge."""
    if len(data) > MAX_HTML:
        raise TooLarge("网页文件过大，无法读取。")
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", _decode(data)).translate(_CONTROLS)
    parser = html.HTMLParser(huge_tree=False, no_network=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Damaged("网页内容为空或已损坏，无法读取。") from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise TooLarge("网页嵌套过深或内容过大，无法读取。")
    content = HtmlContent()
    title = root.findtext(".//title")
    if title and title.strip():
        content.asides.append(Aside("网页标题", " ".join(title.split())))
    _Walk(content, deadline).run(root)
    return content


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data[:4_096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = declared[1].decode("ascii").lower()
        if name in _GB or name in ("utf-8", "utf8", "big5"):
            try:
                return data.decode("gb18030" if name in _GB else name)
            except UnicodeDecodeError:
                pass  # many pages declare the wrong one; the bytes decide
    return decode(data)


class _Walk:
    """One walk over the tree without recursion, collecting lines."""

    def __init__(self, content: HtmlContent, deadline: Deadline) -> None:
        self.content = content
        self.deadline = deadline
        self.words: list[str] = []
        self.counters: list[int | None] = []
        self.table = HtmlTable()
        self.tables = 0

    def run(self, root: html.HtmlElement) -> None:
        skipped = 0
        for count, (event, node) in enumerate(etree.iterwalk(root, events=("start", "end"))):
            if count % 1_000 == 0:
                self.deadline.check()
            tag = node.tag if isinstance(node.tag, str) else ""
            if event == "start":
                if skipped or tag in _DROPPED or not tag or self._is_hidden(node):
                    skipped += 1
                    self.content.scripts += tag == "script"
                else:
                    self._start(node, tag)
            else:
                if skipped:
                    skipped -= 1
                else:
                    self._end(tag)
                if not skipped and node.tail and node is not root:
                    self.words.append(node.tail)
        self._break()

    def _is_hidden(self, node: html.HtmlElement) -> bool:
        if node.get("hidden") is None and not _HIDDEN.search((node.get("style") or "")[:2_000]):
            return False
        text = " ".join("".join(node.itertext()).split())
        if text:
            self.content.asides.append(Aside("隐藏文字", text[:2_000]))
        return True

    def _start(self, node: html.HtmlElement, tag: str) -> None:
        if tag == "br":
            self.words.append(" " if self.tables else _LINE_END)
        elif tag == "table":
            self.tables += 1
            if self.tables == 1:
                self._break()
        elif self.tables and tag in ("td", "th", "tr"):
            self._table_part(node, tag)
        elif tag in _BLOCKS:
            self._break()
            if tag in ("ol", "ul"):
                start = node.get("start") or "1"
                self.counters.append(
                    int(start) - 1 if tag == "ol" and start.isdecimal() and len(start) < 7 else None
                )
            elif tag == "li" and self.counters and self.counters[-1] is not None:
                self.counters[-1] += 1
                self.words.append(f"{self.counters[-1]}.")
        if node.text:
            self.words.append(node.text)

    def _table_part(self, node: html.HtmlElement, tag: str) -> None:
        if self.tables > 1:
            self.words.append(" ")
        else:
            self.words.clear()
            if tag == "tr":
                self.table.start_row()
            else:
                self.table.start_cell(node.get("colspan", ""), node.get("rowspan", ""), is_head=tag == "th")

    def _end(self, tag: str) -> None:
        if tag == "table" and self.tables:
            self.tables -= 1
            if not self.tables:
                self._close_table()
        elif self.tables == 1 and tag in ("td", "th"):
            self.table.end_cell(" ".join("".join(self.words).split()))
            self.words.clear()
        elif tag in ("ol", "ul") and self.counters:
            self._break()
            self.counters.pop()
        elif tag in _BLOCKS:
            self._break()

    def _close_table(self) -> None:
        self.words.clear()
        self.content.lines += self.table.lines()
        self.table = HtmlTable()

    def _break(self) -> None:
        if self.tables:
            self.words.append(" ")
            return
        for line in "".join(self.words).split(_LINE_END):
            if collapsed := re.sub(r"[ \t\r\n\f\v]+", " ", line).strip(" "):
                self.content.lines.append(collapsed)
        self.words.clear()
