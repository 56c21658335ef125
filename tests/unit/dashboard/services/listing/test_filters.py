"""A filter says what it does, lets through exactly those of whom it holds, and fits in a link."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.services.listing.filters import (
    FACETS,
    MOST,
    NEAR,
    SHOWS,
    WHOLE,
    Filter,
    boroughs_of,
)
from dashboard.wording.filters import either, facet_options, in_filter_words
from dashboard.wording.formats import SITUATION
from harm.assurance.data_quality import DEFECTS
from harm.assurance.standing import WEAK
from harm.record.allegations import ALLEGATION_STATUS, SOURCE
from harm.scoring.rules import Rules
from tests.unit.harm.build import ranked, row

CAMDEN, BARNET, BRENT = "E09000007", "E09000003", "E09000005"

#: What each key of a filter asks of a row, in plain Python.
PLAIN: dict[str, Callable[[Any, Any], bool]] = {
    "incident": lambda person, codes: bool(set(person["boroughs"]) & set(codes)),
    "bcu": lambda person, codes: bool(set(person["boroughs"]) & set(boroughs_of(codes))),
    "home": lambda person, codes: (person["suspect_home_borough"] or "unknown") in codes,
    "situation": lambda person, codes: person["suspect_situation"] in codes,
    "status": lambda person, codes: bool(set(person["statuses"]) & set(codes)),
    "source": lambda person, codes: bool(set(person["sources"]) & set(codes)),
    "offence": lambda person, codes: person["group"] in codes,
    "victims": lambda person, _: person["victims"] >= 2,
    "rests": lambda person, codes: bool(set(person["rests"]) & set(codes)),
    "defect": lambda person, codes: bool(set(person["defects"]) & set(codes)),
}


def some(*values: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), min_size=1, unique=True)


PERSON = st.fixed_dictionaries(
    {
        "boroughs": some(CAMDEN, BARNET, BRENT, "unknown"),
        "statuses": some("named", "charged", "convicted"),
        "sources": some("victim", "police", "unknown"),
        "group": st.sampled_from(["rape", "stalking"]),
        "suspect_home_borough": st.sampled_from([CAMDEN, BARNET, None]),
        "suspect_situation": st.sampled_from(["at_large", "prison", "unknown"]),
        "victims": st.integers(0, 3),
        "rests": st.lists(st.sampled_from(WEAK), unique=True),
        "defects": st.lists(st.sampled_from(DEFECTS), unique=True),
    }
)


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    chosen = {
        name: draw(st.lists(st.sampled_from(list(facet.codes())), max_size=3))
        for name, facet in FACETS.items()
        if draw(st.booleans())
    }
    known, unknown = Filter.parse({**chosen, "show": [draw(st.sampled_from(SHOWS))]})
    assert unknown == []
    return known


def test_every_key_is_tested_here() -> None:
    assert set(PLAIN) == set(FACETS)


@given(people=st.lists(PERSON, max_size=8), chosen=filters())
def test_it_lets_through_those_of_whom_all_holds_in_their_order(
    people: list[dict[str, object]], chosen: Filter
) -> None:
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        **dict.fromkeys(
            ("boroughs", "statuses", "sources", "rests", "defects"), pl.List(pl.String)
        ),
        "suspect_home_borough": pl.String,
        "victims": pl.UInt32,
    }
    frame = pl.DataFrame(people, schema_overrides=schema) if people else pl.DataFrame()
    expected = [
        person
        for person in people
        if all(
            PLAIN[name](person, codes) for name, codes in chosen.params.items() if name != "show"
        )
    ]
    if people:
        assert chosen.apply(frame).rows(named=True) == expected


@given(chosen=filters())
def test_a_link_leads_back_to_the_same_filter(chosen: Filter) -> None:
    assert Filter.parse(chosen.params) == (chosen, [])
    assert Filter.parse(parse_qs(chosen.query)) == (chosen, [])


@given(chosen=filters(), matching=st.integers(0, 2000))
def test_the_sentence_names_every_value_that_was_chosen(chosen: Filter, matching: int) -> None:
    words = in_filter_words(chosen, part=3000, matching=matching)
    assert words.startswith("Shown: ")
    for name, codes in chosen.params.items():
        if name != "show":
            assert all(facet_options(name)[code] in words for code in codes)


def test_the_list_itself_is_nothing_in_a_link() -> None:
    assert Filter.parse({}) == (WHOLE, [])
    assert WHOLE.params == {}
    assert WHOLE.query == ""
    assert not WHOLE.narrows


def test_what_nobody_knows_is_left_out_and_named() -> None:
    chosen, unknown = Filter.parse(
        {"incident": ["E09000007", "nope"], "home": ["' or 1=1"], "show": ["all"], "index": ["x"]}
    )
    assert chosen == Filter(incident=(CAMDEN,))
    assert unknown == ["incident", "home", "show"]


def test_values_stand_once_and_in_our_order() -> None:
    query = {"home": [CAMDEN, BARNET, CAMDEN]}
    assert Filter.parse(query)[0] == Filter(home=(BARNET, CAMDEN))


@pytest.mark.parametrize(
    ("chosen", "part", "matching", "words"),
    [
        (WHOLE, 100, 100, "Shown: all 100 listed."),
        (Filter(show="near"), 100, 100, "Shown: all 100 next below the cut."),
        (Filter(show="everyone"), 501, 501, "Shown: the first 500 of the 501 assessed."),
        (Filter(show="everyone"), 500, 500, "Shown: all 500 assessed."),
        (
            Filter(home=(BARNET, CAMDEN), victims=("2",)),
            100,
            14,
            "Shown: 14 of the 100 listed: home in Barnet or Camden; two or more victims.",
        ),
        (
            Filter(bcu=("NW",), status=("charged", "convicted"), source=("police", "unknown")),
            1000,
            600,
            (
                "Shown: 600 of the 1,000 listed: an allegation in North West; an allegation with "
                "the status charged or convicted; an allegation reported by police or somebody "
                "not recorded."
            ),
        ),
        (
            Filter(show="near", situation=("at_large",)),
            100,
            0,
            "Shown: nobody of the 100 next below the cut: situation at large.",
        ),
        (
            Filter(show="everyone", offence=("rape",)),
            36011,
            3974,
            "Shown: the first 500 of 3,974 who match, of the 36,011 assessed: most serious rape.",
        ),
        (
            Filter(show="everyone", incident=("unknown",)),
            36011,
            7,
            "Shown: 7 of the 36,011 assessed: an allegation in a borough not recorded.",
        ),
    ],
)
def test_a_filter_says_what_it_shows(chosen: Filter, part: int, matching: int, words: str) -> None:
    assert in_filter_words(chosen, part=part, matching=matching) == words


def test_words_of_which_any_may_hold() -> None:
    assert either(["Camden"]) == "Camden"
    assert either(["Barnet", "Brent", "Camden"]) == "Barnet, Brent or Camden"


def test_the_parts_of_a_ranking_follow_each_other() -> None:
    rows = [row(suspect_id=f"S{n}", crime_ref=f"C{n}") for n in range(NEAR + 10)]
    ranking = ranked(*rows, rules=Rules(top=3))
    parts = [Filter(show=show).part(ranking)["position"].to_list() for show in SHOWS]
    assert parts == [
        [1, 2, 3],
        list(range(4, NEAR + 4)),
        list(range(1, NEAR + 11)),
    ]
    all_in = ranked(*rows, rules=Rules(top=3, ties="all_in"))
    assert Filter(show="near").part(all_in).is_empty()


def test_of_everyone_only_the_first_are_handed_out_and_a_list_is_whole() -> None:
    many = pl.DataFrame({"position": range(MOST + 1)})
    assert Filter(show="everyone").head(many).height == MOST
    assert WHOLE.head(many).height == MOST + 1


def test_everything_that_can_be_recorded_of_an_allegation_that_counts_can_be_asked() -> None:
    statuses = set(ALLEGATION_STATUS.categories) - {"eliminated", "acquitted"}
    assert set(facet_options("status")) == statuses
    assert set(facet_options("source")) == {*SOURCE.categories, "unknown"}
    assert set(facet_options("situation")) == set(SITUATION) - {"deceased"}
    assert len(facet_options("incident")) == 34
    assert len(facet_options("bcu")) == 12


def test_a_command_unit_is_its_boroughs() -> None:
    assert CAMDEN in boroughs_of(["CN"])
    every = boroughs_of(list(facet_options("bcu")))
    assert len(every) == len(set(every)) == 32  # the City has a force of its own
