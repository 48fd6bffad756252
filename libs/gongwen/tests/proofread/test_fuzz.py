"""No mix of figures, dates, tables and citations makes a rule fail, and every finding stands where it says."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.document import recognize
from gongwen.proofread import check

from .known import Register

_SPACED = (
    "其中 共 合计 分别为 分别占 占 占比 由 从 增加到 下降到 增长 下降 比上年 同比 累计 人均 日均 平均每户 每台 年均增长 是 的 倍 翻一番 全年 上半年 "
    "一季度 2024年 2025年 2026年 0年 9999年 2月30日 5月8日 0月0日 至 — ～ 日 （星期三） 工期 有效期 五年 18个月 自 起施行， 为期 3天 8个工作日 上午 25:00 24时60分 "
    "0 0.0 1 100 12.5 9999999999999999 0.000001 亿元 万元 元 % ‰ 个百分点 人 名 户 家 亩 （约合 公顷） 吨 平均亩产 千克 、 ， ； 。 ： （ ） 《办法》 〔2026〕5号 云政办发 "
    "〔2027〕 （云政发〔2026〕5号） 第一条 第九十九条 本办法第 《中华人民共和国安全法》 第一阶段（3月1日至2月1日） 到2030年年底， 到2020年年底， K46+200至K47+100 长 "
    "单程 往返 权重 优良率 三次产业 10:20:30 1÷0=5 3×4=13 由高到低 最高的 甲县 乙县 丙县 均超过 应到 实到 请假 同意 反对 弃权 收回 剩余 未完成 已完成 男 女 总投资 用于 自筹 "
    "等 A、B、C三县 5个单位：甲、乙、 “三个坚持”： 坚持 第一批 第二批 附件1 附件： 1. 2、 一、 （一） 四】 ① ③ 市财政局局长 沈若川 ** ## （此处 待定 XX × "
    "密码： 13800138000 住清河县城关镇路2号"
).split()
_TABLES = ["\n", "\n|甲|乙|丙|\n|---|---|---|\n", "|1|2|3|\n", "|0|0|0|\n", "|合计|5|%|\n", "|甲县|9.5%|-1|\n"]
_WORDS = st.sampled_from([*_SPACED, *_TABLES])


@settings(max_examples=300, deadline=None)
@given(st.lists(_WORDS, max_size=60).map("".join))
def test_any_mix_of_facts_is_checked(text):
    for records in (None, Register()):
        for one in check(recognize(text), today=date(2026, 5, 8), records=records):
            assert 0 <= one.start < one.end <= len(text)
            assert len(one.quote) == one.end - one.start
            assert one.message.endswith(("。", "？"))
            assert one.suggestion.endswith("。")
