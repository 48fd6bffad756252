"""How an outgoing paper passes from hand to hand (发文办理): by the book, with a return now and then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from zhengban.demo.city.shapes import CityUnit, Person
from zhengban.demo.texts.drafts import Form
from zhengban.demo.year import opinions
from zhengban.demo.year.hours import DAY, after
from zhengban.demo.year.portfolio import assistants_of, deputy_for
from zhengban.demo.year.scripts import Act, Edition, OutgoingScript, Verb

_PACE = {"NORMAL": 1.0, "URGENT": 0.4, "TOP_URGENT": 0.12}


@dataclass(frozen=True)
class Fate:
    """What happens to a paper that not all go through."""

    stop_before: str = ""
    """The step at which it lies now; empty lets it run to the end."""
    returned_from: str = ""
    withdrawn: bool = False
    voided: bool = False
    voided_when_numbered: bool = False
    expedited: bool = False
    countersigners: int = 0
    countersigned_by: tuple[str, ...] = ()
    """Names of the units, where it matters who."""
    signer: Person | None = None
    polished: bool = False
    circulated: bool = False


def any_fate(script: OutgoingScript, dice: Random) -> Fate:
    """The fate of an ordinary paper of the year."""
    several = len(script.writer.drafting_units) - 1
    asked = dice.random() < (0.3 if script.writer.key == "office" else 0.2)
    return Fate(
        returned_from=dice.choices(("", "section_review", "office_review"), (90, 5, 5))[0],
        withdrawn=dice.random() < 0.025,
        voided=dice.random() < 0.015,
        voided_when_numbered=dice.random() < 0.008,
        expedited=dice.random() < 0.05,
        countersigners=min(several, dice.choice((1, 2, 2, 3))) if asked and several else 0,
        polished=dice.random() < 0.18,
        circulated=dice.random() < 0.06,
    )


def tell_outgoing(script: OutgoingScript, begun: datetime, fate: Fate, dice: Random) -> datetime | None:
    """Write the script's acts from the draft on; gives the moment of issue, None where it is not issued."""
    return _Teller(script, fate, dice, begun).tell()


