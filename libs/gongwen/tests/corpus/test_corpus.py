from collections import Counter

import pytest

from . import FAMILIES, FOLDER, Corpus, Gold, halves, load, parse

LEAST = 8
LEAST_OFTEN_MADE = 25
OFTEN_MADE = {"计算", "字词", "日期", "标点", "残留", "文种要素"}


@pytest.fixture(scope="module", params=halves())
def corpus(request) -> Corpus:
    return load(request.param)


def test_the_half_to_work_on_is_there():
    assert "work" in halves()


def test_enough_papers_and_errors(corpus):
    assert len(corpus.planted) >= 30
    assert len(corpus.clean) >= 30
    assert sum(len(paper.gold) for paper in corpus.planted) >= 320


def test_every_family_has_its_share(corpus):
    counts = Counter(gold.family for paper in corpus.planted for gold in paper.gold)
    short = {
        family: counts[family]
        for family in FAMILIES
        if counts[family] < (LEAST_OFTEN_MADE if family in OFTEN_MADE else LEAST)
    }
    assert short == {}


def test_planted_papers_read_as_drafts(corpus):
    crowded = {paper.name: len(paper.gold) for paper in corpus.planted if not 1 <= len(paper.gold) <= 16}
    assert crowded == {}


def test_clean_papers_have_no_marks(corpus):
    assert [paper.name for paper in corpus.clean if paper.gold] == []


def test_texts_are_whole_and_different(corpus):
    papers = corpus.planted + corpus.clean
    assert [paper.name for paper in papers if not 400 <= len(paper.text) <= 3000] == []
    assert len({paper.text for paper in papers}) == len(papers)
    assert len({paper.corrected for paper in papers}) == len(papers)


def test_spans_read_back(corpus):
    """What is marked in the file is what stands at the span, and putting the wrong words back gives the text."""
    for paper in corpus.planted:
        put_back = paper.corrected
        for gold in reversed(paper.gold):
            start = gold.start + sum(len(g.right) - (g.end - g.start) for g in paper.gold if g.end <= gold.start)
            assert put_back[start : start + len(gold.right)] == gold.right
            put_back = put_back[:start] + paper.text[gold.start : gold.end] + put_back[start + len(gold.right) :]
        assert put_back == paper.text


def test_papers_of_the_two_halves_differ():
    texts = [paper.text for half in halves() for paper in load(half).planted + load(half).clean]
    assert len(set(texts)) == len(texts)


def test_files_are_named_by_number():
    names = [path.name for half in halves() for path in sorted((FOLDER / half).glob("*/*"))]
    assert [name for name in names if not (name[:2].isdigit() and name[2] == "-" and name.endswith(".txt"))] == []


def test_a_mark_becomes_a_span():
    paper = parse("01", "各区：\n请于⟦日期|6月31日→6月30日|六月没有31日⟧前⟦重复|前→⟧报送。")

    assert paper.text == "各区：\n请于6月31日前前报送。"
    assert paper.gold == (Gold(6, 11, "日期", "6月30日", "六月没有31日"), Gold(12, 13, "重复", "", ""))
    assert paper.text[6:11] == "6月31日"
    assert paper.corrected == "各区：\n请于6月30日前报送。"


@pytest.mark.parametrize(
    "marked",
    [
        "好\n⟦错字|布署→部署⟧",
        "好\n⟦字词|布署⟧",
        "好\n⟦字词|布署→部署→部属⟧",
        "好\n⟦字词|布署→部署|说明|再说明⟧",
        "好\n⟦字词|→部署⟧",
        "好\n⟦字词|部署→部署⟧",
        "好\n⟦字词|⟦标点|，→。⟧→。⟧",
        "好\n⟦字词|布署→部署",
        "好\n布署→部署⟧",
    ],
)
def test_a_malformed_mark_is_refused_with_file_and_line(marked):
    with pytest.raises(ValueError, match=r"^07:2"):
        parse("07", marked)


def test_an_unknown_half_is_refused():
    with pytest.raises(ValueError, match="没有这一半语料"):
        load("third")
