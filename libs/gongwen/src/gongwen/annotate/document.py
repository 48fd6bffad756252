"""Writing the findings into a copy of the document they were found in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from gongwen.annotate.identifiers import Identifiers
from gongwen.annotate.marks import anchor_comment, revise
from gongwen.annotate.parts import CommentPart, repacked, serialized
from gongwen.annotate.runs import RUN, TEXT, Runs
from gongwen.proofread import Finding
from gongwen.proofread.fixes import chosen_fixes
from gongwen.proofread.visible import visible
from gongwen.reading.docx import MAIN
from gongwen.reading.docx_names import W
from gongwen.reading.file import WordFile

AUTHOR = "政办查错"
_INITIALS = "查错"
_STORIES = re.compile(r"word/(?:footnotes|endnotes|header\d*|footer\d*)\.xml")


@dataclass(frozen=True)
class Annotated:
    """The copy: a Word document, how many comments were added and how many fixes stand as revisions."""

    data: bytes
    comments: int
    revisions: int


def annotate(file: WordFile, findings: Sequence[Finding], *, at: datetime) -> Annotated:
    """Copy the document with a comment for each finding and a revision for each safe fix.

    ``findings`` are those of ``file.reading``. Existing comments and revisions stay. A fix that touches a field,
    a text box, an automatic number or another revision is told in the comment only. ``at`` is local time, as in
    Word. The tree of ``file`` is changed. Raises a ReadingError.
    """
    root = file.content.root
    comments = CommentPart(file.archive)
    stories = [file.archive.xml(name) for name in file.archive.names if _STORIES.fullmatch(name.lower())]
    ids = Identifiers([root, comments.root, *stories])
    offsets = [offset for finding in findings for offset in (finding.start, finding.end)]
    runs = Runs(root, file.content.places, offsets, ids)
    stamp = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    fixes = {finding: runs.to_revise(finding.start, finding.end) for finding in chosen_fixes(findings)}
    for finding in findings:
        number = ids.next()
        anchor_comment(runs.over(finding.start, finding.end), number)
        comments.root.append(_comment(finding, number, stamp, is_made=bool(fixes.get(finding))))
    revisions = 0
    for finding in findings:
        if revised := fixes.get(finding):
            is_insertion = finding.start == finding.end
            revise(revised, finding.fix or "", ids, author=AUTHOR, at=stamp, keep=is_insertion)
            revisions += 1
    data = repacked(file.archive, {MAIN: serialized(root), **comments.parts()})
    return Annotated(data, len(findings), revisions)


def _comment(finding: Finding, number: str, stamp: str, *, is_made: bool) -> etree._Element:
    comment = etree.Element(
        f"{W}comment",
        {f"{W}id": number, f"{W}author": AUTHOR, f"{W}date": stamp, f"{W}initials": _INITIALS},
    )
    for position, line in enumerate(_lines(finding, is_made=is_made)):
        paragraph = etree.SubElement(comment, f"{W}p")
        if position == 0:
            etree.SubElement(etree.SubElement(paragraph, RUN), f"{W}annotationRef")
        text = etree.SubElement(etree.SubElement(paragraph, RUN), TEXT)
        text.text = visible(line)
    return comment


def _lines(finding: Finding, *, is_made: bool) -> Iterator[str]:
    yield f"【{finding.severity.label}】{finding.message}"
    if finding.suggestion:
        yield finding.suggestion + ("（已作为修订标出，可接受或拒绝。）" if is_made else "")
    yield f"依据：{finding.source}（{finding.rule}）"
