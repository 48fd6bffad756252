from __future__ import annotations

import pytest

from tests.people import Cast
from zhengban.workflow.actions import complete
from zhengban.workflow.tests.trial import Trial


@pytest.fixture
def trial(cast: Cast) -> Trial:
    """A paper whose process has begun: the drafter holds it."""
    trial = Trial(cast)
    trial.begin()
    return trial


@pytest.fixture
def reviewed(trial: Trial) -> Trial:
    """Drafted and reviewed; the leader holds it for signing."""
    complete(trial.item("draft").at_hand, actor=trial.cast.drafter, opinion="请审核")
    complete(
        trial.item("review").at_hand,
        actor=trial.cast.unit_head,
        opinion="拟同意",
        chosen={"sign": [trial.cast.leader]},
    )
    return trial


@pytest.fixture
def signed(reviewed: Trial) -> Trial:
    """Signed; rechecker and archivist hold it at the same time."""
    complete(reviewed.item("sign").at_hand, actor=reviewed.cast.leader, outcome="agree", opinion="同意")
    return reviewed
