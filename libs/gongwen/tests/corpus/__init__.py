"""Papers with planted errors and clean papers, to tell how good the checker is.

Two halves, written apart from each other and from the rules: `work` to work on, `report` to report on. Each holds
`planted/NN-slug.txt` and `clean/NN-slug.txt`, plain UTF-8 as a person types it. An error is written where it stands,
`⟦family|wrong→right⟧` or `⟦family|wrong→right|why⟧`; `right` may be empty (the words are to go). What is missing is
marked on the words beside which it is missing.
"""

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent

FAMILIES = (
    "字词",
    "标点",
    "数字",
    "计量单位",
    "日期",
    "计算",
    "标题层次",
    "文种要素",
    "附件",
    "引用",
    "名称不一",
    "提法",
    "语法",
    "重复",
    "括号引号",
    "格式字符",
    "残留",
    "泄露",
)

_MARK = re.compile("⟦([^⟦⟧]*)⟧")


@dataclass(frozen=True)
class Gold:
    """One planted error: `start` and `end` in characters of the paper's text, and what should stand there."""

    start: int
    end: int
    family: str
    right: str
    why: str


@dataclass(frozen=True)
class Paper:
    """One paper as it would lie on the reviewer's desk, marks taken out."""

    name: str
    text: str
    gold: tuple[Gold, ...]

    @property
    def corrected(self) -> str:
        """The text with every planted error put right."""
        pieces = []
        done = 0
        for gold in self.gold:
            pieces += [self.text[done : gold.start], gold.right]
            done = gold.end
        return "".join(pieces) + self.text[done:]


@dataclass(frozen=True)
class Corpus:
    """One half: the papers with planted errors and the clean ones, each in the order of their names."""

    planted: tuple[Paper, ...]
    clean: tuple[Paper, ...]


def halves() -> tuple[str, ...]:
    """Names of the halves that are there."""
    return tuple(sorted(folder.parent.name for folder in FOLDER.glob("*/planted")))


def load(half: str) -> Corpus:
    """Read one half. ValueError: no such half, or a mark that does not read (file and line named)."""
    if half not in halves():
        raise ValueError(f"没有这一半语料：{half}")
    return Corpus(planted=_papers(FOLDER / half / "planted"), clean=_papers(FOLDER / half / "clean"))


def parse(name: str, marked: str) -> Paper:
    """Take the marks out of a text. ValueError names `name` and the line of a malformed mark or unknown family."""
    pieces: list[str] = []
    golds: list[Gold] = []
    length = done = 0
    for mark in _MARK.finditer(marked):
        before = _plain(name, marked, done, mark.start())
        family, wrong, right, why = _fields(f"{name}:{_line(marked, mark.start())}", mark[1])
        start = length + len(before)
        length = start + len(wrong)
        golds.append(Gold(start, length, family, right, why))
        pieces += [before, wrong]
        done = mark.end()
    pieces.append(_plain(name, marked, done, len(marked)))
    return Paper(name, "".join(pieces), tuple(golds))


def _papers(folder: Path) -> tuple[Paper, ...]:
    return tuple(parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt")))


def _fields(where: str, body: str) -> tuple[str, str, str, str]:
    family, *rest = body.split("|")
    if family not in FAMILIES:
        raise ValueError(f"{where}：没有“{family}”这一类")
    if len(rest) not in (1, 2) or rest[0].count("→") != 1:
        raise ValueError(f"{where}：标记应为“类|错→对”或“类|错→对|说明”")
    wrong, right = rest[0].split("→")
    if not wrong or wrong == right:
        raise ValueError(f"{where}：标记没有错处")
    return family, wrong, right, rest[1] if len(rest) == 2 else ""


def _plain(name: str, marked: str, start: int, end: int) -> str:
    stray = re.search("[⟦⟧]", marked[start:end])
    if stray:
        raise ValueError(f"{name}:{_line(marked, start + stray.start())}：标记没有成对")
    return marked[start:end]


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
