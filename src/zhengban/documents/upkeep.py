"""Work in the background on documents."""

from __future__ import annotations

from zhengban.documents.findings import prepare_check
from zhengban.documents.printing import prepare_print


def prepare_issue(pk: int) -> None:
    """Check and typeset a numbered document as it prints today, so that distributing need not wait; may run twice."""
    prepare_check(pk)
    prepare_print(pk)
