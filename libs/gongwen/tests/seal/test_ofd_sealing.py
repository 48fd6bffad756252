"""Putting seals on OFD files: what it writes, one seal after another, riding seals, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from gongwen.guard import Damaged, ReadingError
from gongwen.ofd import open_ofd, signature_descriptions
from gongwen.seal import (
    AcrossPages,
    At,
    CannotSeal,
    OnSignature,
    Picture,
    SealKind,
    TimestampAuthority,
    Verdict,
    inspect,
    read_seal,
    seal_ofd,
    verify,
)
from gongwen.seal.pki.authority import Purpose
from gongwen.seal.ses import structures

from .world import (
    MADE,
    NAME,
    NOW,
    UNTIL,
    World,
    days,
    holder,
    ofd_parts,
    package,
    png,
    sample_ofd,
    seal_of,
    unpacked,
)

_XSD = Path("/work/shared/data/ofd-xsd")


def sealed(world: World, data: bytes, *placements, at=NOW, **options) -> bytes:
    return seal_ofd(data, world.seal, world.office, placements or (At(1, 105, 150),), at=at, **options)


def test_sealed_and_verified(world: World, paper: bytes) -> None:
    report = verify(sealed(world, paper, At(3, 105, 150)), world.trust, now=NOW)
    (signature,) = report.signatures
    assert signature.seal is not None
    assert signature.signer is not None
    assert (signature.seal.name, signature.seal.id, signature.seal.maker) == (
        NAME,
        "53010000000017",
        "云江市电子印章制作中心",
    )
    assert (signature.signer.name, signature.signed_at, signature.pages) == (NAME, NOW, (3,))
    assert (signature.changed, signature.uncovered) == ((), ())


def test_everything_else_stays_byte_for_byte(world: World, paper: bytes) -> None:
    before, after = unpacked(paper), unpacked(sealed(world, paper))
    assert {name for name in before if before[name] != after[name]} == {"OFD.xml"}
    assert set(after) - set(before) == {
        "Doc_0/Signs/Signatures.xml",
        "Doc_0/Signs/Sign_0/Signature.xml",
        "Doc_0/Signs/Sign_0/SignedValue.dat",
        "Doc_0/Signs/Sign_0/Seal.esl",
    }
    assert read_seal(after["Doc_0/Signs/Sign_0/Seal.esl"]) == world.seal


def test_the_same_seal_at_the_same_moment_protects_the_same(world: World, paper: bytes) -> None:
    one, two = (unpacked(sealed(world, paper)) for _ in range(2))
    assert one.keys() == two.keys()
    assert {name for name in one if one[name] != two[name]} == {"Doc_0/Signs/Sign_0/SignedValue.dat"}


def test_where_the_picture_stands(world: World, paper: bytes) -> None:
    file = open_ofd(sealed(world, paper, At(2, 105, 150)))
    (description,) = signature_descriptions(file.archive)
    (stamp,) = description.stamps
    assert (stamp.page, stamp.boundary, stamp.clip) == ("11", (84.0, 129.0, 42.0, 42.0), None)


def test_over_the_signature_block(world: World, paper: bytes) -> None:
    """Name and date stand a little below the middle of the seal (GB/T 9704 7.3.5.1)."""
    (description,) = signature_descriptions(open_ofd(sealed(world, paper, OnSignature(NAME))).archive)
    (stamp,) = description.stamps
    left, top, width, height = stamp.boundary
    assert stamp.page == "12"
    # The block of the sample: name from x 110 and baseline 125, date from x 118 and baseline 136.
    assert 110 < left + width / 2 < 160
    assert 0.5 * height < 130.5 - top < 0.65 * height


def test_each_joint_issuer_seals_its_own_name(world: World) -> None:
    parts = ofd_parts(1)
    both = parts["Doc_0/Pages/Page_0/Content.xml"].replace('Boundary="110 120 150 6"', 'Boundary="40 120 60 6"')
    other = (
        '<ofd:TextObject ID="300" Boundary="130 120 60 6" Font="3" Size="5.6">'
        '<ofd:TextCode X="0" Y="5">云江市财政局</ofd:TextCode></ofd:TextObject></ofd:Layer>'
    )
    data = package({**parts, "Doc_0/Pages/Page_0/Content.xml": both.replace("</ofd:Layer>", other)})
    middles = []
    for organ, text_left, count in ((NAME, 40, 10), ("云江市财政局", 130, 6)):
        once = seal_ofd(data, world.seal, world.office, [OnSignature(organ)], at=NOW)
        (description,) = signature_descriptions(open_ofd(once).archive)
        left, _, width, _ = description.stamps[0].boundary
        middles.append((left + width / 2, text_left + count * 5.6 / 2))
    assert [middle for middle, _ in middles] == pytest.approx([expected for _, expected in middles])


def test_riding_seal(world: World, paper: bytes) -> None:
    """Every page shows its strip on the right edge; put side by side they are the whole seal."""
    data = sealed(world, paper, AcrossPages())
    (description,) = signature_descriptions(open_ofd(data).archive)
    assert [stamp.page for stamp in description.stamps] == ["10", "11", "12"]
    shown = 0.0
    for stamp in description.stamps:
        assert stamp.clip is not None
        left, _, width, height = stamp.clip
        assert left == pytest.approx(shown)
        assert stamp.boundary[0] + left + width == pytest.approx(210)
        assert height == 42
        shown += width
    assert shown == pytest.approx(42)
    assert verify(data, world.trust, now=NOW).signatures[0].pages == (1, 2, 3)


def test_many_pages_ride_under_several_seals(world: World) -> None:
    data = sealed(world, sample_ofd(45), AcrossPages())
    (description,) = signature_descriptions(open_ofd(data).archive)
    starts = [number for number, stamp in enumerate(description.stamps, 1) if stamp.clip and stamp.clip[0] == 0]
    assert len(description.stamps) == 45
    assert starts == [1, 16, 31]


def test_one_after_another(world: World, paper: bytes) -> None:
    data = paper
    treasury = seal_of(world.maker, world.stranger.certificate, name="云江市财政局")
    data = sealed(world, data, At(3, 105, 150))
    data = seal_ofd(data, treasury, world.stranger, [At(3, 60, 150)], at=NOW + days(1))
    data = sealed(world, data, AcrossPages(), at=NOW + days(2))
    report = verify(data, world.trust, now=NOW + days(3))
    assert [signature.signer.name for signature in report.signatures if signature.signer] == [
        NAME,
        "云江市财政局",
        NAME,
    ]
    parts = unpacked(data)
    identities = etree.fromstring(parts["Doc_0/Signs/Signatures.xml"]).xpath("//@ID")
    for number in range(3):
        identities += etree.fromstring(parts[f"Doc_0/Signs/Sign_{number}/Signature.xml"]).xpath("//@ID")
    assert len(identities) == len(set(identities)) == 3 + 1 + 1 + 3


def test_a_later_seal_protects_the_earlier(world: World, paper: bytes) -> None:
    parts = unpacked(sealed(world, sealed(world, paper), at=NOW + days(1)))
    for victim in ("Signature.xml", "SignedValue.dat", "Seal.esl"):
        changed = dict(parts)
        changed[f"Doc_0/Signs/Sign_0/{victim}"] = parts[f"Doc_0/Signs/Sign_0/{victim}"][:-1] + b" "
        later = inspect(package(changed), world.trust, now=NOW + days(2)).signatures[1]
        assert later.verdict is Verdict.INVALID
        assert [one.part for one in later.changed] == [f"Doc_0/Signs/Sign_0/{victim}"]


@pytest.mark.skipif(not _XSD.is_dir(), reason="no schema files")
def test_what_is_written_fits_the_schemas(world: World, paper: bytes) -> None:
    parts = unpacked(sealed(world, sealed(world, paper), At(1, 50, 50), AcrossPages(), at=NOW + days(1)))
    for name, schema in (
        ("OFD.xml", "OFD.xsd"),
        ("Doc_0/Signs/Signatures.xml", "Signatures.xsd"),
        ("Doc_0/Signs/Sign_0/Signature.xml", "Signature.xsd"),
        ("Doc_0/Signs/Sign_1/Signature.xml", "Signature.xsd"),
    ):
        validator = etree.XMLSchema(etree.parse(str(_XSD / schema)))
        validator.validate(etree.fromstring(parts[name]))
        # The schema, typed from the annex, knows only the two digests of its day, and numbers for pages.
        faults = [str(fault.message) for fault in validator.error_log if "CheckMethod" not in str(fault.message)]
        assert faults == [], name


class TestRefused:
    def test_not_on_the_list(self, world: World, paper: bytes) -> None:
        with pytest.raises(CannotSeal, match="不在印章“云江市人民政府办公室”的签章人名单中，无权用印"):
            seal_ofd(paper, world.seal, world.stranger, [At(1, 105, 150)], at=NOW)

    def test_after_the_seals_end(self, world: World, paper: bytes) -> None:
        with pytest.raises(CannotSeal, match="不在有效期内"):
            sealed(world, paper, at=UNTIL + days(1))

    def test_clock_before_the_seal_was_made(self, world: World, paper: bytes) -> None:
        with pytest.raises(CannotSeal, match=r"早于印章制作时间.*核对本机时钟"):
            sealed(world, paper, at=MADE - days(1))

    def test_clock_before_the_last_seal(self, world: World, paper: bytes) -> None:
        with pytest.raises(CannotSeal, match=r"早于前一签章的时间.*核对本机时钟"):
            sealed(world, sealed(world, paper), at=NOW - days(1))

    def test_expired_certificate(self, world: World, paper: bytes) -> None:
        brief = holder(world.root, "临时机构", Purpose.SEAL, at=MADE, days=30)
        seal = seal_of(world.maker, brief.certificate)
        with pytest.raises(CannotSeal, match="证书“临时机构”不在有效期内"):
            seal_ofd(paper, seal, brief, [At(1, 105, 150)], at=NOW)

    def test_forged_seal(self, world: World, paper: bytes) -> None:
        forged = structures.Seal4.load(world.seal.der)
        forged["eSealInfo"]["property"]["name"] = "云江市人民政府"
        seal = read_seal(forged.dump(force=True))
        with pytest.raises(CannotSeal, match="制章人签名无效"):
            seal_ofd(paper, seal, world.office, [At(1, 105, 150)], at=NOW)

    def test_changed_since_the_last_seal(self, world: World, paper: bytes) -> None:
        parts = unpacked(sealed(world, paper))
        parts["Doc_0/Attachs/tasks.xlsx"] = b"another sheet"
        with pytest.raises(CannotSeal, match="第1个签章无效（附件“任务分解表”在签章之后被改动）"):
            sealed(world, package(parts), at=NOW + days(1))

    def test_list_of_signatures_locked_by_another_program(self, world: World, paper: bytes) -> None:
        parts = unpacked(sealed(world, paper))
        locked = parts["Doc_0/Signs/Sign_0/Signature.xml"].replace(
            b'"/Doc_0/Attachs/tasks.xlsx"', b'"/Doc_0/Signs/Signatures.xml"'
        )
        with pytest.raises(CannotSeal, match="锁定了签章清单"):
            sealed(world, package({**parts, "Doc_0/Signs/Sign_0/Signature.xml": locked}), at=NOW + days(1))

    @pytest.mark.parametrize(
        ("placement", "saying"),
        [
            (At(4, 105, 150), "文件共 3 页，没有第 4 页"),
            (At(0, 105, 150), "没有第 0 页"),
            (At(1, 5, 150), "印章超出第 1 页的页面"),
            (At(1, 105, 290), "印章超出第 1 页的页面"),
            (AcrossPages(10), "骑缝章超出第 1 页的页面"),
        ],
    )
    def test_off_the_page(self, world: World, paper: bytes, placement, saying: str) -> None:
        with pytest.raises(CannotSeal, match=saying):
            sealed(world, paper, placement)

    def test_riding_on_one_page(self, world: World) -> None:
        with pytest.raises(CannotSeal, match="只有一页"):
            sealed(world, sample_ofd(1), AcrossPages())

    def test_no_signature_block(self, world: World) -> None:
        parts = ofd_parts(1)
        page = parts["Doc_0/Pages/Page_0/Content.xml"].replace(">2026年11月24日<", ">某日<")
        with pytest.raises(CannotSeal, match="没有找到落款"):
            sealed(world, package({**parts, "Doc_0/Pages/Page_0/Content.xml": page}), OnSignature(NAME))

    def test_no_placement(self, world: World, paper: bytes) -> None:
        with pytest.raises(CannotSeal, match="没有指定用印位置"):
            seal_ofd(paper, world.seal, world.office, [], at=NOW)

    def test_repeated_part(self, world: World) -> None:
        parts = ofd_parts()
        with pytest.raises(CannotSeal, match="重名的文件"):
            sealed(world, package({**parts, "doc_0/pages/page_0/content.xml": "<x/>"}))

    @pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", package({"OFD.xml": "<x/>"})])
    def test_no_ofd(self, world: World, data: bytes) -> None:
        with pytest.raises(ReadingError):
            sealed(world, data)


def test_damaged_file_stays_a_reading_error(world: World) -> None:
    with pytest.raises(Damaged):
        sealed(world, package({**ofd_parts(), "Doc_0/Document.xml": "<ofd:Document"}))


class TestMakingSeals:
    @pytest.mark.parametrize(
        ("picture", "saying"),
        [
            (Picture("PNG", png(5000, 10), 42, 42), "5000×10 像素，超过"),
            (Picture("PNG", b"GIF89a", 42, 42), "不是有效的 PNG"),
            (Picture("PNG", png(), 420, 42), "420×42 毫米超出范围"),
            (Picture("PNG", png(), 0, 42), "0×42 毫米超出范围"),
            (Picture("EXE", b"MZ", 42, 42), "格式“EXE”不支持"),
            (Picture("OFD", bytes(2 * 1024 * 1024 + 1), 42, 42), "超过 2 MB"),
        ],
    )
    def test_picture(self, world: World, picture: Picture, saying: str) -> None:
        with pytest.raises(CannotSeal, match=saying):
            seal_of(world.maker, world.office.certificate, picture=picture)

    def test_names_periods_signers(self, world: World) -> None:
        office = world.office.certificate
        with pytest.raises(CannotSeal, match="印章名称"):
            seal_of(world.maker, office, name="")
        with pytest.raises(CannotSeal, match="终止时间不晚于制作时间"):
            seal_of(world.maker, office, until=MADE)
        with pytest.raises(CannotSeal, match="没有指定签章人证书"):
            seal_of(world.maker)
        with pytest.raises(CannotSeal, match="制章人证书“云江市电子印章制作中心”不在有效期内"):
            seal_of(world.maker, office, made=MADE - days(900))
        with pytest.raises(CannotSeal, match="证书“云江市测试根证书”的密钥用途不包括签名"):
            seal_of(world.maker, world.root.certificate)

    def test_read_back(self, world: World) -> None:
        seal = seal_of(world.maker, world.office.certificate, world.stranger.certificate, kind=SealKind.PERSON)
        again = read_seal(seal.der)
        assert (again.version, again.kind, again.created_at, again.valid_until) == (4, 2, MADE, UNTIL)
        assert again.lists(world.office.certificate)
        assert again.lists(world.stranger.certificate)
        assert not again.lists(world.maker.certificate)
        assert again.is_signed_by_maker


def test_timestamp(world: World, paper: bytes) -> None:
    service = TimestampAuthority(world.tsa, NOW + days(0.001))
    data = sealed(world, paper, timestamps=service)
    (signature,) = verify(data, world.trust, now=NOW + days(1)).signatures
    assert signature.timestamped_at == (NOW + days(0.001)).replace(microsecond=0)
