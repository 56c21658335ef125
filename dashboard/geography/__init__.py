"""London as tables: boroughs, wards, command units, their outlines, and how people write them."""

from dashboard.geography.areas import (
    CITY_FORCE,
    CITY_OF_LONDON,
    bcus,
    borough_names,
    boroughs,
    neighbours_of,
    wards,
)
from dashboard.geography.outlines import (
    ATTRIBUTION,
    bcu_outlines,
    box_around,
    outlines,
    ward_neighbours,
    ward_outlines,
)
from dashboard.geography.spelling import borough_of
from dashboard.geography.strength import STRENGTHS, StrengthName, strength, vawg_offences

__all__ = [
    "ATTRIBUTION",
    "CITY_FORCE",
    "CITY_OF_LONDON",
    "STRENGTHS",
    "StrengthName",
    "bcu_outlines",
    "bcus",
    "borough_names",
    "borough_of",
    "boroughs",
    "box_around",
    "neighbours_of",
    "outlines",
    "strength",
    "vawg_offences",
    "ward_neighbours",
    "ward_outlines",
    "wards",
]
