"""The planted errors: lines of text with the fault between ⟦ and ⟧."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Planted:
    """One text with one fault at ``start:end``."""

    category: str
    text: str
    start: int
    end: int


def load_planted() -> list[Planted]:
    lines = (CORPUS / "planted.txt").read_text(encoding="utf-8").splitlines()
    return [_planted(*line.split(" ", 1)) for line in lines if line and not line.startswith("#")]


def load_clean() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((CORPUS / "clean").glob("*.txt"))}


def _planted(category: str, marked: str) -> Planted:
    start = marked.index("⟦")
    end = marked.index("⟧") - 1
    return Planted(category, marked.replace("⟦", "").replace("⟧", ""), start, end)
