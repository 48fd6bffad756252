"""A process killed between any two statements of a move leaves the paper whole: as before, or as after."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from tests.people import Cast
from zhengban.workflow.actions import complete, send_back
from zhengban.workflow.models import ProcessInstance
from zhengban.workflow.position import definition_of, position_of
from zhengban.workflow.tests.trial import Trial

pytestmark = pytest.mark.django_db(transaction=True)

_APPS = ("workflow", "audit", "notifications", "organizations")
_ENOUGH = 200


@pytest.fixture
def real_database(committed_cast: Cast, tmp_path: Path) -> Iterator[None]:
    """A database that outlives a process: the tests' own on PostgreSQL, a file instead of memory on SQLite."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    memory, name = connection.connection, connection.settings_dict["NAME"]
    path = tmp_path / "office.sqlite3"
    with sqlite3.connect(path) as file:
        memory.backup(file)
    # The database in memory lives as long as somebody holds it.
    connection.connection = None
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
        connection.connection = memory


@pytest.fixture
def forked(real_database: None, committed_cast: Cast) -> Trial:
    """Rechecker and archivist hold the paper at the same time, the rechecker having finished."""
    trial = Trial(committed_cast)
    trial.begin()
    complete(trial.item("draft").at_hand, actor=trial.cast.drafter)
    complete(trial.item("review").at_hand, actor=trial.cast.unit_head, chosen={"sign": [trial.cast.leader]})
    complete(trial.item("sign").at_hand, actor=trial.cast.leader, outcome="agree")
    complete(trial.item("recheck").at_hand, actor=trial.cast.rechecker)
    return trial


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Everything the move may have touched."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for app in _APPS
        for model in apps.get_app_config(app).get_models()
    }


def killed_at(statement: int, act: Callable[[], None]) -> bool:
    """Do it in a process of its own that dies before that statement, or before its commit; whether it died."""
    connection.close()
    child = os.fork()
    if child == 0:
        _die_at(statement)
        try:
            act()
        except BaseException:  # noqa: BLE001 - a forked test process must not go on as a second test run
            os._exit(2)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def _die_at(statement: int) -> None:
    done = 0

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal done
        if done == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        done += 1
        return execute(*arguments)

    def commit() -> None:
        if done == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        done_before()

    done_before = connection._commit  # type: ignore[attr-defined]
    connection._commit = commit  # type: ignore[attr-defined]
    connection.execute_wrappers.append(count)


def is_whole(trial: Trial) -> bool:
    """Open items and live positions match one to one, as the engine reads them back."""
    instance: ProcessInstance = trial.instance
    marking = position_of(instance).marking
    nodes = definition_of(instance).nodes
    waiting = {token.number for token in marking.live_tokens if nodes[token.node].name.endswith("环节")}
    return waiting == {item.token for item in marking.open_items}


def finish(trial: Trial) -> None:
    """The last branch meets the other and the next step opens."""
    complete(trial.item("archive").at_hand, actor=trial.cast.archivist)


def sign_again(trial: Trial) -> None:
    """Both branches are taken back and the signature is undone: an act of business within the move."""
    send_back(trial.item("archive").at_hand, actor=trial.cast.archivist, to="sign", opinion="重签")


@pytest.mark.parametrize(
    ("move", "after"),
    [(finish, {"number": ["许清禾"]}), (sign_again, {"sign": ["周明远"]})],
)
def test_a_move_is_made_as_a_whole_or_not_at_all(
    forked: Trial, move: Callable[[Trial], None], after: dict[str, list[str]]
) -> None:
    before = rows()

    died = 0
    while killed_at(died, lambda: move(forked)):
        assert rows() == before
        assert is_whole(forked)
        died += 1
        assert died < _ENOUGH

    # Reading, deciding, performing, writing and the trail are many statements; each was a place to die.
    assert died > 15
    assert forked.hands == after
    assert is_whole(forked)
