"""The fifteen document types (文种) of the regulation and the direction each travels."""

from __future__ import annotations

from enum import Enum


class Direction(Enum):
    """Which way a document travels between organs (行文方向)."""

    UP = "上行文"
    FLAT = "平行文"
    DOWN = "下行文"
    PUBLIC = "公布性文件"


class DocumentType(Enum):
    """Document type (文种), 《党政机关公文处理工作条例》 art. 8; the value is its official name."""

    RESOLUTION = "决议"
    DECISION = "决定"
    ORDER = "命令"
    COMMUNIQUE = "公报"
    ANNOUNCEMENT = "公告"
    PUBLIC_NOTICE = "通告"
    OPINION = "意见"
    NOTICE = "通知"
    CIRCULAR = "通报"
    REPORT = "报告"
    REQUEST = "请示"
    APPROVAL_REPLY = "批复"
    BILL = "议案"
    LETTER = "函"
    MINUTES = "纪要"

    @property
    def directions(self) -> frozenset[Direction]:
        """Every direction this type may travel (art. 8 and 15)."""
        return _DIRECTIONS[self]

    @property
    def is_upward(self) -> bool:
        """Whether the type travels upward and nowhere else (上行文)."""
        return self.directions == _UP

    @property
    def has_recipient(self) -> bool:
        """Whether the type names a main recipient (主送机关, art. 9)."""
        return self not in _WITHOUT_RECIPIENT

    @classmethod
    def from_title(cls, title: str) -> DocumentType | None:
        """The type named by the end of a title; a bracketed tail such as （试行） is passed over."""
        text = title.strip()
        while text.endswith("）") and "（" in text:
            text = text[: text.rindex("（")].rstrip()
        if text.endswith(("命令", "令")):
            return cls.ORDER
        return next((kind for kind in _BY_LENGTH if text.endswith(kind.value)), None)


_UP = frozenset({Direction.UP})
_DOWN = frozenset({Direction.DOWN})
_DIRECTIONS = {
    DocumentType.RESOLUTION: _DOWN,
    DocumentType.DECISION: _DOWN,
    DocumentType.ORDER: _DOWN,
    DocumentType.COMMUNIQUE: frozenset({Direction.PUBLIC}),
    DocumentType.ANNOUNCEMENT: frozenset({Direction.PUBLIC}),
    DocumentType.PUBLIC_NOTICE: frozenset({Direction.PUBLIC, Direction.DOWN}),
    DocumentType.OPINION: frozenset({Direction.UP, Direction.FLAT, Direction.DOWN}),
    DocumentType.NOTICE: frozenset({Direction.DOWN, Direction.FLAT}),
    DocumentType.CIRCULAR: frozenset({Direction.DOWN, Direction.FLAT}),
    DocumentType.REPORT: _UP,
    DocumentType.REQUEST: _UP,
    DocumentType.APPROVAL_REPLY: _DOWN,
    DocumentType.BILL: frozenset({Direction.FLAT, Direction.UP}),
    DocumentType.LETTER: frozenset({Direction.FLAT}),
    DocumentType.MINUTES: frozenset({Direction.DOWN, Direction.FLAT}),
}
_WITHOUT_RECIPIENT = frozenset(
    {
        DocumentType.RESOLUTION,
        DocumentType.ORDER,
        DocumentType.COMMUNIQUE,
        DocumentType.ANNOUNCEMENT,
        DocumentType.PUBLIC_NOTICE,
        DocumentType.MINUTES,
    }
)
_BY_LENGTH = sorted(DocumentType, key=lambda kind: -len(kind.value))
