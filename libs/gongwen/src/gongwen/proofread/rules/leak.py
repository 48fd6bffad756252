"""Leaks (泄密泄露): what must not leave the office in a document, nor be repeated by the check."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import Role
from gongwen.proofread.facts.identifiers import is_born_on_a_day, is_credit_code, is_identity_number, is_luhn
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, LeakRule, PatternRule

_PERSONAL = "《中华人民共和国个人信息保护法》"
_SECRECY = "《中华人民共和国保守国家秘密法》"
_NETWORK = "《中华人民共和国网络安全法》"


def _middle(secret: str, head: int, tail: int) -> str:
    """``secret`` with every letter and digit but the first ``head`` and last ``tail`` masked."""
    shown = [at for at, character in enumerate(secret) if character.isalnum()]
    hidden = set(shown[head : len(shown) - tail])
    return "".join("*" if at in hidden else character for at, character in enumerate(secret))


class PasswordLeak(LeakRule):
    """A password (口令) in the text."""

    code = "LEK001"
    title = "出现密码、口令"
    why = "公文传阅面广，写入密码等于公开账号，须立即删除并更换密码。"
    source = _NETWORK
    level = Level.LAW
    category = Category.SENSITIVE
    severity = Severity.BLOCKER
    examples = (
        Example("系统登录密码：Qx7#2026abc，请及时登录。", "系统登录密码另行告知，请及时登录。"),
        Example("初始口令为Gov@12345。", "初始口令由本人设置。"),
        Example("账号zhiban，登录密码zb2026abc。", "账号zhiban，登录密码另行告知。"),
        Example("初始口令Px#2026yj，请登录后立即修改。", "初始口令由本人设置，请登录后立即修改。"),
    )
    near_misses = (
        "密码：由各单位自行设置。",
        "落实《中华人民共和国密码法》。",
        "忘记密码：请联系管理员。",
    )
    _pattern = re.compile(
        r"(?:密\s?码|口\s?令|密钥|(?<![A-Za-z])(?:password|passwd|pwd|PIN码)(?![A-Za-z]))(?:[（(][^（()）\n]{1,10}[)）])?"
        r"(?:[ \u3000]{0,2}(?:是|为)?[ \u3000]{0,2}[:：=][ \u3000]{0,2}|(?:统一|均|默认|初始)?(?:设置?)?[是为][ \u3000]?(?=[!-~]{0,63}[\d@#$%&*!])"
        r"|[ \u3000]?(?=[!-~]{0,63}\d)(?=[!-~]{0,63}[A-Za-z@#$%&*!])|(?<=初始密码)(?=\d{4})|(?<=默认密码)(?=\d{4})|(?<=登录密码)(?=\d{4}))"
        r"[“\"']?(?P<secret>[!-~]{4,64}?)(?=[”\"'，。；、,;）)\s]|[\u4e00-\u9fa5]|\Z)",
        re.IGNORECASE,
    )

    @staticmethod
    def mask(secret: str) -> str:
        return "*" * len(secret)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for match in self._pattern.finditer(prepared.text):
            message = "文中出现密码、口令，已在结果中隐去。"
            yield self.leak(
                prepared, *match.span("secret"), message, suggestion="删去，另行告知，并立即更换该密码。"
            )


class IdentityLeak(LeakRule):
    """A citizen's identity number (公民身份号码)."""

    code = "LEK002"
    title = "出现居民身份证号码"
    why = "身份证号码是敏感个人信息，公文非必要不得载明，公开前必须去标识化。"
    source = _PERSONAL
    level = Level.LAW
    category = Category.SENSITIVE
    severity = Severity.BLOCKER
    examples = (Example("申请人身份证号码为11010519491231002X。", "申请人身份证号码为110105********002X。"),)
    near_misses = ("合同编号为202605080000123456。",)
    _pattern = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])")
    _context = re.compile(r"(?:身份证|公民身份|证件)(?:件)?(?:号码?)?[^，。；\n]{0,6}\Z")

    @staticmethod
    def mask(secret: str) -> str:
        return _middle(secret, 6, 4)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for match in self._pattern.finditer(prepared.text):
            valid = is_identity_number(match[0])
            named = self._context.search(prepared.text, max(0, match.start() - 16), match.start())
            if valid:
                message = "文中出现居民身份证号码，已在结果中隐去中间各位。"
            elif named:
                wrong = "校验码不符" if is_born_on_a_day(match[0]) else "出生日期不存在"
                message = f"文中出现居民身份证号码，且{wrong}，号码本身有误。"
            else:
                continue
            yield self.leak(prepared, *match.span(), message, suggestion="删去，或只保留前6位和后4位。")


