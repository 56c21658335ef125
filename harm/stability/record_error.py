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
    lost = [carried.lost(rng, rates, ranking.length) for _ in range(draws)]
    ordered = sorted(lost)
    outside = draws * OUTSIDE // 100
    return OtherNames(draws, sum(lost), ordered[outside], ordered[draws - 1 - outside])


class _Carried:
    """What everybody carries, as arrays; a person is a number in the order of the list."""

    def __init__(self, ranking: Ranking, units: pl.DataFrame, scores: pl.Series) -> None:
        person = ranking.table.select("suspect", person=pl.col("position").cast(pl.Int64) - 1)
        placed = units.join(person, on="suspect").sort("person", "crime")
        self._people = ranking.assessed
        full = ranking.assessed >= ranking.rules.top
        self._top = 0 if full else ranking.rules.top  # a list that is not full has room for more
        self._person = placed["person"].to_numpy()
        self._tenths = placed["tenths"].to_numpy()
        self._minimum = ranking.rules.minimum_allegations
        self._allegations = placed["allegations"].to_numpy()
        classes = scores.drop_nulls().unique().sort().to_numpy()
        at = np.searchsorted(classes, self._tenths)
        self._lower = classes[np.clip(at - 1, 0, classes.size - 1)]
        self._higher = classes[np.clip(at + 1, 0, classes.size - 1)]
        self._several = np.bincount(self._person, minlength=self._people) > 1

    def lost(self, rng: np.random.Generator, rates: ErrorRates, length: int) -> int:
        """How many of the listed are not on the list of one draw."""
        size = self._person.size
        dice = rng.integers(0, HUNDRED, size=size, dtype=np.int64)
        percent = HUNDRED // 100
        here = dice >= rates.missing * percent
        wrong = here & (dice < (rates.missing + rates.misclassified) * percent)
        either = np.where(rng.integers(0, 2, size=size) == 0, self._lower, self._higher)
        tenths = np.where(wrong, either, self._tenths)
        split = rng.integers(0, HUNDRED, size=self._people) < rates.divided * percent
        second = (split & self._several)[self._person] & (rng.integers(0, 2, size=size) == 1)
        owner = self._person + np.where(second, self._people, 0)
        first = self._first(owner[here], tenths[here], here, max(length, self._top))
        return length - np.unique(first[first < length]).size

    def _first(self, owner: Numbers, tenths: Numbers, here: Flags, places: int) -> Numbers:
        """Whom the first places go to, each by the number of the person."""
        people = 2 * self._people
        sums, counts = (
            np.bincount(owner, weights=values, minlength=people).astype(np.int64)
            for values in (tenths, self._allegations[here])
        )  # whole numbers below 2^53 are exact in a float, in any order
        sums[counts < self._minimum] = -1
        places = min(places, people)
        last = max(int(np.partition(sums, -places)[-places]), 0) if places else 0
        near = np.flatnonzero(sums >= last)
        keys = (near % self._people, -sums[near])
        chosen: Numbers = near[np.lexsort(keys)][:places] % self._people
        return chosen
