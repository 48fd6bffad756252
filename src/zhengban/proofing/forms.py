"""Forms of an agency's own rules; they read and name, the actions decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongwen.proofread import Category, Lexicon, Rule, Severity, parse_lexicon
from zhengban.core.widgets import DayInput
from zhengban.proofing.actions.lexicon import Wording
from zhengban.proofing.models import LexiconEntry
from zhengban.proofing.models.house import LONGEST_WHY, LONGEST_WORD

LARGEST_FILE = 2 * 1024 * 1024


class EntryForm(forms.Form):
    """An entry of the lexicon (词条)."""

    wrong = forms.CharField(label=_("错误写法"), min_length=2, max_length=LONGEST_WORD)
    right = forms.CharField(
        label=_("正确写法"),
        max_length=LONGEST_WORD,
        required=False,
        help_text=_("留空表示只提示核对，由人判断。"),
    )
    exceptions = forms.CharField(
        label=_("不算错的词语"),
        max_length=500,
        required=False,
        help_text=_("含有错误写法、但本身正确的词语，用顿号分开。"),
    )
    why = forms.CharField(label=_("理由"), max_length=LONGEST_WHY)
    source = forms.CharField(
        label=_("依据"), max_length=LONGEST_WHY, required=False, help_text=_("文件、规范或者辞书的名称。")
    )
    since = forms.DateField(label=_("起用日期"), required=False, widget=DayInput())
    until = forms.DateField(label=_("停用日期"), required=False, widget=DayInput())

    @staticmethod
    def initial_of(entry: LexiconEntry) -> dict[str, Any]:
        return {
            "wrong": entry.wrong,
            "right": entry.right,
            "exceptions": "、".join(entry.exceptions),
            "why": entry.why,
            "source": entry.source,
            "since": entry.since,
            "until": entry.until,
        }

    def wording(self) -> Wording:
        """What was filled in; raises Refused where it makes no entry."""
        given = self.cleaned_data
        words = given["exceptions"].replace("|", "、").replace("，", "、").split("、")
        return Wording(
            given["wrong"],
            given["right"],
            given["why"],
            given["source"],
            tuple(word.strip() for word in words if word.strip()),
            given["since"],
            given["until"],
        )


class ReasonForm(forms.Form):
    """Why (理由); it becomes part of the trail."""

    reason = forms.CharField(label=_("理由"), max_length=LONGEST_WHY, widget=forms.Textarea(attrs={"rows": 3}))


class ImportForm(forms.Form):
    """A file of entries (词库文件), as ``gongwen check --lexicon`` reads it."""

    upload = forms.FileField(
        label=_("词库文件"),
        help_text=_(
            "制表符分隔的文本文件（TSV，UTF-8），首行为 wrong、right、exceptions、why、source、since、until。"
        ),
        widget=forms.FileInput(attrs={"accept": ".tsv,.txt"}),
    )

    def clean_upload(self) -> Lexicon:
        upload = self.cleaned_data["upload"]
        if upload.size > LARGEST_FILE:
            raise forms.ValidationError(_("文件超过 2 MB，请分几次导入。"))
        try:
            text = upload.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("文件不是 UTF-8 编码，请另存为 UTF-8 后再导入。")) from None
        try:
            return parse_lexicon(text.replace("\0", ""), upload.name or "")
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class LexiconFilter(forms.Form):
    """Which entries of the lexicon are shown."""

    q = forms.CharField(label=_("写法"), max_length=LONGEST_WORD, required=False)


class RuleFilter(forms.Form):
    """Which rules are shown."""

    category = forms.ChoiceField(
        label=_("类别"),
        required=False,
        choices=[("", _("全部")), *((one.value, one.label) for one in Category)],
    )
    standing = forms.ChoiceField(
        label=_("范围"),
        required=False,
        choices=[("", _("全部")), ("noisy", _("近90天有忽略")), ("own", _("本机关有设置"))],
    )


class SettingForm(forms.Form):
    """How grave a rule's findings are in this agency (规则设置)."""

    severity = forms.ChoiceField(label=_("设为"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("理由"), max_length=LONGEST_WHY, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, rule: Rule, **options: Any) -> None:
        super().__init__(*args, **options)
        milder = [one for one in Severity if one.weight > rule.severity.weight]
        self.fields["severity"].choices = [  # type: ignore[attr-defined]
            *((one.value, _("降为“%(level)s”") % {"level": one.label}) for one in milder),
            ("off", _("关闭，不再提示")),
        ]

    def chosen(self) -> Severity | None:
        value = self.cleaned_data["severity"]
        return None if value == "off" else Severity(value)
