"""Reads the tables and outlines in this folder."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl


@cache
def table(name: str) -> pl.DataFrame:
    """A table in this folder; texts stay texts, since North Area's code is `NA`."""
    return pl.read_csv(_bytes(f"{name}.csv"), infer_schema_length=None, null_values=[""])


@cache
def geojson(name: str) -> dict[str, Any]:
    """A map in this folder as GeoJSON. All callers share the same object: do not change it."""
    read: dict[str, Any] = json.loads(_bytes(f"{name}.geojson"))
    return read


def _bytes(name: str) -> bytes:
    return (files("dashboard.geography") / "tables" / name).read_bytes()
