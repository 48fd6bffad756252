"""The handling sheet (发文稿纸、收文处理笺): elements and opinions, on the page and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from gongwen.typeset import HandlingSheet, Opinion, OpinionBlock, SheetField, typeset_sheet
from zhengban.documents.elements import local_date
from zhengban.documents.models import (
    Disclosure,
    Handling,
    IncomingDocument,
    OutgoingDocument,
    UrgencyChoice,
)
from zhengban.organizations.directory import posts_then
from zhengban.rendering.keeping import typesetting
from zhengban.workflow.overview import Timeline

# Opinions stand on the sheet from the highest office down, as an office reads them.
_OUTGOING_ORDER = ("签发", "办公室核稿", "会签", "处室核稿", "拟稿", "复核", "编号", "印制分发", "归档")
_INCOMING_ORDER = ("批示", "拟办", "初审", "主办", "协办", "承办", "传阅", "办结", "归档")


@dataclass(frozen=True)
class OpinionView:
    """One opinion as the sheet shows it."""

    person: str
    post: str
    text: str
    at: str
    on: date | None = None


@dataclass(frozen=True)
class FieldView:
    """One labelled cell; ``is_wide`` takes the whole width."""

    label: str
    value: str
    is_wide: bool = False


@dataclass(frozen=True)
class SheetView:
    """The whole sheet."""

    title: str
    agency: str
    fields: tuple[FieldView, ...]
    opinions: tuple[tuple[str, tuple[OpinionView, ...]], ...]


def sheet_of(document: OutgoingDocument | IncomingDocument, story: Timeline) -> SheetView:
    """The sheet of a document; opinions of superseded rounds stay in the process, not on the sheet."""
    outgoing = isinstance(document, OutgoingDocument)
    order = _OUTGOING_ORDER if outgoing else _INCOMING_ORDER
    found: dict[str, list[OpinionView]] = {name: [] for name in order}
    done = [(one.item.done_by, one.item.closed_at) for one in story.steps]
    posts = posts_then(
        (person, timezone.localdate(at)) for person, at in done if person is not None and at is not None
    )
    for step in story.steps:
        item = step.item
        if item.is_open or item.superseded or item.done_by is None or item.closed_at is None:
            continue
        on = timezone.localdate(item.closed_at)
        held = posts.get((item.done_by.pk, on))
        post = held.name if held else ""
        text = item.opinion or item.outcome_label or item.get_state_display()
        at = f"{timezone.localtime(item.closed_at):%Y-%m-%d %H:%M}"
        name = item.done_by.name + (f"（代{step.on_behalf_of}）" if step.on_behalf_of else "")
        found.setdefault(item.activity_name, []).append(OpinionView(name, post, text, at, on))
    for reading in story.readings:
        if reading.read_at:
            at = f"{timezone.localtime(reading.read_at):%Y-%m-%d %H:%M}"
            found.setdefault("传阅", []).append(
                OpinionView(reading.reader.name, "", reading.opinion or "已阅", at, local_date(reading.read_at))
            )
    return SheetView(
        title="发文稿纸" if outgoing else "收文处理笺",
        agency=document.agency.name,
        fields=_outgoing_fields(document)
        if isinstance(document, OutgoingDocument)
        else _incoming_fields(document),
        opinions=tuple((name, tuple(opinions)) for name, opinions in found.items() if opinions),
    )


def printed_sheet(view: SheetView) -> bytes:
    """The sheet as a PDF to print; raises WrongState where it cannot be typeset."""
    with typesetting():
        return typeset_sheet(
            HandlingSheet(
                title=view.title,
                agency=view.agency,
                fields=tuple(SheetField(one.label, one.value, 4 if one.is_wide else 1) for one in view.fields),
                opinions=tuple(
                    OpinionBlock(label, tuple(Opinion(one.person, one.post, one.text, one.on) for one in opinions))
                    for label, opinions in view.opinions
                ),
            )
        )


def _outgoing_fields(document: OutgoingDocument) -> tuple[FieldView, ...]:
    return (
        FieldView("标题", document.title, is_wide=True),
        FieldView("发文字号", document.number_text),
        FieldView("文种", document.kind),
        FieldView("紧急程度", str(UrgencyChoice(document.urgency).label)),
        FieldView("公开属性", str(Disclosure(document.disclosure).label)),
        FieldView("主送机关", "、".join(document.to_names), is_wide=True),
        FieldView("抄送机关", "、".join(document.cc_names), is_wide=True),
        FieldView("依据文件", document.basis, is_wide=True),
        FieldView("拟稿处室", document.unit.name),
        FieldView("拟稿人", document.drafter.name),
        FieldView("印数", str(document.copies)),
        FieldView("印发日期", f"{document.issued_on:%Y-%m-%d}" if document.issued_on else ""),
    )


def _incoming_fields(document: IncomingDocument) -> tuple[FieldView, ...]:
    units = "、".join(unit.name for unit in document.co_units.all())
    return (
        FieldView("标题", document.title, is_wide=True),
        FieldView("收文号", document.register_number),
        FieldView("收文日期", f"{timezone.localtime(document.received_at):%Y-%m-%d}"),
        FieldView("来文机关", document.sender_name),
        FieldView("来文字号", document.sender_number),
        FieldView("文种", document.kind),
        FieldView("紧急程度", str(UrgencyChoice(document.urgency).label)),
        FieldView("办理类别", str(Handling(document.handling).label) if document.handling else ""),
        FieldView("办结时限", f"{document.due_on:%Y-%m-%d}" if document.due_on else ""),
        FieldView("主办处室", document.host_unit.name if document.host_unit else ""),
        FieldView("协办处室", units),
        FieldView("办理结果", document.result, is_wide=True),
    )
