"""Everything the page of one document shows: where it is, what may be done, and its whole story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhengban.access.decisions import Decision
from zhengban.access.models import User
from zhengban.documents import steps
from zhengban.documents.buttons import Move, item_moves, paper_moves
from zhengban.documents.cards import Cards
from zhengban.documents.handling import HandlingForm, seals_for
from zhengban.documents.models import DocumentFile, FilePurpose, IncomingDocument, OutgoingDocument
from zhengban.documents.sheets import SheetView, sheet_of
from zhengban.rendering.pages import SHOWN_KINDS
from zhengban.workflow import actions as moves
from zhengban.workflow.handling import handling_of
from zhengban.workflow.lamps import Lamp
from zhengban.workflow.models import Circulation, ProcessInstance, WorkItem
from zhengban.workflow.overview import Holder, Timeline, holders, timeline

LAMPS = {Lamp.NONE: "grey", Lamp.GREEN: "green", Lamp.YELLOW: "yellow", Lamp.RED: "red", Lamp.OVERDUE: "red"}
_WITH_SEALS = (FilePurpose.PRINT, FilePurpose.ORIGINAL)


@dataclass(frozen=True)
class Tab:
    """One tab of the page."""

    key: str
    label: str
    template: str
    count: int = 0
    is_urgent: bool = False


@dataclass(frozen=True)
class Whereabouts:
    """Whose hands the paper is in, for how many working days, and how pressing it is."""

    activity_name: str
    who: str
    days: int
    is_unseen: bool
    due_on: date | None
    lamp_colour: str
    lamp_text: str


@dataclass(frozen=True)
class Desk:
    """One work item before the person: its form and its moves."""

    item: WorkItem
    form: HandlingForm
    button: str
    complete: Decision
    moves: tuple[Move, ...]
    editable: bool
    for_whom: str


@dataclass(frozen=True)
class StoryStep:
    """One line of the handling process (处理过程)."""

    label: str
    who: str
    where: str
    standing: str
    at: datetime | None
    opinion: str
    note: str
    is_superseded: bool


@dataclass(frozen=True)
class Dossier:
    """What the document page shows."""

    document: OutgoingDocument | IncomingDocument
    number: str
    note: str
    holders: tuple[Whereabouts, ...]
    desks: tuple[Desk, ...]
    readings: tuple[Circulation, ...]
    moves: tuple[Move, ...]
    timeline: tuple[StoryStep, ...]
    circulations: tuple[Circulation, ...]
    sheet: SheetView
    sheet_url: str
    files: tuple[DocumentFile, ...]
    cards: Cards | None = None
    versions: tuple[Any, ...] = ()
    deliveries: tuple[Any, ...] = ()
    replies: tuple[OutgoingDocument, ...] = ()
    tabs: tuple[Tab, ...] = ()
    shown_tab: str = ""
    links: tuple[Move, ...] = ()
    buttons: tuple[Move, ...] = ()

    @property
    def verifiable(self) -> tuple[DocumentFile, ...]:
        """The files whose seals can be verified, what was issued first, OFD before PDF."""
        shown = [file for file in self.files if file.file.kind in SHOWN_KINDS and file.purpose in _WITH_SEALS]
        return tuple(sorted(shown, key=lambda file: (_WITH_SEALS.index(file.purpose), file.file.kind)))

    @property
    def why_nothing_to_do(self) -> str:
        """One sentence for a person who has nothing to do with the paper now."""
        if not self.holders:
            return _("本件已办理完毕。")
        names = "；".join(f"{one.activity_name}：{one.who}" for one in self.holders)
        return _("本件现在不在您手中，当前办理人是%(names)s。") % {"names": names}


def whereabouts(held: Holder) -> Whereabouts:
    """One holder as the page words it."""
    text = f"{held.due_on:%m-%d} {held.lamp.label}" if held.due_on else ""
    who = "、".join(held.names) + (f"（{held.unit}）" if held.unit else "")
    return Whereabouts(held.activity_name, who, held.workdays, not held.seen, held.due_on, LAMPS[held.lamp], text)


def desk_of(item: WorkItem, user: User) -> Desk:
    """The form and the moves of one work item."""
    handling = handling_of(item)
    instance = item.at_hand
    activity = handling.activity
    held = {candidate.user for candidate in item.candidates.select_related("user")}
    return Desk(
        item=item,
        form=HandlingForm(handling=handling, seals=seals_for(handling, instance.paper, user)),
        button=activity.button,
        complete=moves.complete.decision(instance, user),
        moves=item_moves(item, user),
        editable=activity.editable,
        for_whom="" if user in held else "、".join(sorted(person.name for person in held)),
    )


def open_dossier(
    document: OutgoingDocument | IncomingDocument, user: User, *, number: str, note: str, **more: Any
) -> Dossier:
    """Gather the page; opening it is noted as the first sight of the person's items and readings."""
    instance = steps.instance_of(document)
    files = tuple(
        DocumentFile.objects.current()
        .filter(**{"outgoing" if isinstance(document, OutgoingDocument) else "incoming": document})
        .select_related("added_by", "file")
    )
    if instance is None:
        empty = Timeline((), ())
        return Dossier(
            document, number, note, (), (), (), (), (), (), sheet_of(document, empty), "", files, **more
        )
    items = list(WorkItem.objects.awaiting(user).filter(instance=instance))
    _note_first_sight(items, instance, user)
    story = timeline(instance)
    return Dossier(
        document=document,
        number=number,
        note=note,
        holders=tuple(whereabouts(one) for one in holders([instance]).get(instance.pk, ())),
        desks=tuple(desk_of(item, user) for item in items),
        readings=tuple(Circulation.objects.unread_by(user).filter(instance=instance)),
        moves=paper_moves(instance, user),
        timeline=_story(story),
        circulations=story.readings,
        sheet=sheet_of(document, story),
        sheet_url=reverse(
            "documents:outgoing_sheet" if isinstance(document, OutgoingDocument) else "documents:incoming_sheet",
            args=[document.pk],
        ),
        files=files,
        **more,
    )


def _note_first_sight(items: list[WorkItem], instance: ProcessInstance, user: User) -> None:
    for item in items:
        if item.first_seen_at is None:
            moves.see(item.at_hand, actor=user)
            item.refresh_from_db()
    for circulation in Circulation.objects.unread_by(user).filter(instance=instance, first_read_at=None):
        moves.see_reading(circulation, actor=user)


def _story(story: Timeline) -> tuple[StoryStep, ...]:
    found = []
    for step in story.steps:
        item = step.item
        is_open = item.is_open
        who = "、".join(step.names) + (f"（代{step.on_behalf_of}）" if step.on_behalf_of else "")
        result = "" if is_open else item.outcome_label or item.get_state_display()
        days = _("停留 %(days)s 个工作日") % {"days": step.workdays}
        found.append(
            StoryStep(
                label=item.activity_name,
                who=who,
                where=item.label,
                standing="current" if is_open else "done",
                at=item.closed_at or item.opened_at,
                opinion=item.opinion,
                note=f"{result}　{days}" if result else days,
                is_superseded=item.superseded,
            )
        )
    for reading in story.readings:
        note = (
            _("阅毕 %(at)s") % {"at": f"{timezone.localtime(reading.read_at):%m-%d %H:%M}"}
            if reading.read_at
            else _("未阅")
        )
        found.append(
            StoryStep(
                label=_("传阅"),
                who=reading.reader.name,
                where="",
                standing="done" if reading.read_at else "current",
                at=reading.sent_at,
                opinion=reading.opinion,
                note=note,
                is_superseded=False,
            )
        )
    return tuple(found)
