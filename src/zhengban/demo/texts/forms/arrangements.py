"""Notices (通知) that arrange something: a meeting, a return of material, a working group."""

from __future__ import annotations

from gongwen.document import Attachment
from zhengban.demo.city.addressing import downward
from zhengban.demo.city.shapes import COUNTY
from zhengban.demo.texts.body import Body
from zhengban.demo.texts.drafts import Draft
from zhengban.demo.texts.phrases import COUNTY_MEETING_PLACES, MEETING_PLACES
from zhengban.demo.texts.wording import Wording

_WEEKDAYS = "一二三四五六日"


def meeting_notice(wording: Wording, variant: int) -> Draft:
    """A notice of a meeting (会议通知), with the return slip."""
    topic, dice, writer = wording.topic, wording.dice, wording.writer
    day = wording.workday(dice.randint(8, 13))
    hour = dice.choice(("上午9:00", "上午9:30", "下午2:30", "下午3:00"))
    reply_by = wording.workday(5)
    places = COUNTY_MEETING_PLACES if writer.level == COUNTY else MEETING_PLACES
    chair = dice.choice(writer.leaders) if writer.leaders else None
    short = writer.short_name
    body = Body()
    body.paragraph(
        f"为{wording.fill(dice.choice(topic.purpose))}，定于近期召开{wording.territory.whole}{topic.name}工作会议。"
        "现将有关事项通知如下："
    )
    body.section("会议时间")
    body.paragraph(f"{day.year}年{day.month}月{day.day}日（星期{_WEEKDAYS[day.weekday()]}）{hour}，会期半天。")
    body.section("会议地点")
    body.paragraph(f"{dice.choice(places)}。")
    body.section("会议内容")
    body.item("通报工作情况", f"{wording.bureau(topic.leads[0])}通报{topic.name}工作进展和存在问题。")
    body.item("交流发言", f"{wording.place}、{wording.bureau(topic.leads[1])}作交流发言，每个单位不超过8分钟。")
    body.item("安排部署工作", f"研究{topic.tasks[0]}、{topic.tasks[1]}等事项，部署下一步重点任务。")
    body.section("参会人员")
    body.paragraph(
        f"{wording.bureaus(topic.leads)}分管负责同志及有关科室负责人；各{wording.places_word}分管负责同志。"
        + (f"会议由{short}{chair.post}{chair.name}主持。" if chair else "")
    )
    body.section("有关要求")
    body.item("按时参会", "请参会人员提前10分钟入场，因故不能参加的须履行请假手续，不得随意安排他人代会。")
    body.item("准备材料", f"交流发言材料控制在1500字以内，请于{wording.day(reply_by)}前发送电子版。")
    body.item(
        "报送回执",
        f"参会回执请于{wording.day(reply_by)}12时前报送{short}，联系电话：{writer.phone or '6800100'}。",
    )
    slip = Body()
    slip.table([["单位", "姓名", "职务", "联系电话", "备注"], *[["", "", "", "", ""]] * 3])
    number = f"{wording.on.year}年" if variant else ""
    return Draft(
        f"关于召开{number}{wording.territory.whole}{topic.name}工作会议的通知",
        body.text(),
        downward(writer),
        (Attachment("参会回执", slip.text()),),
    )


def return_notice(wording: Wording, variant: int) -> Draft:
    """A notice that asks for material by a day (报送材料)."""
    topic, writer = wording.topic, wording.writer
    by = wording.day(wording.workday(wording.dice.randint(8, 16)))
    body = Body()
    body.paragraph(f"为全面掌握{topic.name}工作进展，推动重点任务落实，现就报送有关情况通知如下：")
    body.section("报送内容")
    body.point("工作开展情况。主要措施、取得成效和典型做法，用数据和事例说明。")
    for problem in wording.some(topic.tasks, 2):
        body.point(f"重点任务进展。“{problem}”的完成情况，未完成的说明原因和预计完成时间。")
    body.point(f"存在问题和建议。需要{wording.territory.prefix}级层面协调解决的事项，请逐项列明。")
    body.section("统计口径")
    body.paragraph(
        f"数据统计时间为{wording.fill('<period>')}，累计数与本期数分别填列。"
        "同一事项涉及多个单位的，由牵头单位统一汇总，避免重复统计。"
    )
    body.section("报送要求")
    body.item("严格审核把关", "报送材料须经本单位主要负责同志审定并加盖公章，数据要经得起核查。")
    body.item("按时报送材料", f"请于{by}前将材料报送{writer.short_name}，没有相关情况的实行零报告。")
    form = Body()
    rows = [["序号", "任务", "进展情况", "存在问题", "下一步安排"]]
    rows += [[str(at), task, "", "", ""] for at, task in enumerate(topic.tasks, 1)]
    form.table(rows)
    return Draft(
        f"关于报送{wording.fill('<period>')}{topic.name}工作情况的通知",
        body.text(),
        downward(writer),
        (Attachment(f"{topic.name}重点任务进展情况表", form.text()),),
    )


def team_notice(wording: Wording, variant: int) -> Draft:
    """A notice that sets up a working group (工作专班): people, duties, how it works."""
    topic, writer = wording.topic, wording.writer
    team = f"{wording.territory.name}{topic.name}工作专班"
    principal, *deputies = writer.leaders
    body = Body()
    body.paragraph(
        f"为{wording.fill(wording.dice.choice(topic.purpose))}，加强对{topic.name}工作的统筹协调，"
        f"决定成立{team}（以下简称工作专班）。现将有关事项通知如下："
    )
    body.section("组成人员")
    body.point(f"组长：{principal.name}（{writer.short_name}{principal.post}）")
    body.point("副组长：" + "、".join(f"{one.name}（{writer.short_name}{one.post}）" for one in deputies[:2]))
    body.point(f"成员单位：{wording.bureaus(topic.leads)}")
    body.section("主要职责")
    for measure in wording.some(topic.measures, 3):
        body.item(measure.heading, wording.fill(measure.text))
    body.section("工作机制")
    host = wording.bureau(topic.leads[0])
    body.item("办公室设置", f"工作专班办公室设在{host}，承担日常工作，办公室主任由{host}分管负责同志兼任。")
    body.item("会议制度", "工作专班每月召开一次调度会议，遇有重要事项可随时召开，议定事项以会议纪要明确。")
    body.item("调整与撤销", "工作专班成员如有变动，由所在单位提出，按程序调整，不再另行发文；任务完成后自行撤销。")
    return Draft(f"关于成立{team}的通知", body.text(), downward(writer))
