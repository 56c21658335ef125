"""How many residents of each area are within a walk, by straight lines or along streets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import polars as pl

from dashboard.analysis.reach import shares
from dashboard.analysis.reach.walking import DETOURS, TIMES, Nearest, walk_minutes
from dashboard.geography.streets import StreetFacts
from dashboard.services.resources.walks import Flags, Minutes, OnStreets, WalksOnStreets

#: The walk of which a band is given.
USUAL_MINUTES: Final = 20
#: Where of more residents of a hundred than this it is not known whether they are within a walk,
#: an area has no number within it: it would be read as all that there are.
MOST_UNKNOWN_PERCENT: Final = 5


@dataclass(frozen=True)
class Counting:
    """Who is counted, and by what.

    Attributes:
        area: of each small area, the row of the area that it belongs to.
        people: of each small area, who live there.
        count: how many areas there are.
    """

    area: shares.Areas
    people: shares.People
    count: int

    @property
    def residents(self) -> shares.People:
        """Residents of each area."""
        return shares.people_in(self.area, self.people, self.count)

    def of(self, chosen: Flags) -> shares.People:
        """Residents of each area who live in small areas that are chosen."""
        return shares.people_in(self.area, np.where(chosen, self.people, 0), self.count)

    def mean(self, minutes: Minutes) -> pl.Series:
        """The mean walk of each area; empty where nobody lives, or there is nowhere to walk to."""
        return _finite(shares.mean_minutes(minutes, self.area, self.people, self.count))

    def mean_of_all(self, minutes: Minutes) -> float | None:
        """The mean walk of everybody; None as `mean` is empty."""
        one = np.zeros_like(self.area)
        found: float | None = _finite(shares.mean_minutes(minutes, one, self.people, 1))[0]
        return found


@dataclass(frozen=True)
class Counts:
    """How many are within a walk.

    Attributes:
        columns: `within_15`, `within_20`, `within_30`, `low`, `high`, `mean_minutes` and
            `across`, as `reach.Reach` has them.
        mean: the mean walk of everybody.
        total: of everybody, what is not the sum of `columns`.
    """

    columns: dict[str, pl.Series]
    mean: float | None
    total: dict[str, int | None] = field(default_factory=dict)


def by_line(counting: Counting, found: Nearest, minutes: Minutes, across: Flags) -> Counts:
    """By straight lines.

    Args:
        counting: who is counted.
        found: the nearest site of each small area.
        minutes: the walk to it.
        across: whether it is on the other bank of the Thames.
    """
    low, high = (walk_minutes(found.metres, detour=end) for end in (max(DETOURS), min(DETOURS)))
    columns = {
        **{f"within_{limit}": counting.of(minutes <= limit) for limit in TIMES},
        "low": counting.of(low <= USUAL_MINUTES),
        "high": counting.of(high <= USUAL_MINUTES),
        "across": counting.of((minutes <= USUAL_MINUTES) & across),
    }
    series = {name: pl.Series(values) for name, values in columns.items()}
    return Counts({**series, "mean_minutes": counting.mean(minutes)}, counting.mean_of_all(minutes))


def by_streets(counting: Counting, walks: WalksOnStreets) -> Counts:
    """Along streets: those who are known to be within a walk, and of whom it is not known."""
    minutes, residents = walks.minutes, counting.residents
    columns, total = dict[str, pl.Series](), dict[str, int | None]()
    for limit in TIMES:
        within, unknown = counting.of(minutes <= limit), counting.of(walks.unknown(limit))
        name = f"within_{limit}"
        columns[name] = _without(pl.Series(within), unknown, residents)
        few = unknown.sum() * 100 <= residents.sum() * MOST_UNKNOWN_PERCENT
        total[name] = int(within.sum()) if few else None
        if limit == USUAL_MINUTES:
            columns |= {"low": pl.Series(within), "high": pl.Series(within + unknown)}
    known = walks.found.exact
    whole = Counting(counting.area, np.where(known, counting.people, 0), counting.count)
    walked = np.where(known, minutes, 0.0)
    unknown = counting.of(~known)
    columns["mean_minutes"] = _without(whole.mean(walked), unknown, residents)
    columns["across"] = pl.Series(np.zeros(counting.count, dtype=np.int64))
    few = unknown.sum() * 100 <= residents.sum() * MOST_UNKNOWN_PERCENT
    return Counts(columns, whole.mean_of_all(walked) if few else None, total)


def _without(numbers: pl.Series, unknown: shares.People, residents: shares.People) -> pl.Series:
    """Numbers of areas, empty where of too many residents nothing is known."""
    return numbers.set(pl.Series(unknown * 100 > residents * MOST_UNKNOWN_PERCENT), None)


def on_streets(
    counting: Counting,
    walks: WalksOnStreets,
    facts: StreetFacts,
    sites: Sequence[str],
    line_minutes: Minutes,
) -> OnStreets:
    """What an answer along streets rests on.

    Args:
        counting: who is counted.
        walks: the walks.
        facts: the network.
        sites: names of the counted sites, in the order of the walks.
        line_minutes: the walks by straight lines.
    """
    placed = zip(sites, walks.sites_placed, strict=True)
    return OnStreets(
        facts=facts,
        ratio=walks.ratio(counting.people > 0),
        not_placed=int(counting.people[~walks.homes_placed].sum()),
        sites_not_placed=tuple(name for name, is_placed in placed if not is_placed),
        by_line=int(counting.of(line_minutes <= USUAL_MINUTES).sum()),
    )


def _finite(means: Minutes) -> pl.Series:
    return pl.Series(
        [float(mean) if np.isfinite(mean) else None for mean in means], dtype=pl.Float64
    )
