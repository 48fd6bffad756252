"""Forms for people and their accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhengban.access.forms import LONGEST_PASSWORD
from zhengban.access.models import Duty
from zhengban.access.password import first_password
from zhengban.organizations.forms.fields import ReasonField
from zhengban.organizations.models import Agency

LONGEST_NAME = 64
_USERNAME = RegexValidator(
    r"\A[A-Za-z][A-Za-z0-9._-]{1,63}\Z", _("用户名以字母开头，由字母、数字和“.”“_”“-”组成，2至64个字符。")
)


def _first_password_field() -> forms.CharField:
    return forms.CharField(
        label=_("初始密码"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("已随机生成，可以更改。请当面交给本人；本人首次登录时必须修改，此后这里不再显示。"),
        initial=first_password,
    )


class PeopleFilter(forms.Form):
    """What the list of people is narrowed by."""

    words = forms.CharField(label=_("姓名或用户名"), max_length=LONGEST_NAME, required=False)
    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("机关"), required=False, empty_label=_("全部"))
    duty = forms.ChoiceField(label=_("职责"), required=False, choices=[("", _("全部")), *Duty.choices])
    status = forms.ChoiceField(
        label=_("账号状态"),
        required=False,
        choices=[("", _("全部")), ("active", _("已启用")), ("asleep", _("未启用")), ("placeless", _("没有任职"))],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agency"].queryset = Agency.objects.valid(timezone.localdate()).connected()  # type: ignore[attr-defined]


class OpenAccountForm(forms.Form):
    """A new account (新建账号)."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=LONGEST_NAME,
        validators=[_USERNAME],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
        help_text=_("登录时使用，建立后不能更改，也不能转给他人。"),
    )
    name = forms.CharField(label=_("姓名"), max_length=LONGEST_NAME)
    duty = forms.ChoiceField(
        label=_("职责"),
        choices=Duty.choices,
        initial=Duty.BUSINESS,
        help_text=_("系统管理员、安全保密管理员、安全审计员互不兼任，也不办理业务。"),
    )
    password = _first_password_field()


class ResetPasswordForm(forms.Form):
    """A first password anew (重置密码)."""

    password = _first_password_field()


class RenameAccountForm(forms.Form):
    """A person's name, corrected (更改姓名)."""

    name = forms.CharField(label=_("姓名"), max_length=LONGEST_NAME)
    reason = ReasonField()


class ReasonForm(forms.Form):
    """Only why."""

    reason = ReasonField()


class NothingForm(forms.Form):
    """Nothing to say but yes."""
