"""What a table is of, and which of our columns each of its headings stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.errors import IntakeError
from dashboard.intake import column_matching, table_kinds
from dashboard.intake.ages import match_births
from dashboard.intake.cells import Cells, Choices, check_exact
from dashboard.intake.column_matching import Match
from dashboard.intake.file_warnings import FileWarning
from dashboard.intake.mapping_checks import doubt_columns
from dashboard.intake.table_kinds import Shape

#: What somebody chose before for files with the same headings.
Recall = Callable[[Sequence[str]], Mapping[str, str | None]]


@dataclass(frozen=True, slots=True)
class Layout:
    """A table's kind and columns.

    Attributes:
        shape: what it is a table of.
        monthly: whether its crimes are dated by their month alone.
        mapping: which heading each of our columns is read from.
        months: headings of months that are read, of a table with a column for each.
        warnings: columns that were not read, since they cannot be what their heading says.
    """

    shape: Shape
    monthly: bool
    mapping: tuple[Match, ...]
    months: tuple[str, ...]
    warnings: tuple[FileWarning, ...]

    @property
    def theirs(self) -> dict[str, str]:
        """The heading that each of our columns is read from."""
        return {claim.column: claim.heading for claim in self.mapping}


def layout_of(
    cells: Cells, headings: Sequence[str], choices: Choices, *, recall: Recall | None, name: str
) -> Layout:
    """Find out what a table is of.

    Args:
        cells: of the file.
        headings: its own.
        choices: what the user chose for it.
        recall: what somebody chose before, if anybody can know.
        name: of the file.

    Raises:
        IntakeError: it is not a table that can be loaded, or a choice does not fit it.
    """
    found, warnings = _match(cells, headings, choices, recall=recall, name=name)
    by_column = {claim.column: claim for claim in found}
    shape = table_kinds.shape_of(headings, by_column)
    table_kinds.check(shape, by_column, headings, name)
    monthly = shape != "counts" and table_kinds.by_month(by_column)
    used = table_kinds.used(shape, by_month=monthly)
    _check_choices(choices, shape, monthly=monthly, name=name)
    wide = shape == "counts" and "crimes" not in by_column
    layout = Layout(
        "crimes" if monthly else shape,
        monthly,
        tuple(claim for claim in found if claim.column in used),
        tuple(table_kinds.months_among(headings)) if wide else (),
        warnings,
    )
    check_exact(cells, layout.theirs, name)
    return layout


def _match(
    cells: Cells, headings: Sequence[str], choices: Choices, *, recall: Recall | None, name: str
) -> tuple[list[Match], tuple[FileWarning, ...]]:
    """The columns that are read, and warnings of those that cannot be what their heading says."""
    column_matching.check_chosen(choices.mapping, headings, name)
    remembered = recall(headings) if recall else {}
    found = column_matching.match(headings, chosen=choices.mapping, remembered=remembered)
    found, warnings = doubt_columns(column_matching.by_cells(found, cells.frame), cells.frame)
    matched = match_births(found, cells.frame, {*choices.mapping, *remembered})
    births, of_births = doubt_columns([c for c in matched if c not in found], cells.frame)
    kept = [claim for claim in matched if claim in found or claim in births]
    return kept, (*warnings, *of_births)


def _check_choices(choices: Choices, shape: Shape, *, monthly: bool, name: str) -> None:
    """Refuse a choice that does not fit what the table is of.

    Raises:
        IntakeError: one does not.
    """
    if choices.where and shape != "counts":
        raise IntakeError(
            f"The file {name} is no table of counts, so no lines of it are chosen by a value; "
            f"leave --where out, or filter the file before it is exported."
        )
    if choices.latest is not None and (monthly or shape == "counts"):
        raise IntakeError(
            f"The file {name} counts crimes by month and has no row that a later one replaces; "
            f"leave --latest out."
        )
    if choices.force is not None and (monthly or shape == "counts"):
        raise IntakeError(
            f"The file {name} counts crimes by month and has no references of any force; leave "
            f"--force out."
        )