class MobileLeak(LeakRule):
    """A mobile number (手机号码) outside the contact note."""

    code = "LEK003"
    title = "出现个人手机号码"
    why = "手机号码是个人信息，除附注中的联系人外，公开前应当确认或隐去。"
    source = _PERSONAL
    level = Level.LAW
    category = Category.SENSITIVE
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example("参会人员王某，13800138000，住青溪县。", "参会人员王某，住青溪县。"),
        Example("联系人：王某，电话：13800138000。", "联系人：王某，电话：0785-3126227。"),
    )
    near_misses = ("全年实现产值13800138000元。", "设备编号为138001380001234。")
    _pattern = re.compile(
        r"(?<![\d.A-Za-z])(?:\+?86[ -]?)?1[3-9]\d(?:\d{8}|[ -]\d{4}[ -]\d{4})(?![\dA-Za-z]|\.\d"
        r"|[万亿元人吨%])"
    )
    _contact = re.compile(
        r"(?:联系人|联系电话|联系方式|咨询电话|举报电话|监督电话|值班电话|电话)[^。；\n]{0,30}\Z"
    )

    @staticmethod
    def mask(secret: str) -> str:
        return _middle(secret, len(re.sub(r"\D", "", secret)) - 8, 4)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for match in self._pattern.finditer(prepared.text):
            start, end = match.span()
            contact = prepared.role_at(start) is Role.ANNOTATION or self._contact.search(
                prepared.text, max(0, start - 40), start
            )
            yield self.leak(
                prepared,
                start,
                end,
                "文中出现手机号码，已在结果中隐去中间四位。",
                suggestion="联系电话用办公电话；确需留手机号码的，公开前隐去。",
                severity=Severity.MINOR if contact else self.severity,
                confidence=0.7 if contact else None,
            )


class BankCardLeak(LeakRule):
    """A bank card number (银行卡号)."""

    code = "LEK004"
    title = "出现银行卡号"
    why = "个人银行账户属敏感个人信息，载入公文易被冒用。"
    source = _PERSONAL
    level = Level.LAW
    category = Category.SENSITIVE
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (Example("补助汇入其个人账户6222026200000831024。", "补助汇入其个人账户。"),)
    near_misses = ("项目代码为6222026200000831029。", "统一社会信用代码为911100001000013428。")
    _pattern = re.compile(
        r"(?<![\dA-Za-z.])[3-6]\d{3}(?:\d{12,15}|(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?)(?![\dA-Za-z]|\.\d)"
    )

    @staticmethod
    def mask(secret: str) -> str:
        return _middle(secret, 6, 4)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for match in self._pattern.finditer(prepared.text):
            digits = re.sub(r"\D", "", match[0])
            named = (
                prepared.text[max(0, match.start() - 8) : match.start()].rstrip("：:为是 \u3000").endswith("卡号")
            )
            if not (is_luhn(digits) or named) or len(set(digits)) < 4:
                continue
            if len(digits) == 18 and (is_identity_number(digits) or is_credit_code(digits)):
                continue
            yield self.leak(
                prepared,
                *match.span(),
                "文中出现银行卡号，已在结果中隐去中间各位。",
                suggestion="删去，或另以加密方式告知办理单位。",
            )


