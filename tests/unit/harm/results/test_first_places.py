"""Who is compared: each person once, on the side of their first list."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from harm.errors import ResultsError
from harm.results.first_places import FIRST, first_places

JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)


def lists(*places: tuple[date, str | None, int]) -> pl.DataFrame:
    schema = {"as_of": pl.Date, "suspect_id": pl.String, "position": pl.Int64}
    return pl.DataFrame(places, schema=schema, orient="row")


def found(*places: tuple[date, str | None, int]) -> dict[str, tuple[bool, bool]]:
    """Who is in the window of two places on each side of place 4, and whether they are inside."""
    rows = first_places(lists(*places), cut=4, listed=4, window=2)
    return {name: (inside, crossed) for name, _, _, inside, crossed in rows.iter_rows()}


def test_the_window_has_as_many_places_on_each_side() -> None:
    places = [(JANUARY, f"P{place}", place) for place in range(1, 9)]
    assert found(*places) == {
        "P3": (True, False),
        "P4": (True, False),
        "P5": (False, False),
        "P6": (False, False),
    }


def test_a_person_counts_once_on_the_side_of_their_first_list() -> None:
    assert found((JANUARY, "A", 5), (FEBRUARY, "A", 4)) == {"A": (False, True)}
    assert found((JANUARY, "A", 4), (FEBRUARY, "A", 5)) == {"A": (True, False)}


def test_whoever_was_at_the_top_first_is_never_near_the_cut() -> None:
    assert found((JANUARY, "A", 1), (FEBRUARY, "A", 4)) == {}


def test_whoever_was_far_below_is_first_listed_when_they_come_near() -> None:
    assert found((JANUARY, "A", 7), (FEBRUARY, "A", 4)) == {"A": (True, False)}


def test_places_of_nobody_are_left_out_and_the_order_of_rows_changes_nothing() -> None:
    places = [(FEBRUARY, "A", 4), (JANUARY, "B", 6), (JANUARY, None, 5), (JANUARY, "A", 6)]
    one = first_places(lists(*places), cut=4, listed=4, window=2)
    other = first_places(lists(*places[::-1]), cut=4, listed=4, window=2)
    assert one.equals(other)
    assert one.schema == FIRST
    assert one["suspect_id"].to_list() == ["A", "B"]


def test_a_window_wider_than_the_list_is_refused_in_a_sentence() -> None:
    with pytest.raises(ResultsError, match="51 places on each side of place 50"):
        first_places(lists(), cut=50, listed=100, window=51)
