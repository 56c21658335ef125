"""The facts of a suspect, made to fit the crimes they are named in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from sample_data.dates import LAST_DAY, years_before
from sample_data.names import full_name, misspelt
from sample_data.places import home_of

if TYPE_CHECKING:
    from random import Random

    from sample_data.marginals import Marginals
    from sample_data.naming import Suspect

#: Share of men among suspects. Of custody disposals for sexual offences 95 % are of men, for all
#: assaults 82 %; suspects of violence against women lie between, by our assumption.
_MALE_SEXUAL: Final = 0.957
_MALE_OTHERWISE: Final = 0.885
_SEX_UNKNOWN: Final = 0.008
_NAME_UNKNOWN: Final = 0.008
_BORN_UNKNOWN: Final = 0.02

_YOUNGEST: Final = 13
_ADULT: Final = 18
_TRIES: Final = 40

_SITUATIONS: Final = ("at_large", "custody", "prison", "deceased", "unknown")
_USUAL: Final = (0.905, 0.025, 0.020, 0.006, 0.044)
_HELD_OR_NOT: Final = ("at_large", "at_large", "custody")
_CHARGED: Final = (0.58, 0.26, 0.14, 0.005, 0.015)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What is recorded about a suspect under one reference."""

    ref: str
    name: str | None
    born: date | None
    sex: str
    home: str | None
    situation: str


def person_of(rng: Random, marginals: Marginals, suspect: Suspect, ref: str) -> Person:
    """A person who can have done what they are named for: old enough, and a man where it is rape.

    A suspect of rape is recorded as a man, since the wordings of the index are of rape by one.
    """
    sex = _sex(rng, suspect)
    born = _born(rng, marginals, suspect)
    serial = suspect.career.victims is not None
    return Person(
        ref=ref,
        name=None if rng.random() < _NAME_UNKNOWN else full_name(rng, sex),
        born=None if not serial and rng.random() < _BORN_UNKNOWN else born,
        sex="U" if rng.random() < _SEX_UNKNOWN else sex,
        home=home_of(rng, marginals, suspect.named[0].crime.borough),
        situation=rng.choice(_HELD_OR_NOT) if serial else _situation(rng, suspect),
    )


def _sex(rng: Random, suspect: Suspect) -> str:
    offences = [naming.crime.offence for naming in suspect.named]
    if any(offence.group == "Rape" for offence in offences):
        return "M"
    male = _MALE_SEXUAL if any(offence.sexual for offence in offences) else _MALE_OTHERWISE
    return "M" if rng.random() < male else "F"


def _situation(rng: Random, suspect: Suspect) -> str:
    charged = any(naming.status in {"charged", "convicted"} for naming in suspect.named)
    return rng.choices(_SITUATIONS, _CHARGED if charged else _USUAL)[0]


def _born(rng: Random, marginals: Marginals, suspect: Suspect) -> date:
    earliest, latest = _bounds(suspect)
    for _ in range(_TRIES):
        first, last = rng.choices(marginals.ages.values, marginals.ages.weights)[0]
        age = first + int(rng.random() * (last - first + 1))
        born = years_before(LAST_DAY, age) - timedelta(days=int(rng.random() * 365))
        if earliest <= born <= latest:
            return born
    return max(earliest, latest - timedelta(days=int(rng.random() * 3650)))


def _bounds(suspect: Suspect) -> tuple[date, date]:
    """The earliest and latest day on which the suspect can have been born."""
    earliest, latest = date(1936, 1, 1), LAST_DAY
    for naming in suspect.named:
        crime = naming.crime
        adult = crime.offence.adult_suspect or suspect.career.victims is not None
        latest = min(latest, years_before(crime.committed_on, _ADULT if adult else _YOUNGEST))
        if crime.offence.young_suspect:
            earliest = max(earliest, years_before(crime.committed_on, _ADULT) + timedelta(days=1))
    return min(earliest, latest), latest


def second_record(rng: Random, person: Person, ref: str) -> Person:
    """The same person under another reference: misspelt, or with another date of birth."""
    chance = rng.random()
    name, born = person.name, person.born
    if name is not None and (born is None or chance < 0.7):  # noqa: PLR2004
        name = misspelt(rng, name)
    if born is not None and (name == person.name or chance < 0.2):  # noqa: PLR2004
        born = _misread(rng, born)
    return replace(person, ref=ref, name=name, born=born)


def _misread(rng: Random, born: date) -> date:
    """Day and month the wrong way round where that is a date, else a year or a few days off."""
    if born.day <= 12 and born.day != born.month and rng.random() < 0.5:  # noqa: PLR2004
        return born.replace(day=born.month, month=born.day)
    if rng.random() < 0.5:  # noqa: PLR2004
        return years_before(born, rng.choice((-1, 1)))
    return born - timedelta(days=rng.choice((-10, -1, 1, 10)))