class _Teller:
    """Tells one life; ``now`` moves on with every act."""

    def __init__(self, script: OutgoingScript, fate: Fate, dice: Random, begun: datetime) -> None:
        self.script, self.fate, self.dice, self.now = script, fate, dice, begun
        self.pace = _PACE[script.urgency]
        self.countersigning = self._countersigning()

    def tell(self) -> datetime | None:
        script, fate = self.script, self.fate
        self._act(Verb.DRAFT, script.drafter, edition=Edition.FIRST)
        if fate.voided:
            self._pass(120, 900)
            self._act(Verb.TERMINATE, script.drafter, opinion=self.dice.choice(opinions.VOIDS))
            return None
        if fate.stop_before == "draft":
            return None
        self._submit(edition=None)
        if fate.withdrawn:
            self._pass(5, 25)
            self._act(
                Verb.WITHDRAW, script.drafter, activity="draft", opinion=self.dice.choice(opinions.WITHDRAWALS)
            )
            self._submit(edition=Edition.MENDED, why=opinions.REVISIONS["withdrawn"])
        if not self._review():
            return None
        if fate.returned_from and not self._review_again():
            return None
        return self._issue()

    def _review(self) -> bool:
        """Up to the office's review, or to the return from it; False where the paper stops."""
        head = self.script.unit.people[0]
        if self._stops("section_review"):
            return False
        if self.fate.returned_from == "section_review":
            self._return(head, "section_review")
            return True
        return self._reviewed_by(head) and self._office_review(final=self.fate.returned_from != "office_review")

    def _review_again(self) -> bool:
        """After the return: mended, and through every hand again in order."""
        if self.fate.stop_before == "returned":
            return False
        self._submit(edition=Edition.MENDED, why=opinions.REVISIONS["fault"])
        return self._reviewed_by(self.script.unit.people[0]) and self._office_review(final=True)

    def _reviewed_by(self, head: Person) -> bool:
        opinion = self.dice.choice(opinions.SECTION_REVIEW)
        self._step(head, "section_review", 20, 240, opinion=opinion, countersigning=self.countersigning)
        if self.countersigning:
            if self.fate.stop_before == "countersign":
                # Some have answered, the first has it still on the desk.
                self._countersign(self.countersigning[1:])
                return False
            self._countersign(self.countersigning)
        return True

    def _countersign(self, units: tuple[CityUnit, ...]) -> None:
        """All are asked at the same time; the paper goes on when the last has answered."""
        opened = self.now
        answered = [opened]
        for unit in units:
            self.now = opened
            outcome = "reserve" if self.dice.random() < 0.15 else "agree"
            words = opinions.COUNTERSIGN_RESERVED if outcome == "reserve" else opinions.COUNTERSIGN
            self._step(unit.people[0], "countersign", 30, 520, opinion=self.dice.choice(words), outcome=outcome)
            answered.append(self.now)
        self.now = max(answered)

    def _office_review(self, *, final: bool) -> bool:
        reviewers = self.script.writer.with_role("OFFICE_REVIEWER")
        reviewer = self.dice.choice(reviewers)
        if self._stops("office_review"):
            return False
        if not final:
            self._return(reviewer, "office_review")
            return True
        self._see(reviewer, "office_review", 30, 300)
        if self.fate.polished:
            self._pass(10, 60)
            self._act(
                Verb.REVISE,
                reviewer,
                activity="office_review",
                edition=Edition.POLISHED,
                why=opinions.REVISIONS["wording"],
            )
        if self.fate.circulated:
            self._circulate(reviewer, "office_review")
        self._pass(10, 120)
        signer = self._signer()
        self._act(
            Verb.COMPLETE,
            reviewer,
            activity="office_review",
            opinion=self.dice.choice(opinions.OFFICE_REVIEW),
            signer=None if self.script.is_upward else signer,
        )
        return True

    def _issue(self) -> datetime | None:
        writer, dice, fate = self.script.writer, self.dice, self.fate
        sign = "principal_sign" if self.script.is_upward else "sign"
        if self._stops("sign"):
            return None
        if fate.expedited:
            self._pass(2 * DAY, 3 * DAY)
            self._act(Verb.EXPEDITE, self.script.drafter, opinion=opinions.EXPEDITE[0])
        words = opinions.SIGN_UPWARD if self.script.is_upward else opinions.SIGN
        self._step(self._signer(), sign, 30, 480, opinion=dice.choice(words))
        if self._stops("recheck"):
            return None
        self._step(writer.with_role("RECHECKER")[0], "recheck", 15, 160, opinion=dice.choice(opinions.RECHECK))
        if self._stops("number"):
            return None
        self._step(writer.with_role("NUMBERING_CLERK")[0], "number", 10, 90)
        if fate.voided_when_numbered:
            self._pass(60, 600)
            self._act(Verb.TERMINATE, self._signer(), opinion=dice.choice(opinions.VOIDS))
            return None
        if self.script.commission.form is not Form.MINUTES:
            if self._stops("seal"):
                return None
            self._step(writer.with_role("SEAL_KEEPER")[0], "seal", 10, 90, opinion=dice.choice(opinions.SEAL))
        if self._stops("distribute"):
            return None
        registrar = writer.with_role("REGISTRAR")[0]
        self._step(registrar, "distribute", 20, 240, opinion=dice.choice(opinions.DISTRIBUTE))
        issued = self.now
        if not self._stops("archive"):
            self.pace = 1.0
            archivist = writer.with_role("ARCHIVIST")[0]
            self._step(archivist, "archive", 2 * DAY, 6 * DAY, opinion=dice.choice(opinions.ARCHIVE))
        return issued

    def _submit(self, edition: Edition | None, why: str = "") -> None:
        drafter = self.script.drafter
        if edition is not None:
            self._see(drafter, "draft", 20, 200)
            self._pass(10, 90)
            self._act(Verb.REVISE, drafter, activity="draft", edition=edition, why=why)
        self._pass(20, 200)
        self._act(Verb.COMPLETE, drafter, activity="draft", countersigning=self.countersigning)

    def _return(self, who: Person, activity: str) -> None:
        flaw = self.script.flaw
        reason = opinions.FLAW_RETURNS[flaw.rule] if flaw else self.dice.choice(opinions.RETURNS)
        self._see(who, activity, 20, 240)
        self._pass(10, 120)
        self._act(Verb.RETURN, who, activity=activity, to="draft", opinion=reason)

    def _circulate(self, who: Person, activity: str) -> None:
        heads = [unit.people[0] for unit in assistants_of(self.script.writer, self.script.unit)]
        readers = tuple(self.dice.sample(heads, min(2, len(heads))))
        if not readers:
            return
        self._act(
            Verb.CIRCULATE, who, activity=activity, people=readers, opinion=self.dice.choice(opinions.CIRCULATE)
        )
        for reader in readers:
            read_at = after(self.now, self.dice.uniform(60, 900))
            self.script.acts.append(Act(read_at, Verb.READ, reader, opinion=self.dice.choice(opinions.READ)))

    def _signer(self) -> Person:
        writer = self.script.writer
        if self.script.is_upward:
            return writer.leaders[0]
        if self.fate.signer is None:
            chosen = deputy_for(writer, self.script.unit) if self.dice.random() < 0.6 else writer.leaders[0]
            self.fate = _signed_by(self.fate, chosen)
        assert self.fate.signer is not None  # noqa: S101 - chosen just now
        return self.fate.signer

    def _countersigning(self) -> tuple[CityUnit, ...]:
        others = assistants_of(self.script.writer, self.script.unit)
        if self.fate.countersigned_by:
            return tuple(one for one in others if one.name in self.fate.countersigned_by)
        chosen = self.dice.sample(range(len(others)), min(self.fate.countersigners, len(others)))
        return tuple(others[at] for at in sorted(chosen))

    def _stops(self, activity: str) -> bool:
        return self.fate.stop_before == activity

    def _step(self, who: Person, activity: str, least: float, most: float, **facts: object) -> None:
        self._see(who, activity, least, most)
        self._pass(5, 60)
        self._act(Verb.COMPLETE, who, activity=activity, **facts)

    def _see(self, who: Person, activity: str, least: float, most: float) -> None:
        self._pass(least, most)
        self._act(Verb.SEE, who, activity=activity)

    def _pass(self, least: float, most: float) -> None:
        self.now = after(self.now, self.dice.uniform(least, most) * self.pace)

    def _act(self, verb: Verb, who: Person, **facts: object) -> None:
        self.script.acts.append(Act(self.now, verb, who, **facts))  # type: ignore[arg-type]


def _signed_by(fate: Fate, signer: Person) -> Fate:
    return replace(fate, signer=signer)
