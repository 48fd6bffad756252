"""Every address is tried as every member of the cast: nothing is open by accident, nothing breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.people import Cast
from zhengban.access.views import permission_of
from zhengban.designing.tests.drawings import begun
from zhengban.documents.tests.lives import open_office, registered

PUBLIC = {"sign_in", "sign_out", "styleguide", "verify"}
ADMINISTRATORS = ("system_administrator", "security_administrator", "auditor")
PEOPLE = (
    "drafter",
    "leader",
    "registrar",
    "archivist",
    "seal_keeper",
    "stranger",
    "finance_registrar",
    *ADMINISTRATORS,
)


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _patterns(one, path)
        else:
            yield path, one


PATTERNS = list(_patterns(get_resolver()))


def test_every_view_states_its_permission() -> None:
    silent = [path for path, pattern in PATTERNS if permission_of(pattern.callback) is None]

    assert silent == []


def test_only_the_door_is_public() -> None:
    public = {
        pattern.name
        for _path, pattern in PATTERNS
        if (permission := permission_of(pattern.callback)) is not None and permission.ask is None
    }

    assert public == PUBLIC


@pytest.mark.parametrize("who", [*PEOPLE, ""])
def test_every_address_answers_everybody(cast: Cast, client: Client, who: str) -> None:
    open_office(cast)
    registered(cast)
    begun(cast)
    if who:
        client.force_login(getattr(cast, who), backend="django.contrib.auth.backends.ModelBackend")
    for path, pattern in PATTERNS:
        address = "/" + re.sub(r"<int:\w+>", "1", path).replace("<slug:form>", "pdf").replace(
            "<slug:code>", "TYP001"
        )
        answer = client.get(address)

        assert answer.status_code in {200, 302, 403, 404, 405, 409}, address
        if not who and pattern.name not in PUBLIC:
            assert answer.status_code == 302, address
            assert answer["Location"].startswith("/sign-in/"), address
        if who in ADMINISTRATORS and address.startswith(("/documents/", "/proofing/", "/quality/")):
            assert answer.status_code == 403, address
