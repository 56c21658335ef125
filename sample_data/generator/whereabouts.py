"""Where a suspect is over time: at large, in custody, in prison, or dead."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from sample_data.generator.cases import course_of
from sample_data.generator.dates import YEARS, days_later
from sample_data.months import LAST_DAY, month_of

if TYPE_CHECKING:
    from random import Random

    from sample_data.generator.naming import Naming, Suspect

#: Share of suspects who die, of those named for a killing at once; who are in prison for something
#: else for a time; and whose whereabouts nobody knows. Ours.
_DIES: Final = 0.004
_DIES_AFTER_KILLING: Final = 0.08
_IN_PRISON_OTHERWISE: Final = 0.018
_UNKNOWN: Final = 0.04

#: Days in prison for what does not bring it always, and for something else.
_SENTENCE: Final = (40, 90, 160, 270, 500)
#: Nobody is held for less than this before they do something else, which means that they were
#: released.
_HELD_AT_LEAST: Final = timedelta(days=30)
_BEFORE_PRISON: Final = timedelta(days=31)


@dataclass
class Whereabouts:
    """Where somebody is on which days.

    Attributes:
        usually: at large, or unknown.
        held: from which day to which other, this one left out, in custody or in prison.
        died_on: when they died, if they did.
    """

    usually: str = "at_large"
    held: list[tuple[date, date, str]] = field(default_factory=list)
    died_on: date | None = None

    @property
    def changes(self) -> bool:
        """Whether the suspect is not always in the same place."""
        return bool(self.held) or self.died_on is not None

    def on(self, day: date) -> str:
        """Where the suspect is on a day."""
        if self.died_on is not None and self.died_on <= day:
            return "deceased"
        if not self.held:
            return self.usually
        kinds = {kind for since, until, kind in self.held if since <= day < until}
        return next((kind for kind in ("prison", "custody") if kind in kinds), self.usually)


def death_of(rng: Random, suspect: Suspect) -> date | None:
    """When the suspect dies, if they do: after whatever they are named for."""
    last = max(naming.crime.committed_on for naming in suspect.named)
    chance = rng.random()
    if suspect.is_victim or suspect.career.victims is not None:
        return None
    if any(naming.crime.offence.kills for naming in suspect.named):
        return last + timedelta(days=1) if chance < _DIES_AFTER_KILLING else None
    if chance >= _DIES:
        return None
    since = max(last, YEARS[0])
    return since + timedelta(days=1 + int(rng.random() * ((LAST_DAY - since).days + 1)))


def whereabouts_of(rng: Random, suspect: Suspect, died_on: date | None) -> Whereabouts:
    """Where a suspect is, given how their cases went; they do nothing while they are held."""
    found = Whereabouts("unknown" if rng.random() < _UNKNOWN else "at_large", died_on=died_on)
    seen: set[str] = set()
    for naming in suspect.named:
        if naming.crime.ref not in seen:
            seen.add(naming.crime.ref)
            _hold_for(rng, suspect, naming, found)
    if rng.random() < _IN_PRISON_OTHERWISE and not found.held:
        since = YEARS[0] + timedelta(days=int(rng.random() * (LAST_DAY - YEARS[0]).days))
        _hold(rng, suspect, found, "prison", since, days_later(rng, since, _SENTENCE))
    if found.held:
        found.usually = "at_large"
    return found


def _hold_for(rng: Random, suspect: Suspect, naming: Naming, found: Whereabouts) -> None:
    """Hold the suspect from the charge to the verdict, and after it, as the offence goes."""
    course = course_of(naming.crime.offence)
    days = {status: day for day, status in naming.stages}
    charged, convicted = days.get("charged"), days.get("convicted")
    verdict = convicted or days.get("acquitted") or days.get("no_further_action") or date.max
    if charged is not None and rng.random() < course.remanded:
        held_from = days.get("arrested", charged) if naming.crime.offence.kills else charged
        _hold(rng, suspect, found, "custody", held_from, verdict)
    if convicted is not None and rng.random() < course.prison:
        until = date.max if course.prison == 1 else days_later(rng, convicted, _SENTENCE)
        _hold(rng, suspect, found, "prison", convicted, until)


def _hold(
    rng: Random, suspect: Suspect, found: Whereabouts, kind: str, since: date, until: date
) -> None:
    """Hold the suspect between two days, or until they are next named for something done then."""
    if suspect.is_victim:
        return
    done = [naming.crime.committed_on for naming in suspect.named]
    before = _BEFORE_PRISON if kind == "prison" else timedelta(0)
    if any(since - before <= day <= since for day in done) and kind == "prison":
        return
    if any(
        until <= day and month_of(until) == month_of(since)
        for _, until, _ in found.held
        for day in done
        if day <= since
    ):
        return  # the record of each month's end would have them held all the time
    later = min((day for day in done if since < day), default=None)
    if later is not None and later <= until:
        if later - since < _HELD_AT_LEAST:
            return
        until = later - timedelta(days=int(rng.random() * _HELD_AT_LEAST.days))
    found.held.append((since, until, kind))
