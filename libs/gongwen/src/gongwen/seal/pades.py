"""Ordinary PDF signatures (PAdES, ETSI EN 319 142) with RSA or ECDSA, for readers that do not know SM2; by pyHanko."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from gongwen.guard import Damaged
from gongwen.seal.errors import BadKey
from gongwen.seal.judging import Circumstances, Findings
from gongwen.seal.pki.certificate import Certificate
from gongwen.seal.report import CertificateFacts, Code


@dataclass(frozen=True)
class PadesAnswer:
    """What pyHanko says of one signature."""

    scheme: str
    signer: CertificateFacts
    at: datetime | None
    is_intact: bool


def sign_pades(data: bytes, pkcs12: bytes, password: str, *, reason: str = "") -> bytes:
    """Sign with key and certificates of a PKCS #12 file; the file grows at its end, so that seals stay valid.

    Raises BadKey where the file does not open, Damaged where the PDF cannot be written to.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner

    try:
        signer = SimpleSigner.load_pkcs12_data(pkcs12, [], passphrase=password.encode("utf-8"))
    except ValueError as error:
        raise BadKey("口令不正确，或者 PKCS #12 文件已损坏。") from error
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
        count = len(writer.prev.embedded_signatures)
        metadata = PdfSignatureMetadata(
            field_name=f"Signature{count + 1}",
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=reason or None,
        )
        output = PdfSigner(metadata, signer=signer).sign_pdf(writer)
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise Damaged("PDF 文件的结构有误，无法签名，请重新生成文件。") from error
    signed: bytes = output.getvalue()
    return signed


def judge_pades(data: bytes, place: int, circumstances: Circumstances, findings: Findings) -> PadesAnswer | None:
    """The signature at ``place`` (from 0) by PAdES; None where it cannot be read as one."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError

    try:
        embedded = PdfFileReader(io.BytesIO(data), strict=False).embedded_signatures[place]
        context = _context(circumstances)
        status = validate_pdf_signature(embedded, context, ts_validation_context=context)
    except (
        PdfError,
        SigningError,
        SignatureValidationError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        NotImplementedError,
    ):
        return None
    certificate = embedded.signer_cert
    if not status.valid:
        findings.refuse(Code.BAD_SIGNATURE, "签名人的签名无效，签名值与签名内容、证书不相符")
    if status.intact and status.valid and not status.trusted:
        findings.doubt(Code.SIGNER_CERTIFICATE, "无法确认签名人证书的来源：找不到通向受信任根证书的证书链")
    return PadesAnswer(
        scheme=f"数字签名 PAdES，{status.pkcs7_signature_mechanism.upper()}",
        signer=_facts(certificate),
        at=embedded.self_reported_timestamp,
        is_intact=bool(status.intact),
    )


def _context(circumstances: Circumstances) -> Any:
    from asn1crypto import x509
    from pyhanko_certvalidator import ValidationContext

    def loaded(certificates: tuple[Certificate, ...]) -> list[Any]:
        return [x509.Certificate.load(one.der) for one in certificates]

    return ValidationContext(
        trust_roots=loaded(circumstances.trust.roots),
        other_certs=loaded(circumstances.trust.others),
        allow_fetching=False,
        moment=circumstances.now.astimezone(UTC),
        revocation_mode="soft-fail",
    )


def _facts(certificate: Any) -> CertificateFacts:
    validity = certificate["tbs_certificate"]["validity"]
    name = certificate.subject.native
    return CertificateFacts(
        str(name.get("common_name", certificate.subject.human_friendly)),
        certificate.subject.human_friendly,
        certificate.issuer.human_friendly,
        f"{certificate.serial_number:x}",
        validity["not_before"].native,
        validity["not_after"].native,
    )
