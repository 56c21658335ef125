"""What happened to every row of a file."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, TypedDict

import polars as pl

from dashboard.errors import IntakeError
from dashboard.intake import count_tables, reading, row_checks, values
from dashboard.intake.cells import BEYOND, Cells, Choices, Reading, distinct, ragged
from dashboard.intake.column_matching import Match
from dashboard.intake.columns import numbered_rows, plain
from dashboard.intake.count_layouts import prepare_lines
from dashboard.intake.cumulative import find_repeats
from dashboard.intake.endings import warn_of_ending
from dashboard.intake.file_warnings import FileWarning
from dashboard.intake.identities import check_identities
from dashboard.intake.latest_rows import keep_latest
from dashboard.intake.several import split_people
from dashboard.intake.source_file import File
from dashboard.intake.table_kinds import Shape
from dashboard.intake.table_layout import Layout, Recall, layout_of
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
        duplicates: rows that repeat an earlier row of the file word for word, or were left out for
            a later one.
        reasons: how many rows were refused for each reason; a row may have several.
        repaired: cells that were repaired, by what was wrong with them.
        notes: what else the reader should know about how the file was read.
        warnings: what may mislead in it; a sound file has none.
        codes: offence codes that were repaired: as written, as read, and in how many rows.
        split: how many rows named several people.
        split_into: how many allegations they became.
        lines: for each accepted row the number of its row in the file, where any was split; None:
            each is one row.
        written_on: for each accepted row the line of the file on which it begins; a line that
            named several people has several rows. Empty for a table of counts.
        chosen: wordings, as `store.offence_choices.wording_key` folds them, that somebody chose an
            offence for: an index that does not have them scores them all the same.
        earlier: how many of `duplicates` were left out for a later row.
        dated: where rows disagree, the headings of dates that may say which is the latest; the
            likeliest first.
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
    warnings: tuple[FileWarning, ...] = ()
    codes: tuple[tuple[str, str, int], ...] = ()
    split: int = 0
    split_into: int = 0
    lines: pl.Series | None = None
    written_on: pl.Series = field(default_factory=lambda: pl.Series("line", [], pl.Int64))
    chosen: frozenset[tuple[str, str]] = frozenset()
    earlier: int = 0
    dated: tuple[str, ...] = ()

    def check_taken(self) -> None:
        """Refuse a file from which nothing can be loaded.

        Raises:
            IntakeError: it has no sound row.
        """
        if not self.taken:
            worst = "; ".join(f"{reason} ({n:,})" for reason, n in self.reasons.items())
            by = f'Load it with --latest "{self.dated[0][:60]}", or mend' if self.dated else "Mend"
            raise IntakeError(
                f"The file {self.file} has {self.read:,} rows and not one that can be taken: "
                f"{worst}. {by} it and load it again."
            )


class _Rows(TypedDict):
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
    lines: pl.Series | None
    written_on: pl.Series


def take(
    file: File,
    *,
    today: date,
    choices: Choices | None = None,
    recall: Recall | None = None,
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
    layout = layout_of(cells, headings, choices, recall=recall, name=file.name)
    cells = replace(cells, warnings=(*cells.warnings, *layout.warnings))
    rows = (
        _counted(cells, layout, choices, today=today, name=file.name)
        if layout.monthly or layout.shape == "counts"
        else _alleged(cells, layout.theirs, choices.latest, today=today, name=file.name)
    )
    rows["warnings"] = (*rows["warnings"], *warn_of_ending(cells, rows["rejected"]))
    read = {*layout.theirs.values(), *layout.months}
    return IntakeReport(
        file=file.name,
        sha256=fingerprint.result(),
        shape=layout.shape,
        reading=cells.reading,
        headings=tuple(headings),
        mapping=layout.mapping,
        dropped=tuple(heading for heading in headings if heading not in read),
        read=cells.frame.height,
        **rows,
    )


def _alleged(
    cells: Cells, theirs: Mapping[str, str], latest: str | None, *, today: date, name: str
) -> _Rows:
    """The result for allegations, or for crimes that name nobody."""
    read = values.read(cells.frame, theirs, today=today, name=name, epoch=cells.epoch)
    split = split_people(read.frame.with_row_index("row"), read.columns, theirs, today=today)
    rows = split.rows.with_row_index("part")
    shape = ragged(cells, list(theirs.values()))
    faults = pl.concat([row_checks.faults_of(read, shape, today=today), split.faults])
    history = keep_latest(rows, faults, cells, read, latest, today=today, name=name)
    rows, faults = history.rows, history.faults
    alike = row_checks.several(rows, "crime_ref")
    faults = pl.concat([faults, row_checks.among_rows(alike, faults)])
    kept = row_checks.without(rows, faults)
    again = _again(row_checks.without(alike, faults))
    once = kept.join(again, on="part", how="anti", maintain_order="left") if again.height else kept
    repeated = pl.concat([again["row"], history.earlier]).unique().to_frame()
    if repeated.height:
        repeated = repeated.join(once, on="row", how="anti").join(faults, on="row", how="anti")
    repeats = find_repeats(rows, faults, cells, theirs, latest, today=today)
    names = None if split.lines else numbered_rows(read.columns["suspect_name"], once["row"])
    accepted = once.select(list(COLUMNS)).with_columns(
        pl.col(name).fill_null(column.default)
        for name, column in COLUMNS.items()
        if column.default is not None and once[name].null_count()
    )
    return {
        "accepted": accepted.cast(dict(SCHEMA)),  # type: ignore[arg-type]
        "counts": count_tables.COUNTS.to_frame(),
        "taken": once["row"].n_unique() if split.lines else accepted.height,
        "rejected": _as_written(cells, faults),
        "duplicates": repeated.height,
        "earlier": history.warnings[0].rows if history.warnings else 0,
        "dated": repeats.dated,
        "reasons": _reasons(faults),
        "repaired": read.repaired,
        "notes": (*read.notes, *history.notes),
        "warnings": (
            *cells.warnings,
            *read.warnings,
            *split.warnings,
            *check_identities(accepted, theirs, derived=read.derived, names=names),
            *history.warnings,
            *repeats.warnings,
        ),
        "codes": tuple(read.codes),
        "split": split.lines,
        "split_into": split.allegations,
        "lines": once["row"] if split.lines else None,
        "written_on": cells.lines.gather(once["row"]).cast(pl.Int64).alias("line"),
    }


def _again(alike: pl.DataFrame) -> pl.DataFrame:
    """The `part` and `row` of those that repeat an earlier one word for word."""
    closer = row_checks.several(alike, "crime_ref", "suspect_id", "victim_id")
    first = closer.unique(subset=list(COLUMNS), keep="first", maintain_order=True)
    return closer.join(first.select("part"), on="part", how="anti").select("part", "row")


def _counted(cells: Cells, layout: Layout, choices: Choices, *, today: date, name: str) -> _Rows:
    """The result for counts, or for crimes dated by their month."""
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
        "lines": None,
        "written_on": pl.Series("line", [], pl.Int64),
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
    original = plain(cells.frame.drop(_ours(cells.frame) - {BEYOND}, strict=False)[refused["row"]])
    original.columns = distinct(original.columns, taken=ADDED)
    lines = cells.lines.gather(refused["row"]).alias("line")
    return pl.DataFrame([lines, refused["reasons"], *original])
