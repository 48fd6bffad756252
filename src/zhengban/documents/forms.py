"""Forms of documents in and out; they read and name, the actions decide."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhengban.access.models import User
from zhengban.documents.elements import KINDS, LONGEST_BODY, Elements, split_names
from zhengban.documents.models import (
    AddressMode,
    Disclosure,
    FilePurpose,
    OutgoingDocument,
    UrgencyChoice,
)
from zhengban.documents.registers import Narrowing, Register
from zhengban.numbering.models import IssuerCode
from zhengban.organizations.directory import membership_of
from zhengban.organizations.models import Agency

_PICKER = {"data-people-picker": "", "data-placeholder": _("输入机关名称查找")}
_DAY = {"type": "date"}
_KIND_CHOICES = [(kind, kind) for kind in KINDS]
MOST_COPIES = 9999


class NamesField(forms.CharField):
    """Names of organs as they stand in the line: separated by 、 or ，; brackets keep theirs."""

    def to_python(self, value: Any) -> tuple[str, ...]:  # type: ignore[override]
        text = super().to_python(value) or ""
        return split_names(text)

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, list | tuple) else value


class ElementsForm(forms.Form):
    """The elements and the text of an outgoing document (拟稿)."""

    kind = forms.ChoiceField(label=_("文种"), choices=[("", _("请选择")), *_KIND_CHOICES])
    title = forms.CharField(label=_("标题"), max_length=300, help_text=_("发文机关＋关于事由的＋文种"))
    code = forms.ChoiceField(label=_("机关代字"))
    urgency = forms.ChoiceField(label=_("紧急程度"), choices=UrgencyChoice.choices)
    disclosure = forms.ChoiceField(label=_("公开属性"), choices=Disclosure.choices)
    main = forms.ModelMultipleChoiceField(
        label=_("主送机关（分发）"),
        queryset=Agency.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs=_PICKER),
    )
    to_names = NamesField(
        label=_("主送机关（印出的写法）"),
        required=False,
        max_length=1000,
        help_text=_("如“各县（区）人民政府，市政府各部门”；不填则按所选机关印出。"),
    )
    cc = forms.ModelMultipleChoiceField(
        label=_("抄送机关（分发）"),
        queryset=Agency.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs=_PICKER),
    )
    cc_names = NamesField(
        label=_("抄送机关（印出的写法）"),
        required=False,
        max_length=1000,
        help_text=_("不填则按所选机关印出。"),
    )
    annotation = forms.CharField(
        label=_("附注"),
        max_length=200,
        required=False,
        help_text=_("如“此件公开发布”；请示应注明联系人和电话。"),
    )
    basis = forms.CharField(
        label=_("依据文件"), max_length=500, required=False, help_text=_("写明标题和发文字号。")
    )
    copies = forms.IntegerField(label=_("印数"), min_value=1, max_value=MOST_COPIES, initial=1)
    body = forms.CharField(
        label=_("正文"),
        required=False,
        max_length=LONGEST_BODY,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "false"}),
        help_text=_("一行一段，按“一、”“（一）”“1.”“（1）”编层次；附件正文写在文后，以单独一行“附件”开头。"),
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        membership = membership_of(user)
        agencies = Agency.objects.valid(timezone.localdate())
        if membership is not None:
            codes = IssuerCode.objects.filter(agency=membership.agency, retired_on__isnull=True)
            self.fields["code"].choices = [(code.text, code.text) for code in codes]  # type: ignore[attr-defined]
            agencies = agencies.exclude(pk=membership.agency.pk)
        for name in ("main", "cc"):
            self.fields[name].queryset = agencies  # type: ignore[attr-defined]

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        return body.replace("\r\n", "\n").replace("\r", "\n")

    def elements(self) -> Elements:
        """What was filled in so far; printed names fall back on the chosen agencies."""
        given = self.cleaned_data
        main, cc = tuple(given.get("main", ())), tuple(given.get("cc", ()))
        return Elements(
            kind=given.get("kind", ""),
            title=given.get("title", ""),
            code=given.get("code", ""),
            body=given.get("body", ""),
            urgency=UrgencyChoice(given.get("urgency", UrgencyChoice.NORMAL)),
            disclosure=Disclosure(given.get("disclosure", Disclosure.ON_REQUEST)),
            to_names=given.get("to_names") or tuple(agency.name for agency in main),
            cc_names=given.get("cc_names") or tuple(agency.name for agency in cc),
            main=main,
            cc=cc,
            annotation=given.get("annotation", ""),
            basis=given.get("basis", ""),
            copies=given.get("copies", 1),
        )

    @staticmethod
    def initial_of(elements: Elements, version: int | None = None) -> dict[str, object]:
        """What the form shows for these elements."""
        return {
            "kind": elements.kind,
            "title": elements.title,
            "code": elements.code,
            "urgency": elements.urgency,
            "disclosure": elements.disclosure,
            "main": [agency.pk for agency in elements.main],
            "to_names": elements.to_names,
            "cc": [agency.pk for agency in elements.cc],
            "cc_names": elements.cc_names,
            "annotation": elements.annotation,
            "basis": elements.basis,
            "copies": elements.copies,
            "body": elements.body,
            "request_key": uuid.uuid4(),
            "seen_version": version,
        }


class _BesideForm(forms.Form):
    """A form that shares its page with the draft's: its fields have ids of their own."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.auto_id = f"id_{type(self).__name__.lower()}_%s"


