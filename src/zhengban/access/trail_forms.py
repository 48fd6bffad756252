"""What the reader of the trail may ask for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhengban.access.disclosure import kind_of
from zhengban.access.models import User
from zhengban.audit.models import AuditEntry, Outcome
from zhengban.audit.reading import Narrowing, RecordedCode, recorded_codes
from zhengban.core.widgets import DayInput

MOST_NAMESAKES = 50
LARGEST_ID = 2**63 - 1
_SHARED_LABELS = {"access.refused": _("各种操作被拒绝")}


class TrailForm(forms.Form):
    """By whom, what, when, on which thing, with which outcome."""

    who = forms.CharField(label=_("操作人（姓名或用户名）"), max_length=64, required=False)
    code = forms.ChoiceField(label=_("操作"), required=False)
    since = forms.DateField(label=_("起始日期"), required=False, widget=DayInput())
    until = forms.DateField(label=_("截止日期"), required=False, widget=DayInput())
    outcome = forms.ChoiceField(label=_("结果"), required=False, choices=[("", _("全部")), *Outcome.choices])
    target_type = forms.ChoiceField(label=_("对象类别"), required=False)
    target_id = forms.IntegerField(label=_("对象编号"), required=False, min_value=1, max_value=LARGEST_ID)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].choices = [("", _("全部")), *_by_app(recorded_codes())]  # type: ignore[attr-defined]
        self.fields["target_type"].choices = [("", _("全部")), *_target_types()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("target_type")) != bool(given.get("target_id")) and not self.errors:
            raise forms.ValidationError(_("按对象查询时，对象类别和对象编号要同时填写。"))
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("截止日期不能早于起始日期。"))
        return given

    def narrowing(self) -> Narrowing:
        """What was asked for, of a form that is valid."""
        given = {name: value for name, value in self.cleaned_data.items() if value and name != "who"}
        who = self.cleaned_data["who"]
        return Narrowing(**given, actor_ids=_namesakes(who) if who else None)


def _namesakes(words: str) -> tuple[int, ...]:
    """The people of exactly this name, else those whose name contains the words."""
    exact = User.objects.filter(Q(name=words) | Q(username__iexact=words))
    found = exact if exact.exists() else User.objects.filter(name__contains=words)
    return tuple(found.values_list("pk", flat=True)[:MOST_NAMESAKES])


def _by_app(codes: Iterable[RecordedCode]) -> list[tuple[str, list[tuple[str, Any]]]]:
    groups: dict[str, list[tuple[str, Any]]] = {}
    for one in codes:
        app = one.code.partition(".")[0]
        name = str(apps.get_app_config(app).verbose_name) if apps.is_installed(f"zhengban.{app}") else app
        groups.setdefault(name, []).append((one.code, _SHARED_LABELS.get(one.code, one.label)))
    return list(groups.items())


def _target_types() -> list[tuple[str, str]]:
    own = (model._meta for model in apps.get_models() if model.__module__.startswith("zhengban."))
    return [(meta.label_lower, kind_of(meta.label_lower)) for meta in own if meta.model is not AuditEntry]
