from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.document import (
    Attachment,
    InvalidSource,
    Layout,
    PrintInfo,
    Reading,
    Role,
    SecrecyLevel,
    Urgency,
    dump_source,
    load_source,
    recognize,
)

from . import texts


def values(reading: Reading, name: str) -> list[str]:
    return [element.value for element in reading.element(name)]


def roles(reading: Reading) -> list[Role]:
    return [line.role for line in reading.lines if line.role is not Role.BLANK]


def test_notice_yields_all_its_elements():
    document = recognize(texts.NOTICE).document

    assert document.kind == "通知"
    assert document.copy_number == "000001"
    assert (document.secrecy, document.secrecy_period) == (SecrecyLevel.SECRET, "1年")
    assert document.urgency is Urgency.TOP_URGENT
    assert document.issuer_mark == "云江市人民政府办公室文件"
    assert document.number == "云政办发〔2026〕12号"
    assert document.signers == ("王建国", "李明", "赵小川")
    assert document.title == "云江市人民政府办公室关于做好今冬明春火灾防控工作的通知"
    assert document.to == ("各县（区、市）人民政府", "市政府各部门、各直属机构")
    assert document.issuers == ("云江市人民政府办公室",)
    assert document.written_on == date(2026, 11, 20)
    assert document.annotation == "此件公开发布"
    assert document.cc == ("市委办公室", "市人大常委会办公室", "市政协办公室")
    assert document.print_info == PrintInfo("云江市人民政府办公室", date(2026, 11, 21))
    assert document.layout is Layout.GENERAL
    assert document.attachments == (
        Attachment("今冬明春火灾防控工作方案", "一、总体要求\n2026年3月5日起执行。"),
        Attachment("重点单位名单及联系方式一览表", "| 序号 | 单位 |\n| 1 | 甲 |"),
    )
    assert document.body == (
        "为切实做好今冬明春火灾防控工作，现将有关事项通知如下：\n\n一、压实责任\n"
        "（一）落实属地责任。各县区要落实责任。\n1.加强检查。要检查。\n（1）查重点。\n"
        "| 项目 | 金额 | 占比 |\n| 甲 | 1 | 50% |\n| 乙 | 1 | 50% |\n特此通知。"
    )


def test_notice_gives_every_line_its_role():
    reading = recognize(texts.NOTICE)

    assert roles(reading) == [
        *(Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY, Role.ISSUER_MARK, Role.NUMBER, Role.SIGNER),
        *(Role.TITLE, Role.TITLE, Role.RECIPIENT, Role.RECIPIENT, Role.BODY),
        *(Role.HEADING, Role.HEADING, Role.HEADING, Role.HEADING, Role.TABLE, Role.TABLE, Role.TABLE),
        *(Role.BODY, Role.ATTACHMENT_NOTE, Role.ATTACHMENT_NOTE, Role.ATTACHMENT_NOTE),
        *(Role.SIGNATURE, Role.DATE, Role.ANNOTATION),
        *(Role.ATTACHMENT_MARK, Role.ATTACHMENT_TITLE, Role.ATTACHMENT_BODY, Role.ATTACHMENT_BODY),
        *(Role.ATTACHMENT_MARK, Role.ATTACHMENT_TITLE, Role.TABLE, Role.TABLE),
        *(Role.CC, Role.CC, Role.PRINT),
    ]
    assert [line.level for line in reading.lines if line.role is Role.HEADING] == [1, 2, 3, 4]


def test_values_of_elements_stand_as_written():
    reading = recognize(texts.NOTICE)

    assert values(reading, "title") == ["云江市人民政府办公室\n关于做好今冬明春火灾防控工作的通知"]
    assert values(reading, "signer") == ["王建国", "李　明", "赵小川"]
    assert values(reading, "to") == ["各县（区、市）人民政府", "市政府各部门、\n各直属机构"]
    assert values(reading, "print.date") == ["2026年11月21日"]


