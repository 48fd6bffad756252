"""How well and how fast documents are checked: recall, precision, alarms on clean text, characters a second.

    python benchmarks/checking.py [--half work|report] [--list] [--peers PYTHON] [TEXT …]

The corpus is ``libs/gongwen/tests/corpus``: papers with planted errors and clean papers, one half to work on and one
to report on. A finding hits an error where the two overlap and the kind of the finding is one under which a reviewer
would file that error; one that touches no error is a false alarm. Hints (提示) count for nothing. ``--list`` names every
miss and every alarm of the half. The texts named on the command line (published laws, news) are taken as clean.
``--peers`` names the Python of an environment with gongwen-skill and autocorrect-py: they get the same papers.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "libs/gongwen/src"), str(ROOT / "libs/gongwen/tests")]

from corpus import Gold, Paper, halves, load  # noqa: E402

from benchmarks.checking_peers import Peer, Spot, peers  # noqa: E402
from gongwen.document import recognize  # noqa: E402
from gongwen.proofread import Category, Finding, Severity, check, rules  # noqa: E402

ARTICLE = re.compile(r"第[一二三四五六七八九十百零]{1,7}条")
TITLE = re.compile(r"(?!第.{1,5}[章节条])[^。；：，]{2,59}")
OPENING = re.compile(r"第一[章条]|为|根据|[（(]|一、")
NATURAL: dict[Category, frozenset[str]] = {
    Category.TYPO: frozenset({"字词", "名称不一"}),
    Category.WORDING: frozenset({"字词", "语法", "提法", "重复", "名称不一"}),
    Category.GRAMMAR: frozenset({"语法", "重复", "字词", "数字"}),
    Category.PUNCTUATION: frozenset({"标点", "括号引号", "格式字符", "标题层次", "附件", "引用"}),
    Category.NUMBER: frozenset({"数字", "计量单位", "计算", "语法"}),
    Category.UNIT: frozenset({"计量单位", "数字", "格式字符"}),
    Category.FORMAT: frozenset({"文种要素", "附件", "引用", "日期", "格式字符", "标题层次"}),
    Category.GENRE: frozenset({"文种要素", "字词"}),
    Category.ROUTING: frozenset({"文种要素", "残留"}),
    Category.DATE: frozenset({"日期", "计算"}),
    Category.ARITHMETIC: frozenset({"计算", "数字"}),
    Category.CONSISTENCY: frozenset({"日期", "文种要素", "附件", "名称不一", "计算", "标题层次", "引用", "残留"}),
    Category.STRUCTURE: frozenset({"标题层次", "计算", "引用"}),
    Category.RESIDUE: frozenset({"残留", "格式字符", "重复"}),
    Category.SENSITIVE: frozenset({"泄露", "残留"}),
    Category.BASIS: frozenset({"引用", "名称不一", "残留"}),
}
"""Under which families a reviewer would file what a finding of each category reports."""


@dataclass
class Score:
    """Errors and findings of a half, by family of error."""

    wanted: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    alarms: int = 0
    elsewhere: int = 0
    """Findings that touch an error of a family they are not filed under."""
    hitting: int = 0

    @property
    def recall(self) -> float:
        return sum(self.hit.values()) / max(1, sum(self.wanted.values()))

    @property
    def precision(self) -> float:
        return self.hitting / max(1, self.hitting + self.alarms)


def main() -> None:
    parser = argparse.ArgumentParser(description="查错的查全率、查准率、误报率和速度")
    parser.add_argument("--half", default="work", choices=halves(), help="语料的哪一半")
    parser.add_argument("--list", action="store_true", help="列出每处漏报和误报")
    parser.add_argument("--peers", metavar="PYTHON", help="装有 gongwen-skill、autocorrect-py 的 Python")
    parser.add_argument("texts", nargs="*", metavar="TEXT", help="视为无错的文本")
    options = parser.parse_args()

    corpus = load(options.half)
    print(
        f"规则 {len(rules())} 条；语料 {options.half}：有错 {len(corpus.planted)} 篇，无错 {len(corpus.clean)} 篇"
    )
    planted(corpus.planted, show=options.list)
    alarms("无错文稿", [paper.text for paper in corpus.clean], show=options.list)
    for path in map(Path, options.texts):
        alarms(path.name, documents(path.read_text(encoding="utf-8")), show=False)
    speed([paper.text for paper in (*corpus.planted, *corpus.clean)])
    if options.peers:
        side_by_side(corpus.planted, corpus.clean, peers(options.peers))


def found(text: str) -> list[Finding]:
    """The findings a reviewer has to look at."""
    return [one for one in check(recognize(text)) if one.severity is not Severity.INFO]


def touches(finding: Finding | Spot, gold: Gold) -> bool:
    return finding.start < gold.end and gold.start < finding.end


def planted(papers: Iterable[Paper], *, show: bool) -> None:
    """Recall by family, precision over all."""
    score = Score()
    for paper in papers:
        for line in judged(paper, found(paper.text), score):
            if show:
                print(line)
    print(f"\n{'类别':<8}{'错误':>6}{'查出':>6}{'查全率':>9}")
    for family in sorted(score.wanted, key=lambda name: -score.wanted[name]):
        wanted, hit = score.wanted[family], score.hit[family]
        print(f"{family:<8}{wanted:>6}{hit:>6}{hit / wanted:>10.1%}")
    print(f"{'合计':<8}{sum(score.wanted.values()):>6}{sum(score.hit.values()):>6}{score.recall:>10.1%}")
    print(
        f"查准率 {score.precision:.1%}：命中 {score.hitting} 条，误报 {score.alarms} 条，"
        f"落在他类错误上 {score.elsewhere} 条（不计）"
    )


def judged(paper: Paper, findings: list[Finding], score: Score) -> Iterator[str]:
    """Score one paper; yields a line a miss and a line a false alarm."""
    for gold in paper.gold:
        hit = any(touches(one, gold) and gold.family in NATURAL[one.category] for one in findings)
        score.wanted[gold.family] += 1
        score.hit[gold.family] += hit
        if not hit:
            yield f"漏 {paper.name} {gold.family} {_around(paper.text, gold.start, gold.end)} → {gold.right}"
    for one in findings:
        touched = [gold for gold in paper.gold if touches(one, gold)]
        if any(gold.family in NATURAL[one.category] for gold in touched):
            score.hitting += 1
        elif touched:
            score.elsewhere += 1
        else:
            score.alarms += 1
            yield f"误 {paper.name} {one.rule} {_around(paper.text, one.start, one.end)} {one.message}"


def _around(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - 15) : start]}【{text[start:end]}】{text[end : end + 10]}".replace("\n", "/")


def documents(text: str) -> list[str]:
    """The laws of a collection, each from its title on; a text without articles is taken line by line."""
    lines = text.split("\n")
    if sum(ARTICLE.match(line) is not None for line in lines) < len(lines) / 20:
        return lines
    starts = [
        at for at, (line, below) in enumerate(pairwise(lines)) if TITLE.fullmatch(line) and OPENING.match(below)
    ]
    return ["\n".join(lines[a:b]) for a, b in pairwise([0, *starts[1:], len(lines)])]


def alarms(name: str, texts: list[str], *, show: bool) -> None:
    """Findings per 10,000 characters on text that is taken as clean."""
    findings = [(text, one) for text in texts for one in found(text)]
    characters = max(1, sum(map(len, texts)))
    print(f"\n{name}：{len(texts)} 篇 {characters} 字，“一般”以上 {len(findings)} 处，", end="")
    print(f"每万字 {len(findings) / characters * 10_000:.2f} 处")
    print(
        "  "
        + "  ".join(f"{rule} {count}" for rule, count in Counter(one.rule for _, one in findings).most_common())
    )
    for text, one in findings if show else ():
        print(f"误 {one.rule} {_around(text, one.start, one.end)} {one.message}")


def speed(texts: list[str]) -> None:
    """Characters checked in a second of processor time, recognition of the elements apart; one long paper."""
    text = "\n".join(texts)
    reading, paper = recognize(text), recognize(text[:10_000])
    whole, single = _best(lambda: check(reading)), _best(lambda: check(paper))
    print(
        f"\n速度：{len(text)} 字 {whole:.2f} 秒，每秒 {len(text) / whole:,.0f} 字；一万字 {single * 1000:.0f} 毫秒"
    )


def _best(run: object) -> float:
    assert callable(run)
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best


def side_by_side(planted: Iterable[Paper], clean: Iterable[Paper], others: Iterable[Peer]) -> None:
    """Errors found, false alarms and seconds of each tool on the same papers; a peer's hit is any overlap."""
    papers, right = list(planted), list(clean)
    print(f"\n{'工具':<34}{'查出错误':>8}{'误报':>7}{'无错文稿误报':>9}{'秒':>8}")
    start = time.perf_counter()
    ours = {paper.name: found(paper.text) for paper in papers}
    ours_clean = sum(len(found(paper.text)) for paper in right)
    _row("gongwen", papers, ours, ours_clean, time.perf_counter() - start)
    for peer in others:
        start = time.perf_counter()
        spots = peer.spots([paper.text for paper in papers])
        spots_clean = peer.spots([paper.text for paper in right])
        seconds = time.perf_counter() - start
        named = {paper.name: found_there for paper, found_there in zip(papers, spots, strict=True)}
        _row(peer.name, papers, named, sum(map(len, spots_clean)), seconds)


def _row(
    name: str,
    papers: list[Paper],
    findings: dict[str, list[Finding]] | dict[str, list[Spot]],
    clean: int,
    seconds: float,
) -> None:
    errors = [(paper.name, gold) for paper in papers for gold in paper.gold]
    hit = sum(any(touches(one, gold) for one in findings[paper]) for paper, gold in errors)
    false = sum(
        not any(touches(one, gold) for gold in paper.gold) for paper in papers for one in findings[paper.name]
    )
    print(f"{name:<36}{hit:>6}/{len(errors)}{false:>8}{clean:>12}{seconds:>13.1f}")


if __name__ == "__main__":
    main()
