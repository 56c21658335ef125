"""What changed from one list to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_MOVEMENT, SEE_REFERENCES
from dashboard.errors import HarmdeskError, NobodyNamedError
from dashboard.services.gate import service
from dashboard.services.listing.frozen_lists import frozen_list, spec_of
from dashboard.services.question import USUAL, Question
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.review import open_lists
from dashboard.store import Store
from dashboard.store.facts import Facts
from harm.movement.attribution import Moment, changes
from harm.movement.decisive import decisive
from harm.record.allegations import Allegations
from harm.scoring.ranking import Ranking
from harm.scoring.rules import Rules


@dataclass(frozen=True)
class Movement:
    """What changed from one list to another.

    Attributes:
        before: everyone assessed in the earlier.
        after: everyone assessed in the later.
        names: of the two: a frozen list's, or `now`.
        versions: of the data behind each.
        changes: of everyone in either, as `attribution.CHANGE`: to be counted, not shown.
        seen: those of them whom the viewer may see.
        people: those of these who are on either list, with `suspect_name`, and the columns of
            `decisive.DECISIVE` of the allegation that did most to move them (empty where their
            own score did not).
        facts: of the data as it is now.
        known_on: the day on which the record of each was known.
        restricted: how many on either list are restricted, so that nobody is shown them; 0 for a
            viewer who may see the people of their own boroughs alone.
    """

    before: Ranking
    after: Ranking
    names: tuple[str, str]
    versions: tuple[int, int]
    changes: pl.DataFrame
    seen: pl.DataFrame
    people: pl.DataFrame
    facts: Facts
    known_on: tuple[date, date]
    restricted: int = 0


@dataclass(frozen=True)
class Since:
    """What changed since the last frozen list that a list can be held against.

    Attributes:
        name: of the frozen list.
        as_of: its date.
        rules: of both lists.
        changes: of everyone assessed in either, as `attribution.CHANGE`.
    """

    name: str
    as_of: date
    rules: Rules
    changes: pl.DataFrame


#: What stands for the list as it is now, where a frozen list could be named.
NOW: Final = "now"


def list_movement(
    question: Question,
    before: str,
    after: str,
    *,
    now: RankingSpec | None = None,
    as_known_today: bool = False,
) -> Movement:
    """What changed from one list to another.

    Args:
        question: who asks, on the record as it is now.
        before: a frozen list's name, a date such as 2026-01-31, or `now`.
        after: the same.
        now: what `now` and dates rest on; None: the other list's rules and index, and for `now`
            the newest data.
        as_known_today: whether the record of a date is as it is known today; otherwise it is as it
            was known on that date, where the record reaches back so far.

    Raises:
        FrozenListError: a list is not there, or cannot be made again.
    """
    return _movement(
        question, before, after, compared(question, (before, after), now, as_known_today)
    )


def prepare_movement(question: Question) -> None:
    """Work out what moved everyone since the last month's end; nobody is shown."""
    end = month_end_before(question.as_of)
    if end >= question.facts.oldest:
        _moves(compared(question, (end.isoformat(), NOW), question.dated))


def compared(
    question: Question,
    names: Sequence[str],
    now: RankingSpec | None,
    as_known_today: bool = False,  # noqa: FBT001, FBT002 - as `list_movement` has it
) -> list[Question]:
    """The questions on two lists by their names, as `list_movement` takes them."""
    frozen = {
        name: spec_of(frozen_list(question, name))
        for name in names
        if name != NOW and date_of(name) is None
    }
    plain = next((replace(s, as_of=None, version=None, links=None) for s in frozen.values()), USUAL)
    specs = []
    for name in names:
        day = date_of(name)
        if day is None:
            specs.append(frozen.get(name) or now or plain)
        else:
            known = not as_known_today and question.workspace.store.known_since <= day
            dated = replace(now or plain, as_of=day, version=None)
            specs.append(replace(dated, known_on=day if known else None))
    return [question.on(spec) for spec in specs]


def month_end_before(day: date) -> date:
    """The last day of the month before that of a day."""
    return day.replace(day=1) - timedelta(days=1)


def date_of(name: str) -> date | None:
    """The date that stands in place of a list's name; None where it is a name."""
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


