"""Pages of a long list without counting all of it: past a bound the total is only “more than”."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST_COUNTED = 2_000


if TYPE_CHECKING:
    _Paginator = Paginator[Any]
else:
    _Paginator = Paginator


class BoundedPaginator(_Paginator):
    """Counts, and lets one leaf through, the first ``MOST_COUNTED`` rows; whoever wants others narrows the list."""

    def __init__(self, rows: QuerySet[Any], per_page: int) -> None:
        super().__init__(rows, per_page)
        self.rows = rows

    @cached_property
    def _counted(self) -> int:
        return len(self.rows.order_by().values_list("pk")[: MOST_COUNTED + 1])

    @cached_property
    def count(self) -> int:
        return min(self._counted, MOST_COUNTED)

    @property
    def is_bounded(self) -> bool:
        """Whether there are more rows than the bound."""
        return self._counted > MOST_COUNTED