def test_request_with_half_width_colon_and_foreign_date():
    reading = recognize(texts.REQUEST)

    assert reading.document.kind == "请示"
    assert reading.document.to == ("南岭省人民政府",)
    assert reading.document.issuers == ("云江市人民政府",)
    assert values(reading, "date") == ["2026-7-8"]
    assert reading.document.written_on == date(2026, 7, 8)
    assert reading.document.annotation == "联系人：张大明，电话：0000-1234567"
    assert reading.document.body.endswith("妥否，请批示。")


def test_minutes_take_their_kind_from_the_mark():
    document = recognize(texts.MINUTES).document

    assert (document.kind, document.layout) == ("纪要", Layout.MINUTES)
    assert (document.issuer_mark, document.number) == ("市政府常务会议纪要", "第3期")
    assert (document.issuers, document.written_on) == (("云江市人民政府办公室",), date(2026, 3, 5))
    assert document.cc == ("各副市长", "各县区政府")
    assert document.body.endswith("出席：王建国、李明")


def test_order_keeps_the_text_it_issues_apart():
    document = recognize(texts.ORDER).document

    assert (document.kind, document.layout, document.number) == ("令", Layout.ORDER, "第12号")
    assert document.issuers == ("云江市人民政府",)
    assert document.signers == ("市长 王建国",)
    assert document.written_on == date(2026, 3, 5)
    assert document.attachments == (
        Attachment("云江市供水管理办法", "第一章　总则\n第一条　为了规范供水，制定本办法。", listed=False),
    )


def test_speech_has_no_recipient_but_a_date_under_the_title():
    reading = recognize(texts.SPEECH)

    assert (reading.document.kind, reading.document.to) == ("讲话", ())
    assert reading.document.written_on == date(2026, 3, 5)
    assert roles(reading)[:4] == [Role.TITLE, Role.DATE, Role.SIGNATURE, Role.BODY]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("云政办发[2026]12号", "云政办发[2026]12号"),
        ("云政办发（2026）第012号", "云政办发（2026）第012号"),
        ("云政办发【26】5", "云政办发【26】5"),
    ],
)
def test_malformed_number_is_still_the_number(line, number):
    reading = recognize(f"云江市人民政府文件\n{line}\n云江市人民政府关于表彰先进的决定\n各县区：\n决定如下。\n")

    assert reading.document.number == number
    assert reading.lines[1].role is Role.NUMBER


def test_number_below_the_title_as_on_web_pages():
    document = recognize(
        "关于做好防汛工作的通知\n云防〔2026〕3号\n各县区：\n正文。\n云江市防汛办　2026年3月1日\n"
    ).document

    assert (document.title, document.number) == ("关于做好防汛工作的通知", "云防〔2026〕3号")
    assert (document.issuers, document.to) == (("云江市防汛办",), ("各县区",))


def test_joint_document_has_several_issuers():
    text = (
        "云江市教育局\n云江市财政局文件\n云教〔2026〕7号\n关于加强校车管理的通知\n各县区教育局、财政局：\n正文。\n"
        "云江市教育局　　　云江市财政局\n2026年3月1日\n"
    )
    document = recognize(text).document

    assert document.issuer_mark == "云江市教育局、云江市财政局文件"
    assert document.issuers == ("云江市教育局", "云江市财政局")


def test_note_below_the_date_is_still_a_note():
    reading = recognize("关于报送材料的通知\n各县区：\n正文。\n云江市教育局\n2026年3月1日\n附件：1.甲表\n2.乙表\n")

    assert [attachment.title for attachment in reading.document.attachments] == ["甲表", "乙表"]
    assert roles(reading)[-2:] == [Role.ATTACHMENT_NOTE, Role.ATTACHMENT_NOTE]


def test_date_inside_the_body_is_no_date_of_the_document():
    reading = recognize(
        "关于会议的通知\n各县区：\n时间：\n2026年3月1日\n请准时参加。\n云江市教育局\n2026年2月1日\n"
    )

    assert values(reading, "date") == ["2026年2月1日"]


