"""Findings on a paper: let stand with a reason, confirmed by a second person, stopped at signing, corrected."""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.exceptions import BadRequest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.people import Cast
from zhengban.access.errors import Refused
from zhengban.access.loading import loading
from zhengban.access.models import User
from zhengban.audit.models import AuditEntry
from zhengban.documents import content
from zhengban.documents.actions.findings import confirm_ignore, decline_ignore, ignore_finding, withdraw_ignore
from zhengban.documents.actions.outgoing import draft, revise
from zhengban.documents.elements import Elements
from zhengban.documents.findings import KIND, Named, checked_source, name_of, named, report_for
from zhengban.documents.models import OutgoingDocument, OutgoingState
from zhengban.documents.tests.lives import issued, item_of, notice, open_office, step
from zhengban.notifications.models import Notification
from zhengban.proofing.models import Ignore, IgnoreState, KeptCheck
from zhengban.workflow.actions import complete

BODY = "现将有关事项通知如下：\n一、压实责任\n请核对银行帐户信息，并认真落实。\n二、加强值守\n严格执行值班制度。"
LEFTOVER = "\n三、报送材料\n请{{单位名称}}于月底前报送。"


@pytest.fixture(autouse=True)
def office(cast: Cast) -> None:
    open_office(cast)


def _as(client: Client, user: User) -> Client:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _elements(cast: Cast, body: str = BODY) -> Elements:
    return replace(notice([cast.finance, cast.county_office]), body=body)


def _drafted(cast: Cast, body: str = BODY) -> OutgoingDocument:
    return draft(actor=cast.drafter, request_key=uuid.uuid4(), elements=_elements(cast, body))


def _before_leader(cast: Cast, body: str) -> OutgoingDocument:
    document = _drafted(cast, body)
    step(document, cast.drafter)
    step(document, cast.unit_head)
    step(document, cast.reviewer, chosen={"sign": [cast.leader]})
    return document


def _found(document: OutgoingDocument, reader: User, rule: str) -> Named:
    one = next(one for one in report_for(document, reader).standing if one.finding.rule == rule)
    return named(document, name_of(document, one))


def _rules(document: OutgoingDocument, reader: User) -> list[str]:
    return [one.finding.rule for one in report_for(document, reader).standing]


def _ignored(cast: Cast, document: OutgoingDocument, rule: str, reason: str = "引用原文") -> Ignore:
    found = _found(document, cast.drafter, rule)
    return ignore_finding(actor=cast.drafter, document=document, found=found, reason=reason)


def test_an_ignore_counts_at_once_and_is_in_the_trail(cast: Cast) -> None:
    document = _drafted(cast)

    ignore = _ignored(cast, document, "TYP001")

    report = report_for(document, cast.drafter)
    assert "TYP001" not in [one.finding.rule for one in report.standing]
    assert [one.ignore for one in report.ignored] == [ignore]
    entry = AuditEntry.objects.get(code="documents.ignore_finding")
    assert (entry.actor_name, entry.target_id, entry.summary) == ("林晚青", ignore.pk, "引用原文")


def test_an_ignore_survives_edits_elsewhere_and_lapses_with_its_place(cast: Cast) -> None:
    document = _drafted(cast)
    _ignored(cast, document, "TYP001")

    elsewhere = _elements(cast, "为做好防汛工作，" + BODY)
    revise(document, actor=cast.drafter, elements=elsewhere, why="补充目的")
    assert "TYP001" not in _rules(document, cast.drafter)

    here = _elements(cast, BODY.replace("核对银行帐户信息", "登记新开帐户清单"))
    revise(document, actor=cast.drafter, elements=here, why="改写")
    assert "TYP001" in _rules(document, cast.drafter)


def test_an_ignore_needs_a_reason_and_is_made_once(cast: Cast) -> None:
    document = _drafted(cast)
    found = _found(document, cast.drafter, "TYP001")

    with pytest.raises(Refused, match="须说明理由"):
        ignore_finding(actor=cast.drafter, document=document, found=found, reason="  ")
    ignore_finding(actor=cast.drafter, document=document, found=found, reason="专有名称")
    with pytest.raises(Refused, match="已经有人忽略"):
        ignore_finding(actor=cast.reviewer, document=document, found=found, reason="专有名称")

    assert Ignore.objects.count() == 1


