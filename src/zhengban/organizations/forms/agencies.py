"""Forms for agencies, units and posts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhengban.core.widgets import DayInput
from zhengban.organizations.forms.fields import AgencyField, DayField, ReasonField
from zhengban.organizations.models import Agency, Post, Unit

_SAME_NAME = {"name": {"unique": _("已有同名的机关（包括已撤销的）。")}}


class _AgencyFields(forms.ModelForm):  # type: ignore[type-arg]
    superior = AgencyField(_("上级机关"), required=False, help_text=_("没有上级机关的留空。"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        others = Agency.objects.valid(timezone.localdate()).exclude(pk=self.instance.pk)
        self.fields["superior"].queryset = others  # type: ignore[attr-defined]


class AddAgencyForm(_AgencyFields):
    """A new agency (新增机关)."""

    class Meta:
        model = Agency
        fields = ["name", "short_name", "kind", "level", "superior", "is_connected", "order", "starts_on"]
        widgets = {"starts_on": DayInput()}
        error_messages = _SAME_NAME
        help_texts = {
            "is_connected": _("接入本系统的机关可以在线收发公文；未接入的只作为行文对象。"),
            "order": _("数字小的在前。"),
        }


class ReviseAgencyForm(_AgencyFields):
    """An agency's names, superior, connection and order, changed (变更机关)."""

    class Meta:
        model = Agency
        fields = ["name", "short_name", "superior", "is_connected", "order"]
        error_messages = _SAME_NAME
        help_texts = AddAgencyForm.Meta.help_texts


class UnitForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new division (新增处室)."""

    class Meta:
        model = Unit
        fields = ["name", "is_leadership", "order", "starts_on"]
        widgets = {"starts_on": DayInput()}
        help_texts = {
            "is_leadership": _("机关领导所在的处室勾选此项。"),
            "order": _("数字小的在前。"),
        }

    def clean_name(self) -> str:
        return _free_name(self.instance, self.cleaned_data["name"])


class RenameUnitForm(forms.ModelForm):  # type: ignore[type-arg]
    """A division's other name (更改处室名称)."""

    class Meta:
        model = Unit
        fields = ["name"]

    def clean_name(self) -> str:
        return _free_name(self.instance, self.cleaned_data["name"])


class PostForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new post (新增职务)."""

    class Meta:
        model = Post
        fields = ["name", "kind", "rank"]


class EndForm(forms.Form):
    """The last day of something, and why (撤销)."""

    ends_on = DayField(_("撤销日期"), help_text=_("当日仍有效，次日起撤销。"))
    reason = ReasonField()

    def __init__(self, *args: Any, since: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.since = since

    def clean_ends_on(self) -> date:
        ends_on: date = self.cleaned_data["ends_on"]
        if ends_on < self.since:
            raise forms.ValidationError(_("撤销日期不能早于设立日期 %(day)s。") % {"day": self.since})
        return ends_on


class EndPostForm(forms.Form):
    """The last day of a post (撤销职务)."""

    ends_on = DayField(_("撤销日期"), help_text=_("当日仍有效，次日起撤销。"))


def _free_name(unit: Unit, name: str) -> str:
    """The name, where no other division of the agency has it."""
    if Unit.objects.filter(agency=unit.agency, name=name).exclude(pk=unit.pk).exists():
        raise forms.ValidationError(_("本机关已有处室“%(name)s”（包括已撤销的）。") % {"name": name})
    return name
