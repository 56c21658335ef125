"""Counts alone of people: nothing below five, nor a way to it, and the kinds add up."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import OutputError
from dashboard.exports.people_counts import (
    BANDS,
    BOTH,
    CAME,
    DAYS,
    HOME,
    HOW_FAR,
    MOVED,
    NOT_RECORDED,
    OTHERS,
    WENT,
    count_by,
    count_lanes,
    count_moves,
    count_people,
    days_bands,
)
from dashboard.exports.table_counts import cohort_counts, far_apart, movement_counts
from dashboard.services.listing.cohorts import OtherCohorts
from dashboard.services.listing.counted_people import COUNTED
from dashboard.services.listing.movement import Movement
from dashboard.wording.cohorts import TITLES
from harm.scoring.rules import Rules
from tests.unit.harm.build import AS_OF


@dataclass
class List:
    """What is asked of a ranking here."""

    rules: Rules
    as_of: Any = AS_OF
    length: int = 100


def moved(**numbers: int) -> Movement:
    """So many of each movement; those who came and went by turns by two causes."""
    rows = [
        (move, ("new", "status")[place % 2] if move in {"entered", "left"} else None)
        for move, number in numbers.items()
        for place in range(number)
    ]
    changes = pl.DataFrame(rows, ["movement", "cause"], orient="row")
    none = pl.DataFrame()
    both = List(Rules())
    nothing: Any = None
    return Movement(
        before=cast("Any", both),
        after=cast("Any", both),
        names=("a", "b"),
        versions=(1, 1),
        changes=changes,
        seen=none,
        people=none,
        facts=nothing,
        known_on=(AS_OF, AS_OF),
    )


def people(number: int, **columns: object) -> pl.DataFrame:
    given_ = {"suspect_id": [f"S{n}" for n in range(number)], "tenths": [60_000] * number}
    whole = dict.fromkeys(COUNTED) | given_ | columns
    return pl.DataFrame(whole, COUNTED)


@given(st.lists(st.sampled_from("abcdefg"), min_size=5, max_size=80))
def test_a_kind_adds_up_to_all_and_has_no_small_count(values: list[str]) -> None:
    found = count_by(pl.Series(values), "kind", {})
    assert found["suspects"].sum() == len(values)
    assert int(found["suspects"].min()) >= 5  # type: ignore[arg-type] # of numbers
    shown = found.filter(pl.col("value") != OTHERS)
    assert {value: values.count(value) for value in shown["value"]} == dict(
        shown.select("value", "suspects").iter_rows()
    )


def test_a_kind_with_an_order_is_shown_in_it_and_others_are_last() -> None:
    values = pl.Series(["c"] * 9 + ["a"] * 6 + ["b"] * 2 + [None] * 7)
    found = count_by(values, "kind", {"a": "A", "c": "C"}, ("a", "b", "c"))
    assert found["value"].to_list() == ["C", NOT_RECORDED, OTHERS]
    assert found["suspects"].to_list() == [9, 7, 8]
    found = count_by(pl.Series(["c"] * 9 + ["a"] * 6), "kind", {"a": "A", "c": "C"}, ("a", "c"))
    assert found["value"].to_list() == ["A", "C"]


def test_days_are_in_the_band_that_begins_at_them() -> None:
    tenths = [0, 999, 1_000, 4_999, 5_000, 49_999, 50_000]
    names = list(BANDS.values())
    expected = [names[place] for place in (0, 0, 1, 1, 2, 4, 5)]
    assert days_bands(pl.Series(tenths)).to_list() == expected


def test_people_are_counted_by_home_days_and_how_far() -> None:
    homes = ["E09000007"] * 6 + ["E09000008"] * 6
    found = count_people(
        people(12, suspect_home_borough=homes, how_far=["charged"] * 7 + ["in_hand"] * 5)
    )
    rows = {(kind, value): number for kind, value, number in found.iter_rows()}
    assert rows[HOME, "Camden"] == rows[HOME, "Croydon"] == 6
    assert rows[DAYS, "5,000 days or more"] == 12
    assert (rows[HOW_FAR, "charged"], rows[HOW_FAR, "in hand"]) == (7, 5)


def test_who_came_and_went_is_counted_with_why() -> None:
    found = count_moves(moved(entered=12, left=7, up=30, down=40, stayed=3, **{"off the list": 9}))
    assert found is not None
    rows = {(kind, value): number for kind, value, number in found.iter_rows()}
    assert (rows[MOVED, CAME], rows[MOVED, WENT], rows[MOVED, BOTH]) == (12, 7, 73)
    assert rows[f"why they {CAME}", "by new allegations"] == 6
    assert rows[f"why they {CAME}", "by a status or fact that changed"] == 6
    assert rows[f"why they {WENT}", OTHERS] == 7  # four and three
    assert rows[f"{BOTH}: their places", OTHERS] == 33
    assert min(rows.values()) >= 5


@pytest.mark.parametrize(
    "numbers",
    [{"entered": 4, "left": 6, "up": 90}, {"left": 1, "up": 90}, {"entered": 9, "stayed": 3}],
)
def test_where_few_came_or_went_nobody_is_counted(numbers: dict[str, int]) -> None:
    """How long the list is is known: with those on both, those who came could be worked out."""
    assert count_moves(moved(**numbers)) is None
    (table,) = movement_counts(moved(**numbers), people(9))
    assert "is not given" in table.about
    with pytest.raises(OutputError, match="could name them"):
        movement_counts(moved(**numbers), people(4))


def test_where_nobody_came_or_went_that_is_said() -> None:
    found = count_moves(moved(up=20))
    assert found is not None
    assert dict(found.filter(kind=MOVED).select("value", "suspects").iter_rows()) == {
        CAME: 0,
        WENT: 0,
        BOTH: 20,
    }


SIZES = {"listed": 100, "below_cut": 900, **dict.fromkeys(TITLES, 0)}


def cohorts(**sizes: int) -> OtherCohorts:
    from harm.scoring.concentration import CURVE, Concentration  # noqa: PLC0415 - here alone

    nothing = Concentration(0, 0, 0, 0, None, pl.DataFrame(schema=CURVE))
    return OtherCohorts(
        *(cast("Any", None), cast("Any", None), SIZES | sizes, pl.DataFrame(), nothing)
    )


def test_a_cohort_that_is_added_up_with_a_small_one_is_not_taken_apart() -> None:
    """Its people would say how many it has, and so how many the small one has."""
    beside = cohorts(high_concern=40, under_18=3, deceased=6)
    assert count_lanes(beside.sizes)["suspects"].to_list() == [40, 9]
    (alone,) = cohort_counts(beside, "deceased", people(6))
    assert set(alone.frame["kind"]) == {"cohort"}
    both = cohort_counts(beside, "high_concern", people(40))
    assert [table.frame["kind"][0] for table in both] == ["cohort", HOME]


def test_of_few_in_all_cohorts_nothing_is_said() -> None:
    with pytest.raises(OutputError, match="could name them"):
        cohort_counts(cohorts(under_18=3), "under_18", people(3))


def test_a_curve_has_no_step_of_few_people() -> None:
    steps = pl.DataFrame({"suspects": [0, 1, 2, 7, 11, 12, 98, 100], "days": range(8)})
    kept = [0, *far_apart(steps)["suspects"]]
    assert kept == [0, 7, 12, 100]
    between = [later - sooner for sooner, later in pairwise(kept)]
    assert min(between) >= 5
