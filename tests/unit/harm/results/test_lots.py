"""Those drawn in by lot against those drawn out, lot by lot; and worlds without and with effect."""

from __future__ import annotations

from datetime import date
from itertools import product
from math import comb
from random import Random

import polars as pl
import pytest

from harm.results.comparison import Comparison, compare_shares
from harm.results.lots import DRAWN, compare_drawn, drawn_people
from harm.results.permutation import usual_of_all

FIRST, SECOND = date(2025, 1, 31), date(2025, 2, 28)
Place = tuple[date, str | None, int | None, int]


def lists(*places: Place) -> pl.DataFrame:
    schema = {"as_of": pl.Date, "suspect_id": pl.String, "position": pl.Int64, "tenths": pl.Int64}
    return pl.DataFrame(places, schema=schema, orient="row")


def test_everybody_of_the_last_place_s_score_counts_once_at_their_first_lot() -> None:
    found = drawn_people(
        lists(
            *((FIRST, who, place, 9) for place, who in enumerate("ab", 1)),
            *((FIRST, who, place, 5) for place, who in enumerate("cdef", 3)),
            (FIRST, "g", 7, 4),
            (FIRST, "h", None, 5),
            (FIRST, None, 8, 5),
            *((SECOND, who, place, 7) for place, who in enumerate("xcfyz", 2)),
            (SECOND, "a", 1, 8),
        ),
        cut=4,
    )
    assert found.schema == DRAWN
    assert found.rows() == [
        *((who, FIRST, who in "cd") for who in "cdef"),
        *((who, SECOND, who == "x") for who in "xyz"),
    ]


@pytest.mark.parametrize(
    "places",
    [
        [],
        [(FIRST, "a", 1, 9), (FIRST, "b", 2, 9)],
        [(FIRST, "a", 1, 9), (FIRST, "b", 2, 9), (FIRST, "c", 3, 8)],
        [(FIRST, "a", 1, 9)],
    ],
)
def test_a_list_without_a_tie_across_the_cut_is_no_trial(places: list[Place]) -> None:
    assert drawn_people(lists(*places), cut=2).is_empty()


def test_a_lot_that_leaves_new_people_on_one_side_alone_is_none() -> None:
    both = [(FIRST, who, place, 5) for place, who in enumerate("abcd", 1)]
    later = [(SECOND, who, place, 5) for place, who in enumerate("abxc", 1)]
    assert drawn_people(lists(*both, *later), cut=2)["as_of"].unique().to_list() == [FIRST]


def people(*lots: tuple[int, int, int, int]) -> pl.DataFrame:
    """Of each lot: drawn in, of whom so many had it; drawn out, of whom so many had it."""
    rows = [
        (f"{lot}{side}{number}", date(2025, 1, 1 + lot), side == "in", number < had)
        for lot, (first, had_first, second, had_second) in enumerate(lots)
        for side, size, had in (("in", first, had_first), ("out", second, had_second))
        for number in range(size)
    ]
    return pl.DataFrame(rows, schema={**DRAWN, "named": pl.Boolean}, orient="row")


def test_one_lot_is_compared_as_two_sides_are() -> None:
    for lot in ((40, 6, 30, 9), (5, 5, 4, 0), (3, 0, 3, 0), (12, 1, 60, 30)):
        found, whole = compare_drawn(people(lot), "named"), compare_shares(people(lot), "named")
        assert (found.inside, found.outside) == (whole.inside, whole.outside)
        for name in ("difference", "low", "high", "smallest", "needed"):
            assert getattr(found, name) == pytest.approx(getattr(whole, name)), (lot, name)


def test_the_deals_of_several_lots_are_all_of_them() -> None:
    lots = [(3, 2, 2), (2, 4, 3), (1, 1, 1)]
    chances = dict[int, float]()
    for counts in product(*(range(first + 1) for first, _, _ in lots)):
        ways = 1.0
        for count, (first, second, events) in zip(counts, lots, strict=True):
            left = events - count
            possible = 0 <= left <= second
            ways *= comb(first, count) * comb(second, left) if possible else 0
            ways /= comb(first + second, events)
        chances[sum(counts)] = chances.get(sum(counts), 0.0) + ways
    below, kept = 0.0, []
    for total in sorted(total for total, chance in chances.items() if chance):
        middle = below + chances[total] / 2
        below += chances[total]
        if 0.025 < middle < 0.975:
            kept.append(total)
    assert usual_of_all(lots) == (kept[0], kept[-1])


def test_lists_that_drew_in_many_and_named_many_do_not_pretend_an_effect() -> None:
    mixed = compare_drawn(people((90, 45, 10, 5), (10, 1, 90, 9)), "named")
    assert mixed.inside.rate != mixed.outside.rate
    assert mixed.difference == pytest.approx(0)
    assert mixed.holds_zero


def test_nobody_drawn_is_no_comparison() -> None:
    none = compare_drawn(people(), "named")
    assert (none.difference, none.low, none.inside.people) == (None, None, 0)
    nobody = compare_drawn(people((4, 0, 4, 0)), "named")
    assert (nobody.difference, nobody.smallest, nobody.found) == (0, None, None)


WORLDS, BASE = 60, 0.2


def world(seed: int, level: int, inside: float) -> Comparison:
    """A year of lists with so many of one score at the cut, each named again by chance."""
    random = Random(seed)  # noqa: S311
    places = list[Place]()
    for month in range(1, 13):
        above = random.randint(0, 30)
        cut = random.randint(above + 1, above + level - 1)
        shift = 100 - cut
        day = date(2025, month, 1)
        places += [(day, f"{seed}-{month}-{n}", shift + above + n + 1, 5) for n in range(level)]
    near = drawn_people(lists(*places), cut=100)
    named = [random.random() < (inside if side else BASE) for side in near["inside"]]
    return compare_drawn(near.with_columns(named=pl.Series(named, dtype=pl.Boolean)), "named")


@pytest.mark.slow
def test_worlds_without_effect_hold_zero_and_a_halving_is_found_as_often_as_stated() -> None:
    without = [world(seed, 100, BASE) for seed in range(WORLDS)]
    assert 54 <= sum(each.holds_zero is True for each in without) <= 60
    strong = [world(seed, 160, BASE / 2) for seed in range(WORLDS)]
    found = sum(each.holds_zero is False for each in strong) / WORLDS
    stated = sum(each.found or 0 for each in strong) / WORLDS
    assert abs(found - stated) <= 0.12, (found, stated)
