"""Of pairs said to be one person how many are, by band and by group."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest

from dashboard.analysis.linking.bands import band, chance
from dashboard.analysis.linking.goodness import (
    calibration,
    given_name_groups,
    share_of,
    shares_by_band,
    shares_by_group,
    wilson,
)
from tests.unit.dashboard.analysis.linking.build import CAMDEN, register


def judged(rows: Sequence[tuple[str, str, float, bool | None]]) -> pl.DataFrame:
    schema = {"a": pl.String, "b": pl.String, "weight": pl.Float64, "same": pl.Boolean}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return frame.with_columns(chance=chance(pl.col("weight")), band=band(pl.col("weight")))


def test_wilson_is_as_published() -> None:
    """Newcombe (1998), Statistics in Medicine 17:857-872, table I."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=5e-5)


def test_what_nobody_judged_counts_as_a_pair_and_not_as_right_or_wrong() -> None:
    share = share_of(judged([("A", "B", 7, True), ("C", "D", 7, None), ("E", "F", 7, False)]))
    assert (share.pairs, share.judged, share.right, share.precision) == (3, 2, 1, 0.5)
    nobody = share_of(judged([("A", "B", 7, None)]))
    assert (nobody.precision, nobody.interval) == (None, None)


def test_a_band_has_its_own_pairs() -> None:
    rows = [("A", "B", 6.0, True), ("C", "D", 5.999, True), ("E", "F", 2.0, False)]
    rows += [("G", "H", 1.999, False), ("I", "J", -2.0, True)]
    shares = shares_by_band(judged(rows))
    assert {name: (share.pairs, share.right) for name, share in shares.items()} == {
        "very likely": (1, 1),
        "likely": (2, 1),
        "possible": (2, 1),
    }


def test_what_was_said_is_compared_with_what_was_seen() -> None:
    rows = [(f"A{n}", f"B{n}", 0.0, n < 4) for n in range(10)]
    (only,) = calibration(judged(rows))
    assert (only.pairs, only.expected, only.seen) == (10, 0.5, 0.4)


def test_a_group_that_is_right_less_often_is_reported_and_its_bands_are_raised() -> None:
    good = [(f"A{n}", f"B{n}", 5.0, True) for n in range(40)]
    poor = [(f"C{n}", f"D{n}", 2.5 if n < 12 else 5.0, n >= 8) for n in range(40)]
    members = [(ref, "good") for a, b, *_ in good for ref in (a, b)]
    members += [(ref, "poor") for a, b, *_ in poor for ref in (a, b)]
    groups = pl.DataFrame(members, schema=["suspect_id", "group"], orient="row")
    found = {one.group: one for one in shares_by_group(judged(good + poor), groups)}
    assert not found["good"].is_lower
    assert found["good"].raised == 0
    assert found["poor"].is_lower
    assert found["poor"].share.precision == 0.8
    assert found["poor"].raised == 1.0
    raised = judged(poor).with_columns(band=band(pl.col("weight"), raised=1.0))
    assert raised["band"].value_counts().sort("band").rows() == [("likely", 28), ("possible", 12)]


def test_a_group_of_few_pairs_is_not_told() -> None:
    good = [(f"A{n}", f"B{n}", 5.0, True) for n in range(40)]
    poor = [(f"C{n}", f"D{n}", 5.0, False) for n in range(19)]
    members = [(a, "good") for a, *_ in good] + [(a, "poor") for a, *_ in poor]
    groups = pl.DataFrame(members, schema=["suspect_id", "group"], orient="row")
    assert not any(one.is_lower for one in shares_by_group(judged(good + poor), groups))


def test_recall_of_a_group_is_of_its_own_pairs() -> None:
    rows = [("A", "B", 5.0, True), ("C", "D", 0.0, True)]
    groups = pl.DataFrame({"suspect_id": ["A", "B", "C", "D"], "group": ["x", "x", "y", "y"]})
    truth = pl.DataFrame({"a": ["A", "C"], "b": ["B", "D"]})
    found = {one.group: one.recall for one in shares_by_group(judged(rows), groups, truth)}
    assert found == {"x": 1.0, "y": 0.0}


def test_spellings_of_a_forename_are_one_group_and_it_says_nothing_of_descent() -> None:
    people = register(
        ("Mohammed Ali", "1990-01-01", "M", CAMDEN),
        ("Muhammad Khan", "1990-01-01", "M", CAMDEN),
        ("Muhammad Iqbal", "1990-01-01", "M", CAMDEN),
        ("Ann Lee", "1990-01-01", "F", CAMDEN),
        (None, None, "F", CAMDEN),
    )
    groups = given_name_groups(people)
    assert groups.sort("suspect_id")["group"].to_list() == ["muhammad"] * 3 + ["ann"]
