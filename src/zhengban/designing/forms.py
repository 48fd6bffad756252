"""Forms of the designer's pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhengban.core.widgets import DayInput
from zhengban.designing.models import LONGEST_NOTE
from zhengban.organizations.forms.fields import PersonField
from zhengban.workflow.engine import Urgency
from zhengban.workflow.engine.bpmn import LARGEST_FILE

_URGENCIES = ((Urgency.ORDINARY, _("平件")), (Urgency.URGENT, _("加急")), (Urgency.EXTRA_URGENT, _("特急")))


class DrawingForm(forms.Form):
    """The drawing as the designer sends it, with the number of the save it was opened at."""

    xml = forms.CharField(max_length=LARGEST_FILE, strip=False, widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class ImportForm(forms.Form):
    """A BPMN file drawn elsewhere."""

    file = forms.FileField(label=_("BPMN 文件"), help_text=_("Camunda Modeler、bpmn.io 等画的 .bpmn 文件。"))

    def clean_file(self) -> str:
        uploaded: Any = self.cleaned_data["file"]
        if uploaded.size > LARGEST_FILE:
            raise ValidationError(_("文件过大，不能导入。"))
        try:
            text: str = uploaded.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValidationError(_("文件不是 UTF-8 编码的 BPMN 文件，不能导入。")) from error
        return text


class SubmitForm(forms.Form):
    """What was changed and why."""

    reason = forms.CharField(label=_("修改说明"), max_length=LONGEST_NOTE, widget=forms.Textarea({"rows": 4}))


class ReviewForm(forms.Form):
    """The reviewer's opinion; needed where the draft goes back."""

    opinion = forms.CharField(
        label=_("审核意见"), max_length=LONGEST_NOTE, required=False, widget=forms.Textarea({"rows": 4})
    )


class TrialForm(forms.Form):
    """Whose imaginary papers are tried, how urgent they are and when they begin."""

    drafter = PersonField(_("拟稿人"), "organization:find_person")
    urgency = forms.ChoiceField(choices=_URGENCIES, label=_("紧急程度"), required=False)
    begun_on = forms.DateField(label=_("开始日期"), widget=DayInput(), required=False)

    def clean_urgency(self) -> Urgency:
        return Urgency(self.cleaned_data["urgency"] or Urgency.ORDINARY)

    def clean_begun_on(self) -> Any:
        return self.cleaned_data["begun_on"] or timezone.localdate()
