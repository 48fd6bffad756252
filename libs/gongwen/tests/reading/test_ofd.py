"""OFD: text by its place, several documents, watermarks, and every sample file."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen.document import Aside
from gongwen.guard import NoText, TooLarge
from gongwen.ofd import package
from gongwen.ofd import text as ofd_text
from gongwen.reading import ReadingError, read, read_path

from .files import ofd

SAMPLES = Path(__file__).parents[5] / "shared" / "data" / "ofd"
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
FULL = "在各级党委和政府的领导下各地各部门切实把防汛责任落实到岗"


def text(left: float, top: float, content: str, size: float = 5.6, **attributes: str) -> str:
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return (
        f'<ofd:TextObject Boundary="{left} {top} 160 8" Size="{size}"{more}>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="g {len(content) - 1} {size}">{content}</ofd:TextCode></ofd:TextObject>'
    )


def line(y: float, x: float, to_y: float, to_x: float) -> str:
    return (
        f'<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>M {x} {y} L {to_x} {to_y}'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )


def test_lines_become_paragraphs_whatever_their_order_in_the_file():
    page = text(28, 70, "到位。") + text(28, 50, "各县（区）：") + text(28, 60, FULL)

    assert read(ofd(page)).text.split("\n") == ["各县（区）：", FULL + "到位。"]


def test_one_text_code_over_two_lines():
    page = (
        '<ofd:TextObject Boundary="20 20 90 20" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="5 -5 5" DeltaY="0 10 0">'
        "甲乙丙丁</ofd:TextCode></ofd:TextObject>"
    )

    assert read(ofd(page)).text == "甲乙\n丙丁"


def test_matrix_of_the_object_counts():
    page = text(28, 50, "云江市") + text(28, 50, "财政局", size=2.8, CTM="2 0 0 2 40 0")

    assert read(ofd(page)).text == "云江市　财政局"


def test_ruled_table_becomes_cells():
    rules = "".join([line(50, 30, 50, 90), line(60, 30, 60, 90), line(70, 30, 70, 90)])
    rules += "".join(line(50, x, 70, x) for x in (30, 60, 90))
    page = rules + text(32, 52, "县区") + text(62, 52, "数") + text(32, 62, "青溪") + text(62, 62, "1")

    assert read(ofd(page)).text == "| 县区 | 数 |\n| 青溪 | 1 |"


def test_turned_and_invisible_text_stand_aside():
    page = (
        text(28, 50, "正文。")
        + text(28, 90, "草稿", CTM="0.7 0.7 -0.7 0.7 0 0")
        + text(28, 99, "不显示", Visible="false")
    )
    reading = read(ofd(page))

    assert reading.text == "正文。"
    assert reading.asides == (Aside("水印或旋转文字", "草稿"), Aside("水印或旋转文字", "不显示"))


def test_watermark_annotation_and_properties_stand_aside():
    more = {
        "Doc_0/Annotations.xml": f'<ofd:Annotations {SPACE}><ofd:Page PageID="0"><ofd:FileLoc>Annot.xml</ofd:FileLoc>'
        "</ofd:Page></ofd:Annotations>",
        "Doc_0/Annot.xml": f"<ofd:PageAnnot {SPACE}>{text(1, 1, '机密')}</ofd:PageAnnot>",
    }
    info = "<ofd:Title>方案</ofd:Title><ofd:Keywords><ofd:Keyword>防汛</ofd:Keyword></ofd:Keywords>"
    made = ofd(
        text(28, 50, "正文。"), info=info, more=more, document="<ofd:Annotations>Annotations.xml</ofd:Annotations>"
    )

    assert read(made).asides == (
        Aside("文件属性", "标题：方案"),
        Aside("文件属性", "关键词：防汛"),
        Aside("水印与注释", "机密"),
    )


def test_template_is_part_of_the_page_and_a_missing_page_is_told():
    reading = read(
        ofd(
            text(28, 50, "正文。"),
            more={
                "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData>"
                '<ofd:TemplatePage ID="7" BaseLoc="T.xml"/></ofd:CommonData><ofd:Pages>'
                '<ofd:Page ID="1" BaseLoc="P.xml"/><ofd:Page ID="9" BaseLoc="Pages/None.xml"/></ofd:Pages></ofd:Document>',
                "Doc_0/T.xml": f"<ofd:Page {SPACE}><ofd:Content>{text(28, 20, '云江市文件')}</ofd:Content></ofd:Page>",
                "Doc_0/P.xml": f'<ofd:Page {SPACE}><ofd:Template TemplateID="7"/><ofd:Content>'
                f"{text(28, 28, '正文。')}</ofd:Content></ofd:Page>",
            },
        )
    )

    assert reading.text == "云江市文件\n正文。"
    assert reading.notes == ("有 1 个内部部件缺失，其余内容已读取。",)


def test_two_documents_are_read_in_order():
    parts = {
        "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>A/D.xml</ofd:DocRoot></ofd:DocBody>"
        "<ofd:DocBody><ofd:DocRoot>/B/D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    }
    for folder, content in (("A", "甲文。"), ("B", "乙文。")):
        parts[f"{folder}/D.xml"] = '<Document><Pages><Page ID="1" BaseLoc="P.xml"/></Pages></Document>'
        parts[f"{folder}/P.xml"] = (
            f"<ofd:Page {SPACE}><ofd:Content>{text(28, 50, content)}</ofd:Content></ofd:Page>"
        )
    reading = read(ofd("", more=parts))

    assert reading.text == "甲文。\n乙文。"
    assert reading.notes == ("文件内有 2 个文档，已按顺序读取。",)


def test_characters_without_a_code_are_told():
    reading = read(ofd(text(28, 50, "正\ue123文。")))

    assert reading.text == "正〓文。"
    assert reading.notes == ("有 1 个字符的字体未注明编码，无法还原，以“〓”代替。",)


@pytest.mark.parametrize("deltas", ["g", "g x 1", "g 99999999 1", "1e309", "nan", "g 3", "a b"])
def test_bad_deltas_do_not_hurt(deltas):
    page = (
        f'<ofd:TextObject Boundary="20 20 9 9" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="{deltas}">甲乙</ofd:TextCode>'
        "</ofd:TextObject>"
    )

    assert sorted(read(ofd(page)).text.replace("\n", "").replace("　", "")) == ["乙", "甲"]


def test_pictures_alone_say_so():
    with pytest.raises(NoText, match="扫描件"):
        read(ofd("<ofd:ImageObject/>"))


def test_number_of_pages(monkeypatch):
    monkeypatch.setattr(package, "MAX_PAGES", 1)
    with pytest.raises(TooLarge, match="超过 1 页"):
        read(ofd("", ""))


@pytest.mark.parametrize(("pages", "limit"), [((6,), 5), ((3, 3), 5)], ids=["one page", "all pages"])
def test_number_of_objects(pages, limit, monkeypatch):
    monkeypatch.setattr(ofd_text, "MAX_OBJECTS", limit)

    with pytest.raises(TooLarge, match="图文对象"):
        read(ofd(*("".join(text(28, 50 + 10 * at, "甲") for at in range(count)) for count in pages)))


NO_TEXT = "OFD 文件没有可读取的文字，可能是扫描件，请先进行文字识别。"
# What the samples hold, looked at one by one: characters read, or why not. The three refused hold no TextCode at all.
READ = {
    "ofdrw-archive__test-ofda": 11,
    "ofdrw-converter__20240531141733": 403,
    "ofdrw-converter__999": 4029,
    "ofdrw-converter__V4RideRight": NO_TEXT,
    "ofdrw-converter__ano": 6477,
    "ofdrw-converter__containsJPEG": NO_TEXT,
    "ofdrw-converter__h": NO_TEXT,
    "ofdrw-converter__helloworld": 22,
    "ofdrw-converter__n": 328,
    "ofdrw-converter__testImageNotFound": 1028,
    "ofdrw-converter__z": 875,
    "ofdrw-crypto__hello": 1296,
    "ofdrw-layout__AddAttachment": 14,
    "ofdrw-layout__AddWatermarkAnnot": 2367,
    "ofdrw-layout__areaholder_fields": 19,
    "ofdrw-layout__no_page_container": 668,
    "ofdrw-reader__chineseDir": 22,
    "ofdrw-reader__keyword": 226,
    "ofdrw-reader__path_unstd": 357,
    "ofdrw-sign__DigitalSign": 22,
    "ofdrw-sign__allprotected": 22,
    "ofdrw-sign__namespace_no_std": 22,
    "ofdrw-sign__v4signed": 740,
    "ofdrw-tool__hello_watermark": 22,
    "ofdrw-tool__page1": 1,
}


def characters_or_reason(path: Path) -> int | str:
    try:
        return len(read_path(path).text)
    except ReadingError as error:
        return str(error)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="sample data is absent")
def test_every_sample_is_read_or_refused_with_a_reason():
    assert {path.stem: characters_or_reason(path) for path in SAMPLES.glob("*.ofd")} == READ


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="sample data is absent")
def test_real_red_head_document_yields_its_elements():
    document = read_path(SAMPLES / "ofdrw-converter__n.ofd").document

    assert document.issuer_mark == "测试符路桥区卫生局文件"
    assert document.number == "路卫发〔2011〕76号"
    assert document.title == "关于同意张阿三同志辞职的批复"
    assert (document.kind, document.to) == ("批复", ("区中医院",))
    assert document.issuers == ("测试符路桥区卫生局办公室",)
    assert len(document.body.split("\n")) == 3
