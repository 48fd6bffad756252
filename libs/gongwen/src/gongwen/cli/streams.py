"""What every command needs: reading files and standard input, writing, complaining in one line."""

from __future__ import annotations

import sys
from pathlib import Path

CLEAN, FOUND, BAD = 0, 1, 2
STREAM = "-"


class CommandError(Exception):
    """The command cannot be done; the message is one Chinese sentence."""


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
    if name == STREAM:
        sys.stdout.buffer.write(data)
        return
    try:
        Path(name).write_bytes(data)
    except OSError as error:
        raise CommandError(f"{name}：{reason(error)}，无法写入。") from error


def reason(error: OSError) -> str:
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
    sys.stderr.write("gongwen: " + " ".join(text.split()) + "\n")
