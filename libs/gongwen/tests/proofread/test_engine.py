"""The engine: order, places, overlaps, front matter, what a document's date changes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.document import recognize
from gongwen.proofread import Severity, apply_fixes, check

SOURCE = """---
type: 请示
number: 云财〔2026〕08号
signer: 沈若川
title: 云江市财政局关于追加防汛经费的请示
to: [云江市人民政府, 南岭省财政厅]
date: 2026-05-08
---
拟追加防汛经费50万元,用于采购抢险物资。
妥否，请批示。
"""


def found(text: str, **options) -> list[tuple[str, str]]:
    return [(one.rule, one.quote) for one in check(recognize(text), **options)]


def test_findings_come_in_order_of_place():
    findings = check(recognize(SOURCE))

    assert [(one.rule, one.quote, one.line) for one in findings] == [
        ("NUM003", "08", 3),
        ("RTE001", "南岭省财政厅", 6),
        ("WID001", ",", 9),
    ]
    assert all(SOURCE[one.start : one.end] == one.quote for one in findings)


def test_data_of_the_front_matter_is_no_wording():
    text = "---\ntype: 通知\ntitle: 关于加强值班工作的通知\ndate: 2026-05-08\nsealed: true\n---\n请认真执行。\n"

    assert found(text) == []


def test_windows_line_ends_keep_offsets():
    text = SOURCE.replace("\n", "\r\n")

    findings = check(recognize(text))

    assert [one.quote for one in findings] == ["08", "南岭省财政厅", ","]
    assert all(text[one.start : one.end] == one.quote for one in findings)


def test_one_correction_is_reported_once():
    text = "云江市人民政府关于做好防汛工作的通知\n\n各县（区）人民政府:\n\n请认真做好防汛工作。"

    assert found(text) == [("RTE006", ":")]


def test_of_overlapping_findings_of_a_category_the_gravest_stays():
    text = "事故处理暂行办法由XX市XX局制定，会议定于X月X日召开。"

    assert found(text) == [("RES003", "XX"), ("RES003", "XX"), ("RES003", "X月X日")]


def test_today_stands_in_for_a_document_without_date():
    text = "根据《中华人民共和国合同法》，现就有关事项通知如下。"

    assert found(text) == []
    assert found(text, today=date(2020, 12, 31)) == []
    assert found(text, today=date(2021, 1, 1)) == [("BAS001", "《中华人民共和国合同法》")]


def test_the_document_date_comes_before_today():
    text = "---\ntitle: 关于规范合同管理的通知\ndate: 2019-05-08\n---\n根据《中华人民共和国合同法》制定。"

    assert found(text, today=date(2026, 5, 8)) == []


def test_a_speech_is_not_checked_as_an_official_document():
    text = "---\ntype: 讲话\nnumber: 云政发2026\ntitle: 在全市防汛工作会议上的讲话\nto: [甲局, 乙局]\n---\n恳请市政府批准。"

    assert "GEN003" not in dict(found(text))
    assert "RTE001" not in dict(found(text))


@pytest.mark.parametrize("text", ["", "\n", "一", "。", "\ufeff", "---\n---\n", "\ud800", "（" * 1000, "\x00"])
def test_any_text_is_checked(text):
    for finding in check(recognize(text)):
        assert text[finding.start : finding.end] == finding.quote


_PIECES = st.sampled_from(
    ["国发[2024]05号", "、", "，", "。。", "《办法》", "（", "）", "“", "”", "100家", "其中", "50家", "占", "30%", "\n", "一、",
     "（一）", "附件：1、", "2026年2月30日", "XX局", "的的", "增长", "由", "到", "合计", "密码：ab12cd", "13800138000", "一是",
     "三是", "请示", "截止", "目前", " ", "\u200b", "KM", "12", "请于", "关于", "通知", "云江市人民政府", "：", "|1|2|"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_places_are_exact_and_fixes_apply_in_any_text(text):
    findings = check(recognize(text))

    assert [(one.start, one.end) for one in findings] == sorted((one.start, one.end) for one in findings)
    for one in findings:
        assert 0 <= one.start < one.end <= len(text)
        assert len(one.quote) == one.end - one.start
        assert one.line == text.count("\n", 0, one.start) + 1
        assert 0 < one.confidence <= 1
        assert one.message.endswith("。")
        assert one.suggestion.endswith("。")
    assert isinstance(apply_fixes(text, findings), str)


def test_severities_are_ordered():
    assert [severity.weight for severity in Severity] == [0, 1, 2, 3]
