"""How firmly a suspect is on the list, and where they would be if the record were another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from dashboard.access.actions import TRY_WHAT_IF
from dashboard.services.gate import service
from dashboard.services.question import Question
from dashboard.services.ranking import rank_at
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.suspect_file import SuspectFile
from dashboard.store import Store
from harm.assurance.grounds import DOUBTFUL, carried, divided, resting_on
from harm.offences import indices
from harm.record.allegations import Allegations
from harm.scoring.contributions import contributions_of
from harm.scoring.ranking import Ranking
from harm.scoring.rules import Rules
from harm.stability.ageing_out import STEP, Clock, clock
from harm.stability.fragility import Fragility, fragility
from harm.stability.what_if import Place, Scenario, place
from harm.stability.what_if import what_if as place_if


@service(TRY_WHAT_IF, lambda _, file, *_args, **_kwargs: file.explanation.suspect_id)
def what_if(
    question: Question, file: SuspectFile, supposed: Scenario, *, on: RankingSpec | None = None
) -> WhatIf:
    """Where a suspect would be if their record were another; the record stays as it is.

    Args:
        question: on the list.
        file: the suspect's, opened before.
        supposed: what of their record.
        on: what the list is supposed to rest on; None: what it rests on.
    """
    suspect_id = file.explanation.suspect_id
    real = question.ranking
    other = real if on is None else question.on(on).ranking
    with question.store.reading():
        crimes, record = _around(question.store, suspect_id, other.rules)
        index = indices.get(other.index)
        then = place_if(other, crimes, suspect_id, supposed, index=index, record=record)
    return WhatIf(supposed, place(real, suspect_id), then, on or question.spec)


def stability(question: Question, file: SuspectFile) -> Stability:
    """How few allegations hold a suspect on the list, and where they are as time passes.

    It is a part of looking at the suspect, whose opened file is the proof that it was allowed and
    logged.
    """

    def ranked(as_of: date) -> Ranking:
        dated = replace(question.spec, as_of=as_of)
        if abs(as_of - question.as_of) == STEP:  # the same for everyone, and so kept
            return question.on(dated).ranking
        return rank_at(question.store, dated)

    with question.store.reading():
        return _stability(question.store, question.ranking, file.explanation.suspect_id, ranked)


def _stability(
    store: Store, ranking: Ranking, suspect_id: str, ranked: Callable[[date], Ranking]
) -> Stability:
    crimes, record = _around(store, suspect_id, ranking.rules)
    index = indices.get(ranking.index)
    found = fragility(ranking, crimes, suspect_id, index=index, record=record)
    known = Allegations.of(crimes, record)
    pieces = contributions_of(known, rules=ranking.rules, index=index, as_of=ranking.as_of)
    own = pieces.filter(pl.col("suspect_id") == suspect_id)

    def without(left_out: Sequence[str]) -> Place:
        supposed = Scenario(left_out=frozenset(left_out))
        return place_if(ranking, crimes, suspect_id, supposed, index=index, record=record)

    largest = tuple(own["crime_ref"].head(1))
    held = without(found.crimes)
    return Stability(
        fragility=found,
        without=held,
        without_largest=held if largest == found.crimes else without(largest),
        clock=clock(own, suspect_id, ranked, on=ranking),
        grounds=_grounds(known, ranking, suspect_id, without),
        as_of=ranking.as_of,
        rules=ranking.rules,
        newest=store.facts.newest,
    )


def _grounds(
    known: Allegations, ranking: Ranking, suspect_id: str, without: Callable[[Sequence[str]], Place]
) -> Grounds:
    found = carried(
        known,
        known.suspects.filter(pl.col("suspect_id") == suspect_id).collect()["suspect"],
        rules=ranking.rules,
        index=indices.get(ranking.index),
        as_of=ranking.as_of,
        also=[pl.col("crime_ref").first()],
    )
    left_out = {
        ground: found.join(resting_on(found, ground), on=["suspect", "crime"], how="semi")
        for ground in DOUBTFUL
    }
    return Grounds(
        divided(found).drop("suspect"),
        {
            ground: without(crimes["crime_ref"].to_list())
            for ground, crimes in left_out.items()
            if crimes.height
        },
    )


def _around(store: Store, suspect_id: str, rules: Rules) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows that a suspect's place may depend on, and what is known of everyone in them.

    Where days are shared, those who are named with the suspect carry more without them, so that
    the crimes of all of them are needed.
    """
    crimes, record = store.suspects.crimes_of(suspect_id), store.suspects.record_of(suspect_id)
    if rules.co_suspects == "full":
        return crimes, record
    for other in crimes["suspect_id"].drop_nulls().unique().sort():
        more = store.suspects.crimes_of(other)
        crimes = pl.concat([crimes, more.join(crimes, on="crime_ref", how="anti")])
        record = pl.concat([record, store.suspects.record_of(other)])
    return crimes, record


@dataclass(frozen=True)
class Grounds:
    """What a suspect's place rests on.

    Attributes:
        divided: the days by each way of dividing them, as `grounds.DIVIDED` without the suspect.
        without: for each of `grounds.DOUBTFUL` that some days rest on, where they would stand
            without it.
    """

    divided: pl.DataFrame
    without: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Stability:
    """How solid a suspect's place is.

    Attributes:
        fragility: the fewest allegations without which they would be off the list.
        without: where they would stand without those.
        without_largest: where they would stand without the allegation that carries most; where
            none counts, where they stand.
        clock: when the largest allegations leave the window, and where they then stand.
        grounds: what the place rests on.
        as_of: the date of the list.
        rules: its choices.
        newest: the latest date recorded; after it nothing new is known, of anybody.
    """

    fragility: Fragility
    without: Place
    without_largest: Place
    clock: Clock
    grounds: Grounds
    as_of: date
    rules: Rules
    newest: date


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Where a suspect would stand if their record were another; it is in no record.

    Attributes:
        supposed: of the record.
        real: where they stand.
        then: where they would.
        on: what the list is supposed to rest on.
    """

    supposed: Scenario
    real: Place
    then: Place
    on: RankingSpec
