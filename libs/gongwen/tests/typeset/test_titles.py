"""Titles in lines: 梯形 or 菱形, words whole, GB/T 9704-2012 7.3.1."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.typeset.titles import title_lines


def width(line: str) -> float:
    return sum(0.5 if char.isascii() else 1.0 for char in line)


@pytest.mark.parametrize(
    ("title", "names", "lines"),
    [
        (
            "云江市人民政府办公室关于做好今冬明春火灾防控工作的通知",
            ("云江市人民政府办公室",),
            ("云江市人民政府办公室关于做好", "今冬明春火灾防控工作的通知"),
        ),
        (
            "云江市人民政府办公室关于商请支持消防救援站建设用地的函",
            ("云江市人民政府办公室",),
            ("云江市人民政府办公室关于商请", "支持消防救援站建设用地的函"),
        ),
        ("关于召开全市安全生产工作会议的通知", (), ("关于召开全市安全生产工作会议的通知",)),
    ],
)
def test_title_is_broken_between_words(title: str, names: tuple[str, ...], lines: tuple[str, ...]) -> None:
    assert title_lines(title, 20, names) == lines


TITLES = [
    "云江市人民政府关于印发云江市推进数字政府建设三年行动计划（2026—2028年）的通知",
    "云江市发展和改革委员会 云江市财政局 云江市自然资源和规划局关于进一步加强政府投资项目管理工作的若干意见",
    "云江市人民政府办公室关于转发市生态环境局等部门云江市突发环境事件应急预案实施细则的通知",
    "云江市人民政府办公室关于成立云江市优化营商环境工作领导小组和重大项目建设指挥部的通知",
]


@pytest.mark.parametrize("title", TITLES)
def test_lines_fit_and_have_no_waist(title: str) -> None:
    lines = title_lines(title, 20)
    widths = [width(line) for line in lines]

    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    assert max(widths) <= 20
    assert min(widths) >= 4
    assert not any(a > b < c for a, b, c in zip(widths, widths[1:], widths[2:], strict=False))


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("word", ["通知", "意见", "关于", "建设", "管理", "工作", "环境", "项目", "2026"])
def test_words_are_not_cut(title: str, word: str) -> None:
    whole = title.count(word)

    assert sum(line.count(word) for line in title_lines(title, 20)) == whole


@pytest.mark.parametrize("title", TITLES)
def test_no_line_starts_with_a_particle(title: str) -> None:
    assert not any(line.startswith(("的", "和")) for line in title_lines(title, 20)[1:])


@given(st.text(alphabet="关于的工作通知云江市（）《》12 a，", max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_title_is_broken_without_loss(title: str) -> None:
    lines = title_lines(title, 20)

    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    assert all(width(line) <= 20 for line in lines)
