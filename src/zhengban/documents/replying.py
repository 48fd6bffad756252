"""What a new draft starts with: nothing, a file that was read, or the paper it answers."""

from __future__ import annotations

from django.utils import timezone

from gongwen.document import DocumentType, OfficialDocument, Reading, Urgency, dump_source
from zhengban.access.models import User
from zhengban.documents.elements import KINDS, Elements, split_names
from zhengban.documents.models import IncomingDocument, UrgencyChoice
from zhengban.numbering.models import IssuerCode
from zhengban.organizations.directory import membership_of
from zhengban.organizations.models import Agency

_URGENCY = {Urgency.URGENT: UrgencyChoice.URGENT, Urgency.TOP_URGENT: UrgencyChoice.TOP_URGENT}
# What answers what (条例 art. 8): a request gets a reply, a letter a letter; anything else a report upward.
_ANSWERS = {
    DocumentType.REQUEST.value: DocumentType.APPROVAL_REPLY,
    DocumentType.LETTER.value: DocumentType.LETTER,
}


def starting_elements(user: User) -> Elements:
    """An empty draft with the agency's first code."""
    return Elements(kind="", title="", code=_first_code(user), body="")


def elements_read(reading: Reading, user: User) -> Elements:
    """The elements found in a file, as the start of a draft."""
    document = reading.document
    to = tuple(name for names in document.to for name in split_names(names))
    cc = tuple(name for names in document.cc for name in split_names(names))
    return Elements(
        kind=document.kind if document.kind in KINDS else _kind_of(document),
        title=document.title[:300],
        code=_first_code(user),
        body=_typed(document),
        urgency=_URGENCY.get(document.urgency, UrgencyChoice.NORMAL) if document.urgency else UrgencyChoice.NORMAL,
        to_names=to,
        cc_names=cc,
        main=_agencies(to),
        cc=_agencies(cc),
        annotation=document.annotation.strip("（）()")[:200],
    )


def reply_elements(incoming: IncomingDocument, user: User) -> Elements:
    """The start of an answer (答复): type, recipient and the sentence that cites the paper."""
    kind = _ANSWERS.get(incoming.kind, DocumentType.REPORT)
    subject = incoming.title.partition("关于")[2].removesuffix(f"的{incoming.kind}") or incoming.title
    membership = membership_of(user)
    issuer = membership.agency.name if membership else ""
    cited = f"《{incoming.title}》" + (f"（{incoming.sender_number}）" if incoming.sender_number else "")
    return Elements(
        kind=kind.value,
        title=f"{issuer}关于{subject}的{kind.value}"[:300],
        code=_first_code(user),
        body=f"你单位{cited}收悉。现答复如下：\n",
        urgency=UrgencyChoice(incoming.urgency),
        to_names=(incoming.sender_name,),
        main=(incoming.sender,) if incoming.sender is not None else (),
        basis=cited,
    )


def _kind_of(document: OfficialDocument) -> str:
    kind = DocumentType.from_title(document.title)
    return kind.value if kind else ""


def _typed(document: OfficialDocument) -> str:
    """Body and bound-in attachments as one types them."""
    return dump_source(OfficialDocument(body=document.body)).strip("\n") + "".join(
        f"\n\n附件{number if len(document.attachments) > 1 else ''}\n{one.title}\n{one.body}"
        for number, one in enumerate(document.attachments, 1)
        if one.body
    )


def _agencies(names: tuple[str, ...]) -> tuple[Agency, ...]:
    """Agencies whose full or standard short name is named."""
    if not names:
        return ()
    valid = Agency.objects.valid(timezone.localdate())
    return tuple(valid.filter(name__in=names) | valid.filter(short_name__in=names))


def _first_code(user: User) -> str:
    membership = membership_of(user)
    if membership is None:
        return ""
    code = IssuerCode.objects.filter(agency=membership.agency, retired_on__isnull=True).first()
    return code.text if code else ""
