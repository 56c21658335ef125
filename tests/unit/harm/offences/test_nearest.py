"""What people write for an offence finds the title that they mean, among the nearest."""

import polars as pl
import pytest

from harm.offences.indices import get, of_your_own
from harm.offences.nearest import nearest, nearest_of
from tests.unit.harm.build import own_index

INDEX = get("cchi-2020")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("GBH", "grievous bodily harm"),
        ("GBH with intent", "with intent"),
        ("s.18 wounding", "wounding"),
        ("common assault", "common assault"),
        ("S39 assault", "common assault"),
        ("s.47", "actual bodily harm"),
        ("Section 47 ABH", "actual bodily harm"),
        ("coercive control", "coercive behaviour"),
        ("choking", "strangulation"),
        ("threats to kill", "threats to kill"),
        ("RAPED female under 16", "rape of a female aged under 16"),
        ("voyeurism", "voyeurism"),
    ],
)
def test_the_offence_that_is_meant_is_among_the_nearest(text: str, title: str) -> None:
    found = nearest(INDEX, text)
    assert 1 <= len(found) <= 3
    assert any(title in near.title.casefold() for near in found)


@pytest.mark.parametrize("text", ["", "xyzzy", "---", "of the and"])
def test_a_text_without_a_word_of_any_title_finds_nothing(text: str) -> None:
    assert nearest(INDEX, text) == []


def test_a_plain_offence_comes_before_an_attempt_at_it() -> None:
    first, *others = (near.title for near in nearest(INDEX, "common assault", most=10))
    assert "attempted" not in first.casefold()
    assert any("attempted" in title.casefold() for title in others)


def test_the_nearest_are_the_same_each_time_and_no_more_than_asked_for() -> None:
    assert nearest(INDEX, "assault", most=5) == nearest(INDEX, "assault", most=5)
    assert len(nearest(INDEX, "assault", most=5)) == 5


def test_an_index_of_ones_own_is_searched_by_its_own_titles() -> None:
    own = of_your_own("mine", own_index(("X1", "Shouting at geese", "5"), ("X2", "", "7")))
    assert [near.title for near in nearest(own, "shouted at the geese")] == ["Shouting at geese"]
    assert nearest(own, "rape") == []


def test_each_offence_without_a_score_has_its_nearest_by_title_or_else_by_code() -> None:
    unmapped = pl.DataFrame(
        {"offence_code": ["x", "s.47", None, "y"], "offence_title": ["GBH", None, None, "ABH"]}
    )
    found = nearest_of(INDEX, unmapped, most=3)
    assert found == [nearest(INDEX, text) for text in ("GBH", "s.47", "")]
