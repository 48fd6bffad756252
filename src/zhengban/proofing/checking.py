"""Running the checker on a source form and placing each finding in the form the person has before them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongwen.document import Reading, recognize
from gongwen.proofread import Finding, Lexicon, Records, check

# Keys of the source form and the field in which a person fills each in.
_FIELDS = {
    "type": "kind",
    "title": "title",
    "number": "code",
    "to": "to_names",
    "cc": "cc_names",
    "annotation": "annotation",
    "body": "body",
}
NEIGHBOURS = 6


@dataclass(frozen=True)
class PlacedFinding:
    """A finding with where it stands: ``start`` and ``end`` count characters of the body as typed, or are None
    where the finding is about an element, which ``element`` then names.

    ``fingerprint`` names the same fault in other versions of the text.
    """

    finding: Finding
    element: str
    fingerprint: str
    start: int | None = None
    end: int | None = None

    @property
    def target(self) -> str:
        """The field of the draft form it belongs to, as a selector; empty where there is none."""
        field = _FIELDS.get(self.element)
        return f"#id_{field}" if field else ""


def proofread(
    source: str, *, day: date, records: Records | None = None, lexicons: Sequence[Lexicon] = ()
) -> tuple[PlacedFinding, ...]:
    """Check a source form whose body stands after its front matter, as ``gongwen check`` does.

    ``day`` stands in where the document has no date of its own.
    """
    reading = recognize(source)
    found = check(reading, today=day, records=records, lexicons=lexicons)
    return tuple(_place(reading, finding) for finding in found)


def fingerprint(text: str, finding: Finding) -> str:
    """What names a fault wherever its sentence moves (SHA-256): the rule, the words and six characters around.

    Made of the words themselves even where the quote is masked: two leaks may look alike under their masks.
    """
    before = "".join(text[max(0, finding.start - 3 * NEIGHBOURS) : finding.start].split())[-NEIGHBOURS:]
    after = "".join(text[finding.end : finding.end + 3 * NEIGHBOURS].split())[:NEIGHBOURS]
    parts = (finding.rule, before, text[finding.start : finding.end], after)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _place(reading: Reading, finding: Finding) -> PlacedFinding:
    mark = fingerprint(reading.text, finding)
    if finding.start >= reading.body_start:
        start, end = finding.start - reading.body_start, finding.end - reading.body_start
        return PlacedFinding(finding, "body", mark, start, end)
    named = next(
        (one.name for one in reading.elements if one.start <= finding.start < max(one.end, one.start + 1)), ""
    )
    return PlacedFinding(finding, named, mark)
