"""File names from outside made safe to keep, show and send."""

from __future__ import annotations

import re
import unicodedata

from zhengban.files.kinds import FileKind

LONGEST_NAME = 120
_FORBIDDEN = re.compile(r'[<>:"|?*]')
# Controls, invisible marks (a right-to-left override hides a true ending), surrogates, private use.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean_name(name: str) -> str:
    """The bare name: no folder, no invisible character, at most 120 characters with its ending kept."""
    bare = re.split(r"[/\\]", name)[-1]
    shown = "".join(character for character in bare if unicodedata.category(character) not in _INVISIBLE)
    shown = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", shown)).strip(" .")
    stem, dot, ending = shown.rpartition(".")
    if not dot or len(ending) > 8:
        return shown[:LONGEST_NAME].strip(" .") or "未命名"
    return f"{stem[: LONGEST_NAME - len(ending) - 1].strip(' .') or '未命名'}.{ending}"


def extension(name: str) -> str:
    """The ending in lower case; empty where the name has none."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""


def name_for(name: str, kind: FileKind) -> str:
    """The cleaned name, with the usual ending of the kind where it has none."""
    cleaned = clean_name(name)
    return cleaned if extension(cleaned) else f"{cleaned}.{kind.extensions[0]}"