class KeyLeak(LeakRule):
    """An access key, token or connection string (密钥、连接串)."""

    code = "LEK005"
    title = "出现系统密钥、令牌或数据库连接串"
    why = "密钥写入公文即视为泄露，应立即作废更换。"
    source = _NETWORK
    level = Level.LAW
    category = Category.SENSITIVE
    severity = Severity.BLOCKER
    examples = (
        Example("接口地址为jdbc:mysql://db01/oa?user=root，请妥善保管。", "接口地址另行告知，请妥善保管。"),
    )
    near_misses = ("采用JDBC方式连接数据库。",)
    _pattern = re.compile(
        r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----"
        r"|(?<![A-Za-z0-9])(?:AKIA|LTAI|AKID)[0-9A-Za-z]{12,40}"
        r"|(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{4,4000}(?:\.[A-Za-z0-9_-]{0,2000})?"
        r"|(?<![A-Za-z0-9])(?:ghp|gho|glpat|sk|xoxb)[-_][A-Za-z0-9_-]{16,100}"
        r"|(?<![A-Za-z])(?:jdbc:[a-z0-9]{2,20}:|(?:mysql|postgres(?:ql)?|mongodb(?:\+srv)?|redis|amqp|ldap)://)[!-~]{3,300}"
        r"|(?<![A-Za-z])(?:api[_-]?key|secret[_-]?key|access[_-]?token|app[_-]?secret)[\"']?\s{0,2}[:=：]\s{0,2}[\"']?[!-~]{8,200}",
        re.IGNORECASE,
    )

    @staticmethod
    def mask(secret: str) -> str:
        return "*" * len(secret)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for match in self._pattern.finditer(prepared.text):
            message = "文中出现系统密钥、令牌或连接串，已在结果中隐去。"
            yield self.leak(prepared, *match.span(), message, suggestion="删去，并立即作废更换。")


class InternalAddressLeak(LeakRule):
    """An address inside the office network (内网地址)."""

    code = "LEK006"
    title = "出现内网地址"
    why = "内网地址、主机名暴露网络结构，不应写入对外公文。"
    source = _NETWORK
    level = Level.LAW
    category = Category.SENSITIVE
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example("请登录http://192.168.10.25:8080/oa填报。", "请登录政务办公系统填报。"),
        Example("数据上传至oa-db01.intranet服务器。", "数据上传至指定服务器。"),
    )
    near_misses = ("请登录http://www.yunjiang.example/填报。", "10.2.1.3　设备安装应当牢固。")
    _pattern = re.compile(
        r"(?<![\d.])(?:192\.168\.\d{1,3}\.\d{1,3}|172\.(?:1[6-9]|2\d|3[01])\.\d{1,3}\.\d{1,3}"
        r"|10\.(?:\d{1,3}\.){2}\d{1,3}(?=:\d{2,5}|/)"
        r"|(?:(?<=://)|(?<=IP)|(?<=ip)|(?<=地址)|(?<=地址[：:为]))10\.(?:\d{1,3}\.){2}\d{1,3})(?![\d.])(?::\d{2,5})?"
        r"|(?<![A-Za-z0-9.-])[a-z0-9](?:[a-z0-9-]{0,40}\.){1,4}(?:intranet|internal|lan|localdomain)(?![A-Za-z0-9.-])"
        r"|(?<![A-Za-z0-9])localhost:\d{2,5}"
    )

    @staticmethod
    def mask(secret: str) -> str:
        return _middle(secret, 0, 0)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for match in self._pattern.finditer(prepared.text):
            message = "文中出现内网地址，已在结果中隐去。"
            yield self.leak(prepared, *match.span(), message, suggestion="删去，或以系统名称代替。")


class HomeAddressLeak(LeakRule):
    """A citizen's home address (家庭住址)."""

    code = "LEK008"
    title = "出现个人住址"
    why = "住址是个人信息，公文非必要不得载明到门牌。"
    source = _PERSONAL
    level = Level.LAW
    category = Category.SENSITIVE
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example("秦某，住清河县城关镇幸福巷27号，多次走访。", "秦某，住清河县，多次走访。"),
        Example("家庭住址为云江市东岭区滨江路18号3幢2单元602室。", "家庭住址已核实。"),
    )
    near_misses = (
        "单位地址：云江市东岭区滨江路18号。",
        "居住区地址为滨江路18号院。",
        "报名地点设在城关镇幸福巷27号服务大厅。",
    )
    _pattern = re.compile(
        r"(?:家庭(?:住址|地址)|居住地址|现住址?|户籍地址|住址|家住|居住(?=[在于])|(?<=[，（(、；])住(?!房|宿|建|院|所|户|宅|地))(?:在|于|为|[：:])?"
        r"(?P<secret>[\u4e00-\u9fa5]{2,24}?(?:路|街|道|巷|弄|村|里|小区|花园|社区|新村|大道|胡同|公寓|组)[\u4e00-\u9fa5]{0,6}\d{1,5}(?:号|弄|幢|栋|组|室|-)"
        r"(?:[\u4e00-\u9fa5]{0,3}\d{1,5}(?:号楼?|幢|栋|单元|室|楼|-)?){0,4})"
    )

    @staticmethod
    def mask(secret: str) -> str:
        """The place down to the street stays, numbers and what follows them do not."""
        first = next((at for at, character in enumerate(secret) if character.isdigit()), len(secret))
        return secret[:first] + "*" * (len(secret) - first)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for match in self._pattern.finditer(prepared.text):
            yield self.leak(
                prepared,
                *match.span("secret"),
                "文中出现个人住址，已在结果中隐去门牌。",
                suggestion="删去门牌，只写到县（区）或乡镇。",
            )


