"""The log, for whoever may read it: who looked at whom, when, and in which role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.services.data.access_log import OF_A_SUSPECT, read_log
from dashboard.services.question import Caller

#: So many of the latest lines are handed out; all are counted.
LINES_SHOWN: Final = 1_000
BY_SUSPECT: Final = pl.Schema(
    {"suspect_id": pl.String(), "looks": pl.UInt32(), "users": pl.UInt32(), "last": pl.Datetime()}
)
BY_USER: Final = pl.Schema(
    {
        "who": pl.String(),
        "role": pl.String(),
        "lines": pl.UInt32(),
        "suspects": pl.UInt32(),
        "first": pl.Datetime(),
        "last": pl.Datetime(),
    }
)
BY_DAY: Final = pl.Schema(
    {"day": pl.Date(), "lines": pl.UInt32(), "users": pl.UInt32(), "suspects": pl.UInt32()}
)


@dataclass(frozen=True)
class AccessLog:
    """The log, counted in three ways; times are UTC.

    How it misleads: a line says that somebody was shown something, not that they read it; and a
    list that was opened shows a hundred people with one line, which is in no count of theirs.

    Attributes:
        lines: how many there are in all.
        latest: the latest of them, as the register has them, newest first; what was searched for
            may be a name, and is empty for whoever may not see people.
        by_suspect: how often each suspect's own file was looked at, and by how many users, most
            first, as `BY_SUSPECT`.
        by_user: the lines of each user in each role, and at how many suspects' files they looked,
            most first, as `BY_USER`.
        by_day: the same by day, newest first, as `BY_DAY`.
    """

    lines: int
    latest: pl.DataFrame
    by_suspect: pl.DataFrame
    by_user: pl.DataFrame
    by_day: pl.DataFrame


def answer_log(caller: Caller) -> AccessLog:
    """Read the log; that it was read is its last line.

    Raises:
        HarmdeskError: there is no log.
        RegisterError: it cannot be read.
    """
    lines = read_log(caller)
    looked = pl.col("action").is_in(OF_A_SUSPECT) & pl.col("subject").is_not_null()
    suspects = pl.col("subject").filter(looked).n_unique().alias("suspects")
    users = pl.col("who").n_unique().alias("users")
    number = pl.len().alias("lines")
    return AccessLog(
        lines=lines.height,
        latest=lines.reverse().head(LINES_SHOWN),
        by_suspect=_typed(
            lines.filter(looked)
            .group_by(pl.col("subject").alias("suspect_id"))
            .agg(pl.len().alias("looks"), users, last=pl.col("at").max())
            .sort("looks", "last", "suspect_id", descending=[True, True, False]),
            BY_SUSPECT,
        ),
        by_user=_typed(
            lines.group_by("who", "role")
            .agg(number, suspects, first=pl.col("at").min(), last=pl.col("at").max())
            .sort("lines", "who", "role", descending=[True, False, False]),
            BY_USER,
        ),
        by_day=_typed(
            lines.group_by(day=pl.col("at").cast(pl.Datetime).dt.date())
            .agg(number, users, suspects)
            .sort("day", descending=True),
            BY_DAY,
        ),
    )


def _typed(frame: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    return frame.select(pl.col(name).cast(dtype) for name, dtype in schema.items())
