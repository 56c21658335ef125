"""Ward officers as the London Datastore publishes them, added up by area.

The workbook's sheet `Strengths` has a row for each month, team and rank. A team whose borough or
ward nobody knows is named and counted apart; what is missing is missing, and not 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import polars as pl

from dashboard.errors import IntakeError
from dashboard.geography import bcus, borough_of, boroughs, wards
from dashboard.intake.area_table import Kind, OwnAreas, fold, read_hundredths, read_texts
from dashboard.intake.cells import Choices
from dashboard.intake.source_file import File

#: The sheet of the published table, and its columns that are read.
STRENGTHS: Final = "Strengths"
PUBLISHED: Final = ("Date", "Department", "Team", "FTE")


def find_ward_officers(file: File) -> pl.DataFrame | None:
    """The rows of ward officers of the latest month; None where the file is no such table."""
    try:
        frame = read_texts(file, Choices(sheet=STRENGTHS, header_line=1))
    except IntakeError:  # no workbook, or without that sheet
        return None
    if not set(PUBLISHED) <= set(frame.columns):
        return None
    return frame.with_row_index("line", offset=2)


def officers_by(file: File, officers: pl.DataFrame, kind: Kind) -> OwnAreas:
    """The officers of the latest month, by area of the Met.

    Args:
        file: that they are of.
        officers: as `find_ward_officers` found them.
        kind: of area.

    Raises:
        IntakeError: the areas are to be known by the file alone, or a value in it is not right.
    """
    if kind == "own":
        raise IntakeError(
            f"The file {file.name} is of ward officers, whose areas are known; choose bcu, borough "
            f"or ward."
        )
    dated = officers.with_columns(day=_days(officers, file.name))
    latest = dated["day"].max()
    rows = dated.filter(pl.col("day") == latest)
    areas = _areas_of(kind)
    sums, unplaced = _add_up(rows, kind, areas["code"].to_list(), file.name)
    table = areas.select(
        "code",
        "name",
        base=pl.Series([sums[code] for code in areas["code"]], dtype=pl.Int64),
        demand=pl.lit(None, pl.Int64),
        residents=pl.lit(None, pl.Int64),
    )
    return OwnAreas(
        file=file.name,
        sha256=file.sha256,
        kind=kind,
        frame=table.sort("code"),
        columns=frozenset({"base"}),
        counted_on=latest if isinstance(latest, date) else None,
        unplaced=tuple(sorted(unplaced)),
    )


def _add_up(
    rows: pl.DataFrame, kind: Kind, codes: Sequence[str], name: str
) -> tuple[dict[str, int | None], list[tuple[str, str, str]]]:
    """The hundredths of each area, None where they are not known; and teams of no known area."""
    sums: dict[str, int | None] = dict.fromkeys(codes)
    unplaced, broken = [], set[str]()
    by_name = {
        (row["borough_code"], _ward_name(row["name"])): row["code"]
        for row in wards().iter_rows(named=True)
    }
    for row in rows.iter_rows(named=True):
        borough = borough_of(row["Department"] or "")
        team = by_name.get((borough or "", _ward_name(row["Team"] or "")))
        code = {"ward": team, "borough": borough, "bcu": _unit(borough)}[kind]
        fte = read_hundredths(row["FTE"], "FTE", row["line"], name)
        if code is None or code not in sums:
            unplaced.append((row["Department"] or "", row["Team"] or "", row["FTE"] or ""))
        elif fte is None:
            broken.add(code)
        else:
            sums[code] = (sums[code] or 0) + fte
    if kind == "bcu":
        broken |= _units_in_part(rows)
    return sums | dict.fromkeys(broken & sums.keys()), unplaced


def _units_in_part(rows: pl.DataFrame) -> set[str]:
    """Command units of which a borough is missing, which are not known either."""
    there = {borough_of(text or "") for text in rows["Department"]}
    return {
        unit
        for code, unit in boroughs().select("code", "bcu_code").iter_rows()
        if unit and code not in there
    }


def _areas_of(kind: Kind) -> pl.DataFrame:
    """Code and name of the areas of the Met of a kind."""
    met = boroughs().drop_nulls("bcu_code")
    if kind == "bcu":
        return bcus().select("code", "name")
    if kind == "borough":
        return met.select("code", "name").sort("code")
    return (
        wards()
        .join(met.select(borough_code="code"), on="borough_code", how="semi")
        .select("code", "name")
    )


def _unit(borough: str | None) -> str | None:
    units = dict(boroughs().select("code", "bcu_code").iter_rows())
    return units.get(borough or "")


def _ward_name(text: str) -> str:
    """A ward's name as the sources have in common: letters alone, without the word ward."""
    folded = fold(text.replace("&", " and "))
    return folded.removesuffix("ward") or folded


def _days(officers: pl.DataFrame, name: str) -> pl.Series:
    texts: Sequence[str | None] = officers["Date"].to_list()
    days = officers["Date"].str.strip_chars().str.slice(0, 10)
    read_days = days.str.to_date("%Y-%m-%d", strict=False).fill_null(
        days.str.to_date("%d/%m/%Y", strict=False)
    )
    for line, (text, read_day) in enumerate(zip(texts, read_days, strict=True), start=2):
        if read_day is None:
            raise IntakeError(
                f"{(text or '')[:40]!r} under 'Date' in line {line:,} of {name} is no date; write "
                f"it as 2026-07-31."
            )
    return read_days
