"""The virus scan (病毒扫描) by a clamd of the office, where the installation names one."""

from __future__ import annotations

import contextlib
import socket
import struct
from collections.abc import Iterator
from typing import BinaryIO

from django.conf import settings

from zhengban.files.errors import FileRefused, ScannerUnavailable

_CHUNK = 256 * 1024
_TIMEOUT = 60.0
_LONGEST_REPLY = 4096


def scan(file: BinaryIO, name: str) -> None:
    """Have the content scanned; raises FileRefused where it is infected or the scanner does not answer.

    Without ``CLAMD_ADDRESS`` the installation has no scanner and nothing is asked.
    """
    address: str = settings.CLAMD_ADDRESS
    if not address:
        return
    try:
        with _connected(address) as clamd:
            reply = _ask(clamd, file)
    except OSError as error:
        raise ScannerUnavailable from error
    if reply.endswith("FOUND"):
        raise FileRefused(f"“{name}”含有病毒，不予接收。")
    if reply != "stream: OK":
        raise ScannerUnavailable


def _ask(clamd: socket.socket, file: BinaryIO) -> str:
    """One INSTREAM session: chunks with their lengths, an empty one at the end, one line back."""
    file.seek(0)
    clamd.sendall(b"zINSTREAM\0")
    while chunk := file.read(_CHUNK):
        clamd.sendall(struct.pack("!I", len(chunk)) + chunk)
    clamd.sendall(struct.pack("!I", 0))
    reply = b""
    while not reply.endswith(b"\0") and len(reply) < _LONGEST_REPLY:
        part = clamd.recv(_LONGEST_REPLY)
        if not part:
            break
        reply += part
    return reply.rstrip(b"\0\n").decode("utf-8", "replace").strip()


@contextlib.contextmanager
def _connected(address: str) -> Iterator[socket.socket]:
    """``unix:/run/clamav/clamd.ctl`` or ``host:3310``."""
    if address.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_TIMEOUT)
        with connection:
            connection.connect(address.removeprefix("unix:"))
            yield connection
        return
    host, _, port = address.rpartition(":")
    with socket.create_connection((host.strip("[]"), int(port)), timeout=_TIMEOUT) as connection:
        yield connection
