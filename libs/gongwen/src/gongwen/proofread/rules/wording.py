"""Words (用词): words that say the same thing twice or do not go together."""

from __future__ import annotations

import re

from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule

_DICTIONARY = "现代汉语通用词语规范写法"


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
