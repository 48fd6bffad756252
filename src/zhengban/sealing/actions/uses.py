"""Using a seal (用印): inside the process of one paper, on exactly what was signed, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from gongwen.guard import Deadline, ReadingError
from gongwen.ofd import open_package
from gongwen.seal import OnSignature, SealError, seal_ofd, verify
from gongwen.seal.appearance import pdf_with_seals
from zhengban.access.authority import current_act, current_authority
from zhengban.access.errors import Refused
from zhengban.access.gate import action, locked_rows
from zhengban.access.models import User
from zhengban.files.storage import keep_all, receive
from zhengban.organizations.models import Agency
from zhengban.sealing import policy
from zhengban.sealing.keys import Working, working
from zhengban.sealing.models import Seal, SealUse
from zhengban.sealing.models import SealState as State
from zhengban.sealing.trust import trust_with
from zhengban.workflow.subjects import requires_process

CLOCK_TOLERANCE = timedelta(minutes=5)
LONGEST_REASON = 200


@dataclass(frozen=True)
class Sealable:
    """What is to be sealed: a paper in its process, as typeset, page for page the same in both forms.

    ``act`` is the code of the act that the process performs, ``organ`` the name the seal stands over.
    """

    paper: models.Model
    act: str
    title: str
    number: str
    copies: int
    organ: str
    content_sha256: str
    ofd: bytes
    pdf: bytes


@action("sealing.use", "用印", allowed=policy.may_use, moves={State.IN_USE: State.IN_USE})
def use(seal: Seal, *, actor: User, sealable: Sealable) -> None:
    """Put the seal on a paper (用印), verify what came of it, and enter the use in the register."""
    performed = requires_process(sealable.paper, sealable.act)
    if not performed:
        raise Refused(performed)
    if seal.name != sealable.organ:
        raise Refused(f"印文“{seal.name}”与发文机关署名“{sealable.organ}”不一致，不能用印。", source="条例 art.9")
    now = timezone.now()
    _check_clock(seal, now)
    ofd, pdf = _proven(seal, sealable, now)
    kept_ofd, kept_pdf = keep_all([receive(ofd, name="sealed.ofd"), receive(pdf, name="sealed.pdf")])
    seal.use_made = SealUse.objects.create(
        seal=seal,
        paper_type=ContentType.objects.get_for_model(sealable.paper),
        paper_id=sealable.paper.pk,
        title=sealable.title,
        number=sealable.number,
        copies=sealable.copies,
        content_sha256=sealable.content_sha256,
        ofd=kept_ofd,
        pdf=kept_pdf,
        used_by=current_authority().principal,
        used_at=now,
    )


@action("sealing.void_use", "用印作废", allowed=policy.may_void_use)
def void_use(use: SealUse, *, actor: User, reason: str) -> None:
    """The paper was taken back: what was sealed does not count any more (用印作废), the record stays."""
    use.voided_at = timezone.now()
    use.voided_by = actor
    use.voided_reason = (reason.strip() or "公文退回")[:LONGEST_REASON]


def official_seals_in_hand(user: User, agency: Agency) -> list[Seal]:
    """The agency's own seals that the person has in hand and may use; inside an act they are locked for it."""
    rows = Seal.objects.official_of(agency).in_hand(user).with_last_use()
    return locked_rows(rows) if current_act() is not None else list(rows)


def _check_clock(seal: Seal, now: datetime) -> None:
    last = seal.last_used_at
    if last is not None and now < last - CLOCK_TOLERANCE:
        shown = timezone.localtime(last)
        raise Refused(f"服务器时钟早于上次用印时间（{shown:%Y-%m-%d %H:%M}），可能被调回，请先核对时钟。")


def put_on(working: Working, sealable: Sealable, at: datetime) -> tuple[bytes, bytes]:
    """The OFD with the seal on it, and the PDF with the same picture in the same place; raises SealError."""
    ofd = seal_ofd(
        sealable.ofd, working.seal, working.device, [OnSignature(sealable.organ)], at=at.replace(microsecond=0)
    )
    return ofd, pdf_with_seals(sealable.pdf, open_package(ofd, Deadline()))


def _proven(seal: Seal, sealable: Sealable, now: datetime) -> tuple[bytes, bytes]:
    """Both files sealed, the OFD verified as anybody else would."""
    try:
        ofd, pdf = put_on(working(seal.material), sealable, now)
        verify(ofd, trust_with(seal.material.maker), now=now)
    except (SealError, ReadingError) as error:
        raise Refused(f"没有用印：{error}") from error
    return ofd, pdf
