"""Characters that nobody sees, that no font has or that steer a terminal, shown by their code."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufffd-\\uffff"
    "\\ue000-\\uf8ff\\ud800-\\udfff]"
)


def visible(text: str) -> str:
    """``text`` with such characters as ``‹U+200B›``; line ends and tabs stay."""
    return _UNSEEN.sub(lambda match: f"‹U+{ord(match[0]):04X}›", text)
