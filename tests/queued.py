"""Running what a test has queued, without a worker."""

from __future__ import annotations

from django.utils.module_loading import import_string
from django_q.models import OrmQ
from django_q.signing import SignedPackage


def run_queued_jobs() -> None:
    """Run every waiting job in its order, and those that it queues itself; a failing job fails the test."""
    while (waiting := OrmQ.objects.order_by("pk").first()) is not None:
        job = SignedPackage.loads(waiting.payload)
        import_string(job["func"])(*job["args"], **job["kwargs"])
        waiting.delete()
