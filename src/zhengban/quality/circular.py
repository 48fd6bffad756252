"""The 通报 of a round, worded from its figures; quotes stay out of it, so that it is itself free of errors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from zhengban.documents.elements import Elements
from zhengban.documents.models import Disclosure
from zhengban.organizations.models import Agency
from zhengban.quality.models import Round, RoundPaper
from zhengban.quality.results import Figures, KindOfError, RankedUnit, Results

MOST_RULES = 3
_NUMERALS = "一二三四五六七八九十"


def circular_elements(round: Round, results: Results, *, code: str) -> Elements:
    """The elements of the 通报 (对集中查错情况的通报)."""
    papers = RoundPaper.objects.filter(round=round)
    others = papers.filter(unit=None).order_by().values("agency")
    agencies = tuple(Agency.objects.filter(pk__in=others))
    own = ("机关各处室",) if papers.filter(unit__isnull=False).exists() else ()
    return Elements(
        kind="通报",
        title=f"{round.agency}关于{_month(round)}公文集中查错情况的通报",
        code=code,
        body=body_of(round, results),
        disclosure=Disclosure.NONE,
        to_names=(*(agency.name for agency in agencies), *own),
        main=agencies,
    )


def body_of(round: Round, results: Results) -> str:
    """The text of the 通报."""
    return "\n".join(
        (
            f"为提高公文质量，{_day(timezone.localdate(round.started_at))}，对{_day(round.since)}至{_day(round.until)}印发的公文进行了集中查错。现将有关情况通报如下：",
            "",
            "一、总体情况",
            _overall(results),
            "",
            "二、各单位情况",
            "各单位按每万字差错由少到多排列如下：",
            "",
            *_table(results),
            "",
            "三、主要差错类型",
            *_kinds(results.kinds[: len(_NUMERALS)]),
            "",
            "四、有关要求",
            "请各单位对照差错明细逐件核对，举一反三，严格落实拟稿、核稿责任，把好公文文字关、数据关、格式关。",
        )
    )


def _overall(results: Results) -> str:
    total = results.total
    checked = f"共检查公文{total.papers}件、{total.characters}字"
    if not total.errors:
        return f"{checked}，没有发现差错。" + _compared(results.before, total)
    grave = f"，其中较严重的{total.grave}处、一般的{total.errors - total.grave}处" if total.grave else ""
    return f"{checked}，查出差错{total.errors}处{grave}，每万字差错{total.rate:g}处。" + _compared(
        results.before, total
    )


def _compared(before: Figures | None, now: Figures) -> str:
    if before is None:
        return ""
    if before.rate == now.rate:
        return "每万字差错与上一次检查持平。"
    way = "下降" if now.rate < before.rate else "上升"
    return f"上一次检查每万字差错{before.rate:g}处，本次有所{way}。"


def _table(results: Results) -> list[str]:
    head = "| 位次 | 单位 | 公文（件） | 字数 | 差错（处） | 每万字差错（处） |"
    rule = "| --- | --- | --- | --- | --- | --- |"
    return [head, rule, *(_line(unit) for unit in results.units)]


def _line(unit: RankedUnit) -> str:
    one = unit.figures
    return f"| {unit.place} | {unit.name} | {one.papers} | {one.characters} | {one.errors} | {one.rate:g} |"


def _kinds(kinds: Sequence[KindOfError]) -> list[str]:
    """One paragraph a kind, numbered where there are several."""
    if not kinds:
        return ["本次检查没有发现差错。"]
    if len(kinds) == 1:
        return [_kind(kinds[0])]
    return [f"（{_NUMERALS[number]}）{_kind(kind)}" for number, kind in enumerate(kinds)]


def _kind(kind: KindOfError) -> str:
    named = "、".join(title for title, _count in kind.rules[:MOST_RULES])
    before = f"，上一次检查{kind.before}处" if kind.before is not None else ""
    return f"{kind.category.label}类。共{kind.count}处{before}，主要问题：{named}。"


def _month(round: Round) -> str:
    first, last = round.since, round.until
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year}年{first.month}月"
    if first.year == last.year:
        return f"{first.year}年{first.month}月至{last.month}月"
    return f"{first.year}年{first.month}月至{last.year}年{last.month}月"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
