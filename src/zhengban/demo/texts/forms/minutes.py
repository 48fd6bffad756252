"""Minutes (纪要): who met, what was found, what was agreed, by whom and by when."""

from __future__ import annotations

from gongwen.document import Layout
from zhengban.demo.city import DEPARTMENTS
from zhengban.demo.city.addressing import Address
from zhengban.demo.texts.body import Body
from zhengban.demo.texts.drafts import Draft
from zhengban.demo.texts.phrases import MEETING_PLACES
from zhengban.demo.texts.wording import Wording

_REPORTING = (
    "完成情况书面报市政府办公室。",
    "涉及资金由财政部门按程序审核后安排。",
    "实施中遇到的困难由牵头单位及时提请会商。",
    "工作进展列入下次会议汇报内容。",
)


def minutes(wording: Wording, variant: int) -> Draft:
    """Minutes of a meeting the office held; sent to those who have to act."""
    topic, dice, writer = wording.topic, wording.dice, wording.writer
    chair = dice.choice(writer.leaders)
    held = wording.workday(-dice.randint(6, 8))
    title = wording.fill(topic.titles["minutes"][variant])
    body = Body()
    body.paragraph(
        f"{held.year}年{held.month}月{held.day}日，{writer.short_name}{chair.post}{chair.name}在{dice.choice(MEETING_PLACES[:2])}"
        f"主持召开会议，听取{topic.name}工作进展情况汇报，研究部署下一步工作。现将会议议定事项纪要如下："
    )
    body.section("关于当前工作情况")
    point = dice.choice(topic.done)
    body.paragraph(f"会议听取了{wording.bureau(topic.leads[0])}的汇报。{wording.fill(point.text)}")
    body.paragraph(f"会议认为，{topic.name}工作总体平稳，但{wording.fill(dice.choice(topic.problems))}")
    body.section("关于下一步重点工作")
    for at, task in enumerate(topic.tasks):
        lead, helper = topic.leads[at % len(topic.leads)], topic.leads[(at + 1) % len(topic.leads)]
        due = wording.workday(15 + 10 * at)
        body.item(
            task,
            f"会议议定，由{wording.bureau(lead)}牵头，{wording.bureau(helper)}配合，{wording.day(due)}前完成，"
            f"{_REPORTING[at % len(_REPORTING)]}",
        )
    body.section("关于工作要求")
    body.paragraph("会议强调，各有关单位要提高认识、主动作为，把议定事项落到实处。")
    body.items(wording.some(topic.measures, 2), wording)
    body.paragraph(
        f"会议要求，{wording.fill(dice.choice(topic.next))}"
        f"以上议定事项由{writer.short_name}督查科跟踪督办，办理情况请于{wording.day(wording.workday(25))}前反馈。"
    )
    attending = dice.sample(DEPARTMENTS, 3)
    present = "，".join(f"{one.short_name}{one.leaders[1].name}" for one in attending)
    body.paragraph(f"出席：{writer.short_name}{chair.name}，{present}。")
    return Draft(
        f"{wording.territory.name}{title}",
        body.text(),
        Address(main=DEPARTMENTS),
        layout=Layout.MINUTES,
    )
