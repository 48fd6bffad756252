"""What stands after the body in plain text: 附件说明, 落款, 附注, 附件 and 版记."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gongwen.document.blocks import heading_marker
from gongwen.document.elements import Role
from gongwen.document.head import ORGAN_END
from gongwen.document.sheet import Row, Sheet, join_lines, mark, mark_body, mark_tabbed_tables
from gongwen.document.titles import kind_of, title_rows
from gongwen.document.written_date import DATE_FORM

# A date left open in a draft, or without its year or day, is a date all the same.
_OPEN_DATE = r"\d{4}\s*年\s*(?:\d{1,2}\s*)?月(?:\s*\d{0,2}\s*日)?|\d{1,2}\s*月\s*\d{1,2}\s*日"
_DATE = re.compile(
    rf"(?:(?P<issuer>\S.{{1,60}}?)(?:\s+|(?<=[\u4e00-\u9fa5])))??(?P<date>{DATE_FORM}|{_OPEN_DATE})"
)
_ANNOTATION = re.compile(r"[（(](?P<annotation>.+)[）)]")
_CONTACT = re.compile(r"(?P<annotation>(?:此件|联\s?系\s?人|联系电话|经办人|咨询电话).{1,200})")
_CC = re.compile(r"(?:抄\s?送|抄\s?报|分\s?送|发\s?送)\s?[：:]")
_MOVED_TO = re.compile(r"主\s?送\s?[：:]")
_PRINT = re.compile(rf"(?:(?P<office>\S.{{0,60}}?)\s*)??(?P<date>{DATE_FORM})\s*(?:印\s?发|印|发)")
_COPIES = re.compile(r"[（(]?共\s?印\s?\d+\s?份[）)]?。?")
_KEYWORDS = re.compile(r"主\s?题\s?词\s?[：:].*")
_RULED = re.compile(r"[\s─━—\-=_＿﹍┄]{3,}")
_MARK = re.compile(r"附文|(?:附\s?件|附)(?:\s?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,2}))?\s?[：:]?")
_MARK_TITLE = re.compile(
    r"附\s?件\s?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,2})?(?:\s?[：:]\s?|\s+)(?P<title>\S.{0,80})"
)
_NOTE = re.compile(
    r"附\s?件?\s?(?P<number>\d{1,2})?\s?[：:]\s?(?P<first>.*)"
    r"|附\s?件\s?(?P<number2>\d{1,2})\s?[.．、]\s?(?P<first2>.*)"
    r"|附\s?件(?P<first3>)"
)
_NOTE_ITEM = re.compile(r"(?:附\s?件\s?)?\d{1,2}\s?[.．、：:]\s?(?P<title>.*)")
_NO_SIGNATURE = re.compile(r"[。；：，、！？”…:;,]$|。|^(?:特此|此复|此函|妥否|当否|请予|以上|附|同意|（|\()")
_ORGAN = re.compile(rf".*(?:{ORGAN_END}|省|市|县|区|旗|州|人大|政协)[）)]?")
_PERSON = re.compile(r"[\u4e00-\u9fa5]{2,10}\s+[\u4e00-\u9fa5·]\s?[\u4e00-\u9fa5·]{1,3}")
_POST = re.compile(
    r"代?(?:[省市县区州旗镇乡]长|[\u4e00-\u9fa5]{0,4}主任|[\u4e00-\u9fa5]{0,4}书记|主席|院长|检察长|局长|厅长|部长)"
)
_POST_AND_NAME = re.compile(rf"(?P<post>{_POST.pattern})(?P<name>[\u4e00-\u9fa5][\u4e00-\u9fa5·]{{1,3}})")
_NUMERALS = {sign: value for value, sign in enumerate("一二三四五六七八九十", 1)}


@dataclass
class BoundPages:
    """An attachment as bound in: its number (0 for the text issued), its title as on its page, its rows."""

    number: int
    title: str
    rows: list[Row]


@dataclass
class Tail:
    """What was recognized below the body; ``body_end`` is the number of the first row after the body.

    ``named`` are the papers, without spaces, that the title names in 《》.
    """

    named: frozenset[str] = frozenset()
    body_end: int = 0
    note_titles: list[str] = field(default_factory=list)
    issuers: list[str] = field(default_factory=list)
    signers: list[str] = field(default_factory=list)
    date: str = ""
    annotation: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    print_office: str = ""
    print_date: str = ""
    pages: list[BoundPages] = field(default_factory=list)


def recognize_tail(sheet: Sheet, first: int, known_issuers: frozenset[str], named: frozenset[str]) -> Tail:
    """Mark the rows below the body, which starts at filled row ``first``, and take their elements.

    ``named`` are the papers that the title names, without spaces.
    """
    rows = sheet.filled[first:]
    tail = Tail(named)
    _imprint(sheet, tail, rows)
    rows = [row for row in rows if row.role is None]
    marks = [at for at, row in enumerate(rows) if len(row.core) <= 12 and _MARK.fullmatch(row.core)]
    starts = next((at for at in marks if _starts_pages(rows, at)), len(rows))
    dated = _find_date(rows, starts, named)
    if dated is not None:
        date_at, pages_from = dated
        main_end = _sign_off(sheet, tail, rows, date_at)
        _annotations(sheet, tail, rows[date_at + 1 : pages_from])
    elif starts > 1 and "".join(rows[starts - 1].core[:80].split()) in known_issuers:
        pages_from = starts
        main_end = _sign_off(sheet, tail, rows, starts - 1)
    else:
        main_end = pages_from = starts
    main_end = _note(sheet, tail, rows, main_end)
    pages_from = _misplaced_note(sheet, tail, rows, pages_from)
    _pages(sheet, tail, rows[pages_from:])
    # A mark that turned out to be neither a note nor the start of the last pages still ends the body.
    left = next((at for at in marks if at < main_end), main_end)
    _pages(sheet, tail, rows[left:main_end])
    tail.body_end = rows[left - 1].number + 1 if left else 0
    return tail


def _imprint(sheet: Sheet, tail: Tail, rows: list[Row]) -> None:
    """版记: 主送 moved here, 抄送, 印发, wherever after the body they stand."""
    at = 0
    while at < len(rows):
        row = rows[at]
        if not row.is_short:
            at += 1
        elif match := _PRINT.fullmatch(row.core):
            _print(sheet, tail, rows, at, match)
            at += 1
        elif (match := _CC.match(row.core)) or (match := _MOVED_TO.match(row.core)):
            at = _copy_list(sheet, tail, rows, at, match)
        else:
            if _COPIES.fullmatch(row.core):
                row.role = Role.PRINT
            at += 1


def _print(sheet: Sheet, tail: Tail, rows: list[Row], at: int, match: re.Match[str]) -> None:
    tail.print_office = sheet.add_match("print.office", rows[at], match, "office")
    tail.print_date = sheet.add_match("print.date", rows[at], match, "date")
    rows[at].role = Role.PRINT
    above = rows[at - 1] if at else None
    if tail.print_office or above is None or above.role is not None or len(above.core) > 40:
        return
    if rows[at].number - above.number == 1 and _ORGAN.fullmatch(above.core):
        tail.print_office = sheet.add("print.office", above.core_start, above.core_start + len(above.core))
        above.role = Role.PRINT


def _copy_list(sheet: Sheet, tail: Tail, rows: list[Row], at: int, match: re.Match[str]) -> int:
    """抄送 up to its full stop, which may be lines below; only more of 版记 or 附件 may follow it."""
    block = [rows[at]]
    for row in rows[at + 1 : at + 12]:
        adjacent = row.number - block[-1].number == 1
        if block[-1].core.endswith("。") or not adjacent or _may_follow_copies(row):
            break
        block.append(row)
    end = at + len(block)
    if end < len(rows) and not _may_follow_copies(rows[end]) and not _prints(rows, end):
        return at + 1
    moved = _MOVED_TO.match(rows[at].core) is not None
    values = sheet.add_list("to" if moved else "cc", block, match.end(), "，；,;。")
    if moved:
        tail.to = values
        mark(block, Role.RECIPIENT)
    else:
        tail.cc += values
        mark(block, Role.CC)
    return end


def _prints(rows: list[Row], at: int) -> bool:
    """Whether the office that prints stands here alone, its date on the next line."""
    below = rows[at + 1] if at + 1 < len(rows) else None
    return below is not None and below.is_short and bool(_PRINT.fullmatch(below.core) and _is_organ(rows[at]))


def _is_organ(row: Row) -> bool:
    return len(row.core) <= 40 and _ORGAN.fullmatch(row.core) is not None


def _may_follow_copies(row: Row) -> bool:
    if not row.is_short:
        return False
    whole = (_PRINT, _RULED, _COPIES, _KEYWORDS)
    return (
        any(form.fullmatch(row.core) for form in whole)
        or _CC.match(row.core) is not None
        or _MOVED_TO.match(row.core) is not None
        or _mark_of(row) is not None
    )


def _find_date(rows: list[Row], pages_from: int, named: frozenset[str]) -> tuple[int, int] | None:
    """The date of the sign-off above ``pages_from``, and where the attachments start below it.

    Nothing of the body stands between the date and the attachments, the text issued, or the end.
    """
    for at, row in enumerate(rows[:pages_from]):
        if len(row.core) > 100 or not (match := _DATE.fullmatch(row.core)):
            continue
        if match["issuer"] and _NO_SIGNATURE.search(match["issuer"]):
            continue
        below = at + 1
        while below < pages_from and _may_follow_date(rows[below]):
            below += 1
        if below == len(rows) or _mark_of(rows[below]) or _issues(rows, below, named):
            return at, below
    return None


def _issues(rows: list[Row], at: int, named: frozenset[str]) -> bool:
    """Whether the text that the document issues starts here: the paper its title names, or a 办法 or 方案."""
    count = _rows_of(rows, at, named)
    if count:
        return at + count < len(rows)
    count = title_rows(rows, at)
    kind = kind_of(join_lines(row.core for row in rows[at : at + count]))
    return bool(kind) and at + count < len(rows)


def _may_follow_date(row: Row) -> bool:
    return row.is_short and any(form.fullmatch(row.core) for form in (_ANNOTATION, _CONTACT, _KEYWORDS, _RULED))


def _sign_off(sheet: Sheet, tail: Tail, rows: list[Row], at: int) -> int:
    """署名 and date; returns the index of their first row."""
    row = rows[at]
    match = _DATE.fullmatch(row.core)
    if match is None:
        row.role = Role.SIGNATURE
        _issuers(sheet, tail, row, row.core_start, row.core_start + len(row.core))
        return at
    row.role = Role.DATE
    tail.date = sheet.add_match("date", row, match, "date")
    if match["issuer"]:
        _issuers(sheet, tail, row, row.core_start, row.core_start + match.end("issuer"))
        return at
    first = at
    while first > 0 and at - first < 12:
        above = rows[first - 1]
        gap = rows[first].number - above.number
        if gap > (3 if first == at else 1) or len(above.core) > 60 or _NO_SIGNATURE.search(above.core):
            break
        if heading_marker(above.core) or above.core.startswith("|"):
            break
        if first < at and not _ORGAN.fullmatch(above.core):
            break
        first -= 1
    for above in rows[first:at]:
        above.role = Role.SIGNATURE
        if (signer := _signer(above.core)) and not _ORGAN.fullmatch(above.core):
            sheet.add("signer", above.core_start, above.core_start + len(above.core))
            tail.signers.append(signer)
        else:
            _issuers(sheet, tail, above, above.core_start, above.core_start + len(above.core))
    return first


def _signer(text: str) -> str:
    """Who signs in person, as ``市长 林致远`` however it is spaced; empty where nobody does."""
    if named := _POST_AND_NAME.fullmatch("".join(text.split())):
        return f"{named['post']} {named['name']}"
    return " ".join(text.split()) if _PERSON.fullmatch(text) or _POST.fullmatch(text) else ""


def _issuers(sheet: Sheet, tail: Tail, row: Row, start: int, end: int) -> None:
    """The organs that sign on one row: several are set apart by wide gaps, one may be spaced out."""
    text = sheet.text[start:end]
    parts = list(re.finditer(r"\S+(?:\s\S+)*?(?=\s{2,}|\u3000|$)", text))
    names = [match.group() for match in parts]
    if len(parts) < 2 or not all(_ORGAN.fullmatch(name) for name in names):
        tail.issuers.append("".join(sheet.add("issuer", start, end).split()))
        return
    for match in parts:
        tail.issuers.append("".join(sheet.add("issuer", start + match.start(), start + match.end()).split()))


def _annotations(sheet: Sheet, tail: Tail, rows: list[Row]) -> None:
    for row in rows:
        match = _ANNOTATION.fullmatch(row.core) or _CONTACT.fullmatch(row.core)
        if match is not None:
            row.role = Role.ANNOTATION
            found = sheet.add_match("annotation", row, match, "annotation")
            tail.annotation = f"{tail.annotation}；{found}" if tail.annotation else found
        elif _RULED.fullmatch(row.core):
            row.role = Role.BLANK


def _note(sheet: Sheet, tail: Tail, rows: list[Row], end: int) -> int:
    """附件说明: from 附件： to the sign-off, short items without a sentence among them."""
    start = end
    for at in range(end - 1, max(-1, end - 60), -1):
        core = rows[at].core
        if len(core) > 200 or "。" in core[:-1] or core.startswith("|"):
            break
        if _NOTE.fullmatch(core):
            start = at
            if not re.match(r"附\s?件\s?\d", core):
                break
        elif heading_marker(core) and not _NOTE_ITEM.fullmatch(core):
            break
    _take_note(sheet, tail, rows[start:end])
    return start


def _take_note(sheet: Sheet, tail: Tail, rows: list[Row]) -> None:
    items: list[list[int]] = []
    for row in rows:
        row.role = Role.ATTACHMENT_NOTE
        _note_item(items, row)
    for begin, finish in items:
        tail.note_titles.append(join_lines(sheet.add("attachments", begin, finish).split("\n")))


def _misplaced_note(sheet: Sheet, tail: Tail, rows: list[Row], at: int) -> int:
    """附件说明 below the date, where it should not be: 附件： with a numbered list; returns where it ends."""
    if tail.note_titles or at >= len(rows) or len(rows[at].core) > 200:
        return at
    note = _NOTE.fullmatch(rows[at].core)
    if note is None or not (note["first"] and _NOTE_ITEM.fullmatch(note["first"])):
        return at
    end = at + 1
    while end < len(rows) and len(rows[end].core) <= 200 and _NOTE_ITEM.fullmatch(rows[end].core):
        end += 1
    if end < len(rows) and _mark_of(rows[end]) is None:
        return at
    _take_note(sheet, tail, rows[at:end])
    return end


def _note_item(items: list[list[int]], row: Row) -> None:
    """Add the row's title to the list of places, or lengthen the title above that wraps onto this row."""
    core, shift = row.core, row.core_start
    note = _NOTE.fullmatch(core)
    if note is not None:
        group = next(name for name in ("first", "first2", "first3") if note[name] is not None)
        shift += note.start(group)
        core = note[group]
    item = _NOTE_ITEM.fullmatch(core)
    if item is not None:
        shift += item.start("title")
        core = item["title"]
    elif note is None and items:
        items[-1][1] = row.core_start + len(row.core.rstrip("。；;，,"))
        return
    plain = core.rstrip("。；;，,")
    if plain.strip():
        items.append([shift, shift + len(plain)])


