"""The print files of papers in memory (印刷件): sealed or not, typeset when everything is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongwen.document import dump_source
from zhengban.access.models import User
from zhengban.demo.clock import at
from zhengban.demo.stages.ledger import Ledger, content_type
from zhengban.documents.actions.sealing import sealable
from zhengban.documents.models import DocumentFile, FilePurpose, IncomingDocument, OutgoingDocument
from zhengban.documents.printing import official
from zhengban.files.storage import keep_all, receive
from zhengban.rendering.forms import OFD, PDF, Form
from zhengban.rendering.keeping import kept_forms
from zhengban.sealing.actions.uses import put_on
from zhengban.sealing.keys import Working, working
from zhengban.sealing.models import Seal, SealUse

_AS_DISTRIBUTED = (PDF, OFD)


@dataclass(frozen=True)
class _Print:
    """The print files of one paper that are still to be made, with the use of the seal where it is sealed."""

    document: OutgoingDocument
    source: str
    rows: dict[Form, DocumentFile]
    moment: datetime
    use: SealUse | None


class PrintRows:
    """Makes the rows at once and the files at the end."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        official_seals = Seal.objects.filter(kind="OFFICIAL").select_related(*Seal.read_with)
        self._seals: dict[int, Seal] = {seal.agency_id: seal for seal in official_seals}
        self._working: dict[int, Working] = {}
        self._prints: dict[int, _Print] = {}
        self._copies: list[tuple[DocumentFile, DocumentFile]] = []

    def seal(self, document: OutgoingDocument, actor: User, now: datetime) -> Seal:
        """Enter the use of the agency's seal and the sealed files."""
        seal = self._seals[document.agency_id]
        assert document.signed_version is not None  # noqa: S101 - a numbered document has one
        use = self.ledger.add(
            SealUse(
                seal=seal,
                paper_type=content_type(OutgoingDocument),
                paper_id=document.pk,
                title=document.title,
                number=document.number_text,
                copies=document.copies,
                content_sha256=document.signed_version.sha256,
                used_by=actor,
                used_at=now,
            )
        )
        self._keep(document, actor, now, use)
        return seal

    def keep_unsealed(self, document: OutgoingDocument, actor: User, now: datetime) -> None:
        """The files of a paper that bears no seal."""
        self._keep(document, actor, now, None)

    def copy(self, document: OutgoingDocument, incoming: IncomingDocument, actor: User, now: datetime) -> None:
        """The receiver keeps the same files."""
        for original in self._prints[document.pk].rows.values():
            copy = DocumentFile(
                incoming=incoming,
                purpose=original.purpose,
                title=original.title,
                name=original.name,
                position=original.position,
                added_by=actor,
                added_at=now,
            )
            self._copies.append((self.ledger.add(copy), original))

    def make_all(self) -> None:
        """Typeset and seal every file, as of its own moment."""
        for one in self._prints.values():
            with at(one.moment):
                self._make(one)
        for copy, original in self._copies:
            copy.file = original.file

    def _keep(self, document: OutgoingDocument, actor: User, now: datetime, use: SealUse | None) -> None:
        rows = {
            form: self.ledger.add(
                DocumentFile(
                    outgoing=document,
                    purpose=FilePurpose.PRINT,
                    title=document.title,
                    name=f"{document.number_text}.{form.code}",
                    added_by=actor,
                    added_at=now,
                )
            )
            for form in _AS_DISTRIBUTED
        }
        self._prints[document.pk] = _Print(document, dump_source(official(document)), rows, now, use)

    def _make(self, one: _Print) -> None:
        if one.use is None:
            files = kept_forms(one.source, *_AS_DISTRIBUTED)
            for form, file in zip(_AS_DISTRIBUTED, files, strict=True):
                one.rows[form].file = file
            return
        seal = one.use.seal
        if seal.pk not in self._working:
            # Unlocking a key is slow on purpose: once for each seal.
            self._working[seal.pk] = working(seal.material)
        ofd, pdf = kept_forms(one.source, OFD, PDF)
        sealed_ofd, sealed_pdf = put_on(self._working[seal.pk], sealable(one.document, ofd, pdf), one.moment)
        kept_ofd, kept_pdf = keep_all(
            [receive(sealed_ofd, name="sealed.ofd"), receive(sealed_pdf, name="sealed.pdf")]
        )
        one.use.ofd = one.rows[OFD].file = kept_ofd
        one.use.pdf = one.rows[PDF].file = kept_pdf
