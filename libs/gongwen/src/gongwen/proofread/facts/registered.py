"""Document numbers as a register has them (登记的字号), found in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gongwen.proofread.records import RecordedDocument

MOST_ASKED = 400
"""How many names or numbers one question to the records may hold."""
_NUMBER = re.compile(r"(?P<code>[\u4e00-\u9fa5]{2,12})〔(?P<year>\d{4})〕(?P<ordinal>\d{1,5})号")


def find_complete(text: str) -> list[re.Match[str]]:
    """The well-formed numbers of a text; words may run into their code."""
    return list(_NUMBER.finditer(text))[:MOST_ASKED]


def codes_of(run: str) -> Iterator[str]:
    """What the code may be, the longest first: 根据云政发 → 根据云政发, 据云政发, 云政发, 政发."""
    for at in range(len(run) - 1):
        yield run[at:]


def numbers_asked(text: str) -> frozenset[str]:
    """Every number that the text may name."""
    return frozenset(
        f"{code}〔{match['year']}〕{match['ordinal']}号"
        for match in find_complete(text)
        for code in codes_of(match["code"])
    )


def registered_as(
    match: re.Match[str], known: Mapping[str, RecordedDocument]
) -> tuple[int, RecordedDocument] | None:
    """Where the number starts and its entry in the register; the longest code counts."""
    for code in codes_of(match["code"]):
        document = known.get(f"{code}〔{match['year']}〕{match['ordinal']}号")
        if document is not None:
            return match.end("code") - len(code), document
    return None
