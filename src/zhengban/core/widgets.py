"""Controls that forms of several apps share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.functional import Promise

# What a database can hold as a key has at most 19 digits; one less is enough for any office.
LONGEST_KEY = 18


class DayInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        # The browser understands no other form, whatever the language of the page.
        super().__init__(format="%Y-%m-%d")


class PickedSelect(forms.Select):
    """A choice among more rows than a page can carry: it holds what is chosen, the picker finds the rest."""

    def __init__(self, source: str | Promise, placeholder: str | Promise) -> None:
        super().__init__({"data-people-picker": "", "data-source": source, "data-placeholder": placeholder})

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> Any:
        chosen = [one for one in value if one.isascii() and one.isdigit() and len(one) <= LONGEST_KEY]
        if isinstance(self.choices, ModelChoiceIterator):
            self.choices.queryset = self.choices.queryset.filter(pk__in=chosen)
        return super().optgroups(name, value, attrs)
