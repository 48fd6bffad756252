"""What other hands and tools leave in a draft (残留): writing software, revisions, templates of another place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import DocumentType, Role
from gongwen.proofread.facts.organs import place_of
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule

_PRACTICE = "公文校对的通行要求"


class AssistantTalk(PatternRule):
    """What writing software says around a text, and the marks it sets in it (智能写作残留)."""

    code = "RES010"
    title = "残留智能写作工具的话语或标记"
    why = "“以下是为您撰写的”之类是写作工具的应答，星号、井号是网页标记，印发即成笑柄。"
    source = _PRACTICE
    level = Level.PRACTICE
    category = Category.RESIDUE
    severity = Severity.BLOCKER
    confidence = 0.95
    examples = (
        Example(
            "以下是为您撰写的讲话稿：\n同志们，今天召开全市防汛工作会议。", "同志们，今天召开全市防汛工作会议。"
        ),
        Example("各单位要**压实责任**，抓好落实。", "各单位要压实责任，抓好落实。"),
        Example("## 二、工作措施\n各单位要压实责任。", "二、工作措施\n各单位要压实责任。"),
        Example("汇报完毕。以上内容由智能写作助手生成，仅供参考。", "汇报完毕。"),
    )
    near_misses = (
        "以下是各县（区）完成情况。",
        "推广人工智能写作助手，提升办文效率。",
        "计算式为2**3。",
        "以上意见供参考。",
    )
    pattern = re.compile(
        r"(?:好的|当然)[，！,!][^。\n]{0,20}以下(?:是|为)[^。：\n]{0,30}[：:]?|以下(?:是|为)(?:为您|根据您|按照您|一[份篇]|我为)[^。：\n]{0,30}[：:]?"
        r"|作为(?:一[个名])?(?:AI|人工智能)(?:语言模型|助手|模型)?[，,]"
        r"|希望(?:以上|这些|本)?(?:内容|回答|信息)?(?:能够?)?对(?:您|你)有(?:所)?帮助[。！]?|如(?:果)?(?:您)?(?:还)?(?:有其他|需要?)(?:问题|修改|调整|进一步)[^。\n]{0,16}(?:告诉我|告知我|随时)[^。\n]{0,6}"
        r"|以上(?:是|为)(?:根据|按照|为)您[^。\n]{0,30}|(?:以上|本)(?:内容|文|稿|文稿|材料|报告)(?:均)?由[^。，\n]{0,10}(?:AI|智能|大模型|助手|机器人|ChatGPT|DeepSeek|文心|通义|豆包|Kimi)[^。，\n]{0,6}(?:生成|撰写|提供)(?:，?仅供参考)?"
        r"|(?:Sure|Certainly|Of course)[,!][^\n]{0,40}|(?:As an AI|I hope this helps|Here(?:'s| is) (?:the|a|your))[^\n]{0,40}"
        r"|(?:根据|按照)您(?:的|提供的)[^。，\n]{0,10}(?:要求|需求|信息)，"
        r"|\*\*(?=[\u4e00-\u9fa5“])[^*\n]{0,59}[\u4e00-\u9fa5”：。，]\*\*|^#{1,6}[ \t]+(?=\S)|^```[a-z]{0,12}[ \t]*$|^>[ \t]+(?=[\u4e00-\u9fa5])|^(?:-{3,}|\*{3,})[ \t]*$",
        re.MULTILINE,
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        # The line under a document's title block may be drawn by hyphens.
        if match[0].startswith(("---", "***")) and prepared.line_number(match.start()) < 12:
            return None
        message = f"残留“{match[0].strip()}”。"
        return self.finding(prepared, *match.span(), message, suggestion="删去。")


class RevisionMarks(PatternRule):
    """Marks of revision left in the text (修订痕迹)."""

    code = "RES011"
    title = "残留修订标记"
    why = "删除线、修改说明等痕迹说明文稿没有定稿。"
    source = _PRACTICE
    level = Level.PRACTICE
    category = Category.RESIDUE
    severity = Severity.MAJOR
    examples = (
        Example("各单位要~~高度重视~~抓好落实。", "各单位要抓好落实。"),
        Example("完成投资12亿元（原为10亿元，已改），增长5%。", "完成投资12亿元，增长5%。"),
        Example("防汛工作方案（修改稿3）最终版.docx", "防汛工作方案"),
    )
    near_misses = ("原为乡镇敬老院，现改为养老中心。", "《云江市供水条例（修订草案）》已经公布。")
    pattern = re.compile(
        r"~~[^~\n]{1,60}~~|[（(]原(?:为|文)[^（()）\n]{1,30}(?:已改|改为|删)[^（()）\n]{0,16}[）)]"
        r"|[（(](?:修改稿|送审稿|最终稿|定稿|终稿|改)\d{0,2}[）)](?:最终版|定稿|终稿)?(?:\.docx?|\.wps)?(?=$)|\{[\u4e00-\u9fa5，]{0,20}(?:删除|修改|新增)[\u4e00-\u9fa5，]{0,20}\}"
        r"|^[ \t\u3000]*(?:第[一二三四五六]稿|[一二三四五]稿|修改稿)(?:[（(][^（()）\n]{1,20}[)）])?[ \t]*$"
        r"|(?:\[|【)(?:删除|新增|修订|插入)(?:内容)?[：:][^\]】\n]{0,60}(?:\]|】)",
        re.MULTILINE,
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        message = f"残留修订标记“{match[0]}”。"
        return self.finding(prepared, *match.span(), message, suggestion="接受或拒绝修订后删去标记。")


class OtherPlace(Rule):
    """What a template of another place left behind (套用模板残留)."""

    code = "RES012"
    title = "残留其他地方的机关名称"
    why = "文中出现同级其他地方的下属单位，多为套用外地文稿没有改净。"
    source = _PRACTICE
    level = Level.PRACTICE
    category = Category.RESIDUE
    severity = Severity.MAJOR
    confidence = 0.8
    examples = (
        Example(
            "临湖县人民政府办公室关于加强消防安全工作的通知\n\n各乡镇人民政府，清河县属各企事业单位：\n\n请认真做好消防安全工作。",
            "临湖县人民政府办公室关于加强消防安全工作的通知\n\n各乡镇人民政府，县属各企事业单位：\n\n请认真做好消防安全工作。",
        ),
        Example(
            "云江市人民政府关于加强防汛工作的通知\n\n各县（区）人民政府：\n\n洛平市各部门要加强值班值守。",
            "云江市人民政府关于加强防汛工作的通知\n\n各县（区）人民政府：\n\n云江市各部门要加强值班值守。",
        ),
    )
    near_misses = (
        "云江市人民政府关于学习先进经验的通知\n\n各县（区）人民政府：\n\n请学习洛平市的做法。",
        "云江市人民政府关于加强防汛工作的通知\n\n清河县人民政府，临湖县人民政府：\n\n请加强值班值守。",
        "云江市交通运输局关于商请开通公交线路的函\n\n洛平市交通运输局：\n\n请予支持。",
    )
    _subordinates = re.compile(
        r"(?<![\u4e00-\u9fa5])(?:请|要求)?(?P<place>[\u4e00-\u9fa5]{2,4}?(?:市|县|区|州|旗))(?:(?:直|属)?各(?:部门|单位|企事业|县|区|乡镇|街道|级|直属)|(?:直|属)(?:机关|部门|单位))"
    )
    _common = re.compile(r"各|全|本|我|其中|包括|以及|[由对向将与和]|[省市县区]?[省市县区直属]\Z|^.?[省市县区]")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        own = self._own_place(prepared)
        if own is None:
            return
        name, level = own
        for line in prepared.lines:
            if line.role not in (Role.RECIPIENT, Role.BODY, Role.HEADING):
                continue
            for match in self._subordinates.finditer(line.text):
                other = place_of(match["place"])
                if other is None or other[1] != level or other[0] in name or name.endswith(other[0]):
                    continue
                if self._common.search(match["place"][:-1]):
                    continue
                start = line.start + match.start("place")
                message = f"发文机关属“{name}”，此处却是“{match['place']}”的单位。"
                yield self.finding(
                    prepared, start, start + len(match["place"]), message, suggestion="核对并改为本地的单位。"
                )

    def _own_place(self, prepared: Prepared) -> tuple[str, str] | None:
        if prepared.document_type is DocumentType.LETTER or prepared.title is None:
            return None
        return place_of(prepared.title.value)
