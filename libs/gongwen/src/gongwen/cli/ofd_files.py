"""Looking inside OFD files: their text, their facts, their pages as pictures."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongwen.cli.streams import CLEAN, STREAM, CommandError, read_bytes, say, write_bytes

if TYPE_CHECKING:
    from gongwen.ofd import OfdDocument

_LEAST_DPI, _MOST_DPI = 20, 600


def add_commands(commands: Any) -> None:
    """``gongwen ofd text|info|render``."""
    ofd = commands.add_parser("ofd", help="查看 OFD 文件", description="查看 OFD 文件。")
    views = ofd.add_subparsers(required=True, metavar="内容")
    for name, run, about in (("text", _text, "输出文字"), ("info", _info, "输出文件信息（JSON）")):
        view = views.add_parser(name, help=about, description=about)
        view.add_argument("input", metavar="FILE", help="文件，“-”为标准输入")
        view.set_defaults(run=run)
    render = views.add_parser("render", help="输出一页的图像", description="把一页输出为 SVG 或 PNG 图像。")
    render.add_argument("input", metavar="FILE", help="文件，“-”为标准输入")
    render.add_argument(
        "-o", "--output", required=True, metavar="OUT.svg|OUT.png", help="输出文件，“-”为标准输出（SVG）"
    )
    render.add_argument("--page", type=int, default=1, metavar="N", help="第几页，默认第 1 页")
    render.add_argument("--dpi", type=int, default=144, metavar="N", help="PNG 的分辨率，默认 144")
    render.set_defaults(run=_render)


def _text(arguments: argparse.Namespace) -> int:
    data = read_bytes(arguments.input)
    from gongwen.guard import Deadline, ReadingError
    from gongwen.ofd import open_ofd, page_texts
    from gongwen.reading.page_paragraphs import flow

    try:
        deadline = Deadline()
        file = open_ofd(data, deadline)
        texts = [flow(list(page_texts(file, document, deadline))).text for document in file.documents]
    except ReadingError as error:
        raise CommandError(f"{arguments.input}：{error}") from error
    for text in texts:
        say(text)
    return CLEAN


def _info(arguments: argparse.Namespace) -> int:
    data = read_bytes(arguments.input)
    from gongwen.guard import ReadingError
    from gongwen.ofd import open_ofd

    try:
        file = open_ofd(data)
        facts = {
            "version": file.version,
            "documents": [_facts(document) for document in file.documents],
            "missing": file.missing,
        }
    except ReadingError as error:
        raise CommandError(f"{arguments.input}：{error}") from error
    say(json.dumps(facts, ensure_ascii=False, indent=2))
    return CLEAN


def _facts(document: OfdDocument) -> dict[str, object]:
    facts = {field.name: getattr(document, field.name) for field in fields(document)}
    return {**facts, "pages": [asdict(page) for page in document.pages]}


def _render(arguments: argparse.Namespace) -> int:
    suffix = ".svg" if arguments.output == STREAM else Path(arguments.output).suffix.lower()
    if suffix not in (".svg", ".png"):
        raise CommandError("输出文件的扩展名应是 .svg 或 .png。")
    if not _LEAST_DPI <= arguments.dpi <= _MOST_DPI:
        raise CommandError(f"分辨率应在 {_LEAST_DPI} 至 {_MOST_DPI} 之间。")
    data = read_bytes(arguments.input)
    from gongwen.guard import ReadingError
    from gongwen.typeset import FontsMissing
    from gongwen.typeset.viewing import OfdView, png_of

    try:
        view = OfdView(data)
        if not 1 <= arguments.page <= len(view):
            raise CommandError(f"{arguments.input}：共 {len(view)} 页，没有第 {arguments.page} 页。")
        page = view.page(arguments.page - 1)
        picture = page.svg.encode() if suffix == ".svg" else png_of(page, dpi=arguments.dpi)
    except (ReadingError, FontsMissing) as error:
        raise CommandError(f"{arguments.input}：{error}") from error
    write_bytes(arguments.output, picture)
    return CLEAN
