"""How far chance alone moves posts: counts drawn again, and a rule applied to each draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl

from harm.allocation.areas import Area, RuleName, RuleSettings
from harm.allocation.rules import place

DRAWS: Final = 1_000
#: The seed, so that the same figures always give the same range.
SEED: Final = 1
#: A range holds the middle 90 % of the draws: so many of a thousand are on either side.
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
    draws = DRAWS
    numbers = {area.code: number for number, area in enumerate(areas)}
    ordered = parts.filter(pl.col("code").is_in([*numbers])).sort("code", "each")
    owner = np.array([numbers[code] for code in ordered["code"]], np.int64)
    each, counts = ordered["each"].to_numpy(), ordered["count"].to_numpy()
    generator = np.random.default_rng(seed)
    usual = np.array([posts or 0 for posts in place(rule, areas, pool, settings)])
    placed, moved = np.zeros((draws, len(areas)), np.int64), 0
    for draw in range(draws):
        drawn = np.zeros(len(areas), np.int64)
        np.add.at(drawn, owner, generator.poisson(counts) * each)
        again = [
            replace(area, demand=None if area.demand is None else int(demand))
            for area, demand in zip(areas, drawn, strict=True)
        ]
        placed[draw] = [posts or 0 for posts in place(rule, again, pool, settings)]
        moved += int(np.abs(placed[draw] - usual).sum()) // 2
    blocked = [posts is None for posts in place(rule, areas, pool, settings)]
    low, high = (np.sort(placed, axis=0)[row] for row in _ends(draws))
    table = pl.DataFrame(
        {"code": [*numbers], "low": low, "high": high, "blocked": blocked},
        schema={"code": pl.String, "low": pl.Int64, "high": pl.Int64, "blocked": pl.Boolean},
    )
    known = pl.when(~pl.col("blocked"))
    return PostRange(
        table.select("code", known.then("low").alias("low"), known.then("high").alias("high")),
        draws,
        moved / draws,
    )


def _ends(draws: int) -> tuple[int, int]:
    outside = draws * OUTSIDE // DRAWS
    return outside, draws - 1 - outside
