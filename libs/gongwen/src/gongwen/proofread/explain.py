"""Rules explained in plain Chinese (规则说明), for the command line and the reference page."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.proofread.rule import Rule
from gongwen.proofread.rules import RULES
from gongwen.proofread.visible import visible

_BY_CODE = {rule.code: rule for rule in RULES}


def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the registry."""
    return RULES


def explain(code: str) -> str:
    """What the rule finds, why, an example, a better text, the source, whether the fix is safe.

    Raises KeyError with a Chinese sentence for an unknown code.
    """
    rule = _BY_CODE.get(code.strip().upper())
    if rule is None:
        raise KeyError(f"没有编号为“{code}”的规则，运行 gongwen rules 可查看全部规则。")
    return "\n".join(_explanation(rule))


def _explanation(rule: Rule) -> Iterator[str]:
    yield f"{rule.code} {rule.title}"
    yield ""
    yield f"类别：{rule.category.label}　程度：{rule.severity.label}"
    yield f"为什么：{rule.why}"
    for example in rule.examples:
        yield ""
        yield "错例："
        yield from _indented(example.bad)
        yield "正例："
        yield from _indented(example.good)
    if rule.near_misses:
        yield ""
        yield "不算错："
        for text in rule.near_misses:
            yield from _indented(text)
    yield ""
    yield f"依据：{rule.source}（{rule.level.label}）"
    yield f"自动改正：{_fix_note(rule)}"


def _fix_note(rule: Rule) -> str:
    return "可以，改动只涉及所标位置。" if rule.has_fix else "不可以，须由拟稿人核对后修改。"


def _indented(text: str) -> Iterator[str]:
    for line in visible(text).split("\n"):
        yield f"    {line}"


def reference_page() -> str:
    """The page docs/reference/rules.md: every rule with its examples, generated from the rules themselves."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield "# 查错规则"
    yield ""
    yield "本页由 `gongwen rules --markdown` 从规则生成，请勿手工修改。"
    yield ""
    yield "| 编号 | 规则 | 类别 | 程度 | 可自动改正 |"
    yield "|---|---|---|---|---|"
    for rule in RULES:
        fixes = "是" if rule.has_fix else "否"
        anchor = f"[{rule.code}](#{rule.code.lower()})"
        yield f"| {anchor} | {rule.title} | {rule.category.label} | {rule.severity.label} | {fixes} |"
    for rule in RULES:
        yield ""
        yield f"## {rule.code}"
        yield ""
        yield f"**{rule.title}**"
        yield ""
        yield rule.why
        yield ""
        for example in rule.examples:
            yield from _block("错例", example.bad)
            yield from _block("正例", example.good)
        for text in rule.near_misses:
            yield from _block("不算错", text)
        yield f"依据：{rule.source}（{rule.level.label}）。自动改正：{_fix_note(rule)}"


def _block(label: str, text: str) -> Iterator[str]:
    yield f"{label}："
    yield ""
    yield "```text"
    yield from visible(text).split("\n")
    yield "```"
    yield ""
