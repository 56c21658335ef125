"""References on a page: those of another force have its name behind them, and not before.

In the record it stands before them, so that they are keys by themselves; files keep it so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import polars as pl

from dashboard.errors import HarmdeskError
from dashboard.services.forces import Forces, several_forces
from dashboard.web.kit.session import the_workspace
from dashboard.wording.forces import in_cell, with_force

#: The columns of a table whose cells are references.
COLUMNS: Final = ("suspect_id", "crime_ref", "victim_id")


def record_forces() -> Forces | None:
    """The forces of the record; None where it is of one alone, or there is none."""
    try:
        return several_forces(the_workspace())
    except HarmdeskError:  # the page says it
        return None


def spoken_reference(reference: str) -> str:
    """A reference as a heading has it: with its force, in a record of several."""
    return with_force(reference, record_forces())


def cell_reference(reference: str) -> str:
    """A reference as a cell has it: with its force where that is not the record's own."""
    return in_cell(reference, record_forces())


def bare_references(references: Iterable[str]) -> dict[str, str]:
    """Each reference as its own force writes it, for a label with little room."""
    forces = record_forces()
    return {} if forces is None else {own: forces.of(own)[1] for own in references}


def with_cell_references(frame: pl.DataFrame) -> pl.DataFrame:
    """A table with the references in it as cells have them."""
    names = [name for name in COLUMNS if name in frame.columns]
    forces = record_forces() if names else None
    if forces is None:
        return frame
    columns = []
    for name in names:
        texts = frame[name].cast(pl.String)
        known = texts.unique().drop_nulls().to_list()
        told = {text: in_cell(text, forces) for text in known}
        columns.append(texts.replace_strict(told, default=None, return_dtype=pl.String).alias(name))
    return frame.with_columns(columns)
