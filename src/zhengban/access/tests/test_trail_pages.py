"""The auditor and the security administrator read the trail, each other's too; nobody reads the own, or business."""

from __future__ import annotations

import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.people import Cast
from zhengban.access.disclosure import entries_visible_to, shown
from zhengban.access.models import User
from zhengban.access.tests.test_gate import TODAY
from zhengban.access.views import trail
from zhengban.audit.batches import close_batch
from zhengban.audit.models import AuditBatch, AuditEntry, Outcome
from zhengban.audit.trail import record
from zhengban.documents.tests.lives import issued, open_office
from zhengban.organizations.actions import end_agency

MOST_QUERIES = 12
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _as(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def _entry(code: str) -> AuditEntry:
    entry = AuditEntry.objects.filter(code=code).last()
    assert entry is not None
    return entry


def test_each_sees_the_acts_of_all_but_the_own_duty(cast: Cast):
    by = {
        who: record("test.act", "试验", actor=getattr(cast, who)).pk
        for who in ("drafter", "system_administrator", "security_administrator", "auditor")
    }

    def seen(reader: User) -> set[str]:
        visible = set(entries_visible_to(reader).filter(code="test.act").values_list("pk", flat=True))
        return {who for who, pk in by.items() if pk in visible}

    assert seen(cast.auditor) == {"drafter", "system_administrator", "security_administrator"}
    assert seen(cast.security_administrator) == {"drafter", "system_administrator", "auditor"}
    assert seen(cast.system_administrator) == seen(cast.drafter) == set()


@pytest.mark.parametrize(
    ("who", "reads", "proves"),
    [
        ("auditor", True, True),
        ("security_administrator", True, False),
        ("system_administrator", False, False),
        ("drafter", False, False),
    ],
)
def test_the_pages_open_to_whom_they_are_for(client: Client, cast: Cast, who: str, reads: bool, proves: bool):
    entry = record("test.act", "试验", actor=cast.reviewer)
    _as(client, getattr(cast, who))

    answers = {
        client.get("/audit/").status_code,
        client.get(f"/audit/{entry.pk}/").status_code,
    }
    proofs = {
        client.get("/audit/batches/").status_code,
        client.post("/audit/batches/", {"count": 1}).status_code,
        client.post("/audit/export/").status_code,
    }

    assert answers == {200 if reads else 403}
    assert proofs == {200 if proves else 403}


def test_what_is_not_theirs_is_not_there(client: Client, cast: Cast):
    own = record("test.act", "试验", actor=cast.auditor)
    _as(client, cast.auditor)

    assert client.get(f"/audit/{own.pk}/").status_code == 404
    assert client.get("/audit/99999999/").status_code == 404
    assert client.get(f"/audit/{2**70}/").status_code == 404


def test_reading_and_proving_change_nothing_but_the_trail(client: Client, cast: Cast):
    close_batch()
    _as(client, cast.auditor)
    batches, entries = AuditBatch.objects.count(), AuditEntry.objects.count()

    client.get("/audit/")
    client.get("/audit/batches/")
    assert AuditEntry.objects.count() == entries
    client.post("/audit/batches/", {"count": 20})

    assert AuditBatch.objects.count() == batches
    [told] = AuditEntry.objects.order_by("pk")[entries:]
    assert (told.code, told.summary) == ("audit.verify", "核验1批，均未被改动")


def test_an_opened_page_that_is_not_theirs_is_told(client: Client, cast: Cast):
    _as(client, cast.system_administrator)

    answer = client.get("/audit/")

    assert answer.status_code == 403
    entry = _entry("access.page_refused")
    assert (entry.actor_id, entry.outcome) == (cast.system_administrator.pk, Outcome.REFUSED)
    assert entry.summary == "/audit/：此页只对安全审计员、安全保密管理员开放（依据：三员分立）。"


def test_an_entry_shows_what_was_before_and_after_in_words(client: Client, cast: Cast):
    end_agency(cast.finance, actor=cast.system_administrator, ends_on=TODAY, reason="机构改革")
    _as(client, cast.auditor)

    text = client.get(f"/audit/{_entry('organizations.end_agency').pk}/").content.decode()

    assert "云江市财政局" in text
    assert "机构改革" in text
    assert re.search(r"撤销日期</td>.*（空）</td>.*2026-11-24</td>", text, re.DOTALL)


def test_related_rows_and_choices_are_named(cast: Cast):
    granted = {one.field: one.after for one in shown(_entry("organizations.grant_role")).changes()}

    assert granted["人员"] == f"{cast.county_registrar.name}（{cast.county_registrar.pk}）"
    assert granted["岗位"] == "机要文书"


def test_of_business_only_the_act_is_shown(client: Client, cast: Cast):
    open_office(cast)
    document = issued(cast)
    title = document.title
    entry = AuditEntry.objects.about(document).filter(target_label__contains=title).last()
    # The proof would prove nothing if the trail did not know the title.
    assert entry is not None
    _as(client, cast.auditor)

    page = client.get(f"/audit/{entry.pk}/").content.decode()
    listed = client.get("/audit/").content.decode()
    sheet = client.post("/audit/export/")

    assert f"第{document.pk}号" in page
    assert "这条记录涉及业务内容" in page
    assert title not in page
    assert title not in listed
    rows = list(load_workbook(io.BytesIO(sheet.content)).active.iter_rows(values_only=True))
    assert not any(title in str(cell) for row in rows for cell in row)


def test_the_filters_find(client: Client, cast: Cast):
    end_agency(cast.finance, actor=cast.system_administrator, ends_on=TODAY, reason="机构改革")
    entry = _entry("organizations.end_agency")
    _as(client, cast.auditor)

    def found(**query: object) -> set[int]:
        return {row.entry.pk for row in client.get("/audit/", query).context["rows"]}

    assert found(code="organizations.end_agency") == {entry.pk}
    assert found(who="系统管理员甲", code="organizations.end_agency") == {entry.pk}
    assert found(who="SYSADMIN", code="organizations.end_agency") == {entry.pk}
    assert found(who="林晚青", code="organizations.end_agency") == set()
    assert found(who="查无此人") == set()
    assert entry.pk in found(target_type="organizations.agency", target_id=cast.finance.pk)
    assert found(outcome="REFUSED") == set()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"since": "2026-02-30"}, "输入一个有效的日期。"),
        ({"since": "2026-03-02", "until": "2026-03-01"}, "截止日期不能早于起始日期。"),
        ({"target_type": "access.user"}, "按对象查询时，对象类别和对象编号要同时填写。"),
        ({"target_id": "9" * 30, "target_type": "access.user"}, "确保该值小于或等于"),
        ({"code": "nothing.such"}, "选择一个有效的选项"),
    ],
)
def test_a_wrong_filter_says_so_and_finds_nothing(client: Client, cast: Cast, query: dict, sentence: str):
    _as(client, cast.auditor)

    answer = client.get("/audit/", query)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert answer.context["rows"] == []


