"""Positions in drawn lists: the order, the ties and the cut of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from harm.scoring.rules import Rules
from harm.scoring.ties import draw, draw_lots
from harm.stability.settling.chances import Flags, Numbers
from harm.stability.settling.people import Columns


@dataclass(frozen=True)
class Entries:
    """People who may be on a list, each in one draw.

    Attributes:
        draw: in which, from 0.
        person: by number; whoever is not assessed yet has the number after the last.
        sums: what they carry in it.
    """

    draw: Numbers
    person: Numbers
    sums: Columns

    @classmethod
    def all_of(cls, parts: list[Self]) -> Self:
        """Several, one after the other."""
        return cls(
            np.concatenate([part.draw for part in parts]),
            np.concatenate([part.person for part in parts]),
            Columns.all_of([part.sums for part in parts]),
        )

    def only(self, which: Flags | Numbers) -> Entries:
        """Those that are flagged or numbered, in that order."""
        return Entries(self.draw[which], self.person[which], self.sums.only(which))


@dataclass(frozen=True)
class Placed:
    """Whoever is at the floor or above it in each draw, in the order of the lists.

    Attributes:
        entries: by draw, then by place.
        place: of each, from 1.
        counts: how many there are in each draw.
        lengths: how many of them are listed in each draw, under the tie rule.
    """

    entries: Entries
    place: Numbers
    counts: Numbers
    lengths: Numbers

    @property
    def listed(self) -> Flags:
        """Whether each is on the list of their draw."""
        flags: Flags = self.place <= self.lengths[self.entries.draw]
        return flags


def place(
    entries: Entries, suspect_ids: pl.Series, *, rules: Rules, as_of: date, draws: int
) -> Placed:
    """Put the people of each draw in the order of the list, the tie rule included.

    Where a lot decides at the cut, everybody has the lot that they have on the list itself.

    Args:
        entries: in any order.
        suspect_ids: the reference of each person, by number.
        rules: the length of a list, the tie rule, and the seeds of the lot and of the last
            tie-break.
        as_of: the date of the list.
        draws: how many.
    """
    ordered = entries.only(_in_order(entries, suspect_ids, rules.seed))
    counts = np.bincount(ordered.draw, minlength=draws)
    begins = np.cumsum(counts) - counts
    within = np.arange(ordered.draw.size) - begins[ordered.draw] + 1
    if rules.ties != "lot":
        return Placed(ordered, within, counts, _lengths(ordered, counts, begins, rules))
    drawn = ordered.only(_by_lot(ordered, counts, begins, suspect_ids, rules, as_of))
    return Placed(drawn, within, counts, np.minimum(counts, rules.top))


def _in_order(entries: Entries, suspect_ids: pl.Series, seed: str) -> Numbers:
    """The order of the lists: by draw, then by days; the rest of the order only where these tie."""
    sums = entries.sums
    days = sums.tenths.max(initial=0)
    packed = entries.draw * (days + 1) + (days - sums.tenths)
    by_days: Numbers = np.argsort(packed, kind="stable")
    begins = np.diff(packed[by_days], prepend=-1) != 0
    level = np.flatnonzero(~(begins & np.append(begins[1:], True)))
    tied = by_days[level]
    lots = _lots(entries.person[tied], suspect_ids, seed)
    most, victims, old = (c[tied] for c in (sums.most_serious, sums.victims, sums.days_old))
    by_days[level] = tied[np.lexsort((lots, old, -most, -victims, np.cumsum(begins)[level]))]
    return by_days


def _lengths(ordered: Entries, counts: Numbers, begins: Numbers, rules: Rules) -> Numbers:
    """How many are listed in each draw."""
    lengths: Numbers = np.minimum(counts, rules.top)
    if rules.ties == "order":
        return lengths
    _, above, tied = _at_cut(ordered, counts, begins, rules.top)
    splits = (counts >= rules.top) & (above + tied > rules.top)
    either = above + tied if rules.ties == "all_in" else above
    chosen: Numbers = np.where(splits, either, lengths)
    return chosen


def _at_cut(
    ordered: Entries, counts: Numbers, begins: Numbers, top: int
) -> tuple[Numbers, Numbers, Numbers]:
    """Where the list of each draw ends.

    Returns:
        the score at the cut of each one's draw, -1 where its list is not full; how many are above
        it in each draw; and how many have it.
    """
    full = np.flatnonzero(counts >= top)
    cut = np.full(counts.size, -1, dtype=np.int64)
    cut[full] = ordered.sums.tenths[begins[full] + top - 1]
    mine: Numbers = cut[ordered.draw]
    above = np.bincount(ordered.draw[ordered.sums.tenths > mine], minlength=counts.size)
    tied = np.bincount(ordered.draw[ordered.sums.tenths == mine], minlength=counts.size)
    return mine, above, tied


def _by_lot(
    ordered: Entries,
    counts: Numbers,
    begins: Numbers,
    suspect_ids: pl.Series,
    rules: Rules,
    as_of: date,
) -> Numbers:
    """The order in which those at the cut of each draw are by lot; all others are as they were."""
    mine, above, tied = _at_cut(ordered, counts, begins, rules.top)
    splits = above + tied > rules.top
    level = np.flatnonzero((ordered.sums.tenths == mine) & splits[ordered.draw])
    person = ordered.person[level]
    known = np.unique(person[person < suspect_ids.len()])
    lots = np.zeros(suspect_ids.len() + 1, dtype=np.uint64)
    lots[known] = _beginnings(draw_lots(rules, as_of, suspect_ids.gather(known)))
    own = lots[person]
    # Nobody knows whom a newcomer is, so that each has a lot of their own in each draw.
    new = np.flatnonzero(person == suspect_ids.len())
    draws = ordered.draw[level[new]]
    places = zip(draws, level[new] - begins[draws], strict=True)
    own[new] = _beginnings([sha256(f"{at} {place}".encode()).digest() for at, place in places])
    order: Numbers = np.arange(ordered.draw.size)
    order[level] = level[np.lexsort((own, ordered.draw[level]))]
    return order


def _beginnings(lots: list[bytes]) -> NDArray[np.uint64]:
    """The first 8 bytes of lots as numbers, which have their order but once in billions."""
    numbers = [int.from_bytes(lot[:8], "big") for lot in lots]
    return np.array(numbers, dtype=np.uint64)


def _lots(person: Numbers, suspect_ids: pl.Series, seed: str) -> Numbers:
    """The turn of each person among those who are level in everything; newcomers come last."""
    known = np.unique(person[person < suspect_ids.len()])
    lots = draw(seed, suspect_ids.gather(known))
    turns = np.full(suspect_ids.len() + 1, suspect_ids.len(), dtype=np.int64)
    turns[known[sorted(range(known.size), key=lots.__getitem__)]] = np.arange(known.size)
    turn: Numbers = turns[person]
    return turn
