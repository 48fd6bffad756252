"""Sign-offs as hurried hands leave them: a bracket not closed, a date without its 日."""

from datetime import date

import pytest

from gongwen.document import recognize

HEAD = "关于防汛的请示\n\n市人民政府：\n\n妥否，请批示。\n\n云江市水利局\n"


def test_an_annotation_with_its_bracket_left_open_is_an_annotation():
    reading = recognize(f"{HEAD}2026年5月8日\n（联系人：林知远，电话：0785-3126225\n")

    assert [element.value for element in reading.element("annotation")] == ["联系人：林知远，电话：0785-3126225"]
    assert [element.value for element in reading.element("date")] == ["2026年5月8日"]
    assert reading.document.body == "妥否，请批示。"


@pytest.mark.parametrize(
    ("written", "day"), [("2026年5月8", date(2026, 5, 8)), ("2026年5月", None), ("2026年5月日", None)]
)
def test_a_date_not_written_to_its_end_is_still_the_date(written, day):
    reading = recognize(f"{HEAD}{written}\n")

    assert [element.value for element in reading.element("date")] == [written]
    assert reading.document.written_on == day
    assert reading.document.issuers == ("云江市水利局",)
