"""Transfer, circulate, read, expedite, terminate, start and publish."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from tests.people import Cast
from zhengban.access.errors import Conflict, GateClosed, Refused, WrongState
from zhengban.audit.models import AuditEntry
from zhengban.workflow.actions import (
    circulate,
    complete,
    expedite,
    finish_reading,
    publish,
    publish_if_changed,
    see_reading,
    start,
    terminate,
    transfer,
)
from zhengban.workflow.errors import DefinitionRefused, EntryRefused
from zhengban.workflow.models import Circulation, ProcessDefinition, WorkflowEvent, WorkItem
from zhengban.workflow.models.items import ItemStatus
from zhengban.workflow.models.processes import InstanceState
from zhengban.workflow.tests.engine.drawing import Task, draw
from zhengban.workflow.tests.trial import XML, Trial, begin

# Transfer


def test_transfer_hands_the_item_to_somebody_of_the_agency(reviewed: Trial, cast: Cast) -> None:
    transfer(reviewed.item("sign").at_hand, actor=cast.leader, to=cast.deputy_leader, opinion="请若川同志签发")

    assert reviewed.hands == {"sign": ["沈若川"]}
    old, new = WorkItem.objects.filter(activity="sign").order_by("number")
    assert (old.state, old.opinion, new.transferred_from, new.round) == (
        ItemStatus.TRANSFERRED,
        "请若川同志签发",
        old,
        1,
    )
    complete(new.at_hand, actor=cast.deputy_leader, outcome="agree")


def test_transfer_outside_the_agency_or_by_others_is_refused(reviewed: Trial, cast: Cast) -> None:
    with pytest.raises(EntryRefused, match="请选择在岗的人员转办"):
        transfer(reviewed.item("sign").at_hand, actor=cast.leader, to=cast.finance_leader)
    with pytest.raises(Refused, match="您不是"):
        transfer(reviewed.item("sign").at_hand, actor=cast.drafter, to=cast.deputy_leader)
    assert reviewed.hands == {"sign": ["周明远"]}
    assert not AuditEntry.objects.filter(code="workflow.transfer").exists()


def test_a_move_the_designer_left_out_says_so(signed: Trial, cast: Cast) -> None:
    decision = transfer.decision(signed.item("archive").at_hand, cast.archivist)
    assert str(decision) == "“archive环节”环节不提供“转办”。"


# Circulation


def test_circulating_gives_it_to_read_once_and_never_blocks(trial: Trial, cast: Cast) -> None:
    people = [cast.leader, cast.second_head]
    circulate(trial.item("draft").at_hand, actor=cast.drafter, people=people, opinion="请阅")
    circulate(trial.item("draft").at_hand, actor=cast.drafter, people=people)

    rows = Circulation.objects.order_by("pk").values_list("reader__name", "sent_by__name", "note")
    assert list(rows) == [("周明远", "林晚青", "请阅"), ("陆景和", "林晚青", "请阅")]
    assert trial.hands == {"draft": ["林晚青"]}
    assert [row.instance.title for row in Circulation.objects.unread_by(cast.leader)] == [
        "关于青溪县人民政府办公室的通知"
    ]


def test_those_concerned_circulate_without_holding_it_and_after_the_end(signed: Trial, cast: Cast) -> None:
    circulate(signed.instance, actor=cast.drafter, people=[cast.stranger])
    circulate(signed.instance, actor=cast.registrar, people=[cast.second_head])
    complete(signed.item("archive").at_hand, actor=cast.archivist)
    complete(signed.item("recheck").at_hand, actor=cast.rechecker)
    complete(signed.item("number").at_hand, actor=cast.numbering_clerk)
    circulate(signed.instance, actor=cast.leader, people=[cast.third_head])

    assert Circulation.objects.count() == 3
    for actor in (cast.stranger, cast.finance_registrar):
        with pytest.raises(Refused, match="只有经办人员和文书、督查岗位可以传阅"):
            circulate(signed.instance, actor=actor, people=[cast.second_head])
    with pytest.raises(EntryRefused, match="在岗"):
        circulate(signed.instance, actor=cast.leader, people=[cast.finance_head])
    assert Circulation.objects.count() == 3


def test_reading_keeps_when_it_was_opened_and_finished(trial: Trial, cast: Cast) -> None:
    circulate(trial.item("draft").at_hand, actor=cast.drafter, people=[cast.leader])
    reading = Circulation.objects.get()

    see_reading(reading, actor=cast.leader)
    opened = reading.first_read_at
    assert opened is not None
    assert list(Circulation.objects.unread_by(cast.leader)) == [reading]
    finish_reading(reading, actor=cast.leader, opinion=" 已阅 ")

    reading.refresh_from_db()
    assert (reading.first_read_at, reading.opinion) == (opened, "已阅")
    assert not Circulation.objects.unread_by(cast.leader).exists()
    assert list(Circulation.objects.read_by(cast.leader)) == [reading]
    assert WorkflowEvent.objects.filter(kind="READ").count() == 1
    with pytest.raises(Conflict, match=r"该件已于.*阅毕"):
        finish_reading(reading, actor=cast.leader)


def test_nobody_reads_for_another(trial: Trial, cast: Cast) -> None:
    circulate(trial.item("draft").at_hand, actor=cast.drafter, people=[cast.leader])
    reading = Circulation.objects.get()
    for verb in (see_reading, finish_reading):
        with pytest.raises(Refused, match="您不是该件的传阅对象"):
            verb(reading, actor=cast.drafter)
    reading.refresh_from_db()
    assert (reading.first_read_at, reading.read_at) == (None, None)


# Expedite, terminate


def test_expediting_tells_the_holders(signed: Trial, cast: Cast) -> None:
    expedite(signed.instance, actor=cast.drafter, opinion="请于今日办结")
    expedite(signed.instance, actor=cast.registrar, items=[signed.item("recheck")])

    rows = WorkflowEvent.objects.filter(kind="EXPEDITED").order_by("pk").values_list("activity", "people", "text")
    assert list(rows) == [
        ("recheck", [cast.rechecker.pk], "请于今日办结"),
        ("recheck", [cast.rechecker.pk], ""),
    ]
    with pytest.raises(WrongState, match="“archive环节”环节不提供“催办”"):
        expedite(signed.instance, actor=cast.drafter, items=[signed.item("archive")])
    with pytest.raises(Refused, match="可以催办"):
        expedite(signed.instance, actor=cast.stranger)
    with pytest.raises(Conflict, match="本件当前"):
        expedite(signed.instance, actor=cast.drafter, items=[signed.item("draft")])
    assert WorkflowEvent.objects.filter(kind="EXPEDITED").count() == 2


def test_terminating_does_the_act_that_ends_the_paper(signed: Trial, cast: Cast) -> None:
    terminate(signed.instance, actor=cast.drafter, opinion="事项取消")

    signed.paper.refresh_from_db()
    assert (signed.instance.state, signed.hands, signed.paper.short_name) == (
        InstanceState.TERMINATED,
        {},
        "已撤销",
    )
    assert signed.item("recheck").state == ItemStatus.WITHDRAWN
    assert str(terminate.decision(signed.instance, cast.drafter)) == "流程已经结束。"
    with pytest.raises(Conflict):
        complete(signed.item("recheck").at_hand, actor=cast.rechecker)


def test_who_may_not_end_the_paper_may_not_terminate(signed: Trial, cast: Cast) -> None:
    with pytest.raises(Refused, match="只有拟稿人可以撤销办理"):
        terminate(signed.instance, actor=cast.leader, opinion="事项取消")
    with pytest.raises(EntryRefused, match="请填写意见"):
        terminate(signed.instance, actor=cast.drafter, opinion="")
    signed.paper.refresh_from_db()
    assert signed.instance.state == InstanceState.RUNNING
    assert signed.paper.short_name == "已签发"
    assert set(signed.hands) == {"recheck", "archive"}


# Start, publish


def test_a_process_runs_once_and_only_starts_within_an_act(trial: Trial, cast: Cast) -> None:
    with pytest.raises(Conflict, match="该件已有正在办理的流程"):
        begin(trial.paper, actor=cast.drafter)
    with pytest.raises(Refused, match="流程须由业务操作启动"):
        start(actor=cast.drafter, key="drawn", subject=cast.finance)
    assert trial.instance.definition.version == 1


def test_papers_under_way_stay_on_their_version(trial: Trial, cast: Cast) -> None:
    newer = draw(Task("draft", "drafter"), facts="title").decode()
    published = publish(actor=cast.system_administrator, xml=newer)
    assert published.version == 2

    complete(trial.item("draft").at_hand, actor=cast.drafter)
    assert trial.hands == {"review": ["何砚秋"]}


def test_a_publication_that_was_rolled_back_leaves_nothing_behind(cast: Cast) -> None:
    """SQLite gives its number out again, to a definition with other steps."""
    with transaction.atomic():
        Trial(cast).begin()
        transaction.set_rollback(True)
    other = XML.replace('name="draft环节"', 'name="起草环节"')
    publish(actor=cast.system_administrator, xml=other)
    begin(cast.county_office, actor=cast.drafter)

    assert WorkItem.objects.get().activity_name == "起草环节"


def test_publishing_the_same_again_makes_no_version(trial: Trial, cast: Cast) -> None:
    assert publish_if_changed(actor=cast.system_administrator, xml=XML).version == 1
    assert ProcessDefinition.objects.count() == 1


def test_a_definition_that_names_what_does_not_exist_is_refused(cast: Cast) -> None:
    xml = draw(
        Task("draft", "role:KING", main='action="trial.fly"'),
        Task("sign", "chosen|post_kind:EMPEROR"),
    ).decode()
    with pytest.raises(DefinitionRefused) as refusal:
        publish(actor=cast.system_administrator, xml=xml)
    assert [one.message for one in refusal.value.diagnostics] == [
        "业务动作“trial.fly”不存在",
        "岗位“KING”不存在",
        "职务类别“EMPEROR”不存在",
    ]
    with pytest.raises(DefinitionRefused, match="没有业务使用这个流程标识"):
        publish(actor=cast.system_administrator, xml=XML.replace('id="drawn"', 'id="unknown"'))
    with pytest.raises(DefinitionRefused, match="不是格式正确的XML文件"):
        publish(actor=cast.system_administrator, xml="<")
    assert not ProcessDefinition.objects.exists()


def test_only_the_system_administrator_publishes(cast: Cast) -> None:
    for actor in (cast.drafter, cast.security_administrator):
        with pytest.raises(Refused, match="只有系统管理员可以发布流程"):
            publish(actor=actor, xml=XML)
    assert not ProcessDefinition.objects.exists()


def test_what_is_published_or_has_happened_cannot_be_changed(trial: Trial) -> None:
    with pytest.raises(GateClosed):
        ProcessDefinition.objects.update(xml="")
    from zhengban.access.loading import loading

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), loading("试改"):
        WorkflowEvent.objects.update(text="改")
    definition = ProcessDefinition.objects.get()
    definition.xml = ""
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), loading("试改"):
        definition.save()


@pytest.mark.parametrize("name", ["outgoing", "incoming"])
def test_what_the_system_ships_names_only_what_exists(cast: Cast, name: str) -> None:
    shipped = Path(__file__).parents[2] / "documents" / "processes" / f"{name}.bpmn"
    published = publish_if_changed(actor=cast.system_administrator, xml=shipped.read_text(encoding="utf-8"))
    assert (published.key, published.version) == (name, 1)
