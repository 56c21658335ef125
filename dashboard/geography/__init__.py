"""London as tables: boroughs, wards, command units, and how people write their names."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

import polars as pl

#: Shown wherever an outline or a population is.
ATTRIBUTION: Final = (
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
    "Contains OS data © Crown copyright and database right 2024. Contains National Statistics "
    "data © Crown copyright and database right 2021–2024."
)

#: The number that census areas have behind the name of their borough.
CENSUS_AREA: Final = re.compile(r"\s+\d{3}[A-Z]?\s*$")
WORDS: Final = re.compile(r"[^\W_]+")
#: What stands before or behind the name of a borough and is no part of it.
STYLE: Final = re.compile(
    r"^(the )?(london |royal |metropolitan )*(borough|lb|rb|city|bocu)( council)?( of)? "
    r"|^(lb|rb) | (london borough|borough|bocu|council|borough council|ocu|lb)$"
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
def _spellings() -> dict[str, str]:
    """GSS code by everything that a borough is called, folded; its old census code among them."""
    named = boroughs().select("code", "name").rows() + table("spellings").rows()
    told = {_folded(spelling): code for code, spelling in named}
    return told | {code.casefold(): code for code in boroughs()["code"]}


@lru_cache(10_000)
def borough_of(text: str) -> str | None:
    """The GSS code of a borough, however people write it; nothing for what is none.

    Known are its name and code, the code of the 2001 census (00AH), the usual short names, the
    styles (`LB of`, `Royal Borough of`), and the name of a census area in it (`Croydon 012B`).
    """
    folded = _folded(CENSUS_AREA.sub("", text))
    return _spellings().get(folded) or _spellings().get(STYLE.sub("", folded).strip())


def _folded(text: str) -> str:
    words = text.casefold().replace("&", " and ")
    return " ".join(WORDS.findall(words))


@cache
def borough_names() -> dict[str, str]:
    """Name by GSS code."""
    return dict(boroughs().select("code", "name").iter_rows())
