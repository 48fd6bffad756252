"""The handover page: preview, confirmation, undoing, and who may."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.people import Cast
from zhengban.access.models import User
from zhengban.workflow.models import Handover
from zhengban.workflow.tests.trial import Trial

ADDRESS = "/workflow/handovers/"


def _as(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def asked(reviewed: Trial, cast: Cast) -> dict[str, object]:
    return {"person": cast.leader.pk, "successor": cast.deputy_leader.pk, "reason": "岗位调整"}


def test_it_is_seen_first_then_made_then_undone(reviewed: Trial, cast: Cast, asked: dict[str, object]) -> None:
    reviewer = _as(cast.reviewer)
    page = reviewer.get(ADDRESS, asked).content.decode()
    assert "将移交待办 1 件、待阅 0 件" in page
    assert "关于青溪县人民政府办公室的通知" in page
    assert reviewed.hands == {"sign": ["周明远"]}

    assert reviewer.post(ADDRESS, asked).status_code == 302
    assert reviewed.hands == {"sign": ["沈若川"]}
    handover = Handover.objects.get()
    assert _as(cast.stranger).post(f"{ADDRESS}{handover.pk}/undo/").status_code == 404
    assert _as(cast.deputy_leader).post(f"{ADDRESS}{handover.pk}/undo/").status_code == 403
    assert reviewer.post(f"{ADDRESS}{handover.pk}/undo/").status_code == 302
    assert reviewed.hands == {"sign": ["周明远"]}
    assert "已撤销" in reviewer.get(ADDRESS).content.decode()


def test_nobody_hands_over_for_others_without_the_right(
    reviewed: Trial, cast: Cast, asked: dict[str, object]
) -> None:
    assert _as(cast.drafter).post(ADDRESS, asked).status_code == 422
    assert _as(cast.finance_leader).post(ADDRESS, asked).status_code == 422
    assert reviewed.hands == {"sign": ["周明远"]}


def test_an_empty_sheet_says_so(reviewed: Trial, cast: Cast) -> None:
    nothing = {"person": cast.stranger.pk, "successor": cast.drafter.pk, "reason": "岗位调整"}
    answer = _as(cast.stranger).post(ADDRESS, nothing)
    assert answer.status_code == 422
    assert "无需移交" in answer.content.decode()
