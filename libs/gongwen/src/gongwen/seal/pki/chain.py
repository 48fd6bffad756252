"""Is a certificate to be trusted (信任链): its chain to a known root, valid and not revoked at a moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from gongwen.seal.pki.certificate import Certificate
from gongwen.seal.pki.revocation import RevocationList

MAX_PATH = 8
MAX_TRIES = 64
"""Signatures that are checked while looking for one chain."""


@dataclass(frozen=True)
class Trust:
    """What the person who verifies believes: roots, makers of seals, other certificates they know, revocation lists.

    ``makers`` are those who may make seals (制章机构), or authorities that certify nobody else. They must be named:
    anyone with a certificate of a trusted root could make a seal in any name.
    """

    roots: tuple[Certificate, ...] = ()
    makers: tuple[Certificate, ...] = ()
    others: tuple[Certificate, ...] = ()
    revocation_lists: tuple[RevocationList, ...] = ()


@dataclass(frozen=True)
class Standing:
    """How a certificate stands: ``refusals`` make it invalid, ``doubts`` leave it unproven, ``notes`` inform."""

    chain: tuple[Certificate, ...] = ()
    refusals: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class _Search:
    trust: Trust
    known: tuple[Certificate, ...]
    tries: int = 0
    dead_ends: list[str] = field(default_factory=list)

    def path(self, certificate: Certificate, below: tuple[Certificate, ...]) -> tuple[Certificate, ...]:
        """The chain from the certificate up to a root, empty where none is found."""
        path = (*below, certificate)
        if any(root.der == certificate.der for root in self.trust.roots):
            return path
        if len(path) >= MAX_PATH:
            return ()
        for issuer in (*self.trust.roots, *self.known):
            if issuer.subject_name != certificate.issuer_name or issuer in path or self.tries >= MAX_TRIES:
                continue
            self.tries += 1
            if not certificate.is_signed_by(issuer):
                self.dead_ends.append(f"证书“{certificate.common_name}”上的发证机构签名无效")
            elif found := self.path(issuer, path):
                return found
        return ()


def standing(
    certificate: Certificate,
    trust: Trust,
    *,
    at: datetime,
    now: datetime,
    sent_along: tuple[Certificate, ...] = (),
    is_time_proven: bool = False,
) -> Standing:
    """How ``certificate`` stands at the moment ``at``, looked at ``now``.

    ``is_time_proven`` tells that a trusted timestamp vouches for ``at``; otherwise a revocation for compromise counts
    whenever it came.
    """
    refusals = list(_own_faults(certificate, at))
    search = _Search(trust, (*trust.others, *sent_along))
    chain = search.path(certificate, ())
    if not chain:
        reason = "没有提供受信任的根证书" if not trust.roots else "找不到通向受信任根证书的证书链"
        if search.dead_ends:
            refusals += dict.fromkeys(search.dead_ends)
        return Standing((), tuple(refusals), (f"无法确认证书“{certificate.common_name}”的来源：{reason}",))
    doubts: list[str] = []
    notes: list[str] = []
    for depth, (child, issuer) in enumerate(pairwise(chain)):
        refusals += _issuer_faults(issuer, depth, at)
        refused, doubted, noted = _revocation(child, issuer, trust, at=at, now=now, is_time_proven=is_time_proven)
        refusals, doubts, notes = refusals + refused, doubts + doubted, notes + noted
    return Standing(chain, tuple(refusals), tuple(doubts), tuple(notes))


def _own_faults(certificate: Certificate, at: datetime) -> list[str]:
    name = f"证书“{certificate.common_name}”"
    faults = []
    if at < certificate.not_before:
        faults.append(f"{name}在 {_day(at)} 尚未生效（{_day(certificate.not_before)} 起有效）")
    if at > certificate.not_after:
        faults.append(f"{name}在 {_day(at)} 已经过期（有效期至 {_day(certificate.not_after)}）")
    if certificate.unknown_critical:
        faults.append(f"{name}含有不认识的关键扩展，不能采用")
    return faults


def _issuer_faults(issuer: Certificate, depth: int, at: datetime) -> list[str]:
    name = f"上级证书“{issuer.common_name}”"
    faults = _own_faults(issuer, at)
    if not issuer.is_authority:
        faults.append(f"{name}不是发证机构证书")
    if issuer.usages is not None and "key_cert_sign" not in issuer.usages:
        faults.append(f"{name}的密钥用途不包括签发证书")
    if issuer.path_length is not None and depth > issuer.path_length:
        faults.append(f"{name}不允许这么多级下级机构")
    return faults


def _revocation(
    child: Certificate, issuer: Certificate, trust: Trust, *, at: datetime, now: datetime, is_time_proven: bool
) -> tuple[list[str], list[str], list[str]]:
    name = f"证书“{child.common_name}”"
    lists = [one for one in trust.revocation_lists if one.is_issued_by(issuer)]
    if not lists:
        return [], [], [f"未提供“{issuer.common_name}”的吊销列表，没有查{name}是否吊销"]
    newest = max(lists, key=lambda one: one.issued_at)
    notes = []
    if newest.next_at is not None and newest.next_at < now:
        notes.append(f"“{issuer.common_name}”的吊销列表已过更新时间（{_day(newest.next_at)}）")
    entry = newest.revoked.get(child.serial)
    if entry is None:
        return [], [], notes
    told = f"{name}已于 {_day(entry.at)} 吊销（{entry.label}）"
    if entry.at <= at or (entry.is_compromise and not is_time_proven):
        return [told], [], notes
    if is_time_proven:
        return [], [], [*notes, f"{told}，在签署之后"]
    return [], [f"{told}，晚于声称的签署时间，但没有时间戳证明这一时间"], notes


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"
