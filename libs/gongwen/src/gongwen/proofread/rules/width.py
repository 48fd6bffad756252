"""Full and half width (全角半角): Chinese marks in Chinese text, half-width digits and letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}


def _severity(prepared: Prepared) -> Severity:
    """In a legal text that is only quoted the marks are its publisher's: worth a hint, not a correction."""
    return Severity.INFO if prepared.is_bare_statute else Severity.MINOR


class HalfWidthMark(PatternRule):
    """Chinese text takes full-width marks."""

    code = "WID001"
    title = "中文中应使用全角标点"
    why = "半角标点占位不同，排版后间距不匀，也不合中文标点的形式。"
    source = "GB/T 15834-2011 第5章（标点符号的位置和书写形式）"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example("切实加强领导,压实责任。", "切实加强领导，压实责任。"),
        Example("会议强调:要压实责任.", "会议强调：要压实责任。"),
        Example("秸秆综合利用率达到92%.", "秸秆综合利用率达到92%。"),
    )
    near_misses = (
        "增长3.5%，共1,200户。",
        "网址为https://www.yunjiang.example/a?b=1。",
        "上午8:30开会。",
        "比例尺为1:500。",
        "参见GB/T 9704-2012第7.3条。",
    )
    pattern = re.compile(
        r"(?<=[\u4e00-\u9fa5”》）])[,;:?!](?=[\u4e00-\u9fa5“《（\s]|\d|\Z)"
        r"|(?<=[\u4e00-\u9fa5”》）])\.(?=[\u4e00-\u9fa5“《（\n]|\Z)"
        r"|(?<=[0-9%])[,;?!](?=[\u4e00-\u9fa5“《（])"
        r"|(?<=[0-9%])\.(?=[ \t]*(?:\n|\Z))"
    )
    _statement = re.compile(r"[\u4e00-\u9fa5][^\n]{0,200}\Z")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        after_figure = match[0] == "." and prepared.text[match.start() - 1] in "0123456789%"
        if after_figure and not self._statement.search(prepared.text, max(0, match.start() - 200), match.start()):
            return None
        message = f"半角“{match[0]}”应改为全角。"
        return self.finding(prepared, *match.span(), message, fix=_FULL[match[0]], severity=_severity(prepared))


class HalfWidthBrackets(PatternRule):
    """Brackets around Chinese are full-width."""

    code = "WID002"
    title = "中文括号应使用全角"
    why = "半角括号与中文混排间距不匀，一全一半更会使检索、配对出错。"
    source = "GB/T 15834-2011 第5章（标点符号的位置和书写形式）"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example("各县(区)人民政府要加强领导。", "各县（区）人民政府要加强领导。"),
        Example("各县（区)人民政府要加强领导。", "各县（区）人民政府要加强领导。"),
    )
    near_misses = ("采用函数f(x)计算。", "主机(Server)由市大数据中心管理。")
    pattern = re.compile(r"(?P<open>[(（])(?P<inner>[^()（）\n]{1,80})(?P<close>[)）])")
    _chinese = re.compile(r"[\u4e00-\u9fa5]")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if match["open"] == "（" and match["close"] == "）":
            return None
        mixed = match["open"] != "(" or match["close"] != ")"
        if not mixed and not self._chinese.search(match["inner"]):
            return None
        # The mark of a heading is its own rule's business.
        line_start = prepared.text.rfind("\n", 0, match.start()) + 1
        if not prepared.text[line_start : match.start()].strip() and _NUMERAL.fullmatch(match["inner"]):
            return None
        fix = f"（{match['inner']}）"
        message = "中文括号应用全角“（）”。"
        return self.finding(prepared, *match.span(), message, fix=fix, severity=_severity(prepared))


_NUMERAL = re.compile(r"[一二三四五六七八九十百]{1,5}|\d{1,3}")


class StraightQuotes(Rule):
    """Quotations take Chinese quotation marks."""

    code = "WID003"
    title = "中文引号应使用“”"
    why = "直引号不分左右，不合中文引号的形式。"
    source = "GB/T 15834-2011 4.8"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    has_fix = True
    examples = (Example('推行"一网通办"改革。', "推行“一网通办”改革。"),)
    near_misses = ('屏幕尺寸为21"。', '代码为print("a")。')
    _pair = re.compile(r"\"(?P<inner>[^\"\n]{1,80})\"")
    _chinese = re.compile(r"[\u4e00-\u9fa5]")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for match in self._pair.finditer(prepared.text):
            if self._chinese.search(match["inner"]):
                fix = f"“{match['inner']}”"
                yield self.finding(prepared, *match.span(), "直引号应改为中文引号。", fix=fix)


class FullWidthAlphanumerics(PatternRule):
    """Digits and letters are half-width."""

    code = "WID004"
    title = "数字、字母应使用半角"
    why = "全角数字、字母不能参与检索和计算，排版也不匀。"
    source = "GB/T 15835-2011 第5章（阿拉伯数字的书写）"
    level = Level.NATIONAL_STANDARD
    category = Category.NUMBER
    severity = Severity.MINOR
    has_fix = True
    examples = (Example("全年完成投资１２亿元。", "全年完成投资12亿元。"),)
    pattern = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+(?:[．，][０-９]+)*")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        fix = unicodedata.normalize("NFKC", match[0])
        return self.finding(prepared, *match.span(), f"全角字符“{match[0]}”应改为半角。", fix=fix)


class FullWidthPercent(PatternRule):
    """The percent sign is % throughout."""

    code = "WID005"
    title = "百分号统一用“%”"
    why = "全角“％”与半角“%”混用，会使检索、统计漏数。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.NUMBER
    severity = Severity.INFO
    has_fix = True
    examples = (Example("同比增长5％。", "同比增长5%。"),)
    pattern = re.compile(r"％")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        return self.finding(prepared, *match.span(), "百分号宜用半角“%”。", fix="%")


class BlankWithinWords(PatternRule):
    """No blank between the characters of a sentence."""

    code = "WID006"
    title = "汉字之间夹有空格"
    why = "汉字之间的空格多由复制、转换带入，排版后字距不匀，检索也断在此处。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    confidence = 0.9
    has_fix = True
    examples = (
        Example("推动线上\u00a0线下融合服务。", "推动线上线下融合服务。"),
        Example("请各单位认真 贯彻执行。", "请各单位认真贯彻执行。"),
        Example("特此　通告。", "特此通告。"),
    )
    near_misses = (
        "第一条　为了加强管理，制定本办法。",
        "王　林　李　明等同志参加。",
        "一　总则",
        "云江市人民政府　　2026年5月8日",
    )
    pattern = re.compile(
        r"(?<=[\u4e00-\u9fa5])\u00a0+(?=[\u4e00-\u9fa5])"
        r"|(?<=[\u4e00-\u9fa5]{2}) (?=[\u4e00-\u9fa5]{2,30}[，。；：、])"
        r"|(?<=特此)[ \u3000]+(?=(?:通告|公告|通知|报告|函复|函达|批复|通报)[。\n])"
    )
    _mark = re.compile(
        r"(?:^|\n)[ \t\u3000]*(?:第[一二三四五六七八九十百零〇\d]{1,7}[章节条款项]|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]?|[^\n]{0,8}电)\Z"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        line_start = prepared.text.rfind("\n", 0, match.start()) + 1
        before = prepared.text[line_start : match.start()]
        if match[0] == " " and (" " in before.strip() or self._mark.search(before) or len(before.strip()) < 4):
            return None
        return self.finding(prepared, *match.span(), "汉字之间不应有空格。", fix="")
