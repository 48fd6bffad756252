"""Fixtures every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from gongwen.seal.pki import key_file
from tests.committed import committed_cast
from tests.people import Cast, make_cast
from zhengban.access.models import User

__all__ = ["committed_cast"]


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("postgresql") is not None and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: set DATABASE_URL")


@pytest.fixture(autouse=True)
def quick_passwords_and_own_files(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test needs no slow password hash or key file, and never writes into the office's files."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.TRUST = tmp_path / "trust"
    monkeypatch.setattr(key_file, "ITERATIONS", 1)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def _person(name: str) -> object:
    @pytest.fixture(name=name)
    def person(cast: Cast) -> User:
        user: User = getattr(cast, name)
        return user

    return person


drafter = _person("drafter")
unit_head = _person("unit_head")
second_head = _person("second_head")
third_head = _person("third_head")
reviewer = _person("reviewer")
leader = _person("leader")
deputy_leader = _person("deputy_leader")
rechecker = _person("rechecker")
numbering_clerk = _person("numbering_clerk")
registrar = _person("registrar")
archivist = _person("archivist")
seal_keeper = _person("seal_keeper")
stranger = _person("stranger")
auditor = _person("auditor")
system_administrator = _person("system_administrator")
security_administrator = _person("security_administrator")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes give no id: a ZIP made in a test carries the time, and two workers must collect the same names."""
    return argname if isinstance(val, bytes) else None
