"""The request being answered, known to the audit trail without being passed through every call."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class RequestFacts:
    """Where a change came from: the request's id and the client's address."""

    request_id: str = ""
    address: str = ""


_NONE = RequestFacts()
_current: ContextVar[RequestFacts] = ContextVar("zhengban_request", default=_NONE)


def current_request() -> RequestFacts:
    return _current.get()


@contextlib.contextmanager
def answering(address: str) -> Iterator[RequestFacts]:
    """Within the block the current request has a new id and this address."""
    facts = RequestFacts(uuid.uuid4().hex, address)
    token = _current.set(facts)
    try:
        yield facts
    finally:
        _current.reset(token)
