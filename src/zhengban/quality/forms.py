"""Forms of the quality of papers."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhengban.core.widgets import DayInput
from zhengban.organizations.models import Agency, Unit
from zhengban.quality.actions.rounds import agencies_below


class PeriodForm(forms.Form):
    """A period, both days included."""

    since = forms.DateField(label=_("自"), widget=DayInput())
    until = forms.DateField(label=_("至"), widget=DayInput())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and since > until:
            self.add_error("until", _("结束日期不能早于开始日期。"))
        return given


class RoundForm(PeriodForm):
    """Period and units of a round (集中查错)."""

    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("本机关处室"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.none(),
        label=_("下级机关"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=_("下级机关按整个机关排名，不予公开的公文不检查。"),
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("since", "until", "units", "agencies")

    def __init__(self, *args: Any, agency: Agency, **options: Any) -> None:
        super().__init__(*args, **options)
        today = timezone.localdate()
        units = Unit.objects.valid(today).filter(agency=agency, is_leadership=False)
        self.fields["units"].queryset = units  # type: ignore[attr-defined]
        below = Agency.objects.filter(pk__in=[one.pk for one in agencies_below(agency, today)])
        self.fields["agencies"].queryset = below  # type: ignore[attr-defined]
        if not below:
            del self.fields["agencies"]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not given.get("units") and not given.get("agencies"):
            raise forms.ValidationError(_("请至少选择一个单位。"))
        return given

    @staticmethod
    def initial_for(agency: Agency, today: date) -> dict[str, Any]:
        """The last month until today, all units of the agency."""
        units = Unit.objects.valid(today).filter(agency=agency, is_leadership=False)
        return {
            "since": today.replace(day=1),
            "until": today,
            "units": list(units),
            "request_key": uuid.uuid4(),
        }
