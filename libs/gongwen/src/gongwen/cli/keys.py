"""Keys and certificates on the command line: where the password comes from, how a refusal is told."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from gongwen.cli.streams import CommandError, read_bytes

if TYPE_CHECKING:
    from gongwen.seal import Certificate, KeyPair, SoftwareKey

PASSWORD = "GONGWEN_PASSWORD"  # noqa: S105 - the variable's name


def add_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--key", required=True, metavar="KEY.pem", help="加密的 PKCS #8 私钥文件")
    add_password(parser)


def add_password(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--password-file", metavar="FILE", help=f"口令文件（第一行）；默认取环境变量 {PASSWORD}，再从终端询问"
    )


def device(certificate: str, arguments: argparse.Namespace) -> SoftwareKey:
    from gongwen.seal import SoftwareKey

    pair = read_key(arguments)
    own = certificate_of(certificate)
    with about(arguments.key):
        return SoftwareKey(own, pair)


def read_key(arguments: argparse.Namespace) -> KeyPair:
    from gongwen.seal import load_key

    secret = password(arguments.password_file, "私钥的口令")
    with about(arguments.key):
        return load_key(read_bytes(arguments.key), secret)


def certificate_of(name: str) -> Certificate:
    from gongwen.seal import read_certificates

    with about(name):
        return read_certificates(read_bytes(name))[0]


@contextmanager
def about(name: str) -> Iterator[None]:
    """What the library refuses becomes the one line of the command, after the file's name."""
    from gongwen.guard import ReadingError
    from gongwen.seal import MissingBackend, SealError

    try:
        yield
    except (ReadingError, SealError, MissingBackend) as error:
        raise CommandError(f"{name}：{error}") from error


def password(file: str | None, what: str) -> str:
    if file:
        lines = read_bytes(file).decode("utf-8", "replace").splitlines()
        return lines[0] if lines else ""
    if PASSWORD in os.environ:
        return os.environ[PASSWORD]
    import getpass

    if not sys.stdin.isatty():
        raise CommandError(f"没有给出{what}，请用 --password-file 或环境变量 {PASSWORD} 给出。")
    return getpass.getpass(f"{what}：")


def now() -> datetime:
    """The clock, a moment back: what is made now is valid now."""
    return datetime.now(UTC) - timedelta(seconds=1)