@service(
    SEE_MOVEMENT,
    lambda _, before, after, *_args: f"{before} to {after}",
    version=lambda question, *_: question.workspace.facts.version,
)
def _movement(
    question: Question, before: str, after: str, questions: Sequence[Question]
) -> Movement:
    rankings = [each.ranking for each in questions]
    moves, reasons = _moves(questions)
    seen = question.visible(moves)
    theirs = pl.col("suspect_id").is_in(sorted(question.restrictions.people))
    listed = moves.filter(pl.col("movement") != "off the list")
    people = _named(question, seen.filter(_on_either(rankings)), rankings)
    return Movement(
        before=rankings[0],
        after=rankings[1],
        names=(before, after),
        versions=(questions[0].version, questions[1].version),
        changes=moves,
        seen=seen,
        people=people.join(reasons, on="suspect", how="left", maintain_order="left"),
        facts=question.workspace.facts,
        known_on=(questions[0].store.known_on, questions[1].store.known_on),
        restricted=0 if question.limits is not None else listed.filter(theirs).height,
    )


def _on_either(rankings: Sequence[Ranking]) -> pl.Expr:
    """Whether a suspect is on one of two lists."""
    places = pl.min_horizontal("position_before", "position_after")
    return places <= max(ranking.length for ranking in rankings)


def _moves(questions: Sequence[Question]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What moved everyone, and for those on either list the allegation that did most; kept."""
    return questions[1].remember(
        ("moves", questions[0].key, questions[1].dated), lambda: _attribute(questions)
    )


def _attribute(questions: Sequence[Question]) -> tuple[pl.DataFrame, pl.DataFrame]:
    before, after = _moments(questions)
    moves = changes(before, after)
    rankings = (before.ranking, after.ranking)
    on_either = moves.filter(_on_either(rankings)).select("suspect_id")
    numbers = on_either.join(_numbers(rankings), on="suspect_id")["suspect"]
    return moves, decisive(before, after, numbers)


@service(SEE_REFERENCES, lambda question: question.ranking.name)
def changes_since(question: Question) -> Since | None:
    """What changed since the last list that was frozen under the same rules and index.

    It is a part of looking at the list, and so has no line of its own in the log.

    Returns:
        None where no such list with an earlier date is frozen, or the last one cannot be made
        again.
    """
    ranking = question.ranking
    alike = [
        frozen
        for frozen in open_lists(question.workspace)
        if (frozen.rules_id, frozen.index) == (ranking.rules.id, ranking.index)
        and frozen.as_of < ranking.as_of
    ]
    if not alike:
        return None
    last = alike[-1]
    try:
        earlier = question.on(spec_of(last))
        moves = question.remember(
            ("since", last.name, question.dated), lambda: changes(*_moments([earlier, question]))
        )
    except HarmdeskError:  # the page Movement says why, where it is asked for
        return None
    return Since(last.name, last.as_of, ranking.rules, moves)


def _moments(questions: Sequence[Question]) -> list[Moment]:
    """Both lists with the rows that either was made from."""
    for question in questions:
        if not question.facts.allegations:
            raise NobodyNamedError("The record names nobody, so that nobody can have moved.")
    rankings = [question.ranking for question in questions]
    first = min(each.as_of - timedelta(days=each.rules.window_days) for each in rankings)
    last = max(each.as_of for each in rankings)
    held: dict[str, Allegations] = {}
    for question in questions:
        store = question.store
        if store.identity not in held:
            with store.reading():
                held[store.identity] = store.allegations(after=first, until=last).held()
    return [
        Moment(
            question.ranking,
            held[question.store.identity],
            question.index,
            relinked=_relinked(question.store, questions[-1].store, (first, last), held),
        )
        for question in questions
    ]


def _relinked(
    store: Store, later: Store, dates: tuple[date, date], held: dict[str, Allegations]
) -> Allegations | None:
    """The rows of a record, in which whoever is one person in the later one is one as well.

    Args:
        store: the record.
        later: the later one.
        dates: the day before the first one wanted, and the last.
        held: rows that were read, by the identity of their record.

    Returns:
        None where the same references are one person in both.
    """
    same = store.with_persons_of(later)
    if same.persons.key == store.persons.key:
        return None
    if same.identity not in held:
        with same.reading():
            held[same.identity] = same.allegations(after=dates[0], until=dates[1]).held()
    return held[same.identity]


def _numbers(rankings: Sequence[Ranking]) -> pl.DataFrame:
    """The number of every suspect on either ranking, by `suspect_id`."""
    tables = [ranking.table.select("suspect_id", "suspect") for ranking in rankings]
    return pl.concat(tables).unique().cast({"suspect": pl.UInt32})


def _named(question: Question, moves: pl.DataFrame, rankings: Sequence[Ranking]) -> pl.DataFrame:
    """Changes with each suspect's name, as last recorded."""
    numbers = _numbers(rankings)
    numbered = moves.join(numbers, on="suspect_id", how="left", maintain_order="left")
    particulars = question.workspace.store.suspects.particulars(numbered["suspect"].to_list())
    names = particulars.select("suspect", "suspect_name")
    return numbered.join(names, on="suspect", how="left", maintain_order="left")
