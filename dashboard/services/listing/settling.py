"""Whether the names of a list would still be on it once the record has settled."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

import polars as pl

from dashboard.access.actions import SEE_LIST
from dashboard.services.gate import service
from dashboard.services.question import Question
from dashboard.services.ranking import in_window, rank_at
from dashboard.store import Store
from harm.scoring.ranking import Ranking, rank_first
from harm.scoring.rules import Rules
from harm.stability.record_error import ErrorRates, OtherNames, names_under_error
from harm.stability.settling.backtest import SAID, Backtest, judge
from harm.stability.settling.draws import DRAWS, Settled, settle
from harm.stability.settling.observed import Observed, observe
from harm.stability.settling.rates import Rates
from harm.stability.settling.units import apart_of, units_of

#: How long the record has to settle.
HORIZON_DAYS: Final = 90
#: How many past lists the chances are learnt from, at most: two years of months.
MOST_LISTS: Final = 24

#: Why nothing can be said: no version is older than the horizon, or nobody is assessed.
Reason = Literal["short_history", "nobody_assessed"]


@dataclass(frozen=True)
class PastList:
    """A list of the past, and the version in which the record of it had settled.

    Attributes:
        as_of: its date.
        version: of the record as it was known then.
        known_on: the day on which that was known.
        settled: the first version known `HORIZON_DAYS` later or after that.
        settled_on: the day on which that was known.
    """

    as_of: date
    version: int
    known_on: date
    settled: int
    settled_on: date


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
    past = past_lists(question.store)
    units = _units(question.store, ranking, question)
    supposed = _supposed(question)
    scores = question.index.entries["tenths"]
    wrong = names_under_error(ranking, units, scores, supposed, seed=_seed_of(ranking))
    if not past or not ranking.assessed:
        reason: Reason = "short_history" if ranking.assessed else "nobody_assessed"
        return Settling(ranking, reason, None, None, 0, None, {}, wrong, supposed)
    observed = _observed(question, past)
    rates = Rates.learn(list(observed.values()))
    settled = settle(ranking, units, rates, seed=_seed_of(ranking))
    listed = settled.people.filter("listed")["stays"].to_list()
    tiers = [tier_of(stays, settled.draws) for stays in listed]
    return Settling(
        ranking=ranking,
        reason=None,
        settled=settled,
        backtest=_backtest(question, observed),
        lists=len(past),
        expected=sum(listed) / settled.draws,
        tiers={tier: tiers.count(tier) for tier in TIERS},
        wrong=wrong,
        supposed=supposed,
    )


def past_lists(store: Store) -> list[PastList]:
    """The lists of past months' ends whose record has settled since, the latest `MOST_LISTS`.

    Of several versions in a month the last is taken.
    """
    versions = store.versions().select("version", "known_on")
    month = pl.col("known_on").dt.truncate("1mo")
    ends = versions.group_by(month.alias("month")).agg(pl.all().last()).sort("known_on")
    rows: list[tuple[int, date]] = versions.sort("known_on", "version").rows()
    found = []
    for _, version, known_on in ends.iter_rows():
        due = known_on + timedelta(days=HORIZON_DAYS)
        later = next(((other, day) for other, day in rows if day >= due), None)
        facts = store.at(version).facts
        if later is not None and facts.allegations:
            as_of = min(known_on, facts.newest)
            found.append(PastList(as_of, version, known_on, *later))
    return found[-MOST_LISTS:]


def settle_ahead(question: Question) -> Iterator[None]:
    """Work out what became of past lists, one at a time, and then the answer; nobody is shown.

    Yields:
        after each past list, so that whoever runs it can stop.
    """
    past = past_lists(question.store)
    kept = _kept(question)
    for each in past:
        if each not in kept:
            kept[each] = _observe(question, each)
            yield
    settling_of(question)


def _plain_rules(question: Question) -> Rules:
    """The rules without what changes nothing of what became of past lists."""
    return replace(question.spec.rules, top=Rules.top, ties=Rules.ties, seed=Rules.seed)


def _kept(question: Question) -> dict[PastList, Observed]:
    """What became of past lists, as far as it was worked out; one answer, which is added to."""
    about = ("observed", _plain_rules(question), question.spec.index)
    return question.remember(about, dict)


def _observed(question: Question, past: list[PastList]) -> dict[PastList, Observed]:
    """What became of each past list; the length of a list and its ties change none of it."""
    kept = _kept(question)
    for each in past:
        if each not in kept:  # two readers at once both work it out, with the same result
            kept[each] = _observe(question, each)
    return {each: kept[each] for each in past}


def _observe(question: Question, past: PastList) -> Observed:
    rules = _plain_rules(question)
    before, after = (
        in_window(question.store.at(version), rules, past.as_of)
        for version in (past.version, past.settled)
    )
    units = [
        units_of(rows, rules=rules, index=question.index, as_of=past.as_of)
        for rows in (before, after)
    ]
    return observe(units[0], units[1], apart_of(after, as_of=past.as_of))


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


def _seed_of(ranking: Ranking) -> int:
    """A seed that is the same for the same list, whatever machine draws it."""
    return int.from_bytes(hashlib.sha256(ranking.name.encode()).digest()[:8], "big")


def _backtest(question: Question, observed: dict[PastList, Observed]) -> Backtest | None:
    """What would have been said of the past lists with a whole window, and what was seen.

    The chances of each are learnt only from what was known when it was made.
    """
    window = timedelta(days=question.spec.rules.window_days)
    said = []
    for past in observed:
        known = [seen for each, seen in observed.items() if each.settled_on <= past.known_on]
        store = question.store.at(past.version)
        if known and store.facts.oldest <= past.as_of - window + timedelta(days=1):
            said.append(_said(question, past, known))
    if not said:
        return None
    return judge(pl.concat(said), draws=DRAWS, lists=len(said))


def _said(question: Question, past: PastList, known: list[Observed]) -> pl.DataFrame:
    """What would have been said of the listed of a past list, and whether they stayed."""
    spec = replace(question.spec, as_of=past.as_of, version=None)
    store = question.store.at(past.version)
    ranking = rank_at(store, spec)
    later = rank_first(
        in_window(question.store.at(past.settled), spec.rules, past.as_of),
        rules=spec.rules,
        index=question.index,
        as_of=past.as_of,
    )
    stayed = pl.col("suspect").is_in(later["suspect"].implode())
    units = _units(store, ranking, question)
    drawn = settle(ranking, units, Rates.learn(known), seed=_seed_of(ranking))
    people = drawn.people.filter("listed")
    return people.select("stays", stayed.alias("stayed")).match_to_schema(SAID)
