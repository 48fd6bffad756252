"""The forms for one's own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhengban.access.models import User

LONGEST_PASSWORD = 128


def password_field(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    """A field for a password; it is never sent back to the page."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(
        label=label, max_length=LONGEST_PASSWORD, strip=False, widget=widget, help_text=help_text
    )


class ChangePasswordForm(forms.Form):
    """The present password, and the new one twice (修改密码)."""

    present = password_field(_("原密码"), "current-password")
    password = password_field(
        _("新密码"),
        "new-password",
        _("至少8个字符，含大写字母、小写字母、数字、符号中的三种；不能是常见密码，也不能与姓名、用户名相近。"),
    )
    again = password_field(_("再次输入新密码"), "new-password")

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_present(self) -> str:
        present: str = self.cleaned_data["present"]
        if not self.user.check_password(present):
            raise forms.ValidationError(_("原密码不正确。"))
        return present

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError(_("两次输入的新密码不一致。"))
        return again
