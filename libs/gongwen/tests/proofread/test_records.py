"""Rules that ask the office's own records: silent without them, one question a subject with them."""

from datetime import date

import pytest

from gongwen.document import recognize
from gongwen.proofread import check, rules

from .known import Register

TODAY = date(2026, 5, 8)
TEXT = (
    "云江市财政局关于追加防汛经费的请示\n\n云江市人民政府：\n\n"
    + "按照《云江市值班规定》（云政办发〔2020〕1号）和云政办发〔2026〕99号文件，由市财政局局长沈若川牵头。\n" * 20
    + "妥否，请批示。\n\n云江市财政局\n2026年5月8日\n"
)


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.needs_records], ids=lambda rule: rule.code)
def test_a_rule_that_needs_records_is_silent_without_them(rule):
    for example in rule.examples:
        assert rule.code not in {one.rule for one in check(recognize(example.bad), today=TODAY)}


def test_the_records_are_asked_a_fixed_number_of_times_however_long_the_text():
    once, many = Register(), Register()

    short = check(recognize(TEXT.replace("牵头。\n" * 20, "牵头。\n")), today=TODAY, records=once)
    found = check(recognize(TEXT), today=TODAY, records=many)

    assert {one.rule for one in short} >= {"REC001", "REC003", "REC005"}
    assert sum(one.rule == "REC001" for one in found) == 20
    assert many.asked == once.asked
    assert many.asked <= 5


def test_a_document_is_not_held_against_itself():
    text = (
        "---\ntype: 通知\nnumber: 云政办发〔2026〕5号\ntitle: 云江市人民政府办公室关于做好值班工作的通知\n"
        "date: 2026-01-20\n---\n请认真做好值班工作。"
    )

    assert check(recognize(text), records=Register()) == ()


def test_a_copy_to_a_subordinate_is_known_by_the_register():
    text = (
        "---\ntype: 请示\nissuer: 云江市财政局\ntitle: 云江市财政局关于追加经费的请示\nto: 云江市人民政府\ncc: [清河县财政局]\n"
        "---\n妥否，请批示。"
    )

    assert [(one.rule, one.quote) for one in check(recognize(text), records=Register())] == [
        ("REC007", "清河县财政局")
    ]
