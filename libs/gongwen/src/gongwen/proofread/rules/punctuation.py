"""Punctuation (标点符号) by GB/T 15834-2011: which mark stands where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import Role
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule


class ListCommaBetweenTitles(PatternRule):
    """No 、 between adjacent titles or quotations."""

    code = "PUN001"
    title = "并列的书名号、引号之间通常不用顿号"
    why = "书名号、引号本身已经分清各项，再加顿号多余；其间另有括注的仍用顿号。"
    source = "GB/T 15834-2011 4.5.3.5"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.INFO
    has_fix = True
    examples = (
        Example("根据《预算法》、《审计法》有关规定执行。", "根据《预算法》《审计法》有关规定执行。"),
        Example("推行“一网通办”、“一窗受理”改革。", "推行“一网通办”“一窗受理”改革。"),
    )
    near_misses = (
        "根据《采购办法》（试行）、《审计法》有关规定执行。",
        "“双随机”检查、“一网通办”改革同步推进。",
    )
    pattern = re.compile(r"(?<=[》”])、(?=[《“])")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        # The standard says 通常: a fault in what an office drafts, a hint in a text from elsewhere.
        severity = Severity.MINOR if prepared.is_office_paper else Severity.INFO
        message = "并列的书名号或引号之间通常不用顿号。"
        return self.finding(prepared, *match.span(), message, fix="", severity=severity)


class DashAndEllipsis(PatternRule):
    """The dash takes two cells, the ellipsis six dots."""

    code = "PUN002"
    title = "破折号、省略号的形式"
    why = "破折号为“——”、省略号为“……”，用连字符、句点代替会在换行时断开。"
    source = "GB/T 15834-2011 4.10、4.11"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example("防汛、抗旱、森林防火...都要抓实。", "防汛、抗旱、森林防火……都要抓实。"),
        Example("一个目标--建设服务型机关。", "一个目标——建设服务型机关。"),
    )
    near_misses = ("型号为A--B的设备。", "目录……12")
    pattern = re.compile(
        r"(?<=[\u4e00-\u9fa5，、；：”》）])(?P<dots>\.{3,12}|。{3,12}|·{3,12}|…(?!…)(?<!……))(?=[\u4e00-\u9fa5，。；：！？“《（\n]|\Z)"
        r"|(?<=[\u4e00-\u9fa5”》）])-{2,3}(?=[\u4e00-\u9fa5“《（])"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        right, name = ("……", "省略号") if match["dots"] else ("——", "破折号")
        return self.finding(prepared, *match.span(), f"{name}应写作“{right}”。", fix=right)


class EllipsisWithEtc(PatternRule):
    """省略号 and 等 do not stand together."""

    code = "PUN003"
    title = "“等”与省略号不并用"
    why = "“等”已表示列举未尽，再用省略号重复。"
    source = "GB/T 15834-2011 4.11"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    has_fix = True
    examples = (Example("配备沙袋、水泵、雨衣等……", "配备沙袋、水泵、雨衣等"),)
    near_misses = ("等等！他喊道……", "分为三等……")
    pattern = re.compile(r"(?<=[\u4e00-\u9fa5])(?<![一二三四五上中下何平])等等?(?P<dots>……)")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        return self.finding(prepared, *match.span("dots"), "“等”后不再用省略号。", fix="")


class ListCommaBeforeLast(PatternRule):
    """No 、 before 等 or before the 和、及、与 that joins the last item."""

    code = "PUN004"
    title = "“等”“和”“及”“以及”之前不用顿号"
    why = "连词和“等”已表示并列或列举结束，前面再用顿号重复。"
    source = "GB/T 15834-2011 4.5"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    confidence = 0.9
    has_fix = True
    examples = (
        Example("检查电梯、锅炉、等特种设备。", "检查电梯、锅炉等特种设备。"),
        Example("市公安局、市应急局、和市消防救援支队参加。", "市公安局、市应急局和市消防救援支队参加。"),
    )
    near_misses = (
        "发扬自信、和谐的精神。",
        "做到准确、及时。",
        "分为一等、二等、等外三类。",
        "调整津贴、等级工资。",
        "坚持创新、与时俱进。",
    )
    pattern = re.compile(
        r"(?<=[\u4e00-\u9fa5A-Za-z0-9”》）])、"
        r"(?=等(?![级待额离效同值高距候外次分比温压幅宽差号腰边边速量式])"
        r"|和(?![谐平解睦美田县而善气顺合声硕林龙政畅缓暖约服好乐面风衷盘])"
        r"|及(?![时早格物冠笄])|以及)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        return self.finding(prepared, *match.span(), "此处不应用顿号。", fix="")


class RepeatedMarks(PatternRule):
    """The same mark twice, or two marks that exclude each other."""

    code = "PUN005"
    title = "标点重复、连用"
    why = "连用的标点多为修改时没有删净，使句子断法不明。"
    source = "GB/T 15834-2011 第4章"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example("切实加强领导，，压实责任。", "切实加强领导，压实责任。"),
        Example("切实加强领导，。压实责任。", "切实加强领导。压实责任。"),
    )
    near_misses = ("怎么办？！必须立即整改！！", "目录……")
    pattern = re.compile(
        r"(?<![。，、；：])(?:。{2}|，{2,6}|、{2,6}|；{2,6}|：{2,6}|[，、；：]。|。[，、；：]|[，；：]、|、[，；：]|，[；：]|；，|：，)(?![。，、；：])"
    )
    _stop = "。；：，、"

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        strongest = min(match[0], key=self._stop.index)
        return self.finding(prepared, *match.span(), f"标点“{match[0]}”连用。", fix=strongest)


class DoubledAtQuotationEnd(PatternRule):
    """A sentence is ended once, inside or outside the closing quotation mark."""

    code = "PUN006"
    title = "引号内外的句末点号不重复"
    why = "完整引用的点号在引号内，部分引用的在引号外，只用一处。"
    source = "GB/T 15834-2011 4.8"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example("他说：“一定按期完成任务。”。", "他说：“一定按期完成任务。”"),
        Example("牢记“人民至上，”的理念。", "牢记“人民至上”的理念。"),
    )
    near_misses = ("他说：“一定按期完成任务。”会后即作部署。",)
    pattern = re.compile(r"(?<=[\u4e00-\u9fa5])(?:(?P<inner>[。！？])”(?P<outer>[。，；])|(?P<comma>[，、；])”)")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if match["comma"]:
            return self.finding(prepared, *match.span("comma"), "引号内末尾不应用这个点号。", fix="")
        if match["outer"] == "。":
            return self.finding(prepared, *match.span("outer"), "引号内已有句末点号，引号外不再用句号。", fix="")
        message = "引文末尾的点号与引号外的点号重复。"
        return self.finding(
            prepared, *match.span("inner"), message, suggestion="引文作句子成分的，删去引号内的点号。"
        )


_PAIRS = {"（": "）", "《": "》", "〈": "〉", "〔": "〕", "【": "】", "“": "”", "‘": "’", "「": "」"}
_FULL_WIDTH = {"(": "（", ")": "）"}
_QUOTES = "”」"
_OPENING_QUOTES = "“「"
_PARAGRAPH_ENDS = ("。", "！", "？", "：", "；")
_OPENERS = {close: opener for opener, close in _PAIRS.items()}


class UnpairedMarks(Rule):
    """Brackets and quotation marks come in pairs."""

    code = "PUN007"
    title = "括号、书名号、引号应成对"
    why = "缺一半的括号、引号使引用和注释的起止不明。"
    source = "GB/T 15834-2011 4.8、4.9、4.15"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    confidence = 0.9
    examples = (
        Example("根据《云江市公文处理办法有关规定执行。", "根据《云江市公文处理办法》有关规定执行。"),
        Example("各县（区人民政府要加强领导。", "各县（区）人民政府要加强领导。"),
        Example("落实“双减政策，加强督查。", "落实“双减”政策，加强督查。"),
    )
    near_misses = (
        "主任强调：“要压实责任。\n“要加强督查。”",
        "1）压实责任；2）加强督查。",
        "凭《矿产资\n源勘查许可证》办理。",
        "（2018年9月1日通过\n根据2024年5月1日决定修正）",
    )
    _marks = re.compile("[" + "".join(_PAIRS) + "".join(_OPENERS) + "()]")
    _enacted = re.compile(r"(?:通过|批准|修订|修正|公布|发布)\Z")
    """The note under the title of a statute, in brackets and often broken into lines."""
    _reach = re.compile(r".[^。！？；\n]{0,60}[。；]?")
    _numbered = re.compile(r"(?:^|[；，。：、\s])(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3})\Z", re.MULTILINE)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        quotations: list[tuple[str, int]] = []
        opened: list[tuple[str, int]] = []
        for line in prepared.lines:
            for match in self._marks.finditer(line.text):
                mark, at = _FULL_WIDTH.get(match[0], match[0]), line.start + match.start()
                if mark in _PAIRS:
                    opened.append((mark, at))
                elif opened and opened[-1][0] == _OPENERS[mark]:
                    _, since = opened.pop()
                    if mark in _QUOTES and not line.text[: max(0, since - line.start)].strip():
                        quotations = []
                elif mark in _QUOTES and quotations and not opened:
                    quotations.pop()
                else:
                    yield from self._closed(prepared, opened, mark, at)
            if opened and opened[0][0] in _OPENING_QUOTES:
                # A quotation that goes on opens each paragraph anew, and only its last paragraph closes it.
                quotations = [opened.pop(0)]
            broken = line.role is not Role.TABLE and not line.text.rstrip().endswith(_PARAGRAPH_ENDS)
            for mark, at in opened:
                if not (broken and line.text and at >= line.start):
                    yield self._unpaired(prepared, mark, at)
            # Text taken from a page breaks its lines anywhere, so a pair may close on the line below.
            opened = [one for one in opened if broken and line.text and one[1] >= line.start]
        for mark, at in [*quotations, *opened]:
            yield self._unpaired(prepared, mark, at)

    def _closed(self, prepared: Prepared, opened: list[tuple[str, int]], mark: str, at: int) -> Iterator[Finding]:
        """A closing mark that does not fit the last opening one: what it skips was never closed."""
        if _OPENERS[mark] in [opener for opener, _ in opened[-4:]]:
            while opened[-1][0] != _OPENERS[mark]:
                yield self._unpaired(prepared, *opened.pop())
            opened.pop()
        elif mark != "）" or not (
            self._numbered.search(prepared.text, max(0, at - 4), at)
            or self._enacted.search(prepared.text, max(0, at - 4), at)
        ):
            yield self._unpaired(prepared, mark, at)

    def _unpaired(self, prepared: Prepared, mark: str, at: int) -> Finding:
        partner = _PAIRS.get(mark) or _OPENERS[mark]
        message = f"“{mark}”缺少与之成对的“{partner}”。"
        # Where the missing half belongs only the drafter knows: somewhere before the clause ends.
        reach = self._reach.match(prepared.text, at) if mark in _PAIRS else None
        end = reach.end() if reach is not None else at + 1
        return self.finding(prepared, at, end, message, suggestion=f"在适当位置补上“{partner}”或删去此标点。")


class NestedTitles(PatternRule):
    """A title inside a title takes single title marks."""

    code = "PUN008"
    title = "书名号内再用书名号，里层用单书名号"
    why = "里外层同用双书名号，分不清哪个是被引文件的全称。"
    source = "GB/T 15834-2011 4.15"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example(
            "执行《关于印发《防汛预案》的通知》有关规定。",
            "执行《关于印发〈防汛预案〉的通知》有关规定。",
        ),
    )
    pattern = re.compile(r"(?<=《)(?P<before>[^《》\n]{0,60})《(?P<inner>[^《》\n]{1,60})》(?=[^《》\n]{0,60}》)")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        start = match.start("inner") - 1
        fix = f"〈{match['inner']}〉"
        return self.finding(prepared, start, match.end(), "书名号内的书名号应改用单书名号。", fix=fix)


class TitleEnd(Rule):
    """The title of a document ends without a mark."""

    code = "PUN009"
    title = "公文标题末尾不加标点"
    why = "标题不是句子，末尾加标点不合公文标题的写法。"
    source = "GB/T 15834-2011 附录B（标题末尾标点的用法）"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example(
            "---\ntitle: 云江市人民政府关于做好防汛工作的通知。\n---\n请认真做好防汛工作。",
            "---\ntitle: 云江市人民政府关于做好防汛工作的通知\n---\n请认真做好防汛工作。",
        ),
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        title = prepared.title
        if title is not None and title.value.endswith(("。", "；", "，", "：", ".", ";")):
            yield self.finding(prepared, title.end - 1, title.end, "公文标题末尾不应加标点。", fix="")


class RangeMark(PatternRule):
    """A range takes one dash or one wave (连接号)."""

    code = "PUN010"
    title = "起止范围的连接号"
    why = "起止之间用一字线“—”或浪纹线“～”，用破折号、双连字符会被读作解释。"
    source = "GB/T 15834-2011 4.13"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example("规划期为2026年——2030年。", "规划期为2026年—2030年。"),
        Example("增速保持在5%~6%。", "增速保持在5%～6%。"),
        Example("发车间隔20～—30分钟。", "发车间隔20～30分钟。"),
    )
    near_misses = ("目标年份——2030年如期实现。", "路径为/home/~user。")
    pattern = re.compile(
        r"(?<=\d)(?P<unit>[年月日时%]?)(?P<mark>——|-{2,3}|~{1,2}|～～|[～~][—-]{1,2}|[—-]{1,2}[～~])(?=\d)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        right = "～" if "~" in match["mark"] or "～" in match["mark"] else "—"
        return self.finding(prepared, *match.span("mark"), f"连接号应写作“{right}”。", fix=right)


class ApproximateWithComma(PatternRule):
    """Two adjacent numerals for a rough figure take no 、 (概数)."""

    code = "PUN011"
    title = "相邻数字表示概数不用顿号"
    why = "“三四个”是概数，“三、四个”会被读作三个和四个。"
    source = "GB/T 15834-2011 4.5.3.4"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    confidence = 0.85
    has_fix = True
    examples = (Example("抽查了三、四个乡镇。", "抽查了三四个乡镇。"),)
    near_misses = (
        "第三、四个季度分别检查。",
        "一、二年级学生参加。",
        "发展二、三产业。",
        "三、五个乡镇的情况。",
    )
    pattern = re.compile(
        r"(?<![第一二三四五六七八九十百千、\d])(?P<first>[一二三四五六七八])、(?P<second>[二三四五六七八九])"
        r"(?=(?:个(?!季|月份|方|阶|问)|天|名|件|次|元|公里|米|斤|吨|人|户|十|百|千|万))"
    )
    _order = "一二三四五六七八九"

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        at_line_start = match.start() == 0 or prepared.text[match.start() - 1] in "\n \t\u3000"
        if at_line_start or self._order.index(match["second"]) - self._order.index(match["first"]) != 1:
            return None
        fix = match["first"] + match["second"]
        return self.finding(prepared, *match.span(), "相邻数字连用表示概数，中间不用顿号。", fix=fix)
