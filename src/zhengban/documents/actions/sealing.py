"""Sealing a document (用印) between numbering and distribution, and taking the seal back with the paper."""

from __future__ import annotations

from django.utils import timezone

from gongwen.document import dump_source
from zhengban.access.authority import current_authority
from zhengban.access.errors import Refused
from zhengban.access.gate import action
from zhengban.access.models import User
from zhengban.documents import policy
from zhengban.documents.elements import digest
from zhengban.documents.models import DocumentFile, OutgoingDocument
from zhengban.documents.models import OutgoingState as State
from zhengban.documents.printing import keep_prints, official, proven_content
from zhengban.files.models import StoredFile
from zhengban.rendering.forms import OFD, PDF
from zhengban.rendering.keeping import kept_forms
from zhengban.sealing.actions.uses import Sealable, use, void_use
from zhengban.sealing.models import Seal, SealUse


@action("documents.seal", "用印", allowed=policy.may_seal, moves={State.NUMBERED: State.SEALED})
def affix_seal(document: OutgoingDocument, *, actor: User, opinion: str = "", seal: Seal | None = None) -> None:
    """Put the agency's seal on exactly what was signed (用印); it goes to print the same day (印发日期)."""
    version = document.signed_version
    assert version is not None  # noqa: S101 - a numbered document has one
    if digest(version.source) != version.sha256:
        raise Refused("签发稿的内容与签发时的摘要不符，没有用印，请立即联系系统管理员。")
    document.issued_on = timezone.localdate()
    ofd, pdf = kept_forms(dump_source(official(document)), OFD, PDF)
    chosen = _chosen(document, seal)
    use(chosen, actor=actor, sealable=sealable(document, ofd, pdf))
    made = chosen.use_made
    assert made is not None  # noqa: S101 - the act has entered it
    keep_prints(document, [made.pdf, made.ofd], actor=actor)


@action(
    "documents.unseal",
    "撤销用印",
    allowed=policy.at_step("documents.unseal"),
    moves={State.SEALED: State.NUMBERED},
)
def unseal(document: OutgoingDocument, *, actor: User, opinion: str = "") -> None:
    """The paper is back before sealing: the use is void, and so are the sealed files (用印作废)."""
    void_uses(document, actor=actor, reason=opinion)
    document.issued_on = None


def sealable(document: OutgoingDocument, ofd: StoredFile, pdf: StoredFile) -> Sealable:
    """The document with its typeset files as it goes under the seal."""
    assert document.signed_version is not None  # noqa: S101 - a numbered document has one
    return Sealable(
        paper=document,
        act="documents.seal",
        title=document.title,
        number=document.number_text,
        copies=document.copies,
        organ=document.agency.name,
        content_sha256=document.signed_version.sha256,
        ofd=proven_content(ofd),
        pdf=proven_content(pdf),
    )


def void_uses(document: OutgoingDocument, *, actor: User, reason: str) -> None:
    """Void every standing use on the paper and take its sealed files off; all of it stays on record."""
    for one in SealUse.objects.about(document).standing():
        void_use(one, actor=actor, reason=reason)
    DocumentFile.objects.current().filter(outgoing=document, purpose="PRINT").update(removed_at=timezone.now())


def _chosen(document: OutgoingDocument, wanted: Seal | None) -> Seal:
    """The seal in hand that was chosen, or the only one; one that is not in hand any more refuses by itself."""
    held = policy.seals_in_hand(current_authority().principal, document)
    if wanted is not None:
        return next((one for one in held if one.pk == wanted.pk), wanted)
    if len(held) > 1:
        raise Refused("请选择用哪一枚印章。")
    return held[0]
