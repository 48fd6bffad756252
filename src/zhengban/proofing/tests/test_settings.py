"""Rules made milder or off for an agency, and exceptions: by two people, never for what must not be made light of."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from django.test import Client

from gongwen.proofread import Severity
from tests.people import Cast
from tests.queued import run_queued_jobs
from zhengban.access.errors import Refused
from zhengban.access.models import User
from zhengban.documents.actions.findings import ignore_finding
from zhengban.documents.actions.outgoing import draft
from zhengban.documents.findings import name_of, named, report_for
from zhengban.documents.models import OutgoingDocument
from zhengban.documents.tests.lives import notice, open_office
from zhengban.notifications.models import Notification
from zhengban.proofing.actions import settings as actions
from zhengban.proofing.actions.exceptions import agree_exception, revoke_exception
from zhengban.proofing.actions.lexicon import Wording, accept_entry, propose_entry
from zhengban.proofing.models import Ignore, KeptCheck, RuleSetting, SettingState
from zhengban.proofing.noise import NOISY

BODY = "请核对银行帐户信息，联系市府办。\n请{{单位名称}}报送。"


@pytest.fixture(autouse=True)
def office(cast: Cast) -> None:
    open_office(cast)


def _drafted(cast: Cast, body: str = BODY) -> OutgoingDocument:
    elements = replace(notice([cast.finance, cast.county_office]), body=body)
    return draft(actor=cast.drafter, request_key=uuid.uuid4(), elements=elements)


def _found(document: OutgoingDocument, reader: User) -> dict[str, Severity]:
    return {one.finding.rule: one.finding.severity for one in report_for(document, reader).standing}


def _set(cast: Cast, severity: Severity | None, rule: str = "TYP001") -> RuleSetting:
    setting = actions.propose_setting(
        actor=cast.reviewer, agency=cast.city_office, rule=rule, severity=severity, reason="试用"
    )
    actions.accept_setting(setting, actor=cast.rechecker)
    return setting


def _ignored(cast: Cast, document: OutgoingDocument, rule: str) -> Ignore:
    one = next(one for one in report_for(document, cast.drafter).standing if one.finding.rule == rule)
    found = named(document, name_of(document, one))
    return ignore_finding(actor=cast.drafter, document=document, found=found, reason="专有名称")


def test_a_rule_is_milder_or_off_by_two_people_and_comes_back(cast: Cast) -> None:
    document = _drafted(cast)
    assert _found(document, cast.drafter)["TYP001"] is Severity.MINOR

    _set(cast, Severity.INFO)
    assert _found(document, cast.drafter)["TYP001"] is Severity.INFO
    setting = _set(cast, None)
    assert "TYP001" not in _found(document, cast.drafter)
    actions.end_setting(setting, actor=cast.reviewer, reason="试用结束")
    assert _found(document, cast.drafter)["TYP001"] is Severity.MINOR

    states = list(RuleSetting.objects.order_by("pk").values_list("state", flat=True))
    assert states == [SettingState.ENDED, SettingState.ENDED]


def test_nobody_makes_light_of_leaks_and_blockers(cast: Cast) -> None:
    for rule in ("RES001", "LEK003"):
        with pytest.raises(Refused, match="不能关闭或者降低"):
            actions.propose_setting(
                actor=cast.reviewer, agency=cast.city_office, rule=rule, severity=None, reason="误报"
            )
    with pytest.raises(Refused, match="没有编号"):
        actions.propose_setting(
            actor=cast.reviewer, agency=cast.city_office, rule="XXX999", severity=None, reason="误报"
        )
    with pytest.raises(Refused, match="只能调低"):
        actions.propose_setting(
            actor=cast.reviewer, agency=cast.city_office, rule="TYP001", severity=Severity.MAJOR, reason="误报"
        )
    assert not RuleSetting.objects.exists()


def test_who_proposed_a_setting_does_not_accept_it(cast: Cast) -> None:
    setting = actions.propose_setting(
        actor=cast.reviewer, agency=cast.city_office, rule="TYP001", severity=None, reason="试用"
    )

    with pytest.raises(Refused, match="提出人不能审核"):
        actions.accept_setting(setting, actor=cast.reviewer)

    setting.refresh_from_db()
    assert setting.state == SettingState.PROPOSED


def test_a_word_of_the_lexicon_is_found_in_papers_of_the_agency(cast: Cast) -> None:
    document = _drafted(cast)
    assert "LEX001" not in _found(document, cast.drafter)
    entry = propose_entry(
        actor=cast.reviewer, agency=cast.city_office, wording=Wording("市府办", "市政府办公室", "规范简称")
    )
    accept_entry(entry, actor=cast.rechecker)

    assert _found(document, cast.drafter)["LEX001"] is Severity.MINOR


def test_a_second_person_makes_an_ignore_the_rule_of_the_agency(cast: Cast) -> None:
    first, second = _drafted(cast), _drafted(cast)
    ignore = _ignored(cast, first, "TYP001")
    assert "TYP001" in _found(second, cast.drafter)

    with pytest.raises(Refused, match="可以确定本机关例外"):
        agree_exception(actor=cast.drafter, ignore=ignore)
    exception = agree_exception(actor=cast.reviewer, ignore=ignore)

    assert (exception.owner, exception.proposed_by) == (cast.reviewer, cast.drafter)
    with pytest.raises(Refused, match="已是本机关例外"):
        agree_exception(actor=cast.reviewer, ignore=ignore)
    assert "TYP001" not in _found(second, cast.drafter)
    with pytest.raises(Refused, match="可以维护词库"):
        revoke_exception(exception, actor=cast.drafter, reason="误定")
    revoke_exception(exception, actor=cast.reviewer, reason="误定")
    assert "TYP001" in _found(second, cast.drafter)


def test_whoever_ignored_does_not_agree_and_blockers_make_no_exception(cast: Cast) -> None:
    document = _drafted(cast)
    one = next(one for one in report_for(document, cast.reviewer).standing if one.finding.rule == "TYP001")
    own = ignore_finding(
        actor=cast.reviewer, document=document, found=named(document, name_of(document, one)), reason="引用原文"
    )
    blocker = _ignored(cast, document, "RES001")

    with pytest.raises(Refused, match="不能自己确定"):
        agree_exception(actor=cast.reviewer, ignore=own)
    with pytest.raises(Refused, match="只能逐件处理"):
        agree_exception(actor=cast.reviewer, ignore=blocker)


def test_papers_in_hand_are_checked_again_in_the_background(cast: Cast) -> None:
    document = _drafted(cast)
    report_for(document, cast.drafter)
    kept = KeptCheck.objects.count()

    _set(cast, Severity.INFO)
    run_queued_jobs()

    assert KeptCheck.objects.count() == kept + 1
    report_for(document, cast.drafter)
    assert KeptCheck.objects.count() == kept + 1


def test_a_noisy_rule_is_told_to_its_owner(cast: Cast) -> None:
    for _ in range(NOISY):
        _ignored(cast, _drafted(cast), "TYP001")

    [notice_] = Notification.objects.filter(text__contains="近90天被忽略10次")
    assert (notice_.user, notice_.url) == (cast.reviewer, "/proofing/rules/TYP001/")


def test_the_pages_show_rules_and_what_was_ignored_to_those_who_may_see_it(cast: Cast, client: Client) -> None:
    ignore = _ignored(cast, _drafted(cast), "TYP001")
    agree_exception(actor=cast.reviewer, ignore=ignore)

    def page(user: User, address: str) -> str:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.get(address)
        assert answer.status_code == 200
        return answer.content.decode()

    assert "1 次" in page(cast.reviewer, "/proofing/rules/?standing=noisy")
    assert "专有名称" in page(cast.reviewer, "/proofing/rules/TYP001/")
    assert "专有名称" not in page(cast.stranger, "/proofing/rules/TYP001/")
    assert "帐户" in page(cast.stranger, "/proofing/exceptions/")
    assert client.get("/proofing/rules/NONE/").status_code == 404
