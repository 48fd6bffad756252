from __future__ import annotations

import pytest

from tests.people import Cast
from zhengban.access.errors import Refused, WrongState
from zhengban.audit.models import AuditEntry
from zhengban.designing.actions import abandon, begin, release, save, send_back, submit
from zhengban.designing.models import DraftState
from zhengban.designing.tests.drawings import LONGER, begun, latest, submitted
from zhengban.documents.tests.lives import drafted, open_office
from zhengban.workflow.actions import publish
from zhengban.workflow.models import ProcessInstance

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office(cast: Cast) -> None:
    open_office(cast)


def test_a_draft_is_drawn_submitted_reviewed_and_released(cast: Cast) -> None:
    old = drafted(cast)
    draft = begun(cast)
    save(draft, actor=cast.system_administrator, xml=draft.xml.replace(*LONGER), revision=0)
    submit(draft, actor=cast.system_administrator, reason="归档由机要文书办理")

    release(draft, actor=cast.security_administrator, opinion="同意。")

    draft.refresh_from_db()
    assert (draft.state, draft.published, draft.reviewer) == (
        DraftState.PUBLISHED,
        latest(),
        cast.security_administrator,
    )
    assert latest().version == 2
    assert ProcessInstance.objects.about(old).get().definition.version == 1
    assert ProcessInstance.objects.about(drafted(cast)).get().definition.version == 2
    codes = AuditEntry.objects.filter(code__startswith="designing.").order_by("pk").values_list("code", flat=True)
    assert list(codes) == ["designing.begin", "designing.save", "designing.submit", "designing.release"]


def test_a_drawing_that_can_go_wrong_is_kept_but_not_submitted(cast: Cast) -> None:
    draft = begun(cast, ('sourceRef="archive" targetRef="end"', 'sourceRef="archive" targetRef="number"'))

    with pytest.raises(Refused):
        submit(draft, actor=cast.system_administrator, reason="试")

    draft.refresh_from_db()
    assert draft.state == DraftState.DRAWING


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (('rule="role:ARCHIVIST"', 'rule="role:NOBODY"'), "岗位“NOBODY”不存在"),
        (('action="documents.archive"', 'action="documents.burn"'), "业务动作“documents.burn”不存在"),
        (('<process id="outgoing"', '<process id="another"'), "流程标识应为“outgoing”"),
        (("<startEvent", "<!-- --><startEvent"), ""),
    ],
)
def test_what_the_system_does_not_know_is_named(cast: Cast, change: tuple[str, str], why: str) -> None:
    draft = begun(cast, change)

    if not why:
        submit(draft, actor=cast.system_administrator, reason="加注释")
        return
    with pytest.raises(Refused, match=why):
        submit(draft, actor=cast.system_administrator, reason="试")


@pytest.mark.parametrize(
    ("xml", "why"),
    [
        ("", "流程图文件"),
        ("<definitions", "流程图文件"),
        ("<a/>", "不是 BPMN"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><definitions>&x;</definitions>', "流程图文件"),
        ("<definitions>" + " " * 5_000_000 + "</definitions>", "超过 4 MB"),
    ],
    ids=["empty", "broken", "other", "entity", "large"],
)
def test_what_is_no_drawing_is_not_kept(cast: Cast, xml: str, why: str) -> None:
    draft = begun(cast)
    with pytest.raises(Refused, match=why):
        save(draft, actor=cast.system_administrator, xml=xml, revision=0)

    draft.refresh_from_db()
    assert draft.revision == 0


def test_two_windows_do_not_overwrite_each_other(cast: Cast) -> None:
    draft = begun(cast)
    save(draft, actor=cast.system_administrator, xml=draft.xml, revision=0)

    with pytest.raises(WrongState, match="另一个窗口"):
        save(draft, actor=cast.system_administrator, xml=draft.xml, revision=0)


def test_one_draft_of_a_process_at_a_time(cast: Cast) -> None:
    draft = begun(cast)
    base = latest()
    with pytest.raises(Refused, match="已有这个流程的草稿"):
        begin(actor=cast.system_administrator, key=base.key, name=base.name, xml=base.xml, base=base)

    abandon(draft, actor=cast.system_administrator)

    assert begun(cast).state == DraftState.DRAWING


def test_an_unchanged_drawing_is_not_submitted(cast: Cast) -> None:
    with pytest.raises(Refused, match="没有改动"):
        submit(begun(cast), actor=cast.system_administrator, reason="试")


def test_whoever_draws_does_not_release(cast: Cast) -> None:
    draft = submitted(cast)
    with pytest.raises(Refused, match="只有安全保密管理员"):
        release(draft, actor=cast.system_administrator)
    with pytest.raises(Refused, match="只有系统管理员"):
        save(draft, actor=cast.security_administrator, xml=draft.xml, revision=0)


def test_a_returned_draft_says_why_and_can_be_submitted_again(cast: Cast) -> None:
    draft = submitted(cast)
    with pytest.raises(Refused, match="说明原因"):
        send_back(draft, actor=cast.security_administrator, opinion=" ")

    send_back(draft, actor=cast.security_administrator, opinion="归档岗位不变。")
    submit(draft, actor=cast.system_administrator, reason="已说明")

    assert (draft.state, draft.review) == (DraftState.SUBMITTED, "归档岗位不变。")


def test_a_version_published_meanwhile_is_not_undone_unseen(cast: Cast) -> None:
    draft = submitted(cast)
    publish(actor=cast.system_administrator, xml=latest().xml.replace('ordinary="20"', 'ordinary="30"'))

    with pytest.raises(Refused, match="已发布第2版"):
        release(draft, actor=cast.security_administrator)
