"""How fast seals are put on and verified, warm, in one process, beside one bare SM2 verification in the same run.

Run: ``python benchmarks/seals.py [SECONDS]``; with ``GONGWEN_FONTS`` set, on a typeset PDF too. Every file differs from
the one before, so that nothing is answered from a cache. Libraries compute on one core.
"""

from __future__ import annotations

import io
import itertools
import os
import secrets
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "libs/gongwen/src"))
sys.path.insert(0, str(Path(__file__).parents[1] / "libs/gongwen/tests"))

from seal.world import NOW, World, build_world, ofd_parts

from benchmarks.timing import measured
from gongwen.seal import At, MissingBackend, inspect, seal_file, seal_ofd, verify
from gongwen.seal.sm import generate_key_pair, sign
from gongwen.seal.sm import verify as verify_signature
from gongwen.seal.sm.backend import Backend
from gongwen.seal.sm.gmssl import Gmssl
from gongwen.seal.sm.libcrypto import Libcrypto


@dataclass(frozen=True)
class Result:
    name: str
    milliseconds: float

    def row(self, floor: float) -> str:
        ratio = self.milliseconds / floor
        return f"{self.name:<44}{1000 / self.milliseconds:>10.0f}{self.milliseconds:>10.3f}{ratio:>10.1f}"


def libraries(seconds: float) -> list[Result]:
    """Each library by itself: a signature over 64 bytes made, verified; a megabyte digested."""
    results: list[Result] = []
    for kind in (Libcrypto, Gmssl):
        try:
            results += library(kind(), seconds)
        except MissingBackend as error:
            print(f"{kind.name}: {error}")
    return results


def library(backend: Backend, seconds: float) -> list[Result]:
    pair = generate_key_pair(backend)
    message, megabyte = secrets.token_bytes(64), secrets.token_bytes(1_000_000)
    signature = sign(pair, message, by=backend)
    works: dict[str, Callable[[], object]] = {
        "SM2 verify": lambda: verify_signature(pair.public, message, signature, by=backend),
        "SM2 sign": lambda: sign(pair, message, by=backend),
        "SM3, 1 MB": lambda: backend.sm3(megabyte),
    }
    return [Result(f"{name}, {backend.name}", measured(work, seconds)) for name, work in works.items()]


def paper(pages: int, filling: int) -> bytes:
    """An OFD file with ``filling`` bytes of fonts and pictures that do not pack."""
    parts: dict[str, str | bytes] = dict(ofd_parts(pages))
    parts["Doc_0/Res/font_3.ttf"] = secrets.token_bytes(filling)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def main(seconds: float) -> None:
    world = build_world()
    results = libraries(seconds / 8)
    floor = results[0].milliseconds
    for pages, filling in ((4, 120_000), (100, 5_000_000)):
        results += ofd(world, paper(pages, filling), f"{pages} pages, {filling / 1e6:.1f} MB", seconds / 4)
    results += pdf(seconds / 4) if os.environ.get("GONGWEN_FONTS") else []
    print(f"{'':<44}{'a second':>10}{'ms':>10}{'x floor':>10}")
    for result in results:
        print(result.row(floor))


def ofd(world: World, data: bytes, what: str, seconds: float) -> list[Result]:
    """Put on at a new second each time, verified in turn."""
    moments = (NOW + timedelta(seconds=second) for second in itertools.count())
    sealed = [seal_ofd(data, world.seal, world.office, [At(1, 105, 150)], at=next(moments)) for _ in range(20)]
    turn = itertools.cycle(sealed)
    later = NOW + timedelta(days=1)
    return [
        Result(
            f"seal OFD, {what}",
            measured(
                lambda: seal_ofd(data, world.seal, world.office, [At(1, 105, 150)], at=next(moments)), seconds
            ),
        ),
        Result(f"verify OFD, {what}", measured(lambda: verify(next(turn), world.trust, now=later), seconds)),
    ]


def pdf(seconds: float) -> list[Result]:
    """A typeset notice of two pages."""
    from gongwen.document import load_source
    from gongwen.seal import OnSignature
    from gongwen.typeset import typeset_pdf

    world = build_world()
    source = (
        "---\ntype: 通知\nissuer: 云江市人民政府办公室\nnumber: 云政办发〔2026〕12号\ntitle: 关于做好火灾防控工作的通知\n"
        "to: [各县（区）人民政府]\ndate: 2026-11-20\n---\n" + "请各县区和各部门抓好落实，确保安全。\n" * 20
    )
    data = typeset_pdf(load_source(source))
    now = datetime(2026, 11, 24, tzinfo=UTC)
    sealed = seal_file(data, world.seal, world.office, [OnSignature()], at=now)
    return [
        Result(
            "seal PDF, 2 pages",
            measured(lambda: seal_file(data, world.seal, world.office, [OnSignature()], at=now), seconds),
        ),
        Result("verify PDF, 2 pages", measured(lambda: inspect(sealed, world.trust, now=now), seconds)),
    ]


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 8.0)
