"""How long officers walk from a base to the people of their patch.

Where officers start from is not public. A force brings its bases and their wards; the demonstration
has the Met's premises instead, *buildings, not bases*, each ward with the nearest of its own
command unit: a made-up assignment that shows the sum and says nothing of how the Met works.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import polars as pl

from dashboard.access.actions import READ_FILE, SEE_REACH
from dashboard.analysis.reach.patch import patch_walks
from dashboard.analysis.reach.walking import DETOUR, PATCH_MINUTES, nearest
from dashboard.geography import borough_names, boroughs, wards
from dashboard.geography.counters import FROM_OSM, premises
from dashboard.geography.residents import small_areas, ward_centres
from dashboard.intake import File
from dashboard.services.gate import about, service
from dashboard.services.question import Caller
from dashboard.services.resources.own_places import REFUSED, OwnPlaces, read_places
from dashboard.services.resources.sites import ReachChoice, check_choice

#: Where the bases are from: a reader's file, or the Met's list of premises.
Origin = Literal["own", "premises"]

ROWS: Final = pl.Schema(
    {
        **dict.fromkeys(("code", "name", "borough", "base", "attribution"), pl.String()),
        "residents": pl.Int64(),
        **dict.fromkeys(("nearest", "mean", "farthest"), pl.Float64()),
    }
)


@dataclass(frozen=True)
class Patches:
    """The walks from bases to their wards.

    Attributes:
        origin: where the bases are from.
        detour: how much longer a walk is than its straight line.
        rows: a row for each ward and base, as `ROWS`, the longest mean walk first: minutes to the
            nearest resident, on average, and to the farthest; empty where no small area of the
            census is the ward's own.
        not_placed: bases without coordinates.
        refused: rows of the file that were not taken: `line`, `name`, `fault`.
        without: wards of the Met that have no base.
    """

    origin: Origin
    detour: float
    rows: pl.DataFrame
    not_placed: int
    refused: pl.DataFrame
    without: int

    def within(self, walk: Literal["nearest", "mean", "farthest"]) -> int:
        """How many wards have a base within 20 minutes of that resident, or on average."""
        near = self.rows.filter(pl.col(walk) <= PATCH_MINUTES)
        return near["code"].n_unique()

    @property
    def wards(self) -> int:
        """How many wards have a walk that is known."""
        return self.rows.drop_nulls("mean")["code"].n_unique()


@service(READ_FILE, about("a file of bases"))
def read_bases(caller: Caller, file: File) -> OwnPlaces:
    """The bases of a file: name, ward, and coordinates; a base has a row for each of its wards.

    Nothing of it is kept.

    Raises:
        IntakeError: it is no table.
        ReachError: it has no column of names, wards or places, or too many rows.
    """
    del caller
    return read_places(file, needed=("name", "ward"))


@service(SEE_REACH, about("walks to patches"))
def patches_of(
    caller: Caller,
    bases: OwnPlaces | None = None,
    *,
    detour: float = DETOUR,
    with_osm: bool = True,
) -> Patches:
    """How long the walk is from each base to its ward.

    Args:
        caller: who asks.
        bases: of a file; None: the Met's premises, and for each ward the nearest of its own
            command unit.
        detour: how much longer a walk is than its straight line.
        with_osm: whether premises are used whose place is from OpenStreetMap.

    Raises:
        ReachError: the detour is none.
    """
    del caller
    check_choice(ReachChoice(detour=detour))
    if bases is None:
        assigned, refused, unplaced = (
            *_of_premises(with_osm=with_osm),
            premises()["lon"].null_count(),
        )
    else:
        assigned, refused = _of_file(bases)
        unplaced = bases.rows.filter(pl.col("lon").is_null())["name"].n_unique()
    rows = pl.DataFrame(list(_walks(assigned, detour)), schema=ROWS, orient="row")
    met = _met_wards()
    return Patches(
        origin="premises" if bases is None else "own",
        detour=detour,
        rows=rows.sort("mean", "code", "base", descending=[True, False, False], nulls_last=True),
        not_placed=unplaced,
        refused=refused,
        without=met.filter(~pl.col("code").is_in(rows["code"].to_list())).height,
    )


def _met_wards() -> pl.DataFrame:
    """The wards of the Met, with their command unit."""
    units = boroughs().select(borough_code="code", bcu_code="bcu_code")
    return wards().join(units, on="borough_code").drop_nulls("bcu_code").sort("code")


def _of_premises(*, with_osm: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Each ward of the Met with the nearest placed building of its own command unit."""
    placed = premises().drop_nulls("lon").filter(
        pl.lit(with_osm) | (pl.col("placed_by") != FROM_OSM)
    )  # fmt: skip
    centres = _met_wards().select("code", "bcu_code").join(ward_centres(), on="code").sort("code")
    parts = []
    for (unit,), own in centres.group_by("bcu_code", maintain_order=True):
        theirs = placed.filter(pl.col("bcu_code") == unit)
        if theirs.is_empty():
            continue
        found = nearest(
            own.select("lon", "lat").to_numpy(), theirs.select("lon", "lat").to_numpy()
        ).site
        chosen = theirs[found.tolist()].select("name", "attribution", "lon", "lat")
        parts.append(chosen.with_columns(ward=own["code"]))
    return pl.concat(parts).sort("ward"), pl.DataFrame(schema=REFUSED)


