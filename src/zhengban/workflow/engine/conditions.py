"""Conditions on flows (流转条件): a small safe expression language, parsed once, never evaluated as code.

handling == 'for_action' and co_units
urgency in ['加急', '特急'] or not (amount == 0)
amount >= 10000

What modelers write around and between (``${…}``, ``=…``, ``&& || !``) is read as well.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

Value = str | int | float | bool | None | Sequence["Value"]

LONGEST_CONDITION = 500
DEEPEST_CONDITION = 20

_WORDS = re.compile(
    r"""\s*(?:
        (?P<number>-?\d{1,15}(?:\.\d{1,6})?)
      | '(?P<single>[^']*)' | "(?P<double>[^"]*)"
      | (?P<name>[A-Za-z_][A-Za-z0-9_]{0,63})
      | (?P<mark>==|!=|<=|>=|<|>|\(|\)|\[|\]|,)
      | (?P<alias>&&|\|\||!)
    )""",
    re.VERBOSE,
)
_RESERVED = frozenset({"and", "or", "not", "in", "true", "false"})
_ALIASES = {"&&": "and", "||": "or", "!": "not"}
_WRAPPED = re.compile(r"\s*[$#]\{(?P<inner>[^{}]*)\}\s*\Z")
_ORDERS: Mapping[str, Callable[[float | str, float | str], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class InvalidCondition(ValueError):
    """The text is not a condition; the message says what is wrong in one clause."""


class Condition(Protocol):
    """A parsed condition: its value for given variables, and the names it reads."""

    def value(self, variables: Mapping[str, Value]) -> Value: ...

    def names(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Literal:
    constant: Value

    def value(self, variables: Mapping[str, Value]) -> Value:
        return self.constant

    def names(self) -> frozenset[str]:
        return frozenset()


@dataclass(frozen=True, slots=True)
class Name:
    name: str

    def value(self, variables: Mapping[str, Value]) -> Value:
        # A declared variable nobody has set yet is empty, which is how a form field left blank reads.
        return variables.get(self.name)

    def names(self) -> frozenset[str]:
        return frozenset({self.name})


@dataclass(frozen=True, slots=True)
class Not:
    operand: Condition

    def value(self, variables: Mapping[str, Value]) -> Value:
        return not self.operand.value(variables)

    def names(self) -> frozenset[str]:
        return self.operand.names()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two operands and the word between them: ``and or == != < <= > >= in``."""

    operator: str
    left: Condition
    right: Condition

    def value(self, variables: Mapping[str, Value]) -> Value:
        left = self.left.value(variables)
        if self.operator == "and":
            return bool(left) and bool(self.right.value(variables))
        if self.operator == "or":
            return bool(left) or bool(self.right.value(variables))
        right = self.right.value(variables)
        if self.operator == "==":
            return _same(left, right)
        if self.operator == "!=":
            return not _same(left, right)
        if self.operator in _ORDERS:
            return _ordered(self.operator, left, right)
        return (
            isinstance(right, Sequence) and not isinstance(right, str) and any(_same(left, one) for one in right)
        )

    def names(self) -> frozenset[str]:
        return self.left.names() | self.right.names()


ALWAYS: Condition = Literal(True)
NEVER: Condition = Literal(False)


def parse(text: str) -> Condition:
    """Read a condition, or raise InvalidCondition."""
    if len(text) > LONGEST_CONDITION:
        raise InvalidCondition(f"条件不得超过{LONGEST_CONDITION}个字符")
    wrapped = _WRAPPED.match(text)
    words = list(_split(wrapped["inner"] if wrapped else text.lstrip().removeprefix("=")))
    if not words:
        raise InvalidCondition("条件为空")
    reader = _Reader(words)
    condition = reader.alternatives(0)
    if reader.position != len(words):
        raise InvalidCondition(f"条件在“{words[reader.position].text}”处多出内容")
    return condition


