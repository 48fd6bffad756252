"""Paths in the short form of OFD (AbbreviatedData, 9.1) as paths in the form of SVG."""

from __future__ import annotations

import re

from gongwen.ofd.matrix import short

MAX_DATA = 2_000_000
_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_OPERANDS = {"M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "S": 2}
_SVG = {"M": "M", "L": "L", "Q": "Q", "B": "C", "A": "A", "S": "M"}


def svg_path(data: str) -> str:
    """The same path for SVG; where the data is faulty the path ends there.

    OFD writes ``S``, ``M`` to move, ``L`` line, ``Q`` and ``B`` curves, ``A`` arcs, ``C`` to close.
    """
    tokens = _TOKEN.findall(data[:MAX_DATA])
    drawn: list[str] = []
    at = 0
    while at < len(tokens):
        command = tokens[at]
        if command == "C":
            drawn.append("Z")
            at += 1
            continue
        count = _OPERANDS.get(command)
        operands = tokens[at + 1 : at + 1 + count] if count else []
        if not count or len(operands) < count or any(operand[0].isalpha() for operand in operands):
            break
        values = [float(operand) for operand in operands]
        if any(abs(value) > 1e6 for value in values):
            break
        if command == "A":
            values[3], values[4] = float(values[3] != 0), float(values[4] != 0)
        drawn.append(_SVG[command] + " ".join(short(value) for value in values))
        at += 1 + count
    if drawn and not drawn[0].startswith("M"):
        drawn.insert(0, "M0 0")
    return "".join(drawn)
