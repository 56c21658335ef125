"""Rows of a file about whoever or whatever was erased: they are refused, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import polars as pl

from dashboard.intake import IntakeReport
from dashboard.services.removal.ledger import Erased, read_erased
from dashboard.services.removal.mentions import Mentions
from dashboard.store.removal import Removable

#: Why such a row is refused.
ERASED: Final = "a person or a crime that was erased under an authority"
#: The columns that have the references of each kind.
COLUMNS: Final[Mapping[Removable, tuple[str, ...]]] = {
    "person": ("suspect_id", "victim_id"),
    "crime": ("crime_ref",),
}


def refuse_erased(directory: Path, report: IntakeReport) -> IntakeReport:
    """The same file without rows about whoever or whatever was erased.

    They are among the refused rows with their reason and the line on which they stand, and with
    nothing else of what they said. A row of the file that names several people is refused whole,
    since a part of it would be a row that nobody wrote.

    Args:
        directory: the data folder, which knows what was erased.
        report: the file, with references as the record spells them.

    Raises:
        StoreError: nobody can tell what was erased.
    """
    entries, rows = read_erased(directory), report.accepted
    if not entries or rows.is_empty():
        return report
    erased = _erased(entries, rows)
    theirs = rows.select(
        pl.any_horizontal(
            pl.col(name).is_in(found).fill_null(value=False) for name, found in erased.items()
        )
    ).to_series()
    if not theirs.any():
        return report
    if report.lines is not None:
        theirs = report.lines.is_in(report.lines.filter(theirs).unique().implode())
    mentions = _mentions(rows, erased)
    written = report.written_on.filter(theirs).unique(maintain_order=True)
    taken = rows.height if report.lines is None else report.lines.n_unique()
    left = rows.height - int(theirs.sum())
    still = left if report.lines is None else report.lines.filter(~theirs).n_unique()
    gone = taken - still
    return replace(
        report,
        accepted=rows.filter(~theirs),
        taken=report.taken - gone,
        rejected=_refused(report.rejected, written, gone),
        reasons=dict(Counter({**report.reasons, ERASED: gone}).most_common()),
        warnings=tuple(
            replace(warning, text=mentions.redacted(warning.text)) for warning in report.warnings
        ),
        lines=None if report.lines is None else report.lines.filter(~theirs),
        written_on=report.written_on.filter(~theirs)
        if report.written_on.len()
        else report.written_on,
    )


def _erased(entries: Sequence[Erased], rows: pl.DataFrame) -> dict[str, list[str]]:
    """For each column of references those of the file that were erased."""
    found = {}
    for kind, columns in COLUMNS.items():
        own = [entry for entry in entries if entry.kind == kind]
        for name in columns:
            texts = rows[name].drop_nulls().unique().to_list()
            found[name] = [x for x in texts if any(entry.is_of(kind, x) for entry in own)]
    return found


def _mentions(rows: pl.DataFrame, erased: Mapping[str, Sequence[str]]) -> Mentions:
    """What identifies them in what is said of the file."""
    people = rows.filter(pl.col("suspect_id").is_in(erased["suspect_id"]))
    return Mentions(
        {text for texts in erased.values() for text in texts},
        people["suspect_name"].drop_nulls().unique().to_list(),
        people["suspect_born"].drop_nulls().unique().to_list(),
    )


def _refused(rejected: pl.DataFrame, written_on: pl.Series, rows: int) -> pl.DataFrame:
    """The refused rows with these next to them: their line and their reason alone."""
    lines = written_on if written_on.len() == rows else pl.Series("line", [None] * rows, pl.Int64)
    own = pl.DataFrame({"line": lines.cast(rejected.schema.get("line", pl.Int64()))})
    own = own.with_columns(
        pl.lit(ERASED).cast(rejected.schema.get("reasons", pl.String())).alias("reasons")
    )
    return pl.concat([rejected, own], how="diagonal")
