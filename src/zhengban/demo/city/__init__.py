"""The demo city as data: its agencies of two levels, who works there, and who writes from outside."""

from zhengban.demo.city.counties import COUNTIES
from zhengban.demo.city.departments import DEPARTMENTS
from zhengban.demo.city.office import OFFICE
from zhengban.demo.city.outside import MUNICIPAL, PROVINCIAL
from zhengban.demo.city.shapes import CityAgency, CityUnit, Person, Territory

ADMINISTRATORS = (
    ("xitong.guanliyuan", "系统管理员", "SYSTEM"),
    ("anquan.guanliyuan", "安全管理员", "SECURITY"),
    ("anquan.shenjiyuan", "安全审计员", "AUDIT"),
)
"""Username, name and duty of the three administrators (三员)."""

CONNECTED: tuple[CityAgency, ...] = (OFFICE, *DEPARTMENTS, *COUNTIES)
AGENCIES: tuple[CityAgency, ...] = (*PROVINCIAL, *CONNECTED, *MUNICIPAL)
"""Every agency; a superior always stands before its subordinates."""


def agency(key: str) -> CityAgency:
    """The agency with that key; raises KeyError."""
    return _BY_KEY[key]


_BY_KEY = {one.key: one for one in AGENCIES}

__all__ = [
    "ADMINISTRATORS",
    "AGENCIES",
    "CONNECTED",
    "COUNTIES",
    "DEPARTMENTS",
    "MUNICIPAL",
    "OFFICE",
    "PROVINCIAL",
    "CityAgency",
    "CityUnit",
    "Person",
    "Territory",
    "agency",
]
