"""Fonts for the typesetting tests."""

from __future__ import annotations

import os

import pytest

from gongwen.typeset import FontSet, FontsMissing, installed_fonts


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    """The installed fonts; without them the tests are skipped here and fail where they must run."""
    try:
        return installed_fonts()
    except FontsMissing as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(f"NO TYPESETTING TEST RUNS: {error}")
