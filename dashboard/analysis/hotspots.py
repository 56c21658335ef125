"""Wards that stand out together with their neighbours: Gi* and its false discoveries."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.analysis.local_statistics import count_arrangements, false_discovery_rates, gi_star
from dashboard.geography import ward_neighbours

#: The rates of all other wards are permuted this often for each of several seeds, which need the
#: memory of one: the smallest p is 1 in 15,000, so that a single ward among all of London's can
#: stand out.
DRAWS: Final = 9_999
SEEDS: Final = (20_260_228, 20_260_301, 20_260_302)
EVERY: Final = DRAWS * len(SEEDS)
#: The part of the marked wards that may be marked by chance, on average.
FALSE: Final = 0.05
#: Rates that differ by less, as a part of the highest, are equal apart from rounding.
SAME: Final = 1e-6

TESTED: Final = pl.Schema(
    {
        "code": pl.String(),
        "neighbours": pl.Int64(),
        "z": pl.Float64(),
        "p": pl.Float64(),
        "q": pl.Float64(),
        "spot": pl.String(),
    }
)


def ward_marks(rates: pl.DataFrame) -> pl.DataFrame:
    """Wards that have a rate and a neighbour with one, as `TESTED`.

    Args:
        rates: `code` and `rate` of each ward.
    """
    near = _near(rates.drop_nulls()["code"].sort().to_list())
    known = rates.filter(pl.col("code").is_in([*near])).sort("code")
    if known.is_empty():
        return TESTED.to_frame()
    z, above, below = _compared_with_chance(known["rate"], near)
    # Fewer arrangements lie on the far side of a ward that stands out.
    counts = known.select("code").with_columns(
        neighbours=pl.Series([len(group) - 1 for group in near.values()]),
        z=z,
        above=above,
        fewer=pl.min_horizontal(above, below),
    )
    p = (2 * (pl.col("fewer") + 1) / (EVERY + 1)).clip(upper_bound=1.0)
    side = pl.when(pl.col("above") == pl.col("fewer")).then(pl.lit("high")).otherwise(pl.lit("low"))
    tested = counts.with_columns(p=p)
    return (
        tested.with_columns(q=pl.Series(false_discovery_rates(tested["p"].to_numpy())))
        .with_columns(spot=pl.when(pl.col("q") <= FALSE).then(side).otherwise(pl.lit("")))
        .select(pl.col(name).cast(dtype) for name, dtype in TESTED.items())
    )


def _near(codes: list[str]) -> dict[str, list[str]]:
    """Each ward with those of the wards that border on it, itself first; only wards with any."""
    near = {code: [code] for code in codes}
    for a, b in ward_neighbours().iter_rows():
        if a in near and b in near:
            near[a].append(b)
            near[b].append(a)
    return {code: group for code, group in near.items() if len(group) > 1}


def _compared_with_chance(
    rates: pl.Series, near: dict[str, list[str]]
) -> tuple[pl.Series, pl.Series, pl.Series]:
    """`z` of each ward, and how many chance arrangements lie at or above it, and at or below.

    `z` is null where every arrangement is the same: all rates are equal, or all wards neighbours.
    """
    highest = max(rates)
    if highest - min(rates) <= highest * SAME:
        every = pl.repeat(EVERY, len(rates), eager=True)
        return pl.repeat(None, len(rates), dtype=pl.Float64(), eager=True), every, every
    values, places = rates.to_numpy(), {code: place for place, code in enumerate(near)}
    groups = [[places[code] for code in group] for group in near.values()]
    counts = [count_arrangements(values, groups, draws=DRAWS, seed=seed) for seed in SEEDS]
    above, below = (pl.Series(sum(parts)) for parts in zip(*counts, strict=True))
    return pl.Series(gi_star(values, groups), nan_to_null=True), above, below
