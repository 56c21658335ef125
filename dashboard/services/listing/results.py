"""Whether pursuing works: those first listed just inside the cut against those just outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final, Literal

import polars as pl

from dashboard.access.actions import SEE_REFERENCES
from dashboard.register import FrozenList
from dashboard.services.gate import service
from dashboard.services.listing.afterwards import NOT_AT_LARGE
from dashboard.services.listing.pursued import measured_days, with_pursued
from dashboard.services.listing.turnover import alike_lists
from dashboard.services.question import Question
from dashboard.services.ranking import in_window
from harm.areas.suppression import FEWEST
from harm.days import TENTHS
from harm.results.comparison import Comparison, compare_rates, compare_shares
from harm.results.first_places import WINDOW, first_places
from harm.results.lots import compare_drawn, drawn_people
from harm.scoring.ranking_csv import read
from harm.scoring.rules import Rules
from harm.stability.settling.units import carried_of

#: How many days after a first listing are looked at, and over how many days first listings are
#: pooled.
AFTER: Final = 180
YEAR: Final = 365
#: The seed of the deals of the interval of days.
SEED: Final = 1

#: Since the first list was acted on, or before that, when nothing can have had an effect.
Period = Literal["since", "before"]
#: Named again as a victim reported it (the primary one), or by anybody; days alleged; and newly
#: arrested or charged, as the record shows it.
Outcome = Literal["named_by_victim", "named", "days", "arrested_or_charged"]


@dataclass(frozen=True)
class Measured:
    """One comparison.

    Attributes:
        period: of the first listings.
        cut: the last place inside; `real`: whether that is where the list ends, so that a
            difference can come of listing. At any other cut there is none but by chance.
        outcome: what is compared. The rate of `days` is in tenths of a day a person-day at large.
        compared: the two sides; None: withheld, since few people could be known from it.
    """

    period: Period
    cut: int
    real: bool
    outcome: Outcome
    compared: Comparison | None


@dataclass(frozen=True)
class Results:
    """What became of those near the cut, with what could have been seen.

    Attributes:
        window: places on each side of a cut.
        started: the day since which lists are acted on; None: nobody has acted on any.
        lists: how many lists with half a year after them there are in each period.
        crossed: how many of those outside the real cut since the start were listed later.
        rows: the comparisons, the real cut since the start first.
        by_lot: whether the lists were drawn by lot at the cut.
        drawn: those drawn in against those drawn out, where they were; of shares alone.
        lots: of how many lists of each period somebody was drawn in and somebody out for the first
            time.
        followed: after how many of the lists of each period the record was loaded often enough to
            show arrests and charges; without any, these are not among the rows.
    """

    window: int
    started: date | None
    lists: dict[Period, int]
    crossed: int | None
    rows: tuple[Measured, ...]
    followed: dict[Period, int] = field(default_factory=dict)
    by_lot: bool = False
    drawn: tuple[Measured, ...] = ()
    lots: dict[Period, int] = field(default_factory=dict)


@service(
    SEE_REFERENCES,
    lambda question, **_: f"{question.ranking.name}, whether pursuing works",
)
def results(question: Question, *, since: date | None = None) -> Results:
    """Compare who was first listed just inside the cut with who was just outside it.

    Everybody counts once, on the side of the first of the frozen lists under the same rules and
    index that they are on or next to, whatever came later (intention to treat). A year of such
    first listings is pooled: the last year of lists that have half a year of record after them.

    How it misleads: see `Comparison`. The first list of all has everybody for the first time.
    Arrests and charges are those that the record came to show of both sides alike; outcomes that
    are written down in cases are not among them, since those inside alone have many.

    Args:
        question: the rules and index of the lists, and up to which date.
        since: the day of the first list that was acted on; None: that of the first case that was
            adopted.
    """
    frozen, started = alike_lists(question), since or _first_adopted(question)
    whole = question.limits is None
    found = question.remember(
        ("results", started, whole, *(each.name for each in frozen)),
        lambda: _results(question, frozen, started, whole=whole),
    )
    return replace(found, by_lot=question.spec.rules.ties == "lot")


def _first_adopted(question: Question) -> date | None:
    events = question.workspace.register.case_events()
    return min((event.at.date() for event in events if event.kind == "adopt"), default=None)


def _results(
    question: Question, frozen: list[FrozenList], started: date | None, *, whole: bool
) -> Results:
    top = question.spec.rules.top
    window = min(WINDOW, top // 2)
    days = _periods([each.as_of for each in frozen], question.store.facts.newest, started)
    counts: dict[Period, int] = {period: len(found) for period, found in days.items()}
    if not (window and any(days.values())):
        return Results(window, started, counts, None, ())
    lists = _lists(question, frozen, top + 2 * window)
    after = {day: _after(question, day) for found in days.values() for day in found}
    followed = {period: measured_days(question, found) for period, found in days.items()}
    rows, crossed = list[Measured](), None
    for period, found in days.items():
        for cut in (top, top - window, top + window) if found else ():
            first = first_places(lists, cut=cut, listed=top, window=window)
            people = _with_outcomes(first.filter(pl.col("as_of").is_in(found)), after)
            real = cut == top and period == "since"
            pursued = with_pursued(question, people, followed[period])
            rows += _compared(people, pursued, (period, cut, real), whole=whole)
            if real and (whole or not _is_small(people["crossed"])):
                crossed = int(people["crossed"].sum())
    drawn, lots = list[Measured](), dict[Period, int]()
    if question.spec.rules.ties == "lot":
        whole_lists = _lists(question, frozen, None)
        for period, found in days.items():
            of_period = whole_lists.filter(pl.col("as_of").is_in(found))
            people = _with_outcomes(drawn_people(of_period, cut=top), after)
            lots[period] = people["as_of"].n_unique()
            pursued = with_pursued(question, people, followed[period])
            if not people.is_empty():
                of: tuple[Period, int, bool] = (period, top, period == "since")
                drawn += _compared_drawn(people, pursued, of, whole=whole)
    shown: dict[Period, int] = {period: len(found) for period, found in followed.items()}
    return Results(
        window, started, counts, crossed, tuple(rows), shown, drawn=tuple(drawn), lots=lots
    )


def _periods(
    days: Iterable[date], newest: date, started: date | None
) -> dict[Period, tuple[date, ...]]:
    """The lists of the last year that are followed by half a year, since the start and before it.

    Before the start the half year has to be over as well, so that nothing in it can come of it.
    """
    far = timedelta(days=AFTER)
    seen = [day for day in days if day + far <= newest]
    since = [day for day in seen if started is not None and day >= started]
    before = [day for day in seen if started is None or day + far < started]
    return {"since": _last_year(since), "before": _last_year(before)}


def _last_year(days: list[date]) -> tuple[date, ...]:
    return tuple(day for day in days if day > max(days) - timedelta(days=YEAR))


def _lists(question: Question, frozen: list[FrozenList], places: int | None) -> pl.DataFrame:
    """The first places of each list, or all: `as_of`, `suspect_id`, `position` and `tenths`."""
    columns = {"as_of": pl.Date, "suspect_id": pl.String, "position": pl.Int64, "tenths": TENTHS}
    parts = [pl.DataFrame(schema=columns)]
    for each in frozen:
        whole = question.workspace.register.frozen(each.name)
        if whole is not None:
            rows = read(whole.content, places).with_columns(
                pl.lit(each.as_of).alias("as_of"), pl.col("position").cast(pl.Int64)
            )
            parts.append(rows.select(*columns))
    called = question.store.persons.called  # who is one person by links counts once
    return pl.concat(parts).with_columns(pl.col("suspect_id").replace(called))


def _after(question: Question, as_of: date) -> pl.DataFrame:
    """Of each reference that was named in the days after a list, or is not at large by then."""
    rules = replace(
        question.spec.rules,
        window_days=AFTER,
        minimum_allegations=1,
        custody="stay",
        half_life_days=None,
    )
    rows = in_window(question.store, question.spec.rules, as_of).rows
    away = (
        rows.group_by("suspect")
        .agg(pl.col("suspect_situation").sort_by("recorded_on", "crime").last())
        .filter(pl.col("suspect_situation").cast(pl.String).is_in(NOT_AT_LARGE))
        .select("suspect", away=pl.lit(value=True))
        .collect()
    )
    by_victim = _tenths(question, replace(rules, police_generated="leave"), as_of)
    return (
        _tenths(question, replace(rules, police_generated="stay"), as_of)
        .join(by_victim, on="suspect", how="left", suffix="_by_victim")
        .join(away, on="suspect", how="full", coalesce=True)
        .join(question.store.suspects.everyone().select("suspect", "suspect_id"), on="suspect")
        .select(
            "suspect_id",
            pl.lit(as_of).alias("as_of"),
            pl.col("tenths").is_not_null().alias("named"),
            pl.col("tenths_by_victim").is_not_null().alias("named_by_victim"),
            pl.col("tenths_by_victim").fill_null(0).cast(pl.Int64).alias("tenths"),
            pl.col("away").fill_null(value=False),
        )
    )


def _tenths(question: Question, rules: Rules, as_of: date) -> pl.DataFrame:
    until = as_of + timedelta(days=AFTER)
    found = in_window(question.store, rules, until)
    carried = carried_of(found, rules=rules, index=question.index, as_of=until)
    return carried.group_by("suspect").agg(pl.col("tenths").sum())


def _with_outcomes(first: pl.DataFrame, after: dict[date, pl.DataFrame]) -> pl.DataFrame:
    """Who is compared, with what they were named in after their own first list."""
    known = pl.concat(after.values())
    joined = first.join(known, on=["suspect_id", "as_of"], how="left", maintain_order="left")
    no = pl.col("named", "named_by_victim", "away").fill_null(value=False)
    return joined.with_columns(no, pl.col("tenths").fill_null(0)).with_columns(
        person_days=pl.when("away").then(0).otherwise(AFTER)
    )


def _compared(
    people: pl.DataFrame, pursued: pl.DataFrame, of: tuple[Period, int, bool], *, whole: bool
) -> list[Measured]:
    """The comparisons at one cut; without anybody of whom arrests are known, none of these."""
    compared: dict[Outcome, Comparison] = {
        "named_by_victim": compare_shares(people, "named_by_victim"),
        "named": compare_shares(people, "named"),
        "days": compare_rates(people, "tenths", "person_days", seed=SEED),
    }
    hides = not whole and _has_small(people, ("named", "named_by_victim", "away"))
    found = [Measured(*of, name, None if hides else each) for name, each in compared.items()]
    if pursued.is_empty():
        return found
    hides = not whole and _has_small(pursued, ("arrested_or_charged",))
    share = None if hides else compare_shares(pursued, "arrested_or_charged")
    return [*found, Measured(*of, "arrested_or_charged", share)]


def _compared_drawn(
    people: pl.DataFrame, pursued: pl.DataFrame, of: tuple[Period, int, bool], *, whole: bool
) -> list[Measured]:
    """The comparisons of those drawn in with those drawn out; days are not among them."""
    names: list[tuple[pl.DataFrame, tuple[Outcome, ...]]] = [
        (people, ("named_by_victim", "named")),
        (pursued, ("arrested_or_charged",)),
    ]
    return [
        Measured(*of, name, None if hides else compare_drawn(rows, name))
        for rows, outcomes in names
        if not rows.is_empty()
        for hides in [not whole and _has_small(rows, outcomes)]
        for name in outcomes
    ]


def _has_small(people: pl.DataFrame, outcomes: Iterable[str]) -> bool:
    """Whether few people of one side had one of some outcomes, or had not."""
    sides = people.partition_by("inside")
    return any(_is_small(side[name]) for side in sides for name in outcomes)


def _is_small(outcome: pl.Series) -> bool:
    """Whether so few people had an outcome, or had not, that they could be known from it."""
    had = int(outcome.sum())
    return any(0 < count < FEWEST for count in (had, outcome.len() - had))