def holds(condition: Condition, variables: Mapping[str, Value]) -> bool:
    """Whether the condition is met; an empty text, an empty list and an unset variable count as no."""
    return bool(condition.value(variables))


def _ordered(mark: str, left: Value, right: Value) -> bool:
    # Numbers with numbers and texts (dates among them) with texts; anything else, also empty, is no.
    if isinstance(left, str) and isinstance(right, str):
        return bool(left) and _ORDERS[mark](left, right)
    if isinstance(left, int | float) and isinstance(right, int | float):
        return not isinstance(left, bool) and not isinstance(right, bool) and _ORDERS[mark](left, right)
    return False


def _same(left: Value, right: Value) -> bool:
    # Python holds True == 1; a process designer does not.
    if isinstance(left, bool) is not isinstance(right, bool):
        return False
    return left == right


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    text: str


def _split(text: str) -> Iterator[_Word]:
    position, end = 0, len(text.rstrip())
    while position < end:
        found = _WORDS.match(text, position)
        if found is None:
            raise InvalidCondition(f"条件在“{text[position:].strip()[:10]}”处无法识别")
        kind = found.lastgroup or ""
        word = found.group(kind)
        if kind == "name" and word in _RESERVED:
            kind = "word"
        if kind == "alias":
            kind, word = "word", _ALIASES[word]
        yield _Word({"single": "string", "double": "string"}.get(kind, kind), word)
        position = found.end()


class _Reader:
    """Recursive descent over the words; depth is bounded because the text comes from outside."""

    def __init__(self, words: list[_Word]) -> None:
        self.words = words
        self.position = 0

    def alternatives(self, depth: int) -> Condition:
        condition = self._conjunction(depth)
        while self._take("word", "or"):
            condition = Pair("or", condition, self._conjunction(depth))
        return condition

    def _conjunction(self, depth: int) -> Condition:
        condition = self._negation(depth)
        while self._take("word", "and"):
            condition = Pair("and", condition, self._negation(depth))
        return condition

    def _negation(self, depth: int) -> Condition:
        if depth > DEEPEST_CONDITION:
            raise InvalidCondition("条件嵌套过深")
        if self._take("word", "not"):
            return Not(self._negation(depth + 1))
        return self._comparison(depth)

    def _comparison(self, depth: int) -> Condition:
        left = self._operand(depth)
        for mark in ("==", "!=", *_ORDERS):
            if self._take("mark", mark):
                return Pair(mark, left, self._operand(depth))
        if self._take("word", "in"):
            return Pair("in", left, self._operand(depth))
        if self._take("word", "not"):
            self._need("word", "in")
            return Not(Pair("in", left, self._operand(depth)))
        return left

    def _operand(self, depth: int) -> Condition:
        if self._take("mark", "("):
            condition = self.alternatives(depth + 1)
            self._need("mark", ")")
            return condition
        if self._take("mark", "["):
            return Literal(self._list())
        word = self._next()
        if word.kind == "name":
            return Name(word.text)
        return Literal(_constant(word))

    def _list(self) -> tuple[Value, ...]:
        constants = [_constant(self._next())]
        while self._take("mark", ","):
            constants.append(_constant(self._next()))
        self._need("mark", "]")
        return tuple(constants)

    def _next(self) -> _Word:
        if self.position == len(self.words):
            raise InvalidCondition("条件不完整")
        self.position += 1
        return self.words[self.position - 1]

    def _take(self, kind: str, text: str) -> bool:
        if self.position < len(self.words) and self.words[self.position] == _Word(kind, text):
            self.position += 1
            return True
        return False

    def _need(self, kind: str, text: str) -> None:
        if not self._take(kind, text):
            raise InvalidCondition(f"条件缺少“{text}”")


def _constant(word: _Word) -> Value:
    if word.kind == "string":
        return word.text
    if word.kind == "number":
        return float(word.text) if "." in word.text else int(word.text)
    if word.kind == "word" and word.text in ("true", "false"):
        return word.text == "true"
    raise InvalidCondition(f"条件在“{word.text}”处无法识别")
