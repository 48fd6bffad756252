"""The forms a document is made into (版式); one line here is a form everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gongwen.document import OfficialDocument
from gongwen.typeset import typeset_ofd, typeset_pdf


@dataclass(frozen=True)
class Form:
    """A form: its code, which is the ending of its files, its name on screen, and how it is made."""

    code: str
    label: str
    typeset: Callable[[OfficialDocument], bytes]


PDF = Form("pdf", "PDF", typeset_pdf)
OFD = Form("ofd", "OFD", typeset_ofd)
FORMS = {form.code: form for form in (PDF, OFD)}
