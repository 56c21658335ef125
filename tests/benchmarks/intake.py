"""Taking in an extract of a million rows: python -m tests.benchmarks.intake WAY FILE.

It is measured against what an analyst would write in pandas: read the file, and look for dates that
cannot be read, rows without a crime reference, and rows that stand twice word for word. That
leaves two of the three columns of dates as texts, and spaces around texts; so it is measured a
second time with what makes values of them. Harmdesk does that and the rest: it proves that no row
or cell was lost, finds the headings, mends and types every cell, holds rows of one crime against
each other, and tells for each refused row its line.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import pandas as pd
import polars as pl

from dashboard.access.viewer import Viewer
from dashboard.exports.rejects_csv import load_files
from dashboard.intake import of_path, take
from dashboard.intake.row_checks import MISSING_KEY, unreadable
from dashboard.services.question import Caller
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from sample_data.demonstration import demonstration
from tests.benchmarks.measure import peak_megabytes

ROWS: Final = 1_000_000
#: None of the demonstration's crimes is recorded later.
TODAY: Final = date(2026, 2, 28)

#: The columns that hold dates.
DATES: Final = ("recorded_on", "committed_on", "suspect_born")

#: Rows, dates that cannot be read, rows without a crime reference, and rows that stand twice.
Counts = tuple[int, int, int, int]


def build(file: Path) -> None:
    """Write the demonstration's year, again and again under other references."""
    year = demonstration()
    again = -(-ROWS // year.height)
    parts = [
        year.with_columns(
            crime_ref=pl.col("crime_ref") + f"-{number}",
            suspect_id=pl.col("suspect_id") + str(number),
        )
        for number in range(again)
    ]
    unfinished = file.with_suffix(".part")
    pl.concat(parts).head(ROWS).write_csv(unfinished)
    unfinished.rename(file)


def in_pandas(file: Path) -> Counts:
    """The file read and looked through by pandas."""
    rows = pd.read_csv(file)
    unread = pd.to_datetime(rows["recorded_on"], errors="coerce").isna()
    unnamed = rows["crime_ref"].isna()
    return len(rows), int(unread.sum()), int(unnamed.sum()), int(rows.duplicated().sum())


def typed_in_pandas(file: Path) -> Counts:
    """The same, with texts without outer spaces and every column of dates as dates."""
    rows = pd.read_csv(file)
    for name in rows.select_dtypes("str"):
        rows[name] = rows[name].str.strip()
    for name in DATES:
        rows[name] = pd.to_datetime(rows[name], errors="coerce")
    unread, unnamed = rows["recorded_on"].isna(), rows["crime_ref"].isna()
    return len(rows), int(unread.sum()), int(unnamed.sum()), int(rows.duplicated().sum())


def in_harmdesk(file: Path) -> Counts:
    """The file taken in, every row accounted for."""
    account = take(of_path(file), today=TODAY)
    return account.read, *_refused(account.reasons), account.duplicates


def _refused(reasons: Mapping[str, int]) -> tuple[int, int]:
    return reasons.get(unreadable("recorded_on"), 0), reasons.get(MISSING_KEY, 0)


def loaded(file: Path) -> Counts:
    """The file taken in and written to the record of an empty folder, as `harmdesk load` does."""
    with tempfile.TemporaryDirectory() as folder:
        receipt = load_files(
            Caller(Workspace(Settings(data=Path(folder))), Viewer(who="benchmark")), [file]
        )
    return receipt.rows, *_refused(receipt.reasons), receipt.duplicates


WAYS: Final[dict[str, Callable[[Path], Counts]]] = {
    "pandas": in_pandas,
    "typed": typed_in_pandas,
    "harmdesk": in_harmdesk,
    "load": loaded,
}


def main(way: str, file: Path) -> None:
    """Take the file in once; print seconds, peak megabytes, and what was counted."""
    start = time.perf_counter()
    counts = WAYS[way](file)
    seconds = time.perf_counter() - start
    print(f"{seconds:.3f} {peak_megabytes():.0f} {','.join(map(str, counts))}")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
