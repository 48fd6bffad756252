"""Plain text and web pages."""

from __future__ import annotations

import pytest

from gongwen.document import Aside, Role
from gongwen.document.front_matter import MAX_FRONT_MATTER
from gongwen.guard import Damaged, TooLarge, Unsupported
from gongwen.reading import html as reading_html
from gongwen.reading import html_tables, read, read_path

from .files import NOTICE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-32"])
def test_text_in_any_usual_encoding(encoding):
    reading = read(NOTICE.encode(encoding), name="通知.txt")

    assert reading.text == NOTICE
    assert reading.document.number == "云政办发〔2026〕12号"
    assert reading.notes == ()


@pytest.mark.parametrize("text", ["请示", "各区县人民政府：", "关于请示", "中"])
def test_short_text_in_gbk_is_not_guessed_wrong(text):
    assert read(text.encode("gbk")).text == text


def test_source_form_is_recognized_by_its_front_matter():
    reading = read("---\ntype: 通知\ntitle: 关于甲的通知\n---\n正文。\n".encode())

    assert reading.document.title == "关于甲的通知"
    assert reading.lines[0].role is Role.FRONT_MATTER


def test_bad_front_matter_is_told_in_one_sentence():
    with pytest.raises(Damaged) as refused:
        read("---\ntype: [通知\n---\n正文。\n".encode())

    assert str(refused.value) == "第3行不符合 YAML 写法。"


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03text", bytes(range(1, 32)) * 10])
def test_binary_is_not_taken_for_text(data):
    with pytest.raises(Unsupported, match="不是文本"):
        read(data)


@pytest.mark.parametrize("data", [b"\xff\xff\xff\xff", b"\xff\xfe\x00\xd8", b"\xef\xbb\xbf\xff"])
def test_text_of_no_encoding_is_refused(data):
    with pytest.raises(Damaged, match="无法识别文字编码"):
        read(data)


def test_file_on_disk_is_read_with_its_name(tmp_path):
    path = tmp_path / "通知.md"
    path.write_text(NOTICE, encoding="utf-8")

    assert read_path(path).asides == (Aside("文件名", "通知.md"),)


def test_missing_file_and_folder_are_refused(tmp_path):
    with pytest.raises(Unsupported, match="文件不存在。"):
        read_path(tmp_path / "无")
    with pytest.raises(Unsupported, match="不是文件"):
        read_path(tmp_path)


PAGE = """\
<!DOCTYPE html><html><head><title> 云江市 通知 </title><script>alert("一")</script><style>p{}</style></head>
<body><div>关于防汛的<b>通知</b></div><p>各县（区）：<br>请做好
 工作。</p>
<p style="display: none">内部</p><noscript>无</noscript>
<ol><li>一项</li><li>二项<ol start="5"><li>内项</li></ol></li></ol>
<table><tr><th>县区</th><th>数</th></tr><tr><td>青溪<br>县</td><td><p>1</p></td></tr></table>
<table><tr><td>单列</td></tr></table><iframe src="http://example.invalid/">框</iframe>尾</body></html>
"""


def test_page_gives_its_visible_text():
    reading = read(PAGE.encode())

    assert reading.text.split("\n") == [
        *("关于防汛的通知", "各县（区）：", "请做好 工作。", "1.一项", "2.二项", "5.内项"),
        *("| 县区 | 数 |", "| --- | --- |", "| 青溪 县 | 1 |", "单列", "尾"),
    ]
    assert reading.asides == (Aside("网页标题", "云江市 通知"), Aside("隐藏文字", "内部"))
    assert reading.notes == ("含有 1 处隐藏文字，未并入正文。", "含有 1 段脚本，未执行。")


@pytest.mark.parametrize(
    ("declared", "encoding"), [("gb2312", "gb18030"), ("utf-8", "utf-8"), ("utf-8", "gb18030"), ("big5", "utf-8")]
)
def test_page_in_its_declared_or_real_encoding(declared, encoding):
    page = f'<html><head><meta charset="{declared}"></head><body><p>云江市防汛抗旱</p></body></html>'

    assert read(page.encode(encoding)).text == "云江市防汛抗旱"


def test_deep_page_is_refused():
    page = "<html><body>" + "<div>" * 5_000 + "底" + "</div>" * 5_000 + "</body></html>"

    with pytest.raises(TooLarge, match="嵌套过深"):
        read(page.encode())


def test_merged_cells_of_a_page_keep_their_columns():
    page = """<html><body><table>
    <tr><th rowspan=2>县区</th><th colspan=2>数</th></tr><tr><th>甲</th><th>乙</th></tr>
    <tr><td rowspan=2>青溪</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>
    <tr><td colspan=x>东山</td><td rowspan=0>5</td></tr></table></body></html>"""
    reading = read(page.encode())

    assert reading.text.split("\n") == [
        *("| 县区 | 数 |  |", "|  | 甲 | 乙 |", "| --- | --- | --- |"),
        *("| 青溪 | 1 | 2 |", "|  | 3 | 4 |", "| 东山 | 5 |  |"),
    ]
    (table,) = reading.document.blocks
    assert (table.header_rows, len(table.rows)) == (2, 5)


def test_cells_of_a_page_are_limited(monkeypatch):
    monkeypatch.setattr(html_tables, "MAX_CELLS", 100)
    cells = "<tr><td colspan=99999>a</td></tr>"

    with pytest.raises(TooLarge, match="单元格"):
        read(f"<html><body><table>{cells}</table></body></html>".encode())
    assert read(b"<html><body><table><tr><td>a</td><td>b</td></tr></table></body></html>").text == "| a | b |"


def test_size_of_a_page(monkeypatch):
    monkeypatch.setattr(reading_html, "MAX_HTML", 30)

    with pytest.raises(TooLarge, match="网页文件过大"):
        read(b"<html><body><p>aaaaaaaaaaa</p></body></html>")


def test_depth_of_a_page():
    with pytest.raises(TooLarge, match="嵌套过深"):
        read(b"<html><body>" + b"<div>" * 5_000 + b"a")


def test_size_of_the_front_matter():
    with pytest.raises(Damaged, match="文头过长"):
        read(("---\ntitle: " + "长" * MAX_FRONT_MATTER + "\n---\n正文。\n").encode())


def test_depth_of_the_front_matter():
    with pytest.raises(Damaged, match="文头嵌套过深"):
        read(("---\ntitle: " + "[" * 9 + "]" * 9 + "\n---\n正文。\n").encode())