def test_copies_in_the_middle_of_the_body_are_body():
    reading = recognize("关于报送的通知\n各县区：\n抄送：市委办公室。\n请各单位认真落实。\n")

    assert reading.document.cc == ()
    assert roles(reading)[2:] == [Role.BODY, Role.BODY]


def test_report_delivered_at_a_meeting():
    text = (
        "云江市2026年政府工作报告\n——2026年1月15日在云江市第六届人民代表大会第三次会议上\n市长　王建国\n"
        "各位代表：\n现在，我代表市人民政府报告工作。\n"
    )
    reading = recognize(text)

    assert roles(reading) == [Role.TITLE, Role.DATE, Role.SIGNATURE, Role.BODY, Role.BODY]
    assert (reading.document.kind, reading.document.written_on) == ("工作报告", date(2026, 1, 15))


def test_announcement_has_its_number_below_the_title():
    reading = recognize("云江市人民政府公告\n2026年第3号\n现公告如下。\n云江市人民政府\n2026年3月2日\n")

    assert (reading.document.kind, reading.document.number) == ("公告", "2026年第3号")
    assert reading.document.issuers == ("云江市人民政府",)


@pytest.mark.parametrize("day", ["2026年　月　日", "2026年5月", "5月6日", "2026年2月30日"])
def test_date_left_open_or_wrong_is_still_the_date(day):
    reading = recognize(f"关于甲的通知\n各县区：\n正文。\n云江市教育局\n{day}\n")

    assert values(reading, "date") == [day]
    assert reading.document.written_on is None
    assert reading.document.issuers == ("云江市教育局",)


def test_signers_around_the_number_as_printed():
    reading = recognize(
        "云江市人民政府文件\n签发人：王建国　李　明\n云政〔2026〕3号　赵小川\n"
        "云江市人民政府关于甲的请示\n省人民政府：\n正文。\n"
    )

    assert reading.document.signers == ("王建国", "李明", "赵小川")
    assert reading.document.number == "云政〔2026〕3号"


def test_issued_plan_without_a_mark_is_kept_apart():
    reading = recognize(
        "关于印发三年行动计划的通知\n各县区：\n现印发给你们。\n云江市教育局\n2026年4月9日\n（此件公开发布）\n\n"
        "校舍安全改造三年行动计划\n（2026—2028年）\n一、总体要求\n到2028年全部完成。\n"
    )

    assert reading.document.attachments == (
        Attachment("校舍安全改造三年行动计划（2026—2028年）", "一、总体要求\n到2028年全部完成。", listed=False),
    )
    assert reading.document.annotation == "此件公开发布"


@pytest.mark.parametrize("text", ["严禁在林区用火。", "一、压实责任", "各位领导：", "", "\n\n", "。", "|a|b|"])
def test_fragment_has_no_elements(text):
    reading = recognize(text)

    assert reading.elements == ()
    assert reading.document.body == text.strip("\n")


SOURCE = """\
---
type: 通知
title: "云江市人民政府办公室关于做好工作的通知"
to:
  - 甲
  - '乙'
copy_number: 000123
cc: [丙，丁]
print: {office: 云江市人民政府办公室, date: 2026-11-20}
---

正文。
| a | b |
|---|---|
| 1 | 2 |
一、标题
附件
表
（一）内容
"""


def test_source_form_places_every_value():
    reading = recognize(SOURCE)

    assert [(element.name, element.value) for element in reading.elements] == [
        ("type", "通知"),
        ("title", "云江市人民政府办公室关于做好工作的通知"),
        ("to", "甲"),
        ("to", "乙"),
        ("copy_number", "000123"),
        ("cc", "丙，丁"),
        ("print.office", "云江市人民政府办公室"),
        ("print.date", "2026-11-20"),
    ]
    assert reading.document == load_source(SOURCE)
    assert roles(reading)[9:] == [
        *(Role.FRONT_MATTER, Role.BODY, Role.TABLE, Role.TABLE, Role.TABLE, Role.HEADING),
        *(Role.ATTACHMENT_MARK, Role.ATTACHMENT_TITLE, Role.ATTACHMENT_BODY),
    ]
    assert reading.text[reading.body_start :].startswith("正文。")


