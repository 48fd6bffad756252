"""One byte changed anywhere that is protected is found, and the answer names the object."""

from __future__ import annotations

import pytest

from gongwen.guard import ReadingError
from gongwen.seal import AcrossPages, At, Report, Verdict, inspect, seal_ofd

from .world import NOW, World, package, unpacked

_LABELS = {
    "OFD.xml": "文件入口和文件属性",
    "Doc_0/Document.xml": "文档结构",
    "Doc_0/PublicRes.xml": "公共资源",
    "Doc_0/DocumentRes.xml": "文档资源",
    "Doc_0/Res/font_3.ttf": "字体“仿宋”",
    "Doc_0/Res/map.png": "图片（map.png）",
    "Doc_0/Tpls/Tpl_0/Content.xml": "页面模板",
    "Doc_0/Annots/Annotations.xml": "批注清单",
    "Doc_0/Annots/Page_1/Annotation.xml": "第2页的批注",
    "Doc_0/Tags/CustomTags.xml": "公文标引清单",
    "Doc_0/Tags/Tag_0.xml": "公文标引",
    "Doc_0/Attachs/Attachments.xml": "附件清单",
    "Doc_0/Attachs/tasks.xlsx": "附件“任务分解表”",
    "Doc_0/Pages/Page_0/Content.xml": "第1页内容",
    "Doc_0/Pages/Page_1/Content.xml": "第2页内容",
    "Doc_0/Pages/Page_2/Content.xml": "第3页内容",
    "Doc_0/Signs/Sign_0/Seal.esl": "第1个签章的印章数据",
    "Doc_0/Signs/Sign_0/Signature.xml": "第1个签章的说明",
}


@pytest.fixture(scope="module")
def parts(world: World, paper: bytes) -> dict[str, bytes]:
    return unpacked(seal_ofd(paper, world.seal, world.office, [At(3, 105, 150), AcrossPages()], at=NOW))


def answer(world: World, parts: dict[str, bytes]) -> Report:
    return inspect(package(parts), world.trust, now=NOW)


def found(world: World, parts: dict[str, bytes]) -> Verdict | ReadingError:
    try:
        return answer(world, parts).verdict
    except ReadingError as error:
        return error


def test_untouched_is_valid(world: World, parts: dict[str, bytes]) -> None:
    assert answer(world, parts).verdict is Verdict.VALID
    protected = set(parts) - {"Doc_0/Signs/Signatures.xml", "Doc_0/Signs/Sign_0/SignedValue.dat"}
    assert protected == set(_LABELS)


@pytest.mark.parametrize("name", sorted(_LABELS))
def test_one_letter_of_a_part(world: World, parts: dict[str, bytes], name: str) -> None:
    """A letter of a text or value, so that XML stays XML: the change is found by its digest alone."""
    content = parts[name]
    if name.endswith("Signature.xml"):
        changed = content.replace(b'Company="gongwen"', b'Company="gongweN"')
    elif content.startswith(b"<"):
        changed = content.replace(b"http://www.ofdspec.org/2016", b"http://www.ofdspec.org/2017")
    else:
        changed = content[:-1] + bytes([content[-1] ^ 1])
    if changed == content:
        changed = content.replace("公文体".encode(), "公文件".encode())
    assert changed != content
    report = answer(world, {**parts, name: changed})
    (signature,) = report.signatures
    assert signature.verdict is Verdict.INVALID
    assert [one.part for one in signature.changed] == [name]
    assert signature.changed[0].label == _LABELS[name]
    assert _LABELS[name] in report.text()


@pytest.mark.parametrize("name", sorted(_LABELS))
def test_every_part_at_many_bytes(world: World, parts: dict[str, bytes], name: str) -> None:
    """Also where the flip breaks XML, names or numbers: never valid, never a crash."""
    content = parts[name]
    for at in sorted({0, len(content) - 1, *range(0, len(content), max(1, len(content) // 12))}):
        flipped = content[:at] + bytes([content[at] ^ 0x10]) + content[at + 1 :]
        told = found(world, {**parts, name: flipped})
        assert told in (Verdict.INVALID, Verdict.UNSIGNED) or name in str(told) or "OFD" in str(told), (name, at)


def test_every_byte_of_the_signature_value(world: World, parts: dict[str, bytes]) -> None:
    name = "Doc_0/Signs/Sign_0/SignedValue.dat"
    value = parts[name]
    for at in range(0, len(value), 3):
        flipped = value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]
        assert answer(world, {**parts, name: flipped}).verdict is Verdict.INVALID, at


@pytest.mark.parametrize("name", sorted(_LABELS))
def test_part_taken_out(world: World, parts: dict[str, bytes], name: str) -> None:
    rest = {other: content for other, content in parts.items() if other != name}
    if name == "OFD.xml":
        with pytest.raises(ReadingError, match=r"缺少 OFD\.xml"):
            answer(world, rest)
        return
    (signature,) = answer(world, rest).signatures
    assert signature.verdict is Verdict.INVALID
    if name.endswith("Signature.xml"):
        assert signature.refusals[0].parts == (name,)
    else:
        assert (name, "在签章之后被删除") in [(one.part, one.how) for one in signature.changed]


def test_second_copy_of_a_part(world: World, parts: dict[str, bytes]) -> None:
    """A reader that takes the other copy would show another page."""
    report = answer(world, {**parts, "Doc_0/Pages/PAGE_0/Content.xml": b"<x/>"})
    (finding,) = report.signatures[0].refusals
    assert finding.message == "压缩包内有重名的文件，不同软件会显示不同的内容"
    assert finding.parts == ("Doc_0/Pages/PAGE_0/Content.xml",)


def test_file_put_in_beside_the_document(world: World, parts: dict[str, bytes]) -> None:
    (signature,) = answer(world, {**parts, "Doc_0/extra.bin": b"x"}).signatures
    assert signature.verdict is Verdict.VALID
    assert "压缩包内有 1 个文档没有用到、签章也没有保护的文件" in [note.message for note in signature.notes]


def test_damaged_part_in_the_archive(world: World, parts: dict[str, bytes]) -> None:
    """The archive's own checksum fails: the part is named all the same."""
    data = bytearray(package(parts))
    at = data.index(b"Doc_0/Attachs/tasks.xlsx") + len(b"Doc_0/Attachs/tasks.xlsx")
    data[at + 3] ^= 0xFF
    (signature,) = inspect(bytes(data), world.trust, now=NOW).signatures
    assert signature.verdict is Verdict.INVALID
    assert [(one.label, one.how) for one in signature.changed] == [("附件“任务分解表”", "已损坏，无法读出")]


def test_signature_moved_to_another_file(world: World, parts: dict[str, bytes]) -> None:
    other = {**parts, "Doc_0/Pages/Page_0/Content.xml": b"<Page/>", "Doc_0/Attachs/tasks.xlsx": b"y"}
    labels = {one.label for one in answer(world, other).signatures[0].changed}
    assert labels == {"附件“任务分解表”", "第1页内容"}
