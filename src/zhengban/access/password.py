"""The password rules of the assessors (等保三级实务), each with its sentence; and first passwords."""

from __future__ import annotations

import secrets
import string

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zhengban.access.models import User

KINDS_NEEDED = 3


class LengthValidator(MinimumLengthValidator):
    """Demands enough characters."""

    def get_error_message(self) -> str:
        return _("密码至少%(count)s个字符。") % {"count": self.min_length}


class UncommonValidator(CommonPasswordValidator):
    """Refuses passwords that attackers try first."""

    def get_error_message(self) -> str:
        return _("这个密码过于常见，容易被猜中，请换一个。")


class UnlikeValidator(UserAttributeSimilarityValidator):
    """Refuses passwords that resemble the person's names."""

    def get_error_message(self) -> str:
        return _("密码不能与%(verbose_name)s相近。")


class CharacterKindsValidator:
    """Demands three of: lower case, upper case, digits, marks."""

    def validate(self, password: str, user: User | None = None) -> None:
        kinds = sum(
            (
                any(character in string.ascii_lowercase for character in password),
                any(character in string.ascii_uppercase for character in password),
                any(character in string.digits for character in password),
                any(character in string.punctuation for character in password),
            )
        )
        if kinds < KINDS_NEEDED:
            raise ValidationError(self.get_help_text(), code="password_too_simple")

    def get_help_text(self) -> str:
        return _("密码须含大写字母、小写字母、数字、符号中的三种。")


def first_password() -> str:
    """A password to be handed over on paper: four groups that nobody misreads."""
    letters, capitals, digits = "abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"
    groups = (capitals, letters, letters, digits)
    return "-".join("".join(secrets.choice(group) for _ in range(4)) for group in groups)
