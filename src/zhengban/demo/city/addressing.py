"""Whom an agency of the demo city writes to (行文关系): names on the paper, and who really gets it."""

from __future__ import annotations

from dataclasses import dataclass

from zhengban.demo.city.counties import COUNTIES
from zhengban.demo.city.departments import DEPARTMENTS
from zhengban.demo.city.office import OFFICE
from zhengban.demo.city.outside import PROVINCIAL
from zhengban.demo.city.shapes import CITY, COUNTY, CityAgency

_COUNTERPARTS = {
    "reform": "发展改革局",
    "finance": "财政局",
    "environment": "生态环境分局",
    "emergency": "应急管理局",
    "education": "教育局",
    "agriculture": "农业农村局",
    "housing": "住房城乡建设局",
    "transport": "交通运输局",
    "welfare": "民政局",
    "health": "卫生健康局",
    "labour": "人力资源社会保障局",
}
_OF_A_CITY = {"reform": "发展改革委", "finance": "财政局", "environment": "生态环境局", "emergency": "应急管理局"}


@dataclass(frozen=True)
class Address:
    """The names as printed, and the agencies that get the paper."""

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    main: tuple[CityAgency, ...] = ()
    copied: tuple[CityAgency, ...] = ()


def downward(writer: CityAgency) -> Address:
    """To everybody below, as the writer may (条例 art. 16)."""
    if writer.level < CITY:
        to = ("各市人民政府", "省政府各部门") if writer.kind == "OFFICE" else (f"各市{_bureau(writer)}",)
        return Address(to=to, main=(OFFICE,) if writer.kind == "OFFICE" else ())
    if writer.key == OFFICE.key:
        return Address(
            to=("各县（区）人民政府", "市政府各部门、各直属机构"),
            cc=("市委办公室", "市人大常委会办公室", "市政协办公室"),
            main=(*COUNTIES, *DEPARTMENTS),
        )
    if writer.level == COUNTY:
        word = writer.territory.prefix
        below = "各乡镇人民政府" if word == "县" else "各镇人民政府、街道办事处"
        return Address(
            to=(below, f"{word}政府各部门"),
            cc=("市政府办公室", f"{word}委办公室", f"{word}人大常委会办公室"),
            copied=(OFFICE,),
        )
    others = tuple(one for one in DEPARTMENTS if one.key != writer.key)
    return Address(
        to=(f"各县（区）{_bureau(writer)}", "市直有关单位"),
        cc=("市政府办公室",),
        main=others,
        copied=(OFFICE,),
    )


def upward(writer: CityAgency) -> Address:
    """To the one superior (条例 art. 15)."""
    if writer.key == OFFICE.key:
        above = PROVINCIAL[0]
        return Address(to=(above.name,), main=(above,))
    return Address(to=("云江市人民政府",), main=(OFFICE,))


def to_one(agency: CityAgency) -> Address:
    """A letter or a reply to one agency."""
    return Address(to=(agency.name if agency.level != CITY else agency.short_name,), main=(agency,))


def _bureau(writer: CityAgency) -> str:
    if writer.level < CITY:
        return _OF_A_CITY[writer.writer]
    return _COUNTERPARTS[writer.writer]
