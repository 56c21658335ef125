"""A reader's own sites, in place of the Met's counters."""

from __future__ import annotations

import polars as pl

from dashboard.access.actions import READ_FILE
from dashboard.intake import File
from dashboard.services.gate import about, service
from dashboard.services.question import Caller
from dashboard.services.resources.own_places import OwnPlaces, read_places
from dashboard.services.resources.sites import SITES, OwnSites

#: What a place is by that stands in a reader's file.
BY_FILE = "own file"


@service(READ_FILE, about("a file of sites"))
def read_sites(caller: Caller, file: File) -> OwnPlaces:
    """The sites of a file: name, hours, and coordinates or a postcode.

    Nothing of it is kept.

    Raises:
        IntakeError: it is no table.
        ReachError: it has no column of names or of places, or too many rows.
    """
    del caller
    return read_places(file)


def as_sites(places: OwnPlaces) -> OwnSites:
    """The sites of a file that are placed, to be counted in place of the counters."""
    placed = places.rows.drop_nulls("lon").with_columns(
        placed_by=pl.lit(BY_FILE), attribution=pl.lit(None, dtype=pl.String)
    )
    return OwnSites(
        places.file,
        places.sha256,
        placed.select(name for name in SITES if name != "state"),
        places.not_placed,
    )
