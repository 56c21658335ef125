"""Boroughs, the command units that they make up, and the wards that they are made of."""

from __future__ import annotations

from functools import cache
from typing import Final

import polars as pl

from dashboard.geography.resource_files import table

#: The City of London: a police force of its own without a command unit. 8,584 people lived there
#: at the Census of 2021, far fewer than are there by day, so a rate by its residents means
#: nothing: do not show one.
CITY_OF_LONDON: Final = "E09000001"
#: That force: only where its rows are in a record is anything known of the City.
CITY_FORCE: Final = "City of London Police"


def boroughs() -> pl.DataFrame:
    """The 33 boroughs: `code`, `name`, command unit, force, residents, women aged 16 and over.

    `residents` are those of mid-2024 and `women_16plus` those of the Census of 2021: do not divide
    one by the other. The City of London is included (see `CITY_OF_LONDON`), without a unit.
    """
    return table("boroughs")


@cache
def bcus() -> pl.DataFrame:
    """The 12 Basic Command Units of the Met, by code.

    Returns:
        `code` (North Area's is the text `NA`), `name`, `residents` (mid-2024) and `women_16plus`
        (Census 2021), each the sum of the unit's boroughs. The City of London is in none.
    """
    return (
        boroughs()
        .drop_nulls("bcu_code")
        .group_by(code="bcu_code", name="bcu_name")
        .agg(pl.col("residents", "women_16plus").sum())
        .sort("code")
    )


def wards() -> pl.DataFrame:
    """The 704 wards of May 2024 (679 of the Met, 25 of the City of London), by code.

    Residents are estimates, from small census areas shared out by land: on average 4.3 % off where
    official counts exist to compare. They are good enough for shares and for colouring a map, not
    for a league table of rates. A borough's sum is within 0.1 % of its Census figure, not equal to
    it.

    Returns:
        `code`, `name` (several boroughs share some names), `borough_code`, `residents` and
        `residents_16plus` (Census 2021, both sexes), `lon` and `lat` (degrees) of a point inside
        the ward, for a label.
    """
    return table("wards")


def neighbours_of(code: str) -> pl.DataFrame:
    """The boroughs that a borough borders.

    Args:
        code: GSS code of a borough; for any other code nothing is found.

    Returns:
        `code`, `name`, `kind`: `land`, or `river` for those that face it across the Thames, which
        are near on a map and may be far by road. By code.
    """
    pairs = table("neighbours")
    both = pl.concat([pairs, pairs.select(a="b", b="a", kind="kind")])
    return (
        both.filter(pl.col("a") == code)
        .select("kind", code="b")
        .join(boroughs(), on="code", how="inner")
        .select("code", "name", "kind")
        .sort("code")
    )


@cache
def borough_names() -> dict[str, str]:
    """Name by GSS code."""
    return dict(boroughs().select("code", "name").iter_rows())
