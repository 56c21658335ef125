"""Crimes before anyone is named in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sample_data.dates import committed_on, recorded_days
from sample_data.decks import deck
from sample_data.offences import written
from sample_data.places import ward_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from random import Random

    from sample_data.marginals import Marginals, Months, Shares
    from sample_data.offences import Offence

_SOURCES: Final = ("victim", "third_party", "witness", "police")
_SOURCE_WEIGHTS: Final = (0.75, 0.12, 0.05, 0.08)
_CANCELLED: Final = 0.02
_TRANSFERRED: Final = 0.006
_HONOUR_BASED: Final = 0.004


@dataclass(slots=True)
class Crime:
    """One crime report. Place and the domestic flag are settled when a suspect is named."""

    ref: str
    offence: Offence
    code: str | None
    title: str | None
    recorded_on: date
    committed_on: date
    borough: str | None
    ward: str | None
    status: str
    source: str
    honour_based: bool
    domestic: bool = False

    def move_to(self, other: Crime) -> None:
        """Put this crime where the other happened."""
        self.borough, self.ward = other.borough, other.ward


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
    sources = deck(rng, _SOURCES, _SOURCE_WEIGHTS, total)
    delays = _delays(rng, marginals, kinds)
    crimes = []
    for offence, day, borough, source in zip(kinds, days, places, sources, strict=True):
        code, title = written(rng, offence)
        crimes.append(
            Crime(
                ref=references.next(day),
                offence=offence,
                code=code,
                title=title,
                recorded_on=day,
                committed_on=committed_on(rng, day, next(delays[offence.group])),
                borough=borough,
                ward=ward_of(rng, marginals, borough),
                status=_status(rng),
                source=source,
                honour_based=rng.random() < _HONOUR_BASED,
            )
        )
    return crimes


def _delays(rng: Random, marginals: Marginals, kinds: list[Offence]) -> dict[str, Iterator[Months]]:
    """For each group of offences a deck of delays, one for each of its crimes."""
    counts = Counter(offence.group for offence in kinds)
    return {
        group: iter(deck(rng, delays.values, delays.weights, counts[group]))
        for group, delays in marginals.delays.items()
    }


def _status(rng: Random) -> str:
    chance = rng.random()
    if chance < _CANCELLED:
        return "cancelled"
    return "transferred" if chance < _CANCELLED + _TRANSFERRED else "recorded"
