"""``gongwen typeset``: PDF, OFD or Word by the name of the output; the proof that all three agree; the fonts."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongwen.cli.streams import (
    CLEAN,
    FOUND,
    STREAM,
    CommandError,
    complain,
    read_document,
    say,
    write_bytes,
)

if TYPE_CHECKING:
    from gongwen.document import OfficialDocument

_ABOUT = (
    "按 GB/T 9704 排版为 PDF、OFD 或 Word 文档（按输出文件的扩展名）。"
    "--prove 比对三种版式；退出码：0 完成且一致，1 不一致或有字符无字体，2 无法排版。"
)


def add_typeset(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.description = _ABOUT
    parser.add_argument("input", metavar="FILE", help="文件，“-”为标准输入")
    parser.add_argument(
        "-o", "--output", metavar="OUT", help="输出文件，扩展名为 .pdf、.ofd 或 .docx，“-”为标准输出（PDF）"
    )
    parser.add_argument("--archive", action="store_true", help="PDF 按存档格式 PDF/A-2b 生成")
    parser.add_argument("--prove", action="store_true", help="比对 PDF、OFD 和 Word 文档每页每行是否一致")
    parser.add_argument("--report", action="store_true", help="报告所用字体、代用字体和缺字")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="比对和报告的输出格式")
    parser.set_defaults(run=_typeset)


def _typeset(arguments: argparse.Namespace) -> int:
    suffix = _suffix(arguments)
    document = read_document(arguments.input).document
    from gongwen.guard import ReadingError
    from gongwen.typeset import TypesettingError

    try:
        data = _made(document, suffix, archive=arguments.archive) if suffix else None
        status = _report(document, arguments.format) if arguments.report else CLEAN
        if arguments.prove:
            status = max(status, _prove(document, arguments.format))
    except (TypesettingError, ReadingError) as error:
        raise CommandError(f"{arguments.input}：{error}") from error
    if data is not None:
        write_bytes(arguments.output, data)
    return status


def _suffix(arguments: argparse.Namespace) -> str:
    """What to make, empty for nothing; raises CommandError for what does not go together."""
    tells = arguments.prove or arguments.report
    if arguments.output is None:
        if not tells:
            raise CommandError("用法有误，请用 -o 指定输出文件，或用 --prove、--report 查看结果。")
        return ""
    if arguments.output == STREAM and tells:
        raise CommandError("--prove 和 --report 的结果写到标准输出，文件请用 -o 另存。")
    suffix = ".pdf" if arguments.output == STREAM else Path(arguments.output).suffix.lower()
    if suffix not in (".pdf", ".ofd", ".docx"):
        raise CommandError("输出文件的扩展名应是 .pdf、.ofd 或 .docx。")
    if arguments.archive and suffix != ".pdf":
        raise CommandError("--archive 只用于 PDF。")
    return suffix


def _made(document: OfficialDocument, suffix: str, *, archive: bool) -> bytes:
    from gongwen.typeset import PdfKind, typeset_docx, typeset_ofd, typeset_pdf

    if suffix == ".ofd":
        return typeset_ofd(document)
    if suffix == ".docx":
        return typeset_docx(document)
    return typeset_pdf(document, kind=PdfKind.ARCHIVE if archive else PdfKind.PLAIN)


def _prove(document: OfficialDocument, form: str) -> int:
    from gongwen.typeset import prove

    proof = prove(document)
    if "DOCX" not in proof.compared:
        complain("本机没有 LibreOffice，未比对 Word 文档。")
    if form == "json":
        say(json.dumps({"holds": proof.holds, **asdict(proof)}, ensure_ascii=False))
    else:
        for one in proof.differences:
            said = f"PDF 为“{one.pdf}”，{one.format} 为“{one.other}”"
            say(f"第 {one.page} 页第 {one.line} 行不一致：{said}。")
        result = "一致" if proof.holds else f"有 {len(proof.differences)} 处不一致"
        say(f"PDF、{'、'.join(proof.compared)}：共 {proof.pages} 页 {proof.lines} 行，{result}。")
    return CLEAN if proof.holds else FOUND


def _report(document: OfficialDocument, form: str) -> int:
    from gongwen.typeset import Face, compose, installed_fonts

    fonts = installed_fonts()
    stand_ins = {one.face for one in fonts.substitutions}
    missing = compose(document, fonts=fonts).missing
    used: list[dict[str, Any]] = [
        {"role": face.value, "family": fonts.families[face][0], "substituted": face in stand_ins} for face in Face
    ]
    if form == "json":
        say(json.dumps({"fonts": used, "missing": missing}, ensure_ascii=False))
    else:
        for one in used:
            say(f"{one['role']}：{one['family']}{'（代用）' if one['substituted'] else ''}")
        for char in missing:
            say(f"没有字体能显示“{char}”（U+{ord(char[0]):04X}）。")
    return FOUND if missing else CLEAN
