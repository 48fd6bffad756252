"""Other checkers on the same papers: gongwen-skill and autocorrect-py, each run in its own environment.

gongwen-skill reads DOCX only: every paper becomes one with a paragraph a line. Its remarks on fonts, margins and
alignment (rules CHK-C…) are left out, since a plain text has none; a remark on a paragraph counts as hitting every error in it.
autocorrect works line by line: every place it changes is a remark. The blanks it puts between Chinese and digits are left
out too: it means them as style.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

_AUTOCORRECT = """
import difflib, json, sys
import autocorrect_py as autocorrect
found = []
for text in json.load(sys.stdin):
    spots, start = [], 0
    for line in text.split("\\n"):
        right = autocorrect.format(line)
        for kind, a, b, c, d in difflib.SequenceMatcher(None, line, right, autojunk=False).get_opcodes():
            if kind != "equal" and (line[a:b] + right[c:d]).strip():
                spots.append([start + a, start + max(b, a + 1)])
        start += len(line) + 1
    found.append(spots)
json.dump({"version": "", "found": found}, sys.stdout)
"""
_SKILL = """
import json, logging, subprocess, sys, tempfile
from pathlib import Path
from docx import Document
logging.disable(logging.CRITICAL)
tool = str(Path(sys.executable).parent / "gongwen")
found = []
with tempfile.TemporaryDirectory() as folder:
    for text in json.load(sys.stdin):
        lines = text.split("\\n")
        paper, path = Document(), Path(folder) / "paper.docx"
        for line in lines:
            paper.add_paragraph(line)
        paper.save(path)
        ran = subprocess.run([tool, "check", "--json", str(path)], capture_output=True, text=True, encoding="utf-8")
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        spots = []
        for remark in json.loads(ran.stdout):
            if remark["rule_id"].startswith("CHK-C") or remark["location"].startswith("page_"):
                continue
            kind, _, number = remark["location"].partition(":")
            at = int(number) if kind == "paragraph" and number.isdecimal() else None
            spots.append([starts[at], starts[at + 1]] if at is not None and at < len(lines) else [len(text), len(text) + 1])
        found.append(spots)
json.dump({"found": found}, sys.stdout)
"""


def _environment() -> dict[str, str]:
    """Ours without our own packages on the path: gongwen-skill brings a module of the same name."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


@dataclass(frozen=True)
class Spot:
    """A place a tool remarks on, in characters of the text."""

    start: int
    end: int


@dataclass(frozen=True)
class Peer:
    """A tool and how to ask it."""

    name: str
    python: str
    script: str

    def spots(self, texts: list[str]) -> list[list[Spot]]:
        """The places it remarks on in each text. Raises CalledProcessError where the tool fails."""
        ran = subprocess.run(
            [self.python, "-c", self.script],
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            env=_environment(),
        )
        return [[Spot(start, end) for start, end in spots] for spots in json.loads(ran.stdout)["found"]]


def peers(python: str) -> Iterator[Peer]:
    """The tools that are installed for this Python, with their versions."""
    for package, script in (("gongwen-skill", _SKILL), ("autocorrect-py", _AUTOCORRECT)):
        asked = f"import importlib.metadata as m; print(m.version({package!r}))"
        ran = subprocess.run(
            [python, "-c", asked], capture_output=True, text=True, check=False, env=_environment()
        )
        if ran.returncode == 0:
            yield Peer(f"{package} {ran.stdout.strip()}", python, script)
