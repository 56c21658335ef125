"""Places that a reader brings in a file: read, checked, and every row accounted for.

A row is taken or refused, with a reason; one that has a postcode alone is taken and *not placed*,
since to place it a directory of postcodes would be needed, which is not shipped. Nothing of the
file is kept once its session ends.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import polars as pl

from dashboard.analysis.reach.grid import to_degrees
from dashboard.analysis.reach.outline import metres_outside
from dashboard.analysis.reach.walking import distances
from dashboard.errors import ReachError
from dashboard.geography import borough_of, ward_outlines, wards
from dashboard.intake import Choices, File
from dashboard.intake.cells import ragged
from dashboard.intake.columns import plain
from dashboard.intake.reading import read

#: A file with more rows is no list of buildings.
MOST_ROWS: Final = 2_000
#: Letters of a cell that are kept.
MOST_LETTERS: Final = 120
#: West, south, east and north of where a site for London may be, in degrees.
BOX: Final = (-1.0, 51.1, 0.8, 51.9)
#: A point this near to a borough counts as in it, in metres: outlines are simplified.
NEAR_M: Final = 100.0
#: Two ways to say one place may be this far apart, in metres.
SAME_M: Final = 250.0

#: Why a row is refused; `wording.reach` has the words.
Fault = Literal[
    "shape",
    "no name",
    "same name",
    "coordinates unreadable",
    "half a coordinate",
    "coordinates far off",
    "coordinates swapped",
    "coordinates disagree",
    "unknown borough",
    "other borough",
    "unknown ward",
    "several wards",
    "no ward",
]

#: How headings of each column are written, in small letters without anything between them.
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "site", "sitename", "counter", "station", "policestation", "building",
             "base", "basename", "frontcounter", "hub"),
    "borough": ("borough", "boroughcode", "boroughname", "localauthority", "lad", "la"),
    "hours": ("hours", "openinghours", "opening", "openingtimes", "open", "times"),
    "postcode": ("postcode", "pcd", "postalcode"),
    "lat": ("lat", "latitude"),
    "lon": ("lon", "long", "lng", "longitude"),
    "easting": ("easting", "eastings", "osgbeasting", "bngeasting", "east"),
    "northing": ("northing", "northings", "osgbnorthing", "bngnorthing", "north"),
    "ward": ("ward", "wardcode", "wardname", "patch"),
}  # fmt: skip
_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_PAIRS: Final = (("lon", "lat"), ("easting", "northing"))


@dataclass(frozen=True)
class OwnPlaces:
    """The rows of a file of places.

    Attributes:
        file: its name.
        sha256: its fingerprint.
        rows: what was taken: `line`, `name`, `borough_code`, `hours`, `postcode`, `ward` (as
            written; empty where there is none), `lon` and `lat` (empty: not placed).
        refused: `line`, `name`, `fault`.
    """

    file: str
    sha256: str
    rows: pl.DataFrame
    refused: pl.DataFrame

    @property
    def read(self) -> int:
        """How many rows the file has."""
        return self.rows.height + self.refused.height

    @property
    def not_placed(self) -> int:
        """How many rows have no coordinates."""
        return self.rows["lon"].null_count()


ROWS: Final = pl.Schema(
    {
        "line": pl.Int64(),
        **dict.fromkeys(
            ("name", "borough_code", "hours", "postcode", "ward"),
            pl.String(),
        ),
        **dict.fromkeys(("lon", "lat"), pl.Float64()),
    }
)
REFUSED: Final = pl.Schema({"line": pl.Int64(), "name": pl.String(), "fault": pl.String()})
Row = dict[str, str]
Place = tuple[float, float]


class _RowError(Exception):
    """A row cannot be taken."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


def read_places(file: File, *, needed: tuple[str, ...] = ("name",)) -> OwnPlaces:
    """The places of a file, each row taken or refused.

    Args:
        file: CSV, XLSX or Parquet, with headings.
        needed: the columns that it must have; coordinates or a postcode are needed as well.

    Raises:
        IntakeError: it is no table.
        ReachError: a column is missing or is there twice, or it has too many rows.
    """
    cells = read(file, Choices())
    if cells.frame.height > MOST_ROWS:
        raise ReachError(
            f"The file {file.name} has {cells.frame.height:,} rows, and a list of places has no "
            f"more than {MOST_ROWS:,}; take out what is none."
        )
    texts, columns = plain(cells.frame), _columns(cells.frame.columns, file.name, needed)
    rows, refused, names = list[dict[str, object]](), list[tuple[int, str, str]](), set[str]()
    found = texts.select(pl.col(heading).alias(ours) for ours, heading in columns.items())
    shapes = ragged(cells, list(columns.values())).is_not_null()
    each = zip(cells.lines, shapes, found.iter_rows(named=True), strict=True)
    for line, torn, cell in each:
        row = {name: " ".join((text or "").split())[:MOST_LETTERS] for name, text in cell.items()}
        if not any(row.values()):
            continue
        try:
            if torn:
                raise _RowError("shape")  # noqa: TRY301 - as every other fault of a row
            rows.append({"line": line, **_taken(row, names, one_each="ward" not in needed)})
        except _RowError as error:
            refused.append((line, row.get("name", ""), error.fault))
    return OwnPlaces(
        file.name,
        file.sha256,
        pl.DataFrame(rows, schema=ROWS),
        pl.DataFrame(refused, schema=REFUSED, orient="row"),
    )


