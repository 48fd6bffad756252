"""The topics (事由) that papers are about, read from the YAML files beside this module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any, cast

import yaml

from zhengban.demo.texts.figures import FigureKind, FigureSpec

TITLE_KINDS = ("notice", "circular", "report", "opinion", "minutes", "public", "announcement")


@dataclass(frozen=True)
class Point:
    """A heading and the sentence under it: 压实责任｜严格落实……"""

    heading: str
    text: str


@dataclass(frozen=True)
class TableSpec:
    """The table a topic attaches: what is counted, from which figure, and how “done” is said."""

    title: str
    item: str
    figure: str
    done: str


@dataclass(frozen=True)
class Ask:
    """A request (请示) and what is answered to it (批复)."""

    title: str
    why: tuple[str, ...]
    text: str
    reply: tuple[str, ...]
    by: frozenset[str]
    """Which of the topic's writers ask this; empty for all."""


@dataclass(frozen=True)
class Exchange:
    """A letter (函) and its answer (复函)."""

    title: str
    text: tuple[str, ...]
    answer: tuple[str, ...]


@dataclass(frozen=True)
class Topic:
    """A topic: who writes about it in which months, and everything there is to say."""

    key: str
    name: str
    writers: frozenset[str]
    months: frozenset[int]
    leads: tuple[str, ...]
    plan: str
    figures: Mapping[str, FigureSpec]
    table: TableSpec
    titles: Mapping[str, tuple[str, ...]]
    purpose: tuple[str, ...]
    basis: tuple[str, ...]
    why: tuple[str, ...]
    measures: tuple[Point, ...]
    done: tuple[Point, ...]
    problems: tuple[str, ...]
    next: tuple[str, ...]
    tasks: tuple[str, ...]
    asks: tuple[Ask, ...]
    letters: tuple[Exchange, ...]
    rules: tuple[str, ...]

    @cached_property
    def plan_subject(self) -> str:
        """The plan's name without its region: what a notice that carries it is about."""
        return self.plan.removeprefix("<region>")


class BadTopic(ValueError):
    """A topic file lacks something; the message names file and key."""


def load_topics() -> tuple[Topic, ...]:
    """Every topic, in the order of file names."""
    folder = files("zhengban.demo.texts") / "data"
    found = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".yaml")), key=lambda entry: entry.name
    )
    return tuple(
        _topic(entry.name.removesuffix(".yaml"), yaml.safe_load(entry.read_text(encoding="utf-8")))
        for entry in found
    )


def _topic(key: str, values: dict[str, Any]) -> Topic:
    try:
        table = values["table"]
        titles = {kind: tuple(values["titles"].get(kind, ())) for kind in TITLE_KINDS}
        unknown = set(values["titles"]) - set(TITLE_KINDS)
        if unknown:
            raise BadTopic(f"{key}: unknown title kinds {sorted(unknown)}")
        return Topic(
            key=key,
            name=values["name"],
            writers=frozenset(values["writers"]),
            months=frozenset(values["months"]),
            leads=tuple(values["leads"]),
            plan=values["plan"],
            figures={name: _figure(key, text) for name, text in values["figures"].items()},
            table=TableSpec(table["title"], table["item"], table["of"], table.get("done", "已完成")),
            titles=titles,
            purpose=tuple(values["purpose"]),
            basis=tuple(values.get("basis", ())),
            why=tuple(values["why"]),
            measures=tuple(_points(key, values["measures"])),
            done=tuple(_points(key, values["done"])),
            problems=tuple(values["problems"]),
            next=tuple(values["next"]),
            tasks=tuple(values["tasks"]),
            asks=tuple(_ask(one) for one in values["asks"]),
            letters=tuple(
                Exchange(one["title"], tuple(one["text"]), tuple(one["answer"])) for one in values["letters"]
            ),
            rules=tuple(values.get("rules", ())),
        )
    except KeyError as error:
        raise BadTopic(f"{key}: lacks {error}") from error


def _ask(one: dict[str, Any]) -> Ask:
    return Ask(one["title"], tuple(one["why"]), one["text"], tuple(one["reply"]), frozenset(one.get("by", ())))


def _points(key: str, lines: list[str]) -> Iterator[Point]:
    for line in lines:
        heading, mark, text = line.partition("｜")
        if not mark:
            raise BadTopic(f"{key}: “{line[:20]}” lacks ｜")
        yield Point(heading, text)


def _figure(key: str, text: str) -> FigureSpec:
    kind, lowest, highest = text.split()
    if kind not in {"ledger", "growth", "fall", "split", "counties"}:
        raise BadTopic(f"{key}: unknown figure {kind}")
    return FigureSpec(cast(FigureKind, kind), int(lowest), int(highest))


TOPICS = load_topics()
