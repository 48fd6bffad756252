from datetime import date

import pytest

from gongwen.document.written_date import parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026年11月20日", date(2026, 11, 20)),
        ("２０２６年３月１日", date(2026, 3, 1)),
        ("2026 年 3 月 1 日", date(2026, 3, 1)),
        ("2026-7-8", date(2026, 7, 8)),
        ("2026.07.08", date(2026, 7, 8)),
        ("二〇二六年十一月二十日", date(2026, 11, 20)),
        ("二○二六年十月三十一日", date(2026, 10, 31)),
        ("二〇二六年三月五日", date(2026, 3, 5)),
        ("2026年2月30日", None),
        ("二〇二六年十三月一日", None),
        ("2026年", None),
        ("", None),
    ],
)
def test_date_in_every_form(text, expected):
    assert parse_date(text) == expected
