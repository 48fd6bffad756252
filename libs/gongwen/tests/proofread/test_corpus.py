"""Planted errors are found where they stand; clean documents full of near misses stay silent."""

import pytest

from gongwen.document import recognize
from gongwen.proofread import check

from .planted import load_clean, load_planted


@pytest.mark.parametrize("planted", load_planted(), ids=lambda planted: planted.text[:24])
def test_planted_error_is_found(planted):
    found = check(recognize(f"根据有关要求，现将有关情况通报如下。\n{planted.text}"))

    shift = len("根据有关要求，现将有关情况通报如下。\n")
    hits = [one for one in found if one.start - shift < planted.end and planted.start < one.end - shift]
    assert [one.category.value for one in hits] != []
    assert [one for one in found if one not in hits] == []


@pytest.mark.parametrize(("name", "text"), load_clean().items(), ids=lambda value: value[:12])
def test_clean_document_is_silent(name, text):
    assert check(recognize(text)) == ()
