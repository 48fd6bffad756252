"""Time grows with the text and not with its square: no repetition makes a pattern explode."""

import time

import pytest

from gongwen.document import recognize
from gongwen.proofread import check

SEEDS = (
    "（ 《 《《 “ 〔2026〕 〔2026〕5号《 1 1. .5 0 1、 一、 其中 100人， 100人、其中50人、 占50% ，合计5个 共5个、3个，合计8个、 2026年 2026年5月8日 "
    "5月8日至 5月 一是 一是；二是； 第一， 第一、 × XX ____ {{ <p <p> &nbsp; &nbsp 密码： 密码是 密码：a 11010519491231002X 13800138000 1380013 eyJaaaa a. a- "
    "192.168. 的 的的 工作工作 工作 ab ，， 。。 “。 。 附件1 |1 |1|2| 简称《公文处理条例》 《合同法》 截止 截至 防止 原因是 约 约1 1余 1～ 10%～ 壹 壹元 "
    "由1 由1增加到 三次产业由 本文由 更多范文 （此处 （请 ... … \u200b \ufffd 抄送： --- 请于5月8日 三、四 增长 比上年的5个 从5个增加到6个，增长 恳请 "
    '平均每户5元 三点要求： 内部资料 机密 " "中 (中 ( 1年 ## # A － - -- 十条 男性占5%，女性占5%， 由1%提高到2%，提高 通过a 《a 三产1:1: '
    "布署 帐户 以经 一如继往 登陆 即要有又 截至 加强 加强质 水平不断 水平的 原因是 原因，是 本着 本着节 围绕以 坚持以 只有压实，就 虽然，所以 不仅，但 "
    "能否落，是 通过，使 随着a，使 在b下，使 把信、 采取查，看， 感谢 要求：如下 《培训班 “清风行动” 清河县 清河区清河县 县委员会 县消防委员会 以下简称 （以下简称《办法》） "
    "指导性的 组织并 编制 唯一的 氛围围 ，对存在隐患整改 创新、协调、 创新、绿色、协调、开放、共享 国土资源局 残废人 市水利局市水务局 任命沈若川为 得到 缺乏"
).split()
_BROKEN = [
    "\n",
    "一、\n",
    "（一）\n",
    "1.\n",
    "附件\n",
    "|1|2|\n",
    "a\tb\n",
    "云江市人民政府\n2026年5月8日\n",
    "一、x\n（1）y\n",
    " \n",
    "“a\n",
    "（a\n",
    "第一条　甲\n第二条　乙\n",
    "|序号|数|\n|1|2|\n|2|3|\n",
    "（一）甲乙。\n二丙丁。\n",
    "其中100人（含5人）、",
    "共5个：甲、乙、",
    "32起、8人，同比减少8起、2人，分别下降",
    "分别占5%和",
    "自2026年6月1日起施行，有效期五年，至",
    "到2025年年底，",
    "阶段（3月1日至4月1日）",
    "第一批3元，第二批4元，累计7元，",
    "K46+200至K47+100，长",
    "单程5公里，往返",
    "权重15%；",
    "平均每人5元，人均5元，",
    "比概算超出5万元，概算3万元，",
    "年满6周岁",
    "1980年4月生，46岁",
    "市财政局局长沈若川",
    "云政发〔2026〕5号《",
    "《关于甲的通知》（云政发〔2026〕5号）",
    "《中华人民共和国甲乙丙法》",
    "最高的甲县为5%，",
    "率均超过9%，",
    "**压实",
    "（此处",
    "住清河县城关镇路2号",
    "一百零八个",
    "约2846人",
    "2026-02-30",
    "截至2026年6月30日，已",
    "名单请于6月3日前",
    "关于转发甲关于",
    "1. a甲乙丙丁；\n",
    "甲乙丙丁戊己；\n",
    "各地要落实防汛责任加强值班值守备足抢险物资遇有险情立即报告\n",
    "在a下，使\n",
]
_LENGTH = 4_000


def _seconds(text: str) -> float:
    reading = recognize(text)
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        check(reading)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("seed", [*SEEDS, *_BROKEN])
def test_twice_the_text_takes_about_twice_the_time(seed):
    once = (seed * (_LENGTH // len(seed) + 1))[:_LENGTH]
    short, long = _seconds(once), _seconds(once * 2)
    if long > 2.5 * short + 0.01:
        # A busy machine may have disturbed one measurement; quadratic work stays quadratic.
        short, long = _seconds(once), _seconds(once * 2)

    assert long <= 2.5 * short + 0.01


def test_a_million_characters_are_checked_in_seconds():
    paragraph = "各县（区）人民政府要加强领导，压实责任，全年完成投资12亿元，增长5.2%。\n"
    reading = recognize(paragraph * (1_000_000 // len(paragraph)))

    start = time.process_time()
    check(reading)

    assert time.process_time() - start < 10
