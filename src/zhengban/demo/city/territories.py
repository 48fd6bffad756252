"""The places of the invented province 南岭省."""

from __future__ import annotations

from zhengban.demo.city.shapes import Territory

PROVINCE_TERRITORY = Territory(
    name="南岭省",
    whole="全省",
    prefix="省",
    places=("云江市", "澄陵市", "榆川市", "丹浦市", "怀泽市"),
    spots=("云江市", "澄陵市", "榆川市", "丹浦市", "怀泽市"),
)
CITY_TERRITORY = Territory(
    name="云江市",
    whole="全市",
    prefix="市",
    places=("青溪县", "石桥区", "临湖区"),
    spots=("青溪县", "石桥区", "临湖区"),
)
QINGXI = Territory(
    name="青溪县",
    whole="全县",
    prefix="县",
    places=("枫岭镇", "竹坪镇", "白鹭镇", "柳湾乡", "云顶乡"),
    spots=("枫岭镇", "竹坪镇", "白鹭镇", "柳湾乡", "云顶乡"),
)
SHIQIAO = Territory(
    name="石桥区",
    whole="全区",
    prefix="区",
    places=("东门街道", "南桥街道", "纺织路街道", "马鞍镇", "古渡镇"),
    spots=("东门街道", "南桥街道", "纺织路街道", "马鞍镇", "古渡镇"),
)
LINHU = Territory(
    name="临湖区",
    whole="全区",
    prefix="区",
    places=("湖滨街道", "新港街道", "芦荡镇", "渔渡镇", "沙洲镇"),
    spots=("湖滨街道", "新港街道", "芦荡镇", "渔渡镇", "沙洲镇"),
)
