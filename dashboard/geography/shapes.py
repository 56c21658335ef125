"""Outlines for maps: GeoJSON with the code of a place as its feature's id.

Outer rings are clockwise, as Plotly fills them. All are ONS boundaries clipped to high water, and
simplified: for looking at, not for deciding in which ward an address lies.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from dashboard.geography.reading import geojson

#: Shown wherever an outline or a population is.
ATTRIBUTION: Final = (
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
    "Contains OS data © Crown copyright and database right 2024. Contains National Statistics "
    "data © Crown copyright and database right 2021–2024."
)


def outlines() -> dict[str, Any]:
    """The boroughs as GeoJSON; a feature's id is its GSS code."""
    return geojson("boroughs")


def bcu_outlines() -> dict[str, Any]:
    """The command units as GeoJSON; a feature's id is its code, `NA` for North Area.

    Each is its boroughs without the borders between them, to the point. The City of London, which
    is in no unit, is left open.
    """
    return geojson("bcus")


@cache
def ward_outlines(borough_code: str | None = None) -> dict[str, Any]:
    """The wards of a borough, or of all London, as GeoJSON; a feature's id is its GSS code.

    All of London is some 600 kB, which a figure sends whole each time it changes; a borough is
    about 20. Wards are simplified less than boroughs, and their lines need not meet.

    Args:
        borough_code: GSS code of a borough, whose wards alone come; for a code that is none, no
            feature comes. None: every ward.
    """
    every = geojson("wards")
    if borough_code is None:
        return every
    return every | {
        "features": [
            ward for ward in every["features"] if ward["properties"]["borough_code"] == borough_code
        ]
    }
