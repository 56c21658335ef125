"""The places, stages, reporters and kinds of each suspect's counting allegations.

A facet says that some allegation has it, never that all have, nor that two facets belong to the
same allegation. Facets are for finding people in a list, and do not change any score.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from harm.offences.definitions.groups import group_of
from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.eligibility import counting_rows
from harm.scoring.rules import Rules
from harm.scoring.weights import apply_weights

#: Columns that the rows must have in addition to those that scoring reads.
ALSO: Final = ("borough",)
#: Where the record does not say.
UNKNOWN: Final = "unknown"

TABLE: Final[dict[str, pl.DataType]] = {
    "suspect": pl.UInt32(),
    "boroughs": pl.List(pl.String()),
    "statuses": pl.List(pl.String()),
    "sources": pl.List(pl.String()),
    "group": pl.String(),
}


def facets(allegations: Allegations, *, rules: Rules, index: Index, as_of: date) -> pl.DataFrame:
    """The facets of everyone with an allegation that counts.

    Args:
        allegations: rows in any order, with the columns of `ALSO`.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.

    Returns:
        A row for each suspect, as `TABLE`, in no order. Each list has the values of their counting
        allegations, also `unknown`, without repeats and sorted: `boroughs` of the incident, GSS
        codes; `statuses`, how far it has gone; `sources`, who reported. `group` is the group of
        the allegation with most days, the latest of equals, as `definitions.groups`.
    """
    kept = counting_rows(allegations, rules=rules, index=index, as_of=as_of)
    counting = kept.filter(pl.col("tenths").is_not_null())
    weighed = apply_weights(counting, allegations.suspects, rules=rules, as_of=as_of)
    columns = {"borough": "boroughs", "allegation_status": "statuses", "source": "sources"}
    rows = weighed.select(
        pl.col("suspect").cast(pl.UInt32),
        *("tenths", "recorded_on", "entry", "offence"),
        *(
            pl.col(name).cast(pl.String).fill_null(UNKNOWN).alias(to)
            for name, to in columns.items()
        ),
    ).collect(engine="streaming")
    sets = rows.group_by("suspect").agg(pl.col(*columns.values()).unique().sort())
    top = (
        rows.sort("tenths", "recorded_on", "entry", descending=[True, True, False])
        .unique("suspect", keep="first", maintain_order=True)
        .join(group_of(allegations.offences), on="offence", how="left")
    )
    return sets.join(top.select("suspect", "group"), on="suspect").select(
        pl.col(name).cast(dtype) for name, dtype in TABLE.items()
    )
