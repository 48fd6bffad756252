"""Who may keep the codes and open a series."""

from __future__ import annotations

from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.models import User
from zhengban.numbering.models import IssuerCode, Series, SeriesKind
from zhengban.organizations.models import Agency


def may_add_code(actor: User, text: str) -> Decision:
    """The duty itself is asked by the gate."""
    owner = IssuerCode.objects.filter(text=text).select_related("agency").first()
    if owner is not None:
        return Refusal(f"机关代字“{text}”已由{owner.agency}登记。")
    return ALLOWED


def may_retire_code(actor: User, code: IssuerCode) -> Decision:
    if code.retired_on is not None:
        return Refusal(f"机关代字“{code}”已停用。")
    return ALLOWED


def may_open_series(actor: User, agency: Agency, kind: SeriesKind, code: str, year: int) -> Decision:
    """A series is opened by hand only before its first number: what was given cannot be counted anew."""
    if kind == SeriesKind.OUTGOING and not IssuerCode.objects.filter(agency=agency, text=code).exists():
        return Refusal(f"{agency}没有机关代字“{code}”，请先登记。")
    series = Series.objects.filter(agency=agency, kind=kind, code=code, year=year).first()
    if series is not None:
        return Refusal(f"{series}已启用，下一号为{series.next_ordinal}，不能再设起始号。")
    return ALLOWED
