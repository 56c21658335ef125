"""Reads a file into a frame of texts, without changing a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from dashboard.errors import IntakeError
from dashboard.intake import delimited, encoding, parquet, workbook
from dashboard.intake.cells import Cells, Choices, distinct
from dashboard.intake.columns import plain
from dashboard.intake.formulas import unguard, unguarded
from dashboard.intake.growth import check_cell
from dashboard.intake.lossless_check import longest_of
from dashboard.intake.source_file import File
from dashboard.intake.unpacking import unpacked

#: Only a file of refused rows has both of these headings.
OF_REJECTS: Final = {"file", "reasons"}
#: The beginning of a text, which nearly always shows that it is not empty.
BEGINNING: Final = 4_096


def read(file: File, choices: Choices) -> Cells:
    """A file's cells as texts, with how it was read.

    Raises:
        IntakeError: the file is not a table, or holds no rows.
    """
    return _without_guard(_as_written(file, choices))


def is_of_rejects(headings: Sequence[str]) -> bool:
    """Whether a table with these headings is a file of refused rows that is loaded again."""
    return set(headings) >= OF_REJECTS


def _without_guard(cells: Cells) -> Cells:
    """The cells of a file of refused rows as they were before it was written; others unchanged.

    Only in such a file is it certain that exactly one apostrophe was put before a formula.
    """
    if not is_of_rejects(cells.frame.columns):
        return cells
    texts = pl.DataFrame([unguarded(column) for column in plain(cells.frame)])
    texts.columns = distinct(unguard(name) for name in texts.columns)
    return replace(cells, frame=texts)


def _as_written(file: File, choices: Choices) -> Cells:
    kind, bare = unpacked(file)
    _check_choices(kind, file.name, choices)
    if kind == "parquet":
        return parquet.cells_of(bare, packed=len(file.content))
    if kind == "workbook":
        return workbook.cells_of(bare, choices)
    if bare.content[:BEGINNING].isspace() and bare.content.isspace():
        raise IntakeError(f"The file {file.name} is empty; export it again.")
    cells = _by_trust(bare, choices) or delimited.cells_of(
        encoding.decode(bare.content, file.name, chosen=choices.encoding), file.name, choices
    )
    check_cell(file.name, longest_of(cells.frame))
    return cells


def _check_choices(kind: str, name: str, choices: Choices) -> None:
    """Refuse a choice that this kind of file has no use for.

    Raises:
        IntakeError: a text has no sheets, and a workbook no encoding or delimiter.
    """
    if kind in {"parquet", "workbook"}:
        wrong = [
            option
            for option, value in (
                ("--encoding", choices.encoding),
                ("--delimiter", choices.delimiter),
                *([("--sheet", choices.sheet)] if kind == "parquet" else []),
            )
            if value is not None
        ]
    else:
        wrong = [] if choices.sheet is None else ["--sheet"]
    if wrong:
        what = {"parquet": "a Parquet file", "workbook": "a workbook"}.get(kind, "a text file")
        raise IntakeError(
            f"The file {name} is {what}, for which {wrong[0]} says nothing; leave it out."
        )


def _by_trust(file: File, choices: Choices) -> Cells | None:
    """A text read without a first check that it is UTF-8: the quick reading refuses other text."""
    if choices.encoding is not None:
        return None
    trusted = encoding.on_trust(file.content, looked_at=delimited.SAMPLE_BYTES)
    return delimited.quickly(trusted, file.name, choices) if trusted else None
