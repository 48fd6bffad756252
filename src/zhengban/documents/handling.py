"""The form of a work item (办理): what the activity asks for, as fields; and what was answered, as arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhengban.access.models import User
from zhengban.documents import policy
from zhengban.documents.models import Handling as HandlingKind
from zhengban.documents.models import OutgoingDocument
from zhengban.organizations.models import Unit
from zhengban.sealing.models import Seal
from zhengban.workflow.engine import Opinion, Value, VariableKind
from zhengban.workflow.handling import Choice, Handling, Parting, Question

LONGEST_OPINION = 2000
_PEOPLE = {"data-people-picker": "", "data-placeholder": _("输入姓名查找")}
_UNITS = {"data-people-picker": "", "data-placeholder": _("输入处室名称查找")}


class HandlingForm(forms.Form):
    """Fields for one activity: its outcome, its questions, the people of later activities, the opinion."""

    def __init__(self, *args: Any, handling: Handling, seals: Sequence[Seal] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.handling = handling
        activity = handling.activity
        if activity.action == "documents.seal":
            self.fields["seal"] = forms.ModelChoiceField(
                label=_("印章"),
                queryset=Seal.objects.filter(pk__in=[seal.pk for seal in seals]),
                initial=seals[0] if seals else None,
                empty_label=None,
                required=bool(seals),
            )
        if activity.outcomes:
            self.fields["outcome"] = forms.ChoiceField(
                label=_("办理结果"),
                choices=[(one.code, one.label) for one in activity.outcomes],
                widget=forms.RadioSelect,
                initial=activity.outcomes[0].code,
            )
        for question in handling.questions:
            self.fields[f"var_{question.variable.name}"] = _field_of(question)
        for choice in handling.choices:
            self.fields[f"to_{choice.activity}"] = _people_field(choice)
        for parting in handling.partings:
            self.fields[f"way_{parting.gateway}"] = _way_field(parting)
        if activity.opinion is not Opinion.NONE:
            self.fields["opinion"] = forms.CharField(
                label=_("意见"),
                required=activity.opinion is Opinion.REQUIRED,
                max_length=LONGEST_OPINION,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def outcome(self) -> str:
        return str(self.cleaned_data.get("outcome", ""))

    @property
    def opinion(self) -> str:
        return str(self.cleaned_data.get("opinion", ""))

    def variables(self) -> dict[str, Value]:
        """The answers as the process keeps them."""
        return {
            question.variable.name: _kept(self.cleaned_data.get(f"var_{question.variable.name}"))
            for question in self.handling.questions
        }

    def chosen(self) -> dict[str, list[User]]:
        """The people chosen for later activities."""
        answers = {choice: self.cleaned_data.get(f"to_{choice.activity}") for choice in self.handling.choices}
        return {
            choice.activity: list(people) if choice.several else [people]
            for choice, people in answers.items()
            if people
        }

    def ways(self) -> dict[str, list[str]]:
        """The ways taken where the handler picks them."""
        answers = {one.gateway: self.cleaned_data.get(f"way_{one.gateway}") for one in self.handling.partings}
        return {
            gateway: list(ways) if isinstance(ways, list) else [ways] for gateway, ways in answers.items() if ways
        }

    def act_fields(self) -> Mapping[str, object]:
        """What the business act of the activity needs besides the opinion."""
        given = self.cleaned_data
        if self.handling.activity.action == "documents.seal":
            return {"seal": given["seal"]}
        if self.handling.activity.action != "incoming.plan":
            return {}
        host = given.get("var_host_unit")
        hosts = list(host) if host is not None else []
        return {
            "handling": HandlingKind(given["var_handling"].upper()),
            "host_unit": hosts[0] if hosts else None,
            "co_units": tuple(given.get("var_co_units") or ()),
            "due_on": given.get("var_due_on"),
        }


def seals_for(handling: Handling, paper: object, user: User) -> Sequence[Seal]:
    """The seals to choose from at the step of sealing (用印); none at every other step."""
    if handling.activity.action != "documents.seal" or not isinstance(paper, OutgoingDocument):
        return ()
    return policy.seals_in_hand(user, paper)


def _field_of(question: Question) -> forms.Field:
    variable = question.variable
    match variable.kind:
        case VariableKind.CHOICE:
            return forms.ChoiceField(
                label=variable.label,
                choices=[(one.code, one.label) for one in variable.options],
                initial=question.value or variable.options[0].code,
                widget=forms.RadioSelect,
            )
        case VariableKind.PEOPLE:
            people = User.objects.filter(pk__in=[person.pk for person in question.people])
            return forms.ModelMultipleChoiceField(
                label=variable.label,
                queryset=people,
                required=False,
                initial=question.value,
                widget=forms.SelectMultiple(attrs=_PEOPLE),
            )
        case VariableKind.UNITS:
            units = Unit.objects.filter(pk__in=[unit.pk for unit in question.units])
            return forms.ModelMultipleChoiceField(
                label=variable.label,
                queryset=units,
                required=False,
                initial=question.value,
                widget=forms.SelectMultiple(attrs=_UNITS),
            )
        case VariableKind.DATE:
            return forms.DateField(
                label=variable.label,
                required=False,
                initial=question.value,
                widget=forms.DateInput(attrs={"type": "date"}),
            )
        case VariableKind.BOOLEAN:
            return forms.BooleanField(label=variable.label, required=False, initial=question.value)
        case VariableKind.NUMBER:
            return forms.IntegerField(label=variable.label, required=False, initial=question.value)
        case _:
            return forms.CharField(label=variable.label, required=False, initial=question.value, max_length=500)


def _people_field(choice: Choice) -> forms.Field:
    people = User.objects.filter(pk__in=[person.pk for person in choice.people])
    if choice.several:
        return forms.ModelMultipleChoiceField(
            label=choice.name, queryset=people, required=False, widget=forms.SelectMultiple(attrs=_PEOPLE)
        )
    return forms.ModelChoiceField(label=choice.name, queryset=people, required=False)


def _way_field(parting: Parting) -> forms.Field:
    if parting.several:
        return forms.MultipleChoiceField(
            label=parting.name, choices=parting.ways, required=False, widget=forms.CheckboxSelectMultiple
        )
    return forms.ChoiceField(label=parting.name, choices=parting.ways, required=False, widget=forms.RadioSelect)


def _kept(answer: Any) -> Value:
    if isinstance(answer, date):
        return answer.isoformat()
    if hasattr(answer, "values_list"):
        return [one.pk for one in answer]
    return answer if answer not in ("", None) else None
