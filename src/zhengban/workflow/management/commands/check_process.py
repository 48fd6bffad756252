"""Judge a process drawing before anybody relies on it (审查流程定义)."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from zhengban.workflow.engine import Diagnostic, Examination, Verdict, examine
from zhengban.workflow.engine.bpmn import LARGEST_FILE

_EXIT = {Verdict.SOUND: 0, Verdict.UNSOUND: 1, Verdict.INVALID: 2}
_SHOWN = {Verdict.SOUND: "可靠", Verdict.UNSOUND: "不可靠", Verdict.INVALID: "无效"}


class Command(BaseCommand):
    """Exits with 0 for a sound process, 1 for one that can go wrong, 2 for a file that is no process."""

    help = "审查BPMN流程定义：证明任何情况下都能办结，否则讲出最短的出错经过。退出码：0可靠，1不可靠，2无效。"
    # A file is judged without the system's database or settings of the moment.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="BPMN文件；“-”为标准输入")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="输出格式")

    def handle(self, *args: Any, **options: Any) -> None:
        examination = _examined(options["file"])
        if options["format"] == "json":
            self.stdout.write(json.dumps(_plain(examination), ensure_ascii=False))
        else:
            self._tell(examination)
        if _EXIT[examination.verdict]:
            sys.exit(_EXIT[examination.verdict])

    def _tell(self, examination: Examination) -> None:
        self.stdout.write(f"{_SHOWN[examination.verdict]}：{examination.reason or '任何情况下都能办结。'}")
        if examination.witness:
            self.stdout.write(f"经过：{' → '.join(examination.witness)}")
        for fault in examination.faults:
            if fault.line:
                self.stdout.write(str(fault))
        for gap in examination.gaps:
            self.stdout.write(f"发布前须补正：{gap}")


def _examined(name: str) -> Examination:
    try:
        with sys.stdin.buffer if name == "-" else Path(name).open("rb") as file:
            # One byte more than is allowed is enough to know that it is too much.
            xml = file.read(LARGEST_FILE + 1)
    except OSError as error:
        return Examination(Verdict.INVALID, f"无法读取文件“{name}”：{error.strerror}。")
    return examine(xml)


def _plain(examination: Examination) -> dict[str, Any]:
    return {
        "verdict": examination.verdict,
        "reason": examination.reason,
        "witness": list(examination.witness),
        "faults": [_fault(one) for one in examination.faults],
        "gaps": [_fault(one) for one in examination.gaps],
    }


def _fault(one: Diagnostic) -> dict[str, Any]:
    return {"element": one.element, "name": one.name, "line": one.line, "message": one.message}
