"""Sealed files as other software wrote them: verdict, form, what changed. Each row was looked at by hand.

The roots of these seals are not at hand, so the best verdict is 存疑. What changed was changed by whoever made the
samples anonymous, but for h.ofd, whose first seal locked the list of signatures that the second had to extend.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongwen.guard import ReadingError
from gongwen.seal import At, CannotSeal, Code, Trust, Verdict, inspect, seal_ofd
from gongwen.seal.ses import read_stamp
from gongwen.seal.sm import sm3

from .world import NOW, World, unpacked

_FOLDER = Path("/work/shared/data/ofd")
pytestmark = pytest.mark.skipif(not _FOLDER.is_dir(), reason="no sample files")
_V4, _V1, _MESSAGE = "电子签章 V4，GB/T 38540-2020", "电子签章 V1，GM/T 0031-2014", "数字签名，GM/T 0010"
_ENTRY, _STRUCTURE = "文件入口和文件属性", "文档结构"


@dataclass(frozen=True)
class Row:
    """One signature of a sample: ``changed`` are the objects that no longer match, ``pages`` those with its picture."""

    file: str
    verdict: Verdict
    scheme: str
    protected: int
    pages: tuple[int, ...] = ()
    changed: tuple[str, ...] = ()


_ROWS = (
    # Tax authority's test seal on an invoice; OFD.xml is left open, nothing else.
    Row("ofdrw-converter__999", Verdict.DOUBTFUL, _V4, 20, (1,)),
    Row("ofdrw-sign__v4signed", Verdict.DOUBTFUL, _V4, 13, (1,)),
    Row("ofdrw-converter__V4RideRight", Verdict.DOUBTFUL, _V4, 9, (1, 2, 3, 4, 5)),
    Row("ofdrw-converter__h", Verdict.INVALID, _V4, 9, (1, 2, 3, 4, 5), ("签章清单",)),
    Row("ofdrw-converter__h", Verdict.DOUBTFUL, _V4, 11, (1,)),
    Row("ofdrw-sign__allprotected", Verdict.DOUBTFUL, _V4, 6, (1,)),
    # Digests with the signer's Z before the content; the seal file alone still matches.
    Row(
        "ofdrw-converter__n",
        Verdict.INVALID,
        _V1,
        6,
        (2,),
        ("第1个签章的说明", _STRUCTURE, "第1页内容", "第2页内容", "公共资源", _ENTRY),
    ),
    Row("ofdrw-converter__testImageNotFound", Verdict.DOUBTFUL, _MESSAGE, 14),
    Row("ofdrw-converter__testImageNotFound", Verdict.DOUBTFUL, _MESSAGE, 19),
    # Signature value as r‖s in 64 bytes; signed message with its content, the digest of the description, inside.
    Row("ofdrw-reader__keyword", Verdict.INVALID, _V4, 7, (1,), (_ENTRY, _STRUCTURE, "第1页内容")),
    Row("ofdrw-reader__keyword", Verdict.INVALID, _MESSAGE, 9, (), (_ENTRY, _STRUCTURE, "第1页内容")),
    Row("ofdrw-sign__DigitalSign", Verdict.DOUBTFUL, "数字签名，只有签名值", 4),
)


_LOCKED = "锁定了签章清单"
_REFUSING = {
    "ofdrw-converter__V4RideRight": _LOCKED,
    "ofdrw-converter__h": _LOCKED,
    "ofdrw-converter__n": "第1个签章无效",
    "ofdrw-converter__testImageNotFound": _LOCKED,
    "ofdrw-reader__keyword": _LOCKED,
    "ofdrw-sign__allprotected": _LOCKED,
}
"""Samples that take no further seal, and why."""


def sample(name: str) -> bytes:
    return (_FOLDER / f"{name}.ofd").read_bytes()


@pytest.mark.parametrize("name", dict.fromkeys(row.file for row in _ROWS))
def test_sealed_samples(name: str) -> None:
    rows = [row for row in _ROWS if row.file == name]
    signatures = inspect(sample(name), now=NOW).signatures
    found = [
        Row(
            name,
            signature.verdict,
            signature.scheme,
            signature.protected,
            signature.pages,
            tuple(one.label for one in signature.changed),
        )
        for signature in signatures
    ]
    assert found == rows


def test_all_other_samples_are_unsealed() -> None:
    sealed = {row.file for row in _ROWS}
    others = [path for path in sorted(_FOLDER.glob("*.ofd")) if path.stem not in sealed]
    assert len(others) == 25 - len(sealed)
    for path in others:
        assert inspect(path.read_bytes(), now=NOW).verdict is Verdict.UNSIGNED, path.name


def test_every_signature_of_the_samples_is_genuine() -> None:
    """No signature value is wrong: what fails are the objects it vouches for."""
    for row in _ROWS:
        for signature in inspect(sample(row.file), now=NOW).signatures:
            codes = {finding.code for finding in signature.refusals}
            assert not codes & {Code.BAD_SIGNATURE, Code.BAD_SEAL_SIGNATURE, Code.SEAL_REPLACED}


def test_tax_invoice_with_its_authority_trusted() -> None:
    """With signer and maker taken as trusted, the invoice is valid; one digit changed, it is not."""
    data = sample("ofdrw-converter__999")
    parts = unpacked(data)
    stamp = read_stamp(parts["Doc_0/Signs/Sign_0/SignedValue.dat"])
    assert stamp.data_digest == sm3(parts["Doc_0/Signs/Sign_0/Signature.xml"])
    trust = Trust((stamp.signer, stamp.seal.maker), (stamp.seal.maker,))
    report = inspect(data, trust, now=NOW)
    assert report.verdict is Verdict.VALID
    (signature,) = report.signatures
    assert signature.signed_at == datetime(2020, 8, 17, 11, 13, 29, tzinfo=UTC)


def test_samples_cut_short_or_changed_at_random() -> None:
    for name in dict.fromkeys(row.file for row in _ROWS):
        data = sample(name)
        for size in range(0, len(data), max(1, len(data) // 20)):
            with pytest.raises(ReadingError):
                inspect(data[:size], now=NOW)
        for at in range(0, len(data), max(1, len(data) // 60)):
            damaged = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
            try:
                inspect(damaged, now=NOW)
            except ReadingError:
                continue


@pytest.mark.parametrize("path", sorted(_FOLDER.glob("*.ofd")), ids=lambda path: path.stem)
def test_a_seal_on_top_of_every_sample(world: World, path: Path) -> None:
    """Ours is good on any file that is not broken already, and changes nothing of what earlier signatures say."""
    data = path.read_bytes()
    before = inspect(data, world.trust, now=NOW).signatures
    if path.stem in _REFUSING:
        with pytest.raises(CannotSeal, match=_REFUSING[path.stem]):
            seal_ofd(data, world.seal, world.office, [At(1, 30, 30)], at=NOW)
        return
    sealed = seal_ofd(data, world.seal, world.office, [At(1, 30, 30)], at=NOW)
    *earlier, own = inspect(sealed, world.trust, now=NOW).signatures
    assert own.verdict is Verdict.VALID, own
    assert [(one.verdict, one.changed) for one in earlier] == [(one.verdict, one.changed) for one in before]
