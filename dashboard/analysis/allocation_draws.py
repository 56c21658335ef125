"""How far chance alone moves posts: counts drawn again, and a rule applied to each draw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl

from harm.allocation.areas import Area, RuleName, RuleSettings
from harm.allocation.rules import place

DRAWS: Final = 1_000
#: The seed, so that the same figures always give the same range.
SEED: Final = 1
#: A range holds the middle 90 % of the draws: so many are on either side.
OUTSIDE: Final = 50


@dataclass(frozen=True)
class PostRange:
    """Posts in draws of what was counted.

    Attributes:
        table: `code`, `low` and `high`: the middle 90 % of the draws; empty where the rule places
            nothing for want of a figure. By code.
        draws: how many there were.
        moved: posts that a draw places elsewhere than the figures do, on average over the draws.
    """

    table: pl.DataFrame
    draws: int
    moved: float


def draw_posts(
    rule: RuleName,
    areas: Sequence[Area],
    parts: pl.DataFrame,
    pool: int,
    settings: RuleSettings,
    *,
    seed: int = SEED,
) -> PostRange:
    """Draw each count again by a Poisson number, and place the pool by the rule each time.

    How it misleads: crimes that come together are drawn as though they came alone, so that ranges
    are too short; and what was not recorded is in no draw. The ends of a range are of one area at
    a time.

    Args:
        rule: its name.
        areas: by code.
        parts: `code`, `each` (demand) and `count` of crimes that come by chance.
        pool: posts to place.
        settings: what is chosen within the rule.
        seed: of the draws.
    """
    usual = place(rule, areas, pool, settings)
    placed = np.array(
        [
            [posts or 0 for posts in place(rule, again, pool, settings)]
            for again in _drawn(areas, parts, seed)
        ],
        np.int64,
    ).reshape(DRAWS, len(areas))
    elsewhere = np.abs(placed - np.array([posts or 0 for posts in usual])).sum(axis=1) // 2
    ordered = np.sort(placed, axis=0)
    blocked = pl.Series([posts is None for posts in usual], dtype=pl.Boolean)
    table = pl.DataFrame(
        {
            "code": [area.code for area in areas],
            "low": ordered[OUTSIDE],
            "high": ordered[DRAWS - 1 - OUTSIDE],
        },
        schema={"code": pl.String, "low": pl.Int64, "high": pl.Int64},
    )
    known = pl.when(~blocked)
    return PostRange(
        table.with_columns(known.then("low").alias("low"), known.then("high").alias("high")),
        DRAWS,
        int(elsewhere.sum()) / DRAWS,
    )


def _drawn(areas: Sequence[Area], parts: pl.DataFrame, seed: int) -> Iterator[list[Area]]:
    """The areas with their demand drawn again, once for each of the draws."""
    numbers = {area.code: number for number, area in enumerate(areas)}
    ordered = parts.filter(pl.col("code").is_in([*numbers])).sort("code", "each")
    owner = np.array([numbers[code] for code in ordered["code"]], np.int64)
    each, counts = ordered["each"].to_numpy(), ordered["count"].to_numpy()
    generator = np.random.default_rng(seed)
    for _ in range(DRAWS):
        drawn = np.zeros(len(areas), np.int64)
        np.add.at(drawn, owner, generator.poisson(counts) * each)
        yield [
            replace(area, demand=None if area.demand is None else int(demand))
            for area, demand in zip(areas, drawn, strict=True)
        ]
