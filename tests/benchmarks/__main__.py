"""Measure, against what a user would write instead, in the same run: make bench.

Without a name everything is measured, but for what takes minutes; `make bench ARGS=pages` measures
the pages alone, and so with each name of `PARTS`, and `ARGS=linking` a million people as well.
The stores are built once, in a folder of the system's own for passing things.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from dashboard.access.viewer import Viewer
from dashboard.services.demonstration import build_demonstration
from dashboard.services.question import Caller
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from harm.record.allegations import Allegations
from harm.scoring.rules import Rules
from tests.benchmarks import intake
from tests.benchmarks.allocation import print_allocation
from tests.benchmarks.asking import crowd, print_asking, print_freezing
from tests.benchmarks.in_pandas import extract, rank_in_pandas
from tests.benchmarks.linking import print_linking, print_linking_of_many
from tests.benchmarks.measure import (
    COMPARED,
    INDEX,
    allegations_of,
    rank_in_harmdesk,
    ranked,
)
from tests.benchmarks.million import ALLEGATIONS, SUSPECTS, build
from tests.benchmarks.pages import print_pages
from tests.benchmarks.register import print_register
from tests.benchmarks.resources import print_cases, print_reach
from tests.benchmarks.search import print_search
from tests.benchmarks.sureness import print_sureness

TIMES: Final = 7
TIMES_OF_THE_LARGE: Final = 7


def main(names: Sequence[str]) -> int:
    """Print the measurements of these names, or all; 0, or 2 where there is no such name."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(
            f"There is no measurement {', '.join(unknown)}; choose from {', '.join(PARTS)}.",
            file=sys.stderr,
        )
        return 2
    kept = Path(tempfile.gettempdir()) / "harmdesk-bench"
    kept.mkdir(parents=True, exist_ok=True)
    for name, measure in PARTS.items():
        if not names or name in names:
            measure(kept)
            if name in names and name in LONG:
                LONG[name]()
    return 0


def _asking(kept: Path) -> None:
    crowded = _built(kept / "crowded", crowd)
    print_asking(crowded)
    print_freezing(crowded)


def _built(folder: Path, make: Callable[[Path], None]) -> Path:
    if not (folder / "current").exists():
        start = time.perf_counter()
        make(folder)
        print(f"Built {folder.name} in {time.perf_counter() - start:.1f} s")
    return folder


def _written(file: Path) -> Path:
    if not file.exists():
        start = time.perf_counter()
        intake.build(file)
        print(f"Wrote {file.name} in {time.perf_counter() - start:.1f} s")
    return file


def _demonstrate(folder: Path) -> None:
    build_demonstration(Caller(Workspace(Settings(data=folder)), Viewer(who="benchmark")))


def _the_year(folder: Path) -> None:
    """Scoring and ranking the year, each from memory in its own form, and ours from the store.

    Theirs is the flat frame that an analyst would have read; ours the rows that the store hands
    out, whose references were numbered once, when they were loaded.
    """
    flat = extract()
    lazy, as_of = allegations_of(folder)
    held = Allegations(
        lazy.rows.collect().lazy(),
        lazy.offences,
        lazy.suspects.collect().lazy(),
        record=None if lazy.record is None else lazy.record.collect().lazy(),
    )
    ours = ranked(held, as_of)
    theirs = rank_in_pandas(flat, rules=Rules(), index=INDEX)
    same = all(theirs[name].to_list() == ours[name].to_list() for name in COMPARED)
    mine, pandas, stored = _interleaved(
        lambda: ranked(held, as_of),
        lambda: rank_in_pandas(flat, rules=Rules(), index=INDEX),
        lambda: rank_in_harmdesk(folder),
    )
    print(f"\nThe demonstration year: {ours.height:,} suspects; same result: {same}")
    _compare("Harmdesk", mine, "pandas", pandas)
    print(f"  Harmdesk from the store, opening and reading it included: {stored:.3f} s")


