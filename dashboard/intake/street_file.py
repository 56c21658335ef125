"""A Parquet file of links of streets, as a mapping agency gives it: read, and checked as a whole.

Either each link has a line (GeoParquet, well-known binary) or the eastings and northings of both
ends and its length. All is in metres of the National Grid (EPSG:27700), as OS Open Roads has it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import parquet

from dashboard.errors import ReachError
from dashboard.intake.parquet import BROKEN
from dashboard.intake.source_file import File
from dashboard.intake.street_checks import check_lengths, check_place, fits, in_box
from dashboard.intake.wkb import lines_of

Values = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: More than all of Great Britain has.
MOST_LINKS: Final = 10_000_000
#: Links that are read at once, and the most bytes of their cells.
AT_ONCE: Final = 50_000
MOST_BYTES: Final = 1_000_000_000
#: The National Grid, alone and with heights.
GRID: Final = (27700, 7405)

#: How headings are written, in small letters with nothing between them.
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "geometry": ("geometry", "geom", "wkb", "wkbgeometry", "centrelinegeometry", "shape"),
    "easting_a": ("starteasting", "starteastings", "eastinga", "startx", "x1", "fromeasting"),
    "northing_a": ("startnorthing", "startnorthings", "northinga", "starty", "y1", "fromnorthing"),
    "easting_b": ("endeasting", "endeastings", "eastingb", "endx", "x2", "toeasting"),
    "northing_b": ("endnorthing", "endnorthings", "northingb", "endy", "y2", "tonorthing"),
    "length": ("length", "lengthm", "lengthmetres", "metres", "lengthinmetres"),
    "form": ("formofway", "form", "fow"),
    "function": ("roadfunction", "function", "routehierarchy"),
    "class": ("roadclassification", "class", "roadclass", "highway", "classification"),
}
ENDS: Final = ("easting_a", "northing_a", "easting_b", "northing_b")
KINDS: Final = ("form", "function", "class")


@dataclass(frozen=True)
class StreetLinks:
    """Links in and near London.

    Attributes:
        ends: eastings and northings of both ends in metres: shape (n, 4).
        metres: their lengths.
        motorway: which are motorways, or slip roads named as theirs.
        slip: which are slip roads of any road.
        says_motorways: whether the file says which links are motorways.
        read: how many the file has.
        unusable: how many have no line, or no length that fits their ends.
        outside: how many are not in or near London.
    """

    ends: Values
    metres: Values
    motorway: Flags
    slip: Flags
    says_motorways: bool
    read: int
    unusable: int
    outside: int


def read_street_file(file: File) -> StreetLinks:
    """The links of a Parquet file that are in or near London.

    Raises:
        ReachError: it is no such file, is not in metres of the National Grid, has nothing in
            London, or lengths that are not metres.
    """
    try:
        opened = parquet.ParquetFile(pa.BufferReader(file.content), arrow_extensions_enabled=False)
        columns = _columns(opened, file.name)
        _check_grid(opened, columns, file.name)
        portions = list(_portions(opened, columns, file.name))
    except BROKEN as error:
        raise ReachError(
            f"The file {file.name} cannot be read as Parquet; save the links of the streets as "
            f"Parquet or GeoParquet, in metres of the National Grid (EPSG:27700)."
        ) from error
    ends = np.concatenate([np.zeros((0, 4)), *(portion.ends for portion in portions)])
    metres = np.concatenate([np.zeros(0), *(portion.metres for portion in portions)])
    flags = [
        np.concatenate([np.zeros(0, dtype=bool), *(getattr(portion, name) for portion in portions)])
        for name in ("motorway", "slip")
    ]
    there = np.isfinite(ends).all(axis=1)
    check_place(ends[there], file.name, columns.get("geometry"))
    near = there & in_box(ends)
    usable = near & fits(ends, metres)
    check_lengths(ends, metres, near, usable, file.name)
    return StreetLinks(
        ends[usable],
        metres[usable],
        flags[0][usable],
        flags[1][usable],
        says_motorways=any(kind in columns for kind in KINDS),
        read=len(ends),
        unusable=int((~there).sum() + (near & ~usable).sum()),
        outside=int((there & ~near).sum()),
    )


@dataclass(frozen=True, slots=True)
class _Portion:
    ends: Values
    metres: Values
    motorway: Flags
    slip: Flags


def _columns(opened: parquet.ParquetFile, name: str) -> dict[str, str]:
    """The heading of each of our columns that the file has.

    Raises:
        ReachError: it has no lines and no ends, or too many rows.
    """
    rows = opened.metadata.num_rows
    if rows > MOST_LINKS:
        raise ReachError(
            f"The file {name} has {rows:,} links, and a street network has no more than "
            f"{MOST_LINKS:,}; cut out London and what is around it."
        )
    headings = opened.schema_arrow.names
    plainly = {heading: re.sub(r"[^a-z0-9]", "", heading.lower()) for heading in headings}
    found = dict[str, str]()
    for ours, known in HEADINGS.items():
        theirs = [heading for text in known for heading in headings if plainly[heading] == text]
        if theirs:
            found[ours] = theirs[0]
    if "geometry" not in found and not {*ENDS, "length"} <= set(found):
        missing = next((each for each in (*ENDS, "length") if each not in found), "geometry")
        raise ReachError(
            f"The file {name} has no column of geometry (well-known binary), and of ends and "
            f"length it lacks {HEADINGS[missing][0]}; it has {', '.join(headings)[:120]}. Name the "
            f"columns start_easting, start_northing, end_easting, end_northing and length."
        )
    if "geometry" in found and not _is_bytes(opened.schema_arrow.field(found["geometry"]).type):
        raise ReachError(
            f"The column {found['geometry']} of {name} is not well-known binary; save the file as "
            f"GeoParquet with the encoding WKB."
        )
    return found


def _is_bytes(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_binary_view(kind)
    )


def _check_grid(opened: parquet.ParquetFile, columns: dict[str, str], name: str) -> None:
    """Refuse a file that says that it is in another reference system.

    Raises:
        ReachError: it does.
    """
    try:
        said = json.loads((opened.schema_arrow.metadata or {})[b"geo"])
        code = said["columns"][columns["geometry"]]["crs"]["id"]["code"]
    except (KeyError, TypeError, ValueError):
        return  # it does not say; the coordinates will
    if code not in GRID and str(code) not in map(str, GRID):
        raise ReachError(
            f"The file {name} says that it is in the reference system {str(code)[:20]}; convert it "
            f"to the National Grid, EPSG:27700."
        )


def _portions(
    opened: parquet.ParquetFile, columns: dict[str, str], name: str
) -> Iterator[_Portion]:
    wanted = ["geometry"] if "geometry" in columns else [*ENDS, "length"]
    kinds = [kind for kind in KINDS if kind in columns]
    headings = [columns[each] for each in (*wanted, *kinds)]
    for batch in opened.iter_batches(AT_ONCE, columns=headings, use_threads=False):
        if batch.nbytes > MOST_BYTES:
            raise ReachError(
                f"The file {name} has lines of more than {MOST_BYTES / 1e9:g} GB among "
                f"{AT_ONCE:,} links, which no street has; export it again."
            )
        if wanted == ["geometry"]:
            cells = batch.column(columns["geometry"]).cast(pa.large_binary()).fill_null(b"")
            ends, metres = _of_lines(cells)
        else:
            numbers = [_numbers(batch.column(columns[each]), name, each) for each in wanted]
            ends, metres = np.column_stack(numbers[:4]), numbers[4]
        texts = [_texts(batch.column(columns[kind])) for kind in kinds]
        nothing = np.zeros(batch.num_rows, dtype=bool)
        motorway = _any(texts, "^motorway", nothing)
        yield _Portion(ends, metres, motorway, _any(texts, "slip|_link$", nothing))


def _of_lines(cells: Any) -> tuple[Values, Values]:  # noqa: ANN401 - Arrow ships no types
    content = pa.concat_arrays([cells])  # begins at its own beginning
    buffers, start = content.buffers(), content.offset
    offsets = np.frombuffer(buffers[1], dtype=np.int64)[start : start + len(content) + 1]
    lines = lines_of(bytes(buffers[2] or b""), offsets)
    return lines.ends, lines.metres


def _numbers(column: Any, name: str, what: str) -> Values:  # noqa: ANN401 - as above
    kind = column.type
    if not (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)):
        raise ReachError(
            f"The column of {what.replace('_', ' ')} in {name} is no number; save it as numbers, "
            f"in metres."
        )
    return np.asarray(pl.Series(column.cast(pa.float64())).to_numpy(), dtype=float)


def _texts(column: Any) -> pl.Series:  # noqa: ANN401 - as above
    if pa.types.is_dictionary(column.type):
        column = pc.cast(column, column.type.value_type)
    series = pl.Series(column)
    if series.dtype != pl.String:
        return pl.Series([""], dtype=pl.String).extend_constant("", len(series) - 1)
    return series.fill_null("").str.strip_chars().str.to_lowercase()


def _any(texts: list[pl.Series], pattern: str, nothing: Flags) -> Flags:
    found = nothing
    for series in texts:
        found = found | series.str.contains(pattern).to_numpy()
    return found
