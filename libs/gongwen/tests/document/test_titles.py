import pytest

from gongwen.document.titles import kind_of


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于做好工作的通知", "通知"),
        ("云江市人民政府令", "令"),
        ("嘉奖命令", "命令"),
        ("关于征求意见的函", "函"),
        ("云江市供水管理办法（试行）", "管理办法"),
        ("2026年政府工作报告", "工作报告"),
        ("关于情况的报告", "报告"),
        ("在动员会上的讲话", "讲话"),
        ("云江简介", ""),
        ("", ""),
    ],
)
def test_title_names_its_kind(title, kind):
    assert kind_of(title) == kind
