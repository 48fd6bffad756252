"""Counts announced against the items listed (所称个数与列举): 5个单位：…, A、B、C三县, “三个坚持”."""

from __future__ import annotations

import re

from gongwen.proofread.facts.numerals import parse_numeral
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule

_NUMBER = r"(?<![\d.第一二三四五六七八九十百千万两几])(?:\d{1,2}|[两二三四五六七八九]|十[一二三四五六七八九]?)"
_NOUNS = (
    "县（市、区）|县（区）|县（市）|县区|市县|县|区|市|州|乡镇（街道）|乡镇|镇|乡|街道|村|社区|部门和单位|部门|单位|集体|企业|公司|学校|医院|项目|工程|"
    "领域|行业|专业|局|委办局|机构|科室|处室|园区|开发区|小组|专班|类别|方面|环节|同志|人员|案件|问题|事项|指标|系统|平台"
)
_SEPARATORS = re.compile(r"、|(?<=》)(?=《)|(?<=”)(?=“)")
_JOINED = re.compile(r"(?P<before>[^、]{2,40}?)(?:以及|和|及|与)(?P<after>[^、]{2,40})")
_ORGAN_END = re.compile(r"(?:局|委|会|厅|部|办|院|校|学|司|县|区|市|镇|乡|村|府|队|所|站|中心|公司|办公室|单位)\Z")
_BRACKETED = re.compile(r"（[^（）]{0,60}）|“[^“”]{0,60}”|《[^《》]{0,80}》")


def _value(text: str) -> int | None:
    return int(text) if text.isdigit() else parse_numeral(text)


def _items(text: str) -> tuple[int, int]:
    """The least and the most items a list can hold: a 和 may join two items or stand within the name of one."""
    plain = _BRACKETED.sub(lambda match: "《》" if match[0][0] == "《" else "名", text)
    items = _SEPARATORS.split(plain)
    return len(items), len(items) + sum(_joins_two(item) for item in items)


def _joins_two(item: str) -> bool:
    joined = _JOINED.fullmatch(item)
    # 人力资源和社会保障局 is one organ: what stands before 和 is none.
    return joined is not None and not (
        _ORGAN_END.search(joined["after"]) and not _ORGAN_END.search(joined["before"])
    )


