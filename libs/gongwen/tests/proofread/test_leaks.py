"""A secret never leaves in any output, whatever stands around it."""

from hypothesis import given
from hypothesis import strategies as st

from gongwen.document import recognize
from gongwen.proofread import check

SECRETS = {
    "LEK001": ("密码：", "Qx7#2026abc"),
    "LEK002": ("身份证号码", "11010519491231002X"),
    "LEK003": ("王某", "13800138000"),
    "LEK004": ("账户", "6222026200000831024"),
    "LEK005": ("连接", "jdbc:mysql://db01/oa?user=root"),
    "LEK006": ("服务器", "192.168.10.25"),
}
_AROUND = st.lists(
    st.sampled_from(
        ["其中", "占30%", "、", "，", "。。", "“", "”", "《", "》", "（", "）", '"', "共100人，", "\n", "的的", "XX局", "加强加强", "一、",
         "{{", "}}", "增长", "由1家增加到2家，", "附件：1、", "机密★", "第一、"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(_AROUND, _AROUND, st.sampled_from(sorted(SECRETS)))
def test_the_secret_stands_in_no_output(before, after, rule):
    label, secret = SECRETS[rule]
    text = f"{before}{label}{secret}，{after}"

    findings = check(recognize(text))

    assert rule in {one.rule for one in findings}
    for one in findings:
        assert secret not in f"{one.quote} {one.message} {one.suggestion} {one.fix}"


def test_offsets_stay_exact_and_masks_are_as_long():
    text = "经办人身份证号码为11010519491231002X，手机13800138000。"

    findings = check(recognize(text))

    assert [(one.rule, one.quote, text[one.start : one.end]) for one in findings] == [
        ("LEK002", "110105********002X", "11010519491231002X"),
        ("LEK003", "138****8000", "13800138000"),
    ]


def test_a_repeated_paragraph_with_a_secret_quotes_it_masked():
    paragraph = "系统登录账号为zhiban，登录密码：Qx7#2026abc，请各单位值班人员妥善保管。"
    text = f"{paragraph}\n请各单位抓好值班值守工作。\n{paragraph}"

    findings = check(recognize(text))

    assert {one.rule for one in findings} == {"LEK001", "DUP004"}
    assert all("Qx7#2026abc" not in one.quote for one in findings)


def test_a_secret_in_the_front_matter_is_found():
    text = "---\ntitle: 关于加强值班工作的通知\nremark: 密码：Qx7#2026abc\n---\n请认真执行。"

    assert [(one.rule, one.quote) for one in check(recognize(text))] == [("LEK001", "*" * 11)]


def test_a_wrong_identity_number_is_a_leak_too():
    text = "身份证号：110105194912310021。"

    (finding,) = check(recognize(text))

    assert (finding.rule, finding.quote) == ("LEK002", "110105********0021")
    assert "校验码不符" in finding.message
