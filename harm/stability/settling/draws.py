"""Lists as they may be once the record has settled: drawn, each in the order of the list.

Only those are drawn who can reach the list. Below a floor that no drawn list ends under, somebody
can be listed only if what is added to them and what gets more serious lifts them to it: that is
drawn for everybody, and the rest only for those whom it lifts. Nobody is left out by this; should
a drawn list come near the floor, all is drawn again with a lower one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from harm.scoring.ranking import Ranking
from harm.stability.settling.chances import Flags, Numbers, hits, spans
from harm.stability.settling.outcomes import World
from harm.stability.settling.people import Columns, People
from harm.stability.settling.placing import Entries, Placed, place
from harm.stability.settling.rates import Rates

#: How many lists are drawn.
DRAWS: Final = 1000
#: An interval holds the middle 90 %: this many in a hundred are on either side of it.
OUTSIDE: Final = 5
#: How many units are drawn at once, so that memory stays small.
AT_ONCE: Final = 500_000
#: The position of the first floor, in percent of the list's length; and how much deeper the next
#: one is, where a drawn list ended under it.
FIRST_DEPTH: Final = 130
DEEPER: Final = 2
#: How many people besides the listed are at the floor at least, in each draw: where there are so
#: many, that a draw could have ended under it is too rare to be found.
SPARE: Final = 5

PEOPLE: Final = pl.Schema(
    {
        "suspect": pl.UInt32,
        "suspect_id": pl.String,
        "position": pl.UInt32,
        "listed": pl.Boolean,
        "stays": pl.Int64,
        "low": pl.Int64,
        "high": pl.Int64,
    }
)


@dataclass(frozen=True)
class Settled:
    """What became of a list in many draws.

    Attributes:
        people: whoever is listed, or is in some draw, as `PEOPLE`, most draws first: in how many
            draws they are on the list (`stays`), and between which positions they are in the
            middle 90 % of them. A position far below the list is against the others' present
            scores.
        draws: how many there were.
        unseen: places, over all draws, of people who are not assessed yet.
        places: all places over all draws; `stays` and `unseen` add up to it.
    """

    people: pl.DataFrame
    draws: int
    unseen: int
    places: int


def settle(
    ranking: Ranking, units: pl.DataFrame, rates: Rates, *, draws: int = DRAWS, seed: int = 0
) -> Settled:
    """Draw the list as it may be once the record has settled.

    The chance that somebody is on it is about the record, never about what they will do, and only
    about what the record was seen to do before: nobody's next crime is in it.

    Args:
        ranking: the list, everyone assessed.
        units: as `units_of`, of the same rows and rules.
        rates: the chances, from past lists under the same rules.
        draws: how many.
        seed: of the draws; the same gives the same numbers on any machine.
    """
    drawn, inside, placed = _placed(ranking, units, rates, draws=draws, seed=seed)
    return _settled(ranking, placed, drawn.only(~inside))


def stays_of(
    ranking: Ranking, units: pl.DataFrame, rates: Rates, *, draws: int = DRAWS, seed: int = 0
) -> pl.DataFrame:
    """In how many draws each of the listed stays: the same as `settle` says, in less time.

    Args:
        ranking: the list, everyone assessed.
        units: as `units_of`, of the same rows and rules.
        rates: the chances, from past lists under the same rules.
        draws: how many.
        seed: of the draws; the same gives the same numbers on any machine.

    Returns:
        `suspect` and `stays`, in order of the list.
    """
    _, _, placed = _placed(ranking, units, rates, draws=draws, seed=seed)
    stays = np.bincount(placed.entries.person[placed.listed], minlength=ranking.length)
    counted = pl.Series("stays", stays[: ranking.length], pl.Int64)
    return ranking.listed.select("suspect", counted)


def _placed(
    ranking: Ranking, units: pl.DataFrame, rates: Rates, *, draws: int, seed: int
) -> tuple[Entries, Flags, Placed]:
    """Whoever was drawn, who of them is at the floor or above, and these in the lists' order."""
    people = People.of(ranking, units, rates)
    depth = max(ranking.length, ranking.rules.top) * FIRST_DEPTH // 100
    while True:
        rng = np.random.Generator(np.random.PCG64(seed))
        everybody = depth >= people.tenths.size
        floor = -1 if everybody else int(people.tenths[depth - 1])
        drawn = _draw(World(people, rates, rng), floor, draws)
        inside = drawn.sums.tenths >= floor
        inside &= drawn.sums.allegations >= ranking.rules.minimum_allegations
        placed = place(
            drawn.only(inside),
            ranking.table["suspect_id"],
            rules=ranking.rules,
            as_of=ranking.as_of,
            draws=draws,
        )
        if everybody or placed.counts.min() >= ranking.rules.top + SPARE:
            return drawn, inside, placed
        depth *= DEEPER


def _draw(world: World, floor: int, draws: int) -> Entries:
    """Whoever is at the floor now, in every draw; and whoever else may reach it, where they may."""
    dense = int(np.searchsorted(-world.people.tenths, -floor, side="right"))
    lifted = _lifted(world, dense, floor, draws)
    return Entries.all_of([*_dense(world, dense, draws), lifted, _new(world, draws)])


