"""What annotations look like in the main part of a Word document (ISO/IEC 29500-1, 17.13)."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from gongwen.annotate.identifiers import Identifiers
from gongwen.annotate.runs import RUN, TEXT
from gongwen.reading.docx_names import W, child

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PARAGRAPH = f"{W}p"


def anchor_comment(runs: Sequence[etree._Element], comment: str) -> None:
    """Put the comment of this number around the runs."""
    first = runs[0]
    # Word wants both ends of a comment in one story: one cell, or the body.
    last = [run for run in runs if _story(run) is _story(first)][-1]
    first.addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": comment}))
    end = etree.Element(f"{W}commentRangeEnd", {f"{W}id": comment})
    last.addnext(end)
    reference = etree.Element(RUN)
    etree.SubElement(reference, f"{W}commentReference", {f"{W}id": comment})
    end.addnext(reference)


def revise(
    runs: Sequence[etree._Element], fix: str, ids: Identifiers, *, author: str, at: str, keep: bool
) -> None:
    """Mark the runs as deleted, unless they are to be kept, and ``fix`` as inserted behind them."""
    last = runs[-1]
    if not keep:
        for run in runs:
            last = etree.Element(f"{W}del", _signed(ids, author, at))
            run.addprevious(last)
            last.append(run)
            for text in run.iterchildren(TEXT):
                text.tag = f"{W}delText"
                text.set(_SPACE, "preserve")
    if not fix:
        return
    inserted = etree.Element(f"{W}ins", _signed(ids, author, at))
    run = etree.SubElement(inserted, RUN)
    properties = child(runs[0], "rPr")
    if properties is not None:
        own = copy.deepcopy(properties)
        for changed in list(own.iterchildren(f"{W}rPrChange")):
            own.remove(changed)
        run.append(own)
    text = etree.SubElement(run, TEXT)
    text.text = fix
    text.set(_SPACE, "preserve")
    last.addnext(inserted)


def _signed(ids: Identifiers, author: str, at: str) -> dict[str, str]:
    return {f"{W}id": ids.next(), f"{W}author": author, f"{W}date": at}


def _story(run: etree._Element) -> etree._Element | None:
    """The body or the cell whose paragraph holds the run."""
    paragraph = next(run.iterancestors(_PARAGRAPH), None)
    return None if paragraph is None else paragraph.getparent()
