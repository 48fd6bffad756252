"""Giving numbers and voiding them, inside the action that needs them."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from zhengban.access.authority import gate_is_open
from zhengban.access.errors import GateClosed, Refused, WrongState
from zhengban.numbering.models import (
    LONGEST_HOLDER,
    IssuerCode,
    Number,
    NumberState,
    Series,
    SeriesKind,
)
from zhengban.organizations.models import Agency


def allocate(agency: Agency, code: str, year: int, *, holder: str) -> Number:
    """Give the next document number (编号) of the agency's code and year to the paper named ``holder``.

    Call it last in the action: from here to the commit the series is locked, and a rollback leaves no gap.
    """
    _require_gate()
    in_use = IssuerCode.objects.in_use().filter(agency=OuterRef("agency"), text=OuterRef("code"))
    series = _rows(agency, SeriesKind.OUTGOING, code, year).annotate(is_open=Exists(in_use)).first()
    if series is None or not series.is_open:
        _require_code(agency, code)
    return _next(series or _opened(agency, SeriesKind.OUTGOING, code, year), holder)


def allocate_incoming(agency: Agency, year: int, *, holder: str) -> Number:
    """Give the next register number (收文号) of the agency and year; the same rules as ``allocate``."""
    _require_gate()
    return _next(locked_series(agency, SeriesKind.INCOMING, "", year), holder)


def void(number: Number, reason: str) -> None:
    """Void a number (作废): it keeps its place and its reason and is never given again."""
    _require_gate()
    number.refresh_from_db(from_queryset=Number.objects.select_for_update(of=("self",)))
    if number.state == NumberState.VOID:
        raise WrongState(f"{number}已作废，原因：{number.void_reason}。")
    if not reason.strip():
        raise WrongState("作废编号须说明原因。")
    number.state = NumberState.VOID
    number.void_reason = reason.strip()[:200]
    number.voided_at = timezone.now()
    number.save(update_fields=["state", "void_reason", "voided_at"])


def locked_series(agency: Agency, kind: SeriesKind, code: str, year: int) -> Series:
    """The series, made where it is new, locked until the transaction ends."""
    return _rows(agency, kind, code, year).first() or _opened(agency, kind, code, year)


def _opened(agency: Agency, kind: SeriesKind, code: str, year: int) -> Series:
    # Two first numbers at once: the second waits at the unique constraint and takes the first one's row.
    new = Series(agency=agency, kind=kind, code=code, year=year)
    Series.objects.bulk_create([new], ignore_conflicts=True)
    return _rows(agency, kind, code, year).get()


def _rows(agency: Agency, kind: SeriesKind, code: str, year: int) -> models.QuerySet[Series]:
    rows: models.QuerySet[Series] = Series.objects.select_for_update(of=("self",)).filter(
        agency=agency, kind=kind, code=code, year=year
    )
    return rows


def _require_code(agency: Agency, code: str) -> None:
    issuer_code = IssuerCode.objects.filter(agency=agency, text=code).first()
    if issuer_code is None:
        raise Refused(f"{agency}没有机关代字“{code}”，请先登记。")
    if issuer_code.retired_on is not None and issuer_code.retired_on <= timezone.localdate():
        raise Refused(f"机关代字“{code}”已于{issuer_code.retired_on:%Y-%m-%d}停用，不能编号。")


def _next(series: Series, holder: str) -> Number:
    ordinal = series.next_ordinal
    series.next_ordinal = ordinal + 1
    series.save(update_fields=["next_ordinal"])
    return Number.objects.create(
        series=series, ordinal=ordinal, holder=holder[:LONGEST_HOLDER], given_at=timezone.now()
    )


def _require_gate() -> None:
    if not gate_is_open():
        raise GateClosed("A number was given or voided outside an action.")
