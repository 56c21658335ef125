"""What happened to every row of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Final, TypedDict

import polars as pl

from dashboard.errors import IntakeError
from dashboard.intake import column_matching, count_tables, reading, row_checks, table_kinds, values
from dashboard.intake.cells import BEYOND, Cells, Choices, Reading, check_exact, distinct, ragged
from dashboard.intake.column_matching import Match
from dashboard.intake.columns import plain
from dashboard.intake.source_file import File
from dashboard.intake.table_kinds import Shape
from harm.record.allegations import COLUMNS, SCHEMA

#: The columns that a file of refused rows has in addition, when it is loaded again corrected.
OURS: Final = ("marking", "file", "line", "row", "reasons", BEYOND)
#: Those of them that are still added to the rows: no column of the file may have their name.
ADDED: Final = ("marking", "file", "line", "reasons")


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeReport:
    """A file that was checked for loading.

    `read` = `taken` + rows of `rejected` + `duplicates`.

    Attributes:
        file: the file's name, without its folders.
        sha256: of its bytes.
        shape: what it is a table of.
        reading: how it was read.
        headings: the file's own, unchanged.
        mapping: which heading each of our columns was read from.
        dropped: headings that were not read.
        read: how many rows it has.
        taken: how many of them are sound, without repeats.
        accepted: the sound rows, as the allegation frame; empty for a table of counts.
        counts: the sound counts, as `count_tables.COUNTS`; empty for other files.
        rejected: refused rows as they were written, with the `line` on which each begins and
            its `reasons`.
        duplicates: rows that repeat an earlier row of the file word for word.
        reasons: how many rows were refused for each reason; a row may have several.
        repaired: cells that were repaired, by what was wrong with them.
        notes: what else the reader should know about how the file was read.
    """

    file: str
    sha256: str
    shape: Shape
    reading: Reading
    headings: tuple[str, ...]
    mapping: tuple[Match, ...]
    dropped: tuple[str, ...]
    read: int
    taken: int
    accepted: pl.DataFrame
    counts: pl.DataFrame
    rejected: pl.DataFrame
    duplicates: int
    reasons: dict[str, int]
    repaired: dict[str, int]
    notes: tuple[str, ...]

    def check_taken(self) -> None:
        """Refuse a file from which nothing can be loaded.

        Raises:
            IntakeError: it has no sound row.
        """
        if not self.taken:
            worst = "; ".join(f"{reason} ({n:,})" for reason, n in self.reasons.items())
            raise IntakeError(
                f"The file {self.file} has {self.read:,} rows and not one that can be taken: "
                f"{worst}. Mend it and load it again."
            )


class _Rows(TypedDict):
    """What happened to the rows, whatever the file is a table of."""

    accepted: pl.DataFrame
    counts: pl.DataFrame
    taken: int
    rejected: pl.DataFrame
    duplicates: int
    reasons: dict[str, int]
    repaired: dict[str, int]
    notes: tuple[str, ...]


def take(
    file: File,
    *,
    today: date,
    choices: Choices | None = None,
    recall: Callable[[Sequence[str]], Mapping[str, str | None]] | None = None,
) -> IntakeReport:
    """Read a file and account for every row.

    Args:
        file: its name and bytes.
        today: nothing can have been recorded later.
        choices: what the user chose for the file.
        recall: what somebody chose for the same headings before, if anybody did.

    Raises:
        IntakeError: the file cannot be read, or is not a table that can be loaded.
    """
    choices = choices or Choices()
    with ThreadPoolExecutor(max_workers=1) as pool:  # the hash is independent of the rest
        fingerprint = pool.submit(lambda: file.sha256)
        cells = reading.read(file, choices)
    headings = [name for name in cells.frame.columns if name not in _ours(cells.frame)]
    _check_chosen(choices, headings, file.name)
    remembered = recall(headings) if recall else {}
    found = column_matching.match(headings, chosen=choices.mapping, remembered=remembered)
    found = column_matching.by_cells(found, cells.frame)
    by_column = {claim.column: claim for claim in found}
    shape = table_kinds.shape_of(headings, by_column)
    table_kinds.check(shape, by_column, headings, file.name)
    monthly = shape != "counts" and table_kinds.by_month(by_column)
    if monthly:
        shape = "crimes"
    used_columns = table_kinds.used(shape, by_month=monthly)
    mapping = tuple(claim for claim in found if claim.column in used_columns)
    theirs = {claim.column: claim.heading for claim in mapping}
    check_exact(cells, theirs, file.name)
    months = (
        table_kinds.months_among(headings) if shape == "counts" and "crimes" not in theirs else []
    )
    parts = (
        _counted(cells, theirs, months, monthly=monthly, today=today)
        if monthly or shape == "counts"
        else _alleged(cells, theirs, today=today)
    )
    dropped = [h for h in headings if h not in theirs.values() and h not in months]
    return IntakeReport(
        file=file.name,
        sha256=fingerprint.result(),
        shape=shape,
        reading=cells.reading,
        headings=tuple(headings),
        mapping=mapping,
        dropped=tuple(dropped),
        read=cells.frame.height,
        **parts,
    )


def _alleged(cells: Cells, theirs: Mapping[str, str], *, today: date) -> _Rows:
    """The result for allegations, or for crimes that name nobody."""
    read = values.read(cells.frame, theirs, today=today)
    rows = read.frame.with_row_index("row")
    shape = ragged(cells, list(theirs.values()))
    faults = row_checks.faults_of(read, shape, today=today)
    alike = row_checks.several(rows, "crime_ref")
    faults = pl.concat([faults, row_checks.among_rows(alike, faults)])
    kept = row_checks.without(rows, faults)
    again = _again(row_checks.without(alike, faults))
    once = kept.join(again, on="row", how="anti", maintain_order="left") if again.height else kept
    accepted = once.select(list(COLUMNS)).with_columns(
        pl.col(name).fill_null(column.default)
        for name, column in COLUMNS.items()
        if column.default is not None and once[name].null_count()
    )
    return {
        "accepted": accepted.cast(dict(SCHEMA)),  # type: ignore[arg-type]
        "counts": count_tables.COUNTS.to_frame(),
        "taken": accepted.height,
        "rejected": _as_written(cells, faults),
        "duplicates": again.height,
        "reasons": _reasons(faults),
        "repaired": read.repaired,
        "notes": tuple(read.notes),
    }


def _again(alike: pl.DataFrame) -> pl.DataFrame:
    """The numbers of the rows that repeat an earlier row word for word."""
    closer = row_checks.several(alike, "crime_ref", "suspect_id", "victim_id")
    first = closer.unique(subset=list(COLUMNS), keep="first", maintain_order=True)
    return closer.join(first.select("row"), on="row", how="anti").select("row")


def _counted(
    cells: Cells,
    theirs: Mapping[str, str],
    months: Sequence[str],
    *,
    monthly: bool,
    today: date,
) -> _Rows:
    """The result for counts, or for crimes dated by their month."""
    count = count_tables.count_crimes if monthly else count_tables.count
    shape = ragged(cells, [*theirs.values(), *months])
    read = count(plain(cells.frame), theirs, shape, today=today)
    refused = read.faults["row"].n_unique()
    return {
        "accepted": SCHEMA.to_frame(),
        "counts": read.counts,
        "taken": cells.frame.height - refused - read.duplicates.len(),
        "rejected": _as_written(cells, read.faults),
        "duplicates": read.duplicates.len(),
        "reasons": _reasons(read.faults),
        "repaired": {},
        "notes": (),
    }


def _reasons(faults: pl.DataFrame) -> dict[str, int]:
    counts = faults["reason"].value_counts()
    return dict(sorted(counts.iter_rows(), key=lambda pair: (-pair[1], pair[0])))


def _ours(frame: pl.DataFrame) -> set[str]:
    """The columns that Harmdesk added: to a file of refused rows loaded again, and to long rows."""
    return set(OURS) if reading.is_of_rejects(frame.columns) else {BEYOND}


def _as_written(cells: Cells, faults: pl.DataFrame) -> pl.DataFrame:
    """The refused rows, each with its line, every reason, and its unchanged cells.

    A column of the file that has the name of one of ours gets a number after its name.
    """
    refused = (
        faults.group_by("row", maintain_order=True)
        .agg(pl.col("reason").unique(maintain_order=True).str.join("; ").alias("reasons"))
        .sort("row")
    )
    # A corrected file of refused rows still has the columns that were added last time.
    ours = _ours(cells.frame) - {BEYOND}
    original = plain(cells.frame.drop(ours, strict=False)[refused["row"]])
    original.columns = distinct(original.columns, taken=ADDED)
    lines = cells.lines.gather(refused["row"]).alias("line")
    return pl.DataFrame([lines, refused["reasons"], *original])


def _check_chosen(choices: Choices, headings: Sequence[str], name: str) -> None:
    """Refuse a choice that names a heading which the file does not have.

    Raises:
        IntakeError: the choice names such a heading.
    """
    wrong = next((h for h in choices.mapping.values() if h is not None and h not in headings), None)
    if wrong is not None:
        raise IntakeError(
            f"The file {name} has no column headed {wrong[:60]!r}; its columns begin "
            f"{', '.join(repr(heading[:40]) for heading in headings[:8])}."
        )
