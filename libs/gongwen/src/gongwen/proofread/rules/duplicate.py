"""Duplicates (重复): characters, words, sentences and paragraphs that stand twice by mistake."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from gongwen.proofread.facts.words import common_words
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.lexicon import read_lexicon
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule

_PRACTICE = "公文校对的通行要求"
_SHORTEST_SENTENCE = 12
_SHORTEST_PARAGRAPH = 20
_ARTICLE = re.compile(r"[ \t\u3000]*第[一二三四五六七八九十百零〇\d]{1,7}条")


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
        Example("老年人、残疾人等等群体享受优惠。", "老年人、残疾人等群体享受优惠。"),
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
        r"|(?<![重主需只必纲摘概扼不就还将])要要(?![求点素件紧领闻道害么])"
        r"|等等(?=群体|人员|部门|单位|方面|问题|情况|措施|行业|领域|地区|区域|内容|事项|项目|方式|形式|工作|设施|设备|材料|有关|相关)"
        r"|(?<![一])把把(?!握|关|手|柄|脉|持)|(?<![由自])由由(?!衷)|(?<![便即既刚])将将(?!军|士|领|来|要|近)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        return self.finding(prepared, *match.span(), f"“{match[0]}”重复。", fix=match[0][0])


class DoubledWordEnd(PatternRule):
    """The last character of a word typed again (词尾叠字)."""

    code = "DUP006"
    title = "词尾一字重复"
    why = "词的末一字多打一遍，是常见的录入差错。"
    source = _PRACTICE
    level = Level.PRACTICE
    category = Category.TYPO
    severity = Severity.MINOR
    confidence = 0.9
    has_fix = True
    examples = (
        Example("营造良好的舆论氛围围。", "营造良好的舆论氛围。"),
        Example("加强组织领导导，确保安全。", "加强组织领导，确保安全。"),
    )
    near_misses = (
        "人人参与，处处留心，层层落实。",
        "说得清清楚楚，队伍浩浩荡荡。",
        "走访困难家庭一户户，发放物资一件件。",
    )
    pattern = re.compile(r"(?P<before>[\u4e00-\u9fa5]{2})(?P<one>[\u4e00-\u9fa5])(?P=one)(?=[，。；、：\n]|\Z)")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        before, one = match["before"], match["one"]
        reduplicated = (
            before[0] == before[1] or before[1] in "一几两每" or one in _KIN or one * 2 in common_words()
        )
        if reduplicated or before[1] + one not in common_words():
            return None
        start = match.start("one")
        return self.finding(prepared, start, match.end(), f"“{one}”重复。", fix=one)


_KIN = frozenset("太爷奶妈爸哥弟姐妹叔姑婆公")


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

    @cached_property
    def _reduplicated(self) -> frozenset[str]:
        return frozenset(word for (word,) in read_lexicon("reduplications", ("word",)))

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        word = match["word"]
        # 村的村民 holds 的村的村, and 通知的通知 in a title is a fault of its own kind.
        if word in self._reduplicated or word[0] in "的一几每很太大小好极最更真" or len(set(word)) == 1:
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


class RepeatedClause(PatternRule):
    """The same clause twice within a sentence (分句重复)."""

    code = "DUP007"
    title = "分句连续重复"
    why = "同一分句接连出现两次，多为粘贴、修改后没有删净。"
    source = _PRACTICE
    level = Level.PRACTICE
    category = Category.RESIDUE
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example(
            "对存在隐患的限期整改，对存在隐患的限期整改，守住安全底线。", "对存在隐患的限期整改，守住安全底线。"
        ),
        Example("把矛盾化解在基层、化解在萌芽状态，化解在萌芽状态。", "把矛盾化解在基层、化解在萌芽状态。"),
    )
    near_misses = ("乡、民族乡、镇，民族乡、镇。", "学习，学习，再学习。", "有的要改，有的要停，有的要改要停。")
    pattern = re.compile(
        r"(?P<clause>[^，。；：、！？“”《》（）\n]{6,60})(?P<again>[，、；](?P=clause))(?=[，。；、！？\n]|\Z)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if any(character.isdigit() for character in match["clause"]):
            return None
        return self.finding(prepared, *match.span("again"), f"“{match['clause']}”重复。", fix="")


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
        # Articles of a statute repeat each other's words on purpose.
        if sum(_ARTICLE.match(line.text) is not None for line in prepared.body_lines) >= 3:
            return
        seen: dict[str, int] = {}
        for line in prepared.body_lines:
            wording = line.text.strip(" \t\u3000")
            if len(wording) < _SHORTEST_PARAGRAPH or "|" in wording:
                continue
            first = seen.setdefault(wording, line.number)
            if first != line.number:
                message = f"本段与第{first}行的段落完全相同。"
                yield self.finding(prepared, line.start, line.end, message, suggestion="核对后删去重复的一段。")


class NearParagraph(Rule):
    """Two paragraphs that hardly differ (近似重段)."""

    code = "DUP008"
    title = "段落大部分重复"
    why = "两段文字绝大部分相同，多为两稿合并时没有取舍。"
    source = _PRACTICE
    level = Level.PRACTICE
    category = Category.RESIDUE
    severity = Severity.MINOR
    confidence = 0.8
    examples = (
        Example(
            "各地要落实防汛责任，加强值班值守，备足抢险物资，遇有险情立即报告并组织群众转移。\n市水利局要加强水情监测和预报。\n"
            "各地要切实落实防汛责任，加强值班值守，备足抢险物资，遇有险情立即报告并组织群众转移。",
            "各地要落实防汛责任，加强值班值守，备足抢险物资，遇有险情立即报告并组织群众转移。\n市水利局要加强水情监测和预报。",
        ),
    )
    near_misses = (
        "任命沈若川为云江市财政局副局长，试用期一年，自2026年5月8日起计算，请按规定办理。\n任命林望舒为云江市水利局副局长，试用期一年，自2026年5月8日起计算，请按规定办理。",
    )
    _shortest = 30
    _piece = 5
    _alike = 0.85
    _figures = re.compile(r"\d")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        if (
            prepared.is_bare_statute
            or sum(_ARTICLE.match(line.text) is not None for line in prepared.body_lines) >= 3
        ):
            return
        owner: dict[str, int] = {}
        whole: set[str] = set()
        for line in prepared.body_lines:
            wording = line.text.strip(" \t\u3000")
            if (
                len(wording) < self._shortest
                or "|" in wording
                or self._figures.search(wording)
                or wording in whole
            ):
                continue
            whole.add(wording)
            pieces = {wording[at : at + self._piece] for at in range(len(wording) - self._piece + 1)}
            shared = Counter(owner[piece] for piece in pieces if piece in owner)
            first, count = shared.most_common(1)[0] if shared else (0, 0)
            if count >= self._alike * len(pieces):
                message = f"本段与第{first}行的段落大部分相同。"
                yield self.finding(prepared, line.start, line.end, message, suggestion="核对后合并或删去一段。")
            for piece in pieces:
                owner.setdefault(piece, line.number)


class RepeatedItem(PatternRule):
    """One organ stands twice in a list set apart by 、 (并列项重复)."""

    code = "DUP005"
    title = "并列的单位重复"
    why = "同一单位在一串并列的单位里出现两次，多为漏改，也可能把另一单位写错了。"
    source = _PRACTICE
    level = Level.PRACTICE
    category = Category.CONSISTENCY
    severity = Severity.MINOR
    confidence = 0.9
    examples = (
        Example(
            "由市财政局、市水利局、市民政局、市水利局、市卫生健康委按职责分工负责。",
            "由市财政局、市水利局、市民政局、市卫生健康委按职责分工负责。",
        ),
    )
    near_misses = (
        "乡、民族乡、镇人民政府由乡、民族乡、镇人民代表大会选举产生。",
        "市、县、乡、村四级，市、县、乡、村联动。",
    )
    _organ = re.compile(
        r"[^（）()“”《》]{2,24}(?:局|委|厅|部|办|院|署|社|公司|集团|中心|县|区|委员会|办公室|政府|大学|学校|医院)"
    )
    pattern = re.compile(r"[^，。；：、！？\n]{1,30}(?:、[^，。；：、！？\n]{1,30}){2,60}")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        seen: set[str] = set()
        at = match.start()
        items = match[0].split("、")
        for place, item in enumerate(items):
            # The last item runs on into the rest of the sentence.
            if place < len(items) - 1 and self._organ.fullmatch(item):
                if item in seen:
                    message = f"“{item}”在并列项中重复出现。"
                    suggestion = "删去重复的一项，或改正写错的一项。"
                    return self.finding(prepared, at, at + len(item), message, suggestion=suggestion)
                seen.add(item)
            at += len(item) + 1
        return None
