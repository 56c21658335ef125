"""Past lists whose record has settled since: what became of them, and what was said of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import polars as pl

from dashboard.services.question import Question
from dashboard.store import Store
from harm.scoring.ranking import Ranking
from harm.scoring.rules import Rules
from harm.stability.settling.backtest import EXPECTED, Backtest, judge
from harm.stability.settling.draws import DRAWS, stays_of
from harm.stability.settling.observed import Observed, observe
from harm.stability.settling.ranked import first_of_units, rank_units, with_turns
from harm.stability.settling.rates import Rates
from harm.stability.settling.units import apart_of, carried_of, units_of

#: How long the record has to settle.
HORIZON_DAYS: Final = 90
#: How many past lists the chances are learnt from, at most: two years of months.
MOST_LISTS: Final = 24


@dataclass(frozen=True)
class PastList:
    """A list of the past, and the version in which the record of it had settled.

    Attributes:
        as_of: its date.
        version: of the record as it was known then.
        known_on: the day on which that was known.
        settled: the first version known `HORIZON_DAYS` later or after that.
        settled_on: the day on which that was known.
        oldest: the earliest date of an allegation as known then.
    """

    as_of: date
    version: int
    known_on: date
    settled: int
    settled_on: date
    oldest: date


@dataclass(frozen=True)
class Looked:
    """What became of past lists.

    Attributes:
        observed: of each, the changes.
        expected: of each with a whole window before it and another that had settled by then, what
            would have been said of its listed, and whether they stayed, as `backtest.EXPECTED`.
    """

    observed: dict[PastList, Observed]
    expected: dict[PastList, pl.DataFrame]


def past_lists(store: Store) -> list[PastList]:
    """The lists of past months' ends whose record has settled since, the latest `MOST_LISTS`.

    Of several versions in a month the last is taken.
    """
    versions = store.versions().select("version", "known_on")
    month = pl.col("known_on").dt.truncate("1mo")
    ends = versions.group_by(month.alias("month")).agg(pl.all().last()).sort("known_on")
    rows: list[tuple[int, date]] = versions.sort("known_on", "version").rows()
    extents = store.snapshots.extents(ends["version"].to_list())
    found = []
    for end, extent in zip(ends.rows(named=True), extents.rows(named=True), strict=True):
        version, known_on = end["version"], end["known_on"]
        due = known_on + timedelta(days=HORIZON_DAYS)
        later = next(((other, day) for other, day in rows if day >= due), None)
        if later is not None and extent["allegations"]:
            as_of = min(known_on, extent["newest"])
            found.append(PastList(as_of, version, known_on, *later, extent["oldest"]))
    return found[-MOST_LISTS:]


def look_back(question: Question) -> Iterator[Looked]:
    """What became of past lists, one at a time; what was worked out before is not again.

    Yields:
        after each past list, the earliest first, all so far.
    """
    past = past_lists(question.store)
    looked = _kept(question)
    rows: _Rows | None = None
    for each in past:
        known = [looked.observed[other] for other in past if other.settled_on <= each.known_on]
        tries = bool(known) and _has_whole_window(question, each)
        if each not in looked.observed or (tries and each not in looked.expected):
            rows = rows or _Rows(question, past)  # read once, where anything is missing
            rows.look(looked, each, known if tries else [])
        yield Looked(
            {other: looked.observed[other] for other in past if other in looked.observed},
            {other: looked.expected[other] for other in past if other in looked.expected},
        )


def backtest_of(looked: Looked) -> Backtest | None:
    """What was said of past lists against what was seen; None where nothing could be said."""
    if not looked.expected:
        return None
    return judge(pl.concat(looked.expected.values()), draws=DRAWS, lists=len(looked.expected))


def seed_of(ranking: Ranking) -> int:
    """A seed that is the same for the same list, whatever machine draws it."""
    return int.from_bytes(hashlib.sha256(ranking.name.encode()).digest()[:8], "big")


def _plain_rules(rules: Rules) -> Rules:
    """The rules without what changes nothing of what became of past lists."""
    return replace(rules.with_ties(Rules.ties), top=Rules.top, seed=Rules.seed)


def _kept(question: Question) -> Looked:
    """What became of past lists, as far as it was worked out; two answers, which are added to.

    The length of a list and its ties change nothing of what was observed.
    """
    rules, index = question.spec.rules, question.spec.index
    observed = question.remember(("observed", _plain_rules(rules), index), _nothing_observed)
    expected = question.remember(("expected", rules, index), _nothing_expected)
    return Looked(observed, expected)


def _nothing_observed() -> dict[PastList, Observed]:
    return {}


def _nothing_expected() -> dict[PastList, pl.DataFrame]:
    return {}


def _has_whole_window(question: Question, past: PastList) -> bool:
    """Whether the record as known then goes back to the beginning of a list's window."""
    window = timedelta(days=question.spec.rules.window_days)
    return past.oldest <= past.as_of - window + timedelta(days=1)


class _Rows:
    """The rows of all windows of past lists."""

    def __init__(self, question: Question, past: list[PastList]) -> None:
        self._rules, self._index = question.spec.rules, question.index
        self._window = timedelta(days=self._rules.window_days)
        days = [each.as_of for each in past]
        self._period = question.store.snapshots.period(
            after=min(days) - self._window, until=max(days)
        )
        self._suspects = with_turns(self._period.suspects, self._rules.seed)

    def look(self, looked: Looked, past: PastList, known: list[Observed]) -> None:
        """Add what became of one past list; two readers at once both do, with the same result.

        Args:
            looked: what is added to.
            past: the list.
            known: what was known of earlier lists when it was made; none: nothing is said of it.
        """
        as_of, suspects = past.as_of, self._suspects
        then, since = (
            self._period.at(version, after=as_of - self._window, until=as_of)
            for version in (past.version, past.settled)
        )
        before = units_of(then, rules=self._rules, index=self._index, as_of=as_of)
        later = carried_of(since, rules=self._rules, index=self._index, as_of=as_of)
        if past not in looked.observed:
            looked.observed[past] = observe(before, later, apart_of(since, as_of=as_of))
        if known:
            ranking = rank_units(
                before, suspects, rules=self._rules, index=self._index, as_of=as_of
            )
            on = first_of_units(later, suspects, rules=self._rules, index=self._index, as_of=as_of)
            rates = Rates.learn(known)
            stays = stays_of(ranking, before, rates, seed=seed_of(ranking))
            stayed = pl.col("suspect").is_in(on["suspect"].implode()).alias("stayed")
            looked.expected[past] = stays.select(
                "suspect", pl.lit(as_of).alias("as_of"), "stays", stayed
            ).match_to_schema(EXPECTED)
