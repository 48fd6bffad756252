"""The rows of documents in memory: elements, versions, numbers, prints, deliveries, who was concerned."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from gongwen.document import dump_source
from zhengban.access.models import User
from zhengban.demo.stages.casting import Casting, Entries
from zhengban.demo.stages.ledger import Ledger
from zhengban.demo.stages.outside import arrived_document, urgency_of
from zhengban.demo.stages.prints import PrintRows
from zhengban.demo.year.scripts import Act, IncomingScript, OutgoingScript, Script
from zhengban.documents.elements import Elements, digest, source_of
from zhengban.documents.models import (
    Addressee,
    AddressMode,
    Delivery,
    DeliveryState,
    DocumentVersion,
    IncomingDocument,
    OutgoingDocument,
    OutgoingState,
)
from zhengban.documents.models.incoming import IncomingInvolvement
from zhengban.documents.models.outgoing import OutgoingInvolvement
from zhengban.documents.printing import official
from zhengban.numbering.models import Number, Series, SeriesKind
from zhengban.organizations.directory import holders_of_role
from zhengban.organizations.models import Agency, Role
from zhengban.sealing.models import Seal
from zhengban.search.index import index

Notify = Callable[[Iterable[User], str, str], None]
_SeriesKey = tuple[int, str, str, int]


@dataclass(frozen=True)
class _Findable:
    """What the search index will say of a paper."""

    title: str
    number: str
    text: str
    occurred_on: date


class PaperRows:
    """Makes and changes the rows of papers as the bodies of the actions do."""

    def __init__(self, casting: Casting, ledger: Ledger, notify: Notify) -> None:
        self.casting, self.ledger, self.notify = casting, ledger, notify
        self.outgoing: dict[OutgoingScript, OutgoingDocument] = {}
        self.incoming: dict[IncomingScript, IncomingDocument] = {}
        self._users = {user.pk: user for user in casting.city.people.values()}
        self._deliveries: dict[tuple[int, int], Delivery] = {}
        self._addressees: dict[int, list[Addressee]] = {}
        self._involved: set[tuple[str, int, int]] = set()
        self._series: dict[_SeriesKey, Series] = {
            (one.agency_id, one.kind, one.code, one.year): one for one in Series.objects.all()
        }
        self._kept_series = set(self._series)
        self._findable: dict[tuple[str, int], _Findable] = {}
        self.prints = PrintRows(ledger)
        self._registrars: dict[int, list[User]] = {}

    def user(self, pk: int) -> User:
        return self._users[pk]

    def draft(self, act: Act, script: OutgoingScript, actor: User, now: datetime) -> OutgoingDocument:
        assert act.edition is not None  # noqa: S101 - a draft says something
        elements = self.casting.elements(script, script.texts[act.edition])
        document = self.outgoing[script] = self.ledger.add(
            OutgoingDocument(
                agency=self.casting.agency(script.writer),
                unit=self.casting.unit(script.writer, script.unit),
                drafter=actor,
                drafted_at=now,
                reply_to=self.incoming[script.answers] if script.answers is not None else None,
                request_key=script.request_key,
            )
        )
        self._keep_elements(document, elements)
        self._addressees[document.pk] = [
            self.ledger.add(Addressee(document=document, agency=agency, mode=mode))
            for mode, agencies in ((AddressMode.MAIN, elements.main), (AddressMode.CC, elements.cc))
            for agency in agencies
        ]
        self._keep_version(document, elements, actor, now, "拟稿")
        self.involve(document, {actor.pk})
        return document

    def revise(self, act: Act, script: OutgoingScript, actor: User, now: datetime) -> None:
        assert act.edition is not None  # noqa: S101 - a revision says something
        document = self.outgoing[script]
        elements = self.casting.elements(script, script.texts[act.edition])
        self._keep_elements(document, elements)
        self._keep_version(document, elements, actor, now, act.why)

    def number(self, document: OutgoingDocument, now: datetime) -> None:
        year = timezone.localdate(now).year
        document.number = self._next(
            document.agency, SeriesKind.OUTGOING, document.code, year, document.title, now
        )
        document.number_text = str(document.number)
        assert document.signed_version is not None  # noqa: S101 - a signed document has one
        self._make_findable(document, document.signed_version.text, now)

    def seal(self, document: OutgoingDocument, actor: User, now: datetime) -> Seal:
        document.issued_on = timezone.localdate(now)
        return self.prints.seal(document, actor, now)

    def distribute(self, document: OutgoingDocument, actor: User, now: datetime) -> None:
        if document.state == OutgoingState.NUMBERED:
            document.issued_on = timezone.localdate(now)
            self.prints.keep_unsealed(document, actor, now)
        # As the database orders them: 抄送 before 主送, each by the order of the agencies.
        for addressee in sorted(
            self._addressees[document.pk], key=lambda one: (one.mode, one.agency.order, one.pk)
        ):
            self._send(document, addressee, actor, now)

    def plan(self, document: IncomingDocument, entries: Entries) -> None:
        fields = dict(entries.fields)
        through = IncomingDocument.co_units.through
        for unit in sorted(fields.pop("co_units"), key=lambda one: one.pk):  # type: ignore[call-overload]
            self.ledger.add(through(incomingdocument=document, unit=unit))
        for name, value in fields.items():
            setattr(document, name, value)

    def delivery(self, script: Script) -> Delivery:
        assert isinstance(script, IncomingScript)  # noqa: S101 - only these were delivered
        assert script.sent is not None  # noqa: S101 - a paper from outside has no delivery
        agency = self.casting.agency(script.receiver)
        return self._deliveries[self.outgoing[script.sent].pk, agency.pk]

    def register(self, script: IncomingScript, actor: User, now: datetime) -> IncomingDocument:
        delivery = self.delivery(script)
        document = delivery.document
        year = timezone.localdate(now).year
        number = self._next(delivery.agency, SeriesKind.INCOMING, "", year, document.title, now)
        incoming = self.incoming[script] = self.ledger.add(
            IncomingDocument(
                agency=delivery.agency,
                number=number,
                register_number=str(number),
                sender=document.agency,
                sender_name=document.agency.name,
                sender_number=document.number_text,
                title=document.title,
                kind=document.kind,
                urgency=document.urgency,
                written_on=timezone.localdate(document.signed_at),
                copies=1,
                received_at=delivery.received_at or now,
                registrar=actor,
                delivery=delivery,
                source=dump_source(official(document)),
                request_key=script.request_key,
            )
        )
        self.prints.copy(document, incoming, actor, now)
        self.involve(incoming, {actor.pk})
        self._make_findable(incoming, incoming.source, now)
        return incoming

    def register_from_outside(self, script: IncomingScript, actor: User, now: datetime) -> IncomingDocument:
        document = arrived_document(script)
        agency = self.casting.agency(script.receiver)
        year = timezone.localdate(now).year
        assert script.arrived is not None  # noqa: S101 - it came from outside
        sender = self.casting.agency(script.arrived.commission.writer)
        number = self._next(agency, SeriesKind.INCOMING, "", year, document.title, now)
        incoming = self.incoming[script] = self.ledger.add(
            IncomingDocument(
                agency=agency,
                number=number,
                register_number=str(number),
                sender=sender,
                sender_name=sender.name,
                sender_number=document.number,
                title=document.title,
                kind=document.kind,
                urgency=urgency_of(document),
                written_on=document.written_on,
                copies=1,
                received_at=now,
                registrar=actor,
                source=dump_source(document),
                request_key=script.request_key,
            )
        )
        self.involve(incoming, {actor.pk})
        self._make_findable(incoming, incoming.source, now)
        return incoming

    def involve(self, paper: OutgoingDocument | IncomingDocument, people: set[int]) -> None:
        """From now on these people may see the paper; each once."""
        model = OutgoingInvolvement if isinstance(paper, OutgoingDocument) else IncomingInvolvement
        for person in sorted(people):
            key = (model.__name__, paper.pk, person)
            if key not in self._involved:
                self._involved.add(key)
                self.ledger.add(model(document=paper, user_id=person))  # type: ignore[misc]

    def print_all(self) -> None:
        """Make every print file, as of its own moment; copies refer to the same content."""
        self.prints.make_all()
        changed = [one for key, one in self._series.items() if key in self._kept_series]
        Series.objects.bulk_update(changed, ["next_ordinal"])

    def index_all(self) -> None:
        """Bring the words of every paper into the search index."""
        for (kind, pk), found in self._findable.items():
            index(kind, pk, title=found.title, number=found.number, text=found.text, occurred_on=found.occurred_on)

    def _keep_elements(self, document: OutgoingDocument, elements: Elements) -> None:
        for name in ("kind", "title", "code", "urgency", "disclosure", "annotation", "basis", "copies"):
            setattr(document, name, getattr(elements, name))
        document.to_names = list(elements.to_names)
        document.cc_names = list(elements.cc_names)

    def _keep_version(
        self, document: OutgoingDocument, elements: Elements, author: User, now: datetime, why: str
    ) -> None:
        source = source_of(elements, document.agency.name)
        current = document.current_version
        document.current_version = self.ledger.add(
            DocumentVersion(
                document=document,
                ordinal=current.ordinal + 1 if current is not None else 1,
                source=source,
                text=elements.body,
                sha256=digest(source),
                author=author,
                made_at=now,
                why=why,
            )
        )
        self._make_findable(document, elements.body, now)

    def _send(self, document: OutgoingDocument, addressee: Addressee, actor: User, now: datetime) -> None:
        agency = addressee.agency
        self._deliveries[document.pk, agency.pk] = self.ledger.add(
            Delivery(
                document=document,
                agency=agency,
                mode=addressee.mode,
                state=DeliveryState.SENT if agency.is_connected else DeliveryState.BY_HAND,
                sent_at=now,
                sent_by=actor,
            )
        )
        if agency.is_connected:
            if agency.pk not in self._registrars:
                self._registrars[agency.pk] = list(holders_of_role(agency, Role.REGISTRAR))
            text = f"{document.agency}来文待签收：《{document.title}》"
            self.notify(self._registrars[agency.pk], text, "/documents/deliveries/")

    def _next(self, agency: Agency, kind: SeriesKind, code: str, year: int, holder: str, now: datetime) -> Number:
        key = (agency.pk, str(kind), code, year)
        series = self._series.get(key)
        if series is None:
            series = self._series[key] = self.ledger.add(Series(agency=agency, kind=kind, code=code, year=year))
        ordinal = series.next_ordinal
        series.next_ordinal = ordinal + 1
        return self.ledger.add(Number(series=series, ordinal=ordinal, holder=holder, given_at=now))

    def _make_findable(self, paper: OutgoingDocument | IncomingDocument, text: str, now: datetime) -> None:
        outgoing = isinstance(paper, OutgoingDocument)
        number = paper.number_text if isinstance(paper, OutgoingDocument) else paper.sender_number
        self._findable["outgoing" if outgoing else "incoming", paper.pk] = _Findable(
            paper.title, number, text, timezone.localdate(now)
        )
