"""Where residents live, as finely as the census counts them, and the banks of the Thames."""

from __future__ import annotations

import polars as pl

from dashboard.geography.resource_files import table

#: Shown wherever residents by small area are counted.
RESIDENTS_SOURCE = "Residents: Census 2021, Office for National Statistics, by small area"


def small_areas() -> pl.DataFrame:
    """The 4,994 small census areas (LSOA 2021) of London, by code.

    About 1,760 residents each, taken to live at one point: the centre of where they live. So
    whoever lives at an area's edge may be some minutes' walk nearer or farther than is counted;
    over a borough that evens out. They are 8,799,625 in all, 21 fewer than the census total, since
    the census rounds small counts.

    Returns:
        `code`, `borough_code`, `ward_code` (of May 2024, by best fit; 20 wards of the City of
        London have no area of their own), `residents` and `residents_16plus` (Census 2021, both
        sexes), `ptal` (public transport in 2015, from `1a`, poor, to `6b`; empty for about 6 in
        100 people, whose area has changed since), `lon` and `lat` (degrees, WGS 84).
    """
    return table("small_areas")


def ward_centres() -> pl.DataFrame:
    """The centre of where a ward's residents live, and the bank of the Thames that it lies on.

    Returns:
        `code`, `lon` and `lat` (degrees, WGS 84), `bank` (`north` or `south`), by code.
    """
    return table("ward_centres")
