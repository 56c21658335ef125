"""Files that have one crime several times: with each charge, or each change of its status."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

import polars as pl

from dashboard.intake.file_warnings import FileWarning, listed, rows_words
from dashboard.intake.row_checks import CONFLICT

#: From this part of the rows on, disagreeing rows are how the file is made and no slips.
MANY: Final = 20
#: How the heading of a date reads that says which row is the latest.
DATED: Final = re.compile(r"date|updated|modified|changed|_on$|\bon$|time|stamp", re.IGNORECASE)
#: What rows of one crime, suspect and victim differ in, and what that is called.
DIFFERING: Final = {
    "offence_code": "offence",
    "offence_title": "offence",
    "allegation_status": "status",
    "suspect_situation": "situation",
}


def warn_of_repeats(
    rows: pl.DataFrame, faults: pl.DataFrame, others: Collection[str]
) -> list[FileWarning]:
    """A warning of a file in which crimes are repeated and disagree; none of single slips.

    Args:
        rows: the values of the file's rows, with their number as `row`.
        faults: as `row_checks.FAULTS`.
        others: headings that are not read.
    """
    refused = faults.filter(pl.col("reason") == CONFLICT).select("row").unique()
    whole = rows["row"].n_unique()
    if refused.height * MANY < whole or refused.height <= 2:  # noqa: PLR2004 - a pair is a slip
        return []
    key = ["crime_ref", "suspect_id", "victim_id"]
    theirs = rows.join(refused, on="row", how="semi")
    several = theirs.group_by(key).agg(pl.col(list(DIFFERING)).n_unique())
    differ = [
        name
        for column, name in DIFFERING.items()
        if int((several[column] > 1).sum()) * 2 >= several.height
    ]
    what = " and ".join(dict.fromkeys(differ)) or "facts"
    dated = [heading for heading in others if DATED.search(heading)]
    by = f"by {listed(dated[:3])}" if dated else "by the date of its last change"
    return [
        FileWarning(
            "repeated_crimes",
            None,
            refused.height,
            f"{rows_words(refused.height)} are refused, since the file has one crime, suspect and "
            f"victim several times with another {what}: it lists every charge or every change. "
            f"Keep the latest row of each {by} before it is loaded, or the most serious charge.",
        )
    ]
