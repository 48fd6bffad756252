"""Papers of the demo city are whole, consistent, free of faults, and faulty only where we want it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from random import Random

import pytest

from gongwen.document import DocumentType, Table, dump_source, load_source, recognize
from gongwen.proofread import Severity, check
from zhengban.demo.city import AGENCIES, CONNECTED, OFFICE
from zhengban.demo.texts import FLAWS, TOPICS, Commission, Flaw, Paper, Topic, flawed, generate, slipped
from zhengban.demo.texts.drafts import Form
from zhengban.demo.texts.generate import correspondents, occasions

TODAY = date(2026, 11, 24)


@lru_cache(maxsize=1)
def everything() -> tuple[Paper, ...]:
    """Every paper the connected agencies can write, each in one of its topic's months."""
    return tuple(paper for topic in TOPICS for paper in _about(topic))


def _about(topic: Topic) -> Iterator[Paper]:
    months = sorted(topic.months)
    for at, writer in enumerate(AGENCIES):
        if writer.writer not in topic.writers:
            continue
        for form, variant in occasions(topic, writer):
            on = date(2026, months[(at + variant) % len(months)], 3 + at)
            if form is not Form.LETTER:
                paper = generate("test", Commission(form, topic, writer, on, variant))
                yield paper
                if form is Form.REQUEST and writer in CONNECTED and writer is not OFFICE:
                    yield generate("test", Commission(Form.REPLY, topic, OFFICE, on, variant, answers=paper))
            elif partners := correspondents(topic, writer):
                letter = generate("test", Commission(form, topic, writer, on, variant, to=partners[0]))
                yield letter
                yield generate("test", Commission(Form.ANSWER, topic, partners[0], on, variant, answers=letter))


def test_there_is_something_to_write_about() -> None:
    assert len(TOPICS) >= 40
    assert len(everything()) > 3000
    assert {paper.document.kind for paper in everything()} == {
        "通知", "通报", "报告", "请示", "批复", "函", "意见", "公告", "通告", "纪要",
    }  # fmt: skip


def test_the_source_form_gives_the_same_document() -> None:
    for paper in everything()[::5]:
        assert load_source(dump_source(paper.document)) == paper.document


def test_nothing_is_left_to_fill_in() -> None:
    left = [paper.document.title for paper in everything() if "<" in dump_source(paper.document)]

    assert left == []


def test_a_paper_is_neither_a_scrap_nor_a_book() -> None:
    sizes = {paper.document.title: len(dump_source(paper.document)) for paper in everything()}

    assert {title: size for title, size in sizes.items() if not 300 <= size <= 2500} == {}


def test_sound_papers_have_no_grave_finding() -> None:
    grave = [
        (paper.document.title, finding.rule, finding.quote)
        for paper in everything()[::5]
        for finding in check(recognize(dump_source(paper.document)), today=TODAY)
        if finding.severity in {Severity.BLOCKER, Severity.MAJOR}
        # Who signs is known only when the leader has signed.
        and finding.rule != "RTE005"
    ]

    assert grave == []


def test_every_slip_is_one_finding_more() -> None:
    slips = set()
    for paper in everything()[::3]:
        document = slipped(paper.document, Random(paper.document.title))
        if document == paper.document:
            continue
        before, after = (
            [finding.rule for finding in check(recognize(dump_source(one)), today=TODAY)]
            for one in (paper.document, document)
        )
        new = Counter(after) - Counter(before)
        slips |= set(new)
        assert sum(new.values()) == 1, paper.document.title

    assert slips == {"TYP001"}


def test_sums_and_rates_of_every_table_are_right() -> None:
    tables = 0
    for paper in everything():
        for attachment in paper.document.attachments:
            for block in attachment.blocks:
                if isinstance(block, Table) and block.rows[-1][1] == "合计":
                    tables += 1
                    *rows, total = block.rows[1:]
                    for column in (2, 3):
                        assert sum(int(row[column]) for row in rows) == int(total[column])
                    if block.rows[0][-1].endswith("率（%）"):
                        for row in (*rows, total):
                            assert abs(int(row[3]) * 100 / int(row[2]) - float(row[4])) <= 0.0501

    assert tables > 500


def test_the_body_tells_the_table_s_total() -> None:
    told = 0
    for paper in everything():
        document = paper.document
        spec = paper.commission.topic.table
        if paper.commission.form is Form.CIRCULAR and spec.figure == "h":
            figure = paper.wording.figures["h"].parts
            listed = document.attachments[0].body
            assert f"| 合计 | {figure['total']} | {figure['done']} | {figure['rate']} |" in listed
            told += figure["total"] in document.body
    assert told > 50


def test_no_agency_writes_two_titles_alike_in_a_year() -> None:
    written = Counter(
        (paper.commission.writer.key, paper.document.title)
        for paper in everything()
        if paper.commission.form not in {Form.REPLY, Form.ANSWER}
    )

    assert [title for title, count in written.items() if count > 1] == []


def test_only_what_may_go_up_goes_up() -> None:
    for paper in everything():
        document = paper.document
        if document.document_type is DocumentType.REQUEST:
            assert len(document.to) == 1
            assert document.annotation.startswith("联系人：")
            assert document.cc == ()
        if document.document_type in {DocumentType.PUBLIC_NOTICE, DocumentType.ANNOUNCEMENT, DocumentType.MINUTES}:
            assert document.to == ()


def test_a_reply_speaks_of_the_request_s_own_figures() -> None:
    flood = next(topic for topic in TOPICS if topic.key == "flood_control")
    county = next(agency for agency in CONNECTED if agency.key == "qingxi")
    asked = generate("one", Commission(Form.REQUEST, flood, county, date(2026, 6, 5)))
    reply = generate("two", Commission(Form.REPLY, flood, OFFICE, date(2026, 6, 18), answers=asked))
    money = asked.wording.figures["f"].parts["total"]

    assert f"{money}万元" in asked.document.body
    assert f"{money}万元" in reply.document.body
    assert reply.document.body.startswith(f"你县《{asked.document.title}》收悉。")
    subject = asked.document.title.removeprefix("青溪县人民政府办公室关于").removesuffix("的请示")
    assert reply.document.title == f"云江市人民政府办公室关于青溪县{subject}的批复"


def test_the_same_seed_writes_the_same_paper() -> None:
    others = 0
    for paper in everything()[::97]:
        if paper.commission.answers is None:
            assert generate("test", paper.commission).document == paper.document
            others += generate("other", paper.commission).document != paper.document
    assert others > 20


@pytest.mark.parametrize("flaw", FLAWS, ids=lambda one: one.name)
def test_the_check_finds_every_flaw_put_in(flaw: Flaw) -> None:
    tried = 0
    for paper in everything()[::17]:
        if flaw.fits(paper.document):
            findings = check(recognize(dump_source(flawed(paper.document, flaw))), today=TODAY)
            assert flaw.rule in {finding.rule for finding in findings}, paper.document.title
            tried += 1
    assert tried
