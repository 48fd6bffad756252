"""The command line (命令行) ``gongwen``: check, rules, convert, typeset, ofd, seal, verify,
draw-seal, make-seal, ca.

Exit status: 0 done or clean, 1 findings, 2 bad input or usage with one Chinese line on stderr.
Each command imports what it needs itself, so that ``--help`` never waits for lxml or typst.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from enum import Enum
from pathlib import Path
from typing import NoReturn

from gongwen.cli import authority, ofd_files, seal_making, seals
from gongwen.cli.checking import add_check
from gongwen.cli.streams import (
    BAD,
    CLEAN,
    STREAM,
    CommandError,
    complain,
    read_document,
    reason,
    say,
    write_bytes,
)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(BAD, f"gongwen: 用法有误（{message}），运行 {self.prog} --help 可查看用法。\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = _parser().parse_args(argv)
    try:
        status: int = arguments.run(arguments)
        sys.stdout.flush()
    except CommandError as error:
        complain(str(error))
        return BAD
    except BrokenPipeError:
        # The reader went away (`gongwen check … | head`); the interpreter must not flush again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BAD
    except OSError as error:
        complain(f"无法写到标准输出：{reason(error)}。")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BAD
    return status


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="gongwen", description="公文的读取、查错、转换、排版和签章。")
    commands = parser.add_subparsers(required=True, metavar="命令")

    add_check(commands.add_parser("check", help="查错", description="查错；退出码：0 无错，1 有错，2 无法读取。"))

    rules = commands.add_parser("rules", help="查看规则", description="列出规则，或说明一条规则。")
    rules.add_argument("code", nargs="?", metavar="CODE", help="规则编号")
    rules.add_argument("--markdown", action="store_true", help="输出全部规则的参考页")
    rules.set_defaults(run=_rules)

    convert = commands.add_parser(
        "convert", help="转换", description="读取文件，写成 .md（源文）、.json 或 .txt。"
    )
    convert.add_argument("input", metavar="IN", help="文件，“-”为标准输入")
    convert.add_argument("output", metavar="OUT", help="输出文件，“-”为标准输出（源文）")
    convert.set_defaults(run=_convert)

    typeset = commands.add_parser("typeset", help="排版", description="按 GB/T 9704 排版为 PDF。")
    typeset.add_argument("input", metavar="FILE", help="文件，“-”为标准输入")
    typeset.add_argument("-o", "--output", required=True, metavar="OUT.pdf", help="输出文件，“-”为标准输出")
    typeset.set_defaults(run=_typeset)

    for family in (ofd_files, seals, seal_making, authority):
        family.add_commands(commands)
    return parser


def _rules(arguments: argparse.Namespace) -> int:
    from gongwen.proofread import explain, rules
    from gongwen.proofread.explain import reference_page

    if arguments.markdown:
        sys.stdout.write(reference_page())
    elif arguments.code:
        try:
            say(explain(arguments.code))
        except KeyError as error:
            raise CommandError(str(error.args[0])) from error
    else:
        for rule in rules():
            say(f"{rule.code} {rule.title}（{rule.category.label}，{rule.severity.label}）")
    return CLEAN


def _convert(arguments: argparse.Namespace) -> int:
    suffix = ".md" if arguments.output == STREAM else Path(arguments.output).suffix.lower()
    if suffix not in (".md", ".json", ".txt"):
        raise CommandError("输出文件的扩展名应是 .md、.json 或 .txt。")
    reading = read_document(arguments.input)
    if suffix == ".txt":
        text = reading.text
    elif suffix == ".json":
        text = json.dumps(asdict(reading.document), ensure_ascii=False, indent=2, default=_plain) + "\n"
    else:
        from gongwen.document import InvalidSource, dump_source

        try:
            text = dump_source(reading.document)
        except InvalidSource as error:
            raise CommandError(f"{arguments.input}：{error}") from error
    write_bytes(arguments.output, text.encode("utf-8", errors="replace"))
    return CLEAN


def _plain(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _typeset(arguments: argparse.Namespace) -> int:
    if arguments.output != STREAM and Path(arguments.output).suffix.lower() != ".pdf":
        raise CommandError("输出文件的扩展名应是 .pdf。")
    reading = read_document(arguments.input)
    from gongwen.typeset import TypesettingError, typeset_pdf

    try:
        pdf = typeset_pdf(reading.document)
    except TypesettingError as error:
        raise CommandError(f"{arguments.input}：{error}") from error
    write_bytes(arguments.output, pdf)
    return CLEAN
