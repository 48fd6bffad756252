"""A small world of seals for tests: an authority, a maker, an office, a person, a file to be sealed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from gongwen.seal import (
    Certificate,
    ElectronicSeal,
    Picture,
    SealKind,
    SoftwareKey,
    Trust,
    generate_key_pair,
    make_seal,
)
from gongwen.seal.pki.authority import Purpose, create_root, issue

FOUNDED = datetime(2026, 1, 1, tzinfo=UTC)
MADE = datetime(2026, 6, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
UNTIL = datetime(2028, 6, 1, tzinfo=UTC)
NAME = "云江市人民政府办公室"
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


@dataclass(frozen=True)
class World:
    root: SoftwareKey
    maker: SoftwareKey
    office: SoftwareKey
    stranger: SoftwareKey
    tsa: SoftwareKey
    seal: ElectronicSeal

    @property
    def trust(self) -> Trust:
        return Trust((self.root.certificate,), (self.maker.certificate,))


def build_world() -> World:
    root = create_root("云江市测试根证书", at=FOUNDED)
    maker = holder(root, "云江市电子印章制作中心", Purpose.MAKER)
    office = holder(root, NAME, Purpose.SEAL)
    return World(
        root,
        maker,
        office,
        holder(root, "云江市财政局", Purpose.SEAL),
        holder(root, "云江市时间戳服务", Purpose.TIMESTAMP),
        seal_of(maker, office.certificate),
    )


def holder(
    root: SoftwareKey, name: str, purpose: Purpose, *, at: datetime = FOUNDED, days: int = 1095
) -> SoftwareKey:
    pair = generate_key_pair()
    return SoftwareKey(issue(root, name, pair.public, at=at, purpose=purpose, days=days), pair)


def seal_of(
    maker: SoftwareKey,
    *signers: Certificate,
    name: str = NAME,
    made: datetime = MADE,
    until: datetime = UNTIL,
    picture: Picture | None = None,
    kind: SealKind = SealKind.UNIT,
) -> ElectronicSeal:
    return make_seal(
        name,
        picture or Picture("PNG", png(), 42, 42),
        seal_id="53010000000017",
        kind=kind,
        signers=signers,
        maker=maker,
        created_at=made,
        valid_until=until,
    )


def png(width: int = 8, height: int = 8) -> bytes:
    """A red square; a great size is only claimed in the header."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + b"\xe6\0\0" * 8) * 8
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


def ofd_parts(pages: int = 3, *, signature: str = NAME) -> dict[str, str]:
    """The parts of an OFD file with everything that a seal protects; the last page ends in name and date."""
    listed = "".join(f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(pages))
    parts = {
        "OFD.xml": f'<ofd:OFD {_OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        "<ofd:DocID>0123456789abcdef0123456789abcdef</ofd:DocID><ofd:Title>通知</ofd:Title></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_OFD}><ofd:CommonData><ofd:MaxUnitID>900</ofd:MaxUnitID>"
        "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
        '<ofd:TemplatePage ID="5" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
        f"<ofd:Pages>{listed}</ofd:Pages><ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
        "<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>"
        "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {_OFD} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" FontName="仿宋">'
        "<ofd:FontFile>font_3.ttf</ofd:FontFile></ofd:Font></ofd:Fonts></ofd:Res>",
        "Doc_0/DocumentRes.xml": f'<ofd:Res {_OFD} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="4" '
        'Type="Image"><ofd:MediaFile>map.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>',
        "Doc_0/Res/font_3.ttf": "not really a font",
        "Doc_0/Res/map.png": "not really a picture",
        "Doc_0/Tpls/Tpl_0/Content.xml": f"<ofd:Page {_OFD}><ofd:Content/></ofd:Page>",
        "Doc_0/Annots/Annotations.xml": f'<ofd:Annotations {_OFD}><ofd:Page PageID="11">'
        "<ofd:FileLoc>Page_1/Annotation.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>",
        "Doc_0/Annots/Page_1/Annotation.xml": f"<ofd:PageAnnot {_OFD}></ofd:PageAnnot>",
        "Doc_0/Tags/CustomTags.xml": f"<ofd:CustomTags {_OFD}><ofd:CustomTag><ofd:FileLoc>Tag_0.xml"
        "</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>",
        "Doc_0/Tags/Tag_0.xml": "<公文体/>",
        "Doc_0/Attachs/Attachments.xml": f'<ofd:Attachments {_OFD}><ofd:Attachment ID="6" Name="任务分解表">'
        "<ofd:FileLoc>tasks.xlsx</ofd:FileLoc></ofd:Attachment></ofd:Attachments>",
        "Doc_0/Attachs/tasks.xlsx": "not really a sheet",
    }
    for n in range(pages):
        rows = [(30, 60, f"这是第{n + 1}页的正文，请各县区和各部门抓好落实。")]
        if n == pages - 1:
            rows += [
                (110, 120, signature),
                (118, 131, "2026年11月24日"),
                (32, 250, "云江市人民政府办公室2026年11月24日印发"),
            ]
        parts[f"Doc_0/Pages/Page_{n}/Content.xml"] = _page(rows)
    return parts


def _page(rows: list[tuple[int, int, str]]) -> str:
    objects = "".join(
        f'<ofd:TextObject ID="{200 + place}" Boundary="{x} {y} 150 6" Font="3" Size="5.6">'
        f'<ofd:TextCode X="0" Y="5">{text}</ofd:TextCode></ofd:TextObject>'
        for place, (x, y, text) in enumerate(rows)
    )
    return f'<ofd:Page {_OFD}><ofd:Content><ofd:Layer ID="7">{objects}</ofd:Layer></ofd:Content></ofd:Page>'


def package(parts: dict[str, str] | dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sample_ofd(pages: int = 3) -> bytes:
    return package(ofd_parts(pages))


def days(count: float) -> timedelta:
    return timedelta(days=count)