def _mark_of(row: Row) -> re.Match[str] | None:
    """附件 alone on a line, or with its title beside it, as it stands on the attachment's first page."""
    if len(row.core) > 100:
        return None
    if match := _MARK.fullmatch(row.core):
        return match
    match = _MARK_TITLE.fullmatch(row.core)
    return match if match is not None and not _NO_SIGNATURE.search(match["title"]) else None


def _starts_pages(rows: list[Row], at: int) -> bool:
    """A mark starts the attachments, unless it has no number and a numbered list follows: a note."""
    numbered = rows[at].core.strip("：: ")[-1] not in "附件文"
    return at + 1 < len(rows) and (numbered or _NOTE_ITEM.fullmatch(rows[at + 1].core[:200]) is None)


def _pages(sheet: Sheet, tail: Tail, rows: list[Row]) -> None:
    """附件: the mark, the title under it, the text; the text issued has no mark."""
    at, count_of_marks = 0, 0
    while at < len(rows):
        match = _mark_of(rows[at])
        title, number = "", 0
        if match is not None:
            rows[at].role = Role.ATTACHMENT_MARK
            count_of_marks += rows[at].core != "附文"
            title = match["title"] if "title" in match.re.groupindex else ""
            number = 0 if rows[at].core == "附文" else _ordinal(match["number"], count_of_marks)
            at += 1
        count = 0 if title or at >= len(rows) or _mark_of(rows[at]) else _page_title(rows, at, tail, number)
        mark(rows[at : at + count], Role.ATTACHMENT_TITLE)
        title = title or join_lines(row.core for row in rows[at : at + count])
        at += count
        first = at
        while at < len(rows) and not _next_mark(rows, at):
            at += 1
        tail.pages.append(BoundPages(number, title, rows[first:at]))
        mark_tabbed_tables(rows[first:at])
        mark_body(rows[first:at], Role.ATTACHMENT_BODY)


def _next_mark(rows: list[Row], at: int) -> bool:
    match = _mark_of(rows[at])
    return match is not None and (match["number"] is not None or match.re is _MARK)


def _page_title(rows: list[Row], at: int, tail: Tail, number: int) -> int:
    if 0 < number <= len(tail.note_titles):
        wanted = frozenset({"".join(tail.note_titles[number - 1].split())})
    else:
        wanted = tail.named if number == 0 else frozenset()
    return _rows_of(rows, at, wanted) or title_rows(rows, at) or (1 if not rows[at].core.startswith("|") else 0)


def _rows_of(rows: list[Row], at: int, titles: frozenset[str]) -> int:
    """How many rows from ``at`` on are one of these titles; 0 where none stands there."""
    for count in (1, 2, 3):
        if "".join("".join(row.core.split()) for row in rows[at : at + count] if row.is_short) in titles:
            return count
    return 0


def _ordinal(text: str | None, default: int) -> int:
    if text is None:
        return default
    return int(text) if text.isdecimal() else _NUMERALS.get(text, default)