def _of_file(bases: OwnPlaces) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The placed bases of a file, each with its ward's code; and the rows that name no ward."""
    codes, faults = list[str | None](), list[tuple[int, str, str]]()
    for row in bases.rows.iter_rows(named=True):
        code, fault = _ward_of(row["ward"], row["borough_code"])
        codes.append(code)
        if fault:
            faults.append((row["line"], row["name"], fault))
    known = bases.rows.with_columns(
        pl.Series("ward", codes, dtype=pl.String), attribution=pl.lit(None, dtype=pl.String)
    ).drop_nulls(["ward", "lon"])
    refused = pl.concat([bases.refused, pl.DataFrame(faults, schema=REFUSED, orient="row")])
    chosen = known.select("name", "attribution", "lon", "lat", "ward").unique(maintain_order=True)
    return chosen, refused.sort("line")


def _ward_of(text: str | None, borough: str | None) -> tuple[str | None, str]:
    """The code of a ward by its code or name, or why there is none.

    Several boroughs have wards of one name: then the base's own borough decides.
    """
    if not text:
        return None, "no ward"
    named = wards().filter(
        (pl.col("code") == text.upper()) | (pl.col("name").str.to_lowercase() == text.lower())
    )
    if named.height > 1 and borough is not None:
        named = named.filter(pl.col("borough_code") == borough)
    if named.height == 1:
        return str(named["code"][0]), ""
    return None, "several wards" if named.height else "unknown ward"


def _walks(assigned: pl.DataFrame, detour: float) -> Iterator[tuple[object, ...]]:
    homes = small_areas()
    names = {code: (name, borough) for code, name, borough in _named_wards()}
    by_ward = {
        str(ward): (own.select("lon", "lat").to_numpy(), own["residents"].to_numpy())
        for (ward,), own in homes.group_by("ward_code")
    }
    nobody = np.zeros((0, 2)), np.zeros(0, dtype=np.int64)
    for row in assigned.iter_rows(named=True):
        points, people = by_ward.get(row["ward"], nobody)
        walks = patch_walks(np.array([[row["lon"], row["lat"]]]), points, people, detour=detour)
        name, borough = names[row["ward"]]
        minutes = (None,) * 3 if walks is None else (walks.nearest, walks.mean, walks.farthest)
        about_it = (row["ward"], name, borough, row["name"], row["attribution"])
        yield (*about_it, int(people.sum()), *minutes)


def _named_wards() -> Iterator[tuple[str, str, str]]:
    for code, name, borough in wards().select("code", "name", "borough_code").iter_rows():
        yield code, name, borough_names()[borough]
