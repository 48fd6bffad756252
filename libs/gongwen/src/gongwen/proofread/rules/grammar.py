"""Grammar (语法): patterns that are wrong in every sentence they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule

_GRAMMAR = "现代汉语语法"
_END = r"(?=[，。；：、！？）\n]|\Z)"


class MissingSubject(PatternRule):
    """通过…，使… leaves the sentence without a subject (成分残缺)."""

    code = "WRD004"
    title = "“通过……使……”缺主语"
    why = "介词短语和动词“使”连用，把主语掩盖掉了。"
    source = _GRAMMAR
    level = Level.PRACTICE
    category = Category.GRAMMAR
    severity = Severity.MINOR
    confidence = 0.8
    examples = (
        Example(
            "通过开展专题培训，使干部能力得到提高。",
            "通过开展专题培训，干部能力得到提高。",
        ),
        Example(
            "在市委的正确领导下，使各项工作取得新进展。",
            "在市委的正确领导下，各项工作取得新进展。",
        ),
        Example(
            "随着营商环境的改善，使企业信心明显增强。",
            "随着营商环境的改善，企业信心明显增强。",
        ),
    )
    near_misses = (
        "通过招标，使用单位确定了供应商。",
        "我们通过专题培训，使干部能力得到提高。",
        "在有关部门的支持下，使用单位完成了验收。",
    )
    pattern = re.compile(
        r"(?:(?<=[。；！\n\u3000])|^)(?:(?P<through>通过|经过|随着|由于)[^，。；\n通经随由]{2,30}"
        r"|(?P<under>在)[^，。；\n在]{2,30}下)，(?P<make>使得?)(?![用命馆者节领徒臣劲唤])",
        re.MULTILINE,
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        head = match["through"] or "在……下"
        message = f"“{head}……使……”缺主语。"
        return self.finding(prepared, *match.span(), message, suggestion=f"删去“{head}”或“{match['make']}”。")


_MISMATCHES = {
    "加强": "水平 步伐 质量 效率 速度 面貌 规模 覆盖面 比例 素质 效能",
    "加大": "水平 素质 能力 步伐 质量 效率 进度 速度 认识 意识 作用",
    "提高": "步伐 短板 规模 问题",
    "加快": "水平 力度 质量 能力 素质 意识",
    "增强": "效率 质量 速度 步伐 力度 进度",
    "增加": "质量 水平 效率 力度 素质 步伐",
    "扩大": "程度 力度 水平 质量 素质",
    "改善": "水平 力度 能力 效率 问题 素质",
    "解决": "能力 水平 质量 素质",
    "完善": "问题 短板 水平 力度",
    "深化": "力度 水平 质量",
    "健全": "力度 水平 问题 短板",
    "发挥": "影响 意义",
    "改进": "面貌 水平",
    "开展": "力度 步伐 局面",
    "做好": "局面",
    "降低": "力度 步伐",
    "落实": "水平 步伐",
}
"""Verbs with the nouns that never are their object."""
_TAKE_DE = ("发挥", "开展", "做好")
"""Verbs whose object may have 的 before it; after the others 的 makes the verb part of an attribute."""
_OTHER_VERB = "提高|提升|增强|加强|加大|加快|改善|扩大|抓|解决|健全|深化|落实|开展|建立|完善|推进|推动|促进|优化|强化|确保|保证|实现|达到|对|向|为|着力"
"""What starts another clause between verb and noun, so that the noun belongs to it."""


class WrongObject(PatternRule):
    """A verb with an object it never takes (动宾搭配不当)."""

    code = "GRM001"
    title = "动宾搭配不当"
    why = "“水平”只能“提高”、“力度”只能“加大”，动词和宾语不能搭配，意思就不通。"
    source = _GRAMMAR
    level = Level.PRACTICE
    category = Category.GRAMMAR
    severity = Severity.MINOR
    confidence = 0.85
    examples = (
        Example("要持续加大干部素质。", "要持续提高干部素质。"),
        Example("各地要加快工作力度，确保按期完成。", "各地要加大工作力度，确保按期完成。"),
        Example("充分发挥示范点的重要影响。", "充分发挥示范点的重要作用。"),
    )
    near_misses = (
        "加强教学质量管理，提高教学水平。",
        "加快改造步伐，加大推进力度。",
        "提高解决新问题的能力。",
        "加大开展爱国卫生运动力度。",
        "解决能力不足的问题。",
        "加强监管、提高效率。",
        "完善问题线索移送机制。",
    )
    pattern = re.compile(
        # The class of first characters spares the alternatives at every other place.
        f"(?=[{''.join({verb[0] for verb in _MISMATCHES})}])(?:"
        + "|".join(
            rf"(?P<v{number}>(?<![大快高强]){verb})[了好]?(?:(?!{_OTHER_VERB}|[与和及的])[\u4e00-\u9fa5]){{0,8}}"
            rf"{'(?:的(?:重要|积极|工作)?)?' if verb in _TAKE_DE else ''}(?P<n{number}>{'|'.join(nouns.split())}){_END}"
            for number, (verb, nouns) in enumerate(_MISMATCHES.items())
        )
        + ")"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        number = next(name[1:] for name, value in match.groupdict().items() if value and name.startswith("v"))
        message = f"“{match[f'v{number}']}”与“{match[f'n{number}']}”不能搭配。"
        return self.finding(prepared, *match.span(), message, suggestion="换用能与宾语搭配的动词。")


class WrongPredicate(PatternRule):
    """A subject with a predicate it never takes (主谓搭配不当)."""

    code = "GRM002"
    title = "主谓搭配不当"
    why = "“水平”不能“加强”、“力度”不能“加快”，主语和谓语不能搭配，意思就不通。"
    source = _GRAMMAR
    level = Level.PRACTICE
    category = Category.GRAMMAR
    severity = Severity.MINOR
    confidence = 0.85
    examples = (
        Example("农村公路路况水平不断加强。", "农村公路路况水平不断提高。"),
        Example("理论联系实际的能力有待加大。", "理论联系实际的能力有待提高。"),
        Example("资金保障能力亟待解决。", "资金保障能力亟待提高。"),
    )
    near_misses = (
        "公共服务能力需要加强，水平有待提高。",
        "能力不足的问题亟待解决。",
        "整治力度持续加大，办理速度明显加快。",
    )
    _link = r"(?:得到了?|有待|亟待|亟需|亟须|需要?|还需|有了?|不断|进一步|持续|明显|显著|很大|极大|更大|大幅度?|逐步|稳步|有效|日益|仍|也|都|均|较大|的|地){1,4}"
    pattern = re.compile(
        rf"(?=[水效素力步进速质能意规范覆饮安面])(?:(?P<level>(?<!高)水平|效率){_link}(?P<a>加强|加大|加快|扩大|解决|完善)"
        rf"|(?P<makings>素质){_link}(?P<l>加大|加快|扩大|解决|完善)"
        rf"|(?P<strength>力度){_link}(?P<b>加快|提速|扩大化|解决|改善|完善)"
        rf"|(?P<pace>步伐|进度|速度){_link}(?P<c>加强|增强|扩大|解决|完善)"
        rf"|(?P<quality>质量){_link}(?P<d>加强|加大|加快|增加|扩大|解决)"
        rf"|(?P<ability>能力|意识){_link}(?P<e>加大|加快|扩大|解决|改善)"
        rf"|(?P<scale>规模|范围|覆盖面){_link}(?P<f>加强|提高|增强|加快|改善)"
        rf"|(?P<safety>饮水安全|安全){_link}(?P<g>解决)"
        rf"|(?P<scene>面貌){_link}(?P<h>提高|加强|增强|扩大)"
        rf"|力度(?P<i>不快|较慢|缓慢|不高|偏低)|步伐(?P<j>不高|不强)|进度(?P<k>不高|不强|不大))"
        rf"(?:了)?{_END}"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        predicate = next(value for name, value in match.groupdict().items() if value and len(name) == 1)
        subject = next(
            (value for name, value in match.groupdict().items() if value and len(name) > 1), match[0][:2]
        )
        message = f"“{subject}”与“{predicate}”不能搭配。"
        return self.finding(prepared, *match.span(), message, suggestion="换用能与主语搭配的谓语。")


class BlendedSentence(PatternRule):
    """Two sentence patterns run into one (句式杂糅)."""

    code = "GRM003"
    title = "句式杂糅"
    why = "把两种说法套在一起，句子结构混乱。"
    source = _GRAMMAR
    level = Level.PRACTICE
    category = Category.GRAMMAR
    severity = Severity.MINOR
    confidence = 0.85
    examples = (
        Example("本着节约为原则安排活动。", "本着节约的原则安排活动。"),
        Example("坚持以群众满意不满意是衡量工作的标准。", "坚持以群众满意不满意作为衡量工作的标准。"),
        Example("防汛工作取得成效的原因，是各级高度重视所造成的。", "防汛工作取得成效的原因，是各级高度重视。"),
        Example("围绕以项目建设为中心开展工作。", "围绕项目建设这个中心开展工作。"),
        Example("应当遵循以下列原则。", "应当遵循下列原则。"),
        Example("这次培训起到了很大的帮助。", "这次培训起到了很大的作用。"),
    )
    near_misses = (
        "本着实事求是的原则，以服务企业为原则。",
        "以经济建设为中心，是兴国之要。",
        "事故的原因是操作不当，损失是由事故造成的。",
        "坚持以人民为中心，这是我们工作的标准。",
    )
    pattern = re.compile(
        r"(?=[本坚必要应的主根直原围遵符具提包满履享承办完做存如关对由深缺得靠依起之因大自进])(?:"
        r"(?P<spirit>本着[^，。；\n本为]{2,16}为(?:原则|宗旨|目的|出发点))"
        r"|(?P<standard>(?:坚持|必须|要|应当?)以[^，。；\n以为]{2,24}是(?:衡量|检验|评价|考核|判断)[^，。；\n]{0,12}(?:标准|尺度|依据))"
        r"|(?P<reason>(?:的)?(?:主要|根本|直接)?原因，?(?:主要|就)?是(?:由于)?[^，。；\n]{2,30}(?:所造成的|所导致的|所引起的|所致|造成的|导致的|引起的))"
        r"|(?P<around>围绕以[^，。；\n以]{2,20}为(?:中心|主线|重点|核心|目标))"
        r"|(?:遵循|符合|具备|提交|包括|满足|履行|享有|承担|办理|完成|做好|提供|存在)(?P<following>以下列)"
        r"|(?P<key>关键(?:在于|是在于|取决于)[^，。；\n关]{2,24}(?:起(?:着)?决定(?:性)?(?:的)?作用|是(?:关键|根本)))"
        r"|(?P<problem>(?:对于|关于)[^，。；\n对关]{2,20}问题上，)"
        r"|(?P<comprise>由[^，。；\n由]{2,30}(?:所)?组成的?(?:构成|成立))"
        r"|(?P<deep>深受[^，。；\n深]{1,14}(?:所喜爱|所欢迎))"
        r"|(?P<lack>(?:缺乏|缺少)[^，。；\n缺不]{1,10}(?:不足|匮乏|缺失|不够)(?=[，。；]))"
        r"|(?P<effect>起到了?(?:很大|较大|积极|重要|一定)?的?(?:帮助|影响|意义|贡献)(?=[，。；]))"
        r"|(?P<why>之所以[^，。；\n]{2,20}的(?:主要)?原因，?(?:就)?(?:是|在于))"
        r"|(?P<about>大约(?:在|有|为|是|达)[^，。；\n]{1,12}(?:左右|上下)(?=[，。；]))"
        r"|(?P<from>自[^，。；\n自]{2,12}起开始(?=[，。；]|实施|施行|执行))"
        r"|(?P<done>进行了[^，。；\n了]{2,12}了(?=[，。；]))"
        r"|(?P<secured>得到(?:保障|落实|解决|改善|提高)(?:落实|保障|解决)到位)"
        r"|(?P<depend>(?:靠的是|依靠的是)[^，。；\n靠]{2,24}(?:取得的|分不开的|的结果)))"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        span = match.span("following") if match["following"] else match.span()
        message = f"“{prepared.text[slice(*span)]}”把两种句式套在了一起。"
        return self.finding(prepared, *span, message, suggestion="保留一种说法。")


class MismatchedConjunctions(PatternRule):
    """The second conjunction does not belong to the first (关联词语搭配不当)."""

    code = "GRM004"
    title = "关联词语搭配不当"
    why = "“只有”与“才”、“只要”与“就”各自成对，配错了，条件关系就反了。"
    source = _GRAMMAR
    level = Level.PRACTICE
    category = Category.GRAMMAR
    severity = Severity.MINOR
    confidence = 0.85
    examples = (
        Example("只有压实责任，就能守住安全底线。", "只有压实责任，才能守住安全底线。"),
        Example("只要人人尽责，才能守住安全底线。", "只要人人尽责，就能守住安全底线。"),
        Example("虽然时间紧、任务重，所以要抓紧推进。", "虽然时间紧、任务重，但要抓紧推进。"),
        Example("这样做不仅减轻了企业负担，但提高了办事效率。", "这样做不仅减轻了企业负担，而且提高了办事效率。"),
    )
    near_misses = (
        "只有压实责任，才能守住安全底线，就能赢得主动。",
        "只要人人尽责，就能守住安全底线。",
        "虽然时间紧，但任务明确，所以要抓紧推进。",
        "这不仅是责任，但凡有一丝松懈都不行。",
    )
    pattern = re.compile(
        r"(?P<only>(?:(?<=[，。；：\n\u3000])|^)只有[^，。；\n才只]{2,30}，(?:[^，。；\n才就便只]{0,8})就(?=能|可以|会|必))"
        r"|(?P<if>(?:(?<=[，。；：\n\u3000])|^)只要[^，。；\n才就便只都也]{2,30}，(?:[^，。；\n才就便只都也]{0,8})才(?=能|可以|会))"
        r"|(?P<although>(?:(?<=[，。；：\n\u3000])|^)(?:虽然|尽管)[^，。；\n但却虽尽]{2,30}，(?:所以|因此|因而|而且))"
        r"|(?P<because>(?:(?<=[，。；：\n\u3000])|^)(?:因为|由于)[^，。；\n因由]{2,30}，(?:但是|却|不过|然而)(?=[^，。；\n]))"
        r"|(?P<both>(?:不仅|不但)[^，。；\n不但]{2,30}，(?:但(?!凡|愿|书)|但是|却|所以|因此)(?=[\u4e00-\u9fa5]))"
        r"|(?P<even>(?:即使|即便|哪怕)[^，。；\n即哪]{2,30}，(?:所以|因此|而且|(?:我们|各单位|各地|大家|也)?就(?=[要会能可])))"
        r"|(?P<rather>与其[^，。；\n与其]{2,20}，(?:也不|宁可))",
        re.MULTILINE,
    )
    _right = {
        "only": "“只有”应与“才”配对",
        "if": "“只要”应与“就”配对",
        "although": "“虽然”“尽管”应与“但是”配对",
        "because": "“因为”“由于”应与“所以”“因此”配对",
        "both": "“不仅”“不但”应与“而且”“还”配对",
        "even": "“即使”应与“也”配对",
        "rather": "“与其”应与“不如”配对",
    }

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        kind = next(name for name, value in match.groupdict().items() if value)
        return self.finding(prepared, *match.span(), f"{self._right[kind]}。", suggestion="改正关联词语。")


class OneSidedCondition(PatternRule):
    """是否 or 能否 on one side, one outcome on the other (一面对两面)."""

    code = "GRM005"
    title = "“能否”“是否”一面对两面"
    why = "前面说两种可能，后面只说一种结果，前后不能对应。"
    source = _GRAMMAR
    level = Level.PRACTICE
    category = Category.GRAMMAR
    severity = Severity.MINOR
    confidence = 0.8
    examples = (
        Example("能否落实责任，是做好防汛工作的关键。", "落实责任，是做好防汛工作的关键。"),
        Example("是否重视基层，是做好信访工作的前提。", "重视基层，是做好信访工作的前提。"),
    )
    near_misses = (
        "能否落实责任，关系到能否守住安全底线。",
        "是否符合条件，由主管部门审核。",
        "能否落实责任，是检验作风的标准。",
    )
    pattern = re.compile(
        r"(?:能否|是否|能不能|是不是)[^，。；？\n能是]{2,30}，(?:直接)?是(?!否|不是)(?:[^，。；？\n否]{2,24})的(?:关键|前提|保证|保障|基础|必要条件|重要途径|有效途径)"
    )
    _both = re.compile(r"成败|好坏|与否|能否|是否|高低|优劣|得失|不")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if self._both.search(match[0], 2):
            return None
        return self.finding(
            prepared,
            *match.span(),
            "前面是两面，后面只有一面。",
            suggestion=f"删去“{match[0][:2]}”，或后面也说两面。",
        )


_WORDS = frozenset({"change", "verb", "only", "twice", "quality", "full", "time", "and"})
"""Groups of the patterns below that hold the word said again."""


class DoubledWording(Rule):
    """A word again after one other word (词语隔词重复)."""

    code = "GRM006"
    title = "词语隔词重复"
    why = "修改时前一处没有删净，同一个词在几个字之内出现两次。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.GRAMMAR
    severity = Severity.MINOR
    confidence = 0.8
    examples = (
        Example("确保工程顺利平安顺利实施。", "确保工程平安顺利实施。"),
        Example("对资格条件没有进行严格进行审核。", "对资格条件没有严格进行审核。"),
        Example("事故起数、死亡人数分别下降10%和下降20%。", "事故起数、死亡人数分别下降10%和20%。"),
    )
    near_misses = (
        "坚持研究再研究、落实再落实。",
        "工作中的工作方法要讲究。",
        "由村到村、由户到户排查。",
    )
    _pattern = re.compile(
        r"(?P<word>进行|组织|开展|加强|推进|落实|顺利|平安|有效|切实|解释|说明|确保|提高|完善|实现|做好|严格|认真|积极|全面|及时)"
        r"(?P<between>[\u4e00-\u9fa5]{1,3})(?P=word)(?![\u4e00-\u9fa5]{0,1}[、])"
    )
    _joins = re.compile(r"[和与及或再又不并到的、者对为于以且至从后前了而因由员性化机等部是在]|加|应|得|未|非")

    _repeated = re.compile(
        r"分别(?P<change>增长|下降|提高|减少|增加|上升|降低|达到|完成)[^，。；\n分]{1,16}[和、](?P=change)"
        r"|为最(?P<degree>[高低大小好差多少])[^，。；\n最]{1,6}最(?P=degree)(?=[，。；])"
        r"|(?P<verb>举办|召开|编制|印发|制定|召集)(?P<object>[^，。；：、！？“”《》（）\n举召编印制]{2,16})的?(?P=verb)(?=[，。；])"
        r"|(?P<twice>组织|负责|开展|实施|监督|宣传|培训)[\u4e00-\u9fa5]{0,2}并(?P=twice)(?=[、，。；])"
        r"|(?P<full>落实|贯彻)(?!情况)[^，。；、：\n落贯]{2,12}(?P=full)到位"
        r"|(?P<time>昨天|今天|明天|今年|去年|明年|目前|现在|近期|日前|近日)(?:(?![至到比与和])[\u4e00-\u9fa5]){0,3}(?P=time)"
        r"|(?P<and>主持|研究|组织|召开|印发|发布|部署|学习|参加|承办|开展|制定|执行|办理|审议|通过)并(?P=and)(?=了|[\u4e00-\u9fa5]{0,4}[，。；])"
        r"|(?P<quality>[\u4e00-\u9fa5]{2})性的(?P=quality)(?=[\u4e00-\u9fa5])"
        r"|(?P<only>唯一|主要|重要|基本)的[^，。；\n的]{1,6}的(?P=only)(?=[\u4e00-\u9fa5])"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for match in self._repeated.finditer(prepared.text):
            word = (
                next((value for name, value in match.groupdict().items() if value and name in _WORDS), "")
                or f"最{match['degree']}"
            )
            yield self.finding(
                prepared, *match.span(), f"“{word}”在一句中重复。", suggestion=f"删去多余的“{word}”。"
            )
        for match in self._pattern.finditer(prepared.text):
            if not self._joins.search(match["between"]):
                message = f"“{match['word']}”在“{match[0]}”中重复。"
                yield self.finding(
                    prepared, *match.span(), message, suggestion=f"核对后删去一个“{match['word']}”。"
                )
