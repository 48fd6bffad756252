"""Finished documents in bulk, so that a benchmark can be run on an installation of any age."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from tests.people import Cast
from zhengban.access.loading import loading
from zhengban.audit.models import AuditEntry
from zhengban.documents.models import Disclosure, DocumentVersion, OutgoingDocument, OutgoingState
from zhengban.documents.models.outgoing import OutgoingInvolvement
from zhengban.documents.tests.lives import BODY
from zhengban.numbering.models import Number, Series, SeriesKind
from zhengban.search import table
from zhengban.search.models import Entry, rank_of
from zhengban.workflow.models import ProcessDefinition, ProcessInstance, Token, WorkItem, WorkItemCandidate

CHUNK = 5_000
STEPS = (("draft", "拟稿"), ("section_review", "处室核稿"), ("sign", "签发"), ("archive", "归档"))


def stock_up(cast: Cast, wanted: int) -> None:
    """Bring the city office to ``wanted`` archived documents, each with version, process, index and trail."""
    present = OutgoingDocument.objects.count()
    while present < wanted:
        count = min(CHUNK, wanted - present)
        with loading(f"基准数据 {count} 件"):
            _chunk(cast, present, count)
        present += count


def _chunk(cast: Cast, start: int, count: int) -> None:
    now = timezone.now() - timedelta(days=30)
    series, _made = Series.objects.get_or_create(
        agency=cast.city_office, kind=SeriesKind.OUTGOING, code="云政办旧", year=2020
    )
    numbers = Number.objects.bulk_create(
        Number(series=series, ordinal=start + at + 1, holder="旧文", given_at=now) for at in range(count)
    )
    documents = OutgoingDocument.objects.bulk_create(
        OutgoingDocument(
            agency=cast.city_office,
            unit=cast.unit,
            drafter=cast.drafter,
            drafted_at=now,
            title=f"云江市人民政府办公室关于第{start + at + 1}号事项的通知",
            kind="通知",
            code="云政办旧",
            disclosure=Disclosure.ACTIVE,
            request_key=uuid.uuid4(),
        )
        for at in range(count)
    )
    versions = DocumentVersion.objects.bulk_create(
        DocumentVersion(
            document=document,
            ordinal=1,
            source="---\ntype: 通知\n---\n现将有关事项通知如下。",
            text="现将有关事项通知如下。",
            sha256=f"{document.pk:064d}",
            author=cast.drafter,
            made_at=now,
            why="拟稿",
        )
        for document in documents
    )
    for document, version, number in zip(documents, versions, numbers, strict=True):
        document.state = OutgoingState.ARCHIVED
        document.current_version = document.signed_version = version
        document.signer = cast.leader
        document.signed_at = document.archived_at = now
        document.number = number
        document.number_text = f"云政办旧〔2020〕{number.ordinal}号"
    OutgoingDocument.objects.bulk_update(
        documents,
        [
            "state",
            "current_version",
            "signed_version",
            "signer",
            "signed_at",
            "archived_at",
            "number",
            "number_text",
        ],
        batch_size=500,
    )
    OutgoingInvolvement._base_manager.bulk_create(
        OutgoingInvolvement(user=person, document=document)
        for document in documents
        for person in (cast.drafter, cast.unit_head, cast.leader, cast.archivist)
    )
    _processes(cast, documents, now)
    _findable(documents, now)
    AuditEntry.objects.bulk_create(
        AuditEntry(
            at=now,
            code=code,
            label=label,
            actor_id=person.pk,
            actor_name=person.name,
            target_type="documents.outgoingdocument",
            target_id=document.pk,
            target_label=document.title,
        )
        for document in documents
        for code, label, person in (
            ("documents.draft", "拟稿", cast.drafter),
            ("documents.submit", "提交", cast.drafter),
            ("documents.sign", "签发", cast.leader),
            ("documents.number", "编号", cast.numbering_clerk),
            ("documents.distribute", "分发", cast.registrar),
            ("documents.archive", "归档", cast.archivist),
        )
    )


def _findable(documents: list[OutgoingDocument], now: datetime) -> None:
    entries = Entry.objects.bulk_create(
        Entry(
            kind="outgoing",
            object_id=document.pk,
            title=document.title,
            number=document.number_text,
            text=BODY,
            occurred_on=now.date(),
        )
        for document in documents
    )
    for entry in entries:
        entry.rank = rank_of(entry.pk, entry.occurred_on)
        table.put(table.Row.of(entry))
    Entry.objects.bulk_update(entries, ["rank"], batch_size=1000)


def _processes(cast: Cast, documents: list[OutgoingDocument], now: datetime) -> None:
    definition = ProcessDefinition.objects.latest_of("outgoing")
    kind = ContentType.objects.get_for_model(OutgoingDocument)
    instances = ProcessInstance.objects.bulk_create(
        ProcessInstance(
            definition=definition,
            key="outgoing",
            subject_type=kind,
            subject_id=document.pk,
            agency=cast.city_office,
            title=document.title,
            state="ENDED",
            started_by=cast.drafter,
            started_at=now,
            ended_at=now,
        )
        for document in documents
    )
    people = (cast.drafter, cast.unit_head, cast.leader, cast.archivist)
    tokens = Token.objects.bulk_create(
        Token(instance=instance, number=at * 2 + 1, node=step, cause=0, round=0, state="CONSUMED")
        for instance in instances
        for at, (step, _name) in enumerate(STEPS)
    )
    items = WorkItem.objects.bulk_create(
        WorkItem(
            instance_id=token.instance_id,
            token=token,
            number=token.number + 1,
            activity=token.node,
            activity_name=dict(STEPS)[token.node],
            round=0,
            state="DONE",
            opened_at=now,
            closed_at=now,
            done_by=people[token.number // 2],
            opinion="同意。",
        )
        for token in tokens
    )
    WorkItemCandidate.objects.bulk_create(
        WorkItemCandidate(item=item, user=item.done_by, is_open=False, acted_at=now) for item in items
    )
