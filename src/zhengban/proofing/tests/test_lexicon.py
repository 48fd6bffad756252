"""The agency's lexicon: proposed by one, decided by another, used in its papers, given out and taken in as a file."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongwen.proofread import parse_lexicon
from tests.people import Cast
from zhengban.access.errors import Refused, WrongState
from zhengban.access.models import User
from zhengban.audit.models import AuditEntry
from zhengban.notifications.models import Notification
from zhengban.organizations.models import Agency
from zhengban.proofing.actions import lexicon as actions
from zhengban.proofing.actions.lexicon import Wording
from zhengban.proofing.differences import sentences
from zhengban.proofing.house import entry_of, house_rules
from zhengban.proofing.models import EntryState, LexiconEntry

OFFICE = Wording("市府办", "市政府办公室", "应使用规范化简称", "本市公文处理办法")


def _propose(cast: Cast, wording: Wording = OFFICE) -> LexiconEntry:
    return actions.propose_entry(actor=cast.reviewer, agency=cast.city_office, wording=wording)


def _words(agency: Agency) -> list[tuple[str, str]]:
    return [(entry.word, entry.right) for entry in house_rules(agency.pk).lexicon.entries]


def _as(client: Client, user: User) -> Client:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_an_entry_counts_once_another_person_has_accepted_it(cast: Cast) -> None:
    entry = _propose(cast)
    assert _words(cast.city_office) == []

    with pytest.raises(Refused, match="提出人不能审核"):
        actions.accept_entry(entry, actor=cast.reviewer)
    actions.accept_entry(entry, actor=cast.rechecker)

    assert _words(cast.city_office) == [("市府办", "市政府办公室")]
    assert _words(cast.finance) == []
    assert list(AuditEntry.objects.about(entry).values_list("code", "actor_name")) == [
        ("proofing.propose_entry", "顾书言"),
        ("access.refused", "顾书言"),
        ("proofing.accept_entry", "宋予安"),
    ]


def test_only_keepers_of_the_agency_propose_and_decide(cast: Cast) -> None:
    for person in (cast.drafter, cast.finance_reviewer):
        with pytest.raises(Refused, match="可以维护词库"):
            actions.propose_entry(actor=person, agency=cast.city_office, wording=OFFICE)
    entry = _propose(cast)
    with pytest.raises(Refused, match="只能审核本机关"):
        actions.accept_entry(entry, actor=cast.finance_reviewer)
    with pytest.raises(Refused, match="可以审核"):
        actions.accept_entry(entry, actor=cast.drafter)

    entry.refresh_from_db()
    assert entry.state == EntryState.PROPOSED


def test_a_change_replaces_the_entry_and_says_what_is_different(cast: Cast) -> None:
    old = _propose(cast)
    actions.accept_entry(old, actor=cast.rechecker)

    new = _propose(cast, Wording("市府办", "市人民政府办公室", "应使用全称", since=date(2027, 1, 1)))
    assert sentences(new) == (
        "修改：“市府办”应为“市政府办公室”",
        "正确写法由“市政府办公室”改为“市人民政府办公室”",
        "理由由“应使用规范化简称”改为“应使用全称”",
        "依据由“本市公文处理办法”改为“无”",
        "起用日期由“不限”改为“2027年1月1日”",
    )
    actions.accept_entry(new, actor=cast.rechecker)

    old.refresh_from_db()
    assert (old.state, new.state) == (EntryState.REPLACED, EntryState.IN_FORCE)
    assert _words(cast.city_office) == [("市府办", "市人民政府办公室")]


def test_a_removal_is_decided_by_two_as_well(cast: Cast) -> None:
    entry = _propose(cast)
    actions.accept_entry(entry, actor=cast.rechecker)
    removal = actions.propose_removal(
        actor=cast.rechecker, agency=cast.city_office, entry=entry, reason="误报较多"
    )
    assert sentences(removal) == ("停用：“市府办”应为“市政府办公室”", "理由：误报较多")

    with pytest.raises(Refused, match="请按停用审核"):
        actions.accept_entry(removal, actor=cast.reviewer)
    actions.accept_removal(removal, actor=cast.reviewer)

    entry.refresh_from_db()
    assert entry.state == EntryState.RETIRED
    assert _words(cast.city_office) == []


def test_a_rejection_says_why_and_a_decided_entry_stays_decided(cast: Cast) -> None:
    entry = _propose(cast)
    with pytest.raises(Refused, match="须说明原因"):
        actions.reject_entry(entry, actor=cast.rechecker, reason=" ")
    actions.reject_entry(entry, actor=cast.rechecker, reason="简称可用")

    with pytest.raises(WrongState):
        actions.accept_entry(entry, actor=cast.rechecker)
    assert (entry.state, entry.decided_reason) == (EntryState.REJECTED, "简称可用")


def test_a_proposal_is_told_to_the_other_keepers_and_a_rejection_to_who_proposed(cast: Cast) -> None:
    entry = _propose(cast)
    actions.reject_entry(entry, actor=cast.rechecker, reason="简称可用")

    told = Notification.objects.filter(url="/proofing/lexicon/").order_by("pk").values_list("user", "text")
    waiting = "词条“市府办 → 市政府办公室”待审核。"
    assert set(told[:2]) == {(cast.rechecker.pk, waiting), (cast.registrar.pk, waiting)}
    assert list(told[2:]) == [(cast.reviewer.pk, "词条“市府办 → 市政府办公室”未通过审核：简称可用")]


def test_the_same_word_is_proposed_once_at_a_time(cast: Cast) -> None:
    entry = _propose(cast)
    with pytest.raises(Refused, match="正在审核"):
        actions.propose_entry(actor=cast.rechecker, agency=cast.city_office, wording=OFFICE)
    actions.accept_entry(entry, actor=cast.rechecker)
    with pytest.raises(Refused, match="没有变化"):
        _propose(cast)


@pytest.mark.parametrize(
    ("wrong", "right", "why", "exceptions"),
    [
        ("府", "政府", "过短", ()),
        ("市府办", "市府办", "相同", ()),
        ("市府办", "市政府办公室", "", ()),
        ("市\t府", "市政府", "制表符", ()),
        ("#市府", "市政府", "注释", ()),
        ("市府办", "市政府办公室", "例外不含", ("县府办",)),
        ("市" * 61, "市政府", "过长", ()),
    ],
)
def test_a_wording_that_makes_no_entry_is_refused(
    wrong: str, right: str, why: str, exceptions: tuple[str, ...]
) -> None:
    with pytest.raises(Refused):
        Wording(wrong, right, why, exceptions=exceptions)


def test_what_is_exported_is_imported_to_the_same(cast: Cast, client: Client) -> None:
    for wording in (OFFICE, Wording("县府", "县政府", "规范", exceptions=("县府街",), until=date(2030, 1, 1))):
        actions.accept_entry(_propose(cast, wording), actor=cast.rechecker)

    file = _as(client, cast.drafter).get("/proofing/lexicon/export/").content
    assert {entry.word for entry in parse_lexicon(file.decode(), "词库").entries} == {"市府办", "县府"}

    answer = _as(client, cast.finance_reviewer).post(
        "/proofing/lexicon/import/", {"upload": SimpleUploadedFile("词库.tsv", file)}
    )
    assert answer.status_code == 302
    proposed = LexiconEntry.objects.proposed().filter(agency=cast.finance)
    assert [entry_of(row) for row in proposed] == [
        entry_of(row) for row in LexiconEntry.objects.in_force().filter(agency=cast.city_office)
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "空"),
        (b"\xff\xfe\x00w", "UTF-8"),
        ("wrong\tright\n府\t政府\n".encode(), "第2行"),
        (b"wrong\tright\n" + b"\t" * 3_000_000, "2 MB"),
        ("wrong\tright\twhy\n市府办\t市政府办公室\t规范\n".encode() * 2, "第4行"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(cast: Cast, client: Client, content: bytes, sentence: str) -> None:
    answer = _as(client, cast.reviewer).post(
        "/proofing/lexicon/import/", {"upload": SimpleUploadedFile("词库.tsv", content)}
    )

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not LexiconEntry.objects.exists()


def test_the_page_lets_another_accept_several_at_once(cast: Cast, client: Client) -> None:
    entries = [_propose(cast, Wording(word, "市政府", "规范")) for word in ("市府一", "市府二")]

    own = _as(client, cast.reviewer).get("/proofing/lexicon/").content.decode()
    assert "撤回" in own
    assert 'name="entry"' not in own
    page = _as(client, cast.rechecker).get("/proofing/lexicon/").content.decode()
    assert "新增：“市府一”应为“市政府”" in page
    client.post("/proofing/lexicon/accept/", {"entry": [entry.pk for entry in entries]})

    assert _words(cast.city_office) == [("市府一", "市政府"), ("市府二", "市政府")]


def test_another_agencys_proposals_are_not_found(cast: Cast, client: Client) -> None:
    entry = _propose(cast)
    _as(client, cast.finance_reviewer)

    assert client.get(f"/proofing/lexicon/{entry.pk}/reject/").status_code == 404
    assert client.post(f"/proofing/lexicon/{entry.pk}/withdraw/").status_code == 404
    client.post("/proofing/lexicon/accept/", {"entry": [entry.pk]})
    entry.refresh_from_db()
    assert entry.state == EntryState.PROPOSED
