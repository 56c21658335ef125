"""Who was newly arrested or charged in the days after they were first listed, or next to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

import polars as pl

#: How far a status shows that it went: 1 an arrest, 2 a charge. Whoever was convicted or acquitted
#: was charged before.
STAGE: Final[Mapping[str, int]] = MappingProxyType(
    {"arrested": 1, "charged": 2, "convicted": 2, "acquitted": 2}
)

PURSUED: Final = pl.Schema(
    {"suspect_id": pl.String(), "as_of": pl.Date(), "arrested_or_charged": pl.Boolean()}
)


def newly_pursued(people: pl.DataFrame, statuses: pl.DataFrame, days: int) -> pl.DataFrame:
    """Whether each was arrested or charged within some days, in any crime they are named in.

    It is new where the record came to show an arrest or a charge in those days, and what was known
    of that crime before had not gone as far. Both sides of a cut are read from the same record.

    How it misleads: the day is that on which the record showed it, up to one load late. Somebody
    who was arrested and had the crime ended between two loads was not seen. An arrest shows what
    the police did, not that there is less harm.

    Args:
        people: `suspect_id` and `as_of`, the date of their list; a person may have several.
        statuses: `suspect_id`, `crime_ref`, `allegation_status` and `known_on`, the day since which
            a version of the record had it, in any order.
        days: how many after the list, its own day not among them.

    Returns:
        A row for each of the people, as `PURSUED`, in their order.
    """
    stage = (
        pl.col("allegation_status")
        .cast(pl.String)
        .replace_strict(STAGE, default=0, return_dtype=pl.Int64)
    )
    rows = people.select("suspect_id", "as_of").join(
        statuses.select("suspect_id", "crime_ref", "known_on", stage=stage), on="suspect_id"
    )
    before = pl.col("known_on") <= pl.col("as_of")
    until = pl.col("known_on") <= pl.col("as_of") + timedelta(days=days)
    crimes = rows.group_by("suspect_id", "as_of", "crime_ref").agg(
        earlier=pl.col("stage").filter(before).max().fill_null(0),
        then=pl.col("stage").filter(~before & until).max().fill_null(0),
    )
    found = crimes.filter(pl.col("then") > pl.col("earlier")).select("suspect_id", "as_of").unique()
    return people.join(
        found.with_columns(arrested_or_charged=pl.lit(value=True)),
        on=["suspect_id", "as_of"],
        how="left",
        maintain_order="left",
    ).select("suspect_id", "as_of", pl.col("arrested_or_charged").fill_null(value=False))
