"""The head of a document (版头, 标题, 主送机关) in plain text as typed or extracted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gongwen.document.blocks import heading_marker
from gongwen.document.elements import Role
from gongwen.document.sheet import Row, Sheet, join_lines, mark
from gongwen.document.titles import could_be_title, joined_title, kind_of, title_rows
from gongwen.document.written_date import DATE_FORM

_DEEPEST_NUMBER = 24
"""How many filled lines may stand above the number."""
_OPEN, _CLOSE = "〔\\[【（(﹝〖［", "〕\\]】）)﹞〗］"
NUMBER_FORM = rf"[\u4e00-\u9fa5A-Za-z0-9]{{1,16}}\s?[{_OPEN}]\s?\d{{2,4}}\s?年?[{_CLOSE}]\s?第?\s?\d{{1,6}}\s?号?"
_NAME = r"[\u4e00-\u9fa5·]{2,4}|[\u4e00-\u9fa5]\s[\u4e00-\u9fa5]"
_SIGNER = r"签\s?发\s?人\s?[：:](?:\s*(?P<signer>\S.{0,80}))?"
_NUMBER = re.compile(
    rf"(?P<number>{NUMBER_FORM})(?:\s*{_SIGNER}|\s{{1,80}}(?P<names>(?:{_NAME})(?:\s{{1,8}}(?:{_NAME}))?))?"
)
_SERIES = re.compile(
    r"(?P<number>[（(]?(?:〔\d{4}〕\s?|\d{4}年\s?)?第?\s?[\d一二三四五六七八九十百〇零]{1,6}\s?[号期](?:[（(]总第?\s?\d+\s?期[）)])?[）)]?)"
)
_NAMES_ALONE = re.compile(r"[\u4e00-\u9fa5·]{2,4}(?:\s+[\u4e00-\u9fa5·]{2,4}){0,3}")
_SIGNER_ONLY = re.compile(_SIGNER)
_SECRECY = re.compile(
    r"(?:密\s?级\s?[：:]\s?)?(?P<secrecy>绝\s?密|机\s?密|秘\s?密)\s?(?:★\s?(?P<period>\d{1,2}\s?(?:年|个月)|长\s?期)?)?"
)
_URGENCY = re.compile(r"(?:紧急程度\s?[：:]\s?)?(?P<urgency>特\s?急|加\s?急|特\s?提|平\s?急)")
_COPY = re.compile(r"(?:份\s?号\s?[：:]\s?)?(?P<copy>\d{6})|份\s?号\s?[：:]\s?(?P<copy2>\d{1,8})")
_HEAD_PART = re.compile(
    rf"{_SECRECY.pattern}(?=\s|$)|{_URGENCY.pattern}(?=\s|$)|(?<!\S)(?:份\s?号\s?[：:]\s?)?(?P<copy>\d{{6}})(?=\s|$)"
)
_ISSUED = re.compile(rf"(?P<issuer>\S.{{1,40}}?)\s+(?P<date>{DATE_FORM})")
_PASSED = re.compile(
    rf"[（(][^（()）]{{0,60}}?(?P<date>{DATE_FORM})[^（()）]{{0,80}}[）)]|[—─-]{{1,4}}\s?(?P<day>{DATE_FORM})[^。]{{0,80}}"
)
_SPEAKER = re.compile(r"(?:[\u4e00-\u9fa5]{2,20}\s+)?[\u4e00-\u9fa5·]\s?[\u4e00-\u9fa5·]{1,3}")
ORGAN_END = (
    "人民政府|政府|办公室|办公厅|委员会|委|局|厅|部|处|院|署|办|会|团|社|站|所|中心|公司|集团|大学|学院|学校|法院|检察院"
    "|部门|单位|机构|乡镇|街道|支队|总队|大队|指挥部|领导小组|党组|银行|法庭|馆|队|科|室"
)
_ORGANS = re.compile(rf".{{2,200}}(?:{ORGAN_END})[）)]?")
_NAMED = re.compile(rf".{{1,48}}(?:{ORGAN_END}|省|市|县|区|旗|州|人大|政协|党委)")
_RULED = re.compile(r"[\s─━—\-=_＿﹍┄★☆*]{3,}")
_INTRODUCES = re.compile(
    r"如下|以下|下列|现将|为了|为切实|为进一步|为贯彻|根据|按照|^经|^《|^一是|^(?:尊敬的|同志们|女士们|大家|各位(?:领导|同志|代表|委员|来宾))"
)


@dataclass
class Head:
    """What was recognized above the body; ``rows`` is how many filled rows it takes."""

    copy_number: str = ""
    secrecy: str = ""
    secrecy_period: str = ""
    urgency: str = ""
    marks: tuple[str, ...] = ()
    number: str = ""
    signers: list[str] = field(default_factory=list)
    title: str = ""
    issuer: str = ""
    date: str = ""
    to: tuple[str, ...] = ()
    rows: int = 0


def recognize_head(sheet: Sheet) -> Head:
    """Mark the rows above the body and take their elements."""
    head = Head()
    at = _above_number(sheet, head)
    at = _title(sheet, head, at)
    at = _recipients(sheet, head, at)
    head.rows = at
    return head


def _above_number(sheet: Sheet, head: Head) -> int:
    """版头: everything down to the number, the signer and what is printed beside them."""
    rows = sheet.filled
    number_at = _find_number(rows)
    at = 0
    marks: list[Row] = []
    limit = number_at if number_at is not None else len(rows)
    while at < limit:
        row = rows[at]
        if _small_part(sheet, head, row):
            at += 1
        elif _RULED.fullmatch(row.core) if row.is_short else False:
            row.role = Role.BLANK
            at += 1
        elif row.is_short and (signer := _SIGNER_ONLY.fullmatch(row.core)):
            _signers(sheet, head, row, signer)
            at += 1
        elif head.signers and _NAMES_ALONE.fullmatch(row.core):
            row.role = Role.SIGNER
            head.signers += _names(sheet, row, 0)
            at += 1
        elif number_at is not None or _is_mark(rows, at):
            marks.append(row)
            at += 1
        else:
            break
    above_title = _title_among(marks)
    _take_marks(sheet, head, marks[:above_title])
    if above_title < len(marks):
        _take_title(sheet, head, marks[above_title:])
    if number_at is not None:
        at = _number(sheet, head, number_at)
    return at


def _find_number(rows: list[Row]) -> int | None:
    for at, row in enumerate(rows[:_DEEPEST_NUMBER]):
        if not row.is_short:
            return None
        if _NUMBER.fullmatch(row.core) or (at and _SERIES.fullmatch(row.core)):
            return at
        if _SIGNER_ONLY.fullmatch(row.core):
            continue
        if heading_marker(row.core) or "。" in row.core or row.core.endswith(("；", "：", "，")):
            return None
    return None


def _small_part(sheet: Sheet, head: Head, row: Row) -> bool:
    """份号, 密级 and 紧急程度: each on its own line or side by side."""
    if len(row.core) > 40:
        return False
    parts = list(_HEAD_PART.finditer(row.core))
    if not parts or _HEAD_PART.sub("", row.core).strip():
        return _copy_number(sheet, head, row)
    for match in parts:
        if match["secrecy"]:
            head.secrecy = _squeeze(sheet.add_match("secrecy", row, match, "secrecy"))
            head.secrecy_period = _squeeze(sheet.add_match("secrecy_period", row, match, "period"))
            row.role = Role.SECRECY
        elif match["urgency"]:
            head.urgency = _squeeze(sheet.add_match("urgency", row, match, "urgency"))
            row.role = row.role or Role.URGENCY
        else:
            head.copy_number = sheet.add_match("copy_number", row, match, "copy")
            row.role = row.role or Role.COPY_NUMBER
    return True


def _copy_number(sheet: Sheet, head: Head, row: Row) -> bool:
    match = _COPY.fullmatch(row.core)
    if match is None:
        return False
    head.copy_number = sheet.add_match("copy_number", row, match, "copy" if match["copy"] else "copy2")
    row.role = Role.COPY_NUMBER
    return True


def _is_mark(rows: list[Row], at: int) -> bool:
    """A red head where no number follows: …文件, or an organ's name above a title of its own."""
    text = _squeeze(rows[at].core)
    if not could_be_title(rows[at].core) or len(text) > 50:
        return False
    if text.endswith("文件") and "关于" not in text:
        return _NAMED.fullmatch(text.removesuffix("文件")) is not None
    if not _ORGANS.fullmatch(text) or "关于" in text or at + 1 >= len(rows):
        return False
    below = rows[at + 1].core
    if below.startswith("关于") or not could_be_title(below):
        return False
    return "关于" in below and below.find("关于") > 1


