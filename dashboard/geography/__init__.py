"""London as tables: boroughs, wards, command units, and how people write their names."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any, Final

import polars as pl

#: Shown wherever an outline or a population is.
ATTRIBUTION: Final = (
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
    "Contains OS data © Crown copyright and database right 2024. Contains National Statistics "
    "data © Crown copyright and database right 2021–2024."
)


@cache
def table(name: str) -> pl.DataFrame:
    """A table of this room; texts stay texts, since North Area's code is `NA`."""
    path = files("dashboard.geography") / "tables" / f"{name}.csv"
    return pl.read_csv(path.read_bytes(), infer_schema_length=None, null_values=[""])


def boroughs() -> pl.DataFrame:
    """The 33 boroughs: `code`, `name`, command unit, force, residents, women aged 16 and over."""
    return table("boroughs")


@cache
def outlines() -> dict[str, Any]:
    """The boroughs as GeoJSON; a feature's id is its GSS code."""
    path = files("dashboard.geography") / "tables" / "boroughs.geojson"
    outlines: dict[str, Any] = json.loads(path.read_bytes())
    return outlines


@cache
def borough_codes() -> dict[str, str]:
    """GSS code by anything that a borough is called, in lower case."""
    names = dict(boroughs().select("name", "code").iter_rows())
    spellings = {name.casefold(): code for name, code in names.items()}
    spellings |= {name.casefold().replace(" and ", " & "): code for name, code in names.items()}
    return spellings | {code.casefold(): code for code in names.values()}


@cache
def borough_names() -> dict[str, str]:
    """Name by GSS code."""
    return dict(boroughs().select("code", "name").iter_rows())
