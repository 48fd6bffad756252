"""May this seal be used by this key, now, on top of what is on the file already (用印前的检查)."""

from __future__ import annotations

from datetime import datetime

from gongwen.seal.device import SigningDevice
from gongwen.seal.errors import CannotSeal
from gongwen.seal.judging import CLOCK_TOLERANCE, moment
from gongwen.seal.report import Report
from gongwen.seal.ses import ElectronicSeal


def check_use(seal: ElectronicSeal, device: SigningDevice, at: datetime) -> None:
    """Raise CannotSeal unless the device's owner may use this seal at this moment."""
    certificate = device.certificate
    if not seal.is_signed_by_maker:
        raise CannotSeal(f"印章“{seal.name}”上的制章人签名无效，不能使用。")
    if faults := seal.picture.faults():
        raise CannotSeal(f"{faults[0]}，印章不能使用。")
    if not seal.lists(certificate):
        raise CannotSeal(f"证书“{certificate.common_name}”不在印章“{seal.name}”的签章人名单中，无权用印。")
    if not certificate.may_sign:
        raise CannotSeal(f"证书“{certificate.common_name}”的密钥用途不包括签名，不能用印。")
    if at < seal.created_at - CLOCK_TOLERANCE:
        raise CannotSeal(
            f"现在的时间（{moment(at)}）早于印章制作时间（{moment(seal.created_at)}），请先核对本机时钟。"
        )
    if not seal.valid_from - CLOCK_TOLERANCE <= at <= seal.valid_until:
        raise CannotSeal(f"印章“{seal.name}”不在有效期内（至 {moment(seal.valid_until)}）。")
    if not certificate.is_within(at):
        raise CannotSeal(f"证书“{certificate.common_name}”不在有效期内（至 {moment(certificate.not_after)}）。")


def check_earlier(report: Report, at: datetime) -> None:
    """A further seal goes on good ones only, and after them; raises CannotSeal."""
    for earlier in report.signatures:
        if earlier.signed_at is not None and at < earlier.signed_at - CLOCK_TOLERANCE:
            raise CannotSeal(
                f"现在的时间（{moment(at)}）早于前一签章的时间（{moment(earlier.signed_at)}），请先核对本机时钟。"
            )
        if earlier.refusals:
            reason = earlier.refusals[0].message
            raise CannotSeal(f"文件中第{earlier.number}个签章无效（{reason}），不能在它之后用印。")
