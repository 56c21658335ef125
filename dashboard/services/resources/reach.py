"""Who can walk to a site: residents by borough, ward and access to transport; before and after.

Residents are those of the Census of 2021, each small area at one point. A walk is a straight line
times a detour at 80 metres a minute; nothing here may be shown without both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
import polars as pl

from dashboard.access.actions import SEE_REACH
from dashboard.analysis.reach import shares
from dashboard.analysis.reach.walking import DETOURS, TIMES, Nearest, nearest, walk_minutes
from dashboard.errors import ReachError
from dashboard.services.gate import about, service
from dashboard.services.question import Caller
from dashboard.services.resources.homes import GROUPS, LEVELS, Group, Homes, Level, homes_of_london
from dashboard.services.resources.sites import ReachChoice, promises_of, sites_of

LONDON: Final = "London"
#: The walk of which a band by detour is given.
USUAL_MINUTES: Final = 20
#: How many answers are kept for the next who asks.
KEPT: Final = 32

ROWS: Final = pl.Schema(
    {
        **dict.fromkeys(("code", "name", "within"), pl.String()),
        "residents": pl.Int64(),
        **{f"within_{limit}": pl.Int64() for limit in TIMES},
        "low": pl.Int64(),
        "high": pl.Int64(),
        "mean_minutes": pl.Float64(),
        "across": pl.Int64(),
    }
)
CHANGE: Final = pl.Schema(
    {
        **dict.fromkeys(("code", "name", "within"), pl.String()),
        **dict.fromkeys(("residents", "before", "after", "gained", "lost"), pl.Int64()),
    }
)


@dataclass(frozen=True)
class Reach:
    """Who is within a walk of the sites that are counted.

    Attributes:
        choice: what was asked.
        level: what the rows are.
        group: who is counted.
        sites: every site that was looked at, as `sites.SITES`; those whose state is `open` count.
        rows: a row an area, as `ROWS`, by code: how many live there, how many of them are within
            each number of minutes at the detour that was asked; `low` and `high`, within 20
            minutes at 1.4 and at 1.2 times the straight line; the mean walk in minutes (empty
            where there is no site), and `across`: those within 20 minutes whose nearest site is
            on the other bank of the Thames, and who may have to walk much farther, to a bridge.
        total: one row of the same columns: all of London.
        promises: of each borough of the Met, as `sites.promises_of`; sites whose place is left out
            are among them.
        left_out: how many sites are left out since their place is from OpenStreetMap.
    """

    choice: ReachChoice
    level: Level
    group: Group
    sites: pl.DataFrame
    rows: pl.DataFrame
    total: pl.DataFrame
    promises: pl.DataFrame
    left_out: int

    @property
    def counted(self) -> int:
        """How many sites are counted."""
        return self.state("open")

    def state(self, state: str) -> int:
        """How many sites are in a state, as `list_sites` has them."""
        return int((self.sites["state"] == state).sum())


@dataclass(frozen=True)
class ReachChange:
    """Who comes within a walk by a change, and who falls beyond it.

    Attributes:
        before: as it was.
        after: as it would be.
        minutes: the walk.
        rows: a row an area, as `CHANGE`: those who lose most first, then by code. `gained` less
            `lost` is `after` less `before`.
        total: one row of the same columns: all of London.
    """

    before: Reach
    after: Reach
    minutes: int
    rows: pl.DataFrame
    total: pl.DataFrame


@service(SEE_REACH, about("reach"))
def reach_of(
    caller: Caller, choice: ReachChoice, *, level: Level = "borough", group: Group = "residents"
) -> Reach:
    """Who is within a walk of the sites that are open.

    Args:
        caller: who asks; nobody is named, and no record is needed.
        choice: which sites, when, and how far.
        level: boroughs, wards, or bands of access to public transport.
        group: residents, or women aged 16 and over: residents of that age times their share in the
            borough, an estimate.

    Raises:
        ReachError: the choice is none that can be used.
    """
    del caller
    return _reach(choice, level, group)


@service(SEE_REACH, about("a change of reach"))
def compare_reach(
    caller: Caller,
    before: ReachChoice,
    after: ReachChoice,
    *,
    minutes: int = USUAL_MINUTES,
    level: Level = "ward",
    group: Group = "residents",
) -> ReachChange:
    """Who gains and who loses between two sets of sites, or two times.

    Both are walked with the detour of `after`, so that a change of it is no change of reach.

    Raises:
        ReachError: a choice is none that can be used.
    """
    del caller
    before = replace(before, detour=after.detour)
    was, is_ = (_reach(choice, level, group) for choice in (before, after))
    homes = homes_of_london()
    walks = [walk_minutes(_walked(reach).metres, detour=after.detour) for reach in (was, is_)]
    names, people, area = homes.names[level], homes.people[group], homes.areas[level]
    count = names.height
    change = shares.changed(walks[0], walks[1], minutes, area, people, count)
    rows = names.with_columns(
        residents=pl.Series(shares.people_in(area, people, count)),
        before=pl.Series(shares.within(walks[0], minutes, area, people, count)),
        after=pl.Series(shares.within(walks[1], minutes, area, people, count)),
        gained=pl.Series(change.gained),
        lost=pl.Series(change.lost),
    ).select(CHANGE.names())
    in_order = rows.sort("lost", "gained", "code", descending=[True, False, False])
    return ReachChange(was, is_, minutes, in_order, _sum(rows))


def _reach(choice: ReachChoice, level: Level, group: Group) -> Reach:
    """The answer, kept for the next who asks; of a reader's own sites nothing is kept."""
    work = _kept if choice.own is None else _work_out
    return work(choice, level, group)


