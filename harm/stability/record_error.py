"""How many names of a list would be others, were the record as wrong as records are.

It is a supposition and not an estimate: how wrong this record is, nobody knows from it alone. What
is missing is drawn from what is there, though what is really missing may be of other people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from harm.scoring.ranking import Ranking
from harm.stability.settling.chances import Flags, Numbers

#: How many lists are drawn.
DRAWS: Final = 200
#: A percentage of it is drawn by.
HUNDRED: Final = 100_000_000
#: How far down the list the floor is, in lengths of it, below which most cannot matter.
DEPTH: Final = 2
#: Of an interval, so many in a hundred are on either side.
OUTSIDE: Final = 5


@dataclass(frozen=True, slots=True)
class ErrorRates:
    """How wrong a record is supposed to be, in whole percent.

    Attributes:
        missing: of the crimes of each suspect, how many are not on the record.
        divided: of the suspects with several crimes, how many are there under two references.
        misclassified: of the crimes, how many are one class of offence too high or too low.
    """

    missing: int = 5
    divided: int = 5
    misclassified: int = 2


@dataclass(frozen=True, slots=True)
class OtherNames:
    """How many of a list would be others.

    Attributes:
        draws: how many lists were drawn.
        others: over all of them, how many of the listed are not on the drawn list, also not under
            a second reference.
        low: how many at least in the middle 90 % of the draws; `high`: at most.
    """

    draws: int
    others: int
    low: int
    high: int


def names_under_error(
    ranking: Ranking,
    units: pl.DataFrame,
    scores: pl.Series,
    rates: ErrorRates,
    *,
    draws: int = DRAWS,
    seed: int = 0,
) -> OtherNames:
    """Draw the list from records with more errors, and count whom it has no longer.

    In each draw the drawn list has as many places as the list, most days first; those who are level
    stay in the order of the list. Without errors it is the list itself.

    Args:
        ranking: the list, everyone assessed.
        units: as `settling.units.units_of`, of the same rows and rules.
        scores: all scores of the index, in tenths of a day; a class too high or too low is the
            next of them.
        rates: how wrong the record is supposed to be.
        draws: how many.
        seed: of the draws; the same gives the same numbers on any machine.
    """
    carried = _Carried(ranking, units, scores)
    rng = np.random.Generator(np.random.PCG64(seed))
    lost = [carried.lost(rng, rates) for _ in range(draws)]
    ordered = sorted(lost)
    outside = draws * OUTSIDE // 100
    return OtherNames(draws, sum(lost), ordered[outside], ordered[draws - 1 - outside])


class _Carried:
    """What everybody carries, as arrays; a person is a number in the order of the list.

    Chance decides for everybody, in the same order, but is followed up only for those who can
    reach a floor far below the list, were each of their crimes the higher class. Where too few of
    a draw are at the floor, everybody is followed up in it, so that nobody is left out.
    """

    def __init__(self, ranking: Ranking, units: pl.DataFrame, scores: pl.Series) -> None:
        person = ranking.table.select("suspect", person=pl.col("position").cast(pl.Int64) - 1)
        placed = units.join(person, on="suspect").sort("person", "crime")
        full = ranking.assessed >= ranking.rules.top
        top = 0 if full else ranking.rules.top  # a list that is not full has room for more
        self._length = ranking.length
        self._places = max(ranking.length, top)
        self._minimum = ranking.rules.minimum_allegations
        tenths = placed["tenths"].to_numpy()
        classes = scores.drop_nulls().unique().sort().to_numpy()
        at = np.searchsorted(classes, tenths)
        self._all = _Some(
            person=placed["person"].to_numpy(),
            people=np.arange(ranking.assessed),
            units=np.arange(tenths.size),
            tenths=tenths,
            lower=classes[np.clip(at - 1, 0, classes.size - 1)],
            higher=classes[np.clip(at + 1, 0, classes.size - 1)],
            allegations=placed["allegations"].to_numpy(),
        )
        self._several = np.bincount(self._all.person, minlength=ranking.assessed) > 1
        self._floor, self._few = self._reaching(ranking.table["tenths"].to_numpy())

    def _reaching(self, scores: Numbers) -> tuple[int, _Some]:
        """A floor below the list, and whoever can reach it."""
        depth = DEPTH * self._places
        if depth >= scores.size:
            return 0, self._all
        floor = int(scores[depth])
        every = self._all
        most = np.maximum(np.maximum(every.tenths, every.higher), every.lower)
        return floor, every.of(np.bincount(every.person, weights=most) >= floor)

    def lost(self, rng: np.random.Generator, rates: ErrorRates) -> int:
        """How many of the listed are not on the list of one draw."""
        size, people = self._all.person.size, self._all.people.size
        dice = rng.integers(0, HUNDRED, size=size, dtype=np.int64)
        upper = rng.integers(0, 2, size=size)
        split = rng.integers(0, HUNDRED, size=people)
        second = rng.integers(0, 2, size=size)
        percent = HUNDRED // 100

        def reckon(some: _Some) -> tuple[Numbers, int]:
            drawn, persons = dice[some.units], some.people.size
            here = drawn >= rates.missing * percent
            wrong = here & (drawn < (rates.missing + rates.misclassified) * percent)
            either = np.where(upper[some.units] == 0, some.lower, some.higher)
            tenths = np.where(wrong, either, some.tenths)
            divided = (split[some.people] < rates.divided * percent) & self._several[some.people]
            apart = divided[some.person] & (second[some.units] == 1)
            owner = some.person + np.where(apart, persons, 0)
            sums, counts = (
                np.bincount(owner[here], weights=values[here], minlength=2 * persons).astype(
                    np.int64
                )
                for values in (tenths, some.allegations)
            )  # whole numbers below 2^53 are exact in a float, in any order
            sums[counts < self._minimum] = -1
            return sums, persons

        sums, persons = reckon(self._few)
        if (sums >= self._floor).sum() < self._places:
            sums, persons = reckon(self._all)
        first = _first(sums, persons, self._places)
        return self._length - np.unique(first[first < self._length]).size


@dataclass(frozen=True)
class _Some:
    """Some people, numbered again in the order of the list, and what they carry.

    Attributes:
        person: of each unit.
        people: the number of each of them among all.
        units: the number of each unit among all.
        tenths: what each unit carries; `lower` and `higher`: were it the next class.
        allegations: how many each unit is.
    """

    person: Numbers
    people: Numbers
    units: Numbers
    tenths: Numbers
    lower: Numbers
    higher: Numbers
    allegations: Numbers

    def of(self, chosen: Flags) -> _Some:
        """Those of all people who are flagged."""
        mine = chosen[self.person]
        return _Some(
            person=(np.cumsum(chosen) - 1)[self.person[mine]],
            people=np.flatnonzero(chosen),
            units=np.flatnonzero(mine),
            tenths=self.tenths[mine],
            lower=self.lower[mine],
            higher=self.higher[mine],
            allegations=self.allegations[mine],
        )


def _first(sums: Numbers, people: int, places: int) -> Numbers:
    """Whom the first places go to, each by the number of the person.

    Args:
        sums: of each person under the first reference, then of each under the second.
        people: how many.
        places: how many.
    """
    places = min(places, 2 * people)
    last = max(int(np.partition(sums, -places)[-places]), 0) if places else 0
    near = np.flatnonzero(sums >= last)
    keys = (near % people, -sums[near])
    chosen: Numbers = near[np.lexsort(keys)][:places] % people
    return chosen
