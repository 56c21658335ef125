"""Areas that somebody brings, with their strength or demand: a plain table, or ward officers.

The table of ward officers is the London Datastore's, as it is published: its sheet `Strengths` has
a row for each month, team and rank. A team whose borough or ward nobody knows is named and counted
apart; what is missing is missing, and not 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final, Literal

import polars as pl

from dashboard.errors import IntakeError
from dashboard.geography import bcus, borough_of, boroughs, wards
from dashboard.intake.cells import Choices
from dashboard.intake.columns import plain
from dashboard.intake.reading import read
from dashboard.intake.source_file import File

Kind = Literal["bcu", "borough", "ward", "own"]

#: The sheet of the published table, and its columns that are read.
STRENGTHS: Final = "Strengths"
PUBLISHED: Final = ("Date", "Department", "Team", "FTE")
#: The headings of a table of one's own, folded, for each column.
HEADINGS: Final = {
    "code": ("code", "area", "areacode", "bcu", "borough", "ward", "wardcode", "name", "areaname"),
    "base": ("base", "strength", "fte", "officers", "posts"),
    "demand": ("demand",),
    "residents": ("residents", "population"),
}
OWN: Final = pl.Schema(
    {
        "code": pl.String(),
        "name": pl.String(),
        "base": pl.Int64(),
        "demand": pl.Int64(),
        "residents": pl.Int64(),
    }
)
#: Figures are kept in hundredths.
HUNDREDTHS: Final = 100
#: No force and no year has more of anything.
LARGEST: Final = Decimal(10) ** 12
#: A file with more areas is of something else.
MOST_AREAS: Final = 10_000


@dataclass(frozen=True)
class OwnAreas:
    """Areas as a file has them.

    Attributes:
        file: its name.
        sha256: its fingerprint.
        kind: what the areas are.
        frame: as `OWN`, by code: strength and demand in hundredths, empty where not known.
        columns: which of `base`, `demand` and `residents` the file has.
        counted_on: of ward officers, the day that their strength is of.
        unplaced: of ward officers, teams of that day in no known area: `borough`, `team`, `fte`.
    """

    file: str
    sha256: str
    kind: Kind
    frame: pl.DataFrame
    columns: frozenset[str]
    counted_on: date | None = None
    unplaced: tuple[tuple[str, str, str], ...] = field(default=())


def own_areas(file: File, kind: Kind) -> OwnAreas:
    """Read areas from a file.

    Args:
        file: CSV, XLSX or Parquet.
        kind: what the areas are; `own`: any, known by the file alone.

    Raises:
        IntakeError: it is no such table, or a value in it is not right.
    """
    officers = _ward_officers(file)
    if officers is not None:
        return _officers_by(file, officers, kind)
    frame = _texts(file, Choices(header_line=1))
    named = {_folded(name): name for name in frame.columns}
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
        code = text if kind == "own" else known.get(_folded(text)) or _borough(text, kind)
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
            column: _hundredths(row[name], name, line, file.name)
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
    return {_folded(text): code for code, name in pairs for text in (code, name)}


def _borough(text: str, kind: Kind) -> str | None:
    return borough_of(text) if kind == "borough" else None


def _folded(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _texts(file: File, choices: Choices) -> pl.DataFrame:
    return plain(read(file, choices).frame)


def _hundredths(text: str | None, heading: str, line: int, name: str) -> int | None:
    """A figure in hundredths; None where the cell is empty.

    Raises:
        IntakeError: it is no figure, or below 0.
    """
    if text is None or not text.strip():
        return None
    value = _number(text.strip())
    if value is None or not 0 <= value <= LARGEST:
        raise IntakeError(
            f"{text.strip()[:40]!r} under {heading[:40]!r} in line {line:,} of {name} is no figure "
            f"of 0 or more; write it as 1234.5, or leave the cell empty where it is not known."
        )
    return int((value * HUNDREDTHS).to_integral_value(ROUND_HALF_UP))


def _number(text: str) -> Decimal | None:
    """A number as people write it: 1234.5, 1,234.5, 1.234,5 and 1 234,5."""
    bare = text.replace(" ", "").replace("\u00a0", "").replace("'", "")
    comma, dot = bare.rfind(","), bare.rfind(".")
    if comma >= 0 and dot >= 0:
        thousands = "." if comma > dot else ","
        bare = bare.replace(thousands, "").replace(",", ".")
    elif comma >= 0:
        groups = bare.split(",")
        of_thousands = all(len(group) == 3 for group in groups[1:])  # noqa: PLR2004 - as 1,234
        bare = "".join(groups) if of_thousands else bare.replace(",", ".")
    try:
        value = Decimal(bare)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _ward_officers(file: File) -> pl.DataFrame | None:
    """The rows of ward officers of the latest month; None where the file is no such table."""
    try:
        frame = _texts(file, Choices(sheet=STRENGTHS, header_line=1))
    except IntakeError:  # no workbook, or without that sheet
        return None
    if not set(PUBLISHED) <= set(frame.columns):
        return None
    return frame.with_row_index("line", offset=2)


def _officers_by(file: File, officers: pl.DataFrame, kind: Kind) -> OwnAreas:
    if kind == "own":
        raise IntakeError(
            f"The file {file.name} is of ward officers, whose areas are known; choose bcu, borough "
            f"or ward."
        )
    dated = officers.with_columns(day=_days(officers, file.name))
    latest = dated["day"].max()
    rows = dated.filter(pl.col("day") == latest)
    sums: dict[str, int | None] = dict.fromkeys(_areas_of(kind)["code"])
    unplaced, broken = [], set[str]()
    by_name = {
        (row["borough_code"], _ward_name(row["name"])): row["code"]
        for row in wards().iter_rows(named=True)
    }
    for row in rows.iter_rows(named=True):
        borough = borough_of(row["Department"] or "")
        team = by_name.get((borough or "", _ward_name(row["Team"] or "")))
        code = {"ward": team, "borough": borough, "bcu": _unit(borough)}[kind]
        fte = _hundredths(row["FTE"], "FTE", row["line"], file.name)
        if code is None or code not in sums:
            unplaced.append((row["Department"] or "", row["Team"] or "", row["FTE"] or ""))
        elif fte is None:
            broken.add(code)
        else:
            sums[code] = (sums[code] or 0) + fte
    if kind == "bcu":  # a unit of which a borough is missing is not known either
        there = {borough_of(text or "") for text in rows["Department"]}
        broken |= {
            unit
            for code, unit in boroughs().select("code", "bcu_code").iter_rows()
            if unit and code not in there
        }
    table = _areas_of(kind).select(
        "code",
        "name",
        base=pl.Series(
            [None if code in broken else sums[code] for code in _areas_of(kind)["code"]],
            dtype=pl.Int64,
        ),
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
    folded = _folded(text.replace("&", " and "))
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
