"""三版同源: the same lines on the same pages in PDF, OFD and, laid out by LibreOffice, in DOCX."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.document import Attachment, OfficialDocument, Urgency
from gongwen.reading.office import office_program
from gongwen.typeset import Difference, FontSet, prove
from gongwen.typeset import proof as proof_module
from gongwen.typeset.proof import compare

from .papers import ATTACHED, LETTER, MINUTES, NOTICE, ORDER, REQUEST, SENTENCE

needs_office = pytest.mark.skipif(not office_program(), reason="LibreOffice is not installed")
JOINT = ("云江市教育局", "云江市财政局", "云江市民政局", "云江市水务局", "云江市交通运输局")
MIXED = (
    "一、压实责任\n（一）落实属地责任。去年同期全市共完成投资1,286.4万元，GDP增长5.6%，于2026年12月15日前报市政府办公室。\n"
    "（二）使用Windows和WPS Office办公软件，建立“隐患清单”“责任清单”，依据《中华人民共和国消防法》（2021年修正）第三十四条……，"
    "整改率应达到98.5%以上，R&D经费占比2.1%。\n1.严格执行24小时值班制度，主要负责人要亲自部署、亲自检查、亲自督办整改落实。\n"
)


def rows(count: int) -> str:
    lines = [
        f"| {n} | 青溪县 | {n * 137:,} | {'限期整改并报告结果' if n % 3 == 0 else ''} |" for n in range(1, count)
    ]
    return "\n".join(["| 序号 | 单位 | 隐患（项） | 备注 |", "|--|--|--|--|", *lines]) + "\n"


LONG = replace(
    NOTICE,
    body=MIXED * 3 + rows(40) + (MIXED * 4 + rows(25)) * 5 + MIXED,
    attachments=(Attachment("表", rows(50)),),
)


@needs_office
@pytest.mark.parametrize(
    "paper",
    [
        NOTICE,
        replace(NOTICE, body=SENTENCE * 20 + "。", sealed=False, annotation="此件公开发布"),
        replace(REQUEST, issuers=JOINT, signers=("周明", "林致远", "何远舟", "孙立言", "陈若山")),
        replace(LETTER, body=MIXED * 4, urgency=Urgency.URGENT),
        replace(
            ORDER,
            sealed=False,
            attachments=(Attachment("绿化管理办法", "第一章 总则\n第一条 " + MIXED * 4, listed=False),),
        ),
        replace(MINUTES, body=MIXED * 4 + MINUTES.body),
        ATTACHED,
        LONG,
    ],
    ids="通知 页尾 联合请示 函 令 纪要 附件 长文".split(),
)
def test_three_formats_have_the_same_lines_on_the_same_pages(fonts: FontSet, paper: OfficialDocument) -> None:
    proof = prove(paper)

    assert proof.compared == ("OFD", "DOCX")
    assert proof.differences == ()
    assert proof.lines > proof.pages > 0


def test_long_paper_is_long(fonts: FontSet) -> None:
    assert proof_module.assemble(LONG).composition().pages[19:]


def test_without_libreoffice_the_proof_says_what_it_compared(
    fonts: FontSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof_module, "office_program", lambda: "")

    proof = prove(NOTICE)

    assert proof.compared == ("OFD",)
    assert proof.holds


def test_a_difference_names_page_line_and_both_texts() -> None:
    printed = (("甲", "乙", "丙"), ("丁",))

    assert list(compare(printed, "OFD", printed)) == []
    assert list(compare(printed, "DOCX", (("甲", "乙丙"), ("丁", "戊")))) == [
        Difference("DOCX", 1, 2, "乙", "乙丙"),
        Difference("DOCX", 1, 3, "丙", ""),
        Difference("DOCX", 2, 2, "", "戊"),
    ]
    assert list(compare(printed, "OFD", (("甲", "乙", "丙"),))) == [Difference("OFD", 2, 1, "丁", "")]


def test_a_wrong_format_does_not_pass(fonts: FontSet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof_module, "office_program", lambda: "")
    real = proof_module.ofd_of
    other = proof_module.assemble(replace(NOTICE, body="另一份文件。")).composition()
    monkeypatch.setattr(proof_module, "ofd_of", lambda composition, document, fonts: real(other, document, fonts))

    proof = prove(NOTICE)

    assert not proof.holds
    assert any(one.format == "OFD" and one.other == "另一份文件。" for one in proof.differences)
