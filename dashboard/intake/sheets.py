"""The cells of a sheet as a person sees them, with warnings of what is hidden or merged in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import polars as pl

from dashboard.intake.file_warnings import FileWarning, listed, rows_words
from dashboard.intake.sheet_facts import SheetFacts


def as_seen(sheet: pl.DataFrame, facts: SheetFacts) -> pl.DataFrame:
    """A sheet with the text of its errors, and with merged cells in each of their rows.

    Args:
        sheet: texts, from the sheet's first row on.
        facts: of the sheet.
    """
    if not (facts.errors or facts.merged):
        return sheet
    columns = {number: cells.to_list() for number, cells in enumerate(sheet)}
    for row, column, text in facts.errors:
        if column in columns and 0 < row <= sheet.height and not columns[column][row - 1]:
            columns[column][row - 1] = text
    for first, last, column in facts.merged:
        if column in columns and 0 < first <= sheet.height:
            cells = columns[column]
            for row in range(first, min(last, sheet.height)):
                cells[row] = cells[row] or cells[first - 1]
    return pl.DataFrame(
        [pl.Series(name, columns[number], pl.String) for number, name in enumerate(sheet.columns)]
    )


def warn_of_sheet(
    facts: SheetFacts, headings: Sequence[str], *, header: int, rows: set[int]
) -> list[FileWarning]:
    """Warnings of what a reader of the sheet may not expect.

    Args:
        facts: of the sheet.
        headings: by the number of a column.
        header: the row of the headings.
        rows: the numbers of the rows that have a cell.
    """
    return [
        *_of_hidden(facts, rows),
        *_of_merged(facts, headings, header, rows),
        *_of_uncalculated(facts, headings, header),
    ]


def _of_hidden(facts: SheetFacts, rows: set[int]) -> list[FileWarning]:
    hidden = len(facts.hidden & rows)
    if not hidden:
        return []
    how = "by a filter " if facts.filtered else ""
    return [
        FileWarning(
            "hidden_rows",
            None,
            hidden,
            f"{rows_words(hidden)} of the sheet {'is' if hidden == 1 else 'are'} hidden {how}and "
            f"were read like the others: delete them first if they are not meant.",
        )
    ]


def _of_merged(
    facts: SheetFacts, headings: Sequence[str], header: int, rows: set[int]
) -> list[FileWarning]:
    filled = Counter(
        headings[column]
        for first, last, column in facts.merged
        for row in range(first + 1, last + 1)
        if row > header + 1 and row in rows and column < len(headings)
    )
    return [
        FileWarning(
            "merged_cells",
            heading,
            cells,
            f"In “{heading}” {rows_words(cells)} had no cell of their own, since cells are merged: "
            f"they have the text of the merged cell.",
        )
        for heading, cells in filled.items()
    ]


def _of_uncalculated(facts: SheetFacts, headings: Sequence[str], header: int) -> list[FileWarning]:
    empty = [
        headings[column]
        for row, column in facts.uncalculated
        if row > header and column < len(headings)
    ]
    if not empty:
        return []
    formulas = f"{len(empty):,} formula{'' if len(empty) == 1 else 's'}"
    return [
        FileWarning(
            "uncalculated",
            None,
            len(empty),
            f"{formulas} under {listed(sorted(set(empty)))} {'has' if len(empty) == 1 else 'have'} "
            f"no stored result and were read as empty: open the workbook, save it, and load it "
            f"again.",
        )
    ]
