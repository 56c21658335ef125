"""When each of a suspect's allegations was recorded and committed, and how far it has gone."""

from __future__ import annotations

from typing import Final, Literal

import polars as pl

from harm.days import TENTHS

Stage = Literal["earlier", "charged", "ended"]

#: How far an allegation has gone, in three steps that a mark can show. The step does not show
#: whether it is true: most allegations that end without a charge were not shown to be false.
STAGES: Final[dict[str, Stage]] = {
    "named": "earlier",
    "interviewed": "earlier",
    "arrested": "earlier",
    "charged": "charged",
    "convicted": "charged",
    "acquitted": "ended",
    "eliminated": "ended",
    "no_further_action": "ended",
}

MARKS: Final = pl.Schema(
    {
        "victim_code": pl.String(),
        "crime_ref": pl.String(),
        "offence": pl.String(),
        "tenths": TENTHS(),
        "index_tenths": TENTHS(),
        "counts": pl.Boolean(),
        "stage": pl.Enum(["earlier", "charged", "ended"]),
        "allegation_status": pl.String(),
        "recorded_on": pl.Date(),
        "committed_on": pl.Date(),
        "delay_days": pl.Int64(),
    }
)


def marks(rows: pl.DataFrame) -> pl.DataFrame:
    """A mark for each row of a suspect: for each victim of each crime.

    Where a crime has several victims, one of its rows has the days and the others none, so that
    the `tenths` of all marks add up to the score.

    Args:
        rows: as `Explanation.rows`.

    Returns:
        As `MARKS`, in order of the date recorded. `victim_code` is empty where no victim is
        recorded; `tenths` is what the row adds to the score, `index_tenths` the index's own score.
    """
    named = rows.with_columns(
        offence=pl.coalesce("offence_title", "index_title", "offence_code"),
        stage=pl.col("allegation_status").cast(pl.String).replace_strict(STAGES),
    )
    return named.select(pl.col(name).cast(dtype) for name, dtype in MARKS.items()).sort(
        "recorded_on", "crime_ref", "victim_code", nulls_last=True
    )


Period = Literal["month", "quarter", "year"]

#: Polars's name of a period.
_EVERY: Final[dict[Period, str]] = {"month": "1mo", "quarter": "1q", "year": "1y"}

#: The marks of a period and victim that are not plotted singly, added up.
PERIODS: Final = pl.Schema(
    {
        "victim_code": pl.String(),
        "first_recorded_on": pl.Date(),
        "allegations": pl.UInt32(),
        "tenths": TENTHS(),
    }
)


def gather(
    marks: pl.DataFrame, most: int, period: Period = "month"
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The largest marks, and the others added up by victim and period.

    The `tenths` of both together are those of all marks. A period's sum shows how much is alleged
    in it, not how serious any part of it is; an allegation without a score adds nothing to it.

    Args:
        marks: as `MARKS`.
        most: how many marks are kept single.
        period: of the calendar, by the date recorded.

    Returns:
        The largest by what they add to the score, then by the index's score, in the order given;
        and the rest as `PERIODS`, earliest first.
    """
    numbered = marks.with_row_index("row")
    order = {"tenths": True, "index_tenths": True, "row": False}
    ordered = numbered.sort(*order, descending=[*order.values()], nulls_last=True)
    start = pl.col("recorded_on").dt.truncate(_EVERY[period])
    periods = (
        ordered.slice(most)
        .group_by("victim_code", start.alias("start"))
        .agg(
            pl.col("recorded_on").min().alias("first_recorded_on"),
            pl.len().alias("allegations"),
            pl.col("tenths").sum(),
        )
        .sort("first_recorded_on", "victim_code", nulls_last=True)
        .select(pl.col(name).cast(dtype) for name, dtype in PERIODS.items())
    )
    return ordered.head(most).sort("row").drop("row"), periods
