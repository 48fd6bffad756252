"""The real stage: every act is the declared action, done by its person at its moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gongwen.document import dump_source
from zhengban.access.models import User
from zhengban.demo.clock import at
from zhengban.demo.stages.casting import Casting
from zhengban.demo.stages.outside import arrived_document, urgency_of
from zhengban.demo.year.scripts import Act, Cue, IncomingScript, OutgoingScript, Script, Verb
from zhengban.documents.actions.deliveries import receive, register, send_back
from zhengban.documents.actions.incoming import register_from_outside
from zhengban.documents.actions.outgoing import draft, revise
from zhengban.documents.models import Delivery, IncomingDocument, OutgoingDocument
from zhengban.workflow import actions as moves
from zhengban.workflow.models import Circulation, ProcessInstance, WorkItem


class RealStage:
    """Plays acts one after the other; finds what each is about in the database."""

    def __init__(self, casting: Casting, stand_ins: Callable[[Act], User | None] | None = None) -> None:
        self.casting = casting
        self._stand_in = stand_ins
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
        act = cue.act
        stand_in = self._stand_in(act) if self._stand_in is not None else None
        with at(act.at):
            self._verbs[act.verb](act, cue.script, stand_in or self.casting.person(act.who))

    def _draft(self, act: Act, script: Script, actor: User) -> None:
        assert isinstance(script, OutgoingScript)  # noqa: S101 - only these are drafted
        assert act.edition is not None  # noqa: S101 - a draft says something
        draft(
            actor=actor,
            request_key=script.request_key,
            elements=self.casting.elements(script, script.texts[act.edition]),
            reply_to=self._incoming(script.answers) if script.answers is not None else None,
        )

    def _revise(self, act: Act, script: Script, actor: User) -> None:
        assert isinstance(script, OutgoingScript)  # noqa: S101 - only these are revised
        assert act.edition is not None  # noqa: S101 - a revision says something
        elements = self.casting.elements(script, script.texts[act.edition])
        revise(self._outgoing(script), actor=actor, elements=elements, why=act.why)

    def _see(self, act: Act, script: Script, actor: User) -> None:
        moves.see(self._item(act, script).at_hand, actor=actor)

    def _complete(self, act: Act, script: Script, actor: User) -> None:
        agency = script.writer if isinstance(script, OutgoingScript) else script.receiver
        entries = self.casting.entries(act, agency)
        moves.complete(
            self._item(act, script).at_hand,
            actor=actor,
            outcome=act.outcome,
            opinion=act.opinion,
            variables=entries.variables,
            chosen=entries.chosen,
            fields=entries.fields,
        )

    def _return(self, act: Act, script: Script, actor: User) -> None:
        moves.send_back(self._item(act, script).at_hand, actor=actor, to=act.to, opinion=act.opinion)

    def _withdraw(self, act: Act, script: Script, actor: User) -> None:
        done = WorkItem.objects.filter(
            instance=self._instance(script), activity=act.activity, done_by=self.casting.person(act.who)
        )
        latest = done.select_related("instance__definition").latest("number")
        moves.withdraw(latest.at_hand, actor=actor, opinion=act.opinion)

    def _transfer(self, act: Act, script: Script, actor: User) -> None:
        (to,) = self.casting.people(act.people)
        moves.transfer(self._item(act, script).at_hand, actor=actor, to=to, opinion=act.opinion)

    def _circulate(self, act: Act, script: Script, actor: User) -> None:
        people = self.casting.people(act.people)
        moves.circulate(self._item(act, script).at_hand, actor=actor, people=people, opinion=act.opinion)

    def _expedite(self, act: Act, script: Script, actor: User) -> None:
        moves.expedite(self._instance(script), actor=actor, opinion=act.opinion)

    def _read(self, act: Act, script: Script, actor: User) -> None:
        unread = Circulation.objects.filter(
            instance=self._instance(script), reader=self.casting.person(act.who), read_at=None
        )
        moves.finish_reading(unread.get(), actor=actor, opinion=act.opinion)

    def _terminate(self, act: Act, script: Script, actor: User) -> None:
        moves.terminate(self._instance(script), actor=actor, opinion=act.opinion)

    def _receive(self, act: Act, script: Script, actor: User) -> None:
        receive(self._delivery(script), actor=actor)

    def _send_back(self, act: Act, script: Script, actor: User) -> None:
        send_back(self._delivery(script), actor=actor, reason=act.opinion)

    def _register(self, act: Act, script: Script, actor: User) -> None:
        assert isinstance(script, IncomingScript)  # noqa: S101 - only these are registered
        if script.arrived is None:
            register(self._delivery(script), actor=actor, request_key=script.request_key)
            return
        document = arrived_document(script)
        sender = self.casting.agency(script.arrived.commission.writer)
        register_from_outside(
            actor=actor,
            request_key=script.request_key,
            title=document.title,
            kind=document.kind,
            sender_name=sender.name,
            sender_number=document.number,
            urgency=urgency_of(document),
            written_on=document.written_on,
            copies=1,
            source=dump_source(document),
            sender=sender,
        )

    def _item(self, act: Act, script: Script) -> WorkItem:
        holder = self.casting.person(act.who)
        opened = WorkItem.objects.opened().filter(instance=self._instance(script))
        found: WorkItem = opened.select_related("instance__definition").get(
            activity=act.activity, candidates__user=holder
        )
        return found

    def _instance(self, script: Script) -> ProcessInstance:
        subject = self._outgoing(script) if isinstance(script, OutgoingScript) else self._incoming(script)
        latest = ProcessInstance.objects.about(subject).select_related("definition")
        found: ProcessInstance = latest[:1].get()
        return found

    def _outgoing(self, script: OutgoingScript) -> OutgoingDocument:
        found: OutgoingDocument = OutgoingDocument.objects.get(request_key=script.request_key)
        return found

    def _incoming(self, script: IncomingScript) -> IncomingDocument:
        found: IncomingDocument = IncomingDocument.objects.get(request_key=script.request_key)
        return found

    def _delivery(self, script: Script) -> Delivery:
        assert isinstance(script, IncomingScript)  # noqa: S101 - only these were delivered
        assert script.sent is not None  # noqa: S101 - a paper from outside has no delivery
        document = self._outgoing(script.sent)
        found: Delivery = Delivery.objects.get(document=document, agency=self.casting.agency(script.receiver))
        return found
