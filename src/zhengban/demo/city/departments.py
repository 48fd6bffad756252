"""The four departments (部门) of the city government that work in the installation."""

from __future__ import annotations

from zhengban.demo.city.shapes import CITY, CityAgency, CityUnit, Person
from zhengban.demo.city.territories import CITY_TERRITORY

_REFORM = CityAgency(
    key="reform",
    name="云江市发展和改革委员会",
    short_name="市发展改革委",
    kind="DEPARTMENT",
    level=CITY,
    superior="office",
    territory=CITY_TERRITORY,
    own="我委",
    writer="reform",
    codes=("云发改",),
    phone="6800210",
    units=(
        CityUnit(
            "委领导",
            (
                Person("zheng.qihang", "郑启航", "主任", "PRINCIPAL"),
                Person("feng.zhixing", "冯知行", "副主任", "DEPUTY"),
            ),
            is_leadership=True,
        ),
        CityUnit(
            "办公室",
            (
                Person("cao.yuhuai", "曹予怀", "主任", "UNIT_HEAD", ("OFFICE_REVIEWER",)),
                Person(
                    "lv.qingyang", "吕清扬", "机要员", "STAFF", ("REGISTRAR", "NUMBERING_CLERK", "SEAL_KEEPER")
                ),
                Person("du.ruoxi", "杜若溪", "档案员", "STAFF", ("RECHECKER", "ARCHIVIST")),
            ),
        ),
        CityUnit(
            "国民经济综合科",
            (
                Person("jiang.muye", "蒋牧野", "科长", "UNIT_HEAD"),
                Person("meng.chuqing", "孟初晴", "科员", "STAFF"),
            ),
        ),
        CityUnit(
            "固定资产投资科",
            (
                Person("tan.jingxing", "谭景行", "科长", "UNIT_HEAD"),
                Person("yuan.yuchu", "袁予初", "科员", "STAFF"),
            ),
        ),
    ),
)
_FINANCE = CityAgency(
    key="finance",
    name="云江市财政局",
    short_name="市财政局",
    kind="DEPARTMENT",
    level=CITY,
    superior="office",
    territory=CITY_TERRITORY,
    own="我局",
    writer="finance",
    codes=("云财",),
    phone="6800320",
    units=(
        CityUnit(
            "局领导",
            (
                Person("luo.chengan", "罗承安", "局长", "PRINCIPAL"),
                Person("peng.suxin", "彭素心", "副局长", "DEPUTY"),
            ),
            is_leadership=True,
        ),
        CityUnit(
            "办公室",
            (
                Person("wei.changgeng", "魏长庚", "主任", "UNIT_HEAD", ("OFFICE_REVIEWER",)),
                Person(
                    "su.xiaotang", "苏晓棠", "机要员", "STAFF", ("REGISTRAR", "NUMBERING_CLERK", "SEAL_KEEPER")
                ),
                Person("ding.ruogu", "丁若谷", "档案员", "STAFF", ("RECHECKER", "ARCHIVIST")),
            ),
        ),
        CityUnit(
            "预算科",
            (
                Person("qin.yunwen", "秦允文", "科长", "UNIT_HEAD"),
                Person("jiang.yingyue", "江映月", "科员", "STAFF"),
            ),
        ),
        CityUnit(
            "经济建设科",
            (
                Person("jia.yunzhou", "贾云舟", "科长", "UNIT_HEAD"),
                Person("shi.nanxing", "石南星", "科员", "STAFF"),
            ),
        ),
    ),
)
_ENVIRONMENT = CityAgency(
    key="environment",
    name="云江市生态环境局",
    short_name="市生态环境局",
    kind="DEPARTMENT",
    level=CITY,
    superior="office",
    territory=CITY_TERRITORY,
    own="我局",
    writer="environment",
    codes=("云环",),
    phone="6800430",
    units=(
        CityUnit(
            "局领导",
            (
                Person("dong.qingya", "董青崖", "局长", "PRINCIPAL"),
                Person("yao.jingshu", "姚静姝", "副局长", "DEPUTY"),
            ),
            is_leadership=True,
        ),
        CityUnit(
            "办公室",
            (
                Person("xue.huaiyuan", "薛怀远", "主任", "UNIT_HEAD", ("OFFICE_REVIEWER",)),
                Person(
                    "ruan.qingyin", "阮清音", "机要员", "STAFF", ("REGISTRAR", "NUMBERING_CLERK", "SEAL_KEEPER")
                ),
                Person("lu.jianshan", "卢见山", "档案员", "STAFF", ("RECHECKER", "ARCHIVIST")),
            ),
        ),
        CityUnit(
            "大气环境科",
            (
                Person("wan.huaichuan", "万怀川", "科长", "UNIT_HEAD"),
                Person("yu.caiwei", "俞采薇", "科员", "STAFF"),
            ),
        ),
        CityUnit(
            "水生态环境科",
            (
                Person("ning.zhihe", "宁致和", "科长", "UNIT_HEAD"),
                Person("wang.yutong", "汪雨桐", "科员", "STAFF"),
            ),
        ),
    ),
)
_EMERGENCY = CityAgency(
    key="emergency",
    name="云江市应急管理局",
    short_name="市应急管理局",
    kind="DEPARTMENT",
    level=CITY,
    superior="office",
    territory=CITY_TERRITORY,
    own="我局",
    writer="emergency",
    codes=("云应急",),
    phone="6800540",
    units=(
        CityUnit(
            "局领导",
            (
                Person("deng.tiefeng", "邓铁峰", "局长", "PRINCIPAL"),
                Person("yan.shouzheng", "严守正", "副局长", "DEPUTY"),
            ),
            is_leadership=True,
        ),
        CityUnit(
            "办公室",
            (
                Person("zhang.muyun", "章慕云", "主任", "UNIT_HEAD", ("OFFICE_REVIEWER",)),
                Person("ke.yuebai", "柯月白", "机要员", "STAFF", ("REGISTRAR", "NUMBERING_CLERK", "SEAL_KEEPER")),
                Person("hong.yizhen", "洪亦真", "档案员", "STAFF", ("RECHECKER", "ARCHIVIST")),
            ),
        ),
        CityUnit(
            "应急指挥科",
            (
                Person("gong.beichen", "龚北辰", "科长", "UNIT_HEAD"),
                Person("qi.ruoyu", "齐若愚", "科员", "STAFF"),
            ),
        ),
        CityUnit(
            "安全生产综合科",
            (
                Person("duan.yunkai", "段云开", "科长", "UNIT_HEAD"),
                Person("jin.xiyan", "金夕颜", "科员", "STAFF"),
            ),
        ),
    ),
)

DEPARTMENTS = (_REFORM, _FINANCE, _ENVIRONMENT, _EMERGENCY)
