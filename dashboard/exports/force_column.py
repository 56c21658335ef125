"""The force of each reference as a column of a file, in a record of several forces.

The reference stands as the record has it, with the name of another force before it, so that it is
a key by itself; the column is there to sort and to filter by.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import polars as pl

from dashboard.documents.workbook import Column, Table
from dashboard.services.forces import Forces

FORCE: Final = "force"
HEADING: Final = "Force"
#: The columns of references, the first of which a table has says whose its rows are.
OF: Final = ("crime_ref", "suspect_id")


def with_force_column(table: pl.DataFrame, forces: Forces | None) -> pl.DataFrame:
    """A table with the column `force` behind its references; the same where there is none to say.

    Args:
        table: perhaps with `crime_ref` or `suspect_id`. The force is that of the crime where a row
            has one, else that of the reference by which the person is called.
        forces: of the record; None: it is of one force alone, and its files are as they were.
    """
    found = [name for name in OF if name in table.columns]
    if forces is None or not found or FORCE in table.columns:
        return table
    references = table[found[0]].cast(pl.String)
    distinct = references.unique().drop_nulls().to_list()
    column = references.replace_strict(
        {reference: forces.of(reference)[0] for reference in distinct},
        default=None,
        return_dtype=pl.String,
    )
    return table.clone().insert_column(_behind(table.columns), column.alias(FORCE))


def with_force_columns(tables: Iterable[Table], forces: Forces | None) -> list[Table]:
    """The tables of a workbook, each with that column if a column of references is shown in it."""
    return [_with_force(table, forces) for table in tables]


def _with_force(table: Table, forces: Forces | None) -> Table:
    shown = [column.name for column in table.columns]
    frame = with_force_column(table.frame, forces)
    if frame is table.frame or set(OF).isdisjoint(shown):
        return table
    at = _behind(shown)
    columns = (*table.columns[:at], Column(FORCE, HEADING), *table.columns[at:])
    return replace(table, frame=frame, columns=columns)


def _behind(names: list[str]) -> int:
    """The place behind the person's reference; where there is none, behind the crime's."""
    return names.index("suspect_id" if "suspect_id" in names else "crime_ref") + 1
