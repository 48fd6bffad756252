"""The verdict on a drawing, as the designer page and the policy need it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from zhengban.workflow.actions.definitions import unknown_names
from zhengban.workflow.engine import Diagnostic, Examination, ProcessDefinition, Verdict, examine

WORDS = {Verdict.SOUND: "可以办结", Verdict.UNSOUND: "可能办不下去", Verdict.INVALID: "不能使用"}


@dataclass(frozen=True)
class Judgement:
    """What is wrong with a drawing, where, and whether it may be published."""

    examination: Examination
    faults: tuple[Diagnostic, ...]

    @property
    def can_be_published(self) -> bool:
        return self.examination.verdict is Verdict.SOUND and not self.faults

    @property
    def definition(self) -> ProcessDefinition | None:
        return self.examination.definition

    @property
    def sentence(self) -> str:
        """Why it may not be published, in one sentence; or that it may."""
        if self.examination.reason:
            return self.examination.reason
        if self.faults:
            first = self.faults[0]
            return f"“{first.name or first.element}”：{first.message}。"
        return "任何情况下都能办结，可以提交审核。"

    def plain(self) -> dict[str, Any]:
        """For the page: verdict, sentence, the bad story, and each fault with its element."""
        verdict = self.examination.verdict
        return {
            "verdict": verdict,
            "word": WORDS[verdict] if verdict is not Verdict.SOUND or not self.faults else "还需补正",
            "sentence": self.sentence,
            "witness": list(self.examination.witness),
            "faults": [
                {"element": one.element, "name": one.name, "line": one.line, "message": one.message}
                for one in self.faults
            ],
        }


def judge(xml: str, *, key: str = "") -> Judgement:
    """Judge a drawing; with ``key`` it must also still be that process."""
    examination = examine(xml.encode("utf-8", "replace"))
    faults = [*examination.faults, *examination.gaps]
    definition = examination.definition
    if definition is not None:
        faults += unknown_names(definition)
        if key and definition.key != key:
            faults.insert(
                0,
                Diagnostic(definition.key, definition.name, 0, f"流程标识应为“{key}”，不能改为“{definition.key}”"),
            )
    return Judgement(examination, tuple(faults))
