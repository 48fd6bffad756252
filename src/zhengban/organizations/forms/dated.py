"""Forms for what is in force for a time: appointments, roles, delegations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhengban.access.models import Duty, User
from zhengban.organizations.forms.fields import AgencyField, DayField, PersonField, PostField, ReasonField
from zhengban.organizations.kinds import kinds
from zhengban.organizations.models import Agency, Appointment, Role


class _FromTo(forms.Form):
    """Two days in their order."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        starts_on, ends_on = given.get("starts_on"), given.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("截止日期不能早于起始日期。"))
        return given


class AppointForm(_FromTo):
    """Who takes which post from when on (任职)."""

    user = PersonField(_("人员"), "organization:find_person")
    post = PostField(_("职务"))
    starts_on = DayField(_("任职日期"))
    ends_on = DayField(_("任期截止日期"), required=False, help_text=_("没有任期的留空。"))
    is_primary = forms.BooleanField(
        label=_("主要职务"), required=False, initial=True, help_text=_("兼任其他职务的，不勾选。")
    )


class EndAppointmentForm(forms.Form):
    """The last day in a post (免职)."""

    last_day = DayField(_("免职日期"), help_text=_("当日仍在任，次日起不再任职。"))

    def __init__(self, *args: Any, since: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.since = since

    def clean_last_day(self) -> date:
        last_day: date = self.cleaned_data["last_day"]
        if last_day < self.since:
            raise forms.ValidationError(_("免职日期不能早于任职日期 %(day)s。") % {"day": self.since})
        return last_day


class GrantForm(_FromTo):
    """Who gets which role (授予岗位)."""

    user = PersonField(_("人员"), "organization:find_person")
    role = forms.ChoiceField(label=_("岗位"), choices=Role.choices)
    agency = AgencyField(_("机关"), required=False, help_text=_("留空的，为该人员主要职务所在的机关。"))
    starts_on = DayField(_("起始日期"))
    ends_on = DayField(_("截止日期"), required=False, help_text=_("长期有效的留空。"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        valid = Agency.objects.valid(timezone.localdate()).connected()
        self.fields["agency"].queryset = valid  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        user, starts_on = given.get("user"), given.get("starts_on")
        if user is None or starts_on is None:
            return given
        held = Appointment.objects.filter(user=user).overlapping(starts_on, given.get("ends_on"))
        posts = list(held.select_related("post__unit__agency").order_by("-is_primary", "pk"))
        agencies = [appointment.post.unit.agency for appointment in posts]
        if not agencies:
            self.add_error("user", _("%(name)s在此期间没有任职，请先由系统管理员任职。") % {"name": user})
        elif given.get("agency") is None:
            given["agency"] = agencies[0]
        elif given["agency"] not in agencies:
            self.add_error("agency", _("%(name)s不在该机关任职。") % {"name": user})
        return given


class GrantsFilter(forms.Form):
    """What the list of roles is narrowed by."""

    words = forms.CharField(label=_("姓名或用户名"), max_length=64, required=False)
    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("机关"), required=False, empty_label=_("全部"))
    role = forms.ChoiceField(label=_("岗位"), required=False, choices=[("", _("全部")), *Role.choices])
    standing = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("", _("有效")), ("all", _("全部（含已收回）"))]
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agency"].queryset = Agency.objects.valid(timezone.localdate()).connected()  # type: ignore[attr-defined]


class DelegateForm(_FromTo):
    """Who acts for one, from when until when (委托)."""

    deputy = PersonField(
        _("受托人"),
        "organization:find_deputy",
        User.objects.filter(duty=Duty.BUSINESS, is_active=True),
        help_text=_("受托人可以办理您的待办，处理单和记录上写明由其代您办理。"),
    )
    kind = forms.ChoiceField(label=_("委托范围"), required=False, choices=lambda: [("", _("全部业务")), *kinds()])
    starts_on = DayField(_("起始日期"))
    ends_on = DayField(_("截止日期"), help_text=_("当日仍有效。"))
    reason = ReasonField(help_text=_("如：出差、休假。"))

    def clean_ends_on(self) -> date:
        ends_on: date = self.cleaned_data["ends_on"]
        if ends_on < timezone.localdate():
            raise forms.ValidationError(_("截止日期已经过去。"))
        return ends_on
