"""Crimes before anyone is named in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from sample_data.generator.dates import committed_on, recorded_days
from sample_data.generator.decks import deck
from sample_data.generator.offences import written
from sample_data.generator.places import ward_of
from sample_data.generator.reporting import Reclassifications, end_of_record, source_of
from sample_data.months import LAST_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from sample_data.generator.marginals import Marginals, Months, Shares
    from sample_data.generator.offences import Offence

#: Share of domestic crimes that are flagged as honour-based. Ours.
_HONOUR_BASED: Final = 0.01
#: The most days after which a crime is recorded a second time by mistake.
_RECORDED_AGAIN: Final = 12
_FOUND_OUT: Final = 0.85

#: Code and title of an offence, as a report words them.
Wording = tuple[str | None, str | None]


@dataclass(slots=True)
class Crime:
    """One crime report. Place and the domestic flag are settled when a suspect is named.

    Attributes:
        wordings: from which day on it had which code and title; the last are the right ones.
        mistaken_for: the offence that it was recorded as at first, where that was another one.
        ended: the status that its record got in place of recorded, and when.
    """

    ref: str
    offence: Offence
    wordings: list[tuple[date, Wording]]
    mistaken_for: Offence | None
    recorded_on: date
    committed_on: date
    borough: str | None
    ward: str | None
    source: str
    ended: tuple[str, date] | None
    domestic: bool = False
    honour_based: bool = False

    def move_to(self, other: Crime) -> None:
        """Put this crime where the other happened."""
        self.borough, self.ward = other.borough, other.ward

    def flag_domestic(self, rng: Random) -> None:
        """Flag it as domestic abuse, and sometimes as honour-based too."""
        self.domestic = True
        self.honour_based = rng.random() < _HONOUR_BASED

    def settle_offence(self, day: date) -> None:
        """Put right by a day what it was recorded as."""
        since, right = self.wordings[-1]
        if len(self.wordings) > 1 and day < since:
            self.wordings = (
                [(self.recorded_on, right)]
                if day <= self.recorded_on
                else [self.wordings[0], (day, right)]
            )

    def wording_on(self, day: date) -> Wording:
        """Its code and title as the record had them on a day."""
        return next(wording for since, wording in reversed(self.wordings) if since <= day)

    def status_on(self, day: date) -> str:
        """Whether it was recorded, cancelled or transferred on a day."""
        return self.ended[0] if self.ended and self.ended[1] <= day else "recorded"


class CrimeReferences:
    """Unused crime references such as 0112345/25, the year being that of recording."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._used: set[str] = set()

    def next(self, recorded_on: date) -> str:
        """A reference that no crime has yet."""
        while True:
            ref = f"{int(self._rng.random() * 6_000_000):07d}/{recorded_on.year % 100:02d}"
            if ref not in self._used:
                self._used.add(ref)
                return ref

    def record_again(self, crime: Crime) -> Crime:
        """The same crime recorded a second time by mistake, and mostly cancelled when found out."""
        day = crime.recorded_on + timedelta(days=1 + int(self._rng.random() * _RECORDED_AGAIN))
        day = min(day, LAST_DAY)
        found = self._rng.random() < _FOUND_OUT
        cancelled = day + timedelta(days=10 + int(self._rng.random() * 110))
        return replace(
            crime,
            ref=self.next(day),
            recorded_on=day,
            wordings=[(day, crime.wordings[-1][1])],
            mistaken_for=None,
            ended=("cancelled", cancelled) if found else None,
        )


def deal_crimes(
    rng: Random,
    marginals: Marginals,
    offences: Shares[Offence],
    *,
    references: CrimeReferences,
    first_month: date,
    total: int,
) -> list[Crime]:
    """`total` crimes recorded in the year from `first_month`, in the shares of the marginals."""
    kinds = deck(rng, offences.values, offences.weights, total)
    days = recorded_days(rng, marginals, first_month, total)
    places = deck(rng, marginals.boroughs.values, marginals.boroughs.weights, total)
    delays = _delays(rng, marginals, kinds)
    mistakes = Reclassifications(rng, offences.values)
    crimes = []
    for offence, day, borough in zip(kinds, days, places, strict=True):
        committed = committed_on(rng, day, next(delays[offence.group]), offence.in_force_from)
        right = (day, written(rng, offence))
        mistaken = mistakes.first_recorded(offence, day, committed)
        crimes.append(
            Crime(
                ref=references.next(day),
                offence=offence,
                wordings=[right] if mistaken is None else _put_right(right, *mistaken),
                mistaken_for=mistaken[0] if mistaken else None,
                recorded_on=day,
                committed_on=committed,
                borough=borough,
                ward=ward_of(rng, marginals, borough),
                source=source_of(rng, offence),
                ended=end_of_record(rng, day),
            )
        )
    return crimes


def _put_right(
    right: tuple[date, Wording], mistaken: Offence, day: date
) -> list[tuple[date, Wording]]:
    recorded_on, wording = right
    return [(recorded_on, (mistaken.code, mistaken.title)), (day, wording)]


def _delays(rng: Random, marginals: Marginals, kinds: list[Offence]) -> dict[str, Iterator[Months]]:
    """For each group of offences a deck of delays, one for each of its crimes."""
    counts = Counter(offence.group for offence in kinds)
    return {
        group: iter(deck(rng, delays.values, delays.weights, counts[group]))
        for group, delays in marginals.delays.items()
    }
