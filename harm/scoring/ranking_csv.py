"""A ranking as bytes: the same rules, index, data and date always give the same bytes."""

from __future__ import annotations

import hashlib
import io
from typing import Final

import polars as pl

from harm.days import TENTHS
from harm.scoring.ranking import Ranking

#: A line for each suspect, in order; those without a score, whose every allegation is unmapped,
#: come last and have no position. `tenths` and `most_serious` are tenths of a day.
LINES: Final = pl.Schema(
    {
        "position": pl.UInt32,
        "rank": pl.UInt32,
        "suspect_id": pl.String,
        "tenths": TENTHS,
        "allegations": pl.UInt32,
        "victims": pl.UInt32,
        "most_serious": TENTHS,
        "last_recorded_on": pl.Date,
        "unmapped": pl.UInt32,
    }
)

#: How one ranking differs from another; a column of `LINES`, or the suspect as a whole.
DIFFERENCES: Final = pl.Schema(
    {"suspect_id": pl.String, "what": pl.String, "then": pl.String, "now": pl.String}
)
#: Marks a suspect who has a line in only one of the rankings.
WHOLE: Final = "suspect"


def written(ranking: Ranking) -> bytes:
    """Everyone assessed and everyone without a score, as CSV with the columns of `LINES`."""
    scored = ranking.table.select(*LINES.names())
    lines = pl.concat([scored, ranking.unmapped.select("suspect_id", "unmapped")], how="diagonal")
    return lines.cast(dict(LINES)).write_csv().encode()  # type: ignore[arg-type]


def read(content: bytes, lines: int | None = None) -> pl.DataFrame:
    """The first lines of a written ranking, or all of them, as `LINES`."""
    return pl.read_csv(io.BytesIO(content), schema=LINES, n_rows=lines)


def fingerprint(content: bytes) -> str:
    """The SHA-256 of a ranking as written."""
    return hashlib.sha256(content).hexdigest()


def differences(then: bytes, now: bytes) -> pl.DataFrame:
    """How two rankings as written differ.

    Args:
        then: the earlier one.
        now: the later one.

    Returns:
        A row for each difference, as `DIFFERENCES`, by suspect: each column that differs, or
        `suspect` for someone who has a line in only one of them.
    """
    old, new = read(then).cast(pl.String), read(now).cast(pl.String)
    gone = _alone(old, new).with_columns(then=pl.lit("present"), now=pl.lit(None, pl.String))
    come = _alone(new, old).with_columns(then=pl.lit(None, pl.String), now=pl.lit("present"))
    both = old.join(new, on="suspect_id", suffix="_now")
    changed = [
        both.filter(pl.col(name).ne_missing(pl.col(f"{name}_now"))).select(
            "suspect_id",
            what=pl.lit(name),
            then=pl.col(name),
            now=pl.col(f"{name}_now"),
        )
        for name in LINES
        if name != "suspect_id"
    ]
    order = pl.Enum([WHOLE, *LINES])
    return (
        pl.concat([frame.select(DIFFERENCES.names()) for frame in (gone, come, *changed)])
        .sort("suspect_id", pl.col("what").cast(order))
        .cast(dict(DIFFERENCES))  # type: ignore[arg-type]
    )


def _alone(these: pl.DataFrame, those: pl.DataFrame) -> pl.DataFrame:
    return these.join(those, on="suspect_id", how="anti").select(
        "suspect_id", pl.lit(WHOLE).alias("what")
    )
