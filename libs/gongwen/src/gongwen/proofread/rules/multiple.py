"""Multiples (倍数、番数、比例) against the figures in the same sentence."""

from __future__ import annotations

import re
from decimal import Decimal

from gongwen.proofread.facts.numerals import parse_numeral
from gongwen.proofread.facts.quantities import show
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule


class Multiples(PatternRule):
    """倍 and 番 follow from the figures."""

    code = "GRW003"
    title = "倍数、番数应与所列数据相符"
    why = "“增加2倍”是原来的3倍，“翻两番”是原来的4倍，最易算错。"
    source = "增加n倍＝原数×（n＋1）；翻n番＝原数×2的n次方"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example("产量由10万吨增加到30万吨，增加了3倍。", "产量由10万吨增加到30万吨，增加了2倍。"),
        Example("产值由5亿元提高到10亿元，翻了两番。", "产值由5亿元提高到10亿元，翻了一番。"),
    )
    near_misses = ("产量由10万吨增加到30万吨，是原来的3倍。",)
    pattern = re.compile(
        r"(?:由|从)[^，。；\d]{0,10}(?P<a>\d{1,9}(?:\.\d{1,4})?)(?P<unit>[\u4e00-\u9fa5]{0,4}?)(?:增加|增长|提高|提升|上升|扩大|发展|增|升)(?:到|至)[^，。；\d]{0,4}"
        r"(?P<b>\d{1,9}(?:\.\d{1,4})?)(?P=unit)，[^，。；\d]{0,6}?"
        r"(?:(?:增加|增长|扩大|提高)了?(?P<times>\d{1,3}(?:\.\d{1,2})?|[一两二三四五六七八九])倍"
        r"|是[^，。；\d]{0,6}的(?P<ratio>\d{1,3}(?:\.\d{1,2})?|[一两二三四五六七八九])倍"
        r"|翻了?(?P<doubled>[一两二三四])番)(?![多以])"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        before, now = Decimal(match["a"]), Decimal(match["b"])
        if before == 0:
            return None
        ratio = now / before
        if match["doubled"]:
            count = parse_numeral(match["doubled"]) or 1
            wanted, stated = Decimal(2) ** count, f"翻{match['doubled']}番"
        else:
            written = match["times"] or match["ratio"]
            value = Decimal(written) if written[0].isdigit() else Decimal(parse_numeral(written) or 0)
            wanted = value + 1 if match["times"] else value
            stated = f"增加{written}倍" if match["times"] else f"{written}倍"
        if abs(ratio - wanted) <= wanted * Decimal("0.1"):
            return None
        message = f"现数是原数的{show(ratio)}倍，即增加{show(ratio - 1)}倍，与“{stated}”不符。"
        group = "doubled" if match["doubled"] else "times" if match["times"] else "ratio"
        start, end = match.span(group)
        return self.finding(prepared, start, end + 1, message, suggestion="核对数据和倍数、番数。")


class IndustryShares(PatternRule):
    """The shares of the three industries add up to 100."""

    code = "GRW004"
    title = "三次产业比例之和应为100"
    why = "三次产业结构是百分比，三项之和应为100。"
    source = "三次产业结构为各产业增加值占地区生产总值的百分比"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    examples = (
        Example("三次产业结构调整为8.5:42.5:59。", "三次产业结构调整为8.5:42.5:49。"),
        Example("产业结构由12:45:43调整为10:44:47。", "产业结构由12:45:43调整为10:44:46。"),
    )
    near_misses = ("三次产业结构优化为8.3∶42.4∶49.3。", "配合比为1:2:3。")
    pattern = re.compile(
        r"(?<![\d.:：∶])(?P<a>\d{1,2}(?:\.\d{1,2})?)[:：∶](?P<b>\d{1,2}(?:\.\d{1,2})?)[:：∶](?P<c>\d{1,3}(?:\.\d{1,2})?)(?![\d.:：∶])"
    )
    _industry = re.compile(r"三次产业|三产|产业结构|产业比[重例]")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if not self._industry.search(prepared.text, max(0, match.start() - 40), match.start()):
            return None
        parts = [Decimal(match[name]) for name in "abc"]
        summed = sum(parts, Decimal(0))
        if abs(summed - 100) <= Decimal("0.2") or summed < 50:
            return None
        start = match.start("a")
        message = f"三项之和为{show(summed)}，不等于100。"
        return self.finding(prepared, start, match.end(), message, suggestion="核对三次产业比例。")