def _title_among(marks: list[Row]) -> int:
    """Where among the rows above the number the title starts.

    Pages on the web put it above the number, and a 公告 has no other head than its title.
    """
    for at, row in enumerate(marks):
        if kind_of(row.core) in ("公告", "通告", "公报"):
            return at
        if "关于" in row.core and kind_of(joined_title(marks[at:])):
            if row.core.startswith("关于") and at and not _squeeze(marks[at - 1].core).endswith("文件"):
                return at - 1
            return at
    return len(marks)


def _take_marks(sheet: Sheet, head: Head, marks: list[Row]) -> None:
    mark(marks, Role.ISSUER_MARK)
    for row in marks:
        sheet.add("issuer_mark", row.core_start, row.core_start + len(row.core))
    head.marks = tuple(_squeeze(row.core) for row in marks)


def _take_title(sheet: Sheet, head: Head, rows: list[Row]) -> None:
    mark(rows, Role.TITLE)
    sheet.add("title", rows[0].core_start, rows[-1].core_start + len(rows[-1].core))
    head.title = joined_title(rows)


def _number(sheet: Sheet, head: Head, at: int) -> int:
    """The number's row, and the signers beside it or below."""
    rows = sheet.filled
    row = rows[at]
    match = _NUMBER.fullmatch(row.core) or _SERIES.fullmatch(row.core)
    assert match is not None  # noqa: S101 - this is the row that matched
    head.number = sheet.add_match("number", row, match, "number")
    row.role = Role.NUMBER
    below = at + 1
    if match.re is _NUMBER and (match["signer"] or match["names"]):
        head.signers += _names(sheet, row, match.start("signer" if match["signer"] else "names"))
        below = _more_signers(sheet, head, below)
    elif below < len(rows) and rows[below].is_short and (signer := _SIGNER_ONLY.fullmatch(rows[below].core)):
        _signers(sheet, head, rows[below], signer)
        below = _more_signers(sheet, head, below + 1)
    return _below_number(sheet, head, below)


