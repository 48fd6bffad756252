"""Circulars (通报): how things stand, and praise."""

from __future__ import annotations

from gongwen.document import Attachment
from zhengban.demo.city.addressing import downward
from zhengban.demo.texts.body import Body, topic_table
from zhengban.demo.texts.drafts import Draft
from zhengban.demo.texts.phrases import INSPECTORS, REQUIREMENTS
from zhengban.demo.texts.wording import Wording


def circular(wording: Wording, variant: int) -> Draft:
    """A circular on how things stand: what was achieved, what is wrong, what comes next; with the table."""
    topic, dice, writer = wording.topic, wording.dice, wording.writer
    body = Body()
    seen = wording.day(wording.on)
    body.paragraph(
        f"为{wording.fill(dice.choice(topic.purpose))}，近期，{writer.short_name}会同{wording.bureau(dice.choice(topic.leads))}"
        f"等单位{dice.choice(INSPECTORS)}，对{wording.territory.whole}{topic.name}工作进行了检查。现将有关情况通报如下："
    )
    body.section(dice.choice(("总体情况", "主要成效", "工作进展")))
    body.items(wording.some(topic.done, dice.randint(2, 4)), wording)
    body.section("存在问题")
    for at, problem in enumerate(wording.some(topic.problems, 3)):
        body.paragraph(f"{'一二三'[at]}是{wording.fill(problem)}")
    body.section("下一步要求")
    for step in wording.some(topic.next, 3):
        body.point(wording.fill(step))
    requirement = dice.choice(REQUIREMENTS)
    body.paragraph(
        f"{wording.fill(requirement.text)}整改情况请于{wording.day(wording.workday(20))}前报送{writer.short_name}。"
    )
    table = Body()
    spec = topic.table
    table.table(topic_table(spec, wording))
    table.paragraph(f"注：数据截至{seen}。")
    return Draft(
        wording.fill(topic.titles["circular"][variant]),
        body.text(),
        downward(writer),
        (Attachment(wording.fill(spec.title), table.text()),),
    )


def commendation(wording: Wording, variant: int) -> Draft:
    """A circular that praises places and bureaus (表扬通报)."""
    topic, dice, writer = wording.topic, wording.dice, wording.writer
    places = wording.some(writer.territory.places, 2)
    bureaus = wording.some(topic.leads, 2)
    named = "、".join(places) + "、" + wording.bureaus(bureaus)
    body = Body()
    body.paragraph(
        f"{wording.fill('<period>')}，各级各有关单位认真落实{wording.government}部署要求，扎实推进{topic.name}各项工作，"
        "涌现出一批成绩突出的单位。"
    )
    body.paragraph("".join(wording.fill(point.text) for point in wording.some(topic.done, 2)))
    body.paragraph(
        f"为鼓励先进、激发干劲，经研究，决定对{named}等{len(places) + len(bureaus)}个单位予以通报表扬。"
    )
    body.paragraph(
        "希望受到表扬的单位珍惜荣誉、再接再厉，在新的起点上创造新的业绩。各单位要以先进为榜样，"
        f"重点抓好{'、'.join(topic.tasks[:3])}等工作，推动{topic.name}工作再上新台阶。"
    )
    body.paragraph(wording.fill(dice.choice(REQUIREMENTS).text))
    listing = Body()
    rows = [["序号", "单位", "突出做法"]]
    for at, (name, measure) in enumerate(
        zip([*places, *(wording.bureau(one) for one in bureaus)], topic.measures, strict=False), 1
    ):
        rows.append([str(at), name, measure.heading])
    listing.table(rows)
    return Draft(
        f"关于表扬{wording.on.year}年{topic.name}工作先进单位的通报",
        body.text(),
        downward(writer),
        (Attachment("受表扬单位名单", listing.text()),),
    )
