"""How many cases there are and what came of them: counts alone, the small ones banded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_CASE, SEE_CASES
from dashboard.register import CaseEvent
from dashboard.services.cases.case_file import CaseFile, case_of, now_utc
from dashboard.services.cases.one_person import going_on
from dashboard.services.cases.people import person_of
from dashboard.services.cases.victims import events_of
from dashboard.services.gate import about, service
from dashboard.services.question import Question
from harm.areas.suppression import BAND, FEWEST, banded
from harm.cases.case import Case
from harm.cases.fold import fold
from harm.cases.proposals import Proposal, has_positive_action, proposals

BY_BOROUGH: Final = pl.Schema(
    {"code": pl.String(), "adopted": pl.String(), "positive": pl.String()}
)


@dataclass(frozen=True)
class CaseTotals:
    """Counts of everybody, whoever asks; a viewer who may not see everybody has small ones banded.

    How it misleads: positive action is what a force counts, and not what listing brought about;
    people who are listed would often have been arrested without it.

    Attributes:
        adopted: people whose case was ever adopted.
        positive: of these, with an arrest, charge, remand or conviction written down.
        outcomes: people with each outcome, by its code.
        offences: charged in all, which are no people.
        by_borough: as `BY_BOROUGH`, by the home borough as last recorded; `positive` is empty
            where `adopted` is banded.
    """

    adopted: str
    positive: str
    outcomes: Mapping[str, str]
    offences: str
    by_borough: pl.DataFrame


@service(SEE_CASES, about("totals of cases"))
def case_totals(question: Question) -> CaseTotals:
    """How many cases were adopted, and what came of them.

    Raises:
        RegisterError: the register cannot be read.
    """
    cases, whole = _adopted(question), question.limits is None
    positive = {person for person, case in cases.items() if has_positive_action(case)}
    people, offences = dict[str, int](), 0
    for case in cases.values():
        counted = [outcome for outcome in case.outcomes.values() if outcome.counts]
        for what in {outcome.what for outcome in counted}:
            people[what] = people.get(what, 0) + 1
        offences += sum(outcome.offences for outcome in counted if outcome.what == "charge")
    return CaseTotals(
        adopted=_shown(len(cases), whole=whole),
        positive=_shown(len(positive), whole=whole),
        outcomes={what: _shown(people[what], whole=whole) for what in sorted(people)},
        offences=_shown(offences, whole=whole),
        by_borough=_by_borough(question, set(cases), positive, whole=whole),
    )


@service(SEE_CASE, person_of)
def proposed_outcomes(question: Question, reference: str) -> tuple[Proposal, ...]:
    """The outcomes that the record tells of and the case does not have; none without a case.

    Raises:
        UnknownSuspectError: nobody has the reference, or nobody whom the viewer may see.
    """
    person = person_of(question, reference)
    kept = question.workspace.register.case_events(person=person)
    return recorded_outcomes(question, case_of(question, person, kept, now_utc()))


def recorded_outcomes(question: Question, found: CaseFile) -> tuple[Proposal, ...]:
    """The same of a case that was opened already; none where nobody has written in it."""
    if found.case is None:
        return ()
    called = question.store.persons.person_of(found.person)
    rows = question.store.suspects.crimes_of(called).filter(suspect_id=called)
    statuses = rows.select("crime_ref", pl.col("allegation_status").cast(pl.String)).drop_nulls()
    return proposals(found.case, statuses.iter_rows())


def _adopted(question: Question) -> dict[str, Case]:
    """Everybody whose case was ever adopted, once; whoever is restricted is counted.

    Of somebody with cases under several references it is the one that goes on, of those that were
    adopted.
    """
    events = dict[str, dict[str, list[CaseEvent]]]()
    for event in question.workspace.register.case_events():
        if event.person is not None:
            called = question.store.persons.person_of(event.person)
            events.setdefault(called, {}).setdefault(event.person, []).append(event)
    found = dict[str, Case]()
    for called, kept in events.items():
        cases = {reference: fold(events_of(each)) for reference, each in kept.items()}
        adopted = {name: kept[name] for name, case in cases.items() if case.adopted is not None}
        if adopted:
            found[called] = cases[going_on(adopted)]
    return found


def _shown(number: int, *, whole: bool) -> str:
    return f"{number}" if whole or number == 0 or number >= FEWEST else BAND


def _by_borough(
    question: Question, adopted: set[str], positive: set[str], *, whole: bool
) -> pl.DataFrame:
    """By home borough; two counts that would give each other away are banded together."""
    homes = question.store.suspects.everyone().select(
        "suspect_id", pl.col("suspect_home_borough").cast(pl.String).alias("code")
    )
    counts = (
        homes.filter(pl.col("suspect_id").is_in(sorted(adopted)), pl.col("code").is_not_null())
        .group_by("code")
        .agg(
            pl.len().cast(pl.Int64).alias("adopted"),
            pl.col("suspect_id").is_in(sorted(positive)).sum().cast(pl.Int64).alias("positive"),
        )
        .sort("code")
    )
    if whole:
        return counts.select(pl.col(name).cast(pl.String) for name in BY_BOROUGH)
    shown = banded(counts, count="adopted", besides=("positive",))
    small = pl.col("positive").is_between(1, FEWEST - 1)
    others = (pl.col("adopted").cast(pl.Int64, strict=False) - pl.col("positive")).is_between(
        1, FEWEST - 1
    )
    return shown.select(
        "code",
        pl.col("adopted").cast(pl.String),
        pl.when(small | others)
        .then(None)
        .otherwise(pl.col("positive"))
        .cast(pl.String)
        .alias("positive"),
    )
