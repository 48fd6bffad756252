"""Word documents: what the reader of the page sees, and what lies beside it."""

from __future__ import annotations

import docx
import pytest

from gongwen.document import Aside, Role, Table, dump_table
from gongwen.guard import Damaged, HasMacros, NoText, TooLarge
from gongwen.reading import docx_tables, read
from gongwen.reading.docx_numbering import written

from .files import NOTICE, WORD, archive, bare_word, saved, word

RUN = "<w:r><w:t>{}</w:t></w:r>"
NUMBERING = """
<w:abstractNum w:abstractNumId="7">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3."/><w:isLgl/></w:lvl>
 <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>
"""


def paragraph(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<") else RUN.format(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def item(text: str, level: int, number: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def row(*cells: str, properties: str = "") -> str:
    inner = "".join(cell if cell.startswith("<") else f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def lines(body: str, **parts: str) -> list[str]:
    return read(bare_word(body, **parts)).text.split("\n")


def test_document_as_word_saves_it():
    reading = read(word(*NOTICE.split("\n")), name="通知.docx")

    assert reading.text == NOTICE
    assert reading.document.title == "云江市人民政府办公室关于做好防汛工作的通知"
    assert Aside("文件属性", "作者：python-docx") in reading.asides


def test_automatic_numbers_are_written_out():
    body = (
        item("责任", 0)
        + item("属地", 1)
        + item("部门", 1)
        + item("细则", 2)
        + item("点", 3)
        + item("保障", 0)
        + item("经费", 1)
        + item("同一列表", 0, 3)
        + item("另起", 0, 2)
        + paragraph("正文。")
    )

    assert lines(body, numbering=NUMBERING) == [
        *("一、责任", "（一）属地", "（二）部门", "1.1.细则", "点"),
        *("二、保障", "（一）经费", "三、同一列表", "五、另起", "正文。"),
    ]


def test_number_comes_from_the_style_and_can_be_switched_off():
    styles = (
        '<w:style w:styleId="h"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="k"><w:basedOn w:val="h"/></w:style>'
        '<w:style w:styleId="loop"><w:basedOn w:val="loop"/></w:style>'
    )
    body = (
        paragraph("甲", '<w:pStyle w:val="k"/>')
        + paragraph("乙", '<w:pStyle w:val="k"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("丙", '<w:pStyle w:val="h"/>')
        + paragraph("丁", '<w:pStyle w:val="loop"/>')
    )

    assert lines(body, numbering=NUMBERING, styles=styles) == ["一、甲", "乙", "二、丙", "丁"]


@pytest.mark.parametrize(
    ("count", "form", "text"),
    [
        *((1, "chineseCounting", "一"), (10, "chineseCounting", "十"), (12, "japaneseCounting", "十二")),
        *(
            (20, "chineseCounting", "二十"),
            (105, "chineseCounting", "一百零五"),
            (1010, "chineseCounting", "一千零一十"),
        ),
        *((3, "decimalEnclosedCircle", "③"), (12, "decimalFullWidth", "１２"), (3, "decimalZero", "03")),
        *((28, "upperLetter", "BB"), (4, "lowerRoman", "iv"), (2, "ideographTraditional", "乙")),
        *((2, "ideographZodiac", "丑"), (7, "unknown", "7"), (0, "chineseCounting", "0")),
    ],
)
def test_number_formats(count, form, text):
    assert written(count, form) == text


def test_tracked_changes_read_as_accepted_and_are_told():
    body = paragraph(
        RUN.format("请于")
        + '<w:del w:id="1" w:author="x"><w:r><w:delText>五月</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2" w:author="x">{RUN.format("六月")}</w:ins>'
        + f'<w:moveFrom w:id="3">{RUN.format("移走")}</w:moveFrom>'
        + RUN.format("报送。")
    )
    reading = read(bare_word(body))

    assert reading.text == "请于六月报送。"
    assert reading.asides == (Aside("已删除的修订", "五月"), Aside("已删除的修订", "移走"))
    assert reading.notes == ("含有 3 处修订痕迹，按修订后的文字读取。",)


def test_a_deleted_paragraph_leaves_no_line_and_a_deleted_mark_joins():
    gone = '<w:del w:id="1"><w:r><w:delText>删去的段落。</w:delText></w:r></w:del>'
    body = (
        paragraph("甲。")
        + paragraph(gone, '<w:rPr><w:del w:id="2"/></w:rPr>')
        + paragraph("乙", '<w:rPr><w:del w:id="3"/></w:rPr>')
        + paragraph("丙。")
        + paragraph("丁。", '<w:rPr><w:moveFrom w:id="4"/></w:rPr>')
    )
    reading = read(bare_word(body))

    assert reading.text == "甲。\n乙丙。\n丁。"
    assert reading.notes == ("含有 4 处修订痕迹，按修订后的文字读取。",)


def test_changed_formats_are_told_as_revisions():
    body = (
        "<w:p><w:pPr><w:pPrChange w:id='1'><w:pPr/></w:pPrChange></w:pPr><w:r><w:rPr>"
        "<w:rPrChange w:id='2'><w:rPr/></w:rPrChange></w:rPr><w:t>正文。</w:t></w:r></w:p>"
    )

    assert read(bare_word(body)).notes == ("含有 2 处修订痕迹，按修订后的文字读取。",)


def test_hidden_text_stands_aside():
    styles = '<w:style w:styleId="s"><w:rPr><w:vanish/></w:rPr></w:style>'
    hidden = "<w:r><w:rPr>{}</w:rPr><w:t>{}</w:t></w:r>"
    body = paragraph(
        RUN.format("公开")
        + hidden.format("<w:vanish/>", "直接")
        + hidden.format('<w:rStyle w:val="s"/>', "样式")
        + hidden.format('<w:rStyle w:val="s"/><w:vanish w:val="0"/>', "可见")
    )
    reading = read(bare_word(body, styles=styles))

    assert reading.text == "公开可见"
    assert reading.asides == (Aside("隐藏文字", "直接"), Aside("隐藏文字", "样式"))
    assert reading.notes == ("含有 2 处隐藏文字，未并入正文。",)


def test_fields_breaks_symbols_and_ruby():
    body = paragraph(
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/>"
        '<w:t>丙</w:t><w:noBreakHyphen/><w:sym w:char="2605"/><w:sym w:char="F0A7"/><w:br w:type="page"/></w:r>'
        "<w:r><w:ruby><w:rt><w:r><w:t>ding</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>丁</w:t></w:r></w:rubyBase>"
        "</w:ruby></w:r>"
    )

    assert lines(body) == ["甲", "乙　丙-★丁"]


def test_text_box_is_read_once():
    box = "<w:pict><w:txbxContent>" + paragraph("云江市人民政府文件") + "</w:txbxContent></w:pict>"
    body = paragraph(
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r>" + RUN.format("云政〔2026〕1号")
    )

    assert lines(body) == ["云江市人民政府文件", "云政〔2026〕1号"]


def test_content_control_is_read_through():
    body = f"<w:sdt><w:sdtPr><w:tag/></w:sdtPr><w:sdtContent>{paragraph('正文。')}</w:sdtContent></w:sdt>"

    assert lines(body) == ["正文。"]


def test_merged_cells_keep_their_columns():
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("合并")}</w:tc>'
    start = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("纵")}</w:tc>'
    go_on = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('')}</w:tc>"
    body = (
        "<w:tbl>"
        + row(wide, "丙", properties="<w:tblHeader/>")
        + row("1", "2", start)
        + row("4|", "5", go_on)
        + "</w:tbl>"
    )
    reading = read(bare_word(body))

    assert reading.text.split("\n") == [
        "| 合并 |  | 丙 |",
        "| --- | --- | --- |",
        "| 1 | 2 | 纵 |",
        "| 4\\| | 5 |  |",
    ]
    assert {line.role for line in reading.lines} == {Role.TABLE}
    (table,) = reading.document.blocks
    assert table.rows == (("合并", "", "丙"), ("1", "2", "纵"), ("4|", "5", ""))


