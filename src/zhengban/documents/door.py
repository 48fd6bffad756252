"""The door: an uploaded file is read, checked for secrecy marks, and only then received.

Nothing above the installation's rating comes in (涉密不上网、上网不涉密): it is not stored, and the attempt is
recorded.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from gongwen.document import Aside, OfficialDocument, Reading, SecrecyLevel
from gongwen.reading import ReadingError, find_secrecy_marks, read
from zhengban.access.decisions import Refusal
from zhengban.access.errors import Refused
from zhengban.access.models import User
from zhengban.audit.models import Outcome
from zhengban.audit.trail import record
from zhengban.files.storage import ReceivedFile, receive

_RANK = {level: rank for rank, level in enumerate(SecrecyLevel, 1)}


@dataclass(frozen=True)
class Taken:
    """An upload that passed the door: what lies on the disk, and what was read in it, if it has text."""

    received: ReceivedFile
    reading: Reading | None


def take(upload: UploadedFile[bytes], *, actor: User) -> Taken:
    """Let an upload in, with or without readable text; raises what ``let_in`` raises."""
    try:
        reading = read_upload(upload)
    except ReadingError:
        reading = None
    return Taken(let_in(upload, reading, actor=actor), reading)


def let_in(upload: UploadedFile[bytes], reading: Reading | None, *, actor: User) -> ReceivedFile:
    """Receive an upload of which this was read; raises FileRefused, or Refused for a mark above the rating."""
    refusal = secrecy_refusal(reading or _named_only(upload.name or ""))
    if refusal is not None:
        record(
            "documents.secret_stopped",
            "拦截涉密文件",
            actor=actor,
            summary=refusal.reason,
            changes={"size": upload.size},
            outcome=Outcome.REFUSED,
        )
        raise Refused(refusal)
    upload.seek(0)
    return receive(upload, name=upload.name or "")


def _named_only(name: str) -> Reading:
    """What is known of a file without readable text, such as a scan: its name."""
    return Reading(OfficialDocument(), "", (), (), asides=(Aside("文件名", name),))


def read_upload(upload: UploadedFile[bytes]) -> Reading:
    """Read an upload for its text; raises ReadingError with one sentence."""
    upload.seek(0)
    return read(upload.read(), name=upload.name or "")


def secrecy_refusal(reading: Reading) -> Refusal | None:
    """Why the text may not be kept here, or None where it may."""
    rating = settings.SECRECY_RATING
    highest = _RANK[SecrecyLevel(rating)] if rating else 0
    for mark in find_secrecy_marks(reading):
        if _RANK[mark.level] > highest:
            return Refusal(
                f"内容标有“{mark.level.value}”密级，超出本系统允许的涉密等级，已拒收且未保存，请按保密规定处理。",
                source="保密法",
            )
    return None
