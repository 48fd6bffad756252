"""The life of a round of checking (集中查错): started, carried on in the background, finished, told in a 通报."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.db.models import Q
from django.utils import timezone

from zhengban.access.errors import Refused
from zhengban.access.gate import action, create_action
from zhengban.access.models import User
from zhengban.documents.actions.outgoing import draft
from zhengban.documents.models import Disclosure, OutgoingDocument, OutgoingState
from zhengban.jobs.queue import enqueue
from zhengban.notifications.notices import notify
from zhengban.numbering.register import codes_of
from zhengban.organizations.directory import membership_of
from zhengban.organizations.models import Agency, AgencyKind, Unit
from zhengban.proofing.reports import JudgedFinding
from zhengban.quality import policy
from zhengban.quality.circular import circular_elements
from zhengban.quality.models import Round, RoundFinding, RoundPaper, RoundState
from zhengban.quality.results import results_of

MOST_PAPERS = 50_000
CHECKED_AT_ONCE = 25
_ISSUED = (OutgoingState.ISSUED, OutgoingState.ARCHIVED)
_CARRY_ON = "zhengban.quality.rounds.carry_on"


@dataclass(frozen=True)
class CheckedPaper:
    """What was found in one paper of a round."""

    paper: RoundPaper
    characters: int
    errors: tuple[JudgedFinding, ...]


def agencies_below(agency: Agency, on: date) -> list[Agency]:
    """Whose papers the agency's office may check: its subordinates that work in this installation (条例 art. 6)."""
    if agency.kind not in {AgencyKind.OFFICE, AgencyKind.GOVERNMENT}:
        return []
    return list(Agency.objects.valid(on).connected().filter(superior=agency))


@create_action("quality.start_round", "发起集中查错", allowed=policy.may_start)
def start_round(
    *,
    actor: User,
    request_key: UUID,
    since: date,
    until: date,
    units: Sequence[Unit],
    agencies: Sequence[Agency] = (),
) -> Round:
    """Have all papers checked that these units and subordinate agencies issued in the period (发起集中查错).

    Of another agency those are left out that it does not disclose (不予公开).
    """
    membership = membership_of(actor)
    assert membership is not None  # noqa: S101 - the policy demands one
    own = membership.agency
    if any(unit.agency_id != own.pk for unit in units) or set(agencies) - set(agencies_below(own, until)):
        raise Refused("只能检查本机关各处室和下级机关的公文。", source="条例 art.6")
    if Round.objects.filter(agency=own, state=RoundState.RUNNING).exists():
        raise Refused("本机关上一次集中查错还没有完成，请等待完成或者停止后再发起。")
    chosen = Q(agency=own, unit__in=units)
    chosen |= Q(agency__in=agencies) & ~Q(disclosure=Disclosure.NONE)
    documents = OutgoingDocument.objects.filter(
        chosen, state__in=_ISSUED, issued_on__gte=since, issued_on__lte=until
    )
    found = list(documents.order_by("pk").values_list("pk", "agency_id", "unit_id")[: MOST_PAPERS + 1])
    if not found:
        raise Refused("所选单位在这段时间没有印发公文，请调整时间或者单位。")
    if len(found) > MOST_PAPERS:
        raise Refused(f"一次最多检查{MOST_PAPERS}件公文，请缩短时间或者减少单位。")
    made: Round = Round.objects.create(
        agency=own,
        since=since,
        until=until,
        started_by=actor,
        started_at=timezone.now(),
        total=len(found),
        request_key=request_key,
    )
    RoundPaper.objects.bulk_create(
        (
            RoundPaper(round=made, document_id=pk, agency_id=agency, unit_id=unit if agency == own.pk else None)
            for pk, agency, unit in found
        ),
        batch_size=1000,
    )
    enqueue(_CARRY_ON, made.pk)
    return made


@action(
    "quality.keep_findings",
    "登记查错结果",
    allowed=policy.is_the_system,
    moves={RoundState.RUNNING: RoundState.RUNNING},
)
def keep_findings(round: Round, *, actor: User, papers: Sequence[CheckedPaper]) -> None:
    """Keep what was found in some papers and go on; a paper that was kept already is left as it is."""
    fresh = set(
        RoundPaper.objects.filter(
            round=round, checked_at=None, pk__in=[one.paper.pk for one in papers]
        ).values_list("pk", flat=True)
    )
    now = timezone.now()
    kept = [one for one in papers if one.paper.pk in fresh]
    for one in kept:
        one.paper.characters = one.characters
        one.paper.checked_at = now
    RoundPaper.objects.bulk_update([one.paper for one in kept], ["characters", "checked_at"])
    RoundFinding.objects.bulk_create(
        RoundFinding(
            paper=one.paper,
            rule=error.finding.rule,
            category=error.finding.category.value,
            severity=error.finding.severity.value,
            quote=error.finding.quote[:200],
            message=error.finding.message[:300],
        )
        for one in kept
        for error in one.errors
    )
    round.checked += len(kept)
    # Only who kept something goes on: a job that ran twice leaves no second chain behind.
    if kept:
        enqueue(_CARRY_ON, round.pk)


@action(
    "quality.finish_round",
    "完成集中查错",
    allowed=policy.is_the_system,
    moves={RoundState.RUNNING: RoundState.FINISHED},
)
def finish_round(round: Round, *, actor: User) -> None:
    """All papers are checked (完成)."""
    round.ended_at = timezone.now()
    notify([round.started_by_id], f"{round}已完成，共检查{round.total}件公文。", round.get_absolute_url())


@action(
    "quality.stop_round",
    "停止集中查错",
    allowed=policy.may_act_on,
    moves={RoundState.RUNNING: RoundState.STOPPED},
)
def stop_round(round: Round, *, actor: User) -> None:
    """Stop before all papers are checked (停止); what was found stays."""
    round.ended_at = timezone.now()


@action("quality.draft_circular", "起草通报", allowed=policy.may_draft_circular)
def draft_circular(round: Round, *, actor: User) -> None:
    """Draft the 通报 of a finished round from its figures; from then on it is a draft like any other."""
    codes = codes_of(round.agency)
    if not codes:
        raise Refused("本机关还没有机关代字，请先由系统管理员登记。")
    elements = circular_elements(round, results_of(round), code=codes[0])
    round.circular = draft(actor=actor, request_key=uuid5(round.request_key, "circular"), elements=elements)
