"""A timestamp authority over HTTP (RFC 3161 section 3.4), the only thing in seals that uses a network."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlsplit

from gongwen.seal.errors import CannotSeal
from gongwen.seal.timestamp import MAX_RESPONSE


@dataclass(frozen=True)
class HttpTimestampService:
    """The service at an address; ``seconds`` is how long it may take."""

    url: str
    seconds: float = 10.0

    def respond(self, request: bytes) -> bytes:
        if urlsplit(self.url).scheme not in ("http", "https"):
            raise CannotSeal("时间戳服务的地址应以 http:// 或 https:// 开头。")
        query = urllib.request.Request(  # noqa: S310 - the scheme is checked
            self.url, request, {"Content-Type": "application/timestamp-query"}
        )
        try:
            with urllib.request.urlopen(query, timeout=self.seconds) as answer:  # noqa: S310
                content: bytes = answer.read(MAX_RESPONSE + 1)
        except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
            raise CannotSeal("时间戳服务没有答复，请检查网络和服务地址。") from error
        return content
