"""A timestamp service over HTTP: asked as RFC 3161 says; whatever it answers, a clear refusal."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from gongwen.seal import At, CannotSeal, HttpTimestampService, SealError, TimestampAuthority, seal_ofd, verify
from gongwen.seal.timestamp import MAX_RESPONSE

from .world import NOW, World, days


@pytest.fixture
def service() -> Iterator[Callable[[Callable[[bytes], bytes], int], str]]:
    servers: list[HTTPServer] = []

    def start(answer: Callable[[bytes], bytes], status: int = 200) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                assert self.headers["Content-Type"] == "application/timestamp-query"
                content = answer(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *arguments: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/tsa"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def sealed(world: World, paper: bytes, url: str) -> bytes:
    timestamps = HttpTimestampService(url, seconds=5)
    return seal_ofd(paper, world.seal, world.office, [At(1, 105, 150)], at=NOW, timestamps=timestamps)


def test_timestamp(world: World, paper: bytes, service: Callable[..., str]) -> None:
    data = sealed(world, paper, service(TimestampAuthority(world.tsa, NOW).respond))
    assert verify(data, world.trust, now=NOW + days(1)).signatures[0].timestamped_at == NOW


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (b"", 200),
        (b"<html>", 200),
        (b"\x30\x05\x30\x03\x02\x01\x02", 200),
        (bytes(MAX_RESPONSE + 1), 200),
        (b"x", 500),
    ],
    ids=["nothing", "page", "rejected", "too much", "failure"],
)
def test_answers_that_are_no_timestamp(
    world: World, paper: bytes, service: Callable[..., str], answer: bytes, status: int
) -> None:
    with pytest.raises(SealError, match="时间戳服务"):
        sealed(world, paper, service(lambda request: answer, status))


def test_answer_to_another_request(world: World, paper: bytes, service: Callable[..., str]) -> None:
    authority = TimestampAuthority(world.tsa, NOW)
    kept: list[bytes] = []

    def old(request: bytes) -> bytes:
        kept.append(authority.respond(request))
        return kept[0]

    url = service(old)
    sealed(world, paper, url)
    with pytest.raises(CannotSeal, match="与请求不符"):
        sealed(world, paper, url)


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://127.0.0.1/", "", "http://127.0.0.1:1/"])
def test_addresses(world: World, paper: bytes, url: str) -> None:
    with pytest.raises(CannotSeal, match="时间戳服务"):
        sealed(world, paper, url)
