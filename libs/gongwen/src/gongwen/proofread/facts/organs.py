"""Names of organs (机关名称): full and short forms of one organ, the place an organ belongs to."""

from __future__ import annotations

import re

_PLACE = re.compile(
    r"(?:中共|中国共产党)?(?P<place>[\u4e00-\u9fa5]{1,6}?(?P<level>自治区|省|自治州|地区|市|县|区|旗|州|镇|乡|街道))"
)
_NOISE = re.compile(r"中共|中国共产党|人民|党|员会|[和与、（）()]")
_LEVELS = {
    "省": "省",
    "自治区": "省",
    "市": "市",
    "自治州": "市",
    "州": "市",
    "地区": "市",
    "县": "县",
    "区": "县",
    "旗": "县",
}


def same_organ(one: str, other: str) -> bool:
    """Whether two names may be those of one organ: equal, or one a short form of the other (发展改革委).

    A short form keeps the order of the characters and the last kind of organ: 人民政府 is not its 办公室.
    """
    if one == other or one.endswith(other) or other.endswith(one):
        return True
    if _kind(one) != _kind(other):
        return False
    short, full = sorted((_NOISE.sub("", one), _NOISE.sub("", other)), key=len)
    at = 0
    for character in full:
        if at < len(short) and short[at] == character:
            at += 1
    return at == len(short)


def _kind(name: str) -> str:
    if name.endswith(("办公室", "办公厅")):
        return "办"
    if name.endswith("政府"):
        return "政府"
    if name.endswith(("委员会", "委")):
        return "委"
    return name[-1:]


def place_of(organ: str) -> tuple[str, str] | None:
    """The place an organ's name starts with and its level: 临湖县人民政府 → 临湖县, 县; None without one."""
    match = _PLACE.match(organ)
    if match is None:
        return None
    return match["place"], _LEVELS.get(match["level"], "乡")
