"""Opinions (意见): how an important matter is to be handled."""

from __future__ import annotations

from zhengban.demo.city.addressing import downward
from zhengban.demo.texts.body import Body
from zhengban.demo.texts.drafts import Draft
from zhengban.demo.texts.phrases import PRINCIPLES, SAFEGUARDS
from zhengban.demo.texts.wording import Wording


def opinion(wording: Wording, variant: int) -> Draft:
    """A downward opinion: aims, tasks with who is responsible, safeguards."""
    topic, dice = wording.topic, wording.dice
    body = Body()
    basis = f"，{wording.fill(dice.choice(topic.basis))}" if topic.basis else ""
    body.paragraph(
        f"为{wording.fill(dice.choice(topic.purpose))}{basis}，结合{wording.territory.name}实际，现提出如下意见："
    )
    body.section("总体要求")
    body.paragraph(wording.fill(dice.choice(PRINCIPLES)))
    goal = "、".join(topic.tasks[:2])
    body.paragraph(
        f"到{wording.on.year + 1}年底，{goal}等重点任务取得明显进展，工作机制更加健全，群众满意度持续提升。"
    )
    body.section("重点任务")
    for at, point in enumerate(topic.measures):
        leads = [topic.leads[(at + step) % len(topic.leads)] for step in (0, 1)]
        body.item(point.heading, f"{wording.fill(point.text)}（责任单位：{wording.bureaus(leads)}）")
    body.section("保障措施")
    body.items(wording.some(SAFEGUARDS, 3), wording)
    return Draft(
        wording.fill(topic.titles["opinion"][variant]),
        body.text(),
        downward(wording.writer),
        annotation="此件公开发布",
    )
