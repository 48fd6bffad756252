"""Several people act at the same moment: the first wins, nobody waits for ever, nothing is lost."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier

import pytest
from django.db import connection

from tests.people import Cast
from zhengban.access.errors import Conflict, Refused
from zhengban.access.models import User
from zhengban.workflow import engine
from zhengban.workflow.actions import complete, delegate, jump, send_back, withdraw
from zhengban.workflow.models import ProcessInstance, WorkflowEvent, WorkItem
from zhengban.workflow.position import definition_of, position_of
from zhengban.workflow.tests.trial import Trial

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def forked(committed_cast: Cast) -> Trial:
    """Rechecker and archivist hold the paper at the same time."""
    trial = Trial(committed_cast)
    trial.begin()
    complete(trial.item("draft").at_hand, actor=trial.cast.drafter)
    complete(trial.item("review").at_hand, actor=trial.cast.unit_head, chosen={"sign": [trial.cast.leader]})
    complete(trial.item("sign").at_hand, actor=trial.cast.leader, outcome="agree")
    return trial


def at_once(*acts: Callable[[], None]) -> list[str]:
    """Do all of them at the same moment; the name of the refusal of each, or an empty one."""
    ready = Barrier(len(acts))

    def one(act: Callable[[], None]) -> str:
        try:
            ready.wait(timeout=20)
            act()
        except Refused as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(one, acts))


def test_both_branches_finish_at_once_and_the_join_opens_once(forked: Trial) -> None:
    cast = forked.cast
    recheck, archive = forked.item("recheck"), forked.item("archive")

    refusals = at_once(
        lambda: complete(recheck.at_hand, actor=cast.rechecker),
        lambda: complete(archive.at_hand, actor=cast.archivist),
    )

    assert refusals == ["", ""]
    assert forked.hands == {"number": ["许清禾"]}
    assert WorkItem.objects.filter(activity="number").count() == 1


def test_one_item_completed_six_times_at_once_is_completed_once(forked: Trial) -> None:
    items = [forked.item("recheck") for _ in range(6)]

    refusals = at_once(
        *(lambda item=item: complete(item.at_hand, actor=forked.cast.rechecker) for item in items)  # type: ignore[misc]
    )

    assert sorted(refusals) == ["", *[Conflict.__name__] * 5]
    assert WorkflowEvent.objects.filter(kind="COMPLETED", activity="recheck").count() == 1


def test_a_return_and_a_completion_at_once_leave_one_future(forked: Trial) -> None:
    cast = forked.cast
    recheck, archive = forked.item("recheck"), forked.item("archive")

    refusals = at_once(
        lambda: send_back(recheck.at_hand, actor=cast.rechecker, to="sign", opinion="重签"),
        lambda: complete(archive.at_hand, actor=cast.archivist),
    )

    assert refusals in (["", ""], ["", Conflict.__name__])
    assert forked.hands == {"sign": ["周明远"]}
    assert set(forked.instance.tokens.filter(state="LIVE").values_list("node", flat=True)) == {"sign"}


def test_thirty_two_people_hammer_one_paper(forked: Trial) -> None:
    """Whatever they try at the same moment: nothing breaks, each is told why not, and the paper stays whole."""
    cast = forked.cast
    pk = forked.instance.pk
    people = [
        cast.drafter, cast.unit_head, cast.leader, cast.deputy_leader, cast.rechecker, cast.archivist,
        cast.numbering_clerk, cast.reviewer,
    ]  # fmt: skip

    def person(seed: int) -> Callable[[], None]:
        def act() -> None:
            random = Random(seed)
            for _ in range(6):
                actor = random.choice(people)
                instance = ProcessInstance.objects.get(pk=pk)
                items = list(WorkItem.objects.filter(instance=instance).order_by("-number")[:6])
                with contextlib.suppress(Refused):
                    attempt(random, actor, items)

        return act

    refusals = at_once(*(person(seed) for seed in range(32)))

    assert refusals == [""] * 32
    instance = ProcessInstance.objects.get(pk=pk)
    marking = position_of(instance).marking
    check(marking, definition_of(instance))
    # What the trail says was done is what was done.
    completed = WorkflowEvent.objects.filter(instance=instance, kind="COMPLETED").count()
    assert completed == sum(item.state == "DONE" for item in marking.items)


def attempt(random: Random, actor: User, items: list[WorkItem]) -> None:
    """One thing a person might try, allowed or not."""
    item = random.choice(items)
    match random.randint(0, 6):
        case 0 | 1 | 2:
            outcome = "agree" if item.activity == "sign" else ""
            complete(item.at_hand, actor=actor, outcome=outcome, opinion="同意", chosen=chosen_for(item, actor))
        case 3:
            send_back(item.at_hand, actor=actor, to=random.choice(("draft", "sign")), opinion="请修改")
        case 4:
            withdraw(item.at_hand, actor=actor)
        case 5:
            delegate(item.at_hand, actor=actor, to=actor)
        case _:
            jump(item.at_hand, actor=actor, to=random.choice(("recheck", "number")), opinion="特事特办")


def chosen_for(item: WorkItem, actor: User) -> dict[str, list[User]]:
    return {"sign": [User.objects.get(username="leader")]} if item.activity == "review" else {}


def check(marking: engine.Marking, definition: engine.ProcessDefinition) -> None:
    """Open items and live positions match, and no position counts before one that came of it."""
    live = marking.live_tokens
    at_activities = {one.number for one in live if isinstance(definition.nodes[one.node], engine.Activity)}
    assert at_activities == {item.token for item in marking.open_items}
    assert len({token.flow for token in live}) == len(live)
    assert len({item.number for item in marking.items}) == len(marking.items)
    counted = {token.number: token for token in marking.tokens if token.state in ("LIVE", "CONSUMED")}
    for token in counted.values():
        assert all(counted[parent].state == "CONSUMED" for parent in token.parents)
