"""Forms for codes and series."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhengban.numbering.models import LONGEST_CODE, SeriesKind
from zhengban.organizations.forms.fields import AgencyField, DayField, ReasonField
from zhengban.organizations.models import Agency

LARGEST_ORDINAL = 99_999
FIRST_YEAR, LAST_YEAR = 1949, 2099
_CODE = RegexValidator(r"\A[\u4e00-\u9fa5A-Za-z0-9]+\Z", _("机关代字只能由汉字、字母或数字组成。"))


class _OfAgency(forms.Form):
    agency = AgencyField(_("机关"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        valid = Agency.objects.valid(timezone.localdate()).connected()
        self.fields["agency"].queryset = valid  # type: ignore[attr-defined]


class AddCodeForm(_OfAgency):
    """A code for an agency (登记机关代字)."""

    text = forms.CharField(
        label=_("机关代字"),
        max_length=LONGEST_CODE,
        validators=[_CODE],
        help_text=_("如“云政办发”，发文字号写作“云政办发〔2026〕1号”。登记后永久归该机关，不能转给其他机关。"),
    )
    order = forms.IntegerField(
        label=_("排序"), min_value=0, max_value=9999, initial=0, help_text=_("数字小的在前。")
    )


class RetireForm(forms.Form):
    """From which day a code is not used any more, and why (停用机关代字)."""

    on = DayField(_("停用日期"), help_text=_("自当日起不能再用它编号。"))
    reason = ReasonField()


class OpenSeriesForm(_OfAgency):
    """Where the paper register stands (设定起始号)."""

    kind = forms.ChoiceField(label=_("类别"), choices=SeriesKind.choices)
    code = forms.CharField(
        label=_("机关代字"), max_length=LONGEST_CODE, required=False, help_text=_("收文号没有代字，留空。")
    )
    year = forms.IntegerField(label=_("年份"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    first_ordinal = forms.IntegerField(
        label=_("起始号"),
        min_value=1,
        max_value=LARGEST_ORDINAL,
        help_text=_("纸质登记簿已编到第几号，这里填下一号。启用后不能更改。"),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        is_outgoing = given.get("kind") == SeriesKind.OUTGOING
        if is_outgoing and not given.get("code"):
            self.add_error("code", _("发文字号须有机关代字。"))
        if not is_outgoing:
            given["code"] = ""
        return given