def _below_number(sheet: Sheet, head: Head, at: int) -> int:
    """The ruled line, or the issuer and the date under a minutes head."""
    rows = sheet.filled
    if at < len(rows) and rows[at].is_short:
        if _RULED.fullmatch(rows[at].core):
            rows[at].role = Role.BLANK
            at += 1
        elif issued := _ISSUED.fullmatch(rows[at].core):
            head.issuer = sheet.add_match("issuer", rows[at], issued, "issuer")
            head.date = sheet.add_match("date", rows[at], issued, "date")
            rows[at].role = Role.DATE
            at += 1
    return at


def _signers(sheet: Sheet, head: Head, row: Row, match: re.Match[str]) -> None:
    row.role = Role.SIGNER
    if match["signer"]:
        head.signers += _names(sheet, row, match.start("signer"))


def _more_signers(sheet: Sheet, head: Head, at: int) -> int:
    """Further signers on the next line: names alone, two to four characters each."""
    rows = sheet.filled
    if at < len(rows) and _NAMES_ALONE.fullmatch(rows[at].core):
        following = rows[at + 1].core if at + 1 < len(rows) else ""
        if rows[at].number == rows[at - 1].number + 1 and following and not kind_of(rows[at].core):
            rows[at].role = Role.SIGNER
            head.signers += _names(sheet, rows[at], 0)
            return at + 1
    return at


