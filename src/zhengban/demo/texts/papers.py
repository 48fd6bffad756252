"""Composing one paper of a type from its topic: headings, figures, closings as such papers have them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from zhengban.demo.city.shapes import CityAgency
from zhengban.demo.texts.topics import Topic
from zhengban.demo.texts.wording import Wording, numeral


@dataclass(frozen=True)
class Paper:
    """A paper as its drafter would type it."""

    kind: str
    title: str
    body: str
    annotation: str = ""


def compose(kind: str, writer: CityAgency, topic: Topic, on: date, dice: Random) -> Paper:
    """A paper of that type; raises KeyError for a type nobody composes."""
    return _COMPOSERS[kind](Wording(writer, topic, on, dice))


def kinds_of(topic: Topic) -> tuple[str, ...]:
    """The types this topic has something to say in."""
    found = ["通知"]
    found += ["通报"] if topic.titles["circular"] else []
    found += ["报告"] if topic.titles["report"] else []
    found += ["通告"] if topic.titles["public"] and topic.rules else []
    found += ["请示"] if topic.asks else []
    found += ["函"] if topic.letters else []
    return tuple(found)


def _notice(say: Wording) -> Paper:
    title = say.dice.choice(say.topic.titles["notice"])
    lines = [f"为{say.fill(say.dice.choice(say.topic.purpose))}，现就有关事项通知如下："]
    for at, point in enumerate(say.some(say.topic.measures, say.dice.randint(3, 5)), 1):
        lines += [f"{numeral(at)}、{say.fill(point.heading)}", f"{say.fill(point.text)}"]
    return Paper("通知", _titled(say, title), "\n".join(lines))


def _circular(say: Wording) -> Paper:
    return _account(say, "通报", "circular", "现将有关情况通报如下：", "下一步工作要求", "")


def _report(say: Wording) -> Paper:
    return _account(say, "报告", "report", "现将有关情况报告如下：", "下一步打算", "特此报告。")


def _account(say: Wording, kind: str, key: str, opening: str, last: str, closing: str) -> Paper:
    title = say.dice.choice(say.topic.titles[key])
    lines = [f"{say.fill(say.dice.choice(say.topic.why))}{opening}", "一、工作开展情况"]
    for at, point in enumerate(say.some(say.topic.done, 3), 1):
        lines.append(f"（{numeral(at)}）{say.fill(point.heading)}。{say.fill(point.text)}")
    lines.append("二、存在的主要问题")
    lines += [say.fill(text) for text in say.some(say.topic.problems, 2)]
    lines.append(f"三、{last}")
    lines += [say.fill(text) for text in say.some(say.topic.next, 2)]
    return Paper(kind, _titled(say, title), "\n".join([*lines, *([closing] if closing else [])]))


def _request(say: Wording) -> Paper:
    ask = say.dice.choice(say.topic.asks)
    lines = [say.fill(text) for text in ask.why]
    lines += [f"为此，{say.fill(ask.text)}", "妥否，请批示。"]
    person = next(one for one in say.writer.people if one.kind == "STAFF")
    contact = f"联系人：{person.name}，电话：{say.writer.phone or '6800100'}"
    return Paper("请示", _titled(say, ask.title), "\n".join(lines), contact)


def _letter(say: Wording) -> Paper:
    letter = say.dice.choice(say.topic.letters)
    lines = [*(say.fill(text) for text in letter.text), "请予支持为盼。"]
    return Paper("函", _titled(say, letter.title), "\n".join(lines))


def _public(say: Wording) -> Paper:
    title = say.dice.choice(say.topic.titles["public"])
    lines = [f"为{say.fill(say.dice.choice(say.topic.purpose))}，现通告如下："]
    lines += [f"{numeral(at)}、{say.fill(text)}" for at, text in enumerate(say.some(say.topic.rules, 5), 1)]
    return Paper("通告", _titled(say, title), "\n".join([*lines, "本通告自发布之日起施行。"]))


def _titled(say: Wording, title: str) -> str:
    return f"{say.writer.name}{say.fill(title)}"


_COMPOSERS: dict[str, Callable[[Wording], Paper]] = {
    "通知": _notice,
    "通报": _circular,
    "报告": _report,
    "请示": _request,
    "函": _letter,
    "通告": _public,
}
