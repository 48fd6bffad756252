from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.document import (
    Attachment,
    InvalidSource,
    Layout,
    OfficialDocument,
    PrintInfo,
    SecrecyLevel,
    Urgency,
    dump_source,
    load_source,
)
from gongwen.document.source import KEYS, find_attachments, trim_blank_lines

VALUE = st.text(st.characters(exclude_categories=("Cs",)), max_size=12).map(str.strip)
FILLED = VALUE.filter(bool)
DATE = st.dates(min_value=date(1000, 1, 1))
LINE = st.one_of(st.text(max_size=15), st.sampled_from(["一、标题", "|a|b|", "---", "　　缩进", "附件：甲"]))
BODY = (
    st.lists(LINE, max_size=5)
    .map("\n".join)
    .map(lambda text: trim_blank_lines(text.replace("\r", "")))
    .filter(lambda text: not find_attachments(["x", *text.split("\n"), "x"], ()))
)
TITLE = (
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
    .map(lambda text: "".join(text.split("\ufeff")).strip())
    .filter(lambda text: text and not find_attachments([text, "x"], ()))
)
LISTED = st.builds(Attachment, TITLE, BODY)
ISSUED = st.builds(Attachment, TITLE, BODY, st.just(False))
DOCUMENT = st.builds(
    OfficialDocument,
    kind=VALUE,
    issuers=st.lists(FILLED, max_size=2).map(tuple),
    issuer_mark=VALUE,
    number=VALUE,
    title=VALUE,
    to=st.lists(FILLED, max_size=3).map(tuple),
    body=BODY,
    attachments=st.tuples(st.lists(ISSUED, max_size=1), st.lists(LISTED, max_size=3)).map(
        lambda both: (*both[0], *both[1])
    ),
    written_on=st.none() | DATE,
    copy_number=st.sampled_from(["", "000001", "0x1F", "1_000", "12:30:45", "null", "~", "no"]),
    secrecy=st.none() | st.sampled_from(SecrecyLevel),
    secrecy_period=VALUE,
    urgency=st.none() | st.sampled_from(Urgency),
    signers=st.lists(FILLED, max_size=2).map(tuple),
    annotation=VALUE,
    cc=st.lists(FILLED, max_size=2).map(tuple),
    print_info=st.none() | st.builds(PrintInfo, VALUE, st.none() | DATE),
    layout=st.sampled_from(Layout),
    sealed=st.booleans(),
    extra=st.dictionaries(VALUE.filter(lambda key: key not in KEYS), VALUE, max_size=2).map(
        lambda extra: tuple(extra.items())
    ),
)


@given(DOCUMENT)
@settings(max_examples=300, deadline=None)
def test_source_form_keeps_every_document(document):
    assert load_source(dump_source(document)) == document


def test_source_form_is_written_an_element_a_line():
    document = OfficialDocument(
        kind="通知",
        issuers=("云江市财政局", "云江市教育局"),
        number="云财教〔2026〕3号",
        copy_number="000123",
        to=("各县（区）财政局",),
        body="正文。",
        written_on=date(2026, 11, 20),
        print_info=PrintInfo("云江市财政局", date(2026, 11, 21)),
        attachments=(
            Attachment("办法", "第一条　甲。", listed=False),
            Attachment("表"),
            Attachment("单", "| a |"),
        ),
    )

    assert dump_source(document) == (
        "---\ntype: 通知\ncopy_number: '000123'\nissuer: [云江市财政局, 云江市教育局]\n"
        "number: 云财教〔2026〕3号\nto: [各县（区）财政局]\nattachments: [表, 单]\ndate: 2026-11-20\n"
        "print: {office: 云江市财政局, date: 2026-11-21}\n---\n正文。\n"
        "\n附文\n办法\n第一条　甲。\n\n附件2\n单\n| a |\n"
    )


def test_attachment_with_the_same_number_twice_is_not_lost():
    document = load_source("正文。\n附件1\n甲\n甲文\n附件1\n乙\n乙文\n")

    assert document.attachments == (Attachment("甲", "甲文"), Attachment("乙", "乙文"))


def test_attachment_mark_without_text_is_body():
    assert load_source("正文。\n附件\n\n") == OfficialDocument(body="正文。\n附件")


def test_numbers_and_words_of_yaml_stay_text():
    document = load_source("---\ncopy_number: 000012\ntype: no\nother: {a: [1, 'x']}\ncc:\n---\n")

    assert (document.copy_number, document.kind, document.cc) == ("000012", "no", ())
    assert document.extra == (("other", "{a: ['1', x]}"),)


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("a: &x 1\nb: *x", "文头不支持 YAML 别名（& 和 *）。"),
        ("a: [[[[[1]]]]]", "文头嵌套过深。"),
        ("a: " + "[" * 30_000, "文头嵌套过深。"),
        ("type: 通知\ntype: 函", "文头中“type”出现两次。"),
        ("[a]: 1", "文头的要素名应是文字。"),
        ("- a", "文头应是“要素: 内容”的形式。"),
        ("a: '", "第3行不符合 YAML 写法。"),
        ("a: \x00", "文头中有不允许的控制字符。"),
        ("a: \ud800", "文头中有不允许的控制字符。"),
        ("a: !!python/object:os.system x", "文头中有无法识别的值，请检查引号和“!”标记。"),
        ("a: !!int 5", "文头中不支持 YAML 类型标记（!!）。"),
        ("x: " + "a" * 70_000, "文头过长，请检查“---”是否成对。"),
        ("date: 2026-02-30", "“date”应是存在的日期，如 2026-11-20，不是“2026-02-30”。"),
        ("sealed: 盖", "“sealed”应是 true 或 false。"),
        ("layout: 其他", "“layout”应是通用、信函、命令、纪要之一，不是“其他”。"),
        ("title: [a]", "“title”应是一段文字。"),
        ("to: {a: b}", "“to”应是一段文字或一个列表。"),
        ("print: 甲", "“print”应写成 {office: 机关, date: 日期}。"),
    ],
)
def test_bad_front_matter_is_refused_in_one_sentence(head, message):
    with pytest.raises(InvalidSource) as refused:
        load_source(f"---\n{head}\n---\n正文。")

    assert str(refused.value) == message
