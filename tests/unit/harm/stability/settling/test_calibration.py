"""In worlds whose chances are drawn, what is said of the settled list turns out right as often."""

from __future__ import annotations

import sys
from itertools import pairwise
from typing import Final

import numpy as np
import polars as pl
import pytest

from harm.stability.settling.draws import settle
from harm.stability.settling.rates import Rates
from tests.depth import DEEP
from tests.unit.harm.stability.settling.worlds import Chances, lists

WORLDS: Final = 40 if DEEP else 12
#: Past lists of each world, from which the chances are learnt.
PAST: Final = 8
EDGES: Final = (0, 50, 150, 250, 350, 450, 550, 650, 750, 850, 950, 1001)


def expected_and_seen() -> tuple[pl.DataFrame, pl.DataFrame]:
    """In how many draws each was listed, and whether they stayed; and which intervals held."""
    expected, inside = [], []
    for world in range(WORLDS):
        rng = np.random.default_rng(world)
        chances = Chances.drawn(rng)
        rates = Rates.learn([lists(rng, chances).observed() for _ in range(PAST)])
        now = lists(rng, chances)
        ranking, later = now.ranking(now.before), now.ranking(now.after)
        settled = settle(ranking, now.units(now.before), rates, seed=world)
        positions = settled.people.join(
            later.table.select("suspect", later="position"), on="suspect", how="left"
        ).with_columns(pl.col("later").cast(pl.Int64).fill_null(later.assessed + 1))
        stayed = pl.col("later") <= later.length
        expected.append(positions.select("stays", stayed=stayed, world=pl.lit(world)))
        listed = positions.filter("listed")
        inside.append(listed.select(holds=pl.col("later").is_between("low", "high")))
    return pl.concat(expected), pl.concat(inside)


def table(expected: pl.DataFrame) -> list[tuple[float, float, float, int]]:
    """For each band the mean of what was said, the share seen and its standard error, in percent.

    People of one world have its chances in common, so that worlds are drawn again and not people.
    """
    rng = np.random.default_rng(1)
    again = [np.bincount(rng.integers(0, WORLDS, WORLDS), minlength=WORLDS) for _ in range(1000)]
    rows = []
    for low, high in pairwise(EDGES):
        band = expected.filter(pl.col("stays").is_between(low, high - 1))
        n = band.height
        sums = np.zeros((2, WORLDS))
        for world, stayed in band.select("world", "stayed").iter_rows():
            sums[:, world] += (stayed, 1)
        shares = [100 * (sums[0] @ times) / (sums[1] @ times) for times in again]
        error = float(np.std(shares))
        rows.append((sum(band["stays"]) / 10 / n, 100 * sum(band["stayed"]) / n, error, n))
    return rows


@pytest.mark.slow
def test_what_is_said_turns_out_right_as_often_and_intervals_hold(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found, inside = expected_and_seen()
    rows = table(found)
    holds = 100 * sum(inside["holds"]) / inside.height
    lines = ["", "said %  seen %  error      n"]
    lines += [
        f"{expected:6.1f}  {seen:6.1f}  {error:5.1f}  {n:5}" for expected, seen, error, n in rows
    ]
    lines.append(f"intervals of 90 % hold {holds:.1f} % of {inside.height} positions")
    with capsys.disabled():
        sys.stdout.write("\n".join([*lines, ""]))
    _, seventy, _, _ = rows[EDGES.index(650)]
    assert 65 <= seventy <= 75
    assert 87 <= holds <= 93
    for mean, seen, error, _ in rows:
        assert abs(seen - mean) <= 2 + 3 * error
