"""Where a process stands (流程位置): the engine's marking, read from the rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from zhengban.workflow import engine
from zhengban.workflow.engine import Group, Item, ItemKind, Marking, Resume, Unit
from zhengban.workflow.models import ProcessDefinition, ProcessInstance, Token, WorkItem, WorkItemCandidate


@dataclass(frozen=True)
class Position:
    """Where a process stands: its definition, the engine's marking, and the rows it came from."""

    definition: engine.ProcessDefinition
    marking: Marking
    tokens: dict[int, Token]
    items: dict[int, WorkItem]


def definition_of(instance: ProcessInstance) -> engine.ProcessDefinition:
    """The proven definition the process runs on."""
    return _definition(instance.definition_id)


def forget_definitions() -> None:
    """Called on publishing: SQLite gives the number of a row that was rolled back out again."""
    _definition.cache_clear()


@lru_cache(maxsize=64)
def _definition(pk: int) -> engine.ProcessDefinition:
    # A published version never changes, so a cache for the whole process cannot go stale.
    return engine.read(ProcessDefinition.objects.get(pk=pk).xml.encode())


def position_of(instance: ProcessInstance) -> Position:
    """Read the position once per loaded instance; ``refresh_from_db`` forgets it."""
    kept: Position | None = instance.__dict__.get("_position")
    if kept is None:
        kept = _read(instance)
        instance.__dict__["_position"] = kept
    return kept


def new_position(instance: ProcessInstance) -> Position:
    """The position of a process that has not started."""
    return Position(definition_of(instance), Marking(), {}, {})


def _read(instance: ProcessInstance) -> Position:
    tokens = {token.number: token for token in instance.tokens.order_by("number")}
    items = {item.number: item for item in instance.items.order_by("number")}
    people: dict[int, list[int]] = {}
    candidates = WorkItemCandidate.objects.filter(item__instance=instance).order_by("pk")
    for item_id, user_id in candidates.values_list("item_id", "user_id"):
        people.setdefault(item_id, []).append(user_id)
    numbers = {item.pk: item.number for item in items.values()}
    token_numbers = {token.pk: token.number for token in tokens.values()}
    marking = Marking(
        engine.ProcessState(instance.state),
        tuple(_token(token) for token in tokens.values()),
        tuple(
            _item(item, token_numbers[item.token_id], tuple(people.get(item.pk, ())), numbers)
            for item in items.values()
        ),
        instance.variables,
        # Tokens and items share one sequence of numbers, and all are kept.
        max((*tokens, *items), default=0),
    )
    return Position(definition_of(instance), marking, tokens, items)


def _token(row: Token) -> engine.Token:
    return engine.Token(
        row.number,
        row.node,
        row.flow,
        tuple(row.parents),
        row.cause,
        row.round,
        tuple(Unit(subprocess, number) for subprocess, number in row.units),
        tuple(Resume(activity, _groups(groups), token) for activity, groups, token in row.resume),
        row.continues,
        _groups(row.queue),
        tuple(row.fired),
        engine.TokenState(row.state),
    )


def _groups(plain: list[tuple[list[int], str]]) -> tuple[Group, ...]:
    return tuple(Group(tuple(people), label) for people, label in plain)


def _item(row: WorkItem, token: int, people: tuple[int, ...], numbers: dict[int, int]) -> Item:
    return Item(
        row.number,
        row.activity,
        token,
        row.round,
        Group(people, row.label),
        row.opened_at,
        engine.ItemState(row.state),
        row.first_seen_at,
        row.closed_at,
        row.done_by_id,
        row.on_behalf_of_id,
        row.outcome,
        row.opinion,
        None if row.transferred_from_id is None else numbers[row.transferred_from_id],
        row.superseded,
        ItemKind(row.kind),
        0 if row.origin_id is None else numbers[row.origin_id],
    )
