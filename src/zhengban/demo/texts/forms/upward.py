"""What goes up (上行文): reports and requests."""

from __future__ import annotations

from gongwen.document import Attachment, Urgency
from zhengban.demo.city.addressing import upward
from zhengban.demo.texts.body import Body, topic_table
from zhengban.demo.texts.drafts import Draft
from zhengban.demo.texts.wording import Wording


def report(wording: Wording, variant: int) -> Draft:
    """A report on work (工作报告): done, problems, next; it asks for nothing."""
    topic, dice = wording.topic, wording.dice
    body = Body()
    opener = dice.choice(
        (
            f"{wording.fill('<period>')}，{wording.writer.own}认真落实{_above(wording)}工作部署，"
            f"扎实推进{topic.name}各项工作，取得了阶段性成效。现将有关情况报告如下：",
            f"按照{_above(wording)}有关要求，{wording.writer.own}把{topic.name}作为一项重点工作来抓，细化措施，"
            "压实责任，总体进展顺利。现将有关情况报告如下：",
        )
    )
    body.paragraph(opener)
    body.section(dice.choice(("工作开展情况", "主要做法和成效", "基本情况")))
    body.items(wording.some(topic.done, 4), wording)
    body.section("存在的主要问题")
    for at, problem in enumerate(wording.some(topic.problems, 3)):
        body.paragraph(f"{'一二三'[at]}是{wording.fill(problem)}")
    body.section("下一步打算")
    if dice.random() < 0.5:
        for step in topic.next:
            body.point(wording.fill(step))
    else:
        body.items(wording.some(topic.measures, 3), wording)
    body.paragraph("特此报告。")
    attachments: tuple[Attachment, ...] = ()
    if dice.random() < 0.5:
        table = Body()
        table.table(topic_table(topic.table, wording))
        attachments = (Attachment(wording.fill(topic.table.title), table.text()),)
    return Draft(wording.fill(topic.titles["report"][variant]), body.text(), upward(wording.writer), attachments)


def progress_report(wording: Wording, variant: int) -> Draft:
    """A short report on progress: the tasks one by one."""
    topic = wording.topic
    body = Body()
    body.paragraph(
        f"根据{_above(wording)}关于报送{topic.name}工作情况的要求，{wording.writer.own}对照重点任务逐项梳理。"
        "现将进展情况报告如下："
    )
    body.section("重点任务进展")
    for point in wording.some(topic.done, 3):
        body.item(point.heading, wording.fill(point.text))
    body.section("问题和下一步安排")
    body.paragraph("".join(wording.fill(problem) for problem in wording.some(topic.problems, 2)))
    body.paragraph("针对上述问题，重点抓好以下工作：")
    for step in topic.next:
        body.point(wording.fill(step))
    body.paragraph("特此报告。")
    return Draft(f"关于{topic.name}工作进展情况的报告", body.text(), upward(wording.writer))


def request(wording: Wording, variant: int) -> Draft:
    """A request (请示): one matter, why, what is asked; with a contact in the annotation."""
    topic, dice = wording.topic, wording.dice
    ask = topic.asks[variant]
    body = Body()
    if dice.random() < 0.5:
        for reason in ask.why:
            body.paragraph(wording.fill(reason))
        point = dice.choice(topic.done)
        body.paragraph(
            f"近年来，{wording.writer.own}持续推进{topic.name}工作，具备了一定的工作基础。{wording.fill(point.text)}"
        )
        measure = dice.choice(topic.measures)
        body.paragraph(
            f"此事获批后，{wording.writer.own}将明确责任分工，严格履行有关程序，按时报告进展情况，"
            f"并一并抓好相关工作。{wording.fill(measure.text)}"
        )
        body.paragraph(wording.fill(ask.text))
    else:
        body.section("基本情况")
        body.paragraph("".join(wording.fill(reason) for reason in ask.why))
        body.section("工作安排")
        first, second = wording.some(topic.measures, 2)
        body.paragraph(
            f"下一步，{wording.writer.own}将加强组织领导，明确专人负责，严格按规定程序和时限推进，同时统筹做好相关工作。"
            f"{wording.fill(first.text)}{wording.fill(second.text)}"
        )
        body.section("请示事项")
        body.paragraph(wording.fill(ask.text))
    body.paragraph(dice.choice(("妥否，请批示。", "以上请示妥否，请批示。")))
    return Draft(
        wording.fill(ask.title),
        body.text(),
        upward(wording.writer),
        urgency=Urgency.URGENT if dice.random() < 0.2 else None,
        annotation=contact(wording),
    )


def contact(wording: Wording) -> str:
    """Who answers questions (联系人): somebody who drafts in the writer's agency."""
    writer = wording.writer
    return f"联系人：{wording.dice.choice(writer.contacts)}，联系电话：{writer.phone}"


def _above(wording: Wording) -> str:
    return "省政府" if wording.writer.key == "office" else "市政府"