class ListedAfterCount(PatternRule):
    """5个单位：A、B、C、D、E lists as many items as it says."""

    code = "CNT001"
    title = "所称个数应与随后列举的个数一致"
    why = "称“5个单位”而列出4个，受文机关无法判断漏了哪一个。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example(
            "试点单位为以下4个单位：市教育局、市民政局、市水利局。",
            "试点单位为以下3个单位：市教育局、市民政局、市水利局。",
        ),
        Example(
            "今年新建学校4所：第十二小学、实验学校、柳溪中学。",
            "今年新建学校3所：第十二小学、实验学校、柳溪中学。",
        ),
        Example(
            "下列四个文件同时废止：《甲办法》《乙办法》《丙规定》。",
            "下列三个文件同时废止：《甲办法》《乙办法》《丙规定》。",
        ),
        Example("开展三类感知接入（物联设备、视频图像）。", "开展两类感知接入（物联设备、视频图像）。"),
        Example(
            "全市3个县（清河县、临湖县、南屏县、桐山县）已经完成。",
            "全市3个县（清河县、临湖县、南屏县）已经完成。",
        ),
    )
    near_misses = (
        "试点单位为以下3个单位：市教育局、市民政局和市水利局。",
        "全市3个县（含清河县、临湖县）已经完成。",
        "抽查5个单位：市教育局、市民政局等单位整改到位。",
        "全市3个区：今年投入增加、力度加大。",
        "涉及12个部门（单位、企业）。",
    )
    pattern = re.compile(
        rf"(?P<count>{_NUMBER})(?P<noun>(?:个|家|所|座|条|项|名|位|类|种)(?:{_NOUNS})?)(?:[\u4e00-\u9fa5]{{0,8}}(?=（))?(?:(?:文件|材料|规定|条款)?(?:同时|一并)?[\u4e00-\u9fa5]{{0,2}}(?=：《)|的[\u4e00-\u9fa5]{{1,4}}(?=：))?(?:，?(?:分别(?:为|是)|即|包括)[：:]?|[：:]|（)"
        r"(?P<list>[^，。；：（）()\n]{1,200}(?:（[^（）\n]{1,30}）[^，。；：（）()\n]{0,40}){0,12}?)(?=[。；）\n，]|\Z)"
    )
    _vague = re.compile(
        r"等|含|包括|其中|各|以[上下]|\d|详见|见附|附后|名单|占|下同|略|简称|增|减|比上|第[一二三](?=[，、])"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        listed = match["list"]
        stated = _value(match["count"])
        if stated is None or stated < 2 or not re.search(r"、|》《", listed) or self._vague.search(listed):
            return None
        is_bracket = prepared.text[match.start("list") - 1] == "（"
        if is_bracket != (prepared.text[match.end() : match.end() + 1] == "）"):
            return None
        least, most = _items(listed)
        named = match["noun"][1:] or listed.startswith("《")
        between = prepared.text[match.end("noun") : match.start("list") - 1]
        if least <= stated <= most or (
            not named and not (is_bracket and between) and not self._is_named_before(prepared.text, match)
        ):
            return None
        if is_bracket and abs(stated - least) > 2:
            return None
        message = f"称“{match['count']}{match['noun']}”，其后列出{least}个。"
        return self.finding(
            prepared, match.start("count"), match.end("noun"), message, suggestion="核对个数，补齐或改正。"
        )

    def _is_named_before(self, text: str, match: re.Match[str]) -> bool:
        """新建学校4所：the noun stands before the number."""
        return (
            re.search(rf"(?:{_NOUNS}|小区|路段|路口|站点|公园|水库|桥梁|道路)\Z", text[: match.start()][-12:])
            is not None
        )


class ListedBeforeCount(PatternRule):
    """A、B、C三县 names as many items as it says; with 等 not more."""

    code = "CNT002"
    title = "列举的个数应与其后所称个数一致"
    why = "列出三个而称“四县”，读者无法判断是漏列还是数错。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example("先后赴清河县、临湖县、南屏县四县开展调研。", "先后赴清河县、临湖县、南屏县三县开展调研。"),
        Example(
            "清河县人民政府、市公安局、市人社局4个单位作交流发言。",
            "清河县人民政府、市公安局、市人社局3个单位作交流发言。",
        ),
        Example("清河县、临湖县、南屏县、桐山县等3个县已经完成。", "清河县、临湖县、南屏县等3个县已经完成。"),
        Example(
            "于2023年6月、2023年11月、2024年5月四次支付工程款。",
            "于2023年6月、2023年11月、2024年5月三次支付工程款。",
        ),
    )
    near_misses = (
        "清河县、临湖县等5个县已经完成。",
        "各县、各乡镇3个工作日内报送。",
        "教育、卫生和文化3个领域。",
        "市教育局和市人力资源和社会保障局两个部门。",
        "清河县、临湖县和东岭区、西泽区4个县（区）。",
        "机关、企业、学校两类单位。",
    )
    pattern = re.compile(
        rf"(?P<open>等)?(?P<count>{_NUMBER})"
        rf"(?P<noun>(?:个|家|所|名|位)(?:{_NOUNS})|县(?!级|城|乡)|区(?!级|域|间)|镇(?!级)|村(?!级|民)|部门|单位|同志|次(?!会|全|常|数|月))"
    )
    _list = re.compile(r"[^，。；：\s（）()“”]{2,200}\Z")
    _not_items = re.compile(r"各|等|以[上下内]|全[市县省]|工作日|每|第|其他|其它|有关|\d{1,2}(?:%|亿|万)|亿|万元")
    _month = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        listed = self._list.search(prepared.text, max(0, match.start() - 200), match.start())
        stated = _value(match["count"])
        if (
            listed is None
            or stated is None
            or "、" not in listed[0]
            or listed[0].endswith("的")
            or self._not_items.search(listed[0])
        ):
            return None
        items = listed[0].split("、")
        if any(len(item) > 16 for item in items[1:]):
            return None
        times = match["noun"] == "次"
        if times != bool(self._month.search(items[0])) or any(
            bool(re.search(r"\d", item)) != times or (times and not self._month.fullmatch(item))
            for item in items[1:]
        ):
            return None
        least, most = _items(listed[0])
        if least <= stated <= most or (match["open"] and least < stated) or abs(stated - least) > 3:
            return None
        if not match["open"] and least < 3 and match["noun"][0] not in "县区镇村":
            return None
        message = f"列出{least}个，却称“{match['count']}{match['noun']}”。"
        return self.finding(
            prepared, match.start("count"), match.end("noun"), message, suggestion="核对个数，补齐或改正。"
        )


