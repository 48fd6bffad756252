"""Forms of seals; they read and name, the actions decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhengban.access.models import User
from zhengban.organizations.forms.fields import DayField, ReasonField
from zhengban.sealing.models import SealKind

SMALLEST, LARGEST = 20, 60
LARGEST_UPLOAD = 2 * 1024 * 1024


class RequestForm(forms.Form):
    """What a seal is to be (申请刻制印章)."""

    kind = forms.ChoiceField(label=_("种类"), choices=SealKind.choices)
    name = forms.CharField(
        label=_("印文"), max_length=40, help_text=_("公章和专用章为本机关全称；签名章为本人姓名。")
    )
    title = forms.CharField(
        label=_("专用章名称"), max_length=12, required=False, help_text=_("如“行政审批专用章”；其他印章不填。")
    )
    diameter = forms.IntegerField(
        label=_("尺寸（毫米）"),
        min_value=SMALLEST,
        max_value=LARGEST,
        help_text=_("圆章为直径，签名章为边长；市县政府部门公章一般为42毫米。"),
    )
    reason = ReasonField()


class DecisionForm(forms.Form):
    """What the head says to a request (审批意见)."""

    reason = forms.CharField(
        label=_("审批意见"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = ReasonField()


class StopForm(ReasonForm):
    """Why a seal is stopped, and whether its key may be in wrong hands (停用印章)."""

    is_compromised = forms.BooleanField(
        label=_("印章或者密钥遗失、泄露，同时吊销证书"),
        required=False,
        help_text=_("吊销后，没有可信时间证明的已盖章文件验章时将显示无效。"),
    )


class _KeeperField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(User.objects.none(), label=label, **options)


class MakeForm(forms.Form):
    """Who keeps the new seal (制发印章)."""

    keeper = _KeeperField(_("保管人"), help_text=_("该机关的印章管理员。"))

    def __init__(self, *args: Any, keepers: QuerySet[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["keeper"].queryset = keepers  # type: ignore[attr-defined]


class BringInForm(MakeForm):
    """A seal made elsewhere, with its key (导入印章)."""

    seal_file = forms.FileField(
        label=_("印章文件"), help_text=_("制章机构交付的电子印章（GB/T 38540），如 .esl 文件。")
    )
    certificate = forms.FileField(label=_("签章人证书"), help_text=_("PEM 或者 DER。"))
    key = forms.FileField(label=_("私钥文件"), help_text=_("按 PKCS #8 加密的 SM2 私钥。"))
    password = forms.CharField(
        label=_("私钥口令"), max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("seal_file", "certificate", "key"):
            if (upload := given.get(name)) is not None and upload.size > LARGEST_UPLOAD:
                self.add_error(name, _("文件过大，不是这种文件。"))
        return given


class HandOverForm(ReasonForm):
    """To whom a seal goes (移交印章)."""

    to = _KeeperField(_("接收人"), help_text=_("本机关的其他印章管理员；接收人确认接收后生效。"))
    field_order: Iterable[str] | None = ("to", "reason")

    def __init__(self, *args: Any, keepers: QuerySet[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].queryset = keepers  # type: ignore[attr-defined]


class LendForm(HandOverForm):
    """To whom a seal is lent, and until when (借出印章)."""

    due_on = DayField(_("应归还日期"))
    field_order: Iterable[str] | None = ("to", "due_on", "reason")


class UseFilterForm(forms.Form):
    """Words of a title or a number."""

    words = forms.CharField(label=_("标题或者发文字号"), max_length=100, required=False)


class EmptyForm(forms.Form):
    """Nothing to fill in: the button alone decides."""
