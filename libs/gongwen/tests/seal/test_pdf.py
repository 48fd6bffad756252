"""Seals on PDF files: put on, one after another, riding; changed bytes, pages and annotations found; PAdES beside."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
import typst

from gongwen.guard import Damaged, Deadline, Encrypted, ReadingError, TooLarge, apart
from gongwen.seal import (
    AcrossPages,
    At,
    BadKey,
    CannotSeal,
    Code,
    OnSignature,
    Picture,
    TimestampAuthority,
    Trust,
    Verdict,
    inspect,
    pdf_file,
    pdf_sealing,
    seal_file,
    verify,
)
from gongwen.seal.pades import sign_pades
from gongwen.seal.pdf_facts import LaterChanges, dump_facts, load_facts
from gongwen.seal.pdf_process import read_facts_apart
from gongwen.seal.pdf_sealing import seal_pdf
from gongwen.seal.pki.certificate import read_certificate

from .world import NAME, NOW, World, days, png, sample_ofd, seal_of


def pdf(pages: int = 2, text: str = "正文", *, landscape: bool = False) -> bytes:
    """Pages of A4 with a black bar whose place tells them apart; Latin letters stand for the text."""
    shape = "flipped: true, " if landscape else ""
    body = "#pagebreak()".join(
        f"#place(dx: {20 + 5 * number}mm, dy: 40mm, rect(width: 30mm, height: {5 + len(text)}mm, fill: black))"
        for number in range(pages)
    )
    source = f"#set page({shape}margin: 0pt)\n{body}"
    printed = typst.compile(source.encode(), format="pdf", timestamp=0)
    assert isinstance(printed, bytes)
    return printed


@pytest.fixture(scope="module")
def paper() -> bytes:
    return pdf()


def sealed(world: World, data: bytes, *placements: Any, at: datetime = NOW, **options: Any) -> bytes:
    return seal_pdf(data, world.seal, world.office, placements or (At(1, 105, 150),), at=at, **options)


def appended(data: bytes, act: Any) -> bytes:
    """Something written after the end, as any PDF software may."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    act(writer)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def test_sealed_and_verified(world: World, paper: bytes) -> None:
    data = sealed(world, paper)
    assert data.startswith(paper), "written after the end"
    (signature,) = verify(data, world.trust, now=NOW).signatures
    assert signature.scheme == "电子印章和数字签名，GM/T 0010"
    assert signature.seal is not None
    assert signature.signer is not None
    assert (signature.seal.name, signature.signer.name, signature.signed_at) == (NAME, NAME, NOW)


def test_by_content(world: World, paper: bytes) -> None:
    for data, form in ((paper, "PDF"), (sample_ofd(1), "OFD")):
        done = seal_file(data, world.seal, world.office, [At(1, 105, 150)], at=NOW)
        assert verify(done, world.trust, now=NOW).format == form
    with pytest.raises(ReadingError, match="只能在 OFD 和 PDF 文件上用印"):
        seal_file(b"hello", world.seal, world.office, [At(1, 105, 150)], at=NOW)


def test_where_the_picture_stands(world: World, paper: bytes) -> None:
    """42 mm around the point, on the page asked for, as a form field that prints."""
    document = pdfium.PdfDocument(sealed(world, paper, At(2, 105, 150)))
    document.init_forms()
    plain = pdfium.PdfDocument(paper)
    assert _red(plain, 1) is None
    assert _red(document, 0) is None
    assert _red(document, 1) == pytest.approx((84, 129, 126, 171), abs=0.6)


def test_riding_seal(world: World) -> None:
    data = sealed(world, pdf(3), AcrossPages(100))
    assert verify(data, world.trust, now=NOW).verdict is Verdict.VALID
    document = pdfium.PdfDocument(data)
    boxes = [_red(document, number) for number in range(3)]
    assert all(box == pytest.approx((196, 79, 210, 121), abs=0.6) for box in boxes)


def test_one_after_another(world: World, paper: bytes) -> None:
    treasury = seal_of(world.maker, world.stranger.certificate, name="云江市财政局")
    data = sealed(world, paper)
    data = seal_pdf(data, treasury, world.stranger, [At(1, 50, 150)], at=NOW + days(1))
    report = verify(data, world.trust, now=NOW + days(2))
    assert [one.seal.name for one in report.signatures if one.seal] == [NAME, "云江市财政局"]
    assert "页面内容没有变化" in report.signatures[0].notes[-1].message


