"""Files with broken bytes are read or refused, never anything else."""

from __future__ import annotations

import contextlib
import copy
import io
import random
import zipfile

import pytest
from lxml import etree

from gongwen.guard import Deadline
from gongwen.reading import ReadingError, read
from gongwen.reading.pdf import read_pdf
from gongwen.reading.pdf_content import PdfLimits

from .files import NOTICE, archive, bare_word, ofd, pdf

TEXT_OBJECT = '<ofd:TextObject Boundary="28 50 99 9" Size="5"><ofd:TextCode X="0" Y="5">正文。</ofd:TextCode></ofd:TextObject>'
WORD = bare_word(
    '<w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>正文。</w:t></w:r><w:r><w:sym w:char='2605'/><w:t>二</w:t></w:r></w:p>"
    '<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'
    "</w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    numbering='<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>',
    styles='<w:style w:styleId="a"><w:basedOn w:val="b"/><w:rPr><w:vanish/></w:rPr></w:style>',
)
LINE = '<PathObject Boundary="0 0 9 9"><AbbreviatedData>M 0 0 L 9 0 L 9 9 C</AbbreviatedData></PathObject>'
WHOLE = {
    "docx": WORD,
    "ofd": ofd(
        TEXT_OBJECT + LINE * 3,
        more={
            "Doc_0/Annots.xml": "<A><Page><FileLoc>B.xml</FileLoc></Page></A>",
            "Doc_0/B.xml": TEXT_OBJECT.replace("ofd:", ""),
        },
        document="<Annotations>Annots.xml</Annotations>",
    ),
    "pdf": pdf([[(80, 700, 16, "各县（区）："), (112, 671, 16, "正文。")]]),
    "html": f"<html><body><table><tr><td>{NOTICE}</td></tr></table></body></html>".encode(),
    "txt": ("---\ntype: 通知\n---\n" + NOTICE).encode(),
}


def broken(data: bytes, seed: int) -> bytes:
    dice = random.Random(seed)
    changed = bytearray(data)
    for _ in range(dice.randint(1, 12)):
        at = dice.randrange(len(changed))
        match dice.randrange(4):
            case 0:
                changed[at] = dice.randrange(256)
            case 1:
                del changed[at : at + dice.randrange(40)]
            case 2:
                changed[at:at] = changed[at : at + dice.randrange(40)]
            case _:
                changed[at:at] = dice.randbytes(dice.randrange(8))
        changed = changed or bytearray(b"x")
    return bytes(changed)


def twisted(data: bytes, seed: int) -> bytes:
    """An archive whose XML is well-formed and senseless: elements lost, doubled, moved, values of any kind."""
    dice = random.Random(seed)
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive_file:
        for name in archive_file.namelist():
            content = archive_file.read(name)
            if name.endswith(".xml") and dice.random() < 0.7:
                root = etree.fromstring(content)
                for _ in range(dice.randint(1, 8)):
                    twist(root, dice)
                content = etree.tostring(root)
            parts[name] = content
    return archive(parts)


def twist(root: etree._Element, dice: random.Random) -> None:
    elements = list(root.iter("{*}*"))
    element, other = dice.choice(elements), dice.choice(elements)
    parent = element.getparent()
    match dice.randrange(4):
        case 0 if parent is not None:
            parent.remove(element)
        case 1 if parent is not None:
            other.append(copy.deepcopy(element))
        case 2:
            element.text = dice.choice(VALUES)
        case _:
            for name in list(element.attrib):
                element.set(name, dice.choice(VALUES))


VALUES = ["", "-1", "0", "1e308", "nan", "99999999999999999999", "g 9 9", "甲", "²", "٣", "../../x", "//", "true"]


def is_sound(data: bytes, name: str) -> bool:
    try:
        reading = read(data, name=name)
    except ReadingError as error:
        return str(error).endswith("。") and "\n" not in str(error)
    return all(reading.text[line.start : line.end] == line.text for line in reading.lines)


@pytest.mark.parametrize("kind", WHOLE)
def test_broken_file_is_read_or_refused(kind):
    # Each PDF takes a process of its own.
    assert all(is_sound(broken(WHOLE[kind], seed), f"a.{kind}") for seed in range(20 if kind == "pdf" else 150))


@pytest.mark.parametrize("seed", range(150))
def test_broken_pdf_is_read_or_refused_inside_the_process(seed):
    with contextlib.suppress(ReadingError):
        assert read_pdf(broken(WHOLE["pdf"], seed), Deadline(), PdfLimits()).pages


@pytest.mark.parametrize("kind", ["docx", "ofd"])
def test_senseless_parts_are_read_or_refused(kind):
    assert all(is_sound(twisted(WHOLE[kind], seed), f"a.{kind}") for seed in range(150))
