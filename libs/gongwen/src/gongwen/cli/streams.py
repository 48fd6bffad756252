"""What the commands read and write: files, standard input and output, one line on a failure."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongwen.document import Reading

CLEAN, FOUND, BAD = 0, 1, 2
STREAM = "-"


class CommandError(Exception):
    """The command cannot be done; the message is one Chinese sentence."""


def read_document(name: str) -> Reading:
    """Read a document of any kind; raises CommandError."""
    data = read_bytes(name)
    from gongwen.reading import ReadingError, read

    try:
        return read(data, name=file_name(name))
    except ReadingError as error:
        raise CommandError(f"{name}：{error}") from error


def file_name(name: str) -> str:
    """What the file is called, empty for standard input."""
    return "" if name == STREAM else Path(name).name


def read_bytes(name: str) -> bytes:
    """The content, never more than one byte past the limit: a device or pipe has no size to ask for."""
    from gongwen.reading import MAX_FILE

    try:
        if name == STREAM:
            data = sys.stdin.buffer.read(MAX_FILE + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(MAX_FILE + 1)
    except OSError as error:
        raise CommandError(f"{name}：{reason(error)}，无法读取。") from error
    if len(data) > MAX_FILE:
        raise CommandError(f"{name}：文件超过 {MAX_FILE // 1024 // 1024} MB，已拒绝读取。")
    return data


def write_bytes(name: str, data: bytes) -> None:
    """Write a file whole or not at all; raises CommandError."""
    if name == STREAM:
        sys.stdout.buffer.write(data)
        return
    path = Path(name)
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a device or a pipe is written to, not replaced
        else:
            _replace(path.resolve(), data)
    except OSError as error:
        raise CommandError(f"{name}：{reason(error)}，无法写入。") from error


def _replace(path: Path, data: bytes) -> None:
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name[:50]}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        else:
            os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def same_file(one: str, other: str) -> bool:
    """Whether both names mean one file that is there."""
    return STREAM not in (one, other) and Path(other).exists() and Path(one).resolve() == Path(other).resolve()


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese."""
    match error:
        case FileNotFoundError():
            return "文件或目录不存在"
        case IsADirectoryError():
            return "这是目录，不是文件"
        case NotADirectoryError():
            return "路径中有一段不是目录"
        case PermissionError():
            return "没有权限"
        case _:
            return f"系统报告错误（{error.strerror or error.errno}）"


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


def complain(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write("gongwen: " + " ".join(text.split()) + "\n")
