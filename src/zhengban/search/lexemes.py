"""What a text is indexed by (索引词): pairs of neighbouring characters, words of letters, numbers.

Pairs find every string of two characters or more, whatever a dictionary thinks the words are: names of people and
places stand in no dictionary, and an index that must last for thirty years cannot depend on the edition of one.
The dictionary only cuts the query into words (``zhengban.search.query``).
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_WORD = 32
_RUNS = re.compile(r"[0-9]+|[a-z]+|[^\W_a-z0-9]+")
# A document number as people write it: any bracket, spaces, with or without 第 and 号.
NUMBER = re.compile(
    r"(?P<code>[^\W_]{0,16})\s*[〔\[(【<《]\s*(?P<year>(?:19|20)[0-9]{2})\s*(?:年\s*)?[〕\])】>》]"
    r"\s*(?:第\s*)?(?P<ordinal>[0-9]{1,6})?\s*号?"
)


def normalize(text: str) -> str:
    """The text as it is compared: full-width forms narrow, letters small, what no database stores left out."""
    storable = text.replace("\0", " ").encode("utf-8", "ignore").decode("utf-8")
    return unicodedata.normalize("NFKC", storable).lower()


def lexemes(text: str) -> set[str]:
    """Every lexeme of the text."""
    normal = normalize(text)
    found: set[str] = set()
    for run in _RUNS.findall(normal):
        found.update(of_run(run))
        if not run.isascii():
            # A single character is looked up as the beginning of a pair; the last one begins none.
            found.add(run[-1])
    for match in NUMBER.finditer(normal):
        found.update(of_number(match))
    return found


def of_run(run: str) -> list[str]:
    """The lexemes of one unbroken run: its pairs, or the word itself."""
    if run.isascii():
        return [run[:LONGEST_WORD]]
    return [run[at : at + 2] for at in range(len(run) - 1)]


def of_number(match: re.Match[str]) -> list[str]:
    """The lexemes of a document number: 〔2026〕, 〔2026〕12, and both with the end of the code before them."""
    code, year = match["code"], f"n{match['year']}"
    whole = [year, code[-2:] + year] if len(code) > 1 else [year]
    if match["ordinal"]:
        whole += [f"{part}n{int(match['ordinal'])}" for part in tuple(whole)]
    return whole


def runs(text: str) -> list[str]:
    """The unbroken runs of a normalized text: digits, letters, characters."""
    return _RUNS.findall(text)
