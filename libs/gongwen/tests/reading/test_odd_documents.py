"""Word documents as offices really write them: heads and closings in tables, titles over lines, texts issued."""

from __future__ import annotations

from datetime import date

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK

from gongwen.document import Layout, Reading, Role
from gongwen.reading import read

from .files import saved


def paper(*lines: str) -> Document:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return document


def add_table(document: Document, *rows: tuple[str, ...]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def roles(reading: Reading, role: Role) -> list[str]:
    return [line.text.strip() for line in reading.lines if line.role is role]


def test_request_with_head_closing_and_imprint_in_tables_without_borders():
    document = paper("云 江 市 人 民 政 府 文 件")
    add_table(document, ("云政发〔2026〕8号", "签发人：王建国"))
    title = document.add_paragraph().add_run("云江市人民政府")
    title.add_break()
    title.add_text("关于申请防汛抢险")
    title.add_break()
    title.add_text("补助资金的请示")
    for line in (
        "",
        "南岭省人民政府:",
        "　　今年入汛以来，我市遭受强降雨。现请示如下：",
        "一、基本情况",
        "（一）雨情。雨很大。",
    ):
        document.add_paragraph(line)
    for line in ("　　妥否，请批示。", "附件:1.资金测算表", "     2.受灾情况表"):
        document.add_paragraph(line)
    add_table(document, ("", "云江市人民政府"), ("", "2026 年 6 月 6 日"))
    document.add_paragraph("（联系人：李明，电话：0000-1234567）")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("附件1")
    document.add_paragraph("资金测算表")
    add_table(document, ("项目", "数量", "金额"), ("堤防", "2", "100"))
    document.add_paragraph("附件 2")
    document.add_paragraph("受灾情况表")
    document.add_paragraph("（截至6月5日）")
    add_table(document, ("抄送：省财政厅，省应急管理厅。",), ("云江市人民政府办公室　　2026年6月6日印发",))
    reading = read(saved(document))
    found = reading.document

    assert (found.kind, found.number, found.signers) == ("请示", "云政发〔2026〕8号", ("王建国",))
    assert found.issuer_mark == "云江市人民政府文件"
    assert found.title == "云江市人民政府关于申请防汛抢险补助资金的请示"
    assert (found.to, found.issuers) == (("南岭省人民政府",), ("云江市人民政府",))
    assert found.written_on == date(2026, 6, 6)
    assert found.annotation == "联系人：李明，电话：0000-1234567"
    assert [attachment.title for attachment in found.attachments] == ["资金测算表", "受灾情况表"]
    assert found.attachments[0].body == "| 项目 | 数量 | 金额 |\n| 堤防 | 2 | 100 |"
    assert found.cc == ("省财政厅", "省应急管理厅")
    assert found.print_info is not None
    assert (found.print_info.office, found.print_info.date) == ("云江市人民政府办公室", date(2026, 6, 6))
    assert [(line.level, line.text) for line in reading.lines if line.role is Role.HEADING] == [
        (1, "一、基本情况"),
        (2, "（一）雨情。雨很大。"),
    ]


def test_joint_notice_with_the_text_that_it_issues():
    reading = read(
        saved(
            paper(
                *("中共云江市委办公室", "云江市人民政府办公室", "印发《关于加强基层治理的若干意见书》的通知"),
                *(
                    "各县（区）党委、人民政府，市委各部委，市直各单位，",
                    "市各人民团体：",
                    "现印发给你们，请认真贯彻执行。",
                    "",
                ),
                *("中共云江市委办公室　　云江市人民政府办公室", "二〇二六年六月一日", ""),
                *("关于加强基层治理的若干意见书", "", "为加强基层治理，制定本意见书。", "一、健全体系"),
            )
        )
    )
    found = reading.document

    assert found.issuers == ("中共云江市委办公室", "云江市人民政府办公室")
    assert found.written_on == date(2026, 6, 1)
    assert found.to[-1] == "市各人民团体"
    (issued,) = found.attachments
    assert (issued.title, issued.listed) == ("关于加强基层治理的若干意见书", False)
    assert issued.body.endswith("一、健全体系")
    assert roles(reading, Role.ATTACHMENT_TITLE) == ["关于加强基层治理的若干意见书"]


def test_short_notice_typed_with_spaces_and_a_dotted_date():
    found = read(
        saved(
            paper(
                *(
                    "关于2026年春节放假安排的通知",
                    "各处室、直属单位：",
                    "    现将放假安排通知如下:",
                    "    特此通知。",
                    "",
                ),
                *("                     市政府办公室", "                       2026.2.1"),
            )
        )
    ).document

    assert (found.title, found.to) == ("关于2026年春节放假安排的通知", ("各处室、直属单位",))
    assert (found.issuers, found.written_on) == (("市政府办公室",), date(2026, 2, 1))


def test_letter_whose_attachment_has_a_title_over_two_lines():
    found = read(
        saved(
            paper(
                *(
                    "云江市财政局",
                    "云财函〔2026〕15号",
                    "关于征求《云江市政府采购管理办法（征求意见稿）》意见的函",
                ),
                *(
                    "市直各部门：",
                    "请于6月20日前反馈。",
                    "附件：云江市政府采购管理办法（征求意见稿）",
                    "云江市财政局",
                    "2026年6月1日",
                ),
                *(
                    "（联系人：周明；联系电话：0000-7654321）",
                    "附件",
                    "云江市政府采购管理办法",
                    "（征求意见稿）",
                    "第一条 略。",
                ),
            )
        )
    ).document

    assert (found.layout, found.number, found.issuer_mark) == (Layout.LETTER, "云财函〔2026〕15号", "云江市财政局")
    assert [(one.title, one.body) for one in found.attachments] == [
        ("云江市政府采购管理办法（征求意见稿）", "第一条 略。")
    ]


def test_speech_names_its_speaker_and_day_under_the_title():
    reading = read(
        saved(
            paper(
                *("在全市防汛工作会议上的讲话", "（2026年6月1日）", "市长　林致远", "同志们："),
                *("今天我们召开会议。", "一、充分认识形势", "谢谢大家！"),
            )
        )
    )

    assert (reading.document.kind, reading.document.written_on) == ("讲话", date(2026, 6, 1))
    assert roles(reading, Role.SIGNATURE) == ["市长　林致远"]


def test_a_form_to_fill_in_stays_a_table():
    document = paper("登记表")
    add_table(document, ("姓名", ""), ("年龄", ""))

    assert read(saved(document)).text.split("\n")[1:] == ["| 姓名 |  |", "| 年龄 |  |"]
