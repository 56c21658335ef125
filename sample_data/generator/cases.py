"""How the case against a suspect goes on: from being named to a verdict, or to nothing.

Shares follow what is published for rape, assault and domestic abuse; days between the stages are
ours. The table of both is `data/case_courses.csv`, and `data/SOURCES.csv` has where from.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sample_data.generator.dates import days_later

if TYPE_CHECKING:
    from random import Random

    from sample_data.generator.naming import Naming, Suspect
    from sample_data.generator.offences import Offence

_TABLE: Final = Path(__file__).parents[1] / "data" / "case_courses.csv"

#: Days, from the shortest to the longest, as `dates.days_later` reads them.
Days = tuple[int, ...]

#: Days from being named to an interview and to an arrest.
_INTERVIEWED_AFTER: Final = (1, 6, 18, 45, 160)
_ARRESTED_AFTER: Final = (0, 1, 3, 14, 60)
_INTERVIEWED: Final = 0.30
#: Of those not convicted, how many are acquitted; the others' case is dropped before a verdict.
_ACQUITTED: Final = 0.7
#: A person in prison has done nothing in the month before that, nor since.
_QUIET: Final = timedelta(days=32)
#: A case is closed some time after the suspect died.
_CLOSED_AFTER: Final = (20, 30, 45, 60, 90)


@dataclass(frozen=True)
class Course:
    """How cases of one kind go.

    Attributes:
        arrested: share of suspects arrested, where not charged.
        charged: share charged in the end; `dropped` no further action, `cleared` eliminated.
        convicted: share of those charged.
        prison: share of those convicted who go to prison; `remanded` of those charged who are
            held until the verdict.
        charge_after: days from being named to the charge; `drop_after` to no further action or
            elimination, `verdict_after` from the charge to the verdict.
    """

    arrested: float
    charged: float
    dropped: float
    cleared: float
    convicted: float
    prison: float
    remanded: float
    charge_after: Days
    drop_after: Days
    verdict_after: Days


#: Kinds of cases by the Met's group of offences; any other group is of the last kind.
_KIND_OF_GROUP: Final = {
    "Rape": "rape",
    "Other Sexual Offences": "sexual",
    "Violence with Injury": "violence",
    "Stalking and Harassment": "harassing",
}


def course_of(offence: Offence) -> Course:
    """How cases of this offence go."""
    if offence.kills:
        return _courses()["killing"]
    if offence.severe:
        return _courses()["severe"]
    return _courses()[_KIND_OF_GROUP.get(offence.group, "other")]


@cache
def _courses() -> dict[str, Course]:
    """The course of each kind of cases, from the table."""
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return {row.pop("kind"): _course(row) for row in csv.DictReader(table)}


def _course(row: dict[str, str]) -> Course:
    values: dict[str, Any] = {
        name: tuple(map(int, text.split())) if name.endswith("_after") else float(text)
        for name, text in row.items()
    }
    return Course(**values)


def proceed(rng: Random, suspect: Suspect, died_on: date | None) -> None:
    """Give every naming of a suspect its stages.

    A charge settles what the offence is. A serial suspect's cases stay open or come to a charge. No
    case goes on once the crime's record has ended or the suspect has died, and nobody is sent to
    prison who did anything later.
    """
    quiet_from = max(naming.crime.committed_on for naming in suspect.named) + _QUIET
    stages: dict[str, list[tuple[date, str]]] = {}
    for naming in suspect.named:
        ref = naming.crime.ref
        if ref not in stages:
            stages[ref] = _stages(rng, suspect, naming, quiet_from, died_on)
        naming.stages = stages[ref]


def _stages(
    rng: Random, suspect: Suspect, naming: Naming, quiet_from: date, died_on: date | None
) -> list[tuple[date, str]]:
    course = course_of(naming.crime.offence)
    outcome = _outcome(rng, course)
    serial, ended = suspect.career.victims is not None, naming.crime.ended
    if (outcome == "charged" and ended) or (outcome != "charged" and serial):
        outcome = "open"
    stages = _until_charge(rng, naming.named_on, course, outcome)
    if outcome == "charged":
        naming.crime.settle_offence(stages[-1][0])
    if outcome == "charged" and not serial:
        stages += _verdict(rng, course, stages[-1][0], quiet_from, free=suspect.is_victim)
    if ended:
        stages = [stage for stage in stages if stage[0] < ended[1]] or stages[:1]
    if died_on is not None:
        stages = [stage for stage in stages if stage[0] < died_on] or stages[:1]
        if stages[-1][1] in {"named", "interviewed", "arrested", "charged"} and not ended:
            closed = days_later(rng, max(died_on, naming.named_on), _CLOSED_AFTER)
            stages.append((closed, "no_further_action"))
    return stages


def _outcome(rng: Random, course: Course) -> str:
    shares = (course.charged, course.dropped, course.cleared)
    rest = 1 - sum(shares)
    outcomes = ("charged", "no_further_action", "eliminated", "open")
    return rng.choices(outcomes, (*shares, rest))[0]


def _until_charge(
    rng: Random, named_on: date, course: Course, outcome: str
) -> list[tuple[date, str]]:
    """Named, perhaps interviewed, perhaps arrested, and the outcome where there is one."""
    stages = [(named_on, "named")]
    after = course.charge_after if outcome == "charged" else course.drop_after
    end = days_later(rng, named_on, after) if outcome != "open" else date.max
    interviewed = arrested = date.max
    if rng.random() < _INTERVIEWED:
        interviewed = days_later(rng, named_on, _INTERVIEWED_AFTER)
    if rng.random() < (0.9 if outcome == "charged" else course.arrested):
        arrested = min(days_later(rng, named_on, _ARRESTED_AFTER), end)
    elif outcome == "charged":
        interviewed = min(interviewed, end)
    if interviewed < min(arrested, date.max) and interviewed <= end and interviewed != date.max:
        stages.append((interviewed, "interviewed"))
    if arrested != date.max:
        stages.append((arrested, "arrested"))
    if outcome != "open":
        stages.append((end, outcome))
    return stages


def _verdict(
    rng: Random, course: Course, charged_on: date, quiet_from: date, *, free: bool
) -> list[tuple[date, str]]:
    """The verdict, where prison is possible after it if the offence always brings it."""
    day = days_later(rng, charged_on, course.verdict_after)
    if rng.random() < course.convicted:
        always = course.prison == 1
        return [] if always and (free or day < quiet_from) else [(day, "convicted")]
    return [(day, "acquitted" if rng.random() < _ACQUITTED else "no_further_action")]