def test_a_hostile_place_is_the_beginning(client: Client, cast: Cast):
    _as(client, cast.auditor)

    for place in ("x", "-1", "9" * 40, "１"):
        assert client.get("/audit/", {"before": place}).status_code == 200


def test_the_list_is_walked_page_by_page(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(trail, "PAGE_SIZE", 10)
    _as(client, cast.auditor)
    expected = list(entries_visible_to(cast.auditor).order_by("-at", "-pk").values_list("pk", flat=True))

    walked: list[int] = []
    address = "/audit/"
    while address:
        page = client.get(address)
        walked += [row.entry.pk for row in page.context["rows"]]
        older = page.context["page"].older
        address = f"/audit/?before={older}" if older else ""

    assert walked == expected


def test_the_list_stays_within_its_queries(client: Client, cast: Cast):
    _as(client, cast.auditor)
    client.get("/audit/")

    with CaptureQueriesContext(connection) as queries:
        client.get("/audit/", {"who": "林晚青", "before": AuditEntry.objects.last().pk})

    assert len(queries) <= MOST_QUERIES
    assert not any("COUNT(" in query["sql"] and "audit_auditentry" in query["sql"] for query in queries)


def test_an_export_holds_what_was_asked_for_as_text_and_is_told(client: Client, cast: Cast):
    record("test.act", "=1+1", actor=cast.drafter, summary="@evil")
    _as(client, cast.auditor)

    answer = client.post("/audit/export/?code=test.act")

    assert answer["Content-Type"] == XLSX
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows())
    assert [cell.value for cell in rows[0]][:3] == ["编号", "时间", "操作人"]
    [row] = rows[1:]
    assert (row[4].value, row[4].data_type) == ("=1+1", "s")
    told = _entry("audit.export")
    assert (told.actor_id, told.summary) == (cast.auditor.pk, "1 条")
    assert told.changes == {"filter": [None, "code=test.act"]}


def test_an_export_is_refused_rather_than_cut(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(trail, "MOST_EXPORTED", 3)
    _as(client, cast.auditor)

    answer = client.post("/audit/export/")

    assert answer.status_code == 422
    assert "符合条件的记录超过3条，请缩小时间范围后再导出。" in answer.content.decode()
    assert not AuditEntry.objects.filter(code="audit.export").exists()


def test_a_broken_batch_is_named(client: Client, cast: Cast):
    batch = close_batch()
    assert batch is not None
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER audit_auditentry_no_update")
        cursor.execute("UPDATE audit_auditentry SET label='改' WHERE id=%s", [batch.first_entry_id + 1])
    _as(client, cast.auditor)

    text = client.post("/audit/batches/", {"count": 1}).content.decode()

    assert f"第 {batch.pk} 批核验不通过，从第 {batch.first_entry_id + 1} 条记录起" in text
    assert _entry("audit.verify").summary == "核验1批，1批不通过"


def test_a_range_of_batches_that_is_not_offered_is_refused(client: Client, cast: Cast):
    _as(client, cast.auditor)

    assert client.post("/audit/batches/", {"count": 1000}).status_code == 422
    assert not AuditEntry.objects.filter(code="audit.verify").exists()
