"""How long settled lists take, against a loop that sorts everybody; and a list under choices."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final, TypeVar

import numpy as np

from dashboard.store import Store
from harm.offences import indices
from harm.scoring.ranking import rank
from harm.scoring.rules import Rules
from harm.stability.choices import WINDOWS, alternatives, under_choices
from harm.stability.settling.draws import DRAWS, settle
from harm.stability.settling.observed import observe
from harm.stability.settling.rates import Rates
from harm.stability.settling.units import apart_of, units_of
from tests.benchmarks.measure import INDEX
from tests.oracle.settling import Plain

Answer = TypeVar("Answer")

TIMES: Final = 5
#: The loop is timed on so many draws, and the time of all is worked out.
LOOPED: Final = 100
#: How many months lie between the versions that the chances are learnt from.
MONTHS: Final = 3


def print_sureness(folder: Path) -> None:
    """Print what settled lists and a list under other choices take.

    Args:
        folder: of the demonstration.
    """
    store, rules, index = Store.open(folder), Rules(), indices.get(INDEX)
    as_of = store.facts.newest
    window = timedelta(days=rules.window_days)
    rates = _rates(store)
    rows = store.allegations(after=as_of - window, until=as_of)
    ranking = rank(rows, rules=rules, index=index, as_of=as_of)
    units = units_of(rows, rules=rules, index=index, as_of=as_of)
    taken, settled = _least(lambda: settle(ranking, units, rates))
    plain = Plain(ranking, units, rates)
    start = time.perf_counter()
    stays = plain.stays(np.random.default_rng(1), LOOPED)
    loop = (time.perf_counter() - start) * DRAWS / LOOPED
    listed = settled.people.filter("listed")
    apart = [
        abs(row["stays"] / DRAWS - stays[row["position"] - 1] / LOOPED)
        for row in listed.iter_rows(named=True)
    ]
    print(f"\n{DRAWS:,} settled lists of {ranking.assessed:,} suspects, with the chances known")
    print(f"  drawn: {taken:.3f} s; a loop that sorts all in each: {loop:.1f} s")
    print(f"  {loop / taken:.0f} times; shares are {sum(apart) / len(apart):.3f} apart on average")
    longest = timedelta(days=max(WINDOWS))

    def choose() -> object:
        held = store.allegations(after=as_of - longest, until=as_of).held()
        others = alternatives(rules, index)
        return under_choices(held, ranking.listed["suspect"], others, as_of=as_of)

    taken, _ = _least(choose)
    print(f"  under {len(alternatives(rules, index))} other choices: {taken:.3f} s")


def _rates(store: Store) -> Rates:
    """The chances, from the last three past lists whose record has settled."""
    rules, index = Rules(), indices.get(INDEX)
    versions = store.versions().select("version", "known_on").rows()
    observed = []
    for version, known_on in versions[-2 * MONTHS : -MONTHS]:
        after = known_on - timedelta(days=rules.window_days)
        before, later = (
            store.at(number).allegations(after=after, until=known_on)
            for number in (version, version + MONTHS)
        )
        units = [
            units_of(rows, rules=rules, index=index, as_of=known_on) for rows in (before, later)
        ]
        observed.append(observe(units[0], units[1], apart_of(later, as_of=known_on)))
    return Rates.learn(observed)


def _least(work: Callable[[], Answer]) -> tuple[float, Answer]:
    """The shortest of several times in seconds, and the answer."""
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        answer = work()
        times.append(time.perf_counter() - start)
    return min(times), answer
