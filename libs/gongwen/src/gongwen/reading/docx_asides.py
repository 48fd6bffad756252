"""What a Word document carries beside its text: headers, footers, notes, comments, properties, links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from gongwen.document.elements import Aside
from gongwen.guard import Archive
from gongwen.reading.docx_names import VML, W

_PARTS = (
    (re.compile(r"word/header\d*\.xml"), "页眉", None),
    (re.compile(r"word/footer\d*\.xml"), "页脚", None),
    (re.compile(r"word/footnotes\.xml"), "脚注", "footnote"),
    (re.compile(r"word/endnotes\.xml"), "尾注", "endnote"),
    (re.compile(r"word/comments\.xml"), "批注", "comment"),
)
_PROPERTIES = {
    "title": "标题",
    "subject": "主题",
    "creator": "作者",
    "lastModifiedBy": "最后修改者",
    "keywords": "关键词",
    "category": "类别",
    "description": "备注",
    "contentStatus": "状态",
    "Company": "单位",
    "Manager": "主管",
}


def part_asides(archive: Archive) -> Iterator[Aside]:
    """The text of headers, footers, notes and comments; watermarks stand in headers as WordArt."""
    for name in archive.names:
        for form, where, unit in _PARTS:
            if not form.fullmatch(name.lower()):
                continue
            root = archive.xml(name)
            for item in [root] if unit is None else root.iterchildren(f"{W}{unit}"):
                if text := _text(item):
                    yield Aside(where, text)
            for art in root.iter(f"{VML}textpath"):
                if word := art.get("string", "").strip():
                    yield Aside("水印或旋转文字", word)


def property_asides(archive: Archive) -> Iterator[Aside]:
    """The properties that say something about the paper: title, author, keywords, own properties."""
    for name in ("docProps/core.xml", "docProps/app.xml"):
        if name in archive:
            for element in archive.xml(name):
                label = _PROPERTIES.get(etree.QName(element).localname)
                if label and (element.text or "").strip():
                    yield Aside("文件属性", f"{label}：{(element.text or '').strip()}")
    if "docProps/custom.xml" in archive:
        for element in archive.xml("docProps/custom.xml"):
            if text := "".join(str(part) for part in element.itertext()).strip():
                yield Aside("文件属性", f"{element.get('name', '')}：{text}")


def relation_counts(archive: Archive) -> Counter[str]:
    """How many links lead out of the file and how many objects are embedded; none is followed."""
    counts: Counter[str] = Counter()
    for name in archive.names:
        if name.lower().startswith("word/embeddings/"):
            counts["嵌入对象"] += 1
        elif name.lower().startswith("word/") and name.lower().endswith(".rels"):
            for relation in archive.xml(name):
                if relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith(
                    "/hyperlink"
                ):
                    counts["外部链接"] += 1
    return counts


def _text(item: etree._Element) -> str:
    """Paragraphs as one text, a line each; page numbers and other fields leave nothing worth keeping."""
    paragraphs = ("".join(part.text or "" for part in paragraph.iter(f"{W}t")) for paragraph in item.iter(f"{W}p"))
    return "\n".join(text.strip() for text in paragraphs if text.strip())
