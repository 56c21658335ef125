"""Who reports a crime, what becomes of its record, and what it was first recorded as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_data.generator.dates import days_later

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from random import Random

    from sample_data.generator.offences import Offence

_SOURCES: Final = ("victim", "third_party", "witness", "police")
#: How often each reports what: ours, so that the victim reports about three crimes in four.
_USUAL: Final = (0.79, 0.10, 0.04, 0.07)
_KILLING: Final = (0.0, 0.42, 0.20, 0.38)
_SEVERE: Final = (0.50, 0.22, 0.13, 0.15)
_CHILD: Final = (0.38, 0.48, 0.04, 0.10)
_SLAVERY: Final = (0.22, 0.33, 0.02, 0.43)
_ON_DUTY: Final = (0.05, 0.0, 0.0, 0.95)

#: Share of crimes whose record is cancelled, transferred to another force or reclassified, and
#: the days after which. No rate is published by month of age: ours, low as forces report them.
_CANCELLED: Final = 0.02
_CANCELLED_AFTER: Final = (1, 6, 25, 70, 240)
_TRANSFERRED: Final = 0.006
_TRANSFERRED_AFTER: Final = (1, 5, 12, 30, 90)
_RECLASSIFIED: Final = 0.015
_RECLASSIFIED_AFTER: Final = (2, 10, 35, 90, 300)

#: Titles that are confused with each other at first, by how they begin.
_CONFUSED: Final = (
    ("Rape of a female aged 16 or over", "Sexual assault on a female"),
    ("Rape of a female aged 16 or over", "Attempted rape of a female aged 16 or over"),
    ("Assault on a female by penetration", "Sexual assault on a female"),
    ("Harassment - Stalking involving serious alarm", "Harassment"),
    ("Harassment - Stalking involving fear", "Harassment - Pursue course of conduct"),
    ("Harassment - Pursue course of conduct", "Harassment"),
    ("Engage in controlling/coercive behaviour", "Harassment"),
    ("Harassment", "Sending letters etc"),
    ("Strangulation or suffocation", "Assault with Injury - Assault occasioning"),
    ("Assault with Injury - Malicious wounding", "Assault with Injury - Assault occasioning"),
    ("Assault with Intent to cause Serious Harm", "Assault with Injury - Malicious wounding"),
    ("Assault with Injury - Assault occasioning", "Fear or provocation of violence"),
    ("Murder", "Attempted murder"),
)


def source_of(rng: Random, offence: Offence) -> str:
    """Who reports a crime of this offence; never somebody who was killed."""
    return rng.choices(_SOURCES, _weights(offence))[0]


def _weights(offence: Offence) -> tuple[float, ...]:
    if offence.kills:
        return _KILLING
    if offence.on_duty:
        return _ON_DUTY
    if offence.group == "Modern Slavery":
        return _SLAVERY
    if offence.severe:
        return _SEVERE
    return _CHILD if offence.child else _USUAL


def end_of_record(rng: Random, recorded_on: date) -> tuple[str, date] | None:
    """The status that the crime's record gets in place of recorded, and when; mostly none."""
    chance = rng.random()
    if chance < _CANCELLED:
        return "cancelled", days_later(rng, recorded_on, _CANCELLED_AFTER)
    if chance < _CANCELLED + _TRANSFERRED:
        return "transferred", days_later(rng, recorded_on, _TRANSFERRED_AFTER)
    return None


class Reclassifications:
    """What a crime was first recorded as, where it was recorded as another offence."""

    def __init__(self, rng: Random, offences: Iterable[Offence]) -> None:
        self._rng = rng
        self._offences = tuple(offences)
        self._mistaken: dict[Offence, list[Offence]] = {}

    def first_recorded(
        self, offence: Offence, recorded_on: date, committed_on: date
    ) -> tuple[Offence, date] | None:
        """The offence of the first record, and when it was put right; mostly none."""
        if self._rng.random() >= _RECLASSIFIED:
            return None
        mistaken = [
            other for other in self._taken_for(offence) if other.in_force_from <= committed_on
        ]
        if not mistaken:
            return None
        return (
            self._rng.choice(mistaken),
            days_later(self._rng, recorded_on, _RECLASSIFIED_AFTER),
        )

    def _taken_for(self, offence: Offence) -> list[Offence]:
        if offence not in self._mistaken:
            first = [a for a, b in _CONFUSED if offence.title.startswith(b) and b != "Harassment"]
            first += [b for a, b in _CONFUSED if offence.title.startswith(a)]
            titles = first if offence.title != "Harassment" else ["Sending letters etc"]
            self._mistaken[offence] = [
                other
                for other in self._offences
                if other is not offence
                and any(_begins(other.title, title) for title in titles)
                and not other.kills
            ]
        return self._mistaken[offence]


def _begins(title: str, beginning: str) -> bool:
    """Whether a title is one of these; bare harassment is a title of its own."""
    return title == beginning if beginning == "Harassment" else title.startswith(beginning)
