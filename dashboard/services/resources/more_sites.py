"""Where a number of new sites would bring most residents within a walk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from dashboard.access.actions import SEE_REACH
from dashboard.analysis.reach.covering import SECONDS, Covering, cover_most
from dashboard.analysis.reach.walking import distances, nearest, walk_minutes
from dashboard.errors import ReachError
from dashboard.geography import CITY_OF_LONDON, borough_names, wards
from dashboard.geography.residents import small_areas, ward_centres
from dashboard.services.gate import about, service
from dashboard.services.question import Caller
from dashboard.services.resources.counting import USUAL_MINUTES
from dashboard.services.resources.reach import open_sites
from dashboard.services.resources.sites import ReachChoice, sites_of

#: So many new sites may be asked for: more than the Met has ever spoken of.
MOST: Final = 100


@dataclass(frozen=True)
class MoreSites:
    """Wards at whose centre new sites would reach most.

    The centre is where residents live on average, and no building: a place to look near, no more.

    Attributes:
        choice: the sites that there are already.
        count: how many new ones were asked for.
        minutes: the walk.
        within: residents who are within it already.
        reached: how many more the best choice brings within it.
        by_hand: how many more the order by hand does.
        proven: whether no other choice of as many reaches more; where it is not, the order by hand
            stands for it, since the time was up.
        seconds: how long the best was looked for at most.
        best: `code`, `name`, `borough`, by code.
        steps: the order by hand: `step` (from 1), `code`, `name`, `borough`, `added` (residents
            whom this one adds), `total` (residents added so far).
    """

    choice: ReachChoice
    count: int
    minutes: int
    within: int
    reached: int
    by_hand: int
    proven: bool
    seconds: float
    best: pl.DataFrame
    steps: pl.DataFrame


@service(SEE_REACH, about("more sites"))
def find_more_sites(
    caller: Caller,
    choice: ReachChoice,
    count: int,
    *,
    minutes: int = USUAL_MINUTES,
    seconds: float = SECONDS,
) -> MoreSites:
    """Where new sites would bring most residents within a walk, in addition to those that are open.

    Args:
        caller: who asks.
        choice: the sites that there are already, and the detour.
        count: how many new sites, at the centres of wards of the Met.
        minutes: the walk.
        seconds: how long the best choice is looked for; after that the order by hand stands.

    Raises:
        ReachError: the choice or the number is none that can be used.
    """
    del caller
    if not 1 <= count <= MOST:
        raise ReachError(f"{count:,} new sites cannot be looked for; choose from 1 to {MOST}.")
    sites, homes, places = sites_of(choice), small_areas(), _places()
    points = homes.select("lon", "lat").to_numpy()
    people = homes["residents"].to_numpy()
    there = nearest(points, open_sites(sites).select("lon", "lat").to_numpy()).metres
    reached = walk_minutes(there, detour=choice.detour) <= minutes
    lines = distances(places.select("lon", "lat").to_numpy(), points)
    reaches = walk_minutes(lines, detour=choice.detour) <= minutes
    left = np.where(reached, 0, people)
    found = cover_most(reaches, left, count, seconds=seconds)
    names = places.select("code", "name", "borough")
    return MoreSites(
        choice=choice,
        count=count,
        minutes=minutes,
        within=int(people[reached].sum()),
        reached=found.reached,
        by_hand=found.by_hand,
        proven=found.proven,
        seconds=seconds,
        best=names[list(found.best)],
        steps=_steps(names, found),
    )


def _places() -> pl.DataFrame:
    """The centres of the Met's wards, by code."""
    named = wards().filter(pl.col("borough_code") != CITY_OF_LONDON)
    return (
        ward_centres()
        .join(named.select("code", "name", "borough_code"), on="code")
        .with_columns(borough=pl.col("borough_code").replace_strict(borough_names()))
        .sort("code")
    )


def _steps(names: pl.DataFrame, found: Covering) -> pl.DataFrame:
    added = pl.Series("added", [step.added for step in found.steps], dtype=pl.Int64)
    return (
        names[[step.place for step in found.steps]]
        .with_columns(added, total=added.cum_sum())
        .with_row_index("step", offset=1)
    )
