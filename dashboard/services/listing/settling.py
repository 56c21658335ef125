"""Whether the names of a list would still be on it once the record has settled."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

import polars as pl

from dashboard.access.actions import SEE_LIST
from dashboard.services.gate import service
from dashboard.services.listing.past_lists import backtest_of, look_back, seed_of
from dashboard.services.question import Question
from dashboard.services.ranking import in_window
from dashboard.store import Store
from harm.scoring.ranking import Ranking
from harm.stability.record_error import ErrorRates, OtherNames, names_under_error
from harm.stability.settling.backtest import Backtest
from harm.stability.settling.draws import Settled, settle
from harm.stability.settling.rates import Rates
from harm.stability.settling.units import units_of

#: Why nothing can be said: no version is older than the horizon, or nobody is assessed.
Reason = Literal["short_history", "nobody_assessed"]


@dataclass(frozen=True)
class Settling:
    """How sure a list is, as far as the record of it may still change.

    Attributes:
        ranking: everyone assessed.
        reason: why nothing can be said; None where something can.
        settled: the drawn lists, with those people alone whom the viewer may see; None where
            nothing can be said.
        backtest: what was said of past lists, and what was seen; None where there is none with a
            whole window before it.
        lists: how many past lists the chances were learnt from.
        expected: how many of the listed are expected to stay, of everybody; None where nothing can
            be said.
        tiers: how many of the listed are in each tier, of everybody; empty where nothing can be
            said.
        wrong: how many of the listed would be others, were the record as wrong as the settings
            suppose.
        supposed: how wrong that is.
    """

    ranking: Ranking
    reason: Reason | None
    settled: Settled | None
    backtest: Backtest | None
    lists: int
    expected: float | None
    tiers: dict[str, int]
    wrong: OtherNames
    supposed: ErrorRates


#: The tiers with the least chance, in percent, of each.
TIERS: Final = {"core": 90, "probable": 50, "borderline": 0}


def tier_of(stays: int, draws: int) -> str:
    """The tier of somebody who is listed in so many of the draws."""
    return next(tier for tier, least in TIERS.items() if stays * 100 >= least * draws)


@service(SEE_LIST, lambda question: f"{question.ranking.name}, how sure")
def settling(question: Question) -> Settling:
    """How sure a list is, as far as the record of it may still change.

    What is said of people is limited to those whom the viewer may see; what is counted is of
    everybody.

    Raises:
        NobodyNamedError: the record names nobody.
    """
    found = settling_of(question)
    if found.settled is None:
        return found
    people = question.visible(found.settled.people)
    return replace(found, settled=replace(found.settled, people=people))


def settling_of(question: Question) -> Settling:
    """The same of everybody, for a service that has its own gate."""
    return question.remember(("settling", question.dated), lambda: _settling(question))


def known_settling(question: Question) -> Settling | None:
    """The same where it was worked out already; None where a reader would wait for it."""
    found = question.recall(("settling", question.dated))
    return found if isinstance(found, Settling) else None


def _settling(question: Question) -> Settling:
    ranking = question.ranking
    units = _units(question.store, ranking, question)
    supposed = _supposed(question)
    scores = question.index.entries["tenths"]
    wrong = names_under_error(ranking, units, scores, supposed, seed=seed_of(ranking))
    looked = deque(look_back(question) if ranking.assessed else (), maxlen=1)  # the last is all
    if not looked:
        reason: Reason = "short_history" if ranking.assessed else "nobody_assessed"
        return Settling(ranking, reason, None, None, 0, None, {}, wrong, supposed)
    rates = Rates.learn(list(looked[0].observed.values()))
    settled = settle(ranking, units, rates, seed=seed_of(ranking))
    listed = settled.people.filter("listed")["stays"].to_list()
    tiers = [tier_of(stays, settled.draws) for stays in listed]
    return Settling(
        ranking=ranking,
        reason=None,
        settled=settled,
        backtest=backtest_of(looked[0]),
        lists=len(looked[0].observed),
        expected=sum(listed) / settled.draws,
        tiers={tier: tiers.count(tier) for tier in TIERS},
        wrong=wrong,
        supposed=supposed,
    )


def settle_ahead(question: Question) -> Iterator[None]:
    """Work out what became of past lists, one at a time, and then the answer; nobody is shown.

    Yields:
        after each past list, so that whoever runs it can stop.
    """
    for _ in look_back(question):
        yield
    settling_of(question)


def _supposed(question: Question) -> ErrorRates:
    """How wrong the record is supposed to be, by the settings."""
    chosen = question.settings
    return ErrorRates(
        missing=chosen.missing_percent,
        divided=chosen.divided_percent,
        misclassified=chosen.misclassified_percent,
    )


def _units(store: Store, ranking: Ranking, question: Question) -> pl.DataFrame:
    return units_of(
        in_window(store, ranking.rules, ranking.as_of),
        rules=ranking.rules,
        index=question.index,
        as_of=ranking.as_of,
    )
