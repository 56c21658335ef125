"""Who is harmed, and how often by the same suspect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from random import Random

    from sample_data.generator.crimes import Crime
    from sample_data.generator.offences import Offence

_MALE: Final = 0.035
_UNKNOWN: Final = 0.03
_OTHER: Final = 0.002

#: Chance that a further allegation is by a victim of an earlier one: ours, set so that the top
#: hundred have about two victims to four and a half allegations, as published.
_SAME_PARTNER: Final = 0.97
_SAME_OTHER: Final = 0.89

#: Chance that a victim new to the suspect has been the victim of somebody else before.
_HARMED_BEFORE: Final = 0.03


@dataclass(slots=True, eq=False)
class Victim:
    """One victim. The reference is given at the end; two objects are two people.

    Attributes:
        last: the latest day on which she was harmed.
        killed_on: when she was killed, if she was.
    """

    sex: str
    child: bool
    ref: str | None = None
    last: date = date.min
    killed_on: date | None = None

    def can_be_harmed(self, crime: Crime) -> bool:
        """Whether she was alive when the crime was committed, and for a killing until then."""
        if self.killed_on is not None:
            return not crime.offence.kills and crime.committed_on < self.killed_on
        return not crime.offence.kills or self.last < crime.committed_on

    def harm(self, crime: Crime) -> None:
        """Remember that she was harmed, or killed, in a crime."""
        self.last = max(self.last, crime.committed_on)
        if crime.offence.kills:
            self.killed_on = crime.committed_on


@dataclass(frozen=True, slots=True, eq=False)
class Bond:
    """A victim as one suspect knows them: a partner or relation, or not."""

    victim: Victim
    domestic: bool


class Victims:
    """Every victim so far, for those who are harmed by more than one suspect."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self.all: list[Victim] = []

    def bond(self, crime: Crime, known: list[Bond]) -> Bond:
        """The victim of a further allegation against a suspect who has these victims already."""
        fitting = [bond for bond in known if _can_happen(bond, crime)]
        if fitting:
            bond = self._rng.choice(fitting)
            if self._rng.random() < (_SAME_PARTNER if bond.domestic else _SAME_OTHER):
                return bond
        return self._stranger(crime, known)

    def new(self, offence: Offence) -> Victim:
        """A person who has not been a victim so far."""
        victim = Victim(offence.victim_sex or self._sex(), offence.child)
        self.all.append(victim)
        return victim

    def _stranger(self, crime: Crime, known: list[Bond]) -> Bond:
        domestic = self._rng.random() < crime.offence.domestic_share
        if self.all and not crime.offence.on_duty and self._rng.random() < _HARMED_BEFORE:
            victim = self._rng.choice(self.all)
            new = all(victim is not bond.victim for bond in known)
            if new and _fits(victim, crime.offence) and victim.can_be_harmed(crime):
                return Bond(victim, domestic)
        return Bond(self.new(crime.offence), domestic)

    def _sex(self) -> str:
        chance = self._rng.random()
        for sex, share in (("M", _MALE), ("U", _UNKNOWN), ("X", _OTHER)):
            if chance < share:
                return sex
            chance -= share
        return "F"


def _can_happen(bond: Bond, crime: Crime) -> bool:
    """Whether this crime can be against that victim."""
    offence = crime.offence
    if not (_fits(bond.victim, offence) and bond.victim.can_be_harmed(crime)):
        return False
    return bond.domestic or not offence.coercive if not offence.on_duty else not bond.domestic


def _fits(victim: Victim, offence: Offence) -> bool:
    return victim.child == offence.child and offence.victim_sex in {None, victim.sex}
