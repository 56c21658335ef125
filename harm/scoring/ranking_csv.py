"""A ranking as bytes: the same rules, index, data and date always give the same bytes."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection
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


def without_people(content: bytes, suspects: Collection[str]) -> bytes:
    """A written ranking in which some people's places are kept as removed.

    Such a line has its position, its rank and its days, so that the others stay where they were
    and the sums are as they were; it has no reference, and nothing else of the person. Somebody
    without a score has no place, and so no line any more.

    Args:
        content: the ranking.
        suspects: their references; those who are not in it change nothing.

    Returns:
        the same bytes where none of them is in it.
    """
    lines = read(content)
    theirs = pl.col("suspect_id").is_in(list(suspects))
    if lines.filter(theirs).is_empty():
        return content
    kept = ("position", "rank", "tenths")
    return (
        lines.filter(~(theirs & pl.col("position").is_null()).fill_null(value=False))
        .with_columns(
            pl.when(theirs.fill_null(value=False)).then(None).otherwise(pl.col(name)).alias(name)
            for name in LINES.names()
            if name not in kept
        )
        .write_csv()
        .encode()
    )


def removed_places(content: bytes) -> int:
    """How many places of a written ranking were removed."""
    return read(content)["suspect_id"].null_count()


def closed_up(content: bytes) -> bytes:
    """A written ranking without the places that were removed: whoever stood below moves up.

    It is what the ranking would be had those people never been recorded, but for days that others
    shared with them. The same bytes where no place was removed.
    """
    lines = read(content)
    gone = lines.filter(pl.col("suspect_id").is_null())
    if gone.is_empty():
        return content
    left = lines.filter(pl.col("suspect_id").is_not_null())
    moved = {
        name: gone[name].search_sorted(left[name], side="left") for name in ("position", "rank")
    }
    return (
        left.with_columns((pl.col(name) - above).cast(LINES[name]) for name, above in moved.items())
        .write_csv()
        .encode()
    )


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
