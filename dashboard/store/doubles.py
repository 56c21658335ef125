"""Rows that stand twice, since a person is named in one crime under two references."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from harm.assurance.grounds import HOW_FAR

#: How far an allegation has gone, furthest first; where a person is named in one crime under two
#: references the one that has gone furthest is kept.
FURTHEST: Final = {status: place for place, status in enumerate(HOW_FAR)}


def double_rows(rows: pl.DataFrame, numbers: Mapping[int, int]) -> pl.DataFrame:
    """The rows that another row of the same crime, person and victim stands for.

    Kept is the row that has gone furthest, then the one that was recorded later, then that of the
    reference by which the person is called. A row that names no victim gives way to one that does,
    of another reference of the person.

    Args:
        rows: of people with several references, as they were loaded.
        numbers: for each number of a person's other references that of the first.

    Returns:
        `crime`, `suspect` and `victim`, by their numbers as they were loaded.
    """
    one, own = pl.col("one"), pl.col("own")
    raw = ["crime", "suspect", "victim"]
    ranked = rows.with_columns(
        pl.col("suspect").replace(numbers).alias("one"),
        pl.col("victim").replace(numbers).alias("own"),
        pl.col("allegation_status")
        .cast(pl.String)
        .replace_strict(FURTHEST, default=len(FURTHEST))
        .alias("far"),
        (-pl.col("recorded_on").cast(pl.Int32)).alias("later"),
    ).sort(
        "far",
        "later",
        pl.col("suspect") != one,
        "suspect",
        pl.col("victim") != own,
        "victim",
        nulls_last=True,
    )
    kept = ranked.unique(["crime", "one", "own"], keep="first", maintain_order=True)
    gone = ranked.join(kept, on=raw, how="anti", nulls_equal=True)
    several = kept.filter(
        (pl.col("suspect").n_unique() > 1).over("crime", "one"), one.is_not_null()
    )
    with_victim = several.filter(own.is_not_null())
    without = several.filter(own.is_null()).join(with_victim, on=["crime", "one"], how="semi")
    return pl.concat([gone.select(raw), without.select(raw)]).unique().sort(raw)


def without_doubles(rows: pl.DataFrame, doubles: pl.DataFrame) -> pl.DataFrame:
    """Rows as they were loaded without some of them, in their order.

    Args:
        rows: with `crime`, `suspect` and `victim`.
        doubles: as `double_rows`.
    """
    if doubles.is_empty():
        return rows
    on = ["crime", "suspect", "victim"]
    return rows.join(doubles, on=on, how="anti", nulls_equal=True, maintain_order="left")
