"""Words (用词): confusable words that are wrong in every context, and collocations that are certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.lexicon import read_lexicon
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule

_DICTIONARY = "现代汉语通用词语规范写法"


class Confusables(Rule):
    """A word written with the wrong character (错别字)."""

    code = "TYP001"
    title = "错别字"
    why = "同音、形近字误用是公文差错中最常见的一类，有损机关严肃性。"
    source = _DICTIONARY
    level = Level.PRACTICE
    category = Category.TYPO
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example("认真布署防汛工作。", "认真部署防汛工作。"),
        Example("核对银行帐户信息。", "核对银行账户信息。"),
        Example("一如继往抓好落实。", "一如既往抓好落实。"),
    )
    near_misses = (
        "按排名先后安排座位。",
        "统一公布署名单位。",
        "按装机容量测算。",
        "恢复盖章流程。",
        "新建的一座落成投用。",
        "由本人自己经办。",
    )

    @cached_property
    def _entries(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        rows = read_lexicon("confusables", ("wrong", "right", "exceptions"))
        return {
            wrong: (right, tuple(one for one in exceptions.split("|") if one)) for wrong, right, exceptions in rows
        }

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(sorted(map(re.escape, self._entries), key=len, reverse=True)))

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for match in self._pattern.finditer(text):
            wrong = match[0]
            right, exceptions = self._entries[wrong]
            if not any(_stands_in(text, match.start(), wrong, whole) for whole in exceptions):
                yield self.finding(prepared, *match.span(), f"“{wrong}”应为“{right}”。", fix=right)


def _stands_in(text: str, start: int, word: str, whole: str) -> bool:
    """Whether the word at ``start`` is only a part of ``whole``."""
    begin = start - whole.index(word)
    return begin >= 0 and text.startswith(whole, begin)


class CutoffWord(PatternRule):
    """截至 comes before a point of time, 截止 after it."""

    code = "TYP002"
    title = "“截至”与“截止”混用"
    why = "“截至”后接时间，表示到某时为止；“截止”表示停止，不带时间宾语。"
    source = _DICTIONARY
    level = Level.PRACTICE
    category = Category.TYPO
    severity = Severity.MINOR
    confidence = 0.9
    has_fix = True
    examples = (Example("截止2026年11月底，已完成投资12亿元。", "截至2026年11月底，已完成投资12亿元。"),)
    near_misses = ("报名时间截止2026年5月8日。", "报名于5月8日截止。", "截止日期为5月8日。")
    pattern = re.compile(
        r"截止(?:到)?(?=(?:\d{2,4}年|\d{1,2}月|目前|现在|今[天日年]|去年|上[月年]|本[月年]|昨[天日]|[年月]底|当前))"
    )
    _deadline = re.compile(
        r"(?:报名|申报|投标|申请|受理|征集|缴费|登记|提交|报送|时间|日期|期限|有效期)[为是：]?\Z"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if self._deadline.search(prepared.text, max(0, match.start() - 6), match.start()):
            return None
        return self.finding(prepared, *match.span(), f"后接时间，“{match[0]}”应为“截至”。", fix="截至")


class DoubledCutoff(PatternRule):
    """截至 and 为止 say the same."""

    code = "WRD001"
    title = "“截至”与“为止”重复"
    why = "“截至”已含“到……为止”的意思。"
    source = _DICTIONARY
    level = Level.PRACTICE
    category = Category.WORDING
    severity = Severity.MINOR
    examples = (Example("截至目前为止，已完成投资12亿元。", "截至目前，已完成投资12亿元。"),)
    pattern = re.compile(r"截[至止]到?[^，。；\n截]{1,14}?为止")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        return self.finding(
            prepared, *match.span(), f"“{match[0]}”语义重复。", suggestion="删去“为止”，或改用“到……为止”。"
        )


class DoubleNegative(PatternRule):
    """防止…不再发生 says the opposite of what is meant."""

    code = "WRD002"
    title = "否定不当"
    why = "“防止事故不再发生”等于要事故发生，意思正好相反。"
    source = "现代汉语语法"
    level = Level.PRACTICE
    category = Category.GRAMMAR
    severity = Severity.MAJOR
    examples = (
        Example("采取有力措施，防止类似事故不再发生。", "采取有力措施，防止类似事故再次发生。"),
        Example("切忌不要形式主义。", "切忌形式主义。"),
    )
    near_misses = ("加强防护，确保类似事故不再发生。", "避免因准备不足发生事故。")
    pattern = re.compile(
        r"(?:防止|避免|杜绝|以免|以防)[^，。；\n防避杜以]{0,16}?(?:不再|不会|不要|不)(?:重复|重新)?(?:发生|出现)|切忌(?:不要|不可|勿)|(?:严禁|禁止)(?:不得|不准|不许)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        message = f"“{match[0]}”多用了一个否定，意思相反。"
        return self.finding(prepared, *match.span(), message, suggestion="删去其中一个否定词。")


class DoubledReason(PatternRule):
    """原因是由于 gives the reason twice."""

    code = "WRD003"
    title = "“原因是由于”句式杂糅"
    why = "“原因是”与“由于”重复，两种句式杂糅。"
    source = "现代汉语语法"
    level = Level.PRACTICE
    category = Category.GRAMMAR
    severity = Severity.MINOR
    examples = (Example("进度滞后的主要原因是由于资金不足。", "进度滞后的主要原因是资金不足。"),)
    pattern = re.compile(r"原因(?:就|主要)?是(?:由于|因为)|原因在于(?:由于|因为)")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        return self.finding(
            prepared,
            *match.span(),
            f"“{match[0]}”重复表示原因。",
            suggestion="保留“原因是”，删去“由于”“因为”。",
        )


class MissingSubject(PatternRule):
    """通过…，使… leaves the sentence without a subject (成分残缺)."""

    code = "WRD004"
    title = "“通过……使……”缺主语"
    why = "介词“通过”和动词“使”连用，把主语掩盖掉了。"
    source = "现代汉语语法"
    level = Level.PRACTICE
    category = Category.GRAMMAR
    severity = Severity.MINOR
    confidence = 0.8
    examples = (
        Example(
            "通过开展专题培训，使干部能力得到提高。",
            "通过开展专题培训，干部能力得到提高。",
        ),
    )
    near_misses = ("通过招标，使用单位确定了供应商。", "我们通过专题培训，使干部能力得到提高。")
    pattern = re.compile(
        r"(?:(?<=[。；！\n\u3000])|^)(?P<through>通过|经过)[^，。；\n通经]{2,30}，(?P<make>使)(?![用命馆者节领徒臣劲唤得])",
        re.MULTILINE,
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        message = f"“{match['through']}……使……”缺主语。"
        return self.finding(prepared, *match.span(), message, suggestion=f"删去“{match['through']}”或“使”。")
