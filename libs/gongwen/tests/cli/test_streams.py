"""Files are written whole or not at all; colours are for terminals."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from gongwen.cli import streams
from gongwen.cli.streams import CommandError, write_bytes

from .test_cli import _PACKAGE


def on_terminal(path: Path, **environment: str) -> bytes:
    """What the check writes to a terminal."""
    main, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "gongwen", "check", str(path)],
        stdout=terminal,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(_PACKAGE / "src"), **environment},
    )
    os.close(terminal)
    written = b""
    try:
        while part := os.read(main, 4096):
            written += part
    except OSError:
        pass  # Linux says so where the other end is closed
    finally:
        os.close(main)
        process.wait()
    return written


def test_a_terminal_gets_colours_unless_it_wants_none(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("认真落实。。", encoding="utf-8")

    assert "\x1b[33m。。\x1b[0m".encode() in on_terminal(path)
    assert b"\x1b" not in on_terminal(path, NO_COLOR="1")


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def full(source: str, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(streams.os, "replace", full)
    with pytest.raises(CommandError, match="无法写入"):
        write_bytes(str(path), b"new")

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_may_be_read_by_those_the_system_lets(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_bytes(str(tmp_path / "a.txt"), b"new")
    finally:
        os.umask(before)

    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o640


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_bytes("/dev/null", b"new")

    assert Path("/dev/null").is_char_device()
