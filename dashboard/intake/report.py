"""What happened to every row of a file."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from dashboard.errors import IntakeError
from dashboard.intake import reading
from dashboard.intake.cells import Choices, Reading
from dashboard.intake.column_matching import Match
from dashboard.intake.endings import warn_of_ending
from dashboard.intake.file_warnings import FileWarning
from dashboard.intake.forces import Known
from dashboard.intake.outcomes import account_for_allegations, account_for_counts, added_columns
from dashboard.intake.source_file import File
from dashboard.intake.table_kinds import Shape
from dashboard.intake.table_layout import Recall, layout_of


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
        forces: whose rows it has beside those of the record's own force, by name.
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
    forces: tuple[str, ...] = ()

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


def take(
    file: File,
    *,
    today: date,
    choices: Choices | None = None,
    recall: Recall | None = None,
    known: Known | None = None,
) -> IntakeReport:
    """Read a file and account for every row.

    Args:
        file: its name and bytes.
        today: nothing can have been recorded later.
        choices: what the user chose for the file.
        recall: what somebody chose for the same headings before, if anybody did.
        known: the forces of the record; None: it has none yet.

    Raises:
        IntakeError: the file cannot be read, or is not a table that can be loaded.
    """
    choices = choices or Choices()
    with ThreadPoolExecutor(max_workers=1) as pool:  # the hash is independent of the rest
        fingerprint = pool.submit(lambda: file.sha256)
        cells = reading.read(file, choices)
    headings = [name for name in cells.frame.columns if name not in added_columns(cells.frame)]
    layout = layout_of(cells, headings, choices, recall=recall, name=file.name)
    cells = replace(cells, warnings=(*cells.warnings, *layout.warnings))
    rows = (
        account_for_counts(cells, layout, choices, today=today, name=file.name)
        if layout.monthly or layout.shape == "counts"
        else account_for_allegations(
            cells, layout.theirs, choices, today=today, name=file.name, known=known or Known()
        )
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
