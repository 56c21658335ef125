"""What is not known of a suspect's record, in words: no page or document leaves it out."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.answers import SuspectFile
from dashboard.wording import counted

HAPPENED: Final = (
    "Whether any of this happened: these are allegations, and days are those of a sentence that "
    "an index holds to be fitting."
)
BEYOND: Final = (
    "What was never reported or recorded, and whether the same person is recorded under another "
    "reference."
)
KEPT_IN: Final = {"custody": "in custody", "prison": "in prison"}


def not_known(file: SuspectFile) -> tuple[str, ...]:
    """What is not known of a suspect, a sentence each: of their record first, then of anybody's."""
    rows = file.explanation.rows
    told = (
        _lacking(rows, pl.col("victim_id").is_null(), "who the victim is"),
        _lacking(rows, pl.col("committed_on").is_null(), "when it was committed"),
        _lacking(rows, pl.col("borough").is_null(), "in which borough it was"),
        _lacking(rows, pl.col("source").is_null(), "who reported it"),
        _lacking(rows, pl.col("reason") == "unmapped", "what the index would give for it"),
        _kept(file),
    )
    return (*(sentence for sentence in told if sentence), HAPPENED, BEYOND)


def _lacking(rows: pl.DataFrame, lacking: pl.Expr, what: str) -> str:
    crimes = rows.filter(lacking.fill_null(value=False))["crime_ref"].n_unique()
    if not crimes:
        return ""
    return f"Of {counted(crimes, 'crime')}: {what}."


def _kept(file: SuspectFile) -> str:
    """The record has where the suspect is, and not since when."""
    situation = KEPT_IN.get(str(file.particulars["suspect_situation"]))
    return f"Since when the suspect is {situation}." if situation else ""
