"""Names suspects in crimes: decides whose allegation each row is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Final

from sample_data.generator.dates import days_later
from sample_data.generator.victims import Bond

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Iterator
    from random import Random

    from sample_data.generator.careers import Career
    from sample_data.generator.crimes import Crime, CrimeReferences
    from sample_data.generator.victims import Victim, Victims

_SAME_PLACE: Final = 0.75

#: How often a further allegation is chosen from the next few crimes to be of the same class as the
#: last, and from how many: people who are named again are often named for a similar offence. Ours.
_LIKE_BEFORE: Final = 0.55
_SOUGHT_AMONG: Final = 4

_CO_SUSPECT: Final = 0.04
_TRIES: Final = 12
_SECOND_VICTIM: Final = 0.003
_VICTIM_UNKNOWN: Final = 0.015
_FLAG_MISSED: Final = 0.03

#: Share of crimes recorded twice by mistake, and how often the second record has no victim.
_RECORDED_TWICE: Final = 0.0025
_VICTIM_LEFT_OUT: Final = 0.5

#: Share of suspects who are named some time after the crime was recorded, and how many days. Ours.
_NAMED_LATER: Final = 0.06
_NAMED_AFTER: Final = (4, 15, 35, 80, 220)


@dataclass(slots=True)
class Naming:
    """One victim of one crime in which one suspect is named.

    Attributes:
        named_on: when the suspect was first named in it.
        stages: from which day on the case against the suspect was how far, in order.
        sex_left_out: whether the row leaves out the victim's sex.
    """

    crime: Crime
    victim: Victim | None
    named_on: date
    stages: list[tuple[date, str]] = field(default_factory=list)
    sex_left_out: bool = False

    def status_on(self, day: date) -> str:
        """How far the case against the suspect had gone on a day."""
        return next((status for since, status in reversed(self.stages) if since <= day), "named")


@dataclass(slots=True, eq=False)
class Suspect:
    """A person through the two years: the crimes they are named in, and whom they harmed.

    Attributes:
        is_victim: whether they are the victim of somebody else's crime, too.
    """

    career: Career
    named: list[Naming] = field(default_factory=list)
    bonds: list[Bond] = field(default_factory=list)
    is_victim: bool = False


class Registrar:
    """Names suspects in crimes, one year after the other."""

    def __init__(self, rng: Random, victims: Victims, references: CrimeReferences) -> None:
        self._rng = rng
        self._victims = victims
        self._references = references
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
        while crimes[0].offence.kills and sum(suspect.career.times) > 1:
            crimes.rotate(-1)  # whoever is named for a killing is not named again
        return crimes.popleft()

    def _alone(self, suspect: Suspect, crime: Crime) -> None:
        if suspect.named and self._rng.random() < _SAME_PLACE:
            crime.move_to(suspect.named[0].crime)
        bond = self._victims.bond(crime, suspect.bonds)
        if bond not in suspect.bonds:
            suspect.bonds.append(bond)
        offence = crime.offence
        missed = not offence.coercive and self._rng.random() < _FLAG_MISSED
        if bond.domestic and not offence.child and not missed:
            crime.flag_domestic(self._rng)
        victim = None if self._unknown(crime) else bond.victim
        self._harm(crime, bond.victim)
        named = [self._naming(crime, victim)]
        if victim is not None and not crime.domestic and self._rng.random() < _SECOND_VICTIM:
            named.append(replace(named[0], victim=self._victims.new(offence)))
            self._harm(crime, named[1].victim)
        suspect.named += named
        self._year.append(named)
        if not offence.kills and self._rng.random() < _RECORDED_TWICE:
            suspect.named.append(self._recorded_twice(named[0]))

    def _unknown(self, crime: Crime) -> bool:
        """Whether the victim's reference is not recorded; whoever was killed is known."""
        return not crime.offence.kills and self._rng.random() < _VICTIM_UNKNOWN

    def _recorded_twice(self, naming: Naming) -> Naming:
        crime = self._references.record_again(naming.crime)
        left_out = self._rng.random() < _VICTIM_LEFT_OUT
        return Naming(crime, None if left_out else naming.victim, crime.recorded_on)

    def _naming(self, crime: Crime, victim: Victim | None) -> Naming:
        later = self._rng.random() < _NAMED_LATER
        named_on = (
            days_later(self._rng, crime.recorded_on, _NAMED_AFTER) if later else crime.recorded_on
        )
        return Naming(crime, victim, named_on)

    @staticmethod
    def _harm(crime: Crime, victim: Victim | None) -> None:
        if victim is not None:
            victim.harm(crime)

    def join(self, suspect: Suspect) -> None:
        """Name the suspect in a crime of this year in which somebody else is named already.

        Domestic abuse is one person's, and whoever is named for a killing is not named again.
        """
        for _ in range(_TRIES):
            theirs = self._rng.choice(self._year)
            if _can_be_joined(theirs[0].crime, suspect):
                named_on = self._naming(theirs[0].crime, None).named_on
                suspect.named += [replace(naming, named_on=named_on) for naming in theirs]
                return

    def name_serial(
        self, suspect: Suspect, crimes: Iterator[Crime], *, times: int, victims: int
    ) -> None:
        """Name a serial suspect: each time a new victim until there are enough, then the first.

        These crimes are never cancelled: the published list was led by such people.
        """
        before = len(suspect.bonds)
        for crime in islice(crimes, times):
            crime.ended = None
            if suspect.named and self._rng.random() < _SAME_PLACE:
                crime.move_to(suspect.named[0].crime)
            if len(suspect.bonds) < before + victims:
                bond = Bond(self._victims.new(crime.offence), domestic=False)
                suspect.bonds.append(bond)
            else:
                bond = suspect.bonds[before]
            bond.victim.harm(crime)
            suspect.named.append(Naming(crime, bond.victim, crime.recorded_on))

    def unnamed(self, crime: Crime) -> Naming:
        """A crime in which nobody is named, and its victim."""
        victim = self._victims.new(crime.offence)
        victim.harm(crime)
        crime.domestic = crime.offence.coercive
        return Naming(crime, victim, crime.recorded_on)


def _can_be_joined(crime: Crime, suspect: Suspect) -> bool:
    """Whether a crime can have this further suspect."""
    alone = crime.domestic or crime.offence.coercive or crime.offence.kills
    return not alone and all(naming.crime is not crime for naming in suspect.named)
