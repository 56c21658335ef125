"""How many suspects, rows and crimes an offence file holds."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.store import schema
from dashboard.store.reading import Reader

#: What `Counts.by_category` gives.
COUNTED: Final = pl.Schema(
    {
        "source": pl.String,
        "category": pl.String,
        "crimes": pl.Int64,
        "areas": pl.Int64,
        "first": pl.Date,
        "last": pl.Date,
    }
)


class Counts:
    """How many suspects, rows and crimes one version of the offence data has."""

    def __init__(self, reader: Reader, version: int) -> None:
        """Count what a file holds as of a version."""
        self._reader = reader
        self._version = version

    def suspects(self) -> int:
        """How many people are named in a valid row."""
        query = f"select count(distinct suspect) from allegations where {schema.LIVE}"
        return int(self._reader.frame(query, {"version": self._version}).item())

    def by_month(self) -> pl.DataFrame:
        """How many valid rows were recorded in each `month`: `rows`, and `named` with a suspect."""
        since = schema.named_since(schema.LIVE, self._reader.edition)
        return self._reader.frame(
            f"select date_trunc('month', recorded_on)::date as month, count(*) as rows,"
            f" count(suspect) as named from allegations"
            f" where {schema.LIVE} and (suspect is not null or not {since}) group by month"
            f" order by month",
            {"version": self._version},
        )

    def by_category(self) -> pl.DataFrame:
        """Valid counts, by `source` and `category`: `crimes`, `areas`, `first` and `last`."""
        if self._reader.edition < schema.COUNTS_SINCE:
            return pl.DataFrame(schema=COUNTED)
        return self._reader.frame(
            f"select source, category, sum(crimes)::bigint as crimes,"
            f" count(distinct area) as areas, min(month) as first, max(month) as last"
            f" from counts where {schema.LIVE} group by all order by source, crimes desc, category",
            {"version": self._version},
        )
