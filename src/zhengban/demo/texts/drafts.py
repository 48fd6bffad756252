"""What a form of paper gives back: everything but number, date and signer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from gongwen.document import Attachment, DocumentType, Layout, Urgency
from zhengban.demo.city.addressing import Address


class Form(Enum):
    """A form of paper: a type (文种) and what it is used for."""

    NOTICE = "通知"
    URGENT_NOTICE = "紧急通知"
    PLAN_NOTICE = "印发方案的通知"
    FORWARD_NOTICE = "转发的通知"
    MEETING_NOTICE = "会议通知"
    RETURN_NOTICE = "报送材料的通知"
    TEAM_NOTICE = "成立工作专班的通知"
    CIRCULAR = "情况通报"
    COMMENDATION = "表扬通报"
    REPORT = "工作报告"
    PROGRESS_REPORT = "进展报告"
    REQUEST = "请示"
    REPLY = "批复"
    LETTER = "商洽函"
    ANSWER = "复函"
    OPINION = "意见"
    PUBLIC_NOTICE = "通告"
    ANNOUNCEMENT = "公告"
    MINUTES = "纪要"

    @property
    def document_type(self) -> DocumentType:
        return _TYPES[self]


_TYPES = {
    Form.NOTICE: DocumentType.NOTICE,
    Form.URGENT_NOTICE: DocumentType.NOTICE,
    Form.PLAN_NOTICE: DocumentType.NOTICE,
    Form.FORWARD_NOTICE: DocumentType.NOTICE,
    Form.MEETING_NOTICE: DocumentType.NOTICE,
    Form.RETURN_NOTICE: DocumentType.NOTICE,
    Form.TEAM_NOTICE: DocumentType.NOTICE,
    Form.CIRCULAR: DocumentType.CIRCULAR,
    Form.COMMENDATION: DocumentType.CIRCULAR,
    Form.REPORT: DocumentType.REPORT,
    Form.PROGRESS_REPORT: DocumentType.REPORT,
    Form.REQUEST: DocumentType.REQUEST,
    Form.REPLY: DocumentType.APPROVAL_REPLY,
    Form.LETTER: DocumentType.LETTER,
    Form.ANSWER: DocumentType.LETTER,
    Form.OPINION: DocumentType.OPINION,
    Form.PUBLIC_NOTICE: DocumentType.PUBLIC_NOTICE,
    Form.ANNOUNCEMENT: DocumentType.ANNOUNCEMENT,
    Form.MINUTES: DocumentType.MINUTES,
}


@dataclass(frozen=True)
class Draft:
    """A composed paper without what comes after signing."""

    title: str
    body: str
    address: Address
    attachments: tuple[Attachment, ...] = ()
    urgency: Urgency | None = None
    annotation: str = ""
    layout: Layout = Layout.GENERAL
