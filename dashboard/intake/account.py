"""What became of every row of a file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from dashboard.errors import IntakeError
from dashboard.intake import checking, reading
from harm.allegations import COLUMNS


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
    checked = _with_conflicts(checking.check(cells, today=today).with_row_index("row", offset=1))
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
        dropped=[column for column in cells.columns if column not in COLUMNS],
    )


def _with_conflicts(checked: pl.DataFrame) -> pl.DataFrame:
    """Mark sound rows that say different things of one crime, suspect and victim.

    Nobody can tell which is right, so none of them is taken.
    """
    key = ["crime_ref", "suspect_id", "victim_id"]
    disagreeing = (
        checked.filter(pl.col("reasons").list.len() == 0)
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


def _reasons(refused: pl.DataFrame) -> dict[str, int]:
    counts = refused.select(pl.col("reasons").explode()).to_series().value_counts(sort=True)
    return dict(sorted(counts.iter_rows(), key=lambda pair: (-pair[1], pair[0])))


def _as_written(cells: pl.DataFrame, refused: pl.DataFrame) -> pl.DataFrame:
    # A file of refused rows that comes back mended has those of last time.
    original = cells.drop("file", "row", "reasons", strict=False).with_row_index("row", offset=1)
    return refused.select("row", pl.col("reasons").list.join("; ")).join(
        original, on="row", how="left", maintain_order="left"
    )
