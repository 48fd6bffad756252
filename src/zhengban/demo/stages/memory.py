"""The stage in memory: what the real actions would write, for the many papers of the year that are long done.

A test plays the same scripts on both stages and finds the same rows in every table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.db import models
from django.utils import timezone

from zhengban.access.gate import registry
from zhengban.access.models import User
from zhengban.demo.clock import at
from zhengban.demo.stages.casting import Casting, Entries
from zhengban.demo.stages.ledger import Ledger, snapshot
from zhengban.demo.stages.papers import PaperRows
from zhengban.demo.stages.processes import KnownOrganization, MemoryProcess, Paper
from zhengban.demo.year.scripts import Act, Cue, IncomingScript, OutgoingScript, Script, Verb
from zhengban.documents.models import Delivery, IncomingDocument, OutgoingDocument
from zhengban.notifications.models import LONGEST_TEXT, Notification
from zhengban.numbering.models import NumberState
from zhengban.workflow import engine
from zhengban.workflow.engine import Event, EventKind

_TOLD = {
    EventKind.OPENED: "待办",
    EventKind.TRANSFERRED: "转办",
    EventKind.CIRCULATED: "待阅",
    EventKind.EXPEDITED: "催办",
    EventKind.TAKEN_BACK: "已收回",
}


class MemoryStage:
    """Plays acts one after the other and keeps the rows they make."""

    def __init__(self, casting: Casting) -> None:
        self.casting = casting
        self.ledger = Ledger()
        self.rows = PaperRows(casting, self.ledger, self.notify)
        self.organization = KnownOrganization()
        self.processes: dict[Script, MemoryProcess] = {}
        self.now = timezone.now()
        self._verbs: Mapping[Verb, Callable[[Act, Script, User], None]] = {
            Verb.DRAFT: self._draft,
            Verb.REVISE: self._revise,
            Verb.SEE: self._see,
            Verb.COMPLETE: self._complete,
            Verb.RETURN: self._return,
            Verb.WITHDRAW: self._withdraw,
            Verb.TRANSFER: self._transfer,
            Verb.CIRCULATE: self._circulate,
            Verb.EXPEDITE: self._expedite,
            Verb.READ: self._read,
            Verb.TERMINATE: self._terminate,
            Verb.RECEIVE: self._receive,
            Verb.SEND_BACK: self._send_back,
            Verb.REGISTER: self._register,
        }

    def play(self, cue: Cue) -> None:
        # The clock stands still at the act for everything that asks for the day.
        with at(cue.act.at):
            self.now = timezone.now()
            self._verbs[cue.act.verb](cue.act, cue.script, self.casting.person(cue.act.who))

    def write(self) -> None:
        """Write everything that was played."""
        self.rows.print_all()
        self.ledger.write()
        self.rows.index_all()

    def notify(self, users: Iterable[User], text: str, url: str) -> None:
        told = {user.pk: user for user in users}
        for user in told.values():
            self.ledger.add(Notification(user=user, text=text[:LONGEST_TEXT], url=url, at=self.now))

    @contextmanager
    def _act(self, code: str, target: models.Model, actor: User, summary: str = "") -> Iterator[None]:
        """One action on a thing: its state moves, and the entry tells what changed."""
        before = snapshot(target)
        yield
        moves = registry[code].moves
        if moves is not None:
            target.state = moves[target.state]  # type: ignore[attr-defined]
        self.ledger.record(code, actor, target, self.now, summary=summary, before=before)

    def _draft(self, act: Act, script: Script, actor: User) -> None:
        assert isinstance(script, OutgoingScript)  # noqa: S101 - only these are drafted
        document = self.rows.draft(act, script, actor, self.now)
        self._begin("outgoing", script, document, actor)
        self.ledger.record("documents.draft", actor, document, self.now)

    def _revise(self, act: Act, script: Script, actor: User) -> None:
        assert isinstance(script, OutgoingScript)  # noqa: S101 - only these are revised
        with self._act("documents.revise", self.rows.outgoing[script], actor):
            self.rows.revise(act, script, actor, self.now)

    def _see(self, act: Act, script: Script, actor: User) -> None:
        process = self.processes[script]
        item = process.open_item(act.activity, actor)
        with self._act("workflow.see", process.instance, actor):
            self._move(process, engine.See(by=actor.pk, at=self.now, item=item.number), actor, "")

    def _complete(self, act: Act, script: Script, actor: User) -> None:
        process = self.processes[script]
        agency = script.writer if isinstance(script, OutgoingScript) else script.receiver
        entries = self.casting.entries(act, agency)
        item = process.open_item(act.activity, actor)
        move = engine.Complete(
            by=actor.pk,
            at=self.now,
            item=item.number,
            outcome=act.outcome,
            opinion=act.opinion,
            variables=entries.variables,
            chosen={name: tuple(one.pk for one in people) for name, people in entries.chosen.items()},
        )
        with self._act("workflow.complete", process.instance, actor, act.opinion):
            self._move(process, move, actor, act.opinion, entries)

    def _return(self, act: Act, script: Script, actor: User) -> None:
        process = self.processes[script]
        item = process.open_item(act.activity, actor)
        move = engine.Return(by=actor.pk, at=self.now, item=item.number, to=act.to, opinion=act.opinion)
        with self._act("workflow.return", process.instance, actor, act.opinion):
            self._move(process, move, actor, act.opinion)

    def _withdraw(self, act: Act, script: Script, actor: User) -> None:
        process = self.processes[script]
        item = process.done_item(act.activity, actor)
        with self._act("workflow.withdraw", process.instance, actor, act.opinion):
            self._move(process, engine.Withdraw(by=actor.pk, at=self.now, item=item.number), actor, act.opinion)

    def _transfer(self, act: Act, script: Script, actor: User) -> None:
        process = self.processes[script]
        item = process.open_item(act.activity, actor)
        (to,) = self.casting.people(act.people)
        move = engine.Transfer(by=actor.pk, at=self.now, item=item.number, to=to.pk, opinion=act.opinion)
        with self._act("workflow.transfer", process.instance, actor, act.opinion):
            self._move(process, move, actor, act.opinion)

    def _circulate(self, act: Act, script: Script, actor: User) -> None:
        process = self.processes[script]
        item = process.open_item(act.activity, actor)
        people = tuple(one.pk for one in self.casting.people(act.people))
        move = engine.Circulate(by=actor.pk, at=self.now, people=people, item=item.number, opinion=act.opinion)
        with self._act("workflow.circulate", process.instance, actor, act.opinion):
            self._move(process, move, actor, act.opinion)

    def _expedite(self, act: Act, script: Script, actor: User) -> None:
        process = self.processes[script]
        move = engine.Expedite(by=actor.pk, at=self.now, opinion=act.opinion)
        with self._act("workflow.expedite", process.instance, actor, act.opinion):
            self._move(process, move, actor, act.opinion)

    def _read(self, act: Act, script: Script, actor: User) -> None:
        process = self.processes[script]
        circulation = process.unread.pop(actor.pk)
        with self._act("workflow.read", circulation, actor, act.opinion):
            circulation.first_read_at = circulation.read_at = self.now
            circulation.opinion = act.opinion
            process.tell(Event(EventKind.READ, people=(actor.pk,), text=act.opinion), actor, self.now)

    def _terminate(self, act: Act, script: Script, actor: User) -> None:
        process = self.processes[script]
        with self._act("workflow.terminate", process.instance, actor, act.opinion):
            move = engine.Terminate(by=actor.pk, at=self.now, opinion=act.opinion)
            self._move(process, move, actor, act.opinion)
            self._perform(process.source.termination(), process.paper, actor, act.opinion, Entries())

    def _receive(self, act: Act, script: Script, actor: User) -> None:
        delivery = self.rows.delivery(script)
        with self._act("documents.receive", delivery, actor):
            delivery.received_at = self.now
            delivery.received_by = actor

    def _send_back(self, act: Act, script: Script, actor: User) -> None:
        self._deliver_back(self.rows.delivery(script), actor, act.opinion)

    def _register(self, act: Act, script: Script, actor: User) -> None:
        assert isinstance(script, IncomingScript)  # noqa: S101 - only these are registered
        if script.arrived is not None:
            document = self.rows.register_from_outside(script, actor, self.now)
            self._begin("incoming", script, document, actor)
            self.ledger.record("incoming.register", actor, document, self.now)
            return
        delivery = self.rows.delivery(script)
        with self._act("documents.register", delivery, actor):
            document = self.rows.register(script, actor, self.now)
            self._begin("incoming", script, document, actor)

    def _begin(self, key: str, script: Script, paper: Paper, actor: User) -> None:
        process = self.processes[script] = MemoryProcess(self.ledger, key, paper, actor, self.now)
        move = engine.Start(by=actor.pk, at=self.now, variables=process.source.facts(paper))
        self._move(process, move, actor, "")
        self.ledger.record("workflow.start", actor, process.instance, self.now)

    def _move(
        self, process: MemoryProcess, move: engine.Move, actor: User, opinion: str, entries: Entries | None = None
    ) -> None:
        """Decide, act, keep, tell: in the order of the real move."""
        resolver = self.organization.resolver(process.source, process.paper)
        applied = engine.apply(process.definition, process.marking, move, resolver)
        for event in applied.events:
            if event.kind is EventKind.ACTIVITY_COMPLETED and event.text:
                self._perform(event.text, process.paper, actor, opinion, entries or Entries())
            elif event.kind is EventKind.ACTIVITY_UNDONE:
                self._perform(event.text, process.paper, actor, opinion, Entries())
        process.keep(applied, actor, self.now)
        self._tell(process, applied.events, actor)

    def _tell(self, process: MemoryProcess, events: Iterable[Event], actor: User) -> None:
        """Whoever gets the paper may see it from then on, and is told."""
        told = [event for event in events if event.kind in _TOLD]
        url = process.source.url(process.paper.pk)
        for event in told:
            name = process.definition.activity(event.activity).name if event.activity else ""
            step = f"（{name}）" if name else ""
            text = f"{_TOLD[event.kind]}{step}：《{process.instance.title}》"
            self.notify((self.rows.user(one) for one in event.people if one != actor.pk), text, url)
        self.rows.involve(process.paper, {person for event in told for person in event.people})

    def _perform(self, code: str, paper: Paper, actor: User, opinion: str, entries: Entries) -> None:
        """The business act of an activity."""
        with self._act(code, paper, actor, opinion):
            body = _BODIES.get(code)
            if body is not None:
                body(self, paper, actor, opinion, entries)

    def _deliver_back(self, delivery: Delivery, actor: User, reason: str) -> None:
        with self._act("documents.send_back", delivery, actor, reason):
            delivery.returned_at = self.now
            delivery.returned_by = actor
            delivery.returned_reason = reason
            document = delivery.document
            text = f"{delivery.agency}退回《{document.title}》：{reason}"
            self.notify({document.drafter, delivery.sent_by}, text, document.get_absolute_url())

    def _sign(self, paper: Paper, actor: User, opinion: str, entries: Entries) -> None:
        assert isinstance(paper, OutgoingDocument)  # noqa: S101 - narrows the type
        paper.signed_version = paper.current_version
        paper.signer = actor
        paper.signed_at = self.now

    def _recheck(self, paper: Paper, actor: User, opinion: str, entries: Entries) -> None:
        assert isinstance(paper, OutgoingDocument)  # noqa: S101 - narrows the type
        paper.rechecked_at = self.now

    def _number(self, paper: Paper, actor: User, opinion: str, entries: Entries) -> None:
        assert isinstance(paper, OutgoingDocument)  # noqa: S101 - narrows the type
        self.rows.number(paper, self.now)

    def _seal(self, paper: Paper, actor: User, opinion: str, entries: Entries) -> None:
        assert isinstance(paper, OutgoingDocument)  # noqa: S101 - narrows the type
        seal = self.rows.seal(paper, actor, self.now)
        self.ledger.record("sealing.use", actor, seal, self.now, before=snapshot(seal))

    def _distribute(self, paper: Paper, actor: User, opinion: str, entries: Entries) -> None:
        assert isinstance(paper, OutgoingDocument)  # noqa: S101 - narrows the type
        self.rows.distribute(paper, actor, self.now)

    def _archive(self, paper: Paper, actor: User, opinion: str, entries: Entries) -> None:
        paper.archived_at = self.now
        paper.archive_note = opinion[:200]

    def _void(self, paper: Paper, actor: User, opinion: str, entries: Entries) -> None:
        assert isinstance(paper, OutgoingDocument)  # noqa: S101 - narrows the type
        paper.voided_reason = opinion
        if paper.number is not None:
            paper.number.state = NumberState.VOID
            paper.number.void_reason = opinion
            paper.number.voided_at = self.now

    def _plan(self, paper: Paper, actor: User, opinion: str, entries: Entries) -> None:
        assert isinstance(paper, IncomingDocument)  # noqa: S101 - narrows the type
        self.rows.plan(paper, entries)

    def _close(self, paper: Paper, actor: User, opinion: str, entries: Entries) -> None:
        assert isinstance(paper, IncomingDocument)  # noqa: S101 - narrows the type
        paper.completed_at = self.now
        paper.result = opinion

    def _refuse(self, paper: Paper, actor: User, opinion: str, entries: Entries) -> None:
        assert isinstance(paper, IncomingDocument)  # noqa: S101 - narrows the type
        paper.returned_reason = opinion
        if paper.delivery is not None:
            self._deliver_back(paper.delivery, actor, opinion)


_Body = Callable[[MemoryStage, Paper, User, str, Entries], None]
# Acts that change nothing but the state have no body.
_BODIES: dict[str, _Body] = {
    "documents.sign": MemoryStage._sign,
    "documents.recheck": MemoryStage._recheck,
    "documents.number": MemoryStage._number,
    "documents.seal": MemoryStage._seal,
    "documents.distribute": MemoryStage._distribute,
    "documents.archive": MemoryStage._archive,
    "documents.void": MemoryStage._void,
    "incoming.plan": MemoryStage._plan,
    "incoming.complete": MemoryStage._close,
    "incoming.archive": MemoryStage._archive,
    "incoming.send_back": MemoryStage._refuse,
}
