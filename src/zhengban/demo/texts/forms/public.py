"""What is published: public notices (通告) and announcements (公告)."""

from __future__ import annotations

from zhengban.demo.city.addressing import Address
from zhengban.demo.texts.body import Body
from zhengban.demo.texts.drafts import Draft
from zhengban.demo.texts.wording import Wording

_OPEN = "此件公开发布"


def public_notice(wording: Wording, variant: int) -> Draft:
    """A public notice (通告): what everybody within its range must observe."""
    topic, dice = wording.topic, wording.dice
    body = Body()
    basis = dice.choice(topic.basis) if topic.basis else "根据有关法律法规规定"
    body.paragraph(
        f"{wording.fill(dice.choice(topic.why))}为{wording.fill(dice.choice(topic.purpose))}，"
        f"{wording.fill(basis)}，结合{wording.territory.whole}实际，现将有关事项通告如下："
    )
    for rule in topic.rules:
        body.clause(wording.fill(rule))
    body.clause(
        "各级各有关单位应当加强宣传教育和日常检查，及时劝阻、制止违反本通告的行为；单位和个人应当予以配合。"
    )
    body.clause("本通告自发布之日起施行。")
    return Draft(wording.fill(topic.titles["public"][variant]), body.text(), Address(), annotation=_OPEN)


def announcement(wording: Wording, variant: int) -> Draft:
    """An announcement (公告) of something statutory or important."""
    topic, dice = wording.topic, wording.dice
    body = Body()
    basis = dice.choice(topic.basis) if topic.basis else "根据有关法律法规规定"
    body.paragraph(f"为{wording.fill(dice.choice(topic.purpose))}，{wording.fill(basis)}，现将有关事项公告如下：")
    for rule in topic.rules:
        body.clause(wording.fill(rule))
    body.clause(
        f"公众如有意见和建议，可于{wording.day(wording.workday(30))}前通过信函方式提出，"
        f"来信请寄{wording.writer.name}，信封上请注明“{topic.name}”字样。"
    )
    body.paragraph("特此公告。")
    return Draft(wording.fill(topic.titles["announcement"][variant]), body.text(), Address(), annotation=_OPEN)
