"""How well and how fast documents are checked: recall, precision, alarms on clean text, characters a second.

    python benchmarks/checking.py [TEXT …]

Recall and precision are on the planted errors of ``libs/gongwen/tests/proofread/corpus``, which the rules were
developed with; they show what works, not what to expect on papers never seen. The texts named on the command
line (published laws, news) are taken as clean: every finding on them counts as an alarm, right or not.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "libs/gongwen/src"), str(ROOT / "libs/gongwen/tests")]

from proofread.planted import load_clean, load_planted  # noqa: E402

from gongwen.document import recognize  # noqa: E402
from gongwen.proofread import Finding, Severity, check, rules  # noqa: E402

LEAD = "根据有关要求，现将有关情况通报如下。\n"
ARTICLE = re.compile(r"第[一二三四五六七八九十百零]{1,7}条")
TITLE = re.compile(r"(?!第.{1,5}[章节条])[^。；：，]{2,59}")
OPENING = re.compile(r"第一[章条]|为|根据|[（(]|一、")
FORMAL = frozenset("HDG001 WID001 WID002 WID003 WID004 WID005 PUN001".split())
"""Rules that only read off the form of a character or mark: what they report is there for anyone to see."""


def main(paths: list[str]) -> None:
    print(f"规则 {len(rules())} 条")
    planted()
    texts = {f"corpus/clean/{name}": [text] for name, text in load_clean().items()}
    alarms("自编正确文稿", [text for group in texts.values() for text in group])
    for path in paths:
        alarms(Path(path).name, documents(Path(path).read_text(encoding="utf-8")))
    speed([Path(path).read_text(encoding="utf-8") for path in paths] or [text for (text,) in texts.values()])


def planted() -> None:
    """Recall and precision by kind of error."""
    wanted, hit, extra = Counter[str](), Counter[str](), Counter[str]()
    for error in load_planted():
        findings = check(recognize(LEAD + error.text))
        start, end = error.start + len(LEAD), error.end + len(LEAD)
        at_place = [one for one in findings if one.start < end and start < one.end]
        wanted[error.category] += 1
        hit[error.category] += bool(at_place)
        extra[error.category] += len(findings) - len(at_place)
    print(f"\n{'类别':<14}{'错误':>6}{'查出':>6}{'误报':>6}{'查全率':>8}{'查准率':>8}")
    for category in [*wanted, "合计"]:
        total = [sum(kind.values()) if category == "合计" else kind[category] for kind in (wanted, hit, extra)]
        recall, precision = total[1] / total[0], total[1] / max(1, total[1] + total[2])
        print(f"{category:<14}{total[0]:>6}{total[1]:>6}{total[2]:>6}{recall:>9.1%}{precision:>9.1%}")


def documents(text: str) -> list[str]:
    """The laws of a collection, each from its title on; a text without articles is taken line by line."""
    lines = text.split("\n")
    if sum(ARTICLE.match(line) is not None for line in lines) < len(lines) / 20:
        return lines
    starts = [
        at for at, (line, below) in enumerate(pairwise(lines)) if TITLE.fullmatch(line) and OPENING.match(below)
    ]
    return ["\n".join(lines[a:b]) for a, b in pairwise([0, *starts[1:], len(lines)])]


def alarms(name: str, texts: list[str]) -> None:
    """Findings per 10,000 characters on text that is taken as clean."""
    findings = [one for text in texts for one in check(recognize(text))]
    characters = sum(map(len, texts))
    graver = [one for one in findings if one.severity is not Severity.INFO]
    print(f"\n{name}：{len(texts)} 篇 {characters} 字")
    print(f"  全部 {len(findings)} 处，每万字 {_rate(findings, characters):.2f}", end="；")
    print(f"“一般”以上 {len(graver)} 处，每万字 {_rate(graver, characters):.2f}")
    others = [one for one in graver if one.rule not in FORMAL]
    print(f"  其中除标点、数字的全半角等书写形式外 {len(others)} 处，每万字 {_rate(others, characters):.2f}")
    for rule, count in Counter(one.rule for one in findings).most_common():
        print(f"  {rule} {count}", end="")
    print()


def _rate(findings: list[Finding], characters: int) -> float:
    return len(findings) / characters * 10_000


def speed(texts: list[str]) -> None:
    """Characters checked in a second of processor time, recognition of the elements apart."""
    text = "\n".join(texts)
    reading = recognize(text)
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        check(reading)
        best = min(best, time.process_time() - start)
    print(f"\n速度：{len(text)} 字 {best:.2f} 秒，每秒 {len(text) / best:,.0f} 字（处理器时间，全部规则）")


if __name__ == "__main__":
    main(sys.argv[1:])