@lru_cache(maxsize=KEPT)
def _kept(choice: ReachChoice, level: Level, group: Group) -> Reach:
    return _work_out(choice, level, group)


def _work_out(choice: ReachChoice, level: Level, group: Group) -> Reach:
    if level not in LEVELS or group not in GROUPS:
        raise ReachError(
            f"Residents are counted by {', '.join(LEVELS)}, and as {' or '.join(GROUPS)}."
        )
    sites = sites_of(choice)
    homes, found = homes_of_london(), _nearest_of(sites)
    names, people, area = homes.names[level], homes.people[group], homes.areas[level]
    count = names.height

    def reached(limit: float, detour: float) -> pl.Series:
        minutes = walk_minutes(found.metres, detour=detour)
        return pl.Series(shares.within(minutes, limit, area, people, count))

    minutes = walk_minutes(found.metres, detour=choice.detour)
    mean = pl.Series(shares.mean_minutes(minutes, area, people, count), nan_to_null=True)
    near = (minutes <= USUAL_MINUTES) & _across(sites, found, homes)
    rows = names.with_columns(
        residents=pl.Series(shares.people_in(area, people, count)),
        **{f"within_{limit}": reached(limit, choice.detour) for limit in TIMES},
        low=reached(USUAL_MINUTES, max(DETOURS)),
        high=reached(USUAL_MINUTES, min(DETOURS)),
        mean_minutes=pl.when(mean.is_finite()).then(mean),
        across=pl.Series(shares.people_in(area, np.where(near, people, 0), count)),
    ).select(ROWS.names())
    whole = shares.mean_minutes(minutes, np.zeros_like(area), people, 1)[0]
    total = _sum(rows).with_columns(
        mean_minutes=pl.lit(float(whole) if np.isfinite(whole) else None, dtype=pl.Float64)
    )
    # A counter is there also where its place is not to be used.
    every = sites if choice.with_osm else sites_of(replace(choice, with_osm=True))
    return Reach(
        choice=choice,
        level=level,
        group=group,
        sites=sites,
        rows=rows,
        total=total.select(ROWS.names()),
        promises=promises_of(every),
        left_out=every.height - sites.height,
    )


def _sum(rows: pl.DataFrame) -> pl.DataFrame:
    """All rows as one, named London; what does not add up is left empty."""
    sums = [pl.col(name).sum() for name in rows.columns if rows[name].dtype == pl.Int64]
    texts = dict.fromkeys(("code", "within"))
    return (
        rows.select(sums)
        .with_columns(
            pl.lit(LONDON).alias("name"),
            *(pl.lit(none, dtype=pl.String).alias(name) for name, none in texts.items()),
        )
        .select(name for name in rows.columns if name != "mean_minutes")
    )


def open_sites(sites: pl.DataFrame) -> pl.DataFrame:
    """Those that count, in their order."""
    return sites.filter(pl.col("state") == "open")


def _walked(reach: Reach) -> Nearest:
    return _nearest_of(reach.sites)


def _nearest_of(sites: pl.DataFrame) -> Nearest:
    """The nearest open site of each small area: its number among those that are open."""
    return nearest(homes_of_london().points, open_sites(sites).select("lon", "lat").to_numpy())


def _across(sites: pl.DataFrame, found: Nearest, homes: Homes) -> np.ndarray:
    """Whether the nearest site of each small area is on the other bank of the Thames."""
    counted = open_sites(sites)
    if counted.is_empty():
        return np.zeros(len(homes.south), dtype=bool)
    # The bank of a site is that of the people who live nearest to it.
    closest = nearest(counted.select("lon", "lat").to_numpy(), homes.points).site
    return np.asarray(homes.south != homes.south[closest][found.site])
