"""The method page holds the whole index, and finds an offence however it is asked for."""

from __future__ import annotations

from dataclasses import fields

import pandas as pd
import pytest

from dashboard.web.parts.method import CHOICES
from harm.offences import indices
from harm.scoring.rules import Rules
from tests.app.pages import complaints, table, visited, words_of

URN = "22"


def sought(words: str) -> pd.DataFrame:
    page = visited("method")
    page.text_input(key="sought").set_value(words).run()
    assert complaints(page) == []
    return table(page)


def test_the_whole_index_is_there() -> None:
    entries = indices.get("cchi-2020").entries
    shown = table(visited("method"))
    assert len(shown) == entries.height == 710
    assert shown["title"].to_list() == entries["title"].to_list()
    assert [round(days * 10) for days in shown["days"]] == entries["tenths"].to_list()


@pytest.mark.parametrize("spelling", ["019/08", "19/8", "01908", " 019/08 "])
def test_a_classification_is_found_in_its_usual_spellings(spelling: str) -> None:
    found = sought(spelling)
    assert len(found) > 0
    assert set(found["classification"]) == {"019/08"}


def test_a_urn_is_found_whatever_its_case() -> None:
    entries = indices.get("cchi-2020").entries
    urn = next(urn for urn in entries["urn"] if urn and urn.lower() != urn.upper())
    for spelling in (urn, urn.lower(), urn.upper()):
        assert urn in sought(spelling)["urn"].to_list()


def test_a_word_finds_every_title_that_has_it() -> None:
    found = sought("STALKING")
    assert len(found) > 1
    assert all("stalking" in title.lower() for title in found["title"])


def test_two_words_find_titles_that_have_both() -> None:
    both, one = sought("rape female"), sought("rape")
    assert 0 < len(both) < len(one)


@pytest.mark.parametrize("words", ["zzz", "<script>alert(1)</script>", "[(*+?\\"])
def test_nothing_found_is_said_and_is_no_fault(words: str) -> None:
    page = visited("method")
    page.text_input(key="sought").set_value(words).run()
    assert complaints(page) == []
    assert "0 of 710 offences." in words_of(page)
    assert len(table(page)) == 0


def test_another_index_is_shown_in_its_turn() -> None:
    other = indices.get("ons-css-2020")
    page = visited("method", index=other.title)
    assert len(table(page)) == other.entries.height
    assert other.title in words_of(page)


def test_every_source_and_its_licence_is_named() -> None:
    words = words_of(visited("method"))
    for name in indices.names():
        assert indices.get(name).source in words
        assert indices.get(name).licence in words
    assert "Open Government Licence" in words
    assert "No real person is among them" in words


def test_every_choice_and_its_value_are_in_words() -> None:
    """No field of the rules is left out, and no value is a code such as `equal_share`."""
    assert set(CHOICES) == {field.name for field in fields(Rules)}
    (usual,) = visited("method").table
    pairs = {str(name): str(value) for name, value in usual.value.iloc[:, 0].items()}
    assert pairs.keys() == set(CHOICES.values())
    assert pairs[CHOICES["co_suspects"]] == "Each carries the full days"
    assert not {"full", "once", "stay", "order", "vawg", "None", "none"} & set(pairs.values())
    (other,) = visited("method", co_suspects="They share the days equally", half_life="90").table
    values = list(other.value.iloc[:, 0])
    assert "They share the days equally" in values
    assert "90" in values
