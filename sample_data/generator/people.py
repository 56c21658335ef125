"""The facts of a suspect, made to fit the crimes they are named in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from sample_data.generator.dates import days_later, years_before
from sample_data.generator.names import full_name, misspelt
from sample_data.generator.places import home_of
from sample_data.months import LAST_DAY

if TYPE_CHECKING:
    from random import Random

    from sample_data.generator.marginals import Marginals
    from sample_data.generator.naming import Suspect

#: Share of men among suspects. Of custody disposals for sexual offences 95 % are of men, for all
#: assaults 82 %; suspects of violence against women lie between, by our assumption.
_MALE_SEXUAL: Final = 0.957
_MALE_OTHERWISE: Final = 0.885
_SEX_UNKNOWN: Final = 0.008
_NAME_UNKNOWN: Final = 0.008
_BORN_UNKNOWN: Final = 0.02

_TRIES: Final = 40
_YOUNG: Final = 32
_GROWN: Final = 18
_SERIAL_AGE: Final = 18

#: Share of records that are first written down with a slip, and the days until it is put right.
_CORRECTED: Final = 0.015
_CORRECTED_AFTER: Final = (3, 20, 50, 120, 300)

#: Share of suspects who work for the police themselves, of those of working age.
_STAFF: Final = 0.0145
_STAFF_AGES: Final = (19, 62)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What is recorded about a suspect under one reference.

    Attributes:
        slip: the name and the birth as they were written down at first, and when that was put
            right; None where they were right.
        staff: whether they work for the police; no row says it.
    """

    ref: str
    name: str | None
    born: date | None
    sex: str
    home: str | None
    slip: tuple[str | None, date | None, date] | None = None
    staff: bool = False

    def identity_on(self, day: date) -> tuple[str | None, date | None]:
        """Name and birth as the record had them on a day."""
        if self.slip is not None and day < self.slip[2]:
            return self.slip[0], self.slip[1]
        return self.name, self.born


def person_of(rng: Random, marginals: Marginals, suspect: Suspect, ref: str) -> Person:
    """A person who can have done what they are named for: old enough, and a man where it is rape.

    A suspect of rape is recorded as a man, since the wordings of the index are of rape by one.
    """
    sex = _sex(rng, suspect)
    born = _born(rng, marginals, suspect)
    serial = suspect.career.victims is not None
    person = Person(
        ref=ref,
        name=None if rng.random() < _NAME_UNKNOWN else full_name(rng, sex),
        born=None if not serial and rng.random() < _BORN_UNKNOWN else born,
        sex="U" if rng.random() < _SEX_UNKNOWN else sex,
        home=home_of(rng, marginals, suspect.named[0].crime.borough),
        staff=_works_for_police(rng, born),
    )
    return replace(person, slip=_slip(rng, person, suspect))


def _works_for_police(rng: Random, born: date) -> bool:
    youngest, oldest = _STAFF_AGES
    of_age = years_before(LAST_DAY, oldest) <= born <= years_before(LAST_DAY, youngest)
    return rng.random() < _STAFF and of_age


def _slip(
    rng: Random, person: Person, suspect: Suspect
) -> tuple[str | None, date | None, date] | None:
    """Name and birth as first written down, where one of them was wrong."""
    if rng.random() >= _CORRECTED:
        return None
    wrong = written_wrongly(rng, person)
    if (wrong.name, wrong.born) == (person.name, person.born):
        return None
    first = min(naming.named_on for naming in suspect.named)
    return wrong.name, wrong.born, days_later(rng, first, _CORRECTED_AFTER)


def _sex(rng: Random, suspect: Suspect) -> str:
    crimes = [naming.crime for naming in suspect.named]
    offences = [crime.offence for crime in crimes]
    offences += [crime.mistaken_for for crime in crimes if crime.mistaken_for is not None]
    if any(offence.group == "Rape" for offence in offences):
        return "M"
    male = _MALE_SEXUAL if any(offence.sexual for offence in offences) else _MALE_OTHERWISE
    return "M" if rng.random() < male else "F"


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
        age = crime.offence.youngest(domestic=crime.domestic)
        if suspect.career.victims is not None:
            age = max(age, _SERIAL_AGE)
        latest = min(latest, years_before(crime.committed_on, age))
        if crime.offence.young_suspect:
            earliest = max(earliest, years_before(crime.committed_on, _GROWN) + timedelta(days=1))
    return min(earliest, latest), latest


def second_record(rng: Random, person: Person, ref: str) -> Person:
    """The same person under another reference: misspelt, or with another date of birth."""
    return replace(written_wrongly(rng, person), ref=ref, slip=None)


def written_wrongly(rng: Random, person: Person) -> Person:
    """The same record with a slip in the name, in the birth, or in both."""
    chance = rng.random()
    name, born = person.name, person.born
    if name is not None and (born is None or chance < 0.7):  # noqa: PLR2004
        name = misspelt(rng, name)
    if born is not None and (name == person.name or chance < 0.2):  # noqa: PLR2004
        born = _misread(rng, born)
    return replace(person, name=name, born=born)


def _misread(rng: Random, born: date) -> date:
    """Day and month the wrong way round where that is a date, else a year or a few days off.

    A young person's record never makes them younger than they were when they did it.
    """
    young = born.year > LAST_DAY.year - _YOUNG
    swapped = born.replace(day=born.month, month=born.day) if born.day <= 12 else born  # noqa: PLR2004
    if swapped != born and not (young and swapped > born) and rng.random() < 0.5:  # noqa: PLR2004
        return swapped
    if rng.random() < 0.5:  # noqa: PLR2004
        return years_before(born, 1 if young else rng.choice((-1, 1)))
    return born - timedelta(days=rng.choice((1, 10) if young else (-10, -1, 1, 10)))
