"""What changed between two lists: who came on, who went off, and who moved.

A movement says that two lists differ, not that anybody did anything: most scores fall by
themselves as allegations leave the window, and others move because somebody else did.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from harm.days import TENTHS
from harm.scoring.ranking import Ranking

MOVEMENTS: Final = ("entered", "left", "up", "down", "stayed", "off the list")

MOVEMENT: Final[dict[str, pl.DataType]] = {
    "suspect_id": pl.String(),
    "position_before": pl.UInt32(),
    "position_after": pl.UInt32(),
    "tenths_before": TENTHS(),
    "tenths_after": TENTHS(),
    "movement": pl.Enum(MOVEMENTS),
}


def compare(before: Ranking | None, after: Ranking | None) -> pl.DataFrame:
    """The places before and after of everyone assessed in either ranking.

    Args:
        before: the earlier ranking; None: nobody was ranked.
        after: the later one; None: nobody is ranked.

    Returns:
        A row for each suspect, as `MOVEMENT`, by position after, then before. A position or score
        is empty where the suspect was not assessed. `movement` is `entered` or `left` the list,
        `up` or `down` or `stayed` on it, or `off the list` in both.
    """
    old, new = _places(before, "before"), _places(after, "after")
    both = old.join(new, on="suspect_id", how="full", coalesce=True)
    top_before = before.length if before else 0
    top_after = after.length if after else 0
    was_on = (pl.col("position_before") <= top_before).fill_null(value=False)
    is_on = (pl.col("position_after") <= top_after).fill_null(value=False)
    moved = pl.col("position_after").cast(pl.Int64) - pl.col("position_before").cast(pl.Int64)
    movement = (
        pl.when(~was_on & ~is_on)
        .then(pl.lit("off the list"))
        .when(~was_on)
        .then(pl.lit("entered"))
        .when(~is_on)
        .then(pl.lit("left"))
        .when(moved < 0)
        .then(pl.lit("up"))
        .when(moved > 0)
        .then(pl.lit("down"))
        .otherwise(pl.lit("stayed"))
    )
    return (
        both.with_columns(movement=movement)
        .select(pl.col(name).cast(dtype) for name, dtype in MOVEMENT.items())
        .sort("position_after", "position_before", "suspect_id", nulls_last=True)
    )


def _places(ranking: Ranking | None, when: str) -> pl.DataFrame:
    names = {"position": f"position_{when}", "tenths": f"tenths_{when}"}
    if ranking is None:
        schema = {"suspect_id": pl.String, names["position"]: pl.UInt32, names["tenths"]: TENTHS}
        return pl.DataFrame(schema=schema)
    return ranking.table.select("suspect_id", "position", "tenths").rename(names)