def _dense(world: World, dense: int, draws: int) -> list[Entries]:
    """The first people in every draw, some draws at a time."""
    units = int(world.people.count[:dense].sum())
    step = max(1, AT_ONCE // max(units, 1))
    parts = []
    for first in range(0, draws if dense else 0, step):
        some = np.arange(first, min(first + step, draws))
        person = np.tile(np.arange(dense), some.size)
        sums = world.carried(world.draw_events(person))
        parts.append(Entries(np.repeat(some, dense), person, sums))
    return parts


def _lifted(world: World, dense: int, floor: int, draws: int) -> Entries:
    """The others in those draws in which what is added to them may lift them to the floor."""
    people, beyond = world.people, int(world.people.count[:dense].sum())
    unit, unit_draw = hits(world.rng, people.changed[beyond:], draws)
    unit += beyond
    owner = np.repeat(np.arange(people.count.size), people.count)
    move = world.pick_moves(unit)
    person, person_draw = hits(world.rng, people.arrives[dense:], draws)
    person += dense
    arrival = world.pick_arrivals(person)
    keys = np.concatenate([owner[unit] * draws + unit_draw, person * draws + person_draw])
    more = np.maximum(world.move_to[0][move] - people.units.tenths[unit], 0)
    gains = np.concatenate([more, world.arrivals.tenths[arrival]])
    pairs = _reaching(keys, gains, floor - people.tenths, draws)
    who = pairs // draws
    begins = np.cumsum(people.count[who]) - people.count[who]
    moves = np.full(int(people.count[who].sum()), -1, dtype=np.int64)
    at, among = _places(pairs, owner[unit] * draws + unit_draw)
    moves[(begins[at] + unit[among] - people.start[who[at]])] = move[among]
    arrivals = np.full(pairs.size, -1, dtype=np.int64)
    at, among = _places(pairs, person * draws + person_draw)
    arrivals[at] = arrival[among]
    sums = world.carried(world.draw_rest(who, moves, arrivals))
    return Entries(pairs % draws, who, sums)


def _reaching(keys: Numbers, gains: Numbers, missing: Numbers, draws: int) -> Numbers:
    """The pairs of person and draw whose gains together make up for what is missing."""
    order = np.argsort(keys, kind="stable")
    keys, sums = keys[order], np.concatenate([[0], np.cumsum(gains[order])])
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    ends = np.append(starts[1:], keys.size)
    pairs = keys[starts]
    reaching: Numbers = pairs[sums[ends] - sums[starts] >= missing[pairs // draws]]
    return reaching


def _places(pairs: Numbers, keys: Numbers) -> tuple[Numbers, Numbers]:
    """Where in ordered pairs some keys are, and which of the keys are in them."""
    at = np.searchsorted(pairs, keys)
    among = np.flatnonzero(np.append(pairs, -1)[at] == keys)
    return at[among], among


def _new(world: World, draws: int) -> Entries:
    """In each draw those who were new after one past list."""
    lists = world.rng.integers(0, len(world.newcomers), size=draws)
    counts = np.array([new.tenths.size for new in world.newcomers], dtype=np.int64)
    which, _ = spans((np.cumsum(counts) - counts)[lists], counts[lists])
    nobody = np.full(which.size, world.people.tenths.size, dtype=np.int64)
    draw = np.repeat(np.arange(draws), counts[lists])
    return Entries(draw, nobody, Columns.all_of(world.newcomers).only(which))


def _settled(ranking: Ranking, placed: Placed, below: Entries) -> Settled:
    """How often each is listed, and the interval of their position."""
    assessed, listed = ranking.assessed, placed.listed
    stays = np.bincount(placed.entries.person[listed], minlength=assessed + 1)
    shown = np.flatnonzero(stays[:assessed])
    shown = np.union1d(shown, np.arange(ranking.length))
    low, high = _intervals(ranking, placed, below, shown)
    columns = {"stays": stays[shown], "low": low, "high": high}
    table = ranking.table[shown].with_columns(
        listed=pl.col("position") <= ranking.length,
        **{name: pl.Series(values, dtype=pl.Int64) for name, values in columns.items()},
    )
    return Settled(
        people=table.select(pl.col(name).cast(kind) for name, kind in PEOPLE.items()).sort(
            "stays", "position", descending=[True, False]
        ),
        draws=placed.counts.size,
        unseen=int(stays[assessed]),
        places=int(placed.lengths.sum()),
    )


def _intervals(
    ranking: Ranking, placed: Placed, below: Entries, shown: Numbers
) -> tuple[Numbers, Numbers]:
    """The positions between which some people are in the middle 90 % of the draws."""
    draws, entries = placed.counts.size, placed.entries
    row = np.full(ranking.assessed + 1, -1, dtype=np.int64)
    row[shown] = np.arange(shown.size)
    positions = np.repeat(shown[:, None] + 1, draws, axis=1)  # where nothing happened to them
    rising = ranking.table["tenths"].to_numpy()[::-1]
    above = ranking.assessed - np.searchsorted(rising, below.sums.tenths, side="right")
    fallen = np.maximum(above, placed.counts[below.draw]) + 1
    fallen[below.sums.allegations < ranking.rules.minimum_allegations] = ranking.assessed + 1
    for person, draw, position in (
        (below.person, below.draw, fallen),
        (entries.person, entries.draw, placed.place),
    ):
        rows = row[person]
        inside = rows >= 0
        positions[rows[inside], draw[inside]] = position[inside]
    positions.sort(axis=1)
    outside = draws * OUTSIDE // 100
    return positions[:, outside], positions[:, draws - 1 - outside]
