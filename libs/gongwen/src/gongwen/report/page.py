"""An HTML page: each file's text with its findings beside it; self-contained, without scripts, made to be printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files

from gongwen.proofread import Finding, Severity
from gongwen.proofread.visible import visible
from gongwen.report.checked import Checked, Unreadable

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_LONGEST_QUOTE = 80


def as_page(checked: Sequence[Checked | Unreadable]) -> str:
    """The page on all files."""
    return "".join(_page(checked))


def _page(checked: Sequence[Checked | Unreadable]) -> Iterator[str]:
    style = (files("gongwen.report") / "page.css").read_text(encoding="utf-8")
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>公文查错报告</title>\n<style>\n{style}</style>\n</head>\n<body>\n<h1>公文查错报告</h1>\n"
    yield from _filters(checked)
    for number, file in enumerate(checked, 1):
        yield from _unread(file) if isinstance(file, Unreadable) else _file(file, number)
    yield "</body>\n</html>\n"


def _filters(files: Sequence[Checked | Unreadable]) -> Iterator[str]:
    """A box for each severity; the style sheet hides what is not ticked."""
    findings = [finding for file in files if isinstance(file, Checked) for finding in file.findings]
    yield '<form class="filters" aria-label="按严重程度筛选">\n'
    for severity in Severity:
        count = sum(finding.severity is severity for finding in findings)
        yield f'<label class="{severity.value}"><input type="checkbox" id="show-{severity.value}" checked> '
        yield f"{severity.label} {count}</label>\n"
    yield "</form>\n"


def _unread(file: Unreadable) -> str:
    return f'<section><h2>{_shown(file.name)}</h2>\n<p class="unread">{_shown(file.reason)}</p></section>\n'


def _file(file: Checked, number: int) -> Iterator[str]:
    counts = file.by_severity()
    told = "，".join(f"{severity.label} {counts[severity]} 处" for severity in Severity if counts[severity])
    yield f"<section>\n<h2>{_shown(file.name)}</h2>\n<p>{told or '没有发现错误'}。</p>\n"
    if file.facts:
        facts = "".join(f"<li>{_shown(fact)}</li>" for fact in file.facts)
        yield f'<ul class="facts">{facts}</ul>\n'
    yield '<div class="sheet">\n<div class="text">'
    yield from _marked(file, number)
    yield '</div>\n<ol class="findings">\n'
    for position, finding in enumerate(file.findings, 1):
        yield from _finding(finding, f"{number}-{position}")
    yield "</ol>\n</div>\n</section>\n"


def _finding(finding: Finding, key: str) -> Iterator[str]:
    quote = finding.quote[:_LONGEST_QUOTE] + "…" * (len(finding.quote) > _LONGEST_QUOTE)
    yield f'<li id="f{key}" class="{finding.severity.value}"><p><a href="#t{key}">第{finding.line}行</a> '
    yield f"<b>{finding.severity.label}</b> {finding.category.label} <code>{_shown(finding.rule)}</code></p>\n"
    yield f"<p><q>{_shown(quote)}</q></p>\n<p>{_shown(finding.message)}</p>\n"
    if finding.suggestion:
        yield f"<p>{_shown(finding.suggestion)}</p>\n"
    yield f'<p class="source">依据：{_shown(finding.source)}</p></li>\n'


def _marked(file: Checked, number: int) -> Iterator[str]:
    """The text cut where findings begin and end; a stretch under several is marked as the gravest of them."""
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for position, finding in enumerate(file.findings):
        starts.setdefault(finding.start, []).append(position)
        ends.setdefault(max(finding.end, finding.start), []).append(position)
    open_now: set[int] = set()
    at = 0
    for cut in [*sorted({*starts, *ends}), len(file.text)]:
        yield _stretch(file, file.text[at:cut], open_now, number)
        open_now.difference_update(ends.get(cut, ()))
        for position in starts.get(cut, ()):
            yield f'<span class="start" id="t{number}-{position + 1}"></span>'
            if file.findings[position].end > cut:
                open_now.add(position)
        at = cut


def _stretch(file: Checked, text: str, under: set[int], number: int) -> str:
    if not text or not under:
        return _shown(text)
    gravest = min(under, key=lambda position: (file.findings[position].severity.weight, position))
    kind = file.findings[gravest].severity.value
    return f'<mark class="{kind}"><a href="#f{number}-{gravest + 1}">{_shown(text)}</a></mark>'


def _shown(text: str) -> str:
    return escape(visible(text.replace("\r\n", "\n")))
