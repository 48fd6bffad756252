"""``gongwen info``: what a file is, which line is which element, what it carries beside its text."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from gongwen.cli.streams import CLEAN, CommandError, file_name, read_bytes, say


def add_info(info: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    info.add_argument("file", metavar="FILE", help="文件，“-”为标准输入")
    info.add_argument("--format", choices=("text", "json"), default="text", help="text 或 json")
    info.set_defaults(run=run_info)


def run_info(arguments: argparse.Namespace) -> int:
    """Tell the facts of a file."""
    data = read_bytes(arguments.file)
    from gongwen.reading import ReadingError, open_file, read_opened
    from gongwen.report.facts import facts_as_text, facts_of

    try:
        file = open_file(data, file_name(arguments.file))
        facts = facts_of(arguments.file, file.kind.value, read_opened(file))
    except ReadingError as error:
        raise CommandError(f"{arguments.file}：{error}") from error
    if arguments.format == "text":
        for line in facts_as_text(facts):
            say(line)
        return CLEAN
    told = asdict(facts)
    told["elements"] = [dict(zip(("name", "value", "start", "end"), one, strict=True)) for one in facts.elements]
    told["lines"] = [dict(zip(("line", "role", "level", "text"), one, strict=True)) for one in facts.lines]
    told["asides"] = [{"where": where, "text": text} for where, text in facts.asides]
    say(json.dumps(told, ensure_ascii=False, indent=2))
    return CLEAN