def test_table_lines_are_those_of_the_source_form():
    rows = (("名称", "数 | 量"), ("甲\n乙", "1"))
    cells = "".join(paragraph(line) for line in rows[1][0].split("\n"))
    body = f"<w:tbl>{row(*rows[0], properties='<w:tblHeader/>')}{row(f'<w:tc>{cells}</w:tc>', '1')}</w:tbl>"

    assert read(bare_word(body)).text == dump_table(Table(rows))


def test_number_of_cells(monkeypatch):
    monkeypatch.setattr(docx_tables, "MAX_CELLS", 5)

    with pytest.raises(TooLarge, match="单元格"):
        read(bare_word(f"<w:tbl>{row('甲', '乙', '丙')}{row('1', '2', '3')}</w:tbl>"))


def test_tables_that_arrange_the_page_are_plain_lines():
    body = (
        f"<w:tbl>{row('抄送：市委办公室。')}{row('云江市财政局办公室', '2026年6月2日印发')}</w:tbl>"
        f"<w:tbl>{row('单列')}</w:tbl>"
    )

    assert lines(body) == ["抄送：市委办公室。", "云江市财政局办公室　　2026年6月2日印发", "单列"]


def test_headers_footers_comments_and_links_stand_aside():
    document = docx.Document()
    document.add_paragraph("正文。")
    document.sections[0].header.paragraphs[0].text = "机密★1年"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    document.core_properties.title = "送审稿"
    document.add_comment(document.paragraphs[0].runs, text="请核实", author="核稿人")
    document.part.relate_to("http://example.invalid/a.png", "http://x/image", is_external=True)
    reading = read(saved(document))

    for aside in (
        Aside("页眉", "机密★1年"),
        Aside("页脚", "第1页"),
        Aside("批注", "请核实"),
        Aside("文件属性", "标题：送审稿"),
    ):
        assert aside in reading.asides
    assert reading.notes == ("含有 1 条批注，未并入正文。", "引用了 1 处外部文件，未访问。")


def test_watermark_and_footnote_stand_aside():
    parts = {
        "word/document.xml": bare_body(paragraph("正文。")),
        "word/header1.xml": f'<w:hdr xmlns:w="{WORD}" xmlns:v="urn:schemas-microsoft-com:vml">'
        '<v:textpath string="绝密"/></w:hdr>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{WORD}"><w:footnote>{paragraph("注释")}</w:footnote></w:footnotes>',
        "docProps/custom.xml": '<p xmlns="x"><property name="密级"><s>秘密</s></property></p>',
    }
    reading = read(archive(parts))

    assert reading.asides == (
        Aside("水印或旋转文字", "绝密"),
        Aside("脚注", "注释"),
        Aside("文件属性", "密级：秘密"),
    )
    assert reading.notes == ("含有 1 条脚注或尾注，未并入正文。",)


def bare_body(body: str) -> str:
    return f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'


def test_macros_are_refused():
    with pytest.raises(HasMacros):
        read(archive({"word/document.xml": bare_body(""), "word/vbaProject.bin": b"x"}), name="a.docx")


def test_empty_document_says_so():
    with pytest.raises(NoText):
        read(bare_word(paragraph("")))


def test_document_without_a_body_is_damaged():
    with pytest.raises(Damaged):
        read(archive({"word/document.xml": f'<w:document xmlns:w="{WORD}"/>'}))
