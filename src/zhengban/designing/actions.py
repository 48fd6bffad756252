"""The life of a draft: begun, drawn, submitted, released or sent back."""

from __future__ import annotations

from django.utils import timezone

from gongwen.guard import ReadingError
from gongwen.guard.xml import parse_xml
from zhengban.access.errors import Refused, WrongState
from zhengban.access.gate import action, create_action
from zhengban.access.models import Duty, User
from zhengban.designing import policy
from zhengban.designing.models import LONGEST_NOTE, DraftState, ProcessDraft
from zhengban.workflow.actions import publish
from zhengban.workflow.engine.bpmn import LARGEST_FILE
from zhengban.workflow.models import ProcessDefinition

_OPEN: dict[str, str] = {DraftState.DRAWING: DraftState.DRAWING, DraftState.RETURNED: DraftState.RETURNED}


@create_action("designing.begin", "设计新版", allowed=policy.may_begin, duty=Duty.SYSTEM)
def begin(*, actor: User, key: str, name: str, xml: str, base: ProcessDefinition | None) -> ProcessDraft:
    """Begin a draft (流程草稿) from a published version or from an imported drawing."""
    _require_drawing(xml)
    now = timezone.now()
    draft: ProcessDraft = ProcessDraft.objects.create(
        key=key, name=name[:60], xml=xml, base=base, author=actor, begun_at=now, saved_at=now
    )
    return draft


@action("designing.save", "保存", allowed=policy.may_draw, moves=_OPEN, duty=Duty.SYSTEM)
def save(draft: ProcessDraft, *, actor: User, xml: str, revision: int) -> None:
    """Keep what was drawn, unless it was saved elsewhere meanwhile; a drawing with faults may be kept too."""
    if draft.revision != revision:
        raise WrongState("这份草稿已在另一个窗口保存过，请刷新后再改，以免覆盖。")
    _require_drawing(xml)
    draft.xml = xml
    draft.revision = revision + 1
    draft.saved_at = timezone.now()


@action(
    "designing.submit",
    "提交审核",
    allowed=policy.may_submit,
    moves={DraftState.DRAWING: DraftState.SUBMITTED, DraftState.RETURNED: DraftState.SUBMITTED},
    duty=Duty.SYSTEM,
)
def submit(draft: ProcessDraft, *, actor: User, reason: str) -> None:
    """Ask for the review of a proven drawing (提交审核), saying what was changed and why."""
    if not reason.strip():
        raise Refused("请填写修改说明。")
    draft.note = reason.strip()[:LONGEST_NOTE]


@action(
    "designing.abandon",
    "放弃草稿",
    allowed=policy.may_draw,
    moves=dict.fromkeys((DraftState.DRAWING, DraftState.RETURNED, DraftState.SUBMITTED), DraftState.ABANDONED),
    duty=Duty.SYSTEM,
)
def abandon(draft: ProcessDraft, *, actor: User) -> None:
    """Give a draft up (放弃草稿); it stays on record."""


@action(
    "designing.release",
    "审核通过并发布",
    allowed=policy.may_release,
    moves={DraftState.SUBMITTED: DraftState.PUBLISHED},
    duty=Duty.SECURITY,
)
def release(draft: ProcessDraft, *, actor: User, opinion: str = "") -> None:
    """Publish the reviewed drawing as the next version (发布); papers under way stay on theirs."""
    _reviewed(draft, actor, opinion)
    draft.published = publish(actor=User.objects.system(), xml=draft.xml)


@action(
    "designing.send_back",
    "退回修改",
    allowed=policy.may_review,
    moves={DraftState.SUBMITTED: DraftState.RETURNED},
    duty=Duty.SECURITY,
)
def send_back(draft: ProcessDraft, *, actor: User, opinion: str) -> None:
    """Return the draft to whoever drew it, with the reason (退回修改)."""
    if not opinion.strip():
        raise Refused("退回须说明原因。")
    _reviewed(draft, actor, opinion)


def _reviewed(draft: ProcessDraft, actor: User, opinion: str) -> None:
    draft.reviewer = actor
    draft.reviewed_at = timezone.now()
    draft.review = opinion.strip()[:LONGEST_NOTE]


def _require_drawing(xml: str) -> None:
    """What can be opened in the designer at all: XML without entities, not too large."""
    data = xml.encode("utf-8", "replace")
    if len(data) > LARGEST_FILE:
        raise Refused(f"流程图超过 {LARGEST_FILE // 1024 // 1024} MB，没有保存。")
    try:
        root = parse_xml(data, "流程图")
    except ReadingError as error:
        raise Refused(f"这不是可用的流程图文件：{error}") from error
    if not str(root.tag).endswith("}definitions"):
        raise Refused("这不是 BPMN 流程图文件，没有保存。")
