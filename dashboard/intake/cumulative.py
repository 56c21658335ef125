"""Files that have one crime several times: with each charge, or each change of its status."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from dashboard.intake.cells import BEYOND, REFERENCES, Cells
from dashboard.intake.columns import plain
from dashboard.intake.file_warnings import FileWarning, rows_words
from dashboard.intake.moments import read_moments
from dashboard.intake.row_checks import CONFLICT
from dashboard.intake.texts import text_of

#: From this part of the rows on, disagreeing rows are how the file is made and no slips.
MANY: Final = 20
#: One in so many crimes must have several dates, for a column to say which row is the latest.
HALF: Final = 2
#: So many cells show whether a column holds dates at all.
TRIED: Final = 200
#: How the heading of a date reads that says which row is the latest; the likeliest first.
CHANGED: Final = re.compile(
    r"updat|modif|chang|latest|last|stamp|version|extract|status", re.IGNORECASE
)
DATED: Final = re.compile(r"date|_on$|\bon$|time|day", re.IGNORECASE)
#: A number without a heading of a date is no date, whatever it could be read as.
A_NUMBER: Final = r"^\d+(\.\d+)?$"
#: No row was changed last on a date of birth.
NOT_OF_A_ROW: Final = (*REFERENCES, "suspect_born")
#: What rows of one crime, suspect and victim differ in, and what that is called.
DIFFERING: Final = {
    "offence_code": "offence",
    "offence_title": "offence",
    "allegation_status": "status",
    "suspect_situation": "situation",
}


@dataclass(frozen=True, slots=True)
class Repeats:
    """Crimes that a file has several times, with rows that disagree.

    Attributes:
        dated: the headings of dates that may say which row is the latest, the likeliest first.
        warnings: that it is how the file is made; none of single slips.
    """

    dated: tuple[str, ...] = ()
    warnings: tuple[FileWarning, ...] = ()


def find_repeats(
    rows: pl.DataFrame,
    faults: pl.DataFrame,
    cells: Cells,
    theirs: Mapping[str, str],
    latest: str | None,
    *,
    today: date,
) -> Repeats:
    """The disagreeing rows of a file, and by which of its dates the latest can be taken.

    Args:
        rows: the values of the file's rows, with their number as `row`.
        faults: as `row_checks.FAULTS`.
        cells: of the file.
        theirs: the heading of each of our columns that the file has.
        latest: the heading by which only the latest rows were kept; None: all were.
        today: as `dates.read` has it.
    """
    refused = faults.filter(pl.col("reason") == CONFLICT).select("row").unique()
    if refused.is_empty():
        return Repeats()
    disagreeing = rows.join(refused, on="row", how="semi")
    dated = _dated(disagreeing, cells, theirs, latest, today)
    whole = rows["row"].n_unique()
    if refused.height * MANY < whole or refused.height <= 2:  # noqa: PLR2004 - a pair is a slip
        return Repeats(dated)
    what = _what_differs(disagreeing)
    number = rows_words(refused.height)
    if latest is None:
        why = (
            f"the file has one crime, suspect and victim several times with another {what}: it "
            f"lists every charge or every change"
        )
    else:
        why = (
            f"the latest rows of one crime, suspect and victim by “{latest[:60]}” have the same "
            f"date and another {what}"
        )
    text = f"{number} are refused, since {why}. {_next_step(dated)}"
    return Repeats(dated, (FileWarning("repeated_crimes", None, refused.height, text),))


def _next_step(dated: tuple[str, ...]) -> str:
    if not dated:
        return (
            "Keep the latest row of each by the date of its last change before it is loaded, or "
            "the most serious charge."
        )
    return (
        f"To take the latest row of each by “{dated[0][:60]}”, load it with "
        f'--latest "{dated[0][:60]}"; or keep the most serious charge before it is loaded.'
    )


def _what_differs(disagreeing: pl.DataFrame) -> str:
    """What most of the crimes that disagree differ in, in words."""
    key = ["crime_ref", "suspect_id", "victim_id"]
    several = disagreeing.group_by(key).agg(pl.col(list(DIFFERING)).n_unique())
    differ = [
        name
        for column, name in DIFFERING.items()
        if int((several[column] > 1).sum()) * HALF >= several.height
    ]
    return " and ".join(dict.fromkeys(differ)) or "facts"


def _dated(
    disagreeing: pl.DataFrame,
    cells: Cells,
    theirs: Mapping[str, str],
    latest: str | None,
    today: date,
) -> tuple[str, ...]:
    """The headings whose dates differ within the crimes that disagree, the likeliest first."""
    left_out = {*(theirs.get(ours) for ours in NOT_OF_A_ROW), latest, BEYOND}
    numbers = disagreeing["row"].unique().sort()
    some = plain(cells.frame[numbers])
    case = disagreeing.unique("row").sort("row").select("crime_ref", "suspect_id")
    found = []
    for heading in cells.frame.columns:
        if heading in left_out:
            continue
        texts = text_of(some[heading])
        if bool(texts.str.contains(A_NUMBER).any()) and not _rank(heading):
            continue
        begin = texts.drop_nulls().head(TRIED)
        if read_moments(begin, today=today).values.null_count() * HALF > begin.len():
            continue
        moments = read_moments(texts, today=today, epoch=cells.epoch)
        if moments.doubt is None and _tells(case.with_columns(moment=moments.values)):
            found.append(heading)
    return tuple(sorted(found, key=_rank, reverse=True))


def _rank(heading: str) -> int:
    """How likely a heading is that of the date of a row's last change: 0 to 2."""
    if CHANGED.search(heading):
        return 2
    return 1 if DATED.search(heading) else 0


def _tells(dated: pl.DataFrame) -> bool:
    """Whether most of the crimes and suspects have rows of several moments."""
    if dated["moment"].null_count() * HALF > dated.height:
        return False
    cases = dated.group_by("crime_ref", "suspect_id").agg(pl.col("moment").drop_nulls().n_unique())
    return int((cases["moment"] > 1).sum()) * HALF >= cases.height
