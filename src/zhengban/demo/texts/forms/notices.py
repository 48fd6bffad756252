"""Notices (通知) that ask for work: plain, urgent, carrying a plan, forwarding one."""

from __future__ import annotations

from gongwen.document import Attachment, Urgency
from zhengban.demo.city.addressing import downward
from zhengban.demo.texts.body import Body, topic_table
from zhengban.demo.texts.drafts import Draft
from zhengban.demo.texts.phrases import PRINCIPLES, REQUIREMENTS
from zhengban.demo.texts.wording import Wording

_OPEN_TO_PUBLIC = "此件公开发布"


def notice(wording: Wording, variant: int) -> Draft:
    """A notice with its measures as sections, or as a work plan of aims, tasks, steps and requirements."""
    topic, dice = wording.topic, wording.dice
    body = Body()
    if dice.random() < 0.55:
        _opening(body, wording, reasons=1)
        body.sections(wording.some(topic.measures, dice.randint(3, 5)), wording)
        body.section("加强组织实施")
        requirement = dice.choice(REQUIREMENTS)
        body.paragraph(f"{wording.fill(requirement.text)}{report_back(wording)}")
    else:
        _opening(body, wording, reasons=1)
        work_plan(body, wording, measures=dice.randint(3, 5))
    attachments = (_table(wording),) if dice.random() < 0.4 else ()
    return Draft(
        wording.fill(topic.titles["notice"][variant]),
        body.text(),
        downward(wording.writer),
        attachments,
        urgency=Urgency.URGENT if dice.random() < 0.08 else None,
        annotation=_OPEN_TO_PUBLIC if wording.writer.kind == "OFFICE" and dice.random() < 0.5 else "",
    )


def urgent_notice(wording: Wording, variant: int) -> Draft:
    """A short urgent notice: the situation, and what to do at once."""
    topic = wording.topic
    body = Body()
    for reason in wording.some(topic.why, 2):
        body.paragraph(wording.fill(reason))
    body.paragraph("为切实做好当前有关工作，现紧急通知如下：")
    for measure in wording.some(topic.measures, 3):
        body.clause(f"{measure.heading}。{wording.fill(measure.text)}")
    body.clause(
        f"立即部署落实。接此通知后，请即传达到一线岗位，落实情况于{wording.day(wording.workday(2))}17时前报送。"
    )
    return Draft(
        f"关于切实做好{topic.name}当前重点工作的紧急通知",
        body.text(),
        downward(wording.writer),
        urgency=Urgency.TOP_URGENT,
    )


def plan_notice(wording: Wording, variant: int) -> Draft:
    """A notice that issues a plan (印发方案); the plan and the division of work are bound in."""
    topic = wording.topic
    plan = wording.fill(topic.plan)
    meeting = f"{wording.writer.own.removeprefix('我')}务会议研究通过"
    by = f"经{wording.government}同意，" if wording.writer.kind == "OFFICE" else f"经{meeting}，"
    body = Body()
    body.paragraph(f"《{plan}》已{by}现印发给你们，请结合实际认真组织实施。")
    requirement = wording.dice.choice(REQUIREMENTS)
    body.paragraph(wording.fill(requirement.text))
    body.paragraph(
        f"各单位要对照任务分工表逐项抓好落实，{wording.day(wording.workday(12))}前确定一名联络员，"
        "实施中遇有重要情况和问题，请及时报告。"
    )
    within = Body()
    work_plan(within, wording, measures=5)
    return Draft(
        f"关于印发{plan}的通知",
        body.text(),
        downward(wording.writer),
        (Attachment(plan, within.text()), Attachment(f"{topic.name}重点任务分工表", task_table(wording))),
        annotation=_OPEN_TO_PUBLIC if wording.dice.random() < 0.6 else "",
    )


def forward_notice(wording: Wording, variant: int) -> Draft:
    """A notice by which the office forwards a bureau's plan (转发)."""
    topic = wording.topic
    bureau = wording.bureau(topic.leads[0])
    plan = f"{topic.name}重点工作安排"
    body = Body()
    body.paragraph(f"{bureau}《{plan}》已经{wording.government}同意，现转发给你们，请结合实际，认真贯彻落实。")
    body.paragraph(wording.fill(wording.dice.choice(topic.why)))
    body.paragraph(
        f"{bureau}要会同{wording.bureaus(topic.leads[1:3])}加强统筹调度，定期汇总进展，重要情况及时报告。"
    )
    within = Body()
    within.sections(wording.some(topic.measures, 4), wording)
    within.section("有关要求")
    within.paragraph(wording.fill(wording.dice.choice(REQUIREMENTS).text))
    return Draft(
        f"关于转发{bureau}{plan}的通知",
        body.text(),
        downward(wording.writer),
        (Attachment(plan, within.text()),),
    )


def work_plan(body: Body, wording: Wording, *, measures: int) -> None:
    """The four parts of a plan: aims, tasks, steps, safeguards."""
    topic, dice = wording.topic, wording.dice
    body.section("总体要求")
    body.paragraph(wording.fill(dice.choice(PRINCIPLES)))
    body.section("重点任务")
    body.items(wording.some(topic.measures, measures), wording)
    if dice.random() < 0.6:
        body.section("实施步骤")
        first, second = wording.workday(dice.randint(8, 14)), wording.workday(dice.randint(50, 75))
        body.item("动员部署阶段", f"自印发之日起至{wording.day(first)}，细化工作安排，明确责任分工。")
        body.item("组织实施阶段", f"至{wording.day(second)}，按照任务清单全面推进，每月调度进展。")
        body.item("总结提升阶段", f"{wording.day(second)}后，梳理成效和问题，健全长效机制。")
    body.section(dice.choice(("有关要求", "保障措施", "工作要求")))
    body.items(wording.some(REQUIREMENTS, dice.randint(2, 3)), wording)


def report_back(wording: Wording) -> str:
    """Until when the addressees tell what they did."""
    return f"落实情况请于{wording.day(wording.workday(wording.dice.randint(18, 40)))}前报送{wording.writer.short_name}。"


def task_table(wording: Wording) -> str:
    """The division of work: task, lead, deadline."""
    body = Body()
    leads = wording.topic.leads
    rows = [["序号", "重点任务", "牵头单位", "配合单位", "完成时限"]]
    for at, task in enumerate(wording.topic.tasks):
        lead, helper = leads[at % len(leads)], leads[(at + 1) % len(leads)]
        due = wording.workday(30 + 20 * at)
        rows.append(
            [str(at + 1), task, wording.bureau(lead), wording.bureau(helper), f"{due.year}年{due.month}月底前"]
        )
    body.table(rows)
    return body.text()


def _table(wording: Wording) -> Attachment:
    spec = wording.topic.table
    body = Body()
    body.table(topic_table(spec, wording))
    return Attachment(wording.fill(spec.title), body.text())


def _opening(body: Body, wording: Wording, *, reasons: int) -> None:
    topic, dice = wording.topic, wording.dice
    reason = "".join(wording.fill(text) for text in wording.some(topic.why, reasons))
    purpose = wording.fill(dice.choice(topic.purpose))
    basis = f"，{wording.fill(dice.choice(topic.basis))}" if topic.basis and dice.random() < 0.5 else ""
    body.paragraph(f"{reason}为{purpose}{basis}，现就有关事项通知如下：")