def _columns(headings: list[str], name: str, needed: tuple[str, ...]) -> dict[str, str]:
    """The heading of each of our columns that the file has."""
    plainly = {heading: re.sub(r"[^a-z]", "", heading.lower()) for heading in headings}
    found = dict[str, str]()
    for ours, known in HEADINGS.items():
        theirs = [heading for heading, text in plainly.items() if text in known]
        exact = [heading for heading in theirs if plainly[heading] == ours]
        if len(theirs) > 1 and len(exact) != 1:
            raise ReachError(
                f"The file {name} has {len(theirs)} columns for {ours} ({', '.join(theirs)[:80]}); "
                f"leave one."
            )
        if theirs:
            found[ours] = (exact or theirs)[0]
    placed = "postcode" in found or any(set(pair) <= set(found) for pair in _PAIRS)
    missing = [ours for ours in needed if ours not in found]
    if missing or not placed:
        what = missing[0] if missing else "lat and lon, or easting and northing"
        raise ReachError(
            f"The file {name} has no column of {what}; it has {', '.join(headings)[:120]}. Name "
            f"the column so in its first row."
        )
    return found


def _taken(row: Row, names: set[str], *, one_each: bool) -> dict[str, object]:
    """A row that is right, as `ROWS` has it.

    Raises:
        _RowError: it is not.
    """
    name = row.get("name", "")
    if not name:
        raise _RowError("no name")
    if one_each and name.lower() in names:
        raise _RowError("same name")
    stated = row.get("borough", "")
    borough = borough_of(stated) if stated else None
    if stated and borough is None:
        raise _RowError("unknown borough")
    place = _place(row)
    if place is not None:
        borough = _checked(place, borough)
    names.add(name.lower())
    lon, lat = place or (None, None)
    kept = {column: row.get(column) or None for column in ("hours", "postcode", "ward")}
    return {"name": name, "borough_code": borough, **kept, "lon": lon, "lat": lat}


def _place(row: Row) -> Place | None:
    """Where a row lies, in degrees; None where it has no coordinates."""
    degrees, metres = (_pair(row, pair) for pair in _PAIRS)
    by_grid = None
    if metres is not None:
        lon, lat = to_degrees(*(np.array([value]) for value in metres))[0]
        by_grid = (float(lon), float(lat))
    for place in (degrees, by_grid):
        if place is not None:
            _check_near(place)
    if degrees is not None and by_grid is not None:
        apart = distances(np.array([degrees]), np.array([by_grid]))[0, 0]
        if apart > SAME_M:
            raise _RowError("coordinates disagree")
    return degrees or by_grid


def _pair(row: Row, pair: tuple[str, str]) -> Place | None:
    texts = [row.get(name, "") for name in pair]
    if not any(texts):
        return None
    if not all(texts):
        raise _RowError("half a coordinate")
    if not all(_NUMBER.fullmatch(text) for text in texts):
        raise _RowError("coordinates unreadable")
    first, second = (float(text.replace(",", "")) for text in texts)
    return first, second


def _check_near(place: Place) -> None:
    """Refuse what cannot serve London.

    Raises:
        _RowError: it is far off; or would not be, with latitude and longitude the other way round.
    """
    if not _in_box(place):
        raise _RowError("coordinates swapped" if _in_box(place[::-1]) else "coordinates far off")


def _in_box(place: Place) -> bool:
    (lon, lat), (west, south, east, north) = place, BOX
    return west <= lon <= east and south <= lat <= north


def _checked(place: Place, stated: str | None) -> str | None:
    """The borough that a place lies in: the stated one, or else the one found; None: none.

    Raises:
        _RowError: it lies in another than is stated.
    """
    if stated is not None:
        if _metres_from(stated, place) > NEAR_M:
            raise _RowError("other borough")
        return stated
    codes = sorted(wards()["borough_code"].unique())
    from_each = {code: _metres_from(code, place) for code in codes}
    nearest = min(codes, key=from_each.__getitem__)
    return nearest if from_each[nearest] <= NEAR_M else None


def _metres_from(borough: str, place: Place) -> float:
    """How far a place is from a borough, by the outlines of its wards; 0 within it."""
    shapes = (ward["geometry"] for ward in ward_outlines(borough)["features"])
    several = (
        shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        for shape in shapes
    )
    return min(metres_outside(*place, polygon) for polygons in several for polygon in polygons)
