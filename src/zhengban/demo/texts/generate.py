"""From a commission to a paper: the same seed and commission give the same paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

from gongwen.document import OfficialDocument
from zhengban.demo.city import AGENCIES
from zhengban.demo.city.addressing import Address
from zhengban.demo.city.shapes import CITY, COUNTY, PROVINCE, CityAgency
from zhengban.demo.texts.drafts import Draft, Form
from zhengban.demo.texts.forms import answers, arrangements, circulars, minutes, notices, opinions, public, upward
from zhengban.demo.texts.topics import Topic
from zhengban.demo.texts.wording import Wording

_ALONE: dict[Form, Callable[[Wording, int], Draft]] = {
    Form.NOTICE: notices.notice,
    Form.URGENT_NOTICE: notices.urgent_notice,
    Form.PLAN_NOTICE: notices.plan_notice,
    Form.FORWARD_NOTICE: notices.forward_notice,
    Form.MEETING_NOTICE: arrangements.meeting_notice,
    Form.RETURN_NOTICE: arrangements.return_notice,
    Form.TEAM_NOTICE: arrangements.team_notice,
    Form.CIRCULAR: circulars.circular,
    Form.COMMENDATION: circulars.commendation,
    Form.REPORT: upward.report,
    Form.PROGRESS_REPORT: upward.progress_report,
    Form.REQUEST: upward.request,
    Form.OPINION: opinions.opinion,
    Form.PUBLIC_NOTICE: public.public_notice,
    Form.ANNOUNCEMENT: public.announcement,
    Form.MINUTES: minutes.minutes,
}
_TITLED = {
    Form.NOTICE: "notice",
    Form.CIRCULAR: "circular",
    Form.REPORT: "report",
    Form.OPINION: "opinion",
    Form.PUBLIC_NOTICE: "public",
    Form.ANNOUNCEMENT: "announcement",
    Form.MINUTES: "minutes",
}


@dataclass(frozen=True)
class Commission:
    """What is to be written: which form, about what, by whom, on which day.

    ``variant`` chooses among the topic's titles, requests or letters. ``to`` is the addressee of a letter.
    ``answers`` is the paper that a reply or an answer is about.
    """

    form: Form
    topic: Topic
    writer: CityAgency
    on: date
    variant: int = 0
    to: CityAgency | None = None
    answers: Paper | None = None


@dataclass(frozen=True)
class Paper:
    """A paper: the document without number and signer, whom it goes to, and what it was made from."""

    document: OfficialDocument
    address: Address
    commission: Commission
    wording: Wording = field(repr=False, compare=False)
    number: str = ""
    """Filled in where a later paper cites this one."""

    @property
    def citation(self) -> str:
        """How an answer cites it: 《title》（number）."""
        return f"《{self.document.title}》" + (f"（{self.number}）" if self.number else "")


def generate(seed: str, commission: Commission) -> Paper:
    """Write the paper; nothing but the seed and the commission decides what it says."""
    dice = Random(f"{seed}|{commission.writer.key}|{commission.on}|{commission.form.name}|{commission.variant}")  # noqa: S311 - words, no secrets
    asked = commission.answers
    wording = Wording(
        commission.writer,
        commission.topic,
        commission.on,
        dice,
        place=asked.wording.place if asked else "",
        figures=dict(asked.wording.figures) if asked else {},
    )
    draft = _draft(commission, wording)
    document = OfficialDocument(
        kind=commission.form.document_type.value,
        issuers=(commission.writer.name,),
        title=_full_title(commission, draft),
        to=draft.address.to,
        cc=draft.address.cc,
        body=draft.body,
        attachments=draft.attachments,
        written_on=commission.on,
        urgency=draft.urgency,
        annotation=draft.annotation,
        layout=draft.layout,
    )
    return Paper(document, draft.address, commission, wording)


def occasions(topic: Topic, writer: CityAgency) -> Iterator[tuple[Form, int]]:
    """Every paper the writer can write about the topic on its own account; letters need an addressee yet."""
    for form, kind in _TITLED.items():
        if _writes(writer, form):
            yield from ((form, variant) for variant in range(len(topic.titles[kind])))
    for form in (
        Form.PLAN_NOTICE,
        Form.MEETING_NOTICE,
        Form.RETURN_NOTICE,
        Form.TEAM_NOTICE,
        Form.URGENT_NOTICE,
        Form.FORWARD_NOTICE,
        Form.COMMENDATION,
        Form.PROGRESS_REPORT,
    ):
        if _writes(writer, form):
            yield form, 0
    if _writes(writer, Form.REQUEST):
        for variant, ask in enumerate(topic.asks):
            if not ask.by or writer.writer in ask.by:
                yield Form.REQUEST, variant
    if _writes(writer, Form.LETTER):
        yield from ((Form.LETTER, variant) for variant in range(len(topic.letters)))


def correspondents(topic: Topic, writer: CityAgency) -> tuple[CityAgency, ...]:
    """Equals whom the writer may write to about the topic: the bureaus that lead it, without itself."""
    named = {f"市{lead}" for lead in topic.leads}
    return tuple(one for one in AGENCIES if one.short_name in named and one.key != writer.key)


def _writes(writer: CityAgency, form: Form) -> bool:
    """Whether an agency like that writes such a form (条例 art. 13 to 17)."""
    if writer.level == PROVINCE:
        return form in {
            Form.NOTICE,
            Form.CIRCULAR,
            Form.OPINION,
            Form.PLAN_NOTICE,
            Form.RETURN_NOTICE,
            Form.COMMENDATION,
        }
    if form in {Form.FORWARD_NOTICE, Form.MINUTES}:
        return writer.key == "office"
    if form in {Form.OPINION, Form.URGENT_NOTICE, Form.COMMENDATION}:
        return writer.kind == "OFFICE"
    if form in {Form.PUBLIC_NOTICE, Form.ANNOUNCEMENT}:
        return writer.level == CITY and writer.kind == "DEPARTMENT"
    if form is Form.TEAM_NOTICE:
        return writer.kind == "OFFICE" and writer.level in {CITY, COUNTY}
    return True


def _draft(commission: Commission, wording: Wording) -> Draft:
    form, topic, asked = commission.form, commission.topic, commission.answers
    if form is Form.LETTER:
        if commission.to is None:
            raise ValueError("A letter needs an addressee.")
        return answers.letter(wording, commission.variant, commission.to)
    if form in {Form.REPLY, Form.ANSWER}:
        if asked is None:
            raise ValueError("An answer needs the paper it answers.")
        asker, variant = asked.commission.writer, asked.commission.variant
        if form is Form.REPLY:
            return answers.reply(wording, topic.asks[variant], asker, asked.citation)
        return answers.answer(wording, topic.letters[variant], asker, asked.citation)
    return _ALONE[form](wording, commission.variant)


def _full_title(commission: Commission, draft: Draft) -> str:
    return draft.title if commission.form is Form.MINUTES else f"{commission.writer.name}{draft.title}"
