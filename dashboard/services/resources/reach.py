"""Who can walk to a site: residents by borough, ward and access to transport; before and after.

Residents are those of the Census of 2021, each small area at one point. A walk is a straight line
times a detour at 80 metres a minute, or goes along the streets of a force's own network; nothing
here may be shown without the speed and one of the two.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
import polars as pl

from dashboard.access.actions import SEE_REACH
from dashboard.analysis.reach import shares
from dashboard.analysis.reach.walking import TIMES, Nearest, nearest, walk_minutes
from dashboard.errors import ReachError
from dashboard.services.gate import about, service
from dashboard.services.question import Caller
from dashboard.services.resources.counting import (
    USUAL_MINUTES,
    Counting,
    by_line,
    by_streets,
    on_streets,
)
from dashboard.services.resources.homes import GROUPS, LEVELS, Group, Homes, Level, homes_of_london
from dashboard.services.resources.sites import (
    ReachChoice,
    check_choice,
    promises_of,
    sites_of,
)
from dashboard.services.resources.streets import Streets, streets_at
from dashboard.services.resources.walks import OnStreets, WalksOnStreets, walks_on

LONDON: Final = "London"
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
            Along streets nobody is `across`, since the network has the bridges; `low` counts those
            who are known to be within 20 minutes, and `high` also those of whom it is not known;
            the numbers within, and the mean, are empty where of over 5 in 100 it is not known.
        total: one row of the same columns: all of London.
        promises: of each borough of the Met, as `sites.promises_of`; sites whose place is left out
            are among them.
        left_out: how many sites are left out since their place is from OpenStreetMap.
        streets: what walks along streets rest on; None: they are straight lines.
    """

    choice: ReachChoice
    level: Level
    group: Group
    sites: pl.DataFrame
    rows: pl.DataFrame
    total: pl.DataFrame
    promises: pl.DataFrame
    left_out: int
    streets: OnStreets | None = None

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
    return _reach(caller, choice, level, group)


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

    Both are walked as `after` is, so that another detour is no change of reach. Along streets
    those lose who are no longer known to be within the walk.

    Raises:
        ReachError: a choice is none that can be used.
    """
    before = replace(before, detour=after.detour, basis=after.basis)
    was, is_ = (_reach(caller, choice, level, group) for choice in (before, after))
    homes = homes_of_london()
    walks = [_minutes(caller, reach) for reach in (was, is_)]
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


def _minutes(caller: Caller, reach: Reach) -> shares.Minutes:
    """The walk of each small area that is known; infinite where there is none."""
    if reach.choice.basis == "streets":
        return _on_streets(streets_at(caller.settings.data), reach.sites).minutes
    return walk_minutes(_nearest_of(reach.sites).metres, detour=reach.choice.detour)


def _reach(caller: Caller, choice: ReachChoice, level: Level, group: Group) -> Reach:
    """The answer, kept for the next who asks; of a reader's own sites nothing is kept."""
    check_choice(choice)
    streets = streets_at(caller.settings.data) if choice.basis == "streets" else None
    work = _kept if choice.own is None else _work_out
    return work(choice, level, group, streets)


@lru_cache(maxsize=KEPT)
def _kept(choice: ReachChoice, level: Level, group: Group, streets: Streets | None) -> Reach:
    return _work_out(choice, level, group, streets)


def _work_out(choice: ReachChoice, level: Level, group: Group, streets: Streets | None) -> Reach:
    if level not in LEVELS or group not in GROUPS:
        raise ReachError(
            f"Residents are counted by {', '.join(LEVELS)}, and as {' or '.join(GROUPS)}."
        )
    sites = sites_of(choice)
    homes, found = homes_of_london(), _nearest_of(sites)
    names, people, area = homes.names[level], homes.people[group], homes.areas[level]
    counting = Counting(area, people, names.height)
    minutes = walk_minutes(found.metres, detour=choice.detour)
    if streets is None:
        counts, on = by_line(counting, found, minutes, _across(sites, found, homes)), None
    else:
        walks = _on_streets(streets, sites)
        counts = by_streets(counting, walks)
        on = on_streets(
            counting, walks, streets.facts, open_sites(sites)["name"].to_list(), minutes
        )
    columns = counts.columns
    rows = names.with_columns(residents=pl.Series(counting.residents), **columns)
    total = _sum(rows.select(ROWS.names())).with_columns(
        mean_minutes=pl.lit(counts.mean, dtype=pl.Float64),
        **{name: pl.lit(value, dtype=pl.Int64) for name, value in counts.total.items()},
    )
    # A counter is there also where its place is not to be used.
    every = sites if choice.with_osm else sites_of(replace(choice, with_osm=True))
    return Reach(
        choice=choice,
        level=level,
        group=group,
        sites=sites,
        rows=rows.select(ROWS.names()),
        total=total.select(ROWS.names()),
        promises=promises_of(every),
        left_out=every.height - sites.height,
        streets=on,
    )


def _on_streets(streets: Streets, sites: pl.DataFrame) -> WalksOnStreets:
    places = open_sites(sites).select("lon", "lat").to_numpy()
    return walks_on(streets.network, homes_of_london().points, places)


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
