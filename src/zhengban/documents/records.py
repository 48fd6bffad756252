"""The office's records (台账) as the checker asks for them: registers of documents, appointments, agencies.

A reader learns of a paper what the registers show anyway: that a number of the own agency was given. What the paper
is called is told only to those who may see it; papers of other agencies are known only as they came in here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from gongwen.document import DocumentNumber, InvalidDocumentNumber, dump_source
from gongwen.proofread import NameChange, RecordedDocument, RecordedPost, Records, Relation
from zhengban.access.models import Duty, User
from zhengban.audit.models import AuditEntry
from zhengban.documents.elements import local_date
from zhengban.documents.models import IncomingDocument, OutgoingDocument, OutgoingState
from zhengban.documents.printing import official
from zhengban.numbering.models import IssuerCode, Series, SeriesKind
from zhengban.organizations.directory import membership_of
from zhengban.organizations.models import Agency, Appointment

_IN_HAND = (OutgoingState.DRAFT, OutgoingState.RETURNED, OutgoingState.IN_REVIEW)
_NUMBERED = (OutgoingState.NUMBERED, OutgoingState.ISSUED, OutgoingState.ARCHIVED)


@dataclass(frozen=True)
class Reach:
    """What a reader may know: the own agency's register, and of papers the titles of these."""

    agency: Agency | None
    outgoing: QuerySet[Any]
    incoming: QuerySet[Any]


class OfficeRecords:
    """The records within somebody's reach; nothing is looked up until a rule asks."""

    def __init__(self, reach: Callable[[], Reach]) -> None:
        self._look = reach

    @cached_property
    def _reach(self) -> Reach:
        return self._look()

    def documents(self, numbers: Collection[str]) -> Mapping[str, RecordedDocument]:
        """Own and received documents; a title that the reader may not know is empty.

        Empty too is the title of a number that this installation cannot judge: from before its register began.
        """
        found = {number: RecordedDocument(number, "") for number in self._from_before(numbers)}
        for number, title, written_on in self._reach.incoming.filter(sender_number__in=numbers).values_list(
            "sender_number", "title", "written_on"
        ):
            found[number] = RecordedDocument(number, title, written_on)
        if self._reach.agency is None:
            return found
        seen = self._reach.outgoing.filter(pk=OuterRef("pk")).order_by()
        own = OutgoingDocument.objects.filter(
            agency=self._reach.agency, number_text__in=numbers, state__in=_NUMBERED
        )
        rows = own.annotate(is_seen=Exists(seen)).values_list("number_text", "title", "signed_at", "is_seen")
        for number, title, signed_at, is_seen in rows:
            found[number] = RecordedDocument(number, title if is_seen else "", local_date(signed_at))
        return found

    def series(self, codes: Collection[str]) -> Mapping[str, str]:
        """Codes of the own agency, whose every number is in its register."""
        if self._reach.agency is None:
            return {}
        rows = IssuerCode.objects.filter(agency=self._reach.agency, text__in=codes)
        return dict.fromkeys(rows.values_list("text", flat=True), self._reach.agency.name)

    def posts(self, names: Collection[str], on: date) -> Mapping[str, tuple[RecordedPost, ...]]:
        """The directory of the installation, as everybody in it may read it."""
        found: dict[str, list[RecordedPost]] = {}
        people = User.objects.filter(name__in=names, duty=Duty.BUSINESS)
        found.update({name: [] for name in people.values_list("name", flat=True)})
        held = Appointment.objects.valid(on).filter(user__in=people).select_related("user", "post__unit__agency")
        for appointment in held:
            found[appointment.user.name].append(_post(appointment))
        return {name: tuple(posts) for name, posts in found.items()}

    def former_names(self) -> Collection[NameChange]:
        """What agencies were called before: the trail is where a change of name is on record."""
        entries = AuditEntry.objects.filter(code="organizations.revise_agency", changes__has_key="name")
        rows = list(entries.values_list("target_id", "changes", "at"))
        current = dict(Agency.objects.filter(pk__in={row[0] for row in rows}).values_list("pk", "name"))
        again = set(
            Agency.objects.filter(name__in=[row[1]["name"][0] for row in rows]).values_list("name", flat=True)
        )
        return tuple(
            NameChange(changes["name"][0], current[pk], timezone.localdate(at))
            for pk, changes, at in rows
            if pk is not None and changes["name"][0] not in again
        )

    def relations(self, sender: str, others: Collection[str]) -> Mapping[str, Relation]:
        """By levels and superiors; what means several agencies is not answered.

        Nor is an agency of the same level above the sender: an office (办公室) through which a department reports is
        not its superior.
        """
        rows = list(Agency.objects.values_list("pk", "name", "short_name", "superior_id", "level"))
        tree = {pk: (superior, level) for pk, _name, _short, superior, level in rows}
        named = _unambiguous((pk, name, short) for pk, name, short, _superior, _level in rows)
        start = named.get(sender)
        if start is None:
            return {}
        found = {
            name: _relation(start, other, tree)
            for name in others
            if (other := named.get(name)) is not None and other != start
        }
        return {name: relation for name, relation in found.items() if relation is not None}

    def _from_before(self, numbers: Iterable[str]) -> Iterable[str]:
        """Own numbers given before this register began: on paper, or in a year that it never opened."""
        if self._reach.agency is None:
            return ()
        parsed = [(number, one) for number in numbers if (one := _parsed(number)) is not None]
        codes = self.series({one.code for _number, one in parsed})
        parsed = [(number, one) for number, one in parsed if one.code in codes]
        series = Series.objects.filter(agency=self._reach.agency, kind=SeriesKind.OUTGOING, code__in=codes)
        begun = {(code, year): first for code, year, first in series.values_list("code", "year", "first_ordinal")}
        years = {code: min(year for c, year in begun if c == code) for code, _year in begun}
        return [
            number
            for number, one in parsed
            if one.ordinal < begun.get((one.code, one.year), 1) or one.year < years.get(one.code, one.year + 1)
        ]


