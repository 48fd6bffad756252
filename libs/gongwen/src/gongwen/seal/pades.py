"""Ordinary PDF signatures (PAdES, ETSI EN 319 142) with RSA or ECDSA, for readers that do not know SM2; by pyHanko."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from gongwen.guard import Damaged
from gongwen.seal.errors import BadKey
from gongwen.seal.pdf_facts import OrdinarySignature
from gongwen.seal.report import CertificateFacts


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


def ordinary_signature(
    data: bytes, place: int, roots: list[bytes], others: list[bytes], now: datetime
) -> OrdinarySignature | None:
    """The signature at ``place`` (from 0) by PAdES; None where it cannot be read as one.

    ``roots`` and ``others`` are certificates, DER: those that are trusted, and others that are known.
    """
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError

    try:
        embedded = PdfFileReader(io.BytesIO(data), strict=False).embedded_signatures[place]
        context = _context(roots, others, now)
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
    return OrdinarySignature(
        scheme=f"数字签名 PAdES，{status.pkcs7_signature_mechanism.upper()}",
        signer=_facts(embedded.signer_cert),
        at=embedded.self_reported_timestamp,
        is_intact=bool(status.intact),
        is_valid=bool(status.valid),
        is_trusted=bool(status.trusted),
    )


def _context(roots: list[bytes], others: list[bytes], now: datetime) -> Any:
    from asn1crypto import x509
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(
        trust_roots=[x509.Certificate.load(one) for one in roots],
        other_certs=[x509.Certificate.load(one) for one in others],
        allow_fetching=False,
        moment=now.astimezone(UTC),
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
