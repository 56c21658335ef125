"""Made-up streets: links between crossings, as files of Parquet have them."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from dashboard.intake import File

#: Two crossings in metres of the National Grid.
Link = tuple[tuple[float, float], tuple[float, float]]
#: All of London, in metres of the National Grid.
LONDON = (503_000, 155_000, 563_000, 201_500)


def grid(
    box: Sequence[int] = LONDON,
    step: int = 500,
    *,
    keep: Callable[[Link], bool] = lambda _: True,
) -> list[Link]:
    """Straight streets from west to east and from south to north, a step apart."""
    west, south, east, north = box
    xs, ys = range(west, east + 1, step), range(south, north + 1, step)
    across = [((x, y), (x + step, y)) for x in xs[:-1] for y in ys]
    along = [((x, y), (x, y + step)) for x in xs for y in ys[:-1]]
    return [link for link in (*across, *along) if keep(link)]


def wkb(points: Iterable[Sequence[float]], *, kind: int = 2, order: str = "<") -> bytes:
    """A line as well-known binary."""
    points = list(points)
    values = [value for point in points for value in point]
    head = struct.pack(f"{order}BII", order == "<", kind, len(points))
    return head + struct.pack(f"{order}{len(values)}d", *values)


def as_parquet(columns: dict[str, Any], *, code: int | str | None = None) -> bytes:
    """Columns as a Parquet file; with a code, as GeoParquet that names its reference system."""
    table = pa.table(columns)
    if code is not None:
        crs = {"id": {"authority": "EPSG", "code": code}}
        geo = {"primary_column": "geometry", "columns": {"geometry": {"crs": crs}}}
        table = table.replace_schema_metadata({"geo": json.dumps(geo)})
    out = io.BytesIO()
    parquet.write_table(table, out)
    return out.getvalue()


def by_ends(links: Sequence[Link], name: str = "streets.parquet", **more: object) -> File:
    """A file with the ends and the straight length of each link."""
    ends = np.array(links, dtype=float).reshape(-1, 4)
    columns: dict[str, Any] = {
        "start_easting": ends[:, 0],
        "start_northing": ends[:, 1],
        "end_easting": ends[:, 2],
        "end_northing": ends[:, 3],
        "length": np.hypot(ends[:, 0] - ends[:, 2], ends[:, 1] - ends[:, 3]),
    }
    return File(name, as_parquet(columns | more))


def by_lines(links: Sequence[Link], name: str = "OS Open Roads.parquet", **more: object) -> File:
    """A GeoParquet file with a line for each link."""
    lines = pa.array([wkb(link) for link in links], pa.binary())
    return File(name, as_parquet({"geometry": lines, **more}, code=27700))
