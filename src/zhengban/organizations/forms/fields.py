"""Fields that the forms of administration share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from zhengban.access.models import Duty, User
from zhengban.core.widgets import DayInput, PickedSelect
from zhengban.organizations.models import Agency, Post

LONGEST_REASON = 200


class ReasonField(forms.CharField):
    """Why; it becomes part of the trail."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(label=_("事由"), max_length=LONGEST_REASON, widget=widget, **options)


class DayField(forms.DateField):
    """A day."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label=label, widget=DayInput(), **options)


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One person, found by typing the name."""

    def __init__(self, label: Any, source: str, queryset: QuerySet[User] | None = None, **options: Any) -> None:
        people = User.objects.people().filter(duty=Duty.BUSINESS) if queryset is None else queryset
        super().__init__(
            people,
            label=label,
            empty_label=None,
            widget=PickedSelect(reverse_lazy(source), _("输入姓名或用户名查找")),
            error_messages={"invalid_choice": _("没有这个人，请重新选择。")},
            **options,
        )


class PostField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One post, found by typing its name, its unit's or its agency's."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(
            Post.objects.select_related("unit__agency"),
            label=label,
            empty_label=None,
            widget=PickedSelect(reverse_lazy("organization:find_post"), _("输入机关、处室或职务查找")),
            error_messages={"invalid_choice": _("没有这个职务，请重新选择。")},
            **options,
        )

    def label_from_instance(self, post: Post) -> str:
        return f"{post.unit.agency} {post.unit} {post}"


class AgencyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One agency out of a list that can be searched."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(
            Agency.objects.all(),
            label=label,
            widget=forms.Select(attrs={"data-people-picker": "", "data-placeholder": _("输入机关名称查找")}),
            error_messages={"invalid_choice": _("没有这个机关，请重新选择。")},
            **options,
        )
