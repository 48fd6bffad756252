"""Several people act at the same moment: the first wins, nobody waits for ever, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.people import Cast
from zhengban.access.errors import Conflict, Refused
from zhengban.workflow.actions import complete, send_back
from zhengban.workflow.models import WorkflowEvent, WorkItem
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
