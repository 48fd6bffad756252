"""Processes in memory: the same engine decides, and its marking becomes rows at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from zhengban.access.models import User
from zhengban.demo.stages.ledger import Ledger, content_type
from zhengban.documents.models import IncomingDocument, OutgoingDocument
from zhengban.workflow import engine
from zhengban.workflow.engine import Event, EventKind, Group, Marking, Person, Value, WhoKind
from zhengban.workflow.keeping import change_item, item_row, token_row
from zhengban.workflow.models import (
    Circulation,
    ProcessDefinition,
    ProcessInstance,
    Token,
    WorkflowEvent,
    WorkItem,
    WorkItemCandidate,
)
from zhengban.workflow.position import definition_of
from zhengban.workflow.resolver import OrganizationResolver
from zhengban.workflow.subjects import ProcessSubject, subject_of

Paper = OutgoingDocument | IncomingDocument


class KnownOrganization:
    """Answers the engine like the organisation's own resolver, which it asks once for each question."""

    def __init__(self) -> None:
        self._groups: dict[tuple[object, ...], tuple[Group, ...]] = {}
        self._serving: dict[tuple[int, frozenset[Person]], frozenset[Person]] = {}

    def resolver(self, source: ProcessSubject, paper: Paper) -> _Resolver:
        return _Resolver(self, OrganizationResolver(paper.agency_id, source, paper), source, paper)

    def groups(self, key: tuple[object, ...], ask: Any) -> tuple[Group, ...]:
        if key not in self._groups:
            self._groups[key] = ask()
        return self._groups[key]

    def serving(self, resolver: OrganizationResolver, people: frozenset[Person]) -> frozenset[Person]:
        key = (resolver.agency.pk, people)
        if key not in self._serving:
            self._serving[key] = resolver.serving(people)
        return self._serving[key]


class _Resolver:
    def __init__(
        self, known: KnownOrganization, real: OrganizationResolver, source: ProcessSubject, paper: Paper
    ) -> None:
        self.known, self.real, self.source, self.paper = known, real, source, paper

    def groups(self, kind: WhoKind, argument: str, variables: Mapping[str, Value]) -> tuple[Group, ...]:
        unit = self.source.drafter_unit(self.paper)
        drafter = self.source.drafter(self.paper)
        asked = str(variables.get(argument))
        key = (self.paper.agency_id, kind, argument, asked, unit.pk if unit else None, drafter.pk)
        return self.known.groups(key, lambda: self.real.groups(kind, argument, variables))

    def serving(self, people: Iterable[Person]) -> frozenset[Person]:
        return self.known.serving(self.real, frozenset(people))


class MemoryProcess:
    """One running process with the rows it will leave."""

    def __init__(self, ledger: Ledger, key: str, paper: Paper, actor: User, moment: datetime) -> None:
        self.ledger, self.paper = ledger, paper
        self.source = subject_of(key)
        self.marking = Marking()
        self.tokens: dict[int, Token] = {}
        self.items: dict[int, WorkItem] = {}
        self.candidates: dict[int, list[WorkItemCandidate]] = {}
        self.unread: dict[int, Circulation] = {}
        self.instance = ledger.add(
            ProcessInstance(
                definition=ProcessDefinition.objects.latest_of(key),
                key=key,
                subject_type=content_type(type(paper)),
                subject_id=paper.pk,
                agency=self.source.agency(paper),
                title=self.source.title(paper),
                urgency=self.source.urgency(paper),
                due_on=self.source.due_on(paper),
                started_by=actor,
                started_at=moment,
            )
        )
        self.definition = definition_of(self.instance)

    def open_item(self, activity: str, holder: User) -> WorkItem:
        """The open item of the activity that the person can handle."""
        return next(
            self.items[item.number]
            for item in self.marking.open_items
            if item.activity == activity and holder.pk in item.group.people
        )

    def done_item(self, activity: str, actor: User) -> WorkItem:
        """The latest item of the activity that the person has finished."""
        done = [item for item in self.marking.items if item.activity == activity and item.done_by == actor.pk]
        return self.items[done[-1].number]

    def keep(self, applied: engine.Applied, actor: User, moment: datetime) -> Sequence[Event]:
        """Take over what a move made."""
        before, self.marking = self.marking, applied.marking
        self._keep_tokens()
        self._keep_items(before)
        instance = self.instance
        instance.title = self.source.title(self.paper)
        instance.urgency = self.source.urgency(self.paper)
        instance.variables = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in self.marking.variables.items()
        }
        if instance.state != self.marking.state:
            instance.state = self.marking.state
            instance.ended_at = moment
        for event in applied.events:
            if event.kind is EventKind.EXPEDITED:
                self.items[event.item].expedited += 1
        self._circulate(applied.events, actor, moment)
        for event in applied.events:
            self.tell(event, actor, moment)
        return applied.events

    def tell(self, event: Event, actor: User, moment: datetime) -> None:
        """One line of the trail (流转记录)."""
        self.ledger.add(
            WorkflowEvent(
                instance=self.instance,
                at=moment,
                kind=event.kind,
                activity=event.activity,
                activity_name=self.definition.nodes[event.activity].name if event.activity else "",
                item=self.items[event.item] if event.item else None,
                actor=actor,
                people=list(event.people),
                text=event.text,
            )
        )

    def _keep_tokens(self) -> None:
        for token in self.marking.tokens:
            row = self.tokens.get(token.number)
            if row is None:
                row = self.tokens[token.number] = self.ledger.add(token_row(self.instance, token))
            row.state = token.state

    def _keep_items(self, before: Marking) -> None:
        old = {item.number: item for item in before.items}
        for item in self.marking.items:
            if item == old.get(item.number):
                continue
            if item.number not in old:
                self._open(item)
            else:
                self._change(item)

    def _open(self, item: engine.Item) -> None:
        self.items[item.number] = self.ledger.add(
            item_row(self.instance, item, self.definition, self.tokens, self.items, self.marking)
        )
        self.candidates[item.number] = [
            self.ledger.add(WorkItemCandidate(item=self.items[item.number], user_id=person))
            for person in item.group.people
        ]

    def _change(self, item: engine.Item) -> None:
        change_item(self.items[item.number], item, self.definition)
        if item.state is not engine.ItemState.OPEN:
            for candidate in self.candidates[item.number]:
                candidate.is_open = False
                if candidate.user_id == item.done_by:
                    candidate.acted_at = item.closed_at

    def _circulate(self, events: Sequence[Event], actor: User, moment: datetime) -> None:
        for event in events:
            for reader in event.people if event.kind is EventKind.CIRCULATED else ():
                if reader not in self.unread:
                    self.unread[reader] = self.ledger.add(
                        Circulation(
                            instance=self.instance,
                            reader_id=reader,
                            sent_by=actor,
                            sent_at=moment,
                            note=event.text,
                        )
                    )
