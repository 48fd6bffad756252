from __future__ import annotations

from datetime import date

import pytest

from tests.people import Cast
from zhengban.designing.tests.drawings import latest
from zhengban.designing.trial import try_out
from zhengban.documents.tests.lives import open_office
from zhengban.organizations.actions import end_appointment
from zhengban.organizations.models import Appointment
from zhengban.workflow.engine import Urgency, read
from zhengban.workflow.models import ProcessInstance

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


def test_imaginary_papers_say_who_and_when_and_leave_nothing_behind(cast: Cast) -> None:
    open_office(cast)

    papers = try_out(read(latest().xml.encode()), cast.drafter, urgency=Urgency.ORDINARY, begun_on=MONDAY)

    assert {paper.problem for paper in papers} == {""}
    walked = {tuple(step.name for step in paper.steps) for paper in papers}
    direct = ("拟稿", "处室核稿", "办公室核稿", "签发", "复核", "编号", "印制分发", "归档")
    assert direct in walked
    assert any("会签" in names for names in walked)
    steps = {step.name: step for step in next(p for p in papers if tuple(s.name for s in p.steps) == direct).steps}
    assert steps["处室核稿"].people == ("何砚秋",)
    assert (steps["处室核稿"].opened_on, steps["处室核稿"].due_on) == (MONDAY, date(2026, 3, 4))
    assert not ProcessInstance.objects.exists()


def test_urgent_papers_have_less_time(cast: Cast) -> None:
    open_office(cast)
    definition = read(latest().xml.encode())

    def finished(urgency: Urgency) -> date:
        paper = try_out(definition, cast.drafter, urgency=urgency, begun_on=MONDAY)[0]
        assert paper.finished_by is not None
        return paper.finished_by

    assert finished(Urgency.EXTRA_URGENT) < finished(Urgency.ORDINARY)


def test_a_vacant_post_is_told_before_release(cast: Cast) -> None:
    open_office(cast)
    held = Appointment.objects.get(user=cast.unit_head)
    end_appointment(held, actor=cast.system_administrator, last_day=held.starts_on)

    papers = try_out(read(latest().xml.encode()), cast.drafter, urgency=Urgency.ORDINARY, begun_on=MONDAY)

    assert all("处室核稿" in paper.problem for paper in papers)


def test_somebody_without_a_post_has_no_papers(cast: Cast) -> None:
    open_office(cast)

    definition = read(latest().xml.encode())

    assert try_out(definition, cast.system_administrator, urgency=Urgency.ORDINARY, begun_on=MONDAY) == ()
