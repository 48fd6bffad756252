"""What the check reports: one finding (查错结果) a fault, with its place, reason and source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How grave a finding is (严重程度); the order of members is the order of weight."""

    BLOCKER = "blocker"
    MAJOR = "major"
    MINOR = "minor"
    INFO = "info"

    @property
    def label(self) -> str:
        return {"blocker": "必须改正", "major": "严重", "minor": "一般", "info": "提示"}[self.value]

    @property
    def weight(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


class Category(Enum):
    """Kind of fault (错误类别), as the statistics of a checking campaign count it."""

    TYPO = "typo"
    PUNCTUATION = "punctuation"
    NUMBER = "number"
    UNIT = "unit"
    FORMAT = "format"
    GENRE = "genre"
    ROUTING = "routing"
    DATE = "date"
    ARITHMETIC = "arithmetic"
    CONSISTENCY = "consistency"
    STRUCTURE = "structure"
    RESIDUE = "residue"
    SENSITIVE = "sensitive"
    BASIS = "basis"

    @property
    def label(self) -> str:
        return _CATEGORY_LABELS[self]


_CATEGORY_LABELS = {
    Category.TYPO: "错别字",
    Category.PUNCTUATION: "标点符号",
    Category.NUMBER: "数字用法",
    Category.UNIT: "计量单位",
    Category.FORMAT: "要素格式",
    Category.GENRE: "文种",
    Category.ROUTING: "行文规则",
    Category.DATE: "日期时间",
    Category.ARITHMETIC: "数据计算",
    Category.CONSISTENCY: "前后一致",
    Category.STRUCTURE: "结构层次",
    Category.RESIDUE: "残留内容",
    Category.SENSITIVE: "敏感信息",
    Category.BASIS: "引用依据",
}


class Level(Enum):
    """The force of what a rule rests on (依据层级)."""

    LAW = "law"
    REGULATION = "regulation"
    NATIONAL_STANDARD = "national_standard"
    PRACTICE = "practice"
    UNIT = "unit"

    @property
    def label(self) -> str:
        return {
            "law": "法律",
            "regulation": "法规和党内法规",
            "national_standard": "国家标准",
            "practice": "通行做法",
            "unit": "本单位规定",
        }[self.value]


@dataclass(frozen=True)
class Finding:
    """One fault found (查错结果): ``text[start:end]`` is the place, ``quote`` what stands there.

    For leaks ``quote`` is masked (same length) while the offsets stay exact. ``fix`` is the replacement for
    exactly that place where a machine may make it, None where a person must decide. ``line`` counts from 1.
    """

    rule: str
    category: Category
    severity: Severity
    message: str
    suggestion: str
    source: str
    quote: str
    start: int
    end: int
    line: int
    confidence: float
    fix: str | None = None
