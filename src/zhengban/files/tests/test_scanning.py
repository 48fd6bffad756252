from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as configured
from pytest_django import Settings

from zhengban.files.errors import FileRefused, ScannerUnavailable
from zhengban.files.storage import receive
from zhengban.files.tests import samples

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class FakeClamd:
    """Speaks clamd's INSTREAM: reads the chunks to the empty one and judges what it got."""

    def __init__(self, listener: socket.socket, reply: bytes = b"") -> None:
        self.listener, self.reply = listener, reply
        self.received = b""
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        connection, _address = self.listener.accept()
        with connection, connection.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            while (length := struct.unpack("!I", stream.read(4))[0]) > 0:
                self.received += stream.read(length)
            verdict = b"stream: Eicar-Signature FOUND\0" if EICAR in self.received else b"stream: OK\0"
            connection.sendall(self.reply or verdict)


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def _point_to(server: socket.socket, settings: Settings) -> None:
    settings.CLAMD_ADDRESS = f"127.0.0.1:{server.getsockname()[1]}"


def test_a_clean_file_passes_whole(listener: socket.socket, settings: Settings) -> None:
    _point_to(listener, settings)
    clamd = FakeClamd(listener)
    content = "清白的文字。".encode() * 100_000

    receive(content, name="稿.txt")

    assert clamd.received == content


def test_an_infected_file_is_refused_and_not_kept(tmp_path: Path, settings: Settings) -> None:
    address = tmp_path / "clamd.ctl"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(address))
        server.listen()
        settings.CLAMD_ADDRESS = f"unix:{address}"
        FakeClamd(server)

        with pytest.raises(FileRefused, match=r"“稿\.txt”含有病毒，不予接收。"):
            receive(EICAR, name="稿.txt")

    assert not [path for path in configured.MEDIA_ROOT.rglob("*") if path.is_file()]


@pytest.mark.parametrize("reply", [b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK but", b"\0"])
def test_an_answer_that_is_not_a_clear_yes_is_a_no(
    listener: socket.socket, settings: Settings, reply: bytes
) -> None:
    _point_to(listener, settings)
    FakeClamd(listener, reply)

    with pytest.raises(ScannerUnavailable, match="病毒扫描服务暂不可用，文件未接收"):
        receive(samples.TEXT, name="稿.txt")


def test_without_an_answer_nothing_is_taken(listener: socket.socket, settings: Settings) -> None:
    _point_to(listener, settings)
    listener.close()

    with pytest.raises(ScannerUnavailable) as refused:
        receive(samples.TEXT, name="稿.txt")

    assert refused.value.status == 503
    assert not [path for path in configured.MEDIA_ROOT.rglob("*") if path.is_file()]
