"""What became of every row of a file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from dashboard.errors import IntakeError
from dashboard.intake import checking, reading
from harm.allegations import COLUMNS

#: What a file of rejected rows has beside the rows, when it comes back mended.
OURS: Final = ("marking", "file", "row", "reasons")


@dataclass(frozen=True, slots=True)
class Account:
    """A file, taken in.

    `read` = rows of `accepted` + rows of `rejected` + `duplicates`.

    Attributes:
        file: the file's name, without its folders.
        sha256: of its bytes.
        read: how many rows it has.
        accepted: sound rows, as the allegation frame.
        rejected: refused rows as they were written, with `row` (1 is the first under the header)
            and `reasons`.
        duplicates: rows that stand word for word in the file before.
        reasons: how many rows were refused for each reason; a row may have several.
        dropped: columns that nobody asked for.
    """

    file: str
    sha256: str
    read: int
    accepted: pl.DataFrame
    rejected: pl.DataFrame
    duplicates: int
    reasons: dict[str, int]
    dropped: list[str]


def take(path: Path, *, today: date) -> Account:
    """Read a file and account for every row.

    Raises:
        IntakeError: the file cannot be read, is no table of allegations, or has not one sound row.
    """
    content, cells = reading.read(path)
    checked = checking.check(cells, today=today).with_row_index("row", offset=1)
    checked = _whole(_with_conflicts(checked))
    sound = pl.col("reasons").list.len() == 0
    kept = checked.filter(sound)
    accepted = kept.unique(subset=list(COLUMNS), maintain_order=True).select(list(COLUMNS))
    refused = checked.filter(~sound)
    reasons = _reasons(refused)
    if accepted.is_empty():
        worst = "; ".join(f"{reason} ({n:,})" for reason, n in reasons.items())
        raise IntakeError(
            f"The file {path.name} has {cells.height:,} rows and not one that can be taken: "
            f"{worst}. Mend it and load it again."
        )
    return Account(
        file=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        read=cells.height,
        accepted=accepted,
        rejected=_as_written(cells, refused),
        duplicates=kept.height - accepted.height,
        reasons=reasons,
        dropped=[c for c in cells.columns if c not in COLUMNS and c not in OURS],
    )


def _with_conflicts(checked: pl.DataFrame) -> pl.DataFrame:
    """Mark sound rows that say different things of one crime, suspect and victim.

    Nobody can tell which is right, so none of them is taken.
    """
    key = ["crime_ref", "suspect_id", "victim_id"]
    disagreeing = (
        checked.filter(pl.col("reasons").list.len() == 0)
        # Two victims without a reference may be of different sexes, and of nothing else.
        .with_columns(pl.when(pl.col("victim_id").is_not_null()).then("victim_sex"))
        .unique(subset=list(COLUMNS))
        .filter(pl.struct(key).is_duplicated())
        .select(key)
        .unique()
        .with_columns(conflict=pl.lit(checking.CONFLICT))
    )
    if disagreeing.is_empty():
        return checked
    added = pl.when(pl.col("conflict").is_not_null() & (pl.col("reasons").list.len() == 0)).then(
        pl.concat_list("conflict")
    )
    return (
        checked.join(disagreeing, on=key, how="left", nulls_equal=True, maintain_order="left")
        .with_columns(pl.coalesce(added, "reasons").alias("reasons"))
        .drop("conflict")
    )


def _whole(checked: pl.DataFrame) -> pl.DataFrame:
    """Refuse the sound rows of a crime and suspect of which another row was refused.

    A load replaces all that the record has of a crime and suspect, so half of them would drop
    the other half in silence, now or when the rest is mended and loaded.
    """
    sound = pl.col("reasons").list.len() == 0
    key = ["crime_ref", "suspect_id"]
    broken = checked.filter(~sound & pl.col("crime_ref").is_not_null()).select(key).unique()
    marked = broken.with_columns(another=pl.lit(checking.ANOTHER))
    return (
        checked.join(marked, on=key, how="left", nulls_equal=True, maintain_order="left")
        .with_columns(
            pl.when(sound & pl.col("another").is_not_null())
            .then(pl.concat_list("another"))
            .otherwise("reasons")
            .alias("reasons")
        )
        .drop("another")
    )


def _reasons(refused: pl.DataFrame) -> dict[str, int]:
    counts = refused.select(pl.col("reasons").explode()).to_series().value_counts(sort=True)
    return dict(sorted(counts.iter_rows(), key=lambda pair: (-pair[1], pair[0])))


def _as_written(cells: pl.DataFrame, refused: pl.DataFrame) -> pl.DataFrame:
    # A file of refused rows that comes back mended has those of last time.
    original = cells.drop(OURS, strict=False).with_row_index("row", offset=1)
    return refused.select("row", pl.col("reasons").list.join("; ")).join(
        original, on="row", how="left", maintain_order="left"
    )
