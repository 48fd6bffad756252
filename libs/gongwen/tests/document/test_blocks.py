from hypothesis import given
from hypothesis import strategies as st

from gongwen.document import Heading, Paragraph, Table, dump_table, parse_blocks
from gongwen.document.blocks import join_cells, split_cells


def test_body_is_paragraphs_headings_and_tables():
    body = "　　开头。\n\n一、压实责任\n（一）落实。要落实。\n| a | b |\n|---|---|\n| 1 |\n（1）查\n1.5倍"

    assert parse_blocks(body) == (
        Paragraph("开头。", 0),
        Heading(1, "一、", "压实责任", "", 2),
        Heading(2, "（一）", "落实。", "要落实。", 3),
        Table((("a", "b"), ("1", "")), 1, 4),
        Heading(4, "（1）", "查", "", 7),
        Paragraph("1.5倍", 8),
    )


def test_empty_cells_stay_in_their_column():
    assert split_cells("||a||") == ("", "a", "")
    assert split_cells("| | b") == ("", "b")


CELL = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=8).map(
    lambda text: " ".join(text.replace("\ufeff", "").split())
)


@given(st.lists(CELL, min_size=1, max_size=5))
def test_any_cell_survives_the_pipe_table(cells):
    assert split_cells(join_cells(cells)) == tuple(cells)


@given(st.integers(0, 2), st.lists(st.tuples(CELL, CELL), min_size=3, max_size=4))
def test_table_survives_its_text(header_rows, rows):
    table = Table(tuple(rows), header_rows)

    assert parse_blocks(dump_table(table)) == (table,)