def _names(sheet: Sheet, row: Row, start: int) -> list[str]:
    """Names set apart by spaces or 、; a name of two characters may be spaced out to three."""
    form = re.compile(r"[\u4e00-\u9fa5]\s[\u4e00-\u9fa5](?![\u4e00-\u9fa5])|[^\s、，]+")
    return [
        _squeeze(sheet.add("signer", row.core_start + match.start(), row.core_start + match.end()))
        for match in form.finditer(row.core, start)
    ]


def _title(sheet: Sheet, head: Head, at: int) -> int:
    rows = sheet.filled
    if not head.title:
        count = title_rows(rows, at)
        if count:
            _take_title(sheet, head, rows[at : at + count])
            at += count
    if not head.title:
        return at
    return _below_title(sheet, head, at)


def _below_title(sheet: Sheet, head: Head, at: int) -> int:
    """What may stand between title and body: the number, the date of passing, who speaks."""
    rows = sheet.filled
    if not head.number and at < len(rows) and rows[at].is_short:
        match = _NUMBER.fullmatch(rows[at].core) or _SERIES.fullmatch(rows[at].core)
        if match is not None:
            head.number = sheet.add_match("number", rows[at], match, "number")
            rows[at].role = Role.NUMBER
            at += 1
    if at < len(rows) and rows[at].is_short and (match := _PASSED.fullmatch(rows[at].core)):
        head.date = sheet.add_match("date", rows[at], match, "date" if match["date"] else "day")
        rows[at].role = Role.DATE
        at += 1
        if at < len(rows) and rows[at].is_short and _SPEAKER.fullmatch(rows[at].core):
            rows[at].role = Role.SIGNATURE
            at += 1
    return at


def _recipients(sheet: Sheet, head: Head, at: int) -> int:
    """主送机关: the line or lines up to the colon right under the title."""
    rows = sheet.filled
    block: list[Row] = []
    for row in rows[at : at + 8]:
        if not row.is_short or "。" in row.core or heading_marker(row.core) or row.core.startswith("|"):
            return at
        if block and row.number - block[-1].number > 1:
            break
        block.append(row)
        if row.core.endswith(("：", ":")):
            joined = join_lines(part.core for part in block)
            if _INTRODUCES.search(joined) or not _names_recipients(head, joined[:-1]):
                return at
            head.to = sheet.add_list("to", [*block[:-1], row], 0, "，；,;：:")
            mark(block, Role.RECIPIENT)
            return at + len(block)
    return _recipients_without_colon(sheet, head, at)


def _names_recipients(head: Head, text: str) -> bool:
    """With a title above anything short may be a recipient (a person, a firm); alone it must be an organ."""
    if head.title:
        return len(text) <= 300 and not re.search(r"[；！？]", text)
    return len(text) <= 300 and _ORGANS.fullmatch(text) is not None


def _recipients_without_colon(sheet: Sheet, head: Head, at: int) -> int:
    """A forgotten colon: one line of organs between a title and running text."""
    rows = sheet.filled
    if not head.title or at + 1 >= len(rows):
        return at
    row, below = rows[at], rows[at + 1].core
    if not row.is_short or not below.endswith(("。", "：", ":")) or heading_marker(below):
        return at
    if not re.match(r"各|市|省|区|县|州|国务院|中共|中央", row.core) or not _ORGANS.fullmatch(row.core):
        return at
    head.to = sheet.add_list("to", [row], 0, "，；,;")
    row.role = Role.RECIPIENT
    return at + 1


def _squeeze(text: str) -> str:
    return "".join(text.split())
