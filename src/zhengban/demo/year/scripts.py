"""The script of a paper: every act on it, with who does it and when; what happens is played from these."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Literal
from uuid import UUID

from gongwen.document import OfficialDocument
from zhengban.demo.city.shapes import CityAgency, CityUnit, Person
from zhengban.demo.texts import Commission, Flaw, Paper, Topic
from zhengban.demo.texts.drafts import Form

Urgency = Literal["NORMAL", "URGENT", "TOP_URGENT"]
Disclosure = Literal["ACTIVE", "ON_REQUEST", "NONE"]
_NO_KEY = UUID(int=0)
_BY_LETTER = frozenset({Form.REPLY, Form.LETTER, Form.ANSWER, Form.MEETING_NOTICE, Form.MINUTES})


class Verb(Enum):
    """What somebody does with a paper."""

    DRAFT = "拟稿"
    REVISE = "修改"
    SEE = "阅看"
    COMPLETE = "办理"
    RETURN = "退回"
    WITHDRAW = "撤回"
    TRANSFER = "转办"
    CIRCULATE = "传阅"
    EXPEDITE = "催办"
    READ = "阅毕"
    TERMINATE = "终止"
    RECEIVE = "签收"
    SEND_BACK = "退回来文"
    REGISTER = "登记"


class Edition(Enum):
    """The texts of one paper, one after the other."""

    FIRST = "初稿"
    MENDED = "修改稿"
    POLISHED = "核稿修改稿"


@dataclass(frozen=True)
class Plan:
    """How a registrar's office proposes to handle an incoming paper (拟办); units and people by their data."""

    for_action: bool
    leaders: tuple[Person, ...] = ()
    host: CityUnit | None = None
    assisting: tuple[CityUnit, ...] = ()
    readers: tuple[Person, ...] = ()
    due_on: date | None = None


@dataclass(frozen=True)
class Act:
    """One act on one paper. ``activity`` names the step whose open item it is about."""

    at: datetime
    verb: Verb
    who: Person
    activity: str = ""
    opinion: str = ""
    outcome: str = ""
    to: str = ""
    """The step a paper is returned to."""
    people: tuple[Person, ...] = ()
    """Whom it is circulated or transferred to."""
    countersigning: tuple[CityUnit, ...] | None = None
    signer: Person | None = None
    plan: Plan | None = None
    edition: Edition | None = None
    """Which text the paper has from then on: at the draft and at every revision."""
    why: str = ""
    """Why the text was changed."""


@dataclass(eq=False)
class OutgoingScript:
    """The life of an outgoing paper in the agency that writes it."""

    commission: Commission
    unit: CityUnit
    drafter: Person
    paper: Paper | None = None
    """Written when the numbers of the papers it cites are settled."""
    flaw: Flaw | None = None
    urgency: Urgency = "NORMAL"
    disclosure: Disclosure = "ON_REQUEST"
    answers: IncomingScript | None = None
    number: str = ""
    request_key: UUID = _NO_KEY
    acts: list[Act] = field(default_factory=list)
    texts: dict[Edition, OfficialDocument] = field(default_factory=dict)

    @property
    def writer(self) -> CityAgency:
        return self.commission.writer

    @property
    def is_upward(self) -> bool:
        return self.commission.form.document_type.is_upward

    @property
    def code(self) -> str:
        """Letters, replies and arrangements bear the agency's second code, where it has one."""
        codes = self.writer.codes
        return codes[-1] if self.commission.form in _BY_LETTER else codes[0]


@dataclass(eq=False)
class IncomingScript:
    """The life of a paper in an agency that gets it, from its delivery or from outside."""

    receiver: CityAgency
    topic: Topic
    sent: OutgoingScript | None = None
    """The outgoing paper where it comes from an agency of the installation."""
    arrived: Paper | None = None
    """The paper where it comes from outside, with its number."""
    request_key: UUID = _NO_KEY
    acts: list[Act] = field(default_factory=list)


Script = OutgoingScript | IncomingScript


@dataclass(frozen=True)
class Cue:
    """An act at its place in the year: of which script."""

    act: Act
    script: Script


def cues(scripts: list[Script]) -> list[Cue]:
    """All acts of all scripts in the order in which they happen."""
    found = [Cue(act, script) for script in scripts for act in script.acts]
    # A stable sort keeps acts of one moment in the order in which their script tells them.
    return sorted(found, key=lambda cue: cue.act.at)