def test_a_stranger_ignores_nothing(cast: Cast) -> None:
    document = _drafted(cast)
    found = _found(document, cast.drafter, "TYP001")

    with pytest.raises(Refused, match="只有拟稿人"):
        ignore_finding(actor=cast.stranger, document=document, found=found, reason="专有名称")

    assert not Ignore.objects.exists()


def test_a_withdrawn_ignore_lets_the_finding_stand_again(cast: Cast) -> None:
    document = _drafted(cast)
    ignore = _ignored(cast, document, "TYP001")

    with pytest.raises(Refused, match="只有忽略人"):
        withdraw_ignore(ignore, actor=cast.stranger)
    withdraw_ignore(ignore, actor=cast.drafter)

    assert "TYP001" in _rules(document, cast.drafter)
    assert Ignore.objects.get().state == IgnoreState.WITHDRAWN


def test_signing_is_refused_while_a_blocker_stands_and_says_which(cast: Cast) -> None:
    document = _before_leader(cast, BODY + LEFTOVER)
    item = item_of(cast.leader, document)

    with pytest.raises(Refused) as refusal:
        complete(item.at_hand, actor=cast.leader, opinion="同意。")

    assert "还有1处必须改正的问题" in str(refusal.value)
    assert "“{{单位名称}}”" in str(refusal.value)
    assert "RES001" in str(refusal.value)
    document.refresh_from_db()
    assert document.state == OutgoingState.IN_REVIEW


def test_a_blocker_is_let_stand_by_two_people_only(cast: Cast) -> None:
    document = _before_leader(cast, BODY + LEFTOVER)
    ignore = _ignored(cast, document, "RES001")
    assert ignore.state == IgnoreState.PROPOSED
    told = set(Notification.objects.filter(text__contains="待您确认").values_list("user", flat=True))
    assert told == {cast.unit_head.pk, cast.reviewer.pk}

    item = item_of(cast.leader, document)
    with pytest.raises(Refused, match="必须改正"):
        complete(item.at_hand, actor=cast.leader, opinion="同意。")
    with pytest.raises(Refused, match="不能自己确认"):
        confirm_ignore(ignore, actor=cast.drafter)
    with pytest.raises(Refused, match="可以确认忽略"):
        confirm_ignore(ignore, actor=cast.stranger)

    confirm_ignore(ignore, actor=cast.unit_head)
    step(document, cast.leader)
    assert document.state == OutgoingState.SIGNED


def test_the_drafter_confirms_nothing_in_the_own_draft(cast: Cast) -> None:
    document = _before_leader(cast, BODY + LEFTOVER)
    found = _found(document, cast.reviewer, "RES001")
    ignore = ignore_finding(actor=cast.reviewer, document=document, found=found, reason="系统字段说明")

    with pytest.raises(Refused, match="拟稿人不能确认"):
        confirm_ignore(ignore, actor=cast.drafter)
    decline_ignore(ignore, actor=cast.unit_head)

    assert "RES001" in _rules(document, cast.reviewer)
    ignore.refresh_from_db()
    assert (ignore.state, ignore.decided_by) == (IgnoreState.DECLINED, cast.unit_head)


def test_the_database_holds_that_two_people_let_a_blocker_stand(cast: Cast) -> None:
    document = _drafted(cast, BODY + LEFTOVER)
    ignore = _ignored(cast, document, "RES001")

    with transaction.atomic(), loading("试写"), pytest.raises(IntegrityError), transaction.atomic():
        Ignore.objects.filter(pk=ignore.pk).update(state=IgnoreState.IN_FORCE, decided_by=cast.drafter)


def test_a_finding_is_made_up_by_nobody(cast: Cast, client: Client) -> None:
    document, other = _drafted(cast), _drafted(cast)
    name = name_of(other, report_for(other, cast.drafter).standing[0])
    address = f"/documents/out/{document.pk}/findings/ignore/"
    _as(client, cast.drafter)

    assert client.post(address, {"finding": "x:y:z", "reason": "误报"}).status_code == 400
    assert client.post(address, {"reason": "误报"}).status_code == 400
    assert client.post(address, {"finding": name, "reason": "误报"}).status_code == 400
    with pytest.raises(BadRequest):
        named(document, name)
    name = name_of(document, report_for(document, cast.drafter).standing[0])
    assert _as(client, cast.stranger).post(address, {"finding": name, "reason": "误报"}).status_code == 404
    assert not Ignore.objects.exists()


