"""Invented content for the style guide, which shows every part of the pages to developers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from zhengban.access.decisions import ALLOWED, Refusal
from zhengban.portal.navigation import FAVOURITES, SECTIONS, Entry, Group

_COUNTS = {"portal:to_do": 12, "portal:to_read": 3}
_NOW = datetime(2026, 11, 20, 6, 32, tzinfo=UTC)


@dataclass(frozen=True)
class SampleShell:
    """The frame as a drafter sees it."""

    navigation: tuple[Group, ...]
    favourites: tuple[Entry, ...]
    user: object
    agency_name: str = "云江市人民政府办公室"
    post_name: str = "秘书一科 科员"
    search_url: str = "#search"
    notices_url: str = "#notices"
    unread_notices: int = 5
    password_url: str = "#password"  # noqa: S105


@dataclass(frozen=True)
class SamplePerson:
    name: str = "沈望舒"


@dataclass(frozen=True)
class SampleRow:
    title: str
    number: str
    stage: str
    sender: str
    lamp: str
    due: str
    is_unread: bool = False
    urgency: str = ""


@dataclass(frozen=True)
class SampleStep:
    """One line of the timeline; the attributes any real step has."""

    label: str
    who: str
    where: str
    standing: str
    at: datetime | None = None
    opinion: str = ""
    note: str = ""
    is_superseded: bool = False


@dataclass(frozen=True)
class SampleFinding:
    rule: str
    severity: str
    start: int
    end: int
    quote: str
    message: str
    suggestion: str | None
    source: str


TEXT = (
    "各县（区）人民政府，市政府各部门：\n"
    "为切实做好今冬明春火灾防控工作，根据《南岭省消防工作办法》（南政发[2024]8号）要求，现就有关事项通知如下：\n"
    "一、压实责任\n"
    "（一）落实属地责任。全市共排查单位1200家，其中重点单位350家，一般单位840家。\n"
    "（二）落实部门责任。𰻝面馆等小餐饮场所由行业部门牵头检查，2026年12月底前完成。\n"
    "二、工作要求\n"
    "请各地各部门于12月1日前将工作方案报市政府办公室。\n"
)


class FilterForm(forms.Form):
    words = forms.CharField(label="标题、文号", required=False)
    stage = forms.ChoiceField(
        label="办理状态", required=False, choices=[("", "全部"), ("1", "核稿"), ("2", "签发"), ("3", "印发")]
    )
    unit = forms.ChoiceField(label="拟稿处室", required=False, choices=[("", "全部"), ("1", "秘书一科")])
    since = forms.DateField(label="起始日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))


class DraftForm(forms.Form):
    title = forms.CharField(label="标题", max_length=100, help_text="由发文机关、事由、文种组成。")
    kind = forms.ChoiceField(label="文种", choices=[("", "请选择"), ("通知", "通知"), ("请示", "请示")])
    urgency = forms.ChoiceField(
        label="紧急程度",
        widget=forms.RadioSelect,
        choices=[("", "平件"), ("1", "加急"), ("2", "特急")],
        required=False,
    )
    people = forms.MultipleChoiceField(
        label="会签人员",
        required=False,
        choices=[("1", "林知远"), ("2", "顾南乔"), ("3", "贺兰亭"), ("4", "林予安"), ("5", "程砚秋")],
        widget=forms.SelectMultiple(attrs={"data-people-picker": True}),
        help_text="按会签顺序选择。",
    )
    is_public = forms.BooleanField(label="主动公开", required=False)
    attachment = forms.FileField(
        label="附件",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".ofd,.pdf,.docx"}),
        help_text="OFD、PDF、DOCX，单个不超过 20 MB。",
    )
    body = forms.CharField(label="正文", widget=forms.Textarea(attrs={"rows": 12}))


def examples(request: HttpRequest) -> dict[str, object]:
    """The context of the style guide."""
    rows = [
        SampleRow("云江市人民政府办公室关于做好今冬明春火灾防控工作的通知", "云政办发〔2026〕12号", "核稿",
                  "秘书一科 沈望舒", "green", "还有 3 个工作日", is_unread=True, urgency="加急"),
        SampleRow("青溪县人民政府关于青溪河综合治理二期工程立项的请示", "青政〔2026〕31号", "拟办",
                  "青溪县人民政府", "yellow", "今天 17:30 到期", is_unread=True),
        SampleRow("市财政局关于下达2026年第三批城市更新补助资金的函", "云财函〔2026〕208号", "会签",
                  "市财政局 综合科", "red", "已超期 2 个工作日", urgency="特急"),
        SampleRow("关于印发《云江市政务数据共享管理办法》的通知", "", "拟稿",
                  "秘书一科 沈望舒", "grey", "未设时限"),
    ]  # fmt: skip
    page: Page[SampleRow] = Paginator(rows * 30, 4).get_page(request.GET.get("page"))
    bound = DraftForm({"title": "", "kind": "通知", "body": TEXT, "people": ["2"], "urgency": "1"})
    return {
        "shell": _shell(),
        "page": page,
        "filter_form": FilterForm(request.GET),
        "bound_form": bound,
        "empty_form": DraftForm(auto_id="fresh_%s"),
        "body_field": bound["body"],
        "findings": _findings(),
        "steps": _steps(),
        "allowed": ALLOWED,
        "refused_sign": Refusal("核稿尚未完成，办公室核稿人核稿后才能签发。", source="条例 第二十二条"),
        "refused_seal": Refusal("公文未编号，不能用印。"),
        "lamps": (
            ("green", "还有 3 个工作日"),
            ("yellow", "今天到期"),
            ("red", "已超期 2 个工作日"),
            ("grey", "未设时限"),
        ),
    }


def _shell() -> SampleShell:
    groups = []
    favourites = []
    for section in SECTIONS:
        entries = []
        for place in section.places:
            entry = Entry(
                label=str(place.label),
                icon=place.icon,
                url=f"#{place.view}",
                count=_COUNTS.get(place.view, 0),
                is_urgent=place.is_urgent,
                is_current=place.view == "portal:to_do",
            )
            entries.append(entry)
            if place.view in FAVOURITES:
                favourites.append(entry)
        groups.append(Group(str(section.label), tuple(entries)))
    return SampleShell(tuple(groups), tuple(favourites), SamplePerson())


def _findings() -> list[SampleFinding]:
    return [
        _finding("[2024]", "NUM001", "error", "年份应使用六角括号。", "〔2024〕", "GB/T 9704—2012"),
        _finding(
            "1200家，其中重点单位350家，一般单位840家",
            "FIG001",
            "error",
            "分项之和为1190，与总数1200不符。",
            None,
            "数据一致性",
        ),
        _finding("𰻝面馆", "CHR004", "warning", "含生僻字，请确认收文单位能够显示。", None, "通用规范汉字表"),
    ]


def _finding(
    quote: str, rule: str, severity: str, message: str, suggestion: str | None, source: str
) -> SampleFinding:
    start = TEXT.index(quote)
    return SampleFinding(rule, severity, start, start + len(quote), quote, message, suggestion, source)


def _steps() -> list[SampleStep]:
    return [
        SampleStep("拟稿", "沈望舒", "秘书一科", "done", _NOW - timedelta(days=4), note="第 1 稿"),
        SampleStep("核稿", "顾南乔", "文电科", "returned", _NOW - timedelta(days=3), is_superseded=True,
                   opinion="数据前后不一致，请核实第一部分排查单位数量后重报。"),
        SampleStep("修改后重报", "沈望舒", "秘书一科", "done", _NOW - timedelta(days=2), note="第 2 稿"),
        SampleStep("核稿", "顾南乔", "文电科", "done", _NOW - timedelta(days=1),
                   opinion="已核，拟同意按程序报签。"),
        SampleStep("会签", "贺兰亭", "市消防救援局", "done", _NOW - timedelta(hours=5), opinion="同意。"),
        SampleStep("签发", "林知远", "办公室领导", "current", note="已停留 3 小时 20 分"),
        SampleStep("编号、印发", "机要科", "", "waiting"),
    ]  # fmt: skip
