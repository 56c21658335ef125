"""Victims by code: a reference that means nothing outside one suspect's file."""

from __future__ import annotations

import polars as pl


def codes(rows: pl.DataFrame) -> pl.DataFrame:
    """V1, V2 … for the victims in a suspect's rows, by the date on which each was first recorded.

    A code is valid only in one suspect's file: V1 of one suspect is not V1 of another.

    Args:
        rows: every row of one suspect: `victim_id`, `recorded_on`.

    Returns:
        `victim_id`, `victim_code`; victims not recorded have none.
    """
    return (
        rows.filter(pl.col("victim_id").is_not_null())
        .group_by("victim_id")
        .agg(pl.col("recorded_on").min())
        .sort("recorded_on", "victim_id")
        .with_row_index("number", offset=1)
        .select("victim_id", victim_code=pl.format("V{}", "number"))
    )