def test_ignores_of_papers_one_may_not_see_are_not_found(cast: Cast, client: Client) -> None:
    ignore = _ignored(cast, _drafted(cast), "TYP001")

    for act in ("confirm", "decline", "withdraw", "agree"):
        assert _as(client, cast.finance_reviewer).post(f"/documents/ignores/{ignore.pk}/{act}/").status_code == 404


def test_a_correction_makes_a_new_version_that_says_why(cast: Cast, client: Client) -> None:
    document = _drafted(cast)
    one = next(one for one in report_for(document, cast.drafter).standing if one.finding.rule == "TYP001")

    answer = _as(client, cast.drafter).post(
        f"/documents/out/{document.pk}/findings/accept/", {"finding": name_of(document, one)}
    )

    assert answer.status_code == 302
    document.refresh_from_db()
    version = document.current_version
    assert version is not None
    assert (version.ordinal, version.why) == (2, "采纳校核意见：“帐户”改为“账户”")
    assert version.text == BODY.replace("帐户", "账户")
    again = client.post(f"/documents/out/{document.pk}/findings/accept/", {"finding": name_of(document, one)})
    assert again.status_code == 409


def test_corrections_taken_over_while_typing_are_named_in_the_new_version(cast: Cast, client: Client) -> None:
    document = _drafted(cast)
    elements = content.elements_of(document)

    _as(client, cast.drafter).post(
        f"/documents/out/{document.pk}/edit/",
        {
            "kind": elements.kind,
            "title": elements.title,
            "code": elements.code,
            "urgency": "NORMAL",
            "disclosure": "ACTIVE",
            "to_names": "、".join(elements.to_names),
            "copies": 1,
            "body": BODY.replace("帐户", "账户"),
            "request_key": uuid.uuid4(),
            "seen_version": 1,
            "adopted": ["“帐户”改为“账户”"],
        },
    )

    document.refresh_from_db()
    assert document.current_version is not None
    assert document.current_version.why == "采纳校核意见：“帐户”改为“账户”"


def test_one_content_is_checked_once(cast: Cast) -> None:
    document = _drafted(cast)
    for reader in (cast.drafter, cast.reviewer, cast.drafter):
        report_for(document, reader)

    assert KeptCheck.objects.count() == 1


def test_the_page_shows_what_the_command_finds(cast: Cast, tmp_path: Path) -> None:
    document = issued(cast)
    elements = replace(content.elements_of(document), body=BODY + LEFTOVER + "\n会议定于2026年2月30日召开。")
    with loading("试写"):
        content.keep_version(document, elements, author=cast.drafter, why="试写")
    file = tmp_path / "document.md"
    file.write_text(checked_source(document), encoding="utf-8")

    command = [sys.executable, "-m", "gongwen", "check", "--format", "json", str(file)]
    told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False).stdout

    by_command = [json.loads(line) for line in told.splitlines()]
    by_page = [one.finding for one in report_for(document, cast.leader).standing]
    assert len(by_page) >= 3
    assert sorted((one["rule"], one["start"], one["end"], one["message"]) for one in by_command) == sorted(
        (one.rule, one.start, one.end, one.message) for one in by_page
    )


def test_the_pages_offer_what_may_be_done(cast: Cast, client: Client) -> None:
    document = _drafted(cast, BODY + LEFTOVER)
    _ignored(cast, document, "RES001")

    own = _as(client, cast.drafter).get(f"/documents/out/{document.pk}/?tab=check").content.decode()
    heads = _as(client, cast.unit_head).get(f"/documents/out/{document.pk}/?tab=check").content.decode()
    typing = _as(client, cast.drafter).get(f"/documents/out/{document.pk}/edit/").content.decode()

    assert "待第二人确认" in own
    assert "确认忽略" not in own
    assert "确认忽略" in heads
    assert f"/documents/out/{document.pk}/findings/ignore/" in typing
    assert Ignore.objects.of(KIND, document.pk).count() == 1
