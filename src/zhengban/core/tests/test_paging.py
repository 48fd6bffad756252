from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.people import Cast
from zhengban.access.models import User
from zhengban.core import paging


@pytest.mark.parametrize(("bound", "count", "bounded"), [(3, 3, True), (10_000, None, False)])
def test_the_total_stops_at_the_bound(
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
    bound: int,
    count: int | None,
    bounded: bool,
) -> None:
    monkeypatch.setattr(paging, "MOST_COUNTED", bound)
    everybody = User.objects.count()
    pages = paging.BoundedPaginator(User.objects.order_by("pk"), 2)

    with django_assert_num_queries(1):
        assert pages.count == (count or everybody)
        assert pages.is_bounded is bounded

    assert len(pages.get_page(1).object_list) == 2
