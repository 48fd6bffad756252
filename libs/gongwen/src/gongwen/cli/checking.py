"""``gongwen check``: report in four forms, correct in place, annotate a copy."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from gongwen.cli.streams import (
    BAD,
    CLEAN,
    FOUND,
    STREAM,
    CommandError,
    complain,
    file_name,
    read_bytes,
    same_file,
    write_bytes,
)

if TYPE_CHECKING:
    from gongwen.document import Reading
    from gongwen.proofread import Finding, Lexicon
    from gongwen.reading import FileKind
    from gongwen.reading.txt import DecodedText
    from gongwen.report import Checked, Unreadable

FORMATS = ("text", "json", "sarif", "html")


def add_check(check: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    check.add_argument("files", nargs="+", metavar="FILE", help="文件，“-”为标准输入")
    check.add_argument(
        "--format", choices=FORMATS, default="text", help="text、json（每行一条）、sarif（2.1.0）或 html（网页）"
    )
    check.add_argument("-o", "--output", metavar="OUT", help="写到文件：查错报告；与 --fix 同用时为改后的文本")
    check.add_argument("--lexicon", action="append", default=[], metavar="FILE.tsv", help="本单位词库，可多次使用")
    change = check.add_mutually_exclusive_group()
    change.add_argument("--fix", action="store_true", help="把可以自动改正的改在原文件（文本、源文）上")
    change.add_argument("--annotate", metavar="OUT.docx", help="另存 Word 副本：逐条批注，可自动改正的用修订标出")
    check.set_defaults(run=run_check)


def run_check(arguments: argparse.Namespace) -> int:
    """Check the files; 0 nothing found, 1 something found, 2 a file could not be read or written."""
    _refuse_unclear(arguments)
    lexicons = [_lexicon(name) for name in arguments.lexicon]
    outcomes: list[Checked | Unreadable] = []
    lines = _Lines(arguments)
    for name in arguments.files:
        try:
            outcome: Checked | Unreadable = _checked(name, arguments, lines, lexicons)
        except CommandError as error:
            complain(str(error))
            from gongwen.report import Unreadable

            outcome = Unreadable(name, str(error))
        lines.report(outcome)
        outcomes.append(outcome)
    if arguments.format in ("sarif", "html"):
        from gongwen.report import as_page, as_sarif

        lines.say([(as_sarif if arguments.format == "sarif" else as_page)(outcomes).removesuffix("\n")])
    lines.close()
    return max(map(_status, outcomes))


def _refuse_unclear(arguments: argparse.Namespace) -> None:
    if arguments.annotate and len(arguments.files) > 1:
        raise CommandError("--annotate 一次只能处理一个文件。")
    if arguments.fix and arguments.output and len(arguments.files) > 1:
        raise CommandError("--fix 与 -o 同用时一次只能处理一个文件。")
    if arguments.fix and not arguments.output and STREAM in arguments.files:
        raise CommandError("改正标准输入的文本时，请用 -o 指定写到哪里。")
    written = [name for name in (arguments.annotate, None if arguments.fix else arguments.output) if name]
    for output in written:
        if any(same_file(output, name) for name in arguments.files):
            raise CommandError(f"{output}：输出文件与要查的文件相同，请换一个名称。")
    if arguments.annotate == STREAM and not arguments.output:
        raise CommandError("批注副本写到标准输出时，请用 -o 指定查错报告写到哪里。")


class _Lines:
    """Where the report goes: standard output as it comes, or a file once it is whole."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._format = arguments.format
        self._file = None if arguments.fix else arguments.output
        self._is_text_out = arguments.fix and arguments.output == STREAM
        self._kept: list[str] = []

    def report(self, outcome: Checked | Unreadable) -> None:
        from gongwen.report import Colours, Unreadable, as_json_line, as_text

        if isinstance(outcome, Unreadable):
            return
        if self._format == "json":
            self.say(as_json_line(outcome.name, finding) for finding in outcome.findings)
        elif self._format == "text":
            self.say(as_text(outcome, Colours.of_terminal() if self._has_colours() else Colours()))

    def say(self, lines: Iterable[str]) -> None:
        for line in lines:
            if self._file:
                self._kept.append(line + "\n")
            else:
                (sys.stderr if self._is_text_out else sys.stdout).write(line + "\n")

    def change(self, line: str) -> None:
        """What was corrected, beside a report for people, apart from one for programs."""
        (sys.stdout if self._format == "text" and not self._is_text_out else sys.stderr).write(line + "\n")

    def close(self) -> None:
        if self._file:
            write_bytes(self._file, "".join(self._kept).encode("utf-8", "backslashreplace"))

    def _has_colours(self) -> bool:
        stream = sys.stderr if self._is_text_out else sys.stdout
        return not self._file and stream.isatty() and not os.environ.get("NO_COLOR")


