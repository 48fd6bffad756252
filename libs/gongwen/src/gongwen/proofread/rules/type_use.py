"""Whether the type fits what the document does (文种的使用), and how its title is worded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import DocumentType
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, Rule

_ART_8 = "《党政机关公文处理工作条例》第八条"
_ART_15_4 = "《党政机关公文处理工作条例》第十五条第（四）项"


class AnnouncementForNotice(Rule):
    """公告 announces at home and abroad; rules for a certain range are a 通告."""

    code = "GEN010"
    title = "一定范围内遵守或者周知的事项用通告，不用公告"
    why = "公告用于向国内外宣布重要事项或者法定事项，禁止、限行、停水等事项用通告。"
    source = f"{_ART_8}第（六）项、第（七）项"
    level = Level.REGULATION
    category = Category.GENRE
    severity = Severity.MAJOR
    confidence = 0.8
    examples = (
        Example(
            "---\ntype: 公告\ntitle: 云江市生态环境局关于禁止露天焚烧秸秆的公告\n---\n现公告如下。",
            "---\ntype: 通告\ntitle: 云江市生态环境局关于禁止露天焚烧秸秆的通告\n---\n现通告如下。",
        ),
    )
    near_misses = (
        "---\ntype: 公告\ntitle: 云江市人力资源和社会保障局关于公开招聘工作人员的公告\n---\n现公告如下。",
        "---\ntype: 公告\ntitle: 云江市第八届人民代表大会常务委员会公告\n---\n现予公布。",
    )
    _range = re.compile(
        r"关于[^的]{0,30}?(?:禁止|限制(?!性)|限行|封闭|交通管制|临时管制|停水|停电|停气|燃放|养犬|禁渔|禁猎|禁火|禁捕|禁牧|封山|拆除|清理)"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        title = prepared.title
        if (
            title is None
            or prepared.document_type is not DocumentType.ANNOUNCEMENT
            or "人民代表大会" in title.value
        ):
            return
        if self._range.search(title.value):
            message = "该事项只在一定范围内遵守或者周知，应用“通告”。"
            yield self.finding(prepared, title.start, title.end, message, suggestion="文种改为“通告”。")


class OrdersInLetter(Rule):
    """A letter asks; it does not order an organ it is not above."""

    code = "GEN011"
    title = "函不用指令性语气"
    why = "函用于不相隶属机关之间，“务必”“立即整改”等指令性词语超越了行文关系。"
    source = f"{_ART_8}第（十四）项；公文用语的通行要求"
    level = Level.PRACTICE
    category = Category.GENRE
    severity = Severity.MINOR
    confidence = 0.85
    examples = (
        Example(
            "---\ntype: 函\ntitle: 云江市交通运输局关于商请开通公交线路的函\n---\n请贵局务必严格遵照执行。",
            "---\ntype: 函\ntitle: 云江市交通运输局关于商请开通公交线路的函\n---\n请贵局予以研究并函复。",
        ),
    )
    near_misses = (
        "---\ntype: 函\ntitle: 云江市交通运输局关于商请开通公交线路的函\n---\n施工期间必须确保安全，请贵局予以支持。",
    )
    _order = re.compile(
        r"贵[局委厅部办市县区州公院校单]司?位?[^。；\n]{0,20}?(?P<order>务必[^。；，\n]{0,10}|必须[^。；，\n]{0,10}|严格遵照执行|遵照执行|立即整改[^。；，\n]{0,4}|限期整改|责令[^。；，\n]{0,8}|不得有误)"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        if prepared.document_type is not DocumentType.LETTER:
            return
        for line in prepared.body_lines:
            for match in self._order.finditer(line.text):
                start, end = line.start + match.start("order"), line.start + match.end("order")
                message = f"“{match['order']}”是指令性语气，不宜用于函。"
                yield self.finding(
                    prepared, start, end, message, suggestion="改为商洽语气，如“请予支持”“请予研究”。"
                )


class ReplyToRequest(Rule):
    """A request is answered by an approval reply (批复), not by a letter of the same organ."""

    code = "GEN012"
    title = "答复下级请示用批复"
    why = "批复专用于答复下级机关的请示事项，用函答复会混淆隶属关系。"
    source = f"{_ART_8}第（十二）项"
    level = Level.REGULATION
    category = Category.GENRE
    severity = Severity.MAJOR
    confidence = 0.75
    examples = (
        Example(
            "---\ntype: 函\ntitle: 云江市发展和改革委员会关于项目可行性研究报告的复函\n---\n你局《关于审批项目的请示》收悉。",
            "---\ntype: 批复\ntitle: 云江市发展和改革委员会关于项目可行性研究报告的批复\n---\n你局《关于审批项目的请示》收悉。",
        ),
        Example(
            "---\ntype: 通知\ntitle: 云江市交通运输局关于同意修建公路的通知\n---\n你局《关于修建公路的请示》收悉。现批复如下。",
            "---\ntype: 批复\ntitle: 云江市交通运输局关于同意修建公路的批复\n---\n你局《关于修建公路的请示》收悉。现批复如下。",
        ),
    )
    near_misses = (
        "---\ntype: 函\ntitle: 云江市人民政府办公室关于同意设立工业园的函\n---\n你县《关于设立工业园的请示》收悉。",
        "---\ntype: 函\ntitle: 云江市财政局关于经费的复函\n---\n贵局《关于商请安排经费的函》收悉。",
    )
    _cited = re.compile(r"你[^，。\n]{1,6}《[^《》\n]{2,60}的请示》(?:（[^（）\n]{1,30}）)?(?:已)?收悉")
    _type = re.compile(r"(?:复函|函|通知)\Z")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        title = prepared.title
        kinds = (DocumentType.LETTER, DocumentType.NOTICE)
        if title is None or prepared.document_type not in kinds or "办公" in title.value:
            return
        match = self._type.search(title.value)
        answers = prepared.document_type is DocumentType.LETTER or any(
            "批复如下" in line.text or "此复" in line.text for line in prepared.body_lines[:12]
        )
        if match and answers and any(self._cited.search(line.text) for line in prepared.body_lines[:3]):
            start = title.start + match.start()
            message = "来文是下级的请示，应以批复答复。"
            yield self.finding(prepared, start, title.end, message, suggestion="文种改为“批复”。")


class TitleWording(Rule):
    """关于 stands once, a type stands once, and nothing says the type again."""

    code = "GEN013"
    title = "标题用语重复或不当"
    why = "标题叠用“关于”、重复文种意思或用错字，读来拗口，也说明标题没有推敲。"
    source = "公文标题拟制的通行做法"
    level = Level.PRACTICE
    category = Category.GENRE
    severity = Severity.MINOR
    confidence = 0.85
    examples = (
        Example(
            "---\ntype: 通知\ntitle: 临湖县人民政府办公室关于转发县应急局关于加强消防安全意见的通知\n---\n请认真执行。",
            "---\ntype: 通知\ntitle: 临湖县人民政府办公室转发县应急局关于加强消防安全意见的通知\n---\n请认真执行。",
        ),
        Example(
            "---\ntype: 通知\ntitle: 云江市人民政府关于加强预算绩效管理的实施意见的通知\n---\n请认真执行。",
            "---\ntype: 通知\ntitle: 云江市人民政府关于印发加强预算绩效管理实施意见的通知\n---\n请认真执行。",
        ),
        Example(
            "---\ntype: 请示\ntitle: 柳溪镇人民政府关于请求批准给予大桥重建资金的请示\n---\n妥否，请批示。",
            "---\ntype: 请示\ntitle: 柳溪镇人民政府关于解决大桥重建资金的请示\n---\n妥否，请批示。",
        ),
        Example(
            "云江市东岭区2026年公开招聘工作人员启示\n\n现公开招聘工作人员。",
            "云江市东岭区2026年公开招聘工作人员公告\n\n现公开招聘工作人员。",
        ),
    )
    near_misses = (
        "---\ntype: 通知\ntitle: 云江市人民政府关于印发《云江市供水管理办法》的通知\n---\n请认真执行。",
        "---\ntype: 通知\ntitle: 云江市人民政府关于贯彻落实省政府加强防汛工作意见的通知\n---\n请认真执行。",
        "---\ntype: 通知\ntitle: 云江市人民政府办公室关于转发《市教育局关于规范办学的意见》的通知\n---\n请认真执行。",
    )
    _about = re.compile(r"关于(?:转发|批转|印发)[^《》〈〉“]{2,30}关于")
    _carried = re.compile(r"(?P<wrong>(?:实施)?(?:意见|方案|办法|细则|规定|计划|要点|规划)的通知)\Z")
    _carries = re.compile(
        r"印发|转发|批转|公布|发布|下发|贯彻|落实|执行|学习|征求|废止|修改|修订|报送|制定|编制|申报|调整|做好|《"
    )
    _asked = re.compile(
        r"关于(?P<wrong>请求(?:批准|给予|解决|拨付|追加|增加|支持|安排|同意|设立|协调)(?:给予|拨付|解决)?|恳请[\u4e00-\u9fa5]{2})"
    )
    _typo = re.compile(r"(?P<wrong>启示)\Z")
    _bare = re.compile(
        r"关于[^的《》]{4,60}?(?P<wrong>(?<!复)(?<!补充)(?<!紧急)(?:通知|通报|报告|请示|批复|函|意见|决定|通告|公告))\Z"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        title = prepared.title
        if title is None:
            return
        value = "".join(title.value.split("\n"))
        checks = (
            (self._about, True, "标题中“关于”重复。", "保留一个“关于”，如“转发×××关于……的通知”。"),
            (
                self._carried,
                not self._carries.search(value),
                "标题把所发文件的名称与“通知”叠用。",
                "直接以意见行文，或写明“关于印发……的通知”。",
            ),
            (self._asked, value.endswith("请示"), "“请求”与文种“请示”意思重复。", "删去“请求”等词。"),
            (
                self._typo,
                "招" in value or "征" in value,
                "“启示”不是文种，向社会公布事项用“公告”“启事”。",
                "改为“公告”。",
            ),
        )
        for pattern, applies, message, suggestion in checks:
            match = pattern.search(title.value) if applies else None
            if match is not None:
                group = "wrong" if "wrong" in match.re.groupindex else 0
                yield self.finding(
                    prepared,
                    title.start + match.start(group),
                    title.start + match.end(group),
                    message,
                    suggestion=suggestion,
                )


class SecondRequest(Rule):
    """A request asks for one matter (一文一事)."""

    code = "GEN014"
    title = "请示应当一文一事"
    why = "一份请示夹带另一件事，上级难以分送办理和批复。"
    source = _ART_15_4
    level = Level.REGULATION
    category = Category.GENRE
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example(
            "---\ntype: 请示\ntitle: 柳溪镇人民政府关于解决大桥重建资金的请示\n---\n恳请县政府解决资金740万元。\n"
            "另外，我镇农贸市场改造尚缺资金200万元，也请一并研究解决。\n妥否，请批示。",
            "---\ntype: 请示\ntitle: 柳溪镇人民政府关于解决大桥重建资金的请示\n---\n恳请县政府解决资金740万元。\n妥否，请批示。",
        ),
    )
    near_misses = (
        "---\ntype: 请示\ntitle: 柳溪镇人民政府关于解决大桥重建资金的请示\n---\n另外，县级配套资金已经落实。恳请县政府解决资金740万元。\n"
        "妥否，请批示。",
    )
    _second = re.compile(
        r"(?:(?<=[。；\n])|^)(?:另外?|此外|同时|再者)，?[^。\n]{0,80}?(?:(?:也|还|并)?(?:恳)?请[^。\n]{0,10}(?:一并|解决|批准|支持|研究|拨付)|一并(?:研究|予以|解决|批准|审批))[^。\n]{0,10}"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        if prepared.document_type is not DocumentType.REQUEST:
            return
        for line in prepared.body_lines:
            match = self._second.search(line.text)
            if match is not None:
                message = "请示中又提出另一请求事项。"
                yield self.finding(
                    prepared,
                    line.start + match.start(),
                    line.start + match.end(),
                    message,
                    suggestion="另文请示，一文只请示一件事。",
                )


class OrderForCommendation(Rule):
    """Merit is honoured by a decision (决定); orders are for grants and major compulsory measures."""

    code = "GEN016"
    title = "表彰先进用决定，不用命令"
    why = "命令（令）用于公布行政法规和规章、宣布施行重大强制性措施、批准授予和晋升衔级、嘉奖有关单位和人员，年度表彰用决定。"
    source = f"{_ART_8}第（二）项、第（三）项"
    level = Level.REGULATION
    category = Category.GENRE
    severity = Severity.MINOR
    confidence = 0.75
    examples = (
        Example(
            "---\ntype: 命令\ntitle: 中共临湖县委关于表彰先进单位的命令\n---\n现予表彰。",
            "---\ntype: 决定\ntitle: 中共临湖县委关于表彰先进单位的决定\n---\n现予表彰。",
        ),
    )
    near_misses = ("---\ntype: 命令\ntitle: 云江市人民政府嘉奖令\n---\n现予嘉奖。",)
    _title = re.compile(r"关于表彰[^\n]{2,60}的(?P<type>命令|令)\Z")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        title = prepared.title
        match = self._title.search(title.value) if title is not None else None
        if title is not None and match is not None:
            start, end = title.start + match.start("type"), title.start + match.end("type")
            yield self.finding(prepared, start, end, "表彰先进应用“决定”。", suggestion="文种改为“决定”。")


class RequestAsReport(Rule):
    """What asks for money or approval is a request (请示), not a report."""

    code = "GEN017"
    title = "请求批准、拨款的用请示，不用报告"
    why = "报告不须答复，以报告要钱要物会被搁置。"
    source = f"{_ART_8}第（十）项、第（十一）项"
    level = Level.REGULATION
    category = Category.GENRE
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "---\ntype: 报告\ntitle: 清河县水利局关于申请拨付防汛经费的报告\n---\n现有物资不足。",
            "---\ntype: 请示\ntitle: 清河县水利局关于拨付防汛经费的请示\n---\n现有物资不足。",
        ),
    )
    near_misses = ("---\ntype: 报告\ntitle: 清河县水利局关于防汛经费使用情况的报告\n---\n现将情况报告如下。",)
    _asks = re.compile(r"关于(?:申请|请求|恳请|要求|请予)[^情况\n]{2,40}的(?P<type>报告)\Z")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        title = prepared.title
        match = self._asks.search(title.value) if title is not None else None
        if title is not None and match is not None:
            start, end = title.start + match.start("type"), title.start + match.end("type")
            yield self.finding(prepared, start, end, "请求事项应用“请示”。", suggestion="文种改为“请示”。")
