"""What the checker must know of papers; the app above, which owns them, answers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from gongwen.proofread import NameChange, RecordedDocument, RecordedPost, Records, Relation
from zhengban.access.models import User
from zhengban.organizations.models import Agency


@dataclass(frozen=True)
class PaperKey:
    """Which paper it is, through all its versions."""

    kind: str
    object_id: int


class Papers(Protocol):
    """Answers for the papers of this installation; registered in the upper app's ``AppConfig.ready()``."""

    def known_to(self, user: User) -> Records:
        """The office's records (台账) as this person may know them."""
        ...

    def known_in(self, agency: Agency) -> Records:
        """The office's records as those know them who see all papers of the agency."""
        ...

    def sources_in_hand(self, agency: Agency) -> Iterable[str]:
        """The source forms of the agency's papers that are still being drafted or reviewed."""
        ...


_registered: Papers | None = None


def register(papers: Papers) -> None:
    """Answer for the papers."""
    global _registered
    _registered = papers


def registered() -> Papers:
    """Who answers; RuntimeError where no app does."""
    if _registered is None:
        raise RuntimeError("No app answers for papers.")
    return _registered


Question = list[Any]


class AskedRecords:
    """Records that remember what they were asked and what they said, so that one can tell whether it still holds."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._answers: dict[str, Any] = {}
        self.questions: list[Question] = []

    @property
    def digest(self) -> str:
        """The digest (SHA-256) of all answers in the order of the questions."""
        return _digest(self._answers[repr(question)] for question in self.questions)

    def answers_to(self, questions: Iterable[Question]) -> str:
        """The digest of what the records say to these questions now."""
        return _digest([self._answer(question) for question in questions])

    def documents(self, numbers: Collection[str]) -> Mapping[str, RecordedDocument]:
        answer: Mapping[str, RecordedDocument] = self._ask(["documents", sorted(set(numbers))])
        return answer

    def series(self, codes: Collection[str]) -> Mapping[str, str]:
        answer: Mapping[str, str] = self._ask(["series", sorted(set(codes))])
        return answer

    def posts(self, names: Collection[str], on: date) -> Mapping[str, tuple[RecordedPost, ...]]:
        answer: Mapping[str, tuple[RecordedPost, ...]] = self._ask(["posts", sorted(set(names)), on.isoformat()])
        return answer

    def former_names(self) -> Collection[NameChange]:
        answer: Collection[NameChange] = self._ask(["former_names"])
        return answer

    def relations(self, sender: str, others: Collection[str]) -> Mapping[str, Relation]:
        answer: Mapping[str, Relation] = self._ask(["relations", sender, sorted(set(others))])
        return answer

    def _ask(self, question: Question) -> Any:
        if repr(question) not in {repr(asked) for asked in self.questions}:
            self.questions.append(question)
        return self._answer(question)

    def _answer(self, question: Question) -> Any:
        key = repr(question)
        if key not in self._answers:
            name, *arguments = question
            if name == "posts":
                arguments[1] = date.fromisoformat(arguments[1])
            ask: Callable[..., Any] = getattr(self._records, name)
            self._answers[key] = ask(*arguments)
        return self._answers[key]


def _digest(answers: Iterable[Any]) -> str:
    whole = hashlib.sha256()
    for answer in answers:
        said = sorted(answer.items()) if isinstance(answer, Mapping) else sorted(map(repr, answer))
        whole.update(repr(said).encode("utf-8", "surrogatepass") + b"\0")
    return whole.hexdigest()
