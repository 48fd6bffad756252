"""Printed lines as word processors set them: ragged ends, centred titles, closings at the right margin, parted rows."""

from __future__ import annotations

from gongwen.page_text import PageText, Piece, Rule
from gongwen.reading.page_paragraphs import flow

SIZE, STEP, WIDTH = 16.0, 26.5, 595.0
LEFT, RIGHT = 80.0, 528.0


def page(*lines: tuple[float, str], rules: tuple[Rule, ...] = ()) -> PageText:
    """Lines one below the other, each starting at its place; half as wide as a Chinese character is a Latin one."""
    pieces = []
    for number, (left, text) in enumerate(lines):
        top = 100.0 + number * STEP
        wide = sum(SIZE / 2 if sign.isascii() else SIZE for sign in text)
        pieces.append(Piece(text, left, top, left + wide, top + SIZE, SIZE))
    return PageText(WIDTH, 842.0, tuple(pieces), rules)


def centred(text: str) -> tuple[float, str]:
    return (LEFT + RIGHT - len(text) * SIZE) / 2, text


def at_the_right(text: str) -> tuple[float, str]:
    return RIGHT - sum(SIZE / 2 if sign.isascii() else SIZE for sign in text), text


FULL = "县" * 28
FIGURE = "2,345.67万元，" + "增" * 21
INDENTED = (LEFT + 2 * SIZE, "区" * 26)


def test_a_line_that_ends_early_because_a_figure_did_not_fit_goes_on():
    text = flow(
        [
            page(
                INDENTED,
                (LEFT, FULL),
                (LEFT, "全" * 25),
                (LEFT, FIGURE),
                (LEFT, FULL),
                (LEFT, "完。"),
            )
        ]
    ).text

    assert text == "区" * 26 + FULL + "全" * 25 + FIGURE + FULL + "完。"


def test_a_line_that_ends_early_though_the_next_word_had_room_is_the_last():
    text = flow([page(INDENTED, (LEFT, FULL), (LEFT, "全" * 25), (LEFT, "新段落开头"), (LEFT, "尾。"))]).text

    assert text.split("\n")[0] == "区" * 26 + FULL + "全" * 25


def test_a_centred_title_nearly_as_wide_as_the_page_stays_apart_from_the_recipients():
    title = "题" * 27
    text = flow(
        [
            page(
                centred(title),
                (LEFT, "各县（区）人民政府："),
                INDENTED,
                (LEFT, FULL),
                (LEFT, FULL),
                (LEFT, "完。"),
            )
        ]
    ).text

    assert text.split("\n")[:2] == [title, "各县（区）人民政府："]


def test_signature_and_date_at_the_right_margin_stay_two_lines():
    lines = (
        INDENTED,
        (LEFT, FULL),
        (LEFT, FULL),
        (LEFT, FULL),
        at_the_right("云江市人民政府办公室"),
        at_the_right("2026年6月1日"),
    )

    assert flow([page(*lines)]).text.split("\n")[-2:] == ["云江市人民政府办公室", "2026年6月1日"]


def grid(rows: tuple[tuple[str, ...], ...]) -> PageText:
    """A ruled table of three columns."""
    tops = [100.0 + STEP * number for number in range(len(rows) + 1)]
    lefts = [80.0, 180.0, 380.0, 480.0]
    rules = [Rule(lefts[0], top, lefts[-1], top + 0.5) for top in tops]
    rules += [Rule(left, tops[0], left + 0.5, tops[-1]) for left in lefts]
    pieces = [
        Piece(text, left + 3, top + 5, left + 3 + len(text) * SIZE, top + 5 + SIZE, SIZE)
        for top, row in zip(tops, rows, strict=False)
        for left, text in zip(lefts, row, strict=False)
        if text
    ]
    return PageText(WIDTH, 842.0, tuple(pieces), tuple(rules))


HEAD = ("序号", "任务", "时限")


def test_a_row_parted_by_the_end_of_the_page_is_one_row():
    text = flow(
        [grid((HEAD, ("一", "推进", "年底"))), grid((HEAD, ("", "建设", ""), ("二", "检查", "年底")))]
    ).text

    assert text.split("\n") == ["| 序号 | 任务 | 时限 |", "| 一 | 推进建设 | 年底 |", "| 二 | 检查 | 年底 |"]


def test_a_row_under_a_cell_that_spans_rows_is_a_row_of_its_own():
    text = flow([grid((HEAD, ("一", "推进", "年底"))), grid((HEAD, ("", "建设", "年中")))]).text

    assert text.split("\n")[1:] == ["| 一 | 推进 | 年底 |", "|  | 建设 | 年中 |"]


COLUMNS = (80.0, 320.0)
WIDE = 13


def columns(*paragraphs: tuple[str, str], top: float) -> list[Piece]:
    """Paragraphs side by side in two columns, each of four lines: indented, full, full, short."""
    pieces = []
    for at, pair in enumerate(paragraphs):
        for left, sign in zip(COLUMNS, pair, strict=True):
            for number, (indent, count) in enumerate(((2, WIDE - 2), (0, WIDE), (0, WIDE), (0, 5))):
                begin, y = left + indent * SIZE, top + (4 * at + number) * STEP
                pieces.append(Piece(sign * count, begin, y, begin + count * SIZE, y + SIZE, SIZE))
    return pieces


def across(text: str, top: float) -> Piece:
    return Piece(text, LEFT, top, LEFT + len(text) * SIZE, top + SIZE, SIZE)


def test_columns_between_a_title_and_text_of_the_whole_width_are_read_one_after_the_other():
    first = [
        across("简报" * 13, 60.0),
        *columns(("甲", "丙"), ("乙", "丁"), top=100.0),
        across("全" * 28, 100.0 + 8 * STEP),
        across("完。", 100.0 + 9 * STEP),
    ]
    # Less text proves the columns where a page before has them.
    second = columns(("戊", "己"), top=100.0)
    text = flow([PageText(WIDTH, 842.0, tuple(first)), PageText(WIDTH, 842.0, tuple(second))]).text

    assert [line for line in text.split("\n") if line] == [
        "简报" * 13,
        *(sign * (3 * WIDE + 3) for sign in "甲乙丙丁"),
        "全" * 28 + "完。",
        *(sign * (3 * WIDE + 3) for sign in "戊己"),
    ]


def test_labels_with_a_gap_between_them_are_no_columns():
    lines = []
    for number in range(9):
        top, bottom = 100.0 + number * STEP, 116.0 + number * STEP
        lines.append(Piece(f"发票号码：0000012345{number}", 80.0, top, 240.0 + 7 * number, bottom, SIZE))
        lines.append(Piece("开票日期：2026年6月1日", 330.0, top, 420.0 + 12 * number, bottom, SIZE))

    text = flow([PageText(WIDTH, 842.0, tuple(lines))]).text
    assert all("　开票日期" in line for line in text.split("\n") if line)
