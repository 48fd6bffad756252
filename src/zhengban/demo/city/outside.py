"""Agencies outside the installation that send papers to the city or get them by hand."""

from __future__ import annotations

from zhengban.demo.city.shapes import CITY, PROVINCE, CityAgency, Kind
from zhengban.demo.city.territories import CITY_TERRITORY, PROVINCE_TERRITORY


def _provincial(key: str, name: str, short_name: str, writer: str, code: str, own: str = "我厅") -> CityAgency:
    superior = "" if key == "province" else "province"
    kind: Kind = "OFFICE" if key == "province" else "DEPARTMENT"
    return CityAgency(key, name, short_name, kind, PROVINCE, superior, PROVINCE_TERRITORY, own, writer, (code,))


def _municipal(
    name: str, short_name: str, code: str, phone: str, contact: str, writer: str = "", head: str = ""
) -> CityAgency:
    own = "我委" if name.endswith("委员会") else "我局"
    return CityAgency(
        code,
        name,
        short_name,
        "DEPARTMENT",
        CITY,
        "office",
        CITY_TERRITORY,
        own,
        writer,
        (code,),
        phone=phone,
        outside_contact=contact,
        outside_head=head,
    )


PROVINCIAL = (
    _provincial("province", "南岭省人民政府办公厅", "省政府办公厅", "office", "南政办发"),
    _provincial("province_reform", "南岭省发展和改革委员会", "省发展改革委", "reform", "南发改", "我委"),
    _provincial("province_finance", "南岭省财政厅", "省财政厅", "finance", "南财"),
    _provincial("province_environment", "南岭省生态环境厅", "省生态环境厅", "environment", "南环"),
    _provincial("province_emergency", "南岭省应急管理厅", "省应急管理厅", "emergency", "南应急"),
)
MUNICIPAL = (
    _municipal("云江市教育局", "市教育局", "云教", "6811020", "甘霖", "education", "楚怀谦"),
    _municipal("云江市农业农村局", "市农业农村局", "云农", "6811130", "田知禾", "agriculture", "麦穗丰"),
    _municipal("云江市住房和城乡建设局", "市住房城乡建设局", "云建", "6811240", "屈筑安", "housing", "翁筑仁"),
    _municipal("云江市交通运输局", "市交通运输局", "云交", "6811350", "路致远", "transport", "衡道远"),
    _municipal("云江市民政局", "市民政局", "云民", "6811460", "池念安", "welfare", "桂慈安"),
    _municipal("云江市卫生健康委员会", "市卫生健康委", "云卫", "6811570", "安景仁", "health", "扈景和"),
    _municipal(
        "云江市人力资源和社会保障局", "市人力资源社会保障局", "云人社", "6811680", "成予安", "labour", "佟业成"
    ),
    _municipal("云江市公安局", "市公安局", "云公", "6811790", "武定川"),
    _municipal("云江市自然资源局", "市自然资源局", "云自然资", "6811810", "原牧之"),
    _municipal("云江市水利局", "市水利局", "云水", "6811920", "江清渠"),
    _municipal("云江市工业和信息化局", "市工业和信息化局", "云工信", "6812030", "金砺之"),
    _municipal("云江市市场监督管理局", "市市场监管局", "云市监", "6812140", "平允之"),
    _municipal("云江市审计局", "市审计局", "云审", "6812250", "闵鉴秋"),
    _municipal("云江市城市管理局", "市城市管理局", "云城管", "6812360", "容予舟"),
    _municipal("云江市司法局", "市司法局", "云司", "6812470", "章正则"),
    _municipal("云江市商务局", "市商务局", "云商", "6812580", "童远帆"),
    _municipal("云江市行政审批局", "市行政审批局", "云审批", "6812690", "简行远"),
    _municipal("云江市数据局", "市数据局", "云数", "6812710", "舒云程"),
    _municipal("云江市机关事务管理局", "市机关事务管理局", "云机管", "6812820", "姜以诚"),
    _municipal("云江市气象局", "市气象局", "云气", "6812930", "卿望川"),
    _municipal("云江市医疗保障局", "市医保局", "云医保", "6813040", "康予安"),
)
