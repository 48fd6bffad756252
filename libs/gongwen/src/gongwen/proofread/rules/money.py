"""Amounts in capital numerals (大写金额) against the same amounts in digits."""

from __future__ import annotations

import re
from decimal import Decimal

from gongwen.proofread.facts.quantities import show
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule

_DIGITS = {character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")}
_UNITS = {"拾": 10, "佰": 100, "仟": 1000}
_CAPITALS = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿"
_WORDS = rf"[{_CAPITALS}]{{1,30}}[元圆](?:[{_CAPITALS[:10]}]角)?(?:零?[{_CAPITALS[:10]}]分)?[整正]?"
_FIGURE = r"\d[\d,]{0,18}(?:\.\d{1,6})?[ \u3000]?(?:万|亿)?"


def parse_capitals(text: str) -> Decimal | None:
    """The amount of 壹拾贰万叁仟元伍角整; None where it is not well formed."""
    match = re.fullmatch(
        rf"(?P<whole>[{_CAPITALS}]+)[元圆](?:(?P<tenth>[{_CAPITALS[:10]}])角)?(?:零?(?P<cent>[{_CAPITALS[:10]}])分)?[整正]?",
        text,
    )
    whole = _whole(match["whole"]) if match else None
    if match is None or whole is None:
        return None
    tenths = _DIGITS[match["tenth"]] if match["tenth"] else 0
    cents = _DIGITS[match["cent"]] if match["cent"] else 0
    return whole + Decimal(tenths) / 10 + Decimal(cents) / 100


def _whole(text: str) -> Decimal | None:
    total = section = 0
    digit: int | None = None
    for character in text:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        elif character in _UNITS:
            section += (digit if digit else 1) * _UNITS[character]
            digit = None
        else:
            section += digit or 0
            digit = None
            total = (total + section) * 10**8 if character == "亿" else total + section * 10**4
            section = 0
    return Decimal(total + section + (digit or 0))


class CapitalAmount(PatternRule):
    """The amount in words is the amount in digits."""

    code = "MON001"
    title = "金额大写与小写应一致"
    why = "大小写金额不一致会使付款、合同无法执行。"
    source = "四则运算；票据和结算凭证金额以大写和阿拉伯数字同时记载、二者一致"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.98
    examples = (
        Example("合同金额人民币壹拾贰万元整（￥12000.00）。", "合同金额人民币壹拾贰万元整（￥120000.00）。"),
        Example("拨付经费35万元（大写：叁拾万元整）。", "拨付经费35万元（大写：叁拾伍万元整）。"),
    )
    near_misses = ("合同金额人民币壹佰零贰元伍角整（￥102.50）。", "罚款壹万元，违约金另计（20000元以内）。")
    pattern = re.compile(
        rf"(?P<words>{_WORDS})[ \u3000]{{0,2}}[（(](?:小写|即)?[：:]?(?:人民币)?[￥¥]?[ \u3000]?"
        rf"(?P<figure>{_FIGURE})(?:元)?[整正]?[)）]"
        rf"|(?P<figure2>{_FIGURE})元[ \u3000]{{0,2}}[（(](?:人民币)?(?:大写)?[：:]?(?:人民币)?"
        rf"(?P<words2>{_WORDS})[)）]"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        group = "words" if match["words"] else "words2"
        words, figure = match[group], match["figure"] or match["figure2"]
        amount = parse_capitals(words)
        digits = re.sub(r"[^\d.]", "", figure)
        scale = 10**4 if "万" in figure else 10**8 if "亿" in figure else 1
        if amount is None or amount == Decimal(digits) * scale:
            return None
        message = f"大写金额“{words}”是{show(amount)}元，与小写“{figure}”不一致。"
        return self.finding(prepared, *match.span(), message, suggestion="核对原始凭证，改正其中错误的一处。")