class PassportLeak(LeakRule):
    """The number of a passport or of a permit for Hong Kong, Macao or Taiwan (护照、通行证)."""

    code = "LEK009"
    title = "出现护照、通行证号码"
    why = "证件号码是敏感个人信息，公文非必要不得载明。"
    source = _PERSONAL
    level = Level.LAW
    category = Category.SENSITIVE
    severity = Severity.MAJOR
    confidence = 0.95
    examples = (Example("持护照（号码E12345678）出境。", "持护照出境。"),)
    near_misses = ("护照业务办理量为12345678件。",)
    _pattern = re.compile(
        r"(?:护照|通行证)(?:号码?)?[（(：:为是]{0,2}(?:号码?)?[：:为]?(?P<secret>[EGPSDHMCWK][A-Z]?\d{7,9})(?![0-9A-Za-z])"
    )

    @staticmethod
    def mask(secret: str) -> str:
        return _middle(secret, 2, 2)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for match in self._pattern.finditer(prepared.text):
            message = "文中出现证件号码，已在结果中隐去中间各位。"
            yield self.leak(prepared, *match.span("secret"), message, suggestion="删去，或另以加密方式报送。")


class SecrecyMark(PatternRule):
    """A secrecy mark or secrecy wording (密级标志) in a text for an unclassified system."""

    code = "LEK007"
    title = "出现密级标志或内部传播限制字样"
    why = "涉密文件不得在非涉密系统处理，须先确认密级，误标的应当改正。"
    source = _SECRECY
    level = Level.LAW
    category = Category.SENSITIVE
    severity = Severity.BLOCKER
    examples = (
        Example("机密★10年\n关于做好有关工作的通知", "关于做好有关工作的通知"),
        Example("本材料为内部资料，不得外传。", "本材料供会议讨论使用。"),
    )
    near_misses = (
        "严格保守国家秘密、工作秘密、商业秘密。",
        "机密级计算机应当专人管理。",
        "不得泄露个人隐私和商业秘密。",
        "加强机密文件管理培训。",
    )
    pattern = re.compile(
        r"(?:绝密|机密|秘密)[ \u3000]?[★☆][ \u3000]?(?:\d{1,2}(?:年|个月|天)|长期|启用前|公布前|解密前)?"
        r"|^[ \t\u3000]*(?:绝[ \u3000]*密|机[ \u3000]*密|秘[ \u3000]*密)[ \t\u3000]*$"
        r"|(?:本|此)(?:文件|件|文|材料|资料)(?:属|为|系|定为|是)[^，。；\n]{0,4}?(?:绝密|机密|秘密)(?:级)?(?:文件|件|材料|事项)?(?=[，。；、！]|$)"
        r"|密级[：:][ \u3000]*(?:绝密|机密|秘密)"
        r"|(?<=[（(【\[])(?:绝密|机密|秘密)(?:级)?(?:文件|件)?(?=[)）】\]])"
        r"|内部(?:资料|文件|材料|刊物)[，、！,（(]?(?:请?(?:注意|妥善)保(?:存|管|密)|(?:严禁|不得|请勿|切勿|禁止)(?:外传|扩散|翻印|转载|复印|公开))"
        r"|(?:严禁|不得|请勿|切勿)外传(?=[。！）)\s]|$)"
        r"|(?<=[（(【\[])内部(?:资料|文件|材料|使用)(?=[)）】\]])",
        re.MULTILINE,
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        lead = len(match[0]) - len(match[0].lstrip())
        start, end = match.start() + lead, match.end()
        message = f"出现“{prepared.text[start:end].strip()}”字样。"
        suggestion = "立即停止在非涉密系统中处理，确认密级；不涉密的，删去该字样。"
        return self.finding(prepared, start, end, message, suggestion=suggestion)
