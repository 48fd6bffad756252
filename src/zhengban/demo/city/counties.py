"""The three county-level offices (县区政府办公室) that work in the installation."""

from __future__ import annotations

from zhengban.demo.city.shapes import COUNTY, CityAgency, CityUnit, Person
from zhengban.demo.city.territories import LINHU, QINGXI, SHIQIAO

_QINGXI = CityAgency(
    key="qingxi",
    name="青溪县人民政府办公室",
    short_name="青溪县政府办公室",
    kind="OFFICE",
    level=COUNTY,
    superior="office",
    territory=QINGXI,
    own="我县",
    writer="county",
    codes=("青政办发",),
    phone="7210060",
    units=(
        CityUnit(
            "领导班子",
            (
                Person("liu.chengze", "柳承泽", "主任", "PRINCIPAL"),
                Person("mao.wanning", "毛婉宁", "副主任", "DEPUTY"),
            ),
            is_leadership=True,
        ),
        CityUnit(
            "文电科",
            (
                Person("yu.shuhuai", "余书怀", "科长", "UNIT_HEAD", ("OFFICE_REVIEWER",)),
                Person("liu.hanyan", "柳含烟", "机要员", "STAFF", ("REGISTRAR", "NUMBERING_CLERK", "SEAL_KEEPER")),
                Person("xiang.wanqing", "向晚晴", "档案员", "STAFF", ("RECHECKER", "ARCHIVIST")),
            ),
        ),
        CityUnit(
            "综合科",
            (
                Person("nie.qingshan", "聂青山", "科长", "UNIT_HEAD"),
                Person("yan.ruxu", "颜如许", "科员", "STAFF"),
            ),
        ),
    ),
)
_SHIQIAO = CityAgency(
    key="shiqiao",
    name="石桥区人民政府办公室",
    short_name="石桥区政府办公室",
    kind="OFFICE",
    level=COUNTY,
    superior="office",
    territory=SHIQIAO,
    own="我区",
    writer="county",
    codes=("石政办发",),
    phone="7320080",
    units=(
        CityUnit(
            "领导班子",
            (
                Person("teng.yuechuan", "滕跃川", "主任", "PRINCIPAL"),
                Person("zhan.qiushui", "詹秋水", "副主任", "DEPUTY"),
            ),
            is_leadership=True,
        ),
        CityUnit(
            "文电科",
            (
                Person("luo.yuanfan", "骆远帆", "科长", "UNIT_HEAD", ("OFFICE_REVIEWER",)),
                Person("ge.siyuan", "葛思源", "机要员", "STAFF", ("REGISTRAR", "NUMBERING_CLERK", "SEAL_KEEPER")),
                Person("bian.qinghe", "卞清荷", "档案员", "STAFF", ("RECHECKER", "ARCHIVIST")),
            ),
        ),
        CityUnit(
            "综合科",
            (
                Person("fei.mengyang", "费孟阳", "科长", "UNIT_HEAD"),
                Person("lan.yumo", "蓝予墨", "科员", "STAFF"),
            ),
        ),
    ),
)
_LINHU = CityAgency(
    key="linhu",
    name="临湖区人民政府办公室",
    short_name="临湖区政府办公室",
    kind="OFFICE",
    level=COUNTY,
    superior="office",
    territory=LINHU,
    own="我区",
    writer="county",
    codes=("临政办发",),
    phone="7430090",
    units=(
        CityUnit(
            "领导班子",
            (
                Person("mu.linfeng", "穆临风", "主任", "PRINCIPAL"),
                Person("ai.rulan", "艾如蓝", "副主任", "DEPUTY"),
            ),
            is_leadership=True,
        ),
        CityUnit(
            "文电科",
            (
                Person("ji.muyang", "季沐阳", "科长", "UNIT_HEAD", ("OFFICE_REVIEWER",)),
                Person(
                    "zhu.wanqing", "祝婉清", "机要员", "STAFF", ("REGISTRAR", "NUMBERING_CLERK", "SEAL_KEEPER")
                ),
                Person("shan.yunting", "单云汀", "档案员", "STAFF", ("RECHECKER", "ARCHIVIST")),
            ),
        ),
        CityUnit(
            "综合科",
            (
                Person("che.mingche", "车明澈", "科长", "UNIT_HEAD"),
                Person("sha.xiaotang", "沙小棠", "科员", "STAFF"),
            ),
        ),
    ),
)

COUNTIES = (_QINGXI, _SHIQIAO, _LINHU)
