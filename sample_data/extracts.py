"""The record as it is known after some of the monthly extracts."""

from __future__ import annotations

from typing import Final

import polars as pl

_ALLEGATION: Final = ("crime_ref", "suspect_id")
_RECORDED: Final = ("recorded_on", "crime_ref", "suspect_id", "victim_id")

#: The order of the rows of all extracts.
ORDER: Final = ("month", *_RECORDED)


def as_known(extracts: pl.DataFrame, month: int | None = None) -> pl.DataFrame:
    """The rows as they are known after an extract.

    The last extract that has an allegation says how it is; the row of a crime that named nobody
    goes when somebody is named in it.

    Args:
        extracts: `month`, and the columns of the allegation frame.
        month: the number of the extract; None: the last.

    Returns:
        the columns of the allegation frame, by `recorded_on`, `crime_ref`, `suspect_id`.
    """
    until = extracts if month is None else extracts.filter(pl.col("month") <= month)
    nobody = pl.col("suspect_id").is_null()
    return (
        until.filter(
            pl.col("month") == pl.col("month").max().over(_ALLEGATION),
            ~nobody | nobody.all().over("crime_ref"),
        )
        .drop("month")
        .sort(_RECORDED, maintain_order=True)
    )
