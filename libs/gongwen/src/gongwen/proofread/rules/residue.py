"""Residue (残留内容): what templates, tools, web pages and earlier hands have left in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from gongwen.document import Role
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule

_PRACTICE = "公文校对的通行要求"


class TemplateMarks(PatternRule):
    """Marks of templates, web pages and programs (模板标记)."""

    code = "RES001"
    title = "残留模板变量、网页代码或程序字样"
    why = "这类字符说明模板没有填完或从网页粘贴后没有清理，印发即成差错。"
    source = _PRACTICE
    level = Level.PRACTICE
    category = Category.RESIDUE
    severity = Severity.BLOCKER
    examples = (
        Example("请{{单位名称}}于月底前报送。", "请市水利局于月底前报送。"),
        Example("请于月底前&nbsp;报送。", "请于月底前报送。"),
        Example("负责人为undefined。", "负责人为沈若川。"),
    )
    near_misses = ("气温<10℃时停止施工。", "采用HTML格式报送。", "使用Null值法测算。")
    pattern = re.compile(
        r"\{\{[^{}\n]{0,60}\}\}|\$\{[^{}\n]{1,60}\}|##\w{1,40}##|<%[^%\n]{0,60}%>|\{%[^%\n]{0,60}%\}"
        r"|</?(?:p|br|div|span|table|tr|td|th|ul|ol|li|b|i|u|strong|em|font|img|a|h[1-6]|o:p|w:\w{1,10})"
        r"(?:\s[^<>\n]{0,120})?/?>"
        r"|&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|mdash|hellip|#\d{2,5});"
        r"|【(?:模板|范文|示例|样本|范本|定稿|终稿|草稿|初稿|待审)】|[\[【](?:图片|表情|链接|超链接|视频|语音)[\]】]"
        r"|(?:--|—|（)待续(?:--|—|）)|(?:以下|此处)(?:为|是)(?:模板|示例|范文)[^。，\n]{0,4}|(?i:lorem ipsum)"
        r"|\[object Object\]|(?<![A-Za-z_])(?:undefined|NaN|null|None)(?![A-Za-z_0-9]| [A-Za-z])"
        r"|#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?)|错误！未(?:找到引用源|定义书签)。?"
        r"|Error! (?:Reference source not found|Bookmark not defined)\.?",
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        message = f"残留模板或程序标记“{match[0]}”。"
        return self.finding(prepared, *match.span(), message, suggestion="补上应填的内容或删去标记。")


class WebLibraryMarks(PatternRule):
    """Marks of document-sharing sites (文库水印)."""

    code = "RES002"
    title = "残留文库、下载站字样"
    why = "此类字样说明文稿从网上下载后没有清理，印发有损机关严肃性。"
    source = _PRACTICE
    level = Level.PRACTICE
    category = Category.RESIDUE
    severity = Severity.BLOCKER
    examples = (
        Example("切实抓好落实。本文档由某某网站整理提供。", "切实抓好落实。"),
        Example("切实抓好落实。更多范文请访问我们的网站。", "切实抓好落实。"),
    )
    near_misses = ("更多信息请关注云江市人民政府门户网站。",)
    pattern = re.compile(
        r"本(?:文档|文|资料|范文|文章)(?:由|来自|来源于|摘自|下载自)[^，。；\n]{0,20}"
        r"(?:整理|提供|下载|上传|搜集|收集|文库|网)[^，。；\n]{0,6}"
        r"|更多(?:精彩|相关|公文)?(?:范文|文档|资料|模板|公文写作)[^。】\n]{0,12}(?:请|尽在)[^。】\n]{0,12}"
        r"|(?:百度文库|豆丁网|道客巴巴|原创力文档|下载后可(?:任意|自行)?编辑|(?:点击|扫码)下载全文|付费(?:阅读|下载)全文|(?:剩余|阅读|查看)[^。\n]{0,6}全文(?:需|请)[^。\n]{0,10}|文档(?:免费|限时)下载|开通(?:会员|VIP)[^。\n]{0,8})"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        return self.finding(prepared, *match.span(), "残留文库或下载站的字样。", suggestion="删去。")


class Placeholders(PatternRule):
    """Places left to be filled (待填内容)."""

    code = "RES003"
    title = "残留待填的占位符"
    why = "占位符说明内容没有填写完整，印发后无法执行。"
    source = _PRACTICE
    level = Level.PRACTICE
    category = Category.RESIDUE
    severity = Severity.MAJOR
    examples = (
        Example("会议定于×月×日召开。", "会议定于5月8日召开。"),
        Example("由XX局负责组织实施。", "由市水利局负责组织实施。"),
        Example("全年完成投资____亿元。", "全年完成投资12亿元。"),
        Example("有关数据TODO后续补充。", "有关数据见附表。"),
        Example("经XX设计院初步设计，拟原址重建。", "经市交通设计院初步设计，拟原址重建。"),
        Example("联系人：某某某，电话：0785-3126401。", "联系人：许知远，电话：0785-3126401。"),
        Example("领导小组由张××任组长。", "领导小组由张明澈任组长。"),
        Example("单击此处输入文字。", "请认真贯彻执行。"),
        Example("请于2026年　月　日前完成。", "请于2026年6月30日前完成。"),
        Example("任务于2026年第X季度完成。", "任务于2026年第三季度完成。"),
    )
    near_misses = (
        "当事人李××对违纪事实没有异议。",
        "开展X光检查。",
        "规格为3×5米的标牌。",
        "二〇〇八年立项。",
        "某某企业拖欠工资的问题。",
        "服装尺码为XXL型。",
    )
    pattern = re.compile(
        r"[×✕╳xXｘＸ*＊〇○](?:年[×✕╳xXｘＸ*＊〇○]{1,2}月|月[×✕╳xXｘＸ*＊〇○]{1,2}日)(?:[×✕╳xXｘＸ*＊〇○]{1,2}日)?"
        r"|(?<![A-Za-z0-9×])(?:[×✕╳]{1,8}|[XxＸｘ]{2,8}|[〇○]{2,8})"
        r"(?=(?:自治|省|市|县|区|镇|乡|街道|村|局|委(?!托)|办|厅|部|处|科|院|所|站|中心|公司|单位|学校|机关|集团|有限|"
        r"同志|项目|工程|会议|文件|年度|月|日|时|号|万|亿|元|%|个|项|家|户|户次|人(?!民)|名|次|起|件))"
        r"|某某(?=局|厅|市|县|省|区|镇|乡|部门|单位|同志|领导|办公室)|(?<=[：:])某某某?|某某某"
        r"|(?<=[年第表])[XxＸ×](?=季度|月|日|号|条|章|项|批|次|期|[。，；])|(?:[^\S\n]|^)@[\u4e00-\u9fa5]{2,4}(?=[ \u3000，：:请])"
        r"|(?<=年)[ \u3000]{1,4}月(?:[ \u3000]{1,4}日)?(?=[前至上中下，。])"
        r"|(?<![A-Za-z0-9])X{2,8}(?=[\u4e00-\u9fa5])|(?<=[由任经])[\u4e00-\u9fa5][×✕╳]{1,2}(?=任|担任|同志|牵头|负责)"
        r"|[\[【［](?:请?(?:在?(?:此处?|这里))?(?:填写|输入|填入)[^\[\]【】［］\n]{0,12}|(?:单位|机关|部门|项目|文件|会议)名称|姓名|职务|日期|时间|地点|标题|金额|电话|联系人)[\]】］]"
        r"|[（(](?:签发人|主送机关|发文机关|单位|机关|部门|项目|会议|领导)(?:姓名|名称)[）)]|[（(](?:盖章处|签字处|公章处|此处盖章|正文内容|此处正文|正文略)[）)]"
        r"|(?:数据|情况|内容|金额|时间|地点|人数|日期|名单|人选)(?:待核实?|待定|待补充?|待确认|待完善)(?=[。，；、）\n]|\Z)"
        r"|(?:单击|点击)(?:此处|这里)(?:输入|添加|编辑|插入)[\u4e00-\u9fa5]{0,6}"
        r"|20(?:[×✕╳]{1,2}|[XxＸｘ*]{2})(?=年|〕)|_{2,40}|＿{2,40}"
        r"|(?<![A-Za-z])(?:TODO|TBD|FIXME|xxx+|XXX+)(?![A-Za-z])"
    )
    _numerals = "〇零一二三四五六七八九十"

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        before = prepared.text[match.start() - 1 : match.start()] if match.start() else ""
        if match[0][0] in "〇○" and before and before in self._numerals:
            return None
        # Blanks are what the forms among the attachments are made of.
        if match[0][0] in "_＿" and prepared.in_attachment(match.start()):
            return None
        message = f"残留占位符“{match[0]}”，内容没有填写。"
        return self.finding(prepared, *match.span(), message, suggestion="填写实际内容。")


class EditorNotes(PatternRule):
    """Notes between drafters (编写备注)."""

    code = "RES004"
    title = "残留编写备注"
    why = "起草、核稿时的备注不是公文内容，印发前必须处理。"
    source = _PRACTICE
    level = Level.PRACTICE
    category = Category.RESIDUE
    severity = Severity.MAJOR
    examples = (
        Example("全年培训12期（数据待核实），效果良好。", "全年培训12期，效果良好。"),
        Example("【此处补充典型案例】下一步继续推进。", "下一步继续推进。"),
        Example("压实责任（这里再加一条，领导说至少四条）。", "压实责任。"),
        Example("另有任用（任职待定，见下批）。", "另有任用。"),
        Example("推行积分制（插入图3：积分超市照片）。", "推行积分制。"),
        Example("形象较差（此处点名是否合适？请领导定）。", "形象较差。"),
        Example("完成投资12亿元（数字请业务科室再核一下）。", "完成投资12亿元。"),
        Example("各单位要抓好落实。\n请领导审阅。", "各单位要抓好落实。"),
        Example("各单位要抓好落实。\n标红部分为新增内容。", "各单位要抓好落实。"),
    )
    near_misses = (
        "（此件公开发布）",
        "（以下简称《办法》）",
        "（待批准后施行）",
        "（请在方框内打勾）",
        "（待遇按有关规定执行）",
        "（参照公务员法管理）",
    )
    _inside = r"[^（()）【】\[\]［］〔〕\n]"
    pattern = re.compile(
        r"[（(【\[［〔]"
        rf"(?P<note>{_inside}{{1,60}})"
        r"[)）】\]］〕]"
        r"|^[ \t\u3000]*(?P<line>(?:此稿|本稿|该稿)[^。\n]{0,20}(?:征求意见|讨论稿|送审|草稿|删除)[^。\n]{0,20}"
        r"|请(?:领导|各位领导|审核人|[\u4e00-\u9fa5]{1,4}(?:局长|主任|市长|处长))(?:审阅|审核|把关|定夺|审定)"
        r"|(?:标红|标黄|红字|黄色|高亮|划线)(?:部分|内容|处)[^。\n]{0,20}|[^。\n]{0,12}待(?:更正|补充|完善))。?$",
        re.MULTILINE,
    )
    _instruction = re.compile(
        r"待(?:核实?|定|补充?|完善|确认|填写?|更新|核对|领导)(?!位|时|期)|需(?:核实|补充|确认|核对|更新)(?!的)"
        r"|(?:此处|这里|该处|本段|此段|以下[一二两三几]段|上段|下段)[^，]{0,20}(?:补充|添加|插入|修改|删|填|完善|核实|略|展开|加|移|改|结合|合适|核对|编辑|省略)"
        r"|(?:这里|此处)再|再(?:核|沟通|商量?|补|改|斟酌|确认|完善)(?!生)|(?:书记|[省市县区]长|局长|主任|领导)批示[：:]"
        r"|^(?:请|建议)[^，]{0,10}(?:补充(?:完善)?|核实|确认|修改|斟酌)"
        r"|^(?:批注|备注|修改意见|编者注|审核意见|工作人员提示|写作提示|提示|编辑)\d{0,2}[：:]"
        r"|领导(?:说|要求加|定夺|审定|意见)|请领导(?:定|审)|是否(?:合适|妥当)[？?]|见下批|字左右|插入(?:图|表|照片)|(?:参考|参照)[^，]{2,16}(?:改写|修改|写)"
        r"|正式印发时删|印发前删|定稿前|移到前面|移至|照抄|复制(?:自|于)|粘贴|此稿|本稿为|征求意见稿，"
    )
    _legitimate = re.compile(r"以下简称|此件|公开|打勾|批准后|√")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        note = match["note"]
        if note is not None and (not self._instruction.search(note) or self._legitimate.search(note)):
            return None
        # In the forms among the attachments such words tell how to fill them in.
        if prepared.in_attachment(match.start()) and note is not None and note.startswith(("请", "填")):
            return None
        start, end = match.span("line") if note is None else match.span()
        message = f"残留编写备注“{prepared.text[start:end]}”。"
        return self.finding(prepared, start, end, message, suggestion="处理后删去备注。")


class InvisibleCharacters(PatternRule):
    """Characters nobody sees (不可见字符)."""

    code = "RES005"
    title = "含有不可见字符"
    why = "零宽字符、控制字符看不见，却会使检索、比对和排版出错，也可能夹带隐藏信息。"
    source = _PRACTICE
    level = Level.PRACTICE
    category = Category.RESIDUE
    severity = Severity.MINOR
    has_fix = True
    examples = (Example("请认真\u200b贯彻执行。", "请认真贯彻执行。"),)
    pattern = re.compile(
        r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
        r"\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]+"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if match.span() == (0, 1) and match[0] == "\ufeff":
            return None
        names = "、".join(f"U+{ord(character):04X}" for character in sorted(set(match[0]))[:4])
        message = f"含有不可见字符（{names}）。"
        return self.finding(prepared, *match.span(), message, suggestion="删去。", fix="")


class BrokenCharacters(PatternRule):
    """Characters that were lost on the way (乱码)."""

    code = "RES006"
    title = "含有乱码或自造字"
    why = "乱码说明编码转换丢了字；自造字在别的电脑上显示为空白或方框。"
    source = _PRACTICE
    level = Level.PRACTICE
    category = Category.RESIDUE
    severity = Severity.MAJOR
    examples = (Example("请各单位认真\ufffd彻执行。", "请各单位认真贯彻执行。"),)
    pattern = re.compile(
        r"[\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd\ufffe\uffff\ud800-\udfff]+|锟斤拷|烫烫烫|屯屯屯"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        return self.finding(prepared, *match.span(), "此处是乱码或自造字。", suggestion="按原稿补正。")


class CompatibilityCharacters(PatternRule):
    """Radicals and compatibility forms that only look like the character (部首字、兼容字)."""

    code = "RES007"
    title = "以部首或兼容字符代替汉字"
    why = "这类字符看似汉字，实为另一编码，检索不到，多由文件转换或识别产生。"
    source = _PRACTICE
    level = Level.PRACTICE
    category = Category.RESIDUE
    severity = Severity.MINOR
    has_fix = True
    examples = (Example("加强⼈员管理。", "加强人员管理。"),)
    pattern = re.compile(r"[\u2f00-\u2fd5\uf900-\ufaff\u2ea0-\u2ef3]+")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        fix = unicodedata.normalize("NFKC", match[0])
        if fix == match[0]:
            return None
        return self.finding(prepared, *match.span(), f"“{match[0]}”不是规范编码的汉字。", fix=fix)


class BlankPageNote(PatternRule):
    """The note that a page holds no text (此页无正文)."""

    code = "RES008"
    title = "不得标注“此页无正文”"
    why = "排版后空白容不下印章时，应调整行距、字距，使印章与正文同页。"
    source = "GB/T 9704-2012 7.3.5.5"
    level = Level.NATIONAL_STANDARD
    category = Category.FORMAT
    severity = Severity.MINOR
    has_fix = True
    examples = (Example("请认真贯彻执行。\n（此页无正文）\n", "请认真贯彻执行。\n\n"),)
    pattern = re.compile(r"[（(]?(?:此|本)页无正文[）)]?")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        return self.finding(prepared, *match.span(), f"不应标注“{match[0]}”。", fix="")


class SubjectWords(Rule):
    """The subject-word block (主题词) was dropped in 2012."""

    code = "RES009"
    title = "不再标注主题词"
    why = "现行格式已取消主题词，仍标注多为套用旧模板。"
    source = "GB/T 9704-2012 第7章（格式要素不含主题词）"
    level = Level.NATIONAL_STANDARD
    category = Category.FORMAT
    severity = Severity.MINOR
    examples = (Example("请认真贯彻执行。\n主题词：防汛　工作　通知", "请认真贯彻执行。"),)
    near_misses = ("检索时应当规范使用主题词。",)
    _line = re.compile(r"[ \t\u3000]*(主题词)[ \u3000]*[：:]")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for line in prepared.lines:
            match = self._line.match(line.text)
            if match is not None and line.role is not Role.ATTACHMENT_BODY:
                yield self.finding(
                    prepared,
                    line.start + match.start(1),
                    line.start + len(line.text.rstrip()),
                    "现行格式没有主题词。",
                    suggestion="删去主题词一栏。",
                )