def test_timestamp(world: World, paper: bytes) -> None:
    data = sealed(world, paper, timestamps=TimestampAuthority(world.tsa, NOW))
    (signature,) = verify(data, world.trust, now=NOW + days(1)).signatures
    assert signature.timestamped_at == NOW


class TestChanges:
    def test_any_byte(self, world: World, paper: bytes) -> None:
        data = sealed(world, paper)
        for at in range(0, len(data), max(1, len(data) // 30)):
            changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
            try:
                report = inspect(changed, world.trust, now=NOW)
            except ReadingError:
                continue
            assert report.verdict in (Verdict.INVALID, Verdict.UNSIGNED), at

    def test_page_painted_over(self, world: World, paper: bytes) -> None:
        def paint(writer: Any) -> None:
            from pyhanko.pdf_utils.generic import StreamObject

            stream = writer.add_object(StreamObject(stream_data=b"0 g 100 100 200 200 re f"))
            writer.add_stream_to_page(1, stream)

        data = appended(sealed(world, paper), paint)
        (signature,) = inspect(data, world.trust, now=NOW).signatures
        assert signature.verdict is Verdict.INVALID
        assert [(one.label, one.how) for one in signature.changed] == [("第2页", "显示的内容在签章之后有变化")]

    def test_annotation_laid_over(self, world: World, paper: bytes) -> None:
        def lay(writer: Any) -> None:
            from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, FloatObject, pdf_name

            page, _ = writer.find_page_for_modification(1)
            box = ArrayObject(FloatObject(value) for value in (0, 0, 300, 300))
            entries = {"/Type": pdf_name("/Annot"), "/Subtype": pdf_name("/Square"), "/Rect": box}
            square = DictionaryObject({pdf_name(key): value for key, value in entries.items()})
            page.get_object()["/Annots"] = ArrayObject([writer.add_object(square)])
            writer.update_container(page.get_object())

        (signature,) = inspect(appended(sealed(world, paper), lay), world.trust, now=NOW).signatures
        assert "签章之后文件增加了批注或表单域，可能遮盖页面内容" in [one.message for one in signature.doubts]

    def test_field_laid_over(self, world: World, paper: bytes) -> None:
        """A form field that is no signature may show anything, in some viewers even outside of the form."""

        def lay(writer: Any) -> None:
            from pyhanko.pdf_utils.generic import (
                ArrayObject,
                DictionaryObject,
                FloatObject,
                StreamObject,
                pdf_name,
            )

            page, _ = writer.find_page_for_modification(0)
            box = ArrayObject(FloatObject(value) for value in (100, 600, 300, 800))
            shape = {"/Type": pdf_name("/XObject"), "/Subtype": pdf_name("/Form"), "/BBox": box}
            drawn = {pdf_name(key): value for key, value in shape.items()}
            form = writer.add_object(StreamObject(drawn, stream_data=b"0 g 100 600 200 200 re f"))
            look = DictionaryObject({pdf_name("/N"): form})
            entries = {"/Type": pdf_name("/Annot"), "/Subtype": pdf_name("/Widget"), "/Rect": box, "/AP": look}
            field = DictionaryObject({pdf_name(key): value for key, value in entries.items()})
            page.get_object()[pdf_name("/Annots")] = ArrayObject([writer.add_object(field)])
            writer.update_container(page.get_object())

        (signature,) = inspect(appended(sealed(world, paper, At(2, 50, 50)), lay), world.trust, now=NOW).signatures
        assert signature.verdict is Verdict.DOUBTFUL
        assert "签章之后文件增加了批注或表单域，可能遮盖页面内容" in [one.message for one in signature.doubts]

    def test_signature_field_larger_than_a_seal(self, world: World, paper: bytes) -> None:
        """Whoever signs later cannot cover what was signed before with the picture of a seal."""
        huge = seal_of(world.maker, world.stranger.certificate, picture=Picture("PNG", png(), 110, 110))
        data = seal_pdf(sealed(world, paper), huge, world.stranger, [At(2, 80, 80)], at=NOW + days(1))
        first, second = inspect(data, world.trust, now=NOW + days(2)).signatures
        assert second.verdict is Verdict.VALID
        assert first.verdict is Verdict.INVALID
        assert [one.label for one in first.changed] == ["第2页"]

    def test_bytes_after_the_end(self, world: World, paper: bytes) -> None:
        (signature,) = inspect(sealed(world, paper) + b"\n% x", world.trust, now=NOW).signatures
        assert signature.verdict is Verdict.DOUBTFUL
        assert [finding.code for finding in signature.doubts] == [Code.COVERAGE]

    def test_hole_that_is_too_wide(self, world: World, paper: bytes) -> None:
        """A range that leaves out more than the value could hide anything there."""
        data = sealed(world, paper)
        (found,) = pdf_file.pdf_signatures(data)
        start, gap, after, length = found.byte_range
        old = f"{gap} {after} {length}".encode()
        at = data.rindex(old)
        wider = f"{gap - 10} {after} {length}".encode().ljust(len(old))
        changed = data[:at] + wider + data[at + len(old) :]
        (signature,) = inspect(changed, world.trust, now=NOW).signatures
        assert (start, signature.verdict) == (0, Verdict.INVALID)
        assert signature.refusals[0].message == "签名的覆盖范围不合规定，范围之外可能藏有内容"

    def test_earlier_time_on_top(self, world: World, paper: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf_sealing, "check_earlier", lambda *arguments: None)
        data = sealed(world, sealed(world, paper), At(1, 50, 50), at=NOW - days(1))
        first, second = inspect(data, world.trust, now=NOW).signatures
        assert first.verdict is Verdict.VALID
        assert [finding.code for finding in second.refusals] == [Code.TIME]


class TestRefused:
    def test_not_on_the_list(self, world: World, paper: bytes) -> None:
        with pytest.raises(CannotSeal, match="无权用印"):
            seal_pdf(paper, world.seal, world.stranger, [At(1, 105, 150)], at=NOW)

    def test_changed_since_the_last_seal(self, world: World, paper: bytes) -> None:
        data = bytearray(sealed(world, paper))
        at = data.index(b"stream") + 20
        data[at] ^= 1
        with pytest.raises((CannotSeal, ReadingError)):
            sealed(world, bytes(data), At(1, 50, 50), at=NOW + days(1))

    def test_riding_over_a_seal(self, world: World, paper: bytes) -> None:
        with pytest.raises(CannotSeal, match="请先盖骑缝章"):
            sealed(world, sealed(world, paper), AcrossPages(), at=NOW + days(1))

    def test_no_such_page(self, world: World, paper: bytes) -> None:
        with pytest.raises(CannotSeal, match="文件共 2 页，没有第 3 页"):
            sealed(world, paper, At(3, 105, 150))

    def test_no_signature_block(self, world: World, paper: bytes) -> None:
        with pytest.raises(CannotSeal, match="没有找到落款"):
            sealed(world, paper, OnSignature(NAME))

    def test_turned_page(self, world: World, paper: bytes) -> None:
        def turn(writer: Any) -> None:
            from pyhanko.pdf_utils.generic import NumberObject, pdf_name

            page, _ = writer.find_page_for_modification(0)
            page.get_object()[pdf_name("/Rotate")] = NumberObject(90)
            writer.update_container(page.get_object())

        with pytest.raises(CannotSeal, match="第 1 页是旋转显示的页面"):
            sealed(world, appended(paper, turn))

    def test_picture_of_an_unknown_kind(self, world: World, paper: bytes) -> None:
        seal = seal_of(world.maker, world.office.certificate, picture=Picture("OFD", b"PK", 42, 42))
        with pytest.raises(CannotSeal, match="OFD 图案无法读取"):
            seal_pdf(paper, seal, world.office, [At(1, 105, 150)], at=NOW)

    @pytest.mark.parametrize("cut", [8, 100, 400])
    def test_damaged(self, world: World, paper: bytes, cut: int) -> None:
        with pytest.raises(Damaged):
            sealed(world, paper[:cut])

    def test_encrypted(self, world: World, paper: bytes) -> None:
        from pyhanko.pdf_utils.reader import PdfFileReader
        from pyhanko.pdf_utils.writer import PdfFileWriter, copy_into_new_writer

        writer = copy_into_new_writer(PdfFileReader(io.BytesIO(paper)))
        assert isinstance(writer, PdfFileWriter)
        writer.encrypt("x", "x")
        output = io.BytesIO()
        writer.write(output)
        for act in (lambda data: sealed(world, data), lambda data: inspect(data, now=NOW)):
            with pytest.raises(Encrypted):
                act(output.getvalue())

    def test_too_many_pages(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf_file, "MAX_PAGES", 1)
        with pytest.raises(TooLarge, match="超过 1 页"):
            pdf_file.pdf_pages(pdf(2))


@pytest.mark.parametrize(
    "code",
    [
        "os.abort()",
        "",
        "print('{}')",
        "print('[' * 100000)",
        "print(json.dumps({'pages': [[1]], 'signatures': []}))",
        "print(json.dumps({'pages': [], 'signatures': [{'contents': '*'}]}))",
        "print(json.dumps(['SystemExit', '无'])); sys.exit(3)",
    ],
    ids=["crash", "nothing", "empty", "deep", "half a page", "half a signature", "unknown error"],
)
def test_whatever_the_reading_process_answers(
    paper: bytes, code: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "reader"
    program.write_text(f"#!{sys.executable}\nimport sys, os, json\nsys.stdin.buffer.read()\n{code}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(apart.sys, "executable", str(program))
    with pytest.raises(Damaged, match="使读取程序中止"):
        inspect(paper, now=NOW)


def test_facts_pass_between_the_processes(world: World, paper: bytes) -> None:
    data = sealed(world, sealed(world, paper), At(1, 50, 50), at=NOW + days(1))
    facts = read_facts_apart(data, world.trust, NOW, Deadline())
    assert [page.size for page in facts.pages] == [pytest.approx((210, 297), abs=0.1)] * 2
    first, second = facts.signatures
    assert (first.later, second.later) == (LaterChanges((), 0), None)
    assert load_facts(dump_facts(facts).encode()) == facts


@pytest.fixture(scope="module", params=["RSA", "ECDSA"])
def identity(request: pytest.FixtureRequest) -> tuple[bytes, Any]:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
    from cryptography.x509.oid import NameOID

    key: Any = (
        rsa.generate_private_key(65537, 2048)
        if request.param == "RSA"
        else ec.generate_private_key(ec.SECP256R1())
    )
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "云江市对外公示")])
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"), False
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(77)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2099, 1, 1, tzinfo=UTC))
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                encipher_only=False,
                decipher_only=False,
                **usage,
            ),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    encryption = BestAvailableEncryption(b"x")
    packed = pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, encryption)
    return packed, read_certificate(certificate.public_bytes(Encoding.DER))


