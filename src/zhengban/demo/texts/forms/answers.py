"""Replies and letters: 批复 to a request, 函 between equals, and the answer to it."""

from __future__ import annotations

import re

from gongwen.document import Layout
from zhengban.demo.city.addressing import to_one
from zhengban.demo.city.shapes import CITY, CityAgency
from zhengban.demo.texts.body import Body
from zhengban.demo.texts.drafts import Draft
from zhengban.demo.texts.forms.upward import contact
from zhengban.demo.texts.phrases import ACCEPTED, LETTER_CLOSINGS, LETTER_LIAISON, REQUIREMENTS
from zhengban.demo.texts.topics import Ask, Exchange
from zhengban.demo.texts.wording import Wording

_SUBJECT = re.compile(r"关于(?:申请|请求|恳请|商请|协助)?(.+)的(?:请示|函)")


def reply(wording: Wording, ask: Ask, asker: CityAgency, cited: str) -> Draft:
    """A reply (批复) that cites the request it answers."""
    body = Body()
    body.paragraph(f"{_you(asker)}{cited}收悉。{wording.fill(wording.dice.choice(ACCEPTED))}")
    for sentence in ask.reply:
        body.clause(wording.fill(sentence))
    measure = wording.dice.choice(wording.topic.measures)
    body.clause(f"统筹做好{wording.topic.name}相关工作。{wording.fill(measure.text)}")
    requirement = wording.dice.choice(REQUIREMENTS[5:])
    body.clause(f"{requirement.heading}。{wording.fill(requirement.text)}工作推进中遇有重大事项，及时报告。")
    body.paragraph("此复。")
    return Draft(f"关于{_called(asker)}{_subject(ask, wording)}的批复", body.text(), to_one(asker))


def letter(wording: Wording, variant: int, to: CityAgency) -> Draft:
    """A letter (函) that asks an equal for something."""
    exchange = wording.topic.letters[variant]
    body = Body()
    body.paragraph(wording.fill(wording.dice.choice(wording.topic.why)))
    for sentence in exchange.text:
        body.paragraph(wording.fill(sentence))
    first, second = wording.some(wording.topic.measures, 2)
    body.paragraph(
        f"此项工作事关{wording.topic.name}大局，{wording.writer.own}将同步做好有关准备。{wording.fill(first.text)}"
    )
    body.paragraph(
        f"{wording.dice.choice(LETTER_LIAISON)}合作期间，请双方联络员保持沟通，遇有问题及时协商。{wording.fill(second.text)}"
    )
    body.paragraph(wording.dice.choice(LETTER_CLOSINGS))
    return Draft(
        wording.fill(exchange.title), body.text(), to_one(to), annotation=contact(wording), layout=Layout.LETTER
    )


def answer(wording: Wording, exchange: Exchange, asker: CityAgency, cited: str) -> Draft:
    """The answer to a letter (复函)."""
    body = Body()
    body.paragraph(f"{_you(asker)}{cited}收悉。经研究，现函复如下：")
    for sentence in exchange.answer:
        body.clause(wording.fill(sentence))
    first, second = wording.some(wording.topic.measures, 2)
    body.clause(f"建议双方进一步加强沟通衔接。{wording.fill(first.text)}{wording.fill(second.text)}")
    body.clause(
        f"{wording.writer.own}已指定专人负责对接，今后在{wording.topic.name}工作中需要支持配合的，请随时联系，我们将积极予以协助。"
        f"{wording.dice.choice(LETTER_LIAISON)}"
    )
    body.paragraph("特此函复。")
    return Draft(
        f"关于{_called(asker)}商请{_subject(exchange, wording)}事项的复函",
        body.text(),
        to_one(asker),
        annotation=contact(wording),
        layout=Layout.LETTER,
    )


def _subject(asked: Ask | Exchange, wording: Wording) -> str:
    match = _SUBJECT.fullmatch(wording.fill(asked.title))
    return match[1] if match else wording.topic.name


def _called(agency: CityAgency) -> str:
    """The asker as a title names it: a bureau by its short name, a county's office by the county."""
    return agency.short_name if agency.level == CITY else agency.territory.name


def _you(agency: CityAgency) -> str:
    return f"你{agency.own.removeprefix('我')}"
