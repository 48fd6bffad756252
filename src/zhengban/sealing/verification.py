"""What a sealed file proves, in plain words (验章): for the page of a document and for anybody who drops a file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from gongwen.guard import Deadline
from gongwen.seal import Report, SignatureReport, Verdict, inspect
from zhengban.sealing.models import SealUse
from zhengban.sealing.trust import trust

_LAMPS = {
    Verdict.VALID: "green",
    Verdict.DOUBTFUL: "yellow",
    Verdict.INVALID: "red",
    Verdict.UNSIGNED: "grey",
}


@dataclass(frozen=True)
class SignatureAnswer:
    """One signature as the page shows it; the sentences are in the order of their weight."""

    report: SignatureReport
    verdict: str
    lamp: str
    pages: str
    sentences: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """The answer for a file: the conclusion in one sentence, each signature, and what our own register knows."""

    format: str
    verdict: str
    lamp: str
    conclusion: str
    signatures: tuple[SignatureAnswer, ...]
    registered: str


def examine(data: bytes, *, deadline: Deadline) -> Answer:
    """Verify every signature and look the file up in the register of uses; raises a ReadingError."""
    report = inspect(data, trust(), now=timezone.now(), deadline=deadline)
    use = _registered(hashlib.sha256(data).hexdigest())
    verdict, lamp = report.verdict.value, _LAMPS[report.verdict]
    conclusion = _conclusion(report)
    if use is not None and use.voided_at is not None:
        verdict, lamp = _("已作废"), "red"
        conclusion = _("本系统登记的这次用印已经作废，文件不再有效。")
    elif use is not None and report.verdict is Verdict.UNSIGNED:
        verdict, lamp = _("一致"), "green"
        conclusion = _("与本系统用印登记的印刷件逐字节一致。")
    return Answer(
        format=report.format,
        verdict=verdict,
        lamp=lamp,
        conclusion=conclusion,
        signatures=tuple(_signature(one) for one in report.signatures),
        registered=_register_entry(use) if use is not None else "",
    )


def _registered(sha256: str) -> SealUse | None:
    """The use that made exactly this file, the standing one first."""
    made = SealUse.objects.filter(Q(ofd__sha256=sha256) | Q(pdf__sha256=sha256))
    found: SealUse | None = made.select_related("seal__agency").order_by("-voided_at", "-pk").first()
    return found


def _conclusion(report: Report) -> str:
    match report.verdict:
        case Verdict.VALID:
            return _("内容没有改动，签章时的证书和印章有效，来源可信。")
        case Verdict.DOUBTFUL:
            return _("内容没有改动，但有一点不能确认，见下列各条。")
        case Verdict.INVALID:
            return _("签章无效，或者内容在签章之后改动过，见下列各条。")
        case Verdict.UNSIGNED:
            return _("文件中没有电子签章；印章图案本身不能证明真伪。")


def _signature(one: SignatureReport) -> SignatureAnswer:
    changed = [f"{part.label}{part.how}" for part in one.changed]
    said = [finding.message for finding in (*one.refusals, *one.doubts)]
    return SignatureAnswer(
        report=one,
        verdict=one.verdict.value,
        lamp=_LAMPS[one.verdict],
        pages="、".join(map(str, one.pages)),
        sentences=tuple(dict.fromkeys([*changed, *said])),
        notes=tuple(finding.message for finding in one.notes),
    )


def _register_entry(use: SealUse) -> str:
    at: datetime = timezone.localtime(use.used_at)
    return _("用印登记：%(agency)s %(number)s，%(at)s 用印。") % {
        "agency": use.seal.agency,
        "number": use.number,
        "at": f"{at:%Y-%m-%d %H:%M}",
    }
