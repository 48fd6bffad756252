"""Playing a year of papers: each moved by its own people through the real actions, on the days it would have."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from zhengban.access.models import User
from zhengban.demo.city import CONNECTED, CityAgency
from zhengban.demo.clock import at
from zhengban.demo.founding import City
from zhengban.demo.texts.papers import Paper, compose, kinds_of
from zhengban.demo.texts.topics import TOPICS
from zhengban.documents.actions.deliveries import receive, register, send_back
from zhengban.documents.actions.outgoing import draft
from zhengban.documents.elements import Elements
from zhengban.documents.models import (
    Delivery,
    Disclosure,
    Handling,
    IncomingDocument,
    OutgoingDocument,
    UrgencyChoice,
)
from zhengban.organizations.models import Agency
from zhengban.workflow import actions as moves
from zhengban.workflow.models import WorkItem

_OPINIONS = ("同意。", "已核，同意上报。", "拟同意，请领导审定。", "文字已修改，同意。", "内容属实，同意。")
_RETURNS = ("请补充数据来源后再报。", "标题与内容不符，请修改。", "请与有关处室会商后再报。")
_FAULTS = (
    ("现就有关事项通知如下：", "根据《云江市应急预案管理办法》（云政发[2026]8号），现就有关事项通知如下：："),
    ("二、", "三、"),
)
_STEPS = (
    "draft",
    "section_review",
    "countersign",
    "office_review",
    "sign",
    "recheck",
    "number",
    "distribute",
    "archive",
)


@dataclass
class Player:
    """Plays papers; ``now`` moves on with every step of the paper at hand."""

    city: City
    dice: Random
    today: datetime
    now: datetime
    is_recent: bool = False
    """Recent papers pass through the accounts a newcomer signs in with, so that their desks are not empty."""

    def outgoing(self, writer: CityAgency, begun: datetime, *, stop_before: str | None) -> int:
        """One outgoing paper from its draft until before the named step; gives how many documents came of it."""
        self.now = begun
        unit = writer.drafting_units[0] if self.is_recent else self.dice.choice(writer.drafting_units)
        drafters = [one for one in unit.people if one.kind == "STAFF" and not one.roles]
        topic = self.dice.choice(TOPICS)
        paper = compose(self.dice.choice(kinds_of(topic)), writer, topic, begun.date(), self.dice)
        if stop_before == "section_review" and self.dice.random() < 0.5:
            paper = _with_fault(paper, self.dice)
        elements = self._elements(writer, paper)
        with at(self.now):
            document = draft(
                actor=self.city.people[(drafters[0] if self.is_recent else self.dice.choice(drafters)).username],
                request_key=uuid.UUID(int=self.dice.getrandbits(128)),
                elements=elements,
            )
        others = [one for one in writer.drafting_units if one is not unit]
        partners = self.dice.sample(others, min(2, len(others))) if self.dice.random() < 0.4 else []
        chosen = [self.city.units[writer.key, one.name].pk for one in partners]
        for _ in range(40):
            item = self._next_item("outgoing", document.pk)
            if item is None or item.activity == stop_before or (stop_before == "sign" and "sign" in item.activity):
                break
            if not self._pass_time(item):
                break
            self._do(item, chosen, writer)
        return 1 + self._deliveries(document)

    def _do(self, item: WorkItem, units: list[int], writer: CityAgency) -> None:
        actor = item.candidates.order_by("pk")[0].user
        chosen: dict[str, list[User]] = {}
        variables: dict[str, object] = {}
        outcome = ""
        if item.activity in {"draft", "section_review"}:
            variables["countersign_units"] = units
        if item.activity == "countersign":
            outcome = "agree"
        if item.activity == "office_review" and not item.instance.variables.get("upward"):
            leader = writer.leaders[0] if self.is_recent else self.dice.choice(writer.leaders)
            chosen["sign"] = [self.city.people[leader.username]]
        with at(self.now):
            moves.see(item.at_hand, actor=actor)
            item.refresh_from_db()
            if (
                item.activity in {"section_review", "office_review"}
                and item.round == 1
                and self.dice.random() < 0.08
            ):
                moves.send_back(item.at_hand, actor=actor, to="draft", opinion=self.dice.choice(_RETURNS))
                return
            opinion = "" if item.activity == "number" else self.dice.choice(_OPINIONS)
            moves.complete(
                item.at_hand, actor=actor, outcome=outcome, opinion=opinion, variables=variables, chosen=chosen
            )

    def _deliveries(self, document: OutgoingDocument) -> int:
        made = 0
        for delivery in Delivery.objects.filter(document=document, state="SENT").select_related("agency"):
            data = next(one for one in CONNECTED if one.name == delivery.agency.name)
            registrar = self.city.people[data.with_role("REGISTRAR")[0].username]
            self.now += timedelta(hours=self.dice.randint(1, 20))
            if self.now >= self.today or self.dice.random() < 0.06:
                continue
            with at(self.now):
                receive(delivery, actor=registrar)
            if self.dice.random() < 0.04:
                with at(self.now):
                    send_back(delivery, actor=registrar, reason="该事项不属于我单位职责范围，请核实。")
                continue
            if self.dice.random() < 0.06:
                continue
            with at(self.now):
                register(delivery, actor=registrar, request_key=uuid.UUID(int=self.dice.getrandbits(128)))
            made += 1
            self._incoming(delivery.incoming, data)
        return made

    def _incoming(self, document: IncomingDocument, data: CityAgency) -> None:
        kept = self.now
        stop_after = self.dice.choices((0, 1, 2, 3, 9), (3, 3, 4, 6, 84))[0]
        for count in range(30):
            item = self._next_item("incoming", document.pk)
            if item is None or count >= stop_after or not self._pass_time(item):
                break
            self._handle(item, data)
        self.now = kept

    def _handle(self, item: WorkItem, data: CityAgency) -> None:
        actor = item.candidates.order_by("pk")[0].user
        variables: dict[str, object] = {}
        fields: dict[str, object] = {}
        if item.activity == "plan":
            for_action = self.dice.random() < 0.75
            units = self.dice.sample(data.drafting_units, min(2, len(data.drafting_units)))
            rows = [self.city.units[data.key, one.name] for one in units]
            leader = self.city.people[self.dice.choice(data.leaders).username]
            readers = [self.city.people[one.username].pk for one in self.dice.sample(data.people, 3)]
            handling = Handling.FOR_ACTION if for_action else Handling.FOR_INFORMATION
            variables = {
                "handling": handling.value,
                "leaders": [leader.pk] if for_action else [],
                "host_unit": [rows[0].pk] if for_action else [],
                "co_units": [row.pk for row in rows[1:]] if for_action else [],
                "readers": [] if for_action else readers,
                "due_on": None,
            }
            fields = {
                "handling": handling,
                "host_unit": rows[0] if for_action else None,
                "co_units": tuple(rows[1:]) if for_action else (),
                "due_on": None,
            }
        with at(self.now):
            moves.see(item.at_hand, actor=actor)
            item.refresh_from_db()
            if item.activity == "instruct" and self.dice.random() < 0.3:
                readers_now = [self.city.people[one.username] for one in self.dice.sample(data.people, 2)]
                moves.circulate(item.at_hand, actor=actor, people=[one for one in readers_now if one != actor])
            moves.complete(
                item.at_hand,
                actor=actor,
                opinion=self.dice.choice(_OPINIONS),
                variables=variables,
                fields=fields,
            )

    def _next_item(self, key: str, pk: int) -> WorkItem | None:
        items = WorkItem.objects.opened().filter(instance__key=key, instance__subject_id=pk)
        found: WorkItem | None = items.select_related("instance__definition").order_by("number").first()
        return found

    def _pass_time(self, item: WorkItem) -> bool:
        """Let some hours of work go by; False where today is reached."""
        self.now += timedelta(hours=self.dice.choice((1, 2, 3, 5, 18, 22, 26, 44)))
        if not 8 <= self.now.hour < 18:
            self.now = self.now.replace(hour=9, minute=self.dice.randint(0, 59)) + timedelta(days=1)
        return self.now < self.today

    def _elements(self, writer: CityAgency, paper: Paper) -> Elements:
        superior = self.city.agencies.get(writer.superior)
        connected = [self.city.agencies[one.key] for one in CONNECTED if one.key != writer.key]
        main: tuple[Agency, ...]
        if paper.kind in {"请示", "报告"} and superior is not None:
            main = (superior,)
        elif paper.kind == "通告":
            main = ()
        else:
            main = tuple(self.dice.sample(connected, self.dice.randint(1, 3)))
        cc = () if paper.kind in {"请示", "报告"} else tuple(one for one in connected if one not in main)[:1]
        urgency = self.dice.choices(tuple(UrgencyChoice), (4, 12, 84))[0]
        return Elements(
            kind=paper.kind,
            title=paper.title,
            code=writer.codes[-1] if paper.kind == "函" else writer.codes[0],
            body=paper.body,
            urgency=UrgencyChoice(urgency),
            disclosure=self.dice.choices(tuple(Disclosure), (45, 35, 20))[0],
            to_names=tuple(one.name for one in main),
            cc_names=tuple(one.name for one in cc),
            main=main,
            cc=cc,
            annotation=paper.annotation,
        )


def _with_fault(paper: Paper, dice: Random) -> Paper:
    """A draft with a usual slip, so that the checker has something to show."""
    right, wrong = dice.choice(_FAULTS)
    return Paper(paper.kind, paper.title, paper.body.replace(right, wrong, 1), paper.annotation)


def play_year(city: City, documents: int, today: datetime) -> int:
    """Play papers until about that many documents exist, the oldest a year back; gives the count."""
    dice = Random(20261124)  # noqa: S311 - a demo that is the same every time
    player = Player(city, dice, today, today)
    made = 0
    openings = [*_STEPS[1:], "archive"]
    papers = max(24, documents // 2)
    for number in range(papers):
        # The last tenth is under way at every step; all before it is finished.
        recent = number >= papers - max(24, papers // 8)
        days = dice.uniform(0.5, 12) if recent else 14 + 350 * (1 - number / papers)
        begun = (today - timedelta(days=days)).replace(hour=dice.randint(8, 11), minute=dice.randint(0, 59))
        office = CONNECTED[0]
        writer = office if recent and number % 3 else dice.choice((office, office, office, *CONNECTED))
        player.is_recent = recent
        made += player.outgoing(writer, begun, stop_before=openings[number % len(openings)] if recent else None)
    return made
