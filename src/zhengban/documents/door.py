"""The door: an uploaded file is read, checked for secrecy marks, and only then received.

Nothing above the installation's rating comes in (涉密不上网、上网不涉密): it is not stored, and the attempt is
recorded.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from gongwen.document import Reading, SecrecyLevel
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
    """Let an upload in; raises FileRefused, or Refused where it carries a secrecy mark above the rating."""
    upload.seek(0)
    try:
        reading = read(upload.read(), name=upload.name or "")
    except ReadingError:
        reading = None
    if reading is not None:
        refusal = secrecy_refusal(reading)
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
    return Taken(receive(upload, name=upload.name or ""), reading)


def read_upload(upload: UploadedFile[bytes]) -> Reading:
    """Read an upload for its text; raises ReadingError with one sentence."""
    upload.seek(0)
    reading = read(upload.read(), name=upload.name or "")
    upload.seek(0)
    return reading


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
