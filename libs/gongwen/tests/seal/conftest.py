from __future__ import annotations

import pytest

from . import world as worlds


@pytest.fixture(scope="session")
def world() -> worlds.World:
    return worlds.build_world()


@pytest.fixture(scope="session")
def paper() -> bytes:
    """A three-page OFD file with attachment, annotation, tags, picture and font."""
    return worlds.sample_ofd()
