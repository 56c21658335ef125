"""The Metropolitan Police's front counters and their hours; and its premises.

What is here is as the Met announced it for 2025 and for March 2026, and can be out of date: a
force puts its own list in its place.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final

import polars as pl

from dashboard.geography.resource_files import table

COUNTERS_SOURCE: Final = (
    "Front counters: Metropolitan Police announcements of 2025 and 2026, Open Government Licence. "
    "Places by postcode contain Royal Mail data © Royal Mail copyright and database right"
)
#: What whoever passes on a place from OpenStreetMap must pass on too.
OSM_ATTRIBUTION: Final = "© OpenStreetMap contributors, ODbL"
PREMISES_SOURCE: Final = (
    "Premises: Metropolitan Police, answer to a freedom of information request, August 2023, "
    "second-hand: buildings, not bases, and some are closed"
)
#: How a row says that its place is from OpenStreetMap.
FROM_OSM: Final = "OpenStreetMap"


@cache
def counter_hours() -> pl.DataFrame:
    """When each counter was open: a row for each time during which its hours were the same.

    Returns:
        `name`, `since` and `until` (both inclusive; null: until further notice), `hours` (as the
        Met writes them; null: not known, as for the five that were open for part of the day in
        2025, and on 1 and 2 March 2026 for all but two).
    """
    dates = pl.col("since", "until").str.to_date("%Y-%m-%d")
    return table("counter_hours").with_columns(dates)


def counters() -> pl.DataFrame:
    """The 37 counters there were in 2025, of which 27 are left, by name.

    Returns:
        `name`, `borough_code`, `ward_code`, `postcode` (null where not known), `lon` and `lat`
        (degrees, WGS 84), `placed_by` (`postcode`: the middle of its addresses, mostly within
        50 m; `OpenStreetMap`; `street, within 300 m`), `attribution` (what a row from
        OpenStreetMap must carry; else null).
    """
    return table("counters")


def first_known() -> date:
    """The first day for which the counters are known."""
    return _day(counter_hours()["since"].min())


def latest_change() -> date:
    """The day since which the latest list stands."""
    return _day(counter_hours()["since"].max())


def counters_on(day: date, *, with_osm: bool = True) -> pl.DataFrame:
    """The counters there were on a day, with their hours then, as `counters` and `hours`.

    None for a day before `first_known`: what was there then is not known.

    Args:
        day: any day.
        with_osm: whether rows from OpenStreetMap are among them.
    """
    then = counter_hours().filter(
        pl.col("since") <= day, pl.col("until").is_null() | (pl.col("until") >= day)
    )
    found = counters().join(then.select("name", "hours"), on="name", how="inner")
    kept = found if with_osm else found.filter(pl.col("placed_by") != FROM_OSM)
    return kept.sort("name")


def premises() -> pl.DataFrame:
    """The 72 police premises of the Met's list of August 2023: buildings, not bases.

    Nobody publishes where officers start from; some of these are closed.

    Returns:
        `name`, `borough_code`, `bcu_code` (North Area's is `NA`), `postcode`, `lon` and `lat`
        (null for the 37 that are known by postcode alone), `placed_by`, `attribution`.
    """
    return table("premises")


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError("the table of counters has no day")
    return value
