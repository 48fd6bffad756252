"""What seals need to know of a PDF file, and how it passes from the process that reads the file to the one that asked."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gongwen.seal.report import CertificateFacts

MILLIMETRE = 72 / 25.4
_LONGEST = 500


@dataclass(frozen=True)
class PdfPage:
    """The visible box of a page in points, and how it is turned (quarters)."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        return (self.right - self.left) / MILLIMETRE, (self.top - self.bottom) / MILLIMETRE


@dataclass(frozen=True)
class LaterChanges:
    """What was written after a signed state changes: pages (from 1) that show something else, added annotations.

    ``pages`` is None where the states cannot be compared.
    """

    pages: tuple[int, ...] | None
    annotations: int


@dataclass(frozen=True)
class OrdinarySignature:
    """A signature without SM2, judged by the rules of PAdES: integrity, the signature itself, a chain to a root."""

    scheme: str
    signer: CertificateFacts
    at: datetime | None
    is_intact: bool
    is_valid: bool
    is_trusted: bool


@dataclass(frozen=True)
class PdfSignature:
    """One signature dictionary: its value, what it says it covers; what came after it, what it is without SM2."""

    contents: bytes = field(repr=False)
    byte_range: tuple[int, ...]
    later: LaterChanges | None = None
    ordinary: OrdinarySignature | None = None


@dataclass(frozen=True)
class PdfFacts:
    """The pages and signatures of a file."""

    pages: tuple[PdfPage, ...]
    signatures: tuple[PdfSignature, ...]


def dump_facts(facts: PdfFacts) -> str:
    """The facts as JSON."""
    return json.dumps(
        {
            "pages": [[page.left, page.bottom, page.right, page.top, page.turned] for page in facts.pages],
            "signatures": [
                {
                    "contents": base64.b64encode(one.contents).decode("ascii"),
                    "byte_range": one.byte_range,
                    "later": [one.later.pages, one.later.annotations] if one.later else None,
                    "ordinary": _ordinary(one.ordinary) if one.ordinary else None,
                }
                for one in facts.signatures
            ],
        },
        allow_nan=False,
    )


def load_facts(data: bytes) -> PdfFacts:
    """The facts from JSON; raises ValueError for anything that is no such facts.

    The writer has handled a hostile file, so what it says is believed no further than its form.
    """
    try:
        told = json.loads(data)
        return PdfFacts(
            tuple(_load_page(page) for page in told["pages"]),
            tuple(_load_signature(one) for one in told["signatures"]),
        )
    except (KeyError, TypeError, IndexError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError("no facts of a PDF") from error


def _load_page(told: list[Any]) -> PdfPage:
    left, bottom, right, top = (float(number) for number in told[:4])
    return PdfPage(left, bottom, right, top, int(told[4]))


def _load_signature(told: dict[str, Any]) -> PdfSignature:
    later, ordinary = told["later"], told["ordinary"]
    return PdfSignature(
        contents=base64.b64decode(told["contents"], validate=True),
        byte_range=tuple(int(number) for number in told["byte_range"]),
        later=LaterChanges(None if later[0] is None else tuple(int(number) for number in later[0]), int(later[1]))
        if later
        else None,
        ordinary=_load_ordinary(ordinary) if ordinary else None,
    )


def _ordinary(one: OrdinarySignature) -> dict[str, Any]:
    signer = one.signer
    return {
        "scheme": one.scheme,
        "signer": [signer.name, signer.subject, signer.issuer, signer.serial],
        "not_before": signer.not_before.isoformat(),
        "not_after": signer.not_after.isoformat(),
        "at": one.at.isoformat() if one.at else None,
        "good": [one.is_intact, one.is_valid, one.is_trusted],
    }


def _load_ordinary(told: dict[str, Any]) -> OrdinarySignature:
    name, subject, issuer, serial = (_text(text) for text in told["signer"])
    intact, valid, trusted = (flag is True for flag in told["good"])
    return OrdinarySignature(
        scheme=_text(told["scheme"]),
        signer=CertificateFacts(
            name,
            subject,
            issuer,
            serial,
            datetime.fromisoformat(told["not_before"]),
            datetime.fromisoformat(told["not_after"]),
        ),
        at=datetime.fromisoformat(told["at"]) if told["at"] else None,
        is_intact=intact,
        is_valid=valid,
        is_trusted=trusted,
    )


def _text(told: object) -> str:
    return "".join(sign for sign in str(told)[:_LONGEST] if sign.isprintable())
