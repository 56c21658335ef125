"""What happens to each row of a file: accepted, refused with its reasons, or a repeat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypedDict

import polars as pl

from dashboard.intake import count_tables, reading, row_checks, values
from dashboard.intake.cells import BEYOND, Cells, Choices, distinct, ragged
from dashboard.intake.columns import numbered_rows, plain
from dashboard.intake.count_layouts import prepare_lines
from dashboard.intake.cumulative import Repeats, find_repeats
from dashboard.intake.file_warnings import FileWarning
from dashboard.intake.forces import Forces, Known, qualify, read_forces
from dashboard.intake.identities import check_identities
from dashboard.intake.latest_rows import Latest, keep_latest
from dashboard.intake.several import Split, split_people
from dashboard.intake.table_kinds import FORCE
from dashboard.intake.table_layout import Layout
from harm.record.allegations import COLUMNS, SCHEMA

#: The columns that a file of refused rows has in addition, when it is loaded again corrected.
OURS: Final = ("marking", "file", "line", "row", "reasons", BEYOND)
#: Those of them that are still added to the rows: no column of the file may have their name.
ADDED: Final = ("marking", "file", "line", "reasons")


class Outcome(TypedDict):
    """What happened to the rows, whatever the file is a table of."""

    accepted: pl.DataFrame
    counts: pl.DataFrame
    taken: int
    rejected: pl.DataFrame
    duplicates: int
    earlier: int
    dated: tuple[str, ...]
    reasons: dict[str, int]
    repaired: dict[str, int]
    notes: tuple[str, ...]
    warnings: tuple[FileWarning, ...]
    codes: tuple[tuple[str, str, int], ...]
    split: int
    split_into: int
    forces: tuple[str, ...]
    lines: pl.Series | None
    written_on: pl.Series


def account_for_allegations(
    cells: Cells,
    theirs: Mapping[str, str],
    choices: Choices,
    *,
    today: date,
    name: str,
    known: Known,
) -> Outcome:
    """What happens to rows of allegations, or of crimes that name nobody.

    Args:
        cells: of the file.
        theirs: the heading that each of our columns is read from.
        choices: what the user chose for the file: among it the column that says which row of a
            crime and suspect is the latest, if any, and the force.
        today: nothing can have been recorded later.
        name: of the file.
        known: the forces of the record.

    Raises:
        IntakeError: the file cannot be loaded as it is.
    """
    read = values.read(cells.frame, theirs, today=today, name=name, epoch=cells.epoch)
    split = split_people(read.frame.with_row_index("row"), read.columns, theirs, today=today)
    forces = read_forces(cells, theirs.get(FORCE), choices.force, known, name)
    whole, of_forces = qualify(split.rows, forces, known)
    rows, latest = whole.with_row_index("part"), choices.latest
    shape = ragged(cells, list(theirs.values()))
    own = row_checks.faults_of(read, shape, today=today)
    faults = pl.concat([own, split.faults, forces.faults, of_forces])
    history = keep_latest(rows, faults, cells, read, latest, today=today, name=name)
    kept = _keep_once(history)
    repeats = find_repeats(history.rows, kept.faults, cells, theirs, latest, today=today)
    return _outcome(cells, theirs, _Read(read, split, forces), history, kept, repeats)


@dataclass(frozen=True, slots=True)
class _Read:
    """Rows of allegations as they were read: their values, people and forces."""

    read: values.Values
    split: Split
    forces: Forces


@dataclass(frozen=True, slots=True)
class _Kept:
    """The sound rows, each once.

    Attributes:
        rows: the values, with `row`, their number in the file, and `part`, their own.
        faults: what is wrong with others, as `row_checks.FAULTS`.
        duplicates: how many rows of the file are repeats, and nothing else.
    """

    rows: pl.DataFrame
    faults: pl.DataFrame
    duplicates: int


def _keep_once(history: Latest) -> _Kept:
    """Leave out rows at fault, alone or with others of their crime, and repeats word for word."""
    alike = row_checks.several(history.rows, "crime_ref")
    faults = pl.concat([history.faults, row_checks.among_rows(alike, history.faults)])
    kept = row_checks.without(history.rows, faults)
    again = _again(row_checks.without(alike, faults))
    once = kept.join(again, on="part", how="anti", maintain_order="left") if again.height else kept
    repeated = pl.concat([again["row"], history.earlier]).unique().to_frame()
    if repeated.height:
        repeated = repeated.join(once, on="row", how="anti").join(faults, on="row", how="anti")
    return _Kept(once, faults, repeated.height)


def _outcome(
    cells: Cells,
    theirs: Mapping[str, str],
    found: _Read,
    history: Latest,
    kept: _Kept,
    repeats: Repeats,
) -> Outcome:
    """What is accepted, refused and said of the rows."""
    read, split, numbers = found.read, found.split, kept.rows["row"]
    names = None if split.lines else numbered_rows(read.columns["suspect_name"], numbers)
    accepted = _with_defaults(kept.rows)
    identities = check_identities(accepted, theirs, derived=read.derived, names=names)
    return {
        "accepted": accepted.cast(dict(SCHEMA)),  # type: ignore[arg-type]
        "counts": count_tables.COUNTS.to_frame(),
        "taken": numbers.n_unique() if split.lines else accepted.height,
        "rejected": _as_written(cells, kept.faults),
        "duplicates": kept.duplicates,
        "earlier": history.warnings[0].rows if history.warnings else 0,
        "dated": repeats.dated,
        "reasons": _reasons(kept.faults),
        "repaired": read.repaired,
        "notes": (*read.notes, *history.notes),
        "warnings": (
            *cells.warnings,
            *read.warnings(),
            *split.warnings,
            *found.forces.warnings,
            *identities,
            *history.warnings,
            *repeats.warnings,
        ),
        "codes": tuple(read.codes),
        "split": split.lines,
        "split_into": split.allegations,
        "forces": found.forces.others,
        "lines": numbers if split.lines else None,
        "written_on": cells.lines.gather(numbers).cast(pl.Int64).alias("line"),
    }


def _with_defaults(rows: pl.DataFrame) -> pl.DataFrame:
    """Our columns, and what a cell that is empty stands for."""
    return rows.select(list(COLUMNS)).with_columns(
        pl.col(name).fill_null(column.default)
        for name, column in COLUMNS.items()
        if column.default is not None and rows[name].null_count()
    )


def _again(alike: pl.DataFrame) -> pl.DataFrame:
    """The `part` and `row` of those that repeat an earlier one word for word."""
    closer = row_checks.several(alike, "crime_ref", "suspect_id", "victim_id")
    first = closer.unique(subset=list(COLUMNS), keep="first", maintain_order=True)
    return closer.join(first.select("part"), on="part", how="anti").select("part", "row")


def account_for_counts(
    cells: Cells, layout: Layout, choices: Choices, *, today: date, name: str
) -> Outcome:
    """What happens to rows of counts, or of crimes dated by their month.

    Args:
        cells: of the file.
        layout: what it is a table of, and what is read from where.
        choices: what the user chose for the file.
        today: nothing can have been counted later.
        name: of the file.

    Raises:
        IntakeError: the file cannot be loaded as it is.
    """
    theirs, months = layout.theirs, layout.months
    shape = ragged(cells, [*theirs.values(), *months])
    lines, warnings = plain(cells.frame), cells.warnings
    if layout.monthly:
        read = count_tables.count_crimes(lines, theirs, shape, today=today)
    else:
        lines, left, found = prepare_lines(lines, theirs, months, choices.where, name)
        shape = pl.select(pl.coalesce(pl.lit(left), pl.lit(shape))).to_series()
        read = count_tables.count(lines, theirs, shape, today=today)
        warnings = (*warnings, *found)
    refused = read.faults["row"].n_unique()
    return {
        "accepted": SCHEMA.to_frame(),
        "counts": read.counts,
        "taken": cells.frame.height - refused - read.duplicates.len(),
        "rejected": _as_written(cells, read.faults),
        "duplicates": read.duplicates.len(),
        "earlier": 0,
        "dated": (),
        "reasons": _reasons(read.faults),
        "repaired": {},
        "notes": (),
        "warnings": warnings,
        "codes": (),
        "split": 0,
        "split_into": 0,
        "forces": (),
        "lines": None,
        "written_on": pl.Series("line", [], pl.Int64),
    }


def _reasons(faults: pl.DataFrame) -> dict[str, int]:
    counts = faults["reason"].value_counts()
    return dict(sorted(counts.iter_rows(), key=lambda pair: (-pair[1], pair[0])))


def added_columns(frame: pl.DataFrame) -> set[str]:
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
    added = added_columns(cells.frame) - {BEYOND}
    original = plain(cells.frame.drop(added, strict=False)[refused["row"]])
    original.columns = distinct(original.columns, taken=ADDED)
    lines = cells.lines.gather(refused["row"]).alias("line")
    return pl.DataFrame([lines, refused["reasons"], *original])
