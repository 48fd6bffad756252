"""The document number (发文字号): 机关代字 + 〔year〕 + ordinal + 号."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORM = re.compile(
    r"(?P<code>[\u4e00-\u9fa5A-Za-z0-9]{1,16})〔(?P<year>(?:19|20)\d{2})〕(?P<ordinal>[1-9]\d{0,5})号"
)


class InvalidDocumentNumber(ValueError):
    """The text is not a document number of the official form."""


@dataclass(frozen=True, order=True)
class DocumentNumber:
    """Document number (发文字号), GB/T 9704-2012 7.2.5: ``云政办发〔2026〕12号``."""

    code: str
    year: int
    ordinal: int

    @classmethod
    def parse(cls, text: str) -> DocumentNumber:
        """Read a number of exactly the official form; raises InvalidDocumentNumber."""
        match = _FORM.fullmatch(text.strip())
        if match is None:
            raise InvalidDocumentNumber(f"“{text}”不是规范的发文字号，应如“云政办发〔2026〕12号”。")
        return cls(match["code"], int(match["year"]), int(match["ordinal"]))

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.ordinal}号"
