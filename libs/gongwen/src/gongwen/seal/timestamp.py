"""Timestamps (时间戳, RFC 3161 and GB/T 20520) with SM2 and SM3: asked for, given by a local authority, verified."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from asn1crypto import core, tsp

from gongwen.seal import der
from gongwen.seal.cms import SIGNED_DATA, SM3_OID, make_signed_message, read_signed_message
from gongwen.seal.device import SigningDevice
from gongwen.seal.errors import BadStructure, CannotSeal, SealError
from gongwen.seal.judging import CLOCK_TOLERANCE, Circumstances, Findings, judge_certificate, moment
from gongwen.seal.report import Code
from gongwen.seal.sm import sm3

_TST_INFO = "1.2.840.113549.1.9.16.1.4"
_POLICY = "1.2.156.10197.6.99.1"
MAX_RESPONSE = 256 * 1024


class TimestampService(Protocol):
    """A timestamp authority, near or far: takes a TimeStampReq, gives a TimeStampResp (both DER)."""

    def respond(self, request: bytes) -> bytes:
        """Raises SealError where the service does not answer."""


@dataclass(frozen=True)
class Timestamp:
    """What a token says: the digest it vouches for, and since when it existed (UTC)."""

    digest: bytes
    at: datetime


def timestamp_token(service: TimestampService, signature: bytes) -> bytes:
    """A token over a signature value from a service; raises CannotSeal where the answer is not for this request."""
    nonce = secrets.randbits(64)
    digest = sm3(signature)
    request = tsp.TimeStampReq(
        {
            "version": "v1",
            "message_imprint": {"hash_algorithm": {"algorithm": SM3_OID}, "hashed_message": digest},
            "nonce": nonce,
            "cert_req": True,
        }
    )
    with der.reading("时间戳服务的答复"):
        answer = service.respond(request.dump())
        if len(answer) > MAX_RESPONSE:
            raise BadStructure("时间戳服务的答复过大，已拒绝读取。")
        response = der.decode(tsp.TimeStampResp, answer, "时间戳服务的答复")
        if response["status"]["status"].native not in ("granted", "granted_with_mods"):
            raise CannotSeal("时间戳服务没有给出时间戳。")
        token: bytes = response["time_stamp_token"].dump()
        info = _info(token)
        if bytes(info["message_imprint"]["hashed_message"].native) != digest or info["nonce"].native != nonce:
            raise CannotSeal("时间戳服务的答复与请求不符。")
        return token


@dataclass
class TimestampAuthority:
    """A timestamp authority for trials and tests; ``clock`` is its time."""

    device: SigningDevice
    clock: datetime
    serial: int = 0

    def respond(self, request: bytes) -> bytes:
        with der.reading("时间戳请求"):
            asked = der.decode(tsp.TimeStampReq, request, "时间戳请求")
            imprint = asked["message_imprint"]
            if imprint["hash_algorithm"]["algorithm"].dotted != SM3_OID:
                raise BadStructure("时间戳请求没有采用 SM3。")
            self.serial += 1
            info = tsp.TSTInfo(
                {
                    "version": "v1",
                    "policy": _POLICY,
                    "message_imprint": imprint,
                    "serial_number": self.serial,
                    "gen_time": self.clock.astimezone(UTC).replace(microsecond=0),
                    **({"nonce": asked["nonce"].native} if asked["nonce"].native is not None else {}),
                }
            ).dump()
        token = make_signed_message(
            self.device,
            sm3(info),
            at=self.clock,
            content_type=_TST_INFO,
            content=info,
            outer_type=SIGNED_DATA,
        )
        status = tsp.PKIStatusInfo({"status": "granted"}).dump()
        return _sequence(status, token)


def judge_timestamp(
    token: bytes, signature: bytes, claimed_at: datetime | None, circumstances: Circumstances, findings: Findings
) -> datetime | None:
    """The proven time of a signature value, None where the token proves nothing."""
    try:
        message = read_signed_message(token)
        info = message.content or b""
        stamp = _timestamp(_info(token))
    except SealError as error:
        findings.doubt(Code.TIMESTAMP, f"时间戳无法验证：{str(error).rstrip('。')}")
        return None
    if not message.is_signed(info) or not message.matches(info):
        findings.refuse(Code.TIMESTAMP, "时间戳上的签名无效")
        return None
    if stamp.digest != sm3(signature):
        findings.refuse(Code.TIMESTAMP, "时间戳不是给这个签章的")
        return None
    if "time_stamping" not in message.signer.extended_usages:
        findings.refuse(Code.TIMESTAMP, f"证书“{message.signer.common_name}”不能用于时间戳")
        return None
    own = Findings()
    judge_certificate(
        message.signer,
        stamp.at,
        circumstances,
        own,
        code=Code.TIMESTAMP,
        sent_along=message.certificates,
        is_time_proven=True,
    )
    findings.notes += own.notes
    if own.refusals or own.doubts:
        findings.doubts += [*own.refusals, *own.doubts]
        return None
    if stamp.at > circumstances.now + CLOCK_TOLERANCE:
        findings.refuse(Code.TIMESTAMP, f"时间戳的时间（{moment(stamp.at)}）晚于现在")
        return None
    if claimed_at is not None and claimed_at > stamp.at + CLOCK_TOLERANCE:
        findings.refuse(Code.TIME, f"签章时间（{moment(claimed_at)}）晚于时间戳（{moment(stamp.at)}）")
    return stamp.at


def _info(token: bytes) -> tsp.TSTInfo:
    message = read_signed_message(token)
    if message.content_type != _TST_INFO or message.content is None:
        raise BadStructure("这不是时间戳。")
    return der.decode(tsp.TSTInfo, message.content, "时间戳")


def _timestamp(info: tsp.TSTInfo) -> Timestamp:
    with der.reading("时间戳"):
        imprint = info["message_imprint"]
        if imprint["hash_algorithm"]["algorithm"].dotted != SM3_OID:
            raise BadStructure("时间戳没有采用 SM3。")
        at: datetime = info["gen_time"].native
        return Timestamp(bytes(imprint["hashed_message"].native), at.astimezone(UTC))


def _sequence(*parts: bytes) -> bytes:
    whole = core.SequenceOf(spec=core.Any)
    for part in parts:
        whole.append(core.Any.load(part))
    encoded: bytes = whole.dump()
    return encoded
