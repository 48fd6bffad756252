"""The registers (发文登记簿、收文登记簿): what a register shows, how it is narrowed, and its XLSX export."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from django.db import models
from django.utils import timezone

from zhengban.access.models import User
from zhengban.documents.models import (
    Handling,
    IncomingDocument,
    IncomingState,
    OutgoingDocument,
    OutgoingState,
    UrgencyChoice,
)

MOST_EXPORTED = 50_000


@dataclass(frozen=True)
class Column:
    """One column of a register: its heading, how a document gives its cell, and its width in characters."""

    heading: str
    cell: Callable[[Any], str]
    width: int = 12


@dataclass(frozen=True)
class Narrowing:
    """What the person narrows a register by; empty means all."""

    words: str = ""
    kind: str = ""
    state: str = ""
    urgency: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Register:
    """One register: its name, its columns, and its rows for a person."""

    name: str
    columns: tuple[Column, ...]
    states: type[models.TextChoices]
    rows: Callable[[User, Narrowing], models.QuerySet[Any]]


def outgoing_rows(user: User, narrowing: Narrowing) -> models.QuerySet[Any]:
    """Outgoing documents the person sees, newest first."""
    rows = OutgoingDocument.objects.visible_to(user).select_related("unit", "drafter", "signer")
    if narrowing.words:
        rows = rows.filter(
            models.Q(title__icontains=narrowing.words) | models.Q(number_text__icontains=narrowing.words)
        )
    return _narrowed(rows, narrowing, "drafted_at").order_by("-pk")


def incoming_rows(user: User, narrowing: Narrowing) -> models.QuerySet[Any]:
    """Incoming documents the person sees, newest first."""
    rows = IncomingDocument.objects.visible_to(user).select_related("host_unit", "registrar")
    if narrowing.words:
        rows = rows.filter(
            models.Q(title__icontains=narrowing.words)
            | models.Q(sender_number__icontains=narrowing.words)
            | models.Q(register_number__icontains=narrowing.words)
            | models.Q(sender_name__icontains=narrowing.words)
        )
    return _narrowed(rows, narrowing, "received_at").order_by("-pk")


def workbook(register: Register, rows: Iterable[Any]) -> bytes:
    """The register as an XLSX workbook; every cell is text, so no cell can run as a formula."""
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(register.name)
    head = book.add_format({"bold": True, "border": 1, "align": "center", "bg_color": "#EEF2F7"})
    body = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(register.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.heading, head)
    for line, row in enumerate(rows, 1):
        for at, column in enumerate(register.columns):
            sheet.write_string(line, at, column.cell(row), body)
    book.close()
    return output.getvalue()


def _narrowed(rows: models.QuerySet[Any], narrowing: Narrowing, moment: str) -> models.QuerySet[Any]:
    for name in ("kind", "state", "urgency"):
        if value := getattr(narrowing, name):
            rows = rows.filter(**{name: value})
    if narrowing.since:
        rows = rows.filter(**{f"{moment}__date__gte": narrowing.since})
    if narrowing.until:
        rows = rows.filter(**{f"{moment}__date__lte": narrowing.until})
    return rows


def _day(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d") if moment else ""


def _date(day: date | None) -> str:
    return day.isoformat() if day else ""


OUTGOING = Register(
    "发文登记簿",
    (
        Column("发文字号", lambda row: row.number_text, 22),
        Column("标题", lambda row: row.title, 48),
        Column("文种", lambda row: row.kind, 8),
        Column("紧急程度", lambda row: str(UrgencyChoice(row.urgency).label), 9),
        Column("签发人", lambda row: row.signer.name if row.signer else "", 10),
        Column("签发日期", lambda row: _day(row.signed_at)),
        Column("主送", lambda row: "、".join(row.to_names), 28),
        Column("抄送", lambda row: "、".join(row.cc_names), 28),
        Column("印数", lambda row: str(row.copies), 6),
        Column("印发日期", lambda row: _date(row.issued_on)),
        Column("拟稿处室", lambda row: row.unit.name, 14),
        Column("拟稿人", lambda row: row.drafter.name, 10),
        Column("状态", lambda row: str(OutgoingState(row.state).label), 10),
        Column("归档日期", lambda row: _day(row.archived_at)),
    ),
    OutgoingState,
    outgoing_rows,
)
INCOMING = Register(
    "收文登记簿",
    (
        Column("收文号", lambda row: row.register_number, 16),
        Column("收文日期", lambda row: _day(row.received_at)),
        Column("来文机关", lambda row: row.sender_name, 26),
        Column("来文字号", lambda row: row.sender_number, 22),
        Column("标题", lambda row: row.title, 48),
        Column("文种", lambda row: row.kind, 8),
        Column("紧急程度", lambda row: str(UrgencyChoice(row.urgency).label), 9),
        Column("份数", lambda row: str(row.copies), 6),
        Column("办理类别", lambda row: str(Handling(row.handling).label) if row.handling else "", 10),
        Column("主办处室", lambda row: row.host_unit.name if row.host_unit else "", 14),
        Column("办结时限", lambda row: _date(row.due_on)),
        Column("办理结果", lambda row: row.result, 30),
        Column("登记人", lambda row: row.registrar.name, 10),
        Column("状态", lambda row: str(IncomingState(row.state).label), 10),
        Column("归档日期", lambda row: _day(row.archived_at)),
    ),
    IncomingState,
    incoming_rows,
)
