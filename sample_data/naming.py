"""Names suspects in crimes: decides whose allegation each row is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from sample_data.dates import LAST_DAY
from sample_data.victims import Bond

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Iterator
    from random import Random

    from sample_data.careers import Career
    from sample_data.crimes import Crime
    from sample_data.victims import Victim, Victims

_SAME_PLACE: Final = 0.75

#: How often a further allegation is chosen from the next few crimes to be of the same class as the
#: last, and from how many: people who are named again are often named for a similar offence. Ours.
_LIKE_BEFORE: Final = 0.55
_SOUGHT_AMONG: Final = 4

_CO_SUSPECT: Final = 0.04
_SECOND_VICTIM: Final = 0.003
_VICTIM_UNKNOWN: Final = 0.015
_FLAG_MISSED: Final = 0.03

_STATUSES: Final = (
    "named",
    "interviewed",
    "arrested",
    "charged",
    "convicted",
    "acquitted",
    "eliminated",
    "no_further_action",
)
#: Early and late in a case; between the outcomes published for sexual offences and for assaults.
_FRESH: Final = (0.40, 0.23, 0.17, 0.05, 0.0, 0.0, 0.01, 0.14)
_OLD: Final = (0.20, 0.12, 0.08, 0.075, 0.012, 0.003, 0.022, 0.488)
_FRESH_DAYS: Final = 120
_COUNTING: Final = ("named", "interviewed", "arrested", "charged")


@dataclass(slots=True)
class Naming:
    """One victim of one crime in which one suspect is named."""

    crime: Crime
    victim: Victim | None
    status: str


@dataclass(slots=True, eq=False)
class Suspect:
    """A person through the two years: the crimes they are named in, and whom they harmed."""

    career: Career
    named: list[Naming] = field(default_factory=list)
    bonds: list[Bond] = field(default_factory=list)


class Registrar:
    """Names suspects in crimes, one year after the other."""

    def __init__(self, rng: Random, victims: Victims) -> None:
        self._rng = rng
        self._victims = victims
        self._year: list[list[Naming]] = []

    def open_year(self) -> None:
        """Forget the crimes of the year before: nobody joins those any more."""
        self._year = []

    def name(self, suspect: Suspect, crimes: deque[Crime], times: int) -> int:
        """Name the suspect in the next crimes; returns how often they join another's instead."""
        joins = 0
        for _ in range(times):
            if self._rng.random() < _CO_SUSPECT:
                joins += 1
            else:
                self._alone(suspect, self._next_for(suspect, crimes))
        return joins

    def _next_for(self, suspect: Suspect, crimes: deque[Crime]) -> Crime:
        if suspect.named and self._rng.random() < _LIKE_BEFORE:
            last = suspect.named[-1].crime.offence.offence_class
            for i in range(_SOUGHT_AMONG):
                if crimes[i].offence.offence_class == last:
                    crimes[0], crimes[i] = crimes[i], crimes[0]
                    break
        return crimes.popleft()

    def _alone(self, suspect: Suspect, crime: Crime) -> None:
        if suspect.named and self._rng.random() < _SAME_PLACE:
            crime.move_to(suspect.named[0].crime)
        bond = self._victims.bond(crime.offence, suspect.bonds)
        if bond not in suspect.bonds:
            suspect.bonds.append(bond)
        crime.domestic = bond.domestic and self._rng.random() >= _FLAG_MISSED
        victim = None if self._rng.random() < _VICTIM_UNKNOWN else bond.victim
        named = [Naming(crime, victim, self._status(crime))]
        if victim is not None and self._rng.random() < _SECOND_VICTIM:
            named.append(replace(named[0], victim=self._victims.new(crime.offence)))
        suspect.named += named
        self._year.append(named)

    def join(self, suspect: Suspect) -> None:
        """Name the suspect in a crime of this year in which somebody else is named already."""
        theirs = self._rng.choice(self._year)
        crime = theirs[0].crime
        if all(naming.crime is not crime for naming in suspect.named):
            status = self._status(crime)
            suspect.named += [replace(naming, status=status) for naming in theirs]

    def name_serial(
        self, suspect: Suspect, crimes: Iterator[Crime], *, times: int, victims: int
    ) -> None:
        """Name a serial suspect: each time a new victim until there are enough, then the first.

        These crimes are never cancelled: the published list was led by such people.
        """
        before = len(suspect.bonds)
        for crime in islice(crimes, times):
            crime.status = "recorded"
            if suspect.named and self._rng.random() < _SAME_PLACE:
                crime.move_to(suspect.named[0].crime)
            if len(suspect.bonds) < before + victims:
                bond = Bond(self._victims.new(crime.offence), domestic=False)
                suspect.bonds.append(bond)
            else:
                bond = suspect.bonds[before]
            suspect.named.append(Naming(crime, bond.victim, self._rng.choice(_COUNTING)))

    def unnamed(self, crime: Crime) -> Naming:
        """A crime in which nobody is named, and its victim."""
        return Naming(crime, self._victims.new(crime.offence), _STATUSES[0])

    def _status(self, crime: Crime) -> str:
        fresh = (LAST_DAY - crime.recorded_on).days < _FRESH_DAYS
        return self._rng.choices(_STATUSES, _FRESH if fresh else _OLD)[0]
