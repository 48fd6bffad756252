"""From the city's data to the rows that stand for it: what an act passes to the actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongwen.document import OfficialDocument, dump_source
from zhengban.access.models import User
from zhengban.demo.city import CityAgency
from zhengban.demo.city.shapes import CityUnit, Person
from zhengban.demo.founding import City
from zhengban.demo.year.scripts import Act, OutgoingScript, Plan
from zhengban.documents.elements import Elements
from zhengban.documents.models import Disclosure, Handling, UrgencyChoice
from zhengban.organizations.models import Agency, Unit
from zhengban.workflow.engine import Value


@dataclass(frozen=True)
class Entries:
    """What the handler of a work item fills in (办理表单)."""

    variables: Mapping[str, Value] = field(default_factory=dict)
    chosen: Mapping[str, tuple[User, ...]] = field(default_factory=dict)
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Casting:
    """Knows the row of every person, unit and agency of the city."""

    city: City

    def person(self, person: Person) -> User:
        return self.city.people[person.username]

    def people(self, people: tuple[Person, ...]) -> tuple[User, ...]:
        return tuple(self.person(one) for one in people)

    def agency(self, agency: CityAgency) -> Agency:
        return self.city.agencies[agency.key]

    def unit(self, agency: CityAgency, unit: CityUnit) -> Unit:
        return self.city.units[agency.key, unit.name]

    def elements(self, script: OutgoingScript, text: OfficialDocument) -> Elements:
        """The elements as the drafter would type them."""
        assert script.paper is not None  # noqa: S101 - every script of a settled year has its paper
        address = script.paper.address
        return Elements(
            kind=text.kind,
            title=text.title,
            code=script.code,
            body=typed(text),
            urgency=UrgencyChoice(script.urgency),
            disclosure=Disclosure(script.disclosure),
            to_names=text.to,
            cc_names=text.cc,
            main=tuple(self.agency(one) for one in address.main),
            cc=tuple(self.agency(one) for one in address.copied),
            annotation=text.annotation,
            basis=_basis(script),
            copies=max(1, 5 * len(text.to) + 3 * len(text.cc)),
        )

    def entries(self, act: Act, agency: CityAgency) -> Entries:
        """What the act fills in beside its opinion."""
        variables: dict[str, Value] = {}
        chosen: dict[str, tuple[User, ...]] = {}
        if act.countersigning is not None:
            variables["countersign_units"] = [self.unit(agency, one).pk for one in act.countersigning]
        if act.signer is not None:
            chosen["sign"] = (self.person(act.signer),)
        if act.plan is None:
            return Entries(variables, chosen)
        return self._planned(act.plan, agency)

    def _planned(self, plan: Plan, agency: CityAgency) -> Entries:
        handling = Handling.FOR_ACTION if plan.for_action else Handling.FOR_INFORMATION
        host = self.unit(agency, plan.host) if plan.host is not None else None
        assisting = tuple(self.unit(agency, one) for one in plan.assisting)
        variables: dict[str, Value] = {
            "handling": handling.value,
            "leaders": [one.pk for one in self.people(plan.leaders)],
            "host_unit": [host.pk] if host is not None else [],
            "co_units": [one.pk for one in assisting],
            "readers": [one.pk for one in self.people(plan.readers)],
            "due_on": plan.due_on.isoformat() if plan.due_on is not None else None,
        }
        fields = {"handling": handling, "host_unit": host, "co_units": assisting, "due_on": plan.due_on}
        return Entries(variables, {}, fields)


def typed(document: OfficialDocument) -> str:
    """Body and attachments as one types them: the attachments below the body."""
    several = len(document.attachments) > 1
    parts = [dump_source(OfficialDocument(body=document.body)).strip("\n")]
    parts += [
        f"附件{at if several else ''}\n{one.title}\n{one.body}"
        for at, one in enumerate(document.attachments, 1)
        if one.body
    ]
    return "\n\n".join(parts)


def _basis(script: OutgoingScript) -> str:
    asked = script.answers.sent if script.answers is not None else None
    if asked is None or asked.paper is None:
        return ""
    return f"《{asked.paper.document.title}》（{asked.number}）"[:500]
