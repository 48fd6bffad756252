"""Closing entries in batches and proving them: an SM3 Merkle tree a batch, each root chained to the last."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from zhengban.audit.models import AuditBatch, AuditEntry, AuditEntryQuerySet

BATCH_SIZE = 10_000
_FIRST_LINK = "0" * 64
_FIELDS = [field.attname for field in AuditEntry._meta.concrete_fields]


@dataclass(frozen=True)
class Verification:
    """What a run of ``verify`` found: the entries proven, and the first entry that does not fit, if any."""

    proven: int
    open: int
    broken_at: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class BatchProof:
    """One closed batch and the first entry in it that does not fit, if any."""

    batch: AuditBatch
    broken_at: int | None = None
    reason: str = ""

    @property
    def is_sound(self) -> bool:
        return self.broken_at is None


def sm3(data: bytes) -> bytes:
    """The SM3 digest (GB/T 32905-2016)."""
    return hashlib.new("sm3", data).digest()


def leaf(entry: AuditEntry) -> bytes:
    """The digest of one entry over all its fields in a fixed form."""
    values = {name: _plain(getattr(entry, name)) for name in _FIELDS}
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # A leaf and an inner node never share a digest (second-preimage in a Merkle tree).
    return sm3(b"\x00" + text.encode())


def merkle_root(leaves: list[bytes]) -> str:
    """The root over the leaves; an odd node at the end of a level goes up as it is."""
    level = leaves
    while len(level) > 1:
        pairs = [sm3(b"\x01" + level[at] + level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + ([level[-1]] if len(level) % 2 else [])
    return level[0].hex()


def close_batch() -> AuditBatch | None:
    """Close the next batch of entries; None where there is nothing new.

    The table is locked against writers for the moment of reading, so that no transaction that took its id
    earlier can commit an entry behind the closed ones.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE audit_auditentry IN SHARE MODE")
        last = AuditBatch.objects.order_by("pk").last()
        after = last.last_entry_id if last else 0
        entries = list(AuditEntry.objects.filter(pk__gt=after).order_by("pk")[:BATCH_SIZE])
        if not entries:
            return None
        leaves = [leaf(entry) for entry in entries]
        root = merkle_root(leaves)
        return AuditBatch.objects.create(
            first_entry_id=entries[0].pk,
            last_entry_id=entries[-1].pk,
            size=len(entries),
            leaves=b"".join(leaves),
            root=root,
            chained=_chain(last.chained if last else _FIRST_LINK, root),
            closed_at=timezone.now(),
        )


def verify() -> Verification:
    """Prove every closed batch and name the first entry that was changed, added or removed."""
    proven = 0
    previous = None
    for batch in AuditBatch.objects.order_by("pk").iterator():
        proof = _prove(batch, previous)
        if not proof.is_sound:
            return Verification(proven, 0, proof.broken_at, proof.reason)
        proven += batch.size
        previous = batch
    return Verification(proven, open_entries().count())


def verify_last(count: int) -> list[BatchProof]:
    """Prove each of the last ``count`` closed batches by itself and against the one before it, the newest first."""
    batches: list[AuditBatch] = list(AuditBatch.objects.order_by("-pk")[: count + 1])
    # The one beyond the last is only what the last is chained to; before the very first there is none.
    return [
        _prove(batch, before) for batch, before in list(zip(batches, [*batches[1:], None], strict=False))[:count]
    ]


def open_entries() -> AuditEntryQuerySet:
    """Entries that no batch holds yet."""
    last = AuditBatch.objects.order_by("pk").last()
    return AuditEntry.objects.filter(pk__gt=last.last_entry_id if last else 0)


def _prove(batch: AuditBatch, previous: AuditBatch | None) -> BatchProof:
    bad = _first_bad(batch, previous.last_entry_id if previous else 0)
    if bad is not None:
        return BatchProof(batch, *bad)
    if _chain(previous.chained if previous else _FIRST_LINK, batch.root) != batch.chained:
        return BatchProof(batch, batch.first_entry_id, "批次与前一批次的链接断开。")
    return BatchProof(batch)


def _first_bad(batch: AuditBatch, after: int) -> tuple[int, str] | None:
    """The first entry of the batch that does not fit what was closed, and why."""
    kept = bytes(batch.leaves)
    leaves = [kept[at : at + 32] for at in range(0, len(kept), 32)]
    if merkle_root(leaves) != batch.root:
        return batch.first_entry_id, "批次的封存值被改动。"
    entries = list(AuditEntry.objects.filter(pk__gt=after, pk__lte=batch.last_entry_id).order_by("pk"))
    for entry, expected in zip(entries, leaves, strict=False):
        if leaf(entry) != expected:
            return entry.pk, "记录与封存时不符，或其前有记录被删除。"
    if len(entries) != len(leaves):
        return batch.last_entry_id, "批次内的记录数与封存时不符。"
    return None


def _chain(previous: str, root: str) -> str:
    return sm3(b"\x02" + bytes.fromhex(previous) + bytes.fromhex(root)).hex()


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value