def _parsed(number: str) -> DocumentNumber | None:
    try:
        return DocumentNumber.parse(number)
    except InvalidDocumentNumber:
        return None


def _post(appointment: Appointment) -> RecordedPost:
    unit = appointment.post.unit
    organs = [name for name in (unit.agency.name, unit.agency.short_name) if name]
    names = organs if unit.is_leadership else [*(f"{organ}{unit.name}" for organ in organs), unit.name]
    return RecordedPost(tuple(names), appointment.post.name)


# Of each agency by key: its superior, and its level, where a smaller number is higher.
_Tree = Mapping[int, tuple[int | None, int]]


def _unambiguous(rows: Iterable[tuple[int, str, str]]) -> dict[str, int]:
    """Full and short names that mean one agency only."""
    named: dict[str, int] = {}
    twice: set[str] = set()
    for pk, name, short in rows:
        for one in {name, short} - {""}:
            if named.setdefault(one, pk) != pk:
                twice.add(one)
    return {name: pk for name, pk in named.items() if name not in twice}


def _ancestors(pk: int, tree: _Tree) -> list[int]:
    found: list[int] = []
    while (superior := tree[pk][0]) is not None and superior not in found:
        found.append(superior)
        pk = superior
    return found


def _relation(start: int, other: int, tree: _Tree) -> Relation | None:
    above, above_other = _ancestors(start, tree), _ancestors(other, tree)
    if other not in above and start not in above_other:
        return Relation.PEER
    if tree[start][1] == tree[other][1]:
        return None
    if start in above_other:
        return Relation.SUBORDINATE
    return Relation.SUPERIOR if other == above[0] else Relation.HIGHER


def _reach_of(user: User) -> Reach:
    membership = membership_of(user)
    return Reach(
        membership.agency if membership else None,
        OutgoingDocument.objects.visible_to(user),
        IncomingDocument.objects.visible_to(user),
    )


class DocumentPapers:
    """Answers the checker for the documents of this installation."""

    def known_to(self, user: User) -> Records:
        """What this person may know."""
        return OfficeRecords(lambda: _reach_of(user))

    def known_in(self, agency: Agency) -> Records:
        """What those know who see all papers of the agency."""
        return OfficeRecords(
            lambda: Reach(
                agency,
                OutgoingDocument.objects.filter(agency=agency),
                IncomingDocument.objects.filter(agency=agency),
            )
        )

    def sources_in_hand(self, agency: Agency) -> Iterable[str]:
        """Drafts and papers in review, one after another."""
        documents = OutgoingDocument.objects.filter(agency=agency, state__in=_IN_HAND)
        for document in (
            documents.select_related(*OutgoingDocument.read_with).order_by("-pk").iterator(chunk_size=50)
        ):
            yield dump_source(official(document))