def test_invalid_source_is_refused():
    with pytest.raises(InvalidSource, match="secrecy"):
        recognize("---\nsecrecy: 绝对秘密\n---\n正文")


LINE = st.one_of(
    st.sampled_from(
        [
            line
            for text in (texts.NOTICE, texts.REQUEST, texts.MINUTES, texts.ORDER, texts.SPEECH)
            for line in text.split("\n")
        ]
    ),
    st.sampled_from(
        [
            "附件",
            "附件：",
            "附件1",
            "---",
            "|a|",
            "a\tb",
            "抄送：甲",
            "2026年3月1日",
            "（甲）",
            "\r",
            "\ufeff",
        ]
    ),
    st.text(max_size=20),
)


@given(st.lists(LINE, max_size=25), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=300, deadline=None)
def test_offsets_are_exact_and_lines_cover_the_text(lines, end):
    text = end.join(lines)
    try:
        reading = recognize(text)
    except InvalidSource:
        return

    assert reading.text == text
    for element in reading.elements:
        assert text[element.start : element.end] == element.value != ""
    assert [line.number for line in reading.lines] == list(range(len(reading.lines)))
    assert [line.text for line in reading.lines] == [piece.removesuffix("\r") for piece in text.split("\n")]
    for line in reading.lines:
        assert text[line.start : line.end] == line.text
    body_line = text[: reading.body_start].count("\n")
    for block in reading.document.blocks:
        first = getattr(block, "text", None) or (block.marker if hasattr(block, "marker") else "")
        assert first.split("\n")[0][:1] in reading.lines[body_line + block.line].text


@given(st.lists(LINE, max_size=25))
@settings(max_examples=300, deadline=None)
def test_what_was_recognized_survives_the_source_form(lines):
    try:
        document = recognize("\n".join(lines)).document
    except InvalidSource:
        return

    assert load_source(dump_source(document)) == document


@pytest.mark.parametrize(
    "piece",
    [
        "2026年3月1日\n",
        "附件：\n",
        "抄送：甲，\n",
        "（甲）\n",
        "云江市文件\n",
        "1.甲\n",
        "（",
        "a\t",
        "|",
        "  ",
        "特急 ",
    ],
)
def test_time_is_linear(piece):
    def seconds(count: int) -> float:
        """The least of three: what a busy machine adds is never negative."""
        taken = []
        for _ in range(3):
            start = process_time()
            recognize(piece * count)
            taken.append(process_time() - start)
        return min(taken)

    seconds(100)
    small = max(seconds(4_000), 0.005)
    assert seconds(16_000) < small * 4 * 3


@pytest.mark.parametrize(
    ("written", "signers"),
    [
        ("市长　林致远", ("市长 林致远",)),
        ("市　长　　周　明", ("市长 周明",)),
        ("代县长欧阳文山", ("代县长 欧阳文山",)),
        ("云江市人民政府办公室", ()),
    ],
)
def test_who_signs_in_person_is_found_however_it_is_spaced(written, signers):
    text = f"云江市人民政府令\n第15号\n现予公布。\n\n{written}\n2026年11月3日\n"
    reading = recognize(text)

    assert reading.document.signers == signers
    assert [element.value for element in reading.element("signer")] == [written] * len(signers)


def test_copies_end_at_the_office_that_prints_on_a_line_of_its_own():
    document = recognize(
        "关于防汛的通知\n各单位：\n请落实。\n云江市应急管理局\n2026年7月2日\n"
        "抄送：省应急管理厅，市委办公室，\n市政协办公室。\n云江市应急管理局办公室\n2026年7月2日印发\n"
    ).document

    assert document.cc == ("省应急管理厅", "市委办公室", "市政协办公室")
    assert document.print_info == PrintInfo("云江市应急管理局办公室", date(2026, 7, 2))
    assert (document.issuers, document.written_on) == (("云江市应急管理局",), date(2026, 7, 2))