class ReplyForm(forms.Form):
    """The button that starts an answer (起草答复)."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)


class UploadForm(_BesideForm):
    """A file to begin a draft from."""

    upload = forms.FileField(label=_("原稿文件"), help_text=_("支持 DOCX、PDF、OFD、TXT，不超过 50 MB。"))
    request_key = forms.UUIDField(widget=forms.HiddenInput)


class FileForm(_BesideForm):
    """A file to go with a document."""

    upload = forms.FileField(label=_("文件"))
    purpose = forms.ChoiceField(
        label=_("用途"),
        choices=[
            (FilePurpose.ATTACHMENT, FilePurpose.ATTACHMENT.label),
            (FilePurpose.BASIS, FilePurpose.BASIS.label),
        ],
    )
    title = forms.CharField(label=_("名称"), max_length=200, required=False)


class RegisterForm(forms.Form):
    """The elements of a paper from outside (收文登记)."""

    upload = forms.FileField(
        label=_("来文文件"), required=False, help_text=_("拖入扫描件或电子件，要素自动读出；也可直接填写。")
    )
    sender_name = forms.CharField(label=_("来文机关"), max_length=100)
    sender_number = forms.CharField(label=_("来文字号"), max_length=60, required=False)
    title = forms.CharField(label=_("标题"), max_length=300)
    kind = forms.ChoiceField(label=_("文种"), choices=[*_KIND_CHOICES, ("其他", _("其他"))])
    urgency = forms.ChoiceField(label=_("紧急程度"), choices=UrgencyChoice.choices)
    written_on = forms.DateField(label=_("成文日期"), required=False, widget=forms.DateInput(attrs=_DAY))
    copies = forms.IntegerField(label=_("份数"), min_value=1, max_value=MOST_COPIES, initial=1)
    source = forms.CharField(required=False, widget=forms.HiddenInput, max_length=LONGEST_BODY * 2, strip=False)
    request_key = forms.UUIDField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """A reason, which returning and voiding demand."""

    reason = forms.CharField(label=_("原因"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class SendAgainForm(forms.Form):
    """One more agency for an issued document (补发)."""

    agency = forms.ModelChoiceField(label=_("补发机关"), queryset=Agency.objects.none())
    mode = forms.ChoiceField(label=_("方式"), choices=AddressMode.choices)

    def __init__(self, *args: Any, document: OutgoingDocument, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agency"].queryset = (  # type: ignore[attr-defined]
            Agency.objects.valid(timezone.localdate()).exclude(pk=document.agency_id)
        )


class NarrowingForm(forms.Form):
    """What a register is narrowed by."""

    words = forms.CharField(label=_("标题或字号"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("文种"), required=False, choices=[("", _("全部")), *_KIND_CHOICES])
    state = forms.ChoiceField(label=_("状态"), required=False)
    urgency = forms.ChoiceField(
        label=_("紧急程度"), required=False, choices=[("", _("全部")), *UrgencyChoice.choices]
    )
    since = forms.DateField(label=_("起始日期"), required=False, widget=forms.DateInput(attrs=_DAY))
    until = forms.DateField(label=_("截止日期"), required=False, widget=forms.DateInput(attrs=_DAY))

    def __init__(self, *args: Any, register: Register, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["state"].choices = [("", _("全部")), *register.states.choices]  # type: ignore[attr-defined]

    def narrowing(self) -> Narrowing:
        """What was asked for; a wrong value narrows nothing and is shown at its field."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return Narrowing(**given)
