"""What is done with codes and series; numbers themselves are given inside the actions that need them."""

from __future__ import annotations

import re
from datetime import date

from django.core.exceptions import ValidationError

from zhengban.access.gate import action, create_action
from zhengban.access.models import Duty, User
from zhengban.numbering import policy
from zhengban.numbering.models import LONGEST_CODE, IssuerCode, Series, SeriesKind
from zhengban.organizations.models import Agency

_CODE = re.compile(rf"[\u4e00-\u9fa5A-Za-z0-9]{{1,{LONGEST_CODE}}}")


@create_action("numbering.add_code", "登记机关代字", allowed=policy.may_add_code, duty=Duty.SYSTEM)
def add_code(*, actor: User, agency: Agency, text: str, order: int = 0) -> IssuerCode:
    """Let an agency number its documents with a code (登记机关代字)."""
    if _CODE.fullmatch(text) is None:
        raise ValidationError(f"机关代字只能由1至{LONGEST_CODE}个汉字、字母或数字组成。")
    return IssuerCode.objects.create(agency=agency, text=text, order=order)


@action("numbering.retire_code", "停用机关代字", allowed=policy.may_retire_code, duty=Duty.SYSTEM)
def retire_code(code: IssuerCode, *, actor: User, on: date, reason: str) -> None:
    """Retire a code (停用机关代字) from that day on; its numbers stay."""
    code.retired_on = on


@create_action("numbering.open_series", "设定起始号", allowed=policy.may_open_series, duty=Duty.SYSTEM)
def open_series(
    *, actor: User, agency: Agency, kind: SeriesKind, code: str, year: int, first_ordinal: int
) -> Series:
    """Begin a series where the paper register stands (设定起始号), for an office that moves in mid-year."""
    if first_ordinal < 1:
        raise ValidationError("起始号应为正整数。")
    return Series.objects.create(
        agency=agency, kind=kind, code=code, year=year, first_ordinal=first_ordinal, next_ordinal=first_ordinal
    )