def _interleaved(*ways: Callable[[], object]) -> list[float]:
    """Median seconds of each way, taken in turns so that both meet the same weather."""
    taken: list[list[float]] = [[] for _ in ways]
    for _ in range(TIMES):
        for way, seconds in zip(ways, taken, strict=True):
            start = time.perf_counter()
            way()
            seconds.append(time.perf_counter() - start)
    return [statistics.median(seconds) for seconds in taken]


def _the_million(folder: Path) -> None:
    """Ranking the larger store, a process each time, so that memory is its own."""
    runs = _in_turns("measure", ("harmdesk", "sql"), folder)
    same = len({(rows, digest) for results in runs.values() for _, _, rows, digest in results}) == 1
    print(f"\n{ALLEGATIONS:,} allegations over {SUSPECTS:,} suspects; same result: {same}")
    medians = _medians(runs)
    _compare("Harmdesk", medians["harmdesk"], "DuckDB SQL", medians["sql"])
    _print_peaks(runs)


def _the_file(file: Path) -> None:
    """Taking in a large extract from a file; pandas reads it and makes three checks."""
    runs = _in_turns("intake", tuple(intake.WAYS), file)
    same = len({counted for results in runs.values() for _, _, counted in results}) == 1
    size = file.stat().st_size / 1e6
    print(f"\nAn extract of {intake.ROWS:,} rows, {size:,.0f} MB as CSV; same counts: {same}")
    medians = _medians(runs)
    _compare(
        "Harmdesk, every row read, typed, checked and accounted for",
        medians["harmdesk"],
        "pandas, read_csv and three checks",
        medians["pandas"],
    )
    print(f"  pandas, also with texts stripped and all dates read: {medians['typed']:.3f} s")
    print(f"  harmdesk load into an empty folder (no equivalent): {medians['load']:.3f} s")
    _print_peaks(runs)


def _in_turns(module: str, ways: Sequence[str], path: Path) -> dict[str, list[list[str]]]:
    """What each way prints, in a process of its own each time, by turns."""
    runs: dict[str, list[list[str]]] = {way: [] for way in ways}
    for _ in range(TIMES_OF_THE_LARGE):
        for way, results in runs.items():
            command = [sys.executable, "-m", f"tests.benchmarks.{module}", way, str(path)]
            output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            results.append(output.split())
    return runs


def _medians(runs: Mapping[str, list[list[str]]]) -> dict[str, float]:
    return {way: statistics.median(float(r[0]) for r in results) for way, results in runs.items()}


def _print_peaks(runs: Mapping[str, list[list[str]]]) -> None:
    for way, results in runs.items():
        print(f"  peak memory, {way}: {max(int(r[1]) for r in results):,} MB")


def _compare(our_name: str, ours: float, their_name: str, theirs: float) -> None:
    print(f"  {our_name}: {ours:.3f} s\n  {their_name}: {theirs:.3f} s")
    print(f"  {their_name} takes {theirs / ours:.2f} times as long as {our_name}")


#: What can be measured, by the name that asks for it alone.
PARTS: Final[dict[str, Callable[[Path], None]]] = {
    "year": lambda kept: _the_year(_built(kept / "year", _demonstrate)),
    "search": lambda kept: print_search(_built(kept / "year", _demonstrate)),
    "sureness": lambda kept: print_sureness(_built(kept / "year", _demonstrate)),
    "asking": _asking,
    "million": lambda kept: _the_million(_built(kept / "million", build)),
    "file": lambda kept: _the_file(_written(kept / "extract.csv")),
    "allocation": print_allocation,
    "reach": print_reach,
    "cases": print_cases,
    "register": print_register,
    "linking": lambda _: print_linking(),
    "pages": lambda kept: print_pages(_built(kept / "year", _demonstrate)),
}
#: What takes minutes, and is measured only where the part is asked for by its name.
LONG: Final[dict[str, Callable[[], None]]] = {"linking": print_linking_of_many}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
