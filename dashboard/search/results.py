"""The places of the people who were found."""

from __future__ import annotations

from typing import Final

import polars as pl

from harm.days import TENTHS

#: The people found, best match first, then by position. `position` and `tenths` are null where
#: the suspect is not assessed; `score` is how well the text fits, out of 100.
ROWS: Final = pl.Schema(
    {
        "suspect_id": pl.String,
        "name": pl.String,
        "born": pl.Date,
        "position": pl.UInt32,
        "tenths": TENTHS,
        "score": pl.UInt8,
        "why": pl.String,
    }
)


def placed(found: pl.DataFrame, table: pl.DataFrame, *, most: int) -> pl.DataFrame:
    """The best matches, each with their position.

    Args:
        found: as `matching.MATCHES`.
        table: everyone assessed, as `ranking.TABLE`.
        most: how many to give; whoever fits as well as the first is always among them.

    Returns:
        The columns of `found` with `position` and `tenths`.
    """
    ordered = found.join(
        table.select("suspect", "position", "tenths"), on="suspect", how="left"
    ).sort("score", "position", "suspect_id", descending=[True, False, False], nulls_last=True)
    level = ordered.filter(pl.col("score") == pl.col("score").max())
    return ordered.head(max(most, level.height))


def recognised(rows: pl.DataFrame, particulars: pl.DataFrame) -> pl.DataFrame:
    """The same with what people recognise them by, noting a name that is no longer the latest.

    Args:
        rows: as `placed` gives.
        particulars: `suspect`, `suspect_name` and `suspect_born`, as last recorded.

    Returns:
        `ROWS`.
    """
    other = pl.col("recorded_as") != pl.col("suspect_name")
    both = pl.concat_str(pl.col("why"), pl.lit("; also recorded as "), pl.col("recorded_as"))
    return (
        rows.join(particulars, on="suspect", how="left", maintain_order="left")
        .with_columns(why=pl.when(other).then(both).otherwise("why"))
        .rename({"suspect_name": "name", "suspect_born": "born"})
        .select(pl.col(name).cast(dtype) for name, dtype in ROWS.items())
    )
