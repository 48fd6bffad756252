"""Agencies outside the installation that send papers to the city or get them by hand."""

from __future__ import annotations

from zhengban.demo.city.shapes import CITY, PROVINCE, CityAgency, Kind
from zhengban.demo.city.territories import CITY_TERRITORY, PROVINCE_TERRITORY


def _provincial(key: str, name: str, short_name: str, writer: str, code: str, own: str = "我厅") -> CityAgency:
    superior = "" if key == "province" else "province"
    kind: Kind = "OFFICE" if key == "province" else "DEPARTMENT"
    return CityAgency(key, name, short_name, kind, PROVINCE, superior, PROVINCE_TERRITORY, own, writer, (code,))


def _municipal(key: str, name: str, short_name: str, writer: str, code: str, own: str = "我局") -> CityAgency:
    return CityAgency(key, name, short_name, "DEPARTMENT", CITY, "office", CITY_TERRITORY, own, writer, (code,))


PROVINCIAL = (
    _provincial("province", "南岭省人民政府办公厅", "省政府办公厅", "office", "南政办发"),
    _provincial("province_reform", "南岭省发展和改革委员会", "省发展改革委", "reform", "南发改", "我委"),
    _provincial("province_finance", "南岭省财政厅", "省财政厅", "finance", "南财"),
    _provincial("province_environment", "南岭省生态环境厅", "省生态环境厅", "environment", "南环"),
    _provincial("province_emergency", "南岭省应急管理厅", "省应急管理厅", "emergency", "南应急"),
)
MUNICIPAL = (
    _municipal("education", "云江市教育局", "市教育局", "education", "云教"),
    _municipal("agriculture", "云江市农业农村局", "市农业农村局", "agriculture", "云农"),
    _municipal("housing", "云江市住房和城乡建设局", "市住房城乡建设局", "housing", "云建"),
    _municipal("transport", "云江市交通运输局", "市交通运输局", "transport", "云交"),
    _municipal("welfare", "云江市民政局", "市民政局", "welfare", "云民"),
    _municipal("health", "云江市卫生健康委员会", "市卫生健康委", "health", "云卫", "我委"),
    _municipal("labour", "云江市人力资源和社会保障局", "市人力资源社会保障局", "labour", "云人社"),
)
