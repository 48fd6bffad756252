"""What a draft must have before it goes on; each answer is one sentence and names the rule."""

from __future__ import annotations

from datetime import date

from gongwen.document import DocumentType
from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.documents.elements import KINDS
from zhengban.documents.models import OutgoingDocument


def ready_to_submit(document: OutgoingDocument) -> Decision:
    """Whether the draft has every element it needs (条例 art. 9 and 15)."""
    if document.kind not in KINDS:
        return Refusal("请先选择文种。", source="条例 art.8")
    if not document.title.strip():
        return Refusal("请先填写标题。", source="条例 art.9")
    version = document.current_version
    if version is None or not version.text.strip():
        return Refusal("正文还是空的，不能提交。", source="条例 art.9")
    kind = DocumentType(document.kind)
    if kind.has_recipient and not document.to_names:
        return Refusal(f"{document.kind}应有主送机关，请先填写。", source="条例 art.9")
    if kind is DocumentType.REQUEST and len(document.to_names) > 1:
        return Refusal("请示原则上只主送一个上级机关，请保留一个，其余改为抄送。", source="条例 art.15")
    return ALLOWED


def ready_to_distribute(document: OutgoingDocument, today: date) -> Decision:
    """Whether everyone on the distribution list can still receive."""
    if not document.distribution:
        return Refusal("还没有选择分发对象，请先选择主送或抄送的机关。")
    gone = [addressee.agency.name for addressee in document.distribution if not addressee.agency.is_valid(today)]
    if gone:
        return Refusal(f"“{gone[0]}”已撤销，不能分发，请先调整分发对象。")
    return ALLOWED