def _status(outcome: Checked | Unreadable) -> int:
    from gongwen.report import Unreadable

    if isinstance(outcome, Unreadable):
        return BAD
    return FOUND if outcome.findings else CLEAN


def _checked(name: str, arguments: argparse.Namespace, lines: _Lines, lexicons: Sequence[Lexicon]) -> Checked:
    from gongwen.proofread import check
    from gongwen.reading import FileKind
    from gongwen.report import examine

    if arguments.fix:
        return _corrected(name, arguments.output or name, lines, lexicons)
    if arguments.annotate:
        return _annotated(name, arguments.annotate, lexicons)
    reading, kind = _read(name)
    return examine(name, reading, check(reading, lexicons=lexicons), is_source=kind is FileKind.TEXT)


def _lexicon(name: str) -> Lexicon:
    from gongwen.proofread import parse_lexicon

    try:
        return parse_lexicon(read_bytes(name).decode("utf-8"), file_name(name))
    except UnicodeDecodeError as error:
        raise CommandError(f"词库“{name}”不是 UTF-8 编码的文本。") from error
    except ValueError as error:
        raise CommandError(str(error)) from error


def _read(name: str) -> tuple[Reading, FileKind]:
    from gongwen.reading import ReadingError, open_file, read_opened

    data = read_bytes(name)
    try:
        file = open_file(data, file_name(name))
        return read_opened(file), file.kind
    except ReadingError as error:
        raise CommandError(f"{name}：{error}") from error


def _corrected(name: str, output: str, lines: _Lines, lexicons: Sequence[Lexicon]) -> Checked:
    from gongwen.document import recognize
    from gongwen.proofread import check
    from gongwen.proofread.correcting import correct
    from gongwen.proofread.visible import visible
    from gongwen.report import examine

    decoded = _own_text(name)
    corrected = correct(decoded.text, lexicons)
    if corrected.made or output != name:
        write_bytes(output, decoded.encoded(corrected.text))
    for finding in corrected.made:
        to = f"改为“{finding.fix}”" if finding.fix else "已删去"
        lines.change(f"{visible(name)}:{finding.line} {finding.rule} “{visible(finding.quote)}”{visible(to)}")
    if corrected.made:
        lines.change(f"{visible(name)}：已改正 {len(corrected.made)} 处。")
    reading = recognize(corrected.text)
    return examine(name, reading, check(reading, lexicons=lexicons), is_source=True)


def _own_text(name: str) -> DecodedText:
    """The text of a file that may be corrected in place: a text that is written back exactly as it was."""
    from gongwen.reading import FileKind, ReadingError, open_file, read_opened
    from gongwen.reading.txt import decode_file

    data = read_bytes(name)
    try:
        file = open_file(data, file_name(name))
        if file.kind is not FileKind.TEXT:
            raise CommandError(
                f"{name}：文件是{file.kind.value}，--fix 只改文本和源文；Word 文档可用 --annotate 生成带修订的副本。"
            )
        read_opened(file)
        decoded = decode_file(data)
    except ReadingError as error:
        raise CommandError(f"{name}：{error}") from error
    if decoded.encoded(decoded.text) != data:
        raise CommandError(f"{name}：文字编码不能原样写回，未改动，请另存为 UTF-8 后再试。")
    return decoded


def _annotated(name: str, output: str, lexicons: Sequence[Lexicon]) -> Checked:
    from datetime import datetime

    from gongwen.annotate import annotate
    from gongwen.proofread import check
    from gongwen.reading import ReadingError, read_word
    from gongwen.report import examine

    if output != STREAM and not output.lower().endswith(".docx"):
        raise CommandError("批注副本的扩展名应是 .docx。")
    data = read_bytes(name)
    try:
        file = read_word(data, file_name(name))
        findings: tuple[Finding, ...] = check(file.reading, lexicons=lexicons)
        # The reader's own tree is marked in place, so the report is made first.
        checked = examine(name, file.reading, findings, is_source=False)
        copy = annotate(file, findings, at=datetime.now())
    except ReadingError as error:
        raise CommandError(f"{name}：{error}") from error
    write_bytes(output, copy.data)
    return checked
