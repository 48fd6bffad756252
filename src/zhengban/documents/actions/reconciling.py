"""The nightly comparison (三对账), made by the system, told to the seal keepers by name."""

from __future__ import annotations

from dataclasses import asdict

from django.utils import timezone

from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.gate import create_action
from zhengban.access.models import SYSTEM_USERNAME, User
from zhengban.documents.models import Reconciliation
from zhengban.documents.reconciling import compare
from zhengban.notifications.notices import notify
from zhengban.organizations.directory import holders_of_role
from zhengban.organizations.models import Agency, Role

PAGE = "/documents/reconciliation/"


def may_reconcile(actor: User) -> Decision:
    """Nobody compares their own work."""
    return ALLOWED if actor.username == SYSTEM_USERNAME else Refusal("对账由系统每夜自动进行。")


@create_action("documents.reconcile", "对账", allowed=may_reconcile, duty=None)
def reconcile(*, actor: User, agency: Agency) -> Reconciliation:
    """Compare seals used, documents issued and copies sent; the keepers are told what does not agree."""
    found = compare(agency)
    made: Reconciliation = Reconciliation.objects.create(
        agency=agency,
        made_at=timezone.now(),
        sealed=found.sealed,
        issued=found.issued,
        waiting=found.waiting,
        addressed=found.addressed,
        sent=found.sent,
        differences=[asdict(one) for one in found.differences],
        found=len(found.differences),
    )
    if found.differences:
        keepers = holders_of_role(agency, Role.SEAL_KEEPER).values_list("pk", flat=True)
        first = found.differences[0].sentence
        notify(keepers, f"印章对账有{len(found.differences)}处不一致：{first}", PAGE)
    return made


def reconcile_all() -> None:
    """Compare every agency that works here; a job, which may run twice."""
    system = User.objects.system()
    for agency in Agency.objects.valid(timezone.localdate()).connected():
        reconcile(actor=system, agency=agency)
