"""Areas that somebody brings, with their strength or demand: a plain table, or ward officers."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.errors import IntakeError
from dashboard.geography import bcus, borough_of, boroughs, wards
from dashboard.intake.area_table import (
    HUNDREDTHS,
    OWN,
    Kind,
    OwnAreas,
    fold,
    read_hundredths,
    read_texts,
)
from dashboard.intake.cells import Choices
from dashboard.intake.source_file import File
from dashboard.intake.ward_officers import find_ward_officers, officers_by

#: The headings of a table of one's own, folded, for each column.
HEADINGS: Final = {
    "code": ("code", "area", "areacode", "bcu", "borough", "ward", "wardcode", "name", "areaname"),
    "base": ("base", "strength", "fte", "officers", "posts"),
    "demand": ("demand",),
    "residents": ("residents", "population"),
}
#: A file with more areas is of something else.
MOST_AREAS: Final = 10_000


def own_areas(file: File, kind: Kind) -> OwnAreas:
    """Read areas from a file.

    Args:
        file: CSV, XLSX or Parquet.
        kind: what the areas are; `own`: any, known by the file alone.

    Raises:
        IntakeError: it is no such table, or a value in it is not right.
    """
    officers = find_ward_officers(file)
    if officers is not None:
        return officers_by(file, officers, kind)
    frame = read_texts(file, Choices(header_line=1))
    named = {fold(name): name for name in frame.columns}
    found = {
        column: next((named[name] for name in names if name in named), None)
        for column, names in HEADINGS.items()
    }
    if found["code"] is None or not (found["base"] or found["demand"]):
        raise IntakeError(
            f"The file {file.name} has no areas that can be read; give it a first line with the "
            f"headings code and base, or code and demand (residents, if you like), and a line for "
            f"each area."
        )
    if frame.height > MOST_AREAS:
        raise IntakeError(
            f"The file {file.name} has {frame.height:,} rows, and {MOST_AREAS:,} areas are the "
            f"most; bring a table with a row for each area."
        )
    return _plain_areas(file, frame, {key: name for key, name in found.items() if name}, kind)


def _plain_areas(file: File, frame: pl.DataFrame, found: dict[str, str], kind: Kind) -> OwnAreas:
    known, rows = _known(kind), {}
    for line, row in enumerate(frame.iter_rows(named=True), start=2):
        text = (row[found["code"]] or "").strip()
        if not text:
            raise IntakeError(f"Line {line:,} of {file.name} names no area; write its code.")
        code = text if kind == "own" else known.get(fold(text)) or _borough(text, kind)
        if code is None:
            raise IntakeError(
                f"{text[:40]!r} in line {line:,} of {file.name} is no {_WORDS[kind]}; write its "
                f"code, or choose areas of your own."
            )
        if code in rows:
            raise IntakeError(
                f"{text[:40]!r} in line {line:,} of {file.name} is there twice; add its rows up."
            )
        figures = {
            column: read_hundredths(row[name], name, line, file.name)
            for column, name in found.items()
            if column != "code"
        }
        people = figures.pop("residents", None)
        whole = None if people is None else people // HUNDREDTHS
        rows[code] = {"code": code, "name": text, "residents": whole, **figures}
    table = pl.DataFrame(
        [{name: row.get(name) for name in OWN.names()} for row in rows.values()], schema=OWN
    )
    return OwnAreas(
        file=file.name,
        sha256=file.sha256,
        kind=kind,
        frame=table.sort("code"),
        columns=frozenset(found) - {"code"},
    )


_WORDS: Final = {"bcu": "command unit", "borough": "London borough", "ward": "code of a ward"}


def _known(kind: Kind) -> dict[str, str]:
    """Codes by what is written for them, folded."""
    if kind == "own":
        return {}
    if kind == "ward":
        return {code.casefold(): code for code in wards()["code"]}
    named = bcus() if kind == "bcu" else boroughs()
    pairs = named.select("code", "name").rows()
    return {fold(text): code for code, name in pairs for text in (code, name)}


def _borough(text: str, kind: Kind) -> str | None:
    return borough_of(text) if kind == "borough" else None
