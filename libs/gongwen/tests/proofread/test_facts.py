"""What rules share: numerals, figures, dates, check digits, capital amounts."""

from decimal import Decimal

import pytest

from gongwen.proofread.facts.dates import find_dates
from gongwen.proofread.facts.enumerations import find_runs
from gongwen.proofread.facts.identifiers import is_credit_code, is_identity_number, is_luhn
from gongwen.proofread.facts.numerals import parse_numeral, to_numeral
from gongwen.proofread.facts.quantities import find_quantities
from gongwen.proofread.facts.ranges import Range, growth, percent_of
from gongwen.proofread.lexicon import read_lexicon
from gongwen.proofread.rules.money import parse_capitals


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一百二十三", 123),
        ("一千二百五十九", 1259),
        ("一百零五", 105),
        ("二〇二六", 2026),
        ("百", None),
        ("一二十", None),
        ("", None),
        ("甲", None),
    ],
)
def test_numerals(text, value):
    assert parse_numeral(text) == value


def test_numerals_round_trip():
    assert [parse_numeral(to_numeral(value)) for value in range(1, 100)] == list(range(1, 100))


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("共120家", [("120", "1", "家")]),
        ("1.25亿元", [("125000000", "1000000", "元")]),
        ("1,200户", [("1200", "1", "户")]),
        ("增长5.2%", [("5.2", "0.1", "%")]),
        ("提高3个百分点", [("3", "1", "百分点")]),
        ("2026年5月8日", []),
        ("第12号", []),
        ("〔2026〕5号", []),
    ],
)
def test_quantities(text, figures):
    found = [(one.value, one.step, one.unit) for one in find_quantities(text)]
    assert found == [(Decimal(value), Decimal(step), unit) for value, step, unit in figures]


def test_dates_with_weekday_and_without_year():
    first, second = find_dates("2026年5月8日（星期五）至5月10日，农历5月5日除外")

    assert (first.year, first.month, first.day, first.weekday) == (2026, 5, 8, 4)
    assert (second.year, second.month, second.day, second.weekday) == (None, 5, 10, None)


def test_runs_of_points():
    (run,) = find_runs("会议强调：一是压实责任；二是排查隐患；四是加强宣传。")

    assert [point.ordinal for point in run] == [1, 2, 4]


def test_check_digits():
    assert is_identity_number("11010519491231002X")
    assert not is_identity_number("110105194912310021")
    assert not is_identity_number("11010519491331002X")
    assert is_luhn("6222026200000831024")
    assert not is_luhn("6222026200000831025")
    assert is_credit_code("91350100M000100Y43")
    assert not is_credit_code("91350100M000100Y44")


def test_ranges_of_rounded_figures():
    hundred = Range(Decimal("99.5"), Decimal("100.5"))
    change = growth(hundred, Range(Decimal(110), Decimal(110)))

    assert percent_of(Range(Decimal(30), Decimal(30)), Range(Decimal(120), Decimal(120))) == Range(
        Decimal(25), Decimal(25)
    )
    assert change is not None
    assert change.low < 10 < change.high
    assert percent_of(hundred, Range(Decimal(0), Decimal(0))) is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("壹拾贰万元整", 120000),
        ("叁万伍仟元整", 35000),
        ("壹佰零贰元伍角整", "102.5"),
        ("壹亿贰仟万元整", 120000000),
        ("拾万元", 100000),
        ("叁元零伍分", "3.05"),
        ("元整", None),
    ],
)
def test_capital_amounts(text, amount):
    assert parse_capitals(text) == (None if amount is None else Decimal(amount))


def test_a_lexicon_with_other_columns_is_refused():
    with pytest.raises(ValueError, match="表头"):
        read_lexicon("confusables", ("wrong", "right"))


def test_confusables_hold_no_right_word():
    rows = read_lexicon("confusables", ("wrong", "right", "exceptions"))
    wrong = [row[0] for row in rows]

    assert len(wrong) == len(set(wrong))
    assert not set(wrong) & {row[1] for row in rows}