class TestPades:
    """For readers that know no SM2."""

    def test_alone(self, identity: tuple[bytes, Any], paper: bytes) -> None:
        packed, certificate = identity
        data = sign_pades(paper, packed, "x", reason="公示")
        (signature,) = inspect(data, Trust((certificate,))).signatures
        assert signature.scheme in ("数字签名 PAdES，SHA256_RSA", "数字签名 PAdES，SHA256_ECDSA")
        assert signature.signer is not None
        assert (signature.signer.name, signature.verdict) == ("云江市对外公示", Verdict.VALID)
        assert inspect(data, now=NOW).verdict is not Verdict.VALID

    def test_on_a_sealed_file(self, world: World, identity: tuple[bytes, Any], paper: bytes) -> None:
        packed, certificate = identity
        data = sign_pades(sealed(world, paper), packed, "x")
        trust = Trust((*world.trust.roots, certificate), world.trust.makers)
        report = inspect(data, trust)
        assert [one.verdict for one in report.signatures] == [Verdict.VALID, Verdict.VALID]

    def test_changed(self, identity: tuple[bytes, Any], paper: bytes) -> None:
        packed, certificate = identity
        data = bytearray(sign_pades(paper, packed, "x"))
        data[data.index(b"/MediaBox") + 1] ^= 0x20
        report = inspect(bytes(data), Trust((certificate,)))
        assert report.verdict is Verdict.INVALID

    def test_wrong_password(self, identity: tuple[bytes, Any], paper: bytes) -> None:
        with pytest.raises(BadKey, match="口令不正确"):
            sign_pades(paper, identity[0], "y")
        with pytest.raises(Damaged):
            sign_pades(paper[:300], identity[0], "x")


def _red(document: pdfium.PdfDocument, number: int) -> tuple[float, float, float, float] | None:
    """The box of red on a page, in millimetres from its left top."""
    scale = 4
    picture = document[number].render(scale=scale * 25.4 / 72, rev_byteorder=True)
    pixels, stride, channels = bytes(picture.buffer), picture.stride, picture.n_channels
    found = [
        (x, y)
        for y in range(picture.height)
        for x in range(picture.width)
        if (place := y * stride + x * channels) >= 0
        and pixels[place] > 200
        and pixels[place + 1] < 80
        and pixels[place + 2] < 80
    ]
    if not found:
        return None
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return min(xs) / scale, min(ys) / scale, (max(xs) + 1) / scale, (max(ys) + 1) / scale
