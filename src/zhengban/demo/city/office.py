"""云江市人民政府办公室: the office that everything passes through."""

from __future__ import annotations

from zhengban.demo.city.shapes import CITY, CityAgency, CityUnit, Person
from zhengban.demo.city.territories import CITY_TERRITORY

OFFICE = CityAgency(
    key="office",
    name="云江市人民政府办公室",
    short_name="市政府办公室",
    kind="OFFICE",
    level=CITY,
    superior="province",
    territory=CITY_TERRITORY,
    own="我办",
    writer="office",
    codes=("云政办发", "云政办函"),
    phone="6800100",
    units=(
        CityUnit(
            "领导班子",
            (
                Person("zhou.mingyuan", "周明远", "主任", "PRINCIPAL"),
                Person("shen.ruochuan", "沈若川", "副主任", "DEPUTY"),
                Person("wen.shiheng", "温世衡", "副主任", "DEPUTY"),
                Person("qiao.yaning", "乔雅宁", "副主任", "DEPUTY"),
            ),
            is_leadership=True,
        ),
        CityUnit(
            "综合科",
            (
                Person("he.yanqiu", "何砚秋", "科长", "UNIT_HEAD"),
                Person("lin.wanqing", "林晚青", "科员", "STAFF"),
                Person("shao.zijin", "邵子衿", "科员", "STAFF"),
            ),
        ),
        CityUnit(
            "秘书一科",
            (
                Person("lu.jinghe", "陆景和", "科长", "UNIT_HEAD"),
                Person("tang.muzhi", "唐牧之", "科员", "STAFF"),
            ),
        ),
        CityUnit(
            "秘书二科",
            (
                Person("liang.siqi", "梁思齐", "科长", "UNIT_HEAD"),
                Person("xia.zhiqing", "夏芷晴", "科员", "STAFF"),
            ),
        ),
        CityUnit(
            "督查科",
            (
                Person("fang.zhixia", "方知夏", "科长", "UNIT_HEAD", ("SUPERVISOR",)),
                Person("kang.yining", "康以宁", "科员", "STAFF"),
            ),
        ),
        CityUnit(
            "文电科",
            (
                Person("yue.huaijin", "岳怀瑾", "科长", "UNIT_HEAD", ("OFFICE_REVIEWER",)),
                Person("gu.shuyan", "顾书言", "副科长", "STAFF", ("OFFICE_REVIEWER",)),
                Person("song.yuan", "宋予安", "科员", "STAFF", ("RECHECKER",)),
                Person("xu.qinghe", "许清禾", "科员", "STAFF", ("NUMBERING_CLERK",)),
                Person("wen.ruyu", "温如玉", "印章管理员", "STAFF", ("SEAL_KEEPER",)),
                Person("ye.zhiqiu", "叶知秋", "机要员", "STAFF", ("REGISTRAR",)),
                Person("cheng.wangshu", "程望舒", "档案员", "STAFF", ("ARCHIVIST",)),
            ),
        ),
        CityUnit(
            "政务公开科",
            (
                Person("pan.qingyue", "潘清越", "科长", "UNIT_HEAD"),
                Person("yin.jiashu", "尹嘉树", "科员", "STAFF"),
            ),
        ),
        CityUnit(
            "行政科",
            (
                Person("fu.changhe", "傅长河", "科长", "UNIT_HEAD"),
                Person("dai.ruolan", "戴若兰", "科员", "STAFF"),
            ),
        ),
    ),
)
