"""Duplicates (重复): characters, words, sentences and paragraphs that stand twice by mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule

_PRACTICE = "公文校对的通行要求"
_SHORTEST_SENTENCE = 12
_SHORTEST_PARAGRAPH = 20


class DoubledCharacter(PatternRule):
    """A function word typed twice (叠字)."""

    code = "DUP001"
    title = "虚词重复"
    why = "“的的”“了了”一类重复是最常见的录入差错。"
    source = _PRACTICE
    level = Level.PRACTICE
    category = Category.TYPO
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example("认真做好防汛抗旱的的各项工作。", "认真做好防汛抗旱的各项工作。"),
        Example("会议对对有关事项作出部署。", "会议对有关事项作出部署。"),
    )
    near_misses = (
        "为了了解基层情况，开展专题调研。",
        "这项工作不了了之。",
        "行动目的的确定应当慎重。",
        "要把握好的的确是关键环节。",
        "针对对方提出的问题逐一答复。",
    )
    pattern = re.compile(
        r"(?<![目标靶的])的的(?!确|士)|(?<![为除不])了了(?![解结却断然望])|(?<![但还总凡可只就都而或于是])是是(?!非)"
        r"|(?<![共协温谐调缓总饱平中柔随附应祥暖讲求])和和(?![美气睦善平谐解约县田林硕静顺服政])"
        r"|(?<![针面反相应绝一敌配校派核])对对(?![方象手策比照立外内联子应等抗换错称])"
        r"|(?<![行认因作成称视以较更最大极尤颇甚人有无难])为为(?![了何民])"
        r"|(?<![参给赠授赐])与与(?!会|时|否)|(?<![以涉普危推波顾提])及及(?![时早格])|(?<![实现存所内外潜正自好旨])在在"
        r"|(?<![一])把把(?!握|关|手|柄|脉|持)|(?<![由自])由由(?!衷)|(?<![便即既刚])将将(?!军|士|领|来|要|近)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        return self.finding(prepared, *match.span(), f"“{match[0]}”重复。", fix=match[0][0])


class DoubledWord(PatternRule):
    """A word typed twice in a row (叠词)."""

    code = "DUP002"
    title = "词语连续重复"
    why = "同一词语接连出现两次，多为复制、修改后没有删净。"
    source = _PRACTICE
    level = Level.PRACTICE
    category = Category.TYPO
    severity = Severity.MINOR
    confidence = 0.9
    examples = (
        Example("进一步加强加强安全生产工作。", "进一步加强安全生产工作。"),
        Example("现将有关事项通知如下通知如下：", "现将有关事项通知如下："),
    )
    near_misses = (
        "有关事项一个一个研究解决。",
        "由项目负责人负责人员调配。",
        "各项措施一条一条落实。",
        "各单位单位负责同志参加会议。",
        "大家反复讨论讨论再定。",
    )
    pattern = re.compile(r"(?P<word>(?![一二两三四五六七八九十百千万亿零〇]{2})[\u4e00-\u9fa5]{2,10})(?P=word)")
    _reduplicated = frozenset(
        "研究 讨论 考虑 商量 了解 学习 试验 活动 锻炼 介绍 交流 休息 放松 调查 检查 打听 打扫 收拾 总结 评论 "
        "非常 很多 许多 好多 永远 慢慢 渐渐 常常 往往 仅仅 刚刚 一步 一点 一次 一个 一遍 一层 一件 一条 一天 一年 "
        "一代 一批 一项 一字 一句 一户 一村 一人 一处 一片 一级 一家 多少 哈哈 轰隆 叮当 滴答 呼噜 "
        "负责人 管理人 责任人 单位 代表 人大 主任 部分 必须 妈妈 爸爸 奶奶 爷爷 哥哥 姐姐 弟弟 妹妹 叔叔 星星 宝宝 人人".split()
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        word = match["word"]
        if word in self._reduplicated or word[0] in "一几每" or len(set(word)) == 1:
            return None
        return self.finding(
            prepared, *match.span(), f"“{word}”连续出现两次。", suggestion=f"核对后保留一个“{word}”。"
        )


class RepeatedSentence(Rule):
    """The same sentence twice in a row (重句)."""

    code = "DUP003"
    title = "句子连续重复"
    why = "相邻两句一字不差，多为粘贴两次。"
    source = _PRACTICE
    level = Level.PRACTICE
    category = Category.RESIDUE
    severity = Severity.MAJOR
    has_fix = True
    examples = (
        Example(
            "各地要落实防汛责任，加强值班值守。各地要落实防汛责任，加强值班值守。遇有险情立即报告。",
            "各地要落实防汛责任，加强值班值守。遇有险情立即报告。",
        ),
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        previous = ""
        previous_end = -1
        for sentence in prepared.sentences:
            wording = text[sentence.start : sentence.end].strip()
            adjoins = sentence.start == previous_end
            if adjoins and wording == previous and len(wording) >= _SHORTEST_SENTENCE:
                message = "本句与前一句完全相同。"
                yield self.finding(prepared, sentence.start, sentence.end, message, fix="")
            previous, previous_end = wording, sentence.end


class RepeatedParagraph(Rule):
    """The same paragraph twice in one document (重段)."""

    code = "DUP004"
    title = "段落重复"
    why = "同一段文字出现两次，多为合稿、粘贴时没有删净。"
    source = _PRACTICE
    level = Level.PRACTICE
    category = Category.RESIDUE
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "各地要落实防汛责任，加强值班值守，备足抢险物资。\n市水利局要加强水情监测和预报。\n"
            "各地要落实防汛责任，加强值班值守，备足抢险物资。",
            "各地要落实防汛责任，加强值班值守，备足抢险物资。\n市水利局要加强水情监测和预报。",
        ),
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        seen: dict[str, int] = {}
        for line in prepared.body_lines:
            wording = line.text.strip(" \t\u3000")
            if len(wording) < _SHORTEST_PARAGRAPH or "|" in wording:
                continue
            first = seen.setdefault(wording, line.number)
            if first != line.number:
                message = f"本段与第{first}行的段落完全相同。"
                yield self.finding(prepared, line.start, line.end, message, suggestion="核对后删去重复的一段。")
