"""A process to try the moves on: its paper is an agency's row, which real actions of the gate may change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tests.people import Cast
from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.gate import action
from zhengban.access.models import User
from zhengban.organizations.directory import membership_of
from zhengban.organizations.kinds import declare_kind, declare_reader
from zhengban.organizations.models import Agency, Unit
from zhengban.workflow import subjects
from zhengban.workflow.actions import publish, start
from zhengban.workflow.engine import Value
from zhengban.workflow.models import ProcessInstance, WorkflowEvent, WorkItem
from zhengban.workflow.models.processes import Urgency
from zhengban.workflow.tests.engine.drawing import Exclusive, Parallel, Task, draw
from zhengban.workflow.tests.engine.drawing import Sequence as Steps

SIGNED = "已签发"

XML = draw(
    Task(
        "draft",
        "drafter",
        main='button="送审" editable="true"',
        inner='<zb:variable name="units" label="会签单位" kind="units"/>'
        '<zb:variable name="due" label="办理时限" kind="date"/>',
    ),
    Task("review", "drafter_unit_head", inner='<zb:deadline ordinary="3" urgent="1"/>'),
    Exclusive(("units",), (Task("countersign", "unit_heads_of:units", "all"), Steps(()))),
    Task(
        "sign",
        "chosen|leaders",
        main='button="签发" action="trial.sign" undo="trial.unsign"',
        inner='<zb:deadline variable="due" ordinary="1"/>'
        '<zb:outcome code="agree" label="同意"/><zb:outcome code="disagree" label="不同意"/>',
    ),
    Parallel((Task("recheck", "role:RECHECKER"), Task("archive", "role:ARCHIVIST", main='moves="return"'))),
    Task("number", "role:NUMBERING_CLERK", main='action="trial.number"'),
    facts="title",
).decode()


def _may_sign(actor: User, paper: Agency) -> Decision:
    membership = membership_of(actor)
    if membership is None or not membership.leads:
        return Refusal("只有领导可以签发。")
    return subjects.requires_process(paper, "trial.sign")


def _in_process(code: str) -> Any:
    return lambda actor, paper: subjects.requires_process(paper, code)


@action("trial.sign", "签发", allowed=_may_sign)
def sign(paper: Agency, *, actor: User, opinion: str, mark: str = SIGNED) -> None:
    """Sign the paper."""
    paper.short_name = mark


@action("trial.unsign", "撤销签发", allowed=_in_process("trial.unsign"))
def unsign(paper: Agency, *, actor: User, opinion: str) -> None:
    """Take the signature back."""
    paper.short_name = ""


@action("trial.number", "编号", allowed=_in_process("trial.number"))
def number(paper: Agency, *, actor: User, opinion: str) -> None:
    """Number the paper."""
    paper.order = 12


@action(
    "trial.stop",
    "撤销办理",
    allowed=lambda actor, paper: ALLOWED if actor.username == "drafter" else Refusal("只有拟稿人可以撤销办理。"),
)
def stop(paper: Agency, *, actor: User, opinion: str) -> None:
    """Give the paper up."""
    paper.short_name = "已撤销"


@action("trial.begin", "送审", allowed=lambda actor, paper: ALLOWED)
def begin(paper: Agency, *, actor: User) -> None:
    """Begin the process of the paper."""
    start(actor=actor, key="drawn", subject=paper)


class TrialSubject:
    """Answers for the trial's papers, and remembers what it was told."""

    def __init__(self) -> None:
        self.cast: Cast | None = None
        self.urgency_now = Urgency.ORDINARY
        self.told: list[str] = []

    def drafter(self, subject: Agency) -> User:
        return self._cast.drafter

    def drafter_unit(self, subject: Agency) -> Unit | None:
        return self._cast.unit

    def agency(self, subject: Agency) -> Agency:
        return self._cast.city_office

    def title(self, subject: Agency) -> str:
        return f"关于{subject.name}的通知"

    def urgency(self, subject: Agency) -> Urgency:
        return self.urgency_now

    def due_on(self, subject: Agency) -> date | None:
        return None

    def facts(self, subject: Agency) -> Mapping[str, Value]:
        return {"title": subject.name}

    def url(self, subject_id: int) -> str:
        return f"/papers/{subject_id}"

    def termination(self) -> str:
        return "trial.stop"

    def happened(self, instance: ProcessInstance, events: Sequence[WorkflowEvent], *, actor: User) -> None:
        self.told += [event.kind for event in events]

    @property
    def _cast(self) -> Cast:
        assert self.cast is not None
        return self.cast


SUBJECT = TrialSubject()
subjects.register("drawn", SUBJECT)
declare_kind("drawn", "试验业务")
declare_reader(lambda thing: "drawn" if isinstance(thing, Agency) else "")


class Trial:
    """One paper on its way; what a test does with it reads like the office's day."""

    def __init__(self, cast: Cast, xml: str = XML) -> None:
        SUBJECT.cast, SUBJECT.urgency_now, SUBJECT.told = cast, Urgency.ORDINARY, []
        self.cast = cast
        self.paper = cast.county_office
        publish(actor=cast.system_administrator, xml=xml)

    def begin(self) -> ProcessInstance:
        begin(self.paper, actor=self.cast.drafter)
        return self.instance

    @property
    def instance(self) -> ProcessInstance:
        found: ProcessInstance = ProcessInstance.objects.get(subject_id=self.paper.pk)
        return found

    def item(self, activity: str, **which: object) -> WorkItem:
        """The latest work item at that activity, freshly read."""
        found: WorkItem = WorkItem.objects.filter(activity=activity, **which).order_by("number").last()
        return found

    @property
    def hands(self) -> dict[str, list[str]]:
        """Who holds the paper now: names by activity."""
        rows = WorkItem.objects.opened().order_by("number")
        return {
            row.activity: list(row.candidates.order_by("pk").values_list("user__name", flat=True)) for row in rows
        }
