"""How long the pages' questions take among 36,000 assessed and over 150,000 allegations.

What is asked: every value of every filter over everyone, searches, a suspect with all that their
page says, what-ifs, profiles, and places; and twenty-four month-ends frozen from the command line.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Final

import polars as pl

from dashboard.access.viewer import Viewer
from dashboard.exports.suspect_profile import profile_file
from dashboard.services.listing.filters import FACETS, Filter
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.places.area_choices import BASES, BYS
from dashboard.services.places.areas import compare_areas
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.answer import SuspectAnswer, answer_suspect
from dashboard.services.suspects.search import prepare_search, search
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import load
from dashboard.store.loading import Extract
from harm.stability.what_if import Scenario
from sample_data.demonstration import demonstration
from tests.unit.dashboard.build import ANALYST, what_if_at

VIEWER: Final = Viewer(who="benchmark")
#: So many allegations of the last year stand a second time, under other crime references.
AGAIN: Final = 42_000
MONTHS: Final = 24
#: Of how many suspects a profile is printed.
SOME: Final = 20


def crowd(folder: Path) -> None:
    """Build the demonstration with more allegations against the same people."""
    year = demonstration()
    newest = year["recorded_on"].max()
    assert isinstance(newest, date)
    recent = pl.col("recorded_on") > newest - timedelta(days=365)
    again = year.filter(recent & pl.col("suspect_id").is_not_null()).head(AGAIN)
    rows = pl.concat([year, again.with_columns(crime_ref=pl.col("crime_ref") + "-again")])
    load(folder, [Extract(rows=rows, file="crowd", sha256="0", read=rows.height, synthetic=True)])


def print_asking(folder: Path) -> None:
    """Print what each kind of question takes at the desk, the first one apart."""
    desk = Workspace(Settings(data=folder))
    cold = seconds(lambda: ranked_list(ask(desk, VIEWER, RankingSpec())))
    listing = ranked_list(ask(desk, VIEWER, RankingSpec()))
    assessed, held = listing.ranking.assessed, desk.facts.allegations
    print(f"\nAsking among {assessed:,} assessed, {held:,} allegations (first list {cold:.3f} s)")
    first = seconds(lambda: ranked_list(ask(desk, VIEWER, RankingSpec()), Filter(show="everyone")))
    chosen = [
        Filter(show="everyone", **{name: (code,)})
        for name, facet in FACETS.items()
        for code in facet.codes()
    ]
    _tell(
        "a filter",
        [seconds(partial(ranked_list, ask(desk, VIEWER, RankingSpec()), one)) for one in chosen],
        first,
    )
    first = seconds(lambda: prepare_search(ask(desk, ANALYST, RankingSpec())))
    names = listing.people["suspect_name"].drop_nulls().to_list()
    _tell(
        "a search",
        [seconds(partial(search, ask(desk, VIEWER, RankingSpec()), one)) for one in names],
        first,
    )
    people = listing.people["suspect_id"].to_list()
    _tell("a suspect, how solid, who else", [seconds(partial(_look, desk, one)) for one in people])
    _tell("a what-if", [seconds(partial(_suppose, desk, one)) for one in people])
    _tell("a profile as PDF", [seconds(partial(_print, desk, one)) for one in people[:SOME]])
    query = [(by, of) for by in BYS for of in BASES if (by, of) != ("ward", "home")]
    first = seconds(partial(compare_areas, ask(desk, VIEWER, RankingSpec())))
    _tell(
        "places",
        [
            seconds(partial(compare_areas, ask(desk, VIEWER, RankingSpec()), by=b, of=o))
            for b, o in query
        ],
        first,
    )


def print_freezing(folder: Path) -> None:
    """Print what it takes to freeze month-ends, each with a command of its own."""
    newest = Workspace(Settings(data=folder)).facts.newest
    ends = [newest]
    while len(ends) < MONTHS:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    start = time.perf_counter()
    for end in ends:
        _freeze(folder, end)
    taken = time.perf_counter() - start
    print(f"  {MONTHS} month-ends frozen from the command line: {taken:.1f} s")


def _freeze(folder: Path, end: date) -> None:
    command = Path(sys.executable).with_name("harmdesk")
    query = [str(command), "freeze", "--as-of", f"{end}", "--data", str(folder), "--json"]
    subprocess.run(query, check=True, capture_output=True)


def _look(desk: Workspace, suspect_id: str) -> None:
    _report(desk, suspect_id)


def _report(desk: Workspace, suspect_id: str) -> SuspectAnswer:
    return answer_suspect(ask(desk, VIEWER, RankingSpec()), suspect_id)


def _suppose(desk: Workspace, suspect_id: str) -> None:
    crimes = desk.store.suspects.crimes_of(suspect_id)["crime_ref"]
    what_if_at(
        desk, VIEWER, RankingSpec(), suspect_id, Scenario(left_out=frozenset(crimes.head(1)))
    )


def _print(desk: Workspace, suspect_id: str) -> None:
    profile_file(ask(desk, VIEWER, RankingSpec()), _report(desk, suspect_id))


def _tell(what: str, taken: list[float], first: float | None = None) -> None:
    once = "" if first is None else f" (made ready once in {first:.3f} s)"
    print(f"  {what}: {statistics.median(taken):.3f} s, at most {max(taken):.3f} s{once}")


def seconds(ask: Callable[[], object]) -> float:
    """How long a question takes."""
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start
