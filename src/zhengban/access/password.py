"""The password rule of the assessors (等保三级实务): three of four character kinds."""

from __future__ import annotations

import string

from django.core.exceptions import ValidationError

from zhengban.access.models import User

KINDS_NEEDED = 3


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
        return "密码须含大写字母、小写字母、数字、符号中的三种。"
