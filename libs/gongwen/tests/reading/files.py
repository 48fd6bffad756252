"""Files made in memory for the tests: archives, Word documents, PDFs, OFDs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

import docx
from docx.document import Document

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOTICE = (
    "云政办发〔2026〕12号\n\n云江市人民政府办公室关于做好防汛工作的通知\n\n"
    "各县（区）人民政府：\n为做好防汛工作，现通知如下。\n一、压实责任\n落实包保责任。\n\n"
    "云江市人民政府办公室\n2026年6月1日\n"
)


def archive(parts: Mapping[str, bytes | str], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", compression) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return output.getvalue()


def saved(document: Document) -> bytes:
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def bare_word(body: str, **parts: str) -> bytes:
    """A Word document of hand-written XML; ``parts`` are further files in its word folder."""
    head = f'<w:document xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    more = {f"word/{name}.xml": f'<w:{name} xmlns:w="{WORD}">{text}</w:{name}>' for name, text in parts.items()}
    return archive({"word/document.xml": f"{head}<w:body>{body}</w:body></w:document>", **more})


Text = tuple[float, float, float, str]


def pdf(pages: Sequence[Sequence[Text]], drawing: str = "", trailer: str = "", info: str = "") -> bytes:
    """A PDF of A4 pages; each text is left, baseline from the bottom, size in points, and what it says.

    The font is not embedded: its predefined CMap tells the characters.
    """
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 5 0 R>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0"
        "/Ascent 880/Descent -120/CapHeight 880/StemV 90>>",
    ]
    kids = []
    for texts in pages:
        stream = drawing + "".join(
            f"BT /F1 {size} Tf {left} {baseline} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for left, baseline, size, text in texts
        )
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
            f"/Resources<</Font<</F1 3 0 R>>>>/Contents {len(objects)} 0 R>>"
        )
        kids.append(f"{len(objects)} 0 R")
    if info:
        objects.append(info)
        trailer += f"/Info {len(objects)} 0 R"
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    data = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{data}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{len(data)}\n%%EOF\n"
    ).encode("latin-1")


def ofd(*contents: str, info: str = "", more: Mapping[str, str] | None = None, document: str = "") -> bytes:
    """An OFD whose pages hold the given layers."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    pages = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>' for number in range(len(contents))
    )
    parts = {
        "OFD.xml": f'<ofd:OFD {space} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo>{info}</ofd:DocInfo>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
        f"<ofd:Pages>{pages}</ofd:Pages>{document}</ofd:Document>",
    }
    for number, content in enumerate(contents):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"<ofd:Page {space}><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return archive({**parts, **(more or {})})
