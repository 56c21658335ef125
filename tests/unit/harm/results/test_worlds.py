"""Made-up worlds, through the whole way from lists to interval: how often an effect is found.

In each world there are twelve monthly lists. Who stands just inside the cut and who just outside is
drawn by lot; everybody is named again with the same chance, or those inside with half of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

import polars as pl
import pytest

from harm.results.comparison import Comparison, compare_shares
from harm.results.first_places import first_places
from harm.results.power import power

pytestmark = pytest.mark.slow

WORLDS, BASE = 60, 0.2
CUT, WINDOW = 100, 50
MONTHS = [date(2025, month, 1) for month in range(1, 13)]


@dataclass(frozen=True)
class Row:
    """A line of the table: of the worlds, how many found it, and the power stated beforehand."""

    people: int
    inside: float
    found: int
    stated: float


def world(seed: int, people: int, inside: float) -> Comparison:
    """One world of so many new people a side, compared as the record's lists are."""
    random = Random(seed)  # noqa: S311
    places = [
        (month, f"W{seed}-{side}-{number}", random.randint(first, first + WINDOW - 1))
        for side, first in (("in", CUT - WINDOW + 1), ("out", CUT + 1))
        for number in range(people)
        for month in [MONTHS[number % len(MONTHS)]]
    ]
    stay = [
        (MONTHS[MONTHS.index(month) + 1], who, random.randint(1, 300))
        for month, who, _ in places
        if month != MONTHS[-1] and random.random() < 0.7
    ]
    schema = {"as_of": pl.Date, "suspect_id": pl.String, "position": pl.Int64}
    lists = pl.DataFrame(places + stay, schema=schema, orient="row")
    near = first_places(lists, cut=CUT, listed=CUT, window=WINDOW)
    named = [random.random() < (inside if side else BASE) for side in near["inside"]]
    return compare_shares(near.with_columns(named=pl.Series(named)), "named")


def tried(people: int, inside: float) -> Row:
    worlds = [world(seed, people, inside) for seed in range(WORLDS)]
    assert {(each.inside.people, each.outside.people) for each in worlds} == {(people, people)}
    found = sum(each.holds_zero is False for each in worlds)
    return Row(people, inside, found, power((people, people), BASE, inside))


CASES: list[tuple[int, float, Callable[[Row], bool]]] = [
    (140, BASE, lambda row: 54 <= WORLDS - row.found <= 60),
    (600, BASE, lambda row: 54 <= WORLDS - row.found <= 60),
    (600, BASE / 2, lambda row: row.found >= 57),
    (140, BASE / 2, lambda row: abs(row.found / WORLDS - row.stated) <= 0.12),
]


def test_worlds_without_effect_hold_zero_and_a_halving_is_found_as_often_as_stated() -> None:
    rows = [(tried(people, inside), holds) for people, inside, holds in CASES]
    lines = ["people a side  rate inside  worlds that found it  stated beforehand"]
    lines += [
        f"{row.people:>13}  {row.inside:>11.2f}  {row.found:>14} of {WORLDS}  {row.stated:>17.2f}"
        for row, _ in rows
    ]
    print("\n".join(["", *lines]))  # noqa: T201
    assert all(holds(row) for row, holds in rows), "\n".join(lines)
