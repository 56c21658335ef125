"""Reads the tables and outlines that lie in this room."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl


@cache
def table(name: str) -> pl.DataFrame:
    """A table of this room; texts stay texts, since North Area's code is `NA`."""
    return pl.read_csv(_bytes(f"{name}.csv"), infer_schema_length=None, null_values=[""])


@cache
def geojson(name: str) -> dict[str, Any]:
    """A map of this room as GeoJSON. All callers have the same one: do not change it."""
    read: dict[str, Any] = json.loads(_bytes(f"{name}.geojson"))
    return read


def _bytes(name: str) -> bytes:
    return (files("dashboard.geography") / "tables" / name).read_bytes()