class NamedCount(PatternRule):
    """“三个坚持” is followed by three 坚持."""

    code = "CNT003"
    title = "“几个坚持”应与所列项数一致"
    why = "概括语的数字与展开的内容不符，说明漏写、多写了一项。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example(
            "做到“三个坚持”：坚持依法行政，坚持科学决策，坚持公开透明，坚持廉洁自律。",
            "做到“四个坚持”：坚持依法行政，坚持科学决策，坚持公开透明，坚持廉洁自律。",
        ),
        Example(
            "抓好“五个一批”：储备一批、开工一批、建设一批、竣工一批。",
            "抓好“四个一批”：储备一批、开工一批、建设一批、竣工一批。",
        ),
    )
    near_misses = ("做到“三个坚持”，坚持依法行政，坚持科学决策。", "增强“四个意识”：把握政治意识的内涵。")
    pattern = re.compile(
        r"[“\"]?(?P<count>[两三四五六七八九])个(?P<word>[\u4e00-\u9fa5]{2})[”\"]?[：:](?P<list>[^。\n]{4,200})"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        items = re.split(r"[，；、]", match["list"])
        word = match["word"]
        given = sum(item.lstrip("即就是").startswith(word) or item.endswith(word) for item in items)
        stated = parse_numeral(match["count"])
        if stated is None or given < 2 or given == stated or given != len(items):
            return None
        message = f"称“{match['count']}个{match['word']}”，其后列出{given}个。"
        return self.finding(
            prepared, match.start("count"), match.end("word"), message, suggestion="核对项数，补齐或改正。"
        )


class ChaptersAndArticles(PatternRule):
    """共六章三十八条 and the articles of the chapters add up (条数)."""

    code = "CNT004"
    title = "总条数应等于各章条数之和"
    why = "说明中的条数与各章不符，审议时首先被问到。"
    source = "四则运算"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "本办法共三章十八条，第一章总则六条，第二章管理职责八条，第三章附则三条。",
            "本办法共三章十七条，第一章总则六条，第二章管理职责八条，第三章附则三条。",
        ),
    )
    near_misses = (
        "本办法共三章十八条，其中第一章六条、第二章八条。",
        "本条例共十八条，第三条规定了职责，修改四条。",
    )
    _numeral = r"[一二三四五六七八九十百零]{1,6}"
    pattern = re.compile(
        rf"共(?:分)?(?P<chapters>{_numeral})章(?P<total>{_numeral})条[，：。；](?P<list>[^。\n]{{8,400}})"
    )
    _part = re.compile(
        rf"(?:第{_numeral}章)?[\u4e00-\u9fa5]{{2,14}}?(?P<count>(?<!第)(?<![一二三四五六七八九十百零]){_numeral})条"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        parts = [parse_numeral(part["count"]) for part in self._part.finditer(match["list"])]
        chapters, total = parse_numeral(match["chapters"]), parse_numeral(match["total"])
        known = [part for part in parts if part is not None]
        if total is None or chapters is None or not match["list"].startswith("第一章"):
            return None
        if len(known) != chapters and match["list"].count("附则") == 1 and abs(len(known) - chapters) == 1:
            message = f"称共{match['chapters']}章，其后列出{len(known)}章。"
            return self.finding(
                prepared, match.start("chapters"), match.end("chapters") + 1, message, suggestion="核对章数。"
            )
        if len(known) != chapters or sum(known) == total:
            return None
        message = f"各章条数之和为{sum(known)}，与“{match['total']}条”不符。"
        start, end = match.start("total"), match.end("list")
        return self.finding(prepared, start, end, message, suggestion="核对各章条数。")
