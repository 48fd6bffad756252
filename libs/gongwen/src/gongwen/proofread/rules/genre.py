"""Document types (文种): the type the title names, and whether the text keeps to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import DocumentType
from gongwen.document.structure import Element
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, Rule

_TYPES = "决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"
_TAIL = re.compile(r"(?:（[^（）]{1,20}）|\([^()]{1,20}\))+\Z")
_MERGED = re.compile(rf"(?P<first>{_TYPES}|申请|请求|答复|复函)(?P<second>{_TYPES}|令)\Z")
_ALLOWED_PAIRS = frozenset(
    {("意见", "函"), ("请求", "函"), ("申请", "函"), ("决定", "令"), ("答复", "函"), ("答复", "意见")}
)
_NESTED = re.compile(rf"(?P<kind>{_TYPES})的(?P=kind)\Z")
_WORKING_PAPER = re.compile(
    r"(?:实施方案|工作方案|方案|实施办法|办法|细则|规则|规定|工作要点|要点|工作计划|计划|规划|工作总结|总结|安排|预案|名单|制度|措施|清单)\Z"
)
_ORDER_NUMBER = re.compile(r"第?[\d〇一二三四五六七八九十百]{1,7}号")


def _head(title: Element) -> str:
    """The title without brackets such as （试行） at its end."""
    return _TAIL.sub("", title.value.rstrip())


class MergedTypes(Rule):
    """One document has one type (文种)."""

    code = "GEN001"
    title = "文种不得并用或生造"
    why = "请示须批复而报告不须批复，两个文种并用会使受文机关不知应否答复，容易误事。"
    source = "《党政机关公文处理工作条例》第八条"
    level = Level.REGULATION
    category = Category.GENRE
    severity = Severity.MAJOR
    examples = (
        Example(
            "---\ntitle: 云江市教育局关于新建第三小学的请示报告\n---\n现将有关情况说明如下。",
            "---\ntitle: 云江市教育局关于新建第三小学的请示\n---\n现将有关情况说明如下。",
        ),
    )
    near_misses = (
        "---\ntitle: 云江市人民政府关于落实重大事项请示报告制度的通知\n---\n请认真执行。",
        "---\ntitle: 云江市人民政府关于青溪县设立开发区请示的批复\n---\n现批复如下。",
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        if prepared.title is None:
            return
        match = _MERGED.search(_head(prepared.title))
        if match is None or (match["first"], match["second"]) in _ALLOWED_PAIRS:
            return
        yield self.finding(
            prepared,
            prepared.title.start + match.start(),
            prepared.title.start + match.end(),
            f"标题以“{match[0]}”作文种，“{match['first']}”与“{match['second']}”不能并用。",
            suggestion="按行文目的只用一个法定文种：请求指示、批准用“请示”，汇报工作用“报告”。",
        )


class NestedType(Rule):
    """A forwarded title is not repeated as type upon type."""

    code = "GEN002"
    title = "标题中同一文种不重复叠用"
    why = "“……的通知的通知”读来拗口，也分不清哪一层是本机关的发文。"
    source = "公文标题拟制的通行做法"
    level = Level.PRACTICE
    category = Category.GENRE
    severity = Severity.MINOR
    examples = (
        Example(
            "---\ntitle: 青溪县人民政府转发云江市人民政府关于加强防汛工作的通知的通知\n---\n请认真执行。",
            "---\ntitle: 青溪县人民政府转发云江市人民政府关于加强防汛工作的通知\n---\n请认真执行。",
        ),
    )
    near_misses = ("---\ntitle: 关于印发《云江市公文处理办法》的通知\n---\n请认真执行。",)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        if prepared.title is None:
            return
        match = _NESTED.search(_head(prepared.title))
        if match is not None:
            yield self.finding(
                prepared,
                prepared.title.start + match.start(),
                prepared.title.start + match.end(),
                f"标题以“{match[0]}”结尾，文种重复。",
                suggestion=f"保留一个“{match['kind']}”，或在被转发文件的名称上加书名号。",
            )


class MissingType(Rule):
    """The title ends with one of the fifteen types."""

    code = "GEN003"
    title = "标题应以法定文种结尾"
    why = "缺文种的公文性质不明，受文机关无法判断是执行、知悉还是答复。"
    source = "《党政机关公文处理工作条例》第九条第（七）项"
    level = Level.REGULATION
    category = Category.GENRE
    severity = Severity.MAJOR
    examples = (
        Example(
            "---\nnumber: 云政办发〔2026〕12号\ntitle: 关于做好森林防火工作\nto: 各县（区）人民政府\n"
            "---\n请认真执行。",
            "---\nnumber: 云政办发〔2026〕12号\ntitle: 关于做好森林防火工作的通知\n"
            "to: 各县（区）人民政府\n---\n请认真执行。",
        ),
    )
    near_misses = (
        "---\ntype: 讲话\ntitle: 在全市防汛工作会议上的讲话\n---\n今天召开全市防汛工作会议。",
        "---\nnumber: 云政办发〔2026〕12号\ntitle: 关于印发《云江市供水管理办法》（试行）的通知\n---\n"
        "请认真执行。",
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        title = prepared.title
        if prepared.is_working_paper or not prepared.elements("number"):
            return
        if title is None:
            # Without a type the line above the number was taken for part of the red head.
            marks = prepared.elements("issuer_mark")
            title = next((mark for mark in marks if mark.value.startswith("关于")), None)
        if title is None:
            return
        head = _head(title)
        if DocumentType.from_title(head) is not None or "关于" not in head or _WORKING_PAPER.search(head):
            return
        message = "标题没有文种，应在事由之后写明通知、请示、函等法定文种。"
        yield self.finding(prepared, title.start, title.end, message, suggestion=f"如“{head}的通知”。")


class WorkingPaperAlone(Rule):
    """A plan or set of measures is issued by a carrying document."""

    code = "GEN004"
    title = "方案、办法、要点等不单独作文种印发"
    why = "方案、办法、要点等不是法定文种，直接编号行文缺少印发机关的执行要求和效力说明。"
    source = "《党政机关公文处理工作条例》第八条"
    level = Level.REGULATION
    category = Category.GENRE
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example(
            "---\nnumber: 云政办发〔2026〕12号\ntitle: 云江市城镇燃气安全整治方案\n"
            "to: 各县（区）人民政府\n---\n"
            "为加强燃气安全，制定本方案。",
            "---\nnumber: 云政办发〔2026〕12号\ntitle: 关于印发云江市城镇燃气安全整治方案的通知\n"
            "to: 各县（区）人民政府\n---\n现将方案印发给你们。",
        ),
    )
    near_misses = (
        "---\nnumber: 第12号\ntitle: 云江市供水管理办法\n---\n第一条　为加强供水管理，制定本办法。",
        "---\ntitle: 云江市城镇燃气安全整治方案\n---\n为加强燃气安全，制定本方案。",
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        title = prepared.title
        if title is None or prepared.is_working_paper or not prepared.elements("to"):
            return
        if any(_ORDER_NUMBER.fullmatch(number.value) for number in prepared.elements("number")):
            return
        head = _head(title)
        match = _WORKING_PAPER.search(head)
        if match is not None:
            message = f"“{match[0]}”不是法定文种，不应编号后直接行文。"
            suggestion = f"以通知印发：“关于印发{head}的通知”，原文作为附件。"
            yield self.finding(prepared, title.start, title.end, message, suggestion=suggestion)


class StatedTypeDiffers(Rule):
    """The stated type is the one the title names."""

    code = "GEN005"
    title = "登记的文种应与标题一致"
    why = "登记的文种决定流程、格式和统计口径，与标题不符会走错流程。"
    source = "《党政机关公文处理工作条例》第九条第（七）项"
    level = Level.REGULATION
    category = Category.GENRE
    severity = Severity.MAJOR
    examples = (
        Example(
            "---\ntype: 通知\ntitle: 云江市财政局关于追加防汛经费的请示\n---\n现请示如下。",
            "---\ntype: 请示\ntitle: 云江市财政局关于追加防汛经费的请示\n---\n现请示如下。",
        ),
    )
    near_misses = ("---\ntype: 命令\ntitle: 云江市人民政府令\n---\n现予公布。",)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        title, stated = prepared.title, prepared.stated_type
        if title is None or stated is None:
            return
        named = DocumentType.from_title(_head(title))
        if named is not None and named is not stated:
            message = f"登记的文种是“{stated.value}”，标题的文种是“{named.value}”。"
            suggestion = "核对行文目的，使登记的文种与标题一致。"
            yield self.finding(prepared, title.start, title.end, message, suggestion=suggestion)


class ReportWithRequest(Rule):
    """A report carries no request (报告不得夹带请示事项)."""

    code = "GEN006"
    title = "报告中不得夹带请示事项"
    why = "报告不须答复，夹带其中的请示事项会被搁置。"
    source = "《党政机关公文处理工作条例》第十五条第（四）项"
    level = Level.REGULATION
    category = Category.GENRE
    severity = Severity.BLOCKER
    confidence = 0.9
    examples = (
        Example(
            "---\ntype: 报告\ntitle: 云江市水利局关于今年防汛工作情况的报告\n---\n"
            "今年以来，防汛工作平稳有序。恳请市政府拨付抢险经费50万元。",
            "---\ntype: 报告\ntitle: 云江市水利局关于今年防汛工作情况的报告\n---\n"
            "今年以来，防汛工作平稳有序。抢险经费50万元已按程序另行请示。",
        ),
        Example(
            "---\ntype: 报告\ntitle: 云江市水利局关于今年防汛工作情况的报告\n---\n"
            "今年以来，防汛工作平稳有序。以上报告妥否，请批示。",
            "---\ntype: 报告\ntitle: 云江市水利局关于今年防汛工作情况的报告\n---\n"
            "今年以来，防汛工作平稳有序。特此报告。",
        ),
    )
    near_misses = (
        "---\ntype: 报告\ntitle: 关于项目审批工作情况的报告\n---\n今年共受理请示120件，经请求批准的事项均已办结。",
        "---\ntype: 报告\ntitle: 关于预算执行情况的报告\n---\n以上报告，请予审议。",
        "---\ntype: 请示\ntitle: 关于追加经费的请示\n---\n恳请市政府拨付抢险经费50万元。妥否，请批示。",
    )
    _request = re.compile(
        r"(?:妥否|当否|可否|是否妥当|是否可行)，?(?:恭|敬)?请(?:予以?)?(?:批示|批复|审批|指示|批准|审示|示)"
        r"|特此报告，[^。\n]{0,4}请[^。\n]{0,4}(?:批复|批示|批准|审批)"
        r"|(?:(?<=[。！？；，\n])|^)(?:恳请|特请|特此请求|敬请|为此，?请|现请求)"
        r"[^，。；\n]{0,30}?(?:批准|审批|批复|拨付|追加|增拨|划拨|解决|支持|核拨|批示)"
        r"|(?:(?<=[。！？；\n])|^)请(?:予以?|求)?(?:[^，。；\n]{0,6}(?:政府|党委|市委|省委|县委))?(?:予以?)?"
        r"(?:批准|审批|批复|批示|拨付|解决)",
        re.MULTILINE,
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        if prepared.document_type is not DocumentType.REPORT:
            return
        for line in prepared.body_lines:
            for match in self._request.finditer(line.text):
                yield self.finding(
                    prepared,
                    line.start + match.start(),
                    line.start + match.end(),
                    f"报告中出现请示事项“{match[0]}”。",
                    suggestion="另文请示；仅汇报情况的，删去请求批准的内容。",
                )


class ClosingPhrase(Rule):
    """The closing phrase (结语) belongs to the type."""

    code = "GEN007"
    title = "结语应与文种相符"
    why = "结语点明行文要求，与文种不符会使受文机关误解应否答复、应否执行。"
    source = "公文结语的通行用法"
    level = Level.PRACTICE
    category = Category.GENRE
    severity = Severity.MINOR
    confidence = 0.9
    examples = (
        Example(
            "---\ntype: 请示\ntitle: 云江市财政局关于追加防汛经费的请示\n---\n拟追加防汛经费50万元。\n特此报告。",
            "---\ntype: 请示\ntitle: 云江市财政局关于追加防汛经费的请示\n---\n拟追加防汛经费50万元。\n"
            "妥否，请批示。",
        ),
        Example(
            "---\ntype: 函\ntitle: 云江市财政局关于商请提供数据的函\n---\n请于5月底前提供有关数据。\n请遵照执行。",
            "---\ntype: 函\ntitle: 云江市财政局关于商请提供数据的函\n---\n请于5月底前提供有关数据。\n特此函达。",
        ),
    )
    _closing = re.compile(
        r"(?:(?<=[。！；\n])|^)(?P<phrase>特此(?P<named>报告|请示|通知|通报|批复|公告|通告|函复|函达|函告)"
        r"|(?P<pleads>(?:请|望|盼)?(?:予以?|给予)?(?:大力)?(?:支持|函复|办理|回复|复函)为[盼荷])"
        r"|(?P<begs>以上(?:请示|请求)，?(?:恳|特)?请(?:予以?)?(?:批准|批复|审批|批示))"
        r"|(?P<asks>(?:以上[^。\n]{0,10})?(?:妥否|当否|可否)，?请(?:予以?)?(?:批示|批复|审批|指示|批准))"
        r"|(?P<orders>(?:以上[^。\n]{0,12})?请?(?:认真)?(?:遵照|贯彻)执行))(?=[。！\n]|$)"
    )
    _named = {
        "报告": {DocumentType.REPORT},
        "请示": {DocumentType.REQUEST},
        "通知": {DocumentType.NOTICE},
        "通报": {DocumentType.CIRCULAR},
        "批复": {DocumentType.APPROVAL_REPLY},
        "公告": {DocumentType.ANNOUNCEMENT},
        "通告": {DocumentType.PUBLIC_NOTICE},
        "函复": {DocumentType.LETTER},
        "函达": {DocumentType.LETTER},
        "函告": {DocumentType.LETTER},
    }

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        kind = prepared.document_type
        if kind is None:
            return
        for line in [line for line in prepared.body_lines if line.text.strip()][-3:]:
            for match in self._closing.finditer(line.text):
                if not self._fits(kind, match):
                    yield self.finding(
                        prepared,
                        line.start + match.start("phrase"),
                        line.start + match.end("phrase"),
                        f"结语“{match['phrase']}”与文种“{kind.value}”不符。",
                        suggestion=f"改用与“{kind.value}”相符的结语。",
                    )

    def _fits(self, kind: DocumentType, match: re.Match[str]) -> bool:
        if match["named"]:
            return kind in self._named[match["named"]]
        if match["pleads"]:
            return kind in {DocumentType.LETTER, DocumentType.REQUEST, DocumentType.OPINION}
        if match["begs"]:
            return kind is DocumentType.REQUEST or kind is DocumentType.REPORT
        if match["asks"]:
            # A request in a report is a graver fault with a rule of its own.
            return kind in {DocumentType.REQUEST, DocumentType.OPINION, DocumentType.REPORT}
        return kind not in {DocumentType.REQUEST, DocumentType.REPORT, DocumentType.LETTER, DocumentType.BILL}


class BillByDepartment(Rule):
    """Only a people's government submits a bill (议案)."""

    code = "GEN008"
    title = "议案只能由人民政府提出"
    why = "议案是政府向同级人大及其常委会提请审议事项的法定文种，部门无权使用。"
    source = "《党政机关公文处理工作条例》第八条第（十三）项"
    level = Level.REGULATION
    category = Category.GENRE
    severity = Severity.MAJOR
    examples = (
        Example(
            "---\ntype: 议案\nissuer: 云江市教育局\ntitle: 关于提请审议职业教育条例（草案）的议案\n"
            "---\n请予审议。",
            "---\ntype: 议案\nissuer: 云江市人民政府\ntitle: 关于提请审议职业教育条例（草案）的议案\n"
            "---\n请予审议。",
        ),
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        if prepared.document_type is not DocumentType.BILL:
            return
        named = [(element.value, element.start, element.end) for element in prepared.elements("issuer")]
        if prepared.title is not None and (before := prepared.title.value.partition("关于")[0]):
            named.insert(0, (before, prepared.title.start, prepared.title.start + len(before)))
        for name, start, end in named:
            if name.endswith(("局", "委员会", "厅", "办公室", "部", "中心")):
                message = f"“{name}”不是人民政府，不能提出议案。"
                suggestion = "由本级人民政府提出议案，或改用其他文种。"
                yield self.finding(prepared, start, end, message, suggestion=suggestion)
                return


class ReplyToLetter(Rule):
    """An approval reply (批复) answers a request; a letter is answered by a letter."""

    code = "GEN009"
    title = "答复来函应用函，不用批复"
    why = "批复只用于答复下级机关的请示，对函件用批复会混淆行文关系。"
    source = "《党政机关公文处理工作条例》第八条第（十二）项、第（十四）项"
    level = Level.REGULATION
    category = Category.GENRE
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example(
            "---\ntype: 批复\ntitle: 云江市人民政府关于使用应急场地的批复\n---\n"
            "你单位《关于商请使用应急场地的函》收悉。现批复如下。",
            "---\ntype: 批复\ntitle: 云江市人民政府关于使用应急场地的批复\n---\n"
            "你单位《关于使用应急场地的请示》收悉。现批复如下。",
        ),
    )
    _cited = re.compile(r"的(?P<kind>函)》(?:（[^（）]{1,30}）)?(?:已)?收悉")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        if prepared.document_type is not DocumentType.APPROVAL_REPLY:
            return
        for line in prepared.body_lines[:3]:
            for match in self._cited.finditer(line.text):
                start = line.start + match.start("kind")
                message = "来文是函，答复应用函，不应用批复。"
                yield self.finding(prepared, start, start + 1, message, suggestion="文种改为“函”，即复函。")
