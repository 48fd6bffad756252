"""Tables as grids, the relations of their columns, and which figure is blamed."""

from decimal import Decimal

import pytest

from gongwen.document import recognize
from gongwen.proofread import check
from gongwen.proofread.facts.relations import breaches
from gongwen.proofread.facts.tables import Table, find_tables

MONEY = """|科目|合计（万元）|人员（万元）|公用（万元）|占比|
|---|---|---|---|---|
|甲局|50.0|30.0|20.0|50.0%|
|乙局|30.0|18.0|12.0|30.0%|
|丙局|20.0|15.0|5.0|20.0%|
|合计|100.0|63.0|37.0|100.0%|"""


def tables(text: str) -> list[Table]:
    return list(find_tables(recognize(text).lines))


def found(text: str) -> list[tuple[str, str]]:
    return [(one.rule, one.quote) for one in check(recognize(text))]


def test_a_grid_knows_its_heads_data_and_totals():
    (table,) = tables(MONEY)

    assert table.heads == ["科目", "合计（万元）", "人员（万元）", "公用（万元）", "占比"]
    assert [table.name(row) for row in table.data] == ["甲局", "乙局", "丙局"]
    assert [row[1].value for row in table.total_rows] == [Decimal("100.0")]
    assert table.numeric == [1, 2, 3, 4]
    assert [table.is_added(column) for column in range(5)] == [False, True, True, True, False]


def test_two_head_rows_are_read_as_one_head():
    text = "|地区|收入|收入|\n|---|---|---|\n||本年|上年|\n|甲县|12|10|\n|乙县|15|12|"

    (table,) = tables(text)

    assert table.heads == ["地区", "收入本年", "收入上年"]
    assert len(table.data) == 2


def test_cells_of_a_pasted_table_stand_where_they_are():
    text = "科目\t金额\n工资\t12\n津贴\t8\n合计\t25"

    (one,) = check(recognize(text))

    assert (one.rule, text[one.start : one.end]) == ("TAB001", "25")


def test_rows_of_unequal_length_are_no_table():
    assert tables("|甲|乙|\n|1|2|3|\n|4|5|") == []


def test_a_right_table_has_no_breach():
    assert breaches_of(MONEY) == []


def breaches_of(text: str) -> list[tuple[str, str]]:
    (table,) = tables(text)
    return [(one.row[one.relation.column].text, one.relation.words) for one in breaches(table)]


def test_one_row_that_breaks_what_the_others_keep_is_a_breach():
    assert breaches_of(MONEY.replace("|30.0|18.0|12.0|30.0%|", "|30.0|18.0|13.0|30.0%|")) == [("30.0", "之和")]


def test_without_a_majority_there_is_no_relation():
    rows = "|单位|人数|党员|团员|\n|---|---|---|---|\n|甲局|50|30|20|\n|乙局|40|25|10|\n|丙局|36|20|15|"

    assert breaches_of(rows) == []


def test_the_figure_that_breaks_row_and_column_is_blamed():
    text = MONEY.replace("|乙局|30.0|18.0|12.0|30.0%|", "|乙局|30.0|18.0|21.0|30.0%|")

    assert found(text) == [("TAB001", "21.0")]


def test_a_wrong_total_is_blamed_itself():
    assert found(MONEY.replace("|合计|100.0|63.0|37.0|", "|合计|100.0|63.0|73.0|")) == [("TAB001", "73.0")]


def test_where_the_text_confirms_the_total_the_rows_are_marked():
    table = "|县区|户数|\n|---|---|\n|青溪县|112|\n|石桥区|108|\n|合计|230|"

    (one,) = check(recognize(f"全市共有230户。\n{table}"))

    assert one.quote.startswith("112")
    assert one.quote.endswith("108")


@pytest.mark.parametrize("rows", [40, 80])
def test_a_wide_table_takes_no_more_than_its_cells(rows):
    text = "\n".join("|" + "|".join(str(at * 7 % 50) for at in range(40)) + "|" for _ in range(rows))

    assert isinstance(found(text), list)
