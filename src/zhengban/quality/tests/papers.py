"""Issued papers with known errors, for tests of rounds and statistics."""

from __future__ import annotations

import uuid
from dataclasses import replace

from tests.people import Cast
from zhengban.documents.actions.outgoing import draft, revise
from zhengban.documents.elements import Elements
from zhengban.documents.models import OutgoingDocument
from zhengban.documents.tests.lives import notice, step

CLEAN = "现将有关事项通知如下：\n一、压实责任\n请认真落实责任。\n二、加强值守\n请严格执行值班制度。"
ONE_ERROR = CLEAN + "\n三、核对信息\n请核对银行帐户信息。"
TWO_ERRORS = ONE_ERROR.replace("核对银行帐户信息", "一如继往做好工作，核对银行帐户信息")


def elements(cast: Cast, body: str) -> Elements:
    return replace(notice([cast.finance, cast.county_office]), body=body)


def drafted_with(cast: Cast, body: str) -> OutgoingDocument:
    return draft(actor=cast.drafter, request_key=uuid.uuid4(), elements=elements(cast, body))


def issue(cast: Cast, document: OutgoingDocument, *, in_review: str = "") -> OutgoingDocument:
    """Take a draft through to issue; the head of the unit may change the text on the way."""
    step(document, cast.drafter)
    if in_review:
        revise(document, actor=cast.unit_head, elements=elements(cast, in_review), why="核稿修改")
    step(document, cast.unit_head)
    step(document, cast.reviewer, chosen={"sign": [cast.leader]})
    for person in (cast.leader, cast.rechecker, cast.numbering_clerk, cast.seal_keeper, cast.registrar):
        step(document, person)
    return document


def issued_with(cast: Cast, body: str) -> OutgoingDocument:
    return issue(cast, drafted_with(cast, body))
