"""What is wrong with a process definition (流程定义), told to the person who drew it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault: the element, its name, the line of the file, and one sentence."""

    element: str
    name: str
    line: int
    message: str

    def __str__(self) -> str:
        shown = f"“{self.name or self.element}”" if self.name or self.element else ""
        return f"第{self.line}行{shown}：{self.message}"


class InvalidDefinition(ValueError):
    """A definition that may not be published; carries every fault found."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(diagnostics, key=lambda one: one.line))
        super().__init__("；".join(str(one) for one in self.diagnostics))
