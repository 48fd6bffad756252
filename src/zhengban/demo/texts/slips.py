"""Slips of the pen (笔误) as they happen: some are mended in review, some go out, so that a round finds them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from gongwen.document import OfficialDocument

_SHARE = 0.3
_MENDED = 0.5
# What is right, and how it is easily written wrong.
SLIPS = (
    ("部署", "布署"),
    ("账户", "帐户"),
    ("台账", "台帐"),
    ("再接再厉", "再接再励"),
)


def slipped(document: OfficialDocument, dice: Random) -> OfficialDocument:
    """The document with one slip, or as it is; the same for the same dice."""
    fitting = [(right, wrong) for right, wrong in SLIPS if right in document.body]
    if not fitting or dice.random() > _SHARE:
        return document
    right, wrong = dice.choice(fitting)
    return replace(document, body=document.body.replace(right, wrong, 1))


def mended(document: OfficialDocument, sound: OfficialDocument, dice: Random) -> OfficialDocument:
    """The document as a reviewer leaves it who sees every second slip."""
    return sound if document != sound and dice.random() < _MENDED else document
