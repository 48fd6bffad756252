"""Marks between clauses and items (句内点号) by GB/T 15834-2011: which of 、，；。 stands between what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import Role
from gongwen.document.structure import Line
from gongwen.proofread.facts.headings import mark_of
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule

_HAN = "\u4e00-\u9fa5"


class ListCommaBetweenClauses(PatternRule):
    """、 joins items, not clauses and not a subject with its verb."""

    code = "PUN012"
    title = "顿号误用在分句之间或句子成分之间"
    why = "顿号只用于并列词语之间；分句之间用逗号，介词短语和谓语之间不停顿。"
    source = "GB/T 15834-2011 4.5"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    confidence = 0.85
    examples = (
        Example("要把信访工作、纳入年度督查计划。", "要把信访工作纳入年度督查计划。"),
        Example("不得超标准配备公务用车、所需经费自行解决。", "不得超标准配备公务用车，所需经费自行解决。"),
        Example("时间紧、任务重、但各单位要按期完成。", "时间紧、任务重，但各单位要按期完成。"),
        Example(
            "采取粉碎还田、打捆离田；饲料化、能源化等方式。", "采取粉碎还田、打捆离田、饲料化、能源化等方式。"
        ),
    )
    near_misses = (
        "要把教育、卫生纳入年度计划。",
        "发挥但书条款的作用。",
        "坚持创新、从而实现发展的路子走得通吗？",
    )
    pattern = re.compile(
        rf"(?:(?<=[。，；：\n])|^)[^，。；：、\n]{{0,14}}[把将][^，。；：、\n]{{2,18}}(?P<verb>、)(?=(?:纳入|列入|作为|列为|报送|移送|转交)(?!的)[{_HAN}]{{2,12}}[，。；])"
        rf"|(?:采取|通过|采用|利用)(?:[{_HAN}]{{2,8}}、){{1,4}}[{_HAN}]{{2,8}}(?P<inner>；)(?=[{_HAN}]{{2,8}}、[{_HAN}]{{2,8}}等)"
        rf"|(?<=[{_HAN}\\d%])(?P<change>、)(?=(?:同比|比上年)?(?:增长|下降)\\d)"
        rf"|(?<=[{_HAN}])(?P<clause>、)(?=(?:但是|但(?!书)|因此|所以|而且|以便|以免|否则|同时也)[{_HAN}]|所需(?:经费|资金|费用)[{_HAN}]{{0,4}}(?:由|从|列|自行|纳入))",
        re.MULTILINE,
    )
    _same_elsewhere = re.compile(rf"[{_HAN}%]，(?:同比|比上年)?(?:增长|下降)\d")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if match["verb"]:
            if "、" in prepared.text[max(0, match.start() - 8) : match.start("verb")]:
                return None
            return self.finding(prepared, *match.span("verb"), "此处不应停顿。", suggestion="删去顿号。")
        if match["inner"]:
            return self.finding(prepared, *match.span("inner"), "并列词语之间不用分号。", suggestion="改为顿号。")
        if match["change"]:
            low, high = max(0, match.start() - 60), match.end() + 60
            if not self._same_elsewhere.search(prepared.text, low, high):
                return None
            message = "数据与增幅之间的标点前后不一致。"
            return self.finding(prepared, *match.span("change"), message, suggestion="改为逗号。")
        return self.finding(prepared, *match.span("clause"), "分句之间不用顿号。", suggestion="改为逗号。")


class CommaBetweenWords(PatternRule):
    """Short items before 等方式 are joined by 、."""

    code = "PUN013"
    title = "并列词语之间应用顿号"
    why = "“通过……等方式”中的并列词语属同一层次，用逗号会把一句话断成几截。"
    source = "GB/T 15834-2011 4.5.3.1"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    confidence = 0.85
    has_fix = True
    examples = (
        Example(
            "督导采取查阅资料，实地察看，随机访谈等方式进行。",
            "督导采取查阅资料、实地察看、随机访谈等方式进行。",
        ),
    )
    near_misses = (
        "通过摸底排查，组织专家会诊，采取约谈等方式督促整改。",
        "采取现场检查、随机抽查等方式进行。",
    )
    pattern = re.compile(
        rf"(?<=采取|通过|采用|运用|利用)(?P<items>[{_HAN}]{{2,6}}(?:，[{_HAN}]{{2,6}}){{1,5}})(?=等(?:多种|各种)?(?:方式|形式|办法|措施|手段|途径|方法))"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        lengths = {len(item) for item in match["items"].split("，")}
        if max(lengths) - min(lengths) > 1:
            return None
        fix = match["items"].replace("，", "、")
        return self.finding(prepared, *match.span("items"), "并列词语之间应用顿号。", fix=fix)


class ParagraphEnd(Rule):
    """A paragraph does not end on 、 or ，, and the last item of a list not on ；."""

    code = "PUN014"
    title = "段末标点错误"
    why = "段末用逗号、顿号，或末项用分号，说明句子没有写完或删改后没有收尾。"
    source = "GB/T 15834-2011 4.1"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    has_fix = True
    confidence = 0.9
    examples = (
        Example("请各单位按时报送材料、\n\n联系人：沈若川", "请各单位按时报送材料。\n\n联系人：沈若川"),
        Example(
            "一、工作措施\n1. 加强监测；\n2. 及时预警；\n二、工作要求\n压实责任。",
            "一、工作措施\n1. 加强监测；\n2. 及时预警。\n二、工作要求\n压实责任。",
        ),
        Example(
            "符合下列条件的可以申报：\n1. 依法登记；\n2. 信用良好。\n3. 业绩突出；\n4. 无不良记录。",
            "符合下列条件的可以申报：\n1. 依法登记；\n2. 信用良好；\n3. 业绩突出；\n4. 无不良记录。",
        ),
    )
    near_misses = (
        "一、工作措施\n（一）加强监测；\n（二）及时预警。\n二、工作要求\n压实责任。",
        "请各单位按时，\n报送材料。",
    )
    _roles = frozenset({Role.BODY, Role.HEADING, Role.ATTACHMENT_BODY})

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        lines = [line for line in prepared.lines if line.role is not Role.TABLE]
        for line, following in zip(lines, [*lines[1:], None], strict=False):
            text = line.text.rstrip()
            if line.role not in self._roles or len(text) < 6 or text.count("、") + text.count("，") == len(text):
                continue
            at = line.start + len(text) - 1
            if text[-1] in "、，" and following is not None and not following.text.strip():
                yield self.finding(prepared, at, at + 1, f"段末不应用“{text[-1]}”。", fix="。")
        yield from self._items(prepared, [line for line in lines if line.text.strip()])

    def _items(self, prepared: Prepared, lines: list[Line]) -> Iterator[Finding]:
        """Items in a row, one a line: all but the last end on ；, the last on 。."""
        for index, line in enumerate(lines[:-1]):
            text, following = line.text.rstrip(), lines[index + 1]
            if line.role not in self._roles or text[-1:] not in ("；", "。") or len(text) > 80:
                continue
            here, after = mark_of(0, 0, text), mark_of(0, 0, following.text)
            at = line.start + len(text) - 1
            if text[-1] == "；":
                ends = after is not None and (
                    after.level < here.level if here else after.level == 1 and self._is_unmarked(lines, index)
                )
                if ends:
                    yield self.finding(prepared, at, at + 1, "末项之后应用句号。", fix="。")
            elif self._within_list(lines, index, here.level if here else 0):
                yield self.finding(prepared, at, at + 1, "并列各项之间应统一用分号。", fix="；")

    @staticmethod
    def _is_unmarked(lines: list[Line], index: int) -> bool:
        """Whether the line before, too, is an item without a number and ends on ；."""
        before = lines[index - 1].text.rstrip() if index else ""
        return before.endswith("；") and mark_of(0, 0, before) is None

    @staticmethod
    def _within_list(lines: list[Line], index: int, level: int) -> bool:
        """Whether the lines around are items of the same level (0 without a number) that end on ；."""
        if index == 0 or index + 1 >= len(lines):
            return False
        before, after = lines[index - 1].text.rstrip(), lines[index + 1].text.rstrip()
        marks = mark_of(0, 0, before), mark_of(0, 0, after)
        if level == 0:
            return marks == (None, None) and after.endswith("；") and before.endswith(("：", "；"))
        return (
            all(mark is not None and mark.level == level for mark in marks)
            and before.endswith("；")
            and after.endswith("；")
        )


class QuestionMark(PatternRule):
    """？ stands after a question."""

    code = "PUN015"
    title = "陈述句误用问号"
    why = "没有疑问语气的句子用问号，语气和意思都不对。"
    source = "GB/T 15834-2011 4.2"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    confidence = 0.85
    has_fix = True
    examples = (
        Example("感谢您对交通运输工作的关心和支持？", "感谢您对交通运输工作的关心和支持。"),
        Example("请各单位认真贯彻执行？", "请各单位认真贯彻执行。"),
    )
    near_misses = (
        "感谢之余，我们做得怎么样？",
        "请问何时办结？",
        "请各单位对照检查，落实了没有？",
        "特此请示，妥否？",
    )
    pattern = re.compile(
        r"(?:(?<=[。！？；：\n\u3000”])|^)(?P<sentence>(?:衷心|诚挚|特此|诚恳|再次)?(?:感谢|希望|请(?!问)|望|恳请|敬请|现将|根据|为|要|必须|特此|为了)[^。！？；\n“”]{4,80})？",
        re.MULTILINE,
    )
    _asking = re.compile(
        r"[吗呢么谁哪何怎几吧]|什么|多少|是否|能否|可否|当否|妥否|与否|难道|岂|还是|不[能会是]|没有|多[大长久高]|[好行对]不|为啥"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if self._asking.search(match["sentence"]):
            return None
        return self.finding(prepared, match.end() - 1, match.end(), "没有疑问语气，不应用问号。", fix="。")


class TitleMarksAroundNoWork(PatternRule):
    """《》 stand around works and documents, not around courses, meetings and campaigns."""

    code = "PUN016"
    title = "书名号误用"
    why = "书名号只用于书刊、文件、作品名；培训班、会议、活动、称号等名称用引号或不加标点。"
    source = "GB/T 15834-2011 4.15、附录A.13"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    confidence = 0.9
    has_fix = True
    examples = (
        Example("会后组织《数据共享业务培训班》。", "会后组织“数据共享业务培训班”。"),
        Example("开展《安全生产月》活动，授予《先进集体》称号。", "开展“安全生产月”活动，授予“先进集体”称号。"),
    )
    near_misses = ("印发《全市安全生产月活动方案》。", "学习《关于召开动员会的通知》。")
    pattern = re.compile(
        r"《(?P<name>[^《》\n]{2,20}(?:培训班|研讨班|进修班|轮训班|座谈会|研讨会|推进会|现场会|动员会|博览会|展销会|交易会|洽谈会|大赛|竞赛|锦标赛"
        r"|专项行动|宣传周|宣传月|活动月|活动周|领导小组|工作专班|志愿者协会))》"
        r"|《(?P<honour>[^《》\n]{2,16})》(?=称号|荣誉称号|活动(?![方的])|专项行动|大赛)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        fix = f"“{match['name'] or match['honour']}”"
        return self.finding(prepared, *match.span(), "此名称不是书刊、文件，不用书名号。", fix=fix)


class RecipientGroups(PatternRule):
    """Recipients of one kind are joined by 、, kinds are set apart by ，."""

    code = "PUN017"
    title = "主送机关类与类之间应用逗号"
    why = "同类机关之间用顿号，不同类机关之间用逗号，层次才分得清。"
    source = "GB/T 15834-2011 4.5；公文主送机关的通行写法"
    level = Level.PRACTICE
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    confidence = 0.9
    has_fix = True
    examples = (
        Example(
            "云江市人民政府关于做好防汛工作的通知\n\n各县（区）人民政府、市政府各部门、各直属机构：\n\n请认真做好防汛工作。",
            "云江市人民政府关于做好防汛工作的通知\n\n各县（区）人民政府，市政府各部门、各直属机构：\n\n请认真做好防汛工作。",
        ),
    )
    near_misses = ("各县（区）人民政府、市政府各部门要加强领导。",)
    pattern = re.compile(
        r"(?<=人民政府)、(?=(?:省|市|县|区|州|国务院)?(?:人民)?政府各|国务院各|(?:省|市|县|区)直各)"
        r"|(?<=管委会)、(?=(?:省|市|县|区)(?:人民)?政府各|(?:省|市|县|区)直各)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if prepared.role_at(match.start()) is not Role.RECIPIENT:
            return None
        return self.finding(prepared, *match.span(), "不同类的机关之间应用逗号。", fix="，")


class SecondColon(PatternRule):
    """One colon governs to the end of its sentence."""

    code = "PUN018"
    title = "一句之内冒号套用"
    why = "冒号的提示范围到句末为止，一句之内再用冒号，层次就乱了。"
    source = "GB/T 15834-2011 4.7.3"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    confidence = 0.85
    examples = (
        Example(
            "会议要求：各地要做到以下三点：一是压实责任，二是强化监测，三是严格值守。",
            "会议要求各地做到以下三点：一是压实责任，二是强化监测，三是严格值守。",
        ),
    )
    near_misses = ("会议要求：一要压实责任；二要强化监测。", "时间：2026年5月8日，地点：市政府会议室。")
    pattern = re.compile(
        r"(?:要求|强调|指出|认为|提出|明确|决定|如下)：(?P<scope>[^。；\n：“”]{2,40}(?:以下|如下|下列)[^。；\n：“”]{0,12})：(?=[一1]|\n|[（(])"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        at = match.start("scope") - 1
        return self.finding(
            prepared, at, match.end(), "一句之内套用了两个冒号。", suggestion="删去前一个冒号或改为逗号。"
        )
