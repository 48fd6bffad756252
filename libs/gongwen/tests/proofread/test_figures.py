"""What sentences say about figures: parts, comparisons, periods, organs, registered numbers."""

from decimal import Decimal

import pytest

from gongwen.proofread.facts.comparisons import comparisons
from gongwen.proofread.facts.complements import complement_each_other
from gongwen.proofread.facts.organs import place_of, same_organ
from gongwen.proofread.facts.parts import parts_after, slipped_scale
from gongwen.proofread.facts.periods import months_of
from gongwen.proofread.facts.quantities import find_quantities
from gongwen.proofread.facts.ranges import adds_up
from gongwen.proofread.facts.registered import codes_of, numbers_asked


def parts(text: str, unit: str) -> tuple[list[str], bool]:
    figures = find_quantities(text)
    listed = parts_after(text, 0, len(text), figures, unit)
    return [text[one.start : one.end] for one in listed.figures], listed.is_closed


@pytest.mark.parametrize(
    ("text", "unit", "figures", "closed"),
    [
        ("男70人、女50人", "人", ["70人", "50人"], True),
        ("男70人（含党员30人）、女50人（含党员20人）", "人", ["70人", "50人"], True),
        ("来信500件，比上年增加20件；来访600件，下降5%；来电100件", "件", ["500件", "600件", "100件"], True),
        ("抢险队5支、260人，民兵2支、100人", "人", ["260人", "100人"], True),
        ("男70人、女50人，共发现问题30个", "人", ["70人", "50人"], False),
        ("小学70所、中学30所，平均每所500人", "所", ["70所", "30所"], False),
    ],
)
def test_parts(text, unit, figures, closed):
    assert parts(text, unit) == (figures, closed)


def test_a_unit_that_stands_once_belongs_to_each():
    assert [(one.value, one.unit) for one in find_quantities("分别为12、8、6家")] == [
        (Decimal(12), "家"),
        (Decimal(8), "家"),
        (Decimal(6), "家"),
    ]
    assert [one.value for one in find_quantities("1.2、0.8万元")] == [Decimal(12000), Decimal(8000)]


def test_whole_figures_are_exact_and_decimals_are_rounded():
    whole, one, two = find_quantities("12亿元5亿元8亿元")
    assert not adds_up((one, two), whole)
    whole, one, two = find_quantities("1.25亿元0.83亿元0.41亿元")
    assert adds_up((one, two), whole)
    whole, one, two = find_quantities("1.25亿元0.83亿元0.51亿元")
    assert not adds_up((one, two), whole)


def test_a_part_in_the_wrong_scale_is_named():
    one, two = find_quantities("200万元、150元")
    assert slipped_scale((one, two), Decimal(3_500_000)) is two
    assert slipped_scale((one, two), Decimal(4_000_000)) is None


@pytest.mark.parametrize(
    ("text", "base", "now", "change"),
    [
        ("由80亿元增加到100亿元，增长25%", 80, 100, "25%"),
        ("120件，比去年的100件增加20件", 100, 120, "20件"),
        ("40起（上年同期50起），下降20%", 50, 40, "20%"),
        ("32起、8人，同比减少8起、2人，分别下降20%和20%", 40, 32, "20%"),
        ("完成60亿元，同比增长25%，增加12亿元", 48, 60, "25%"),
    ],
)
def test_comparisons(text, base, now, change):
    first = next(iter(comparisons(text, find_quantities(text))))

    scale = 10**8 if "亿" in text else 1
    assert (first.base.low + first.base.high) / 2 == base * scale
    assert (first.now.low + first.now.high) / 2 == now * scale
    assert text[first.change.start : first.change.end] == change


def test_another_subject_is_not_compared():
    text = "收入由80亿元增加到100亿元，利润增长20%"

    assert list(comparisons(text, find_quantities(text))) == []


@pytest.mark.parametrize(
    ("label", "months"),
    [
        ("一季度立案", {1, 2, 3}),
        ("上半年完成", set(range(1, 7))),
        ("前三季度", set(range(1, 10))),
        ("1—7月累计", set(range(1, 8))),
        ("7月份", {7}),
        ("全年完成", set(range(1, 13))),
        ("完成投资", None),
        ("一季度和二季度", None),
    ],
)
def test_periods(label, months):
    assert months_of(label) == (None if months is None else frozenset(months))


def test_complements_take_one_label_a_word():
    assert complement_each_other(["合格", "不合格"])
    assert complement_each_other(["第一产业增加值", "第二产业增加值", "第三产业增加值"])
    assert not complement_each_other(["不合格甲", "不合格乙"])
    assert not complement_each_other(["女干部", "党员"])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("云江市发展和改革委员会", "云江市发展改革委", True),
        ("云江市卫生健康委员会", "市卫生健康委员会", True),
        ("云江市人民政府", "云江市人民政府办公室", False),
        ("云江市财政局", "云江市教育局", False),
        ("云江市人力资源和社会保障局", "云江市人社局", True),
    ],
)
def test_full_and_short_names(one, other, same):
    assert same_organ(one, other) is same
    assert same_organ(other, one) is same


def test_the_place_of_an_organ():
    assert place_of("临湖县人民政府办公室") == ("临湖县", "县")
    assert place_of("中共云江市委办公室") == ("云江市", "市")
    assert place_of("交通运输部") is None


def test_words_that_run_into_a_code_do_not_hide_it():
    assert list(codes_of("根据云政发")) == ["根据云政发", "据云政发", "云政发", "政发"]
    assert "云政发〔2026〕5号" in numbers_asked("根据云政发〔2026〕5号文件")
