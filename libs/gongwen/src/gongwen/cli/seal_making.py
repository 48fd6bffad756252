"""The commands ``draw-seal`` and ``make-seal`` (绘制印模、制章)."""

from __future__ import annotations

import argparse
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from gongwen.cli.keys import about, add_key, certificate_of, device, now
from gongwen.cli.streams import CLEAN, STREAM, CommandError, read_bytes, write_bytes

if TYPE_CHECKING:
    from gongwen.seal import Picture
    from gongwen.seal.drawing import NameSeal, RoundSeal

    Commands: TypeAlias = argparse._SubParsersAction[Any]


def add_commands(commands: Commands) -> None:
    """Add the commands to the parser of ``gongwen``."""
    draw = commands.add_parser(
        "draw-seal", help="绘制印模", description="绘制印章图案，存为 .svg、.png 或 .ofd，供制章前查看。"
    )
    _add_design(draw)
    draw.add_argument("-o", "--output", required=True, metavar="OUT", help="输出文件")
    draw.set_defaults(run=_draw)

    make = commands.add_parser(
        "make-seal", help="制章", description="由制章人制作电子印章（GB/T 38540），指定可以使用它的签章人证书。"
    )
    _add_design(make)
    make.add_argument("--id", required=True, help="电子印章的唯一标识")
    make.add_argument("--picture", metavar="FILE.png", help="已有的印章图片，代替绘制；--size 为它的宽")
    make.add_argument("--height", type=int, metavar="MM", help="已有图片的高，默认与宽相同")
    make.add_argument("--draw-as", choices=("PNG", "OFD"), default="PNG", help="绘制的图案存为 PNG 或 OFD（矢量）")
    make.add_argument("--signer", action="append", required=True, metavar="CERT", help="签章人证书，可多次给出")
    make.add_argument("--maker", required=True, metavar="CERT", help="制章人证书")
    add_key(make)
    make.add_argument("--until", required=True, metavar="YYYY-MM-DD", help="有效期至（当天结束）")
    make.add_argument("-o", "--output", required=True, metavar="SEAL.esl", help="输出文件")
    make.set_defaults(run=_make)


def _add_design(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", required=True, help="印章名称：单位名称，或者姓名")
    parser.add_argument("--kind", choices=("unit", "person"), default="unit", help="单位印章（圆）或名章（方）")
    parser.add_argument("--size", type=int, metavar="MM", help="直径或边长，毫米；默认 42，名章 20")
    parser.add_argument("--title", default="", help="专用章名称，例如 行政审批专用章")
    parser.add_argument("--code", default="", help="印在下缘的编码")
    parser.add_argument("--emblem", metavar="FILE", help="代替五角星的中心图案（SVG 或 PNG），例如国徽")


def _design(arguments: argparse.Namespace) -> RoundSeal | NameSeal:
    from gongwen.seal.drawing import NameSeal, RoundSeal

    if arguments.kind == "person":
        if arguments.title or arguments.code or arguments.emblem:
            raise CommandError("名章没有专用章名称、编码和中心图案。")
        return NameSeal(arguments.name, arguments.size or 20)
    emblem = read_bytes(arguments.emblem) if arguments.emblem else b""
    return RoundSeal(arguments.name, arguments.size or 42, arguments.title, arguments.code, emblem)


def _draw(arguments: argparse.Namespace) -> int:
    suffix = ".png" if arguments.output == STREAM else Path(arguments.output).suffix.lower()
    from gongwen.seal.drawing import draw_ofd, draw_png, draw_svg

    draw = {".svg": draw_svg, ".png": draw_png, ".ofd": draw_ofd}.get(suffix)
    if draw is None:
        raise CommandError("输出文件的扩展名应是 .svg、.png 或 .ofd。")
    with about(arguments.name):
        drawn = draw(_design(arguments))
    write_bytes(arguments.output, drawn)
    return CLEAN


def _picture(arguments: argparse.Namespace) -> Picture:
    from gongwen.seal import Picture
    from gongwen.seal.drawing import draw_picture

    if arguments.picture:
        width = arguments.size or 42
        return Picture("PNG", read_bytes(arguments.picture), width, arguments.height or width)
    with about(arguments.name):
        return draw_picture(_design(arguments), arguments.draw_as)


def _make(arguments: argparse.Namespace) -> int:
    from gongwen.seal import SealKind, make_seal

    maker = device(arguments.maker, arguments)
    signers = tuple(certificate_of(name) for name in arguments.signer)
    kind = SealKind.UNIT if arguments.kind == "unit" else SealKind.PERSON
    picture = _picture(arguments)
    with about(arguments.name):
        seal = make_seal(
            arguments.name,
            picture,
            seal_id=arguments.id,
            kind=kind,
            signers=signers,
            maker=maker,
            created_at=now(),
            valid_until=_end_of(arguments.until),
        )
    write_bytes(arguments.output, seal.der)
    return CLEAN


def _end_of(text: str) -> datetime:
    from gongwen.seal import BEIJING

    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise CommandError("--until 应是日期，例如 2029-12-31。") from error
    return datetime.combine(day, time(23, 59, 59), BEIJING)
