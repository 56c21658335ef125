"""One measurement in a process of its own: python -m tests.benchmarks.measure WAY DIR."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import duckdb
import polars as pl

from dashboard.store import Store
from harm.offences import indices
from harm.record.allegations import Allegations
from harm.scoring.ranking import rank
from harm.scoring.rules import Rules
from tests.benchmarks.in_sql import rank_in_sql

INDEX = "cchi-2020"

#: What both ways must agree on, to the digit.
COMPARED = ["position", "rank", "suspect_id", "tenths", "allegations", "victims", "most_serious"]


def allegations_of(directory: Path) -> tuple[Allegations, date]:
    """The year's allegations as the store hands them out, and the date that they run to."""
    store = Store.open(directory)
    as_of = store.facts.newest
    after = as_of - timedelta(days=Rules().window_days)
    return store.allegations(after=after, until=as_of), as_of


def ranked(allegations: Allegations, as_of: date) -> pl.DataFrame:
    """The whole ranking by Harmdesk."""
    return rank(allegations, rules=Rules(), index=indices.get(INDEX), as_of=as_of).table


def rank_in_harmdesk(directory: Path) -> pl.DataFrame:
    """The whole ranking by Harmdesk, from the store."""
    return ranked(*allegations_of(directory))


def peak_megabytes() -> float:
    """The most memory that this process held; the system's other figure is its parent's too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main(way: str, directory: Path) -> None:
    """Rank once; print seconds, peak megabytes, and a hash of the result."""
    ways: dict[str, Callable[[Path], pl.DataFrame]] = {
        "harmdesk": rank_in_harmdesk,
        "sql": lambda folder: rank_in_sql(folder, rules=Rules(), index=INDEX),
    }
    duckdb.connect().sql("select 1 as one").pl(lazy=True).collect()  # both load it once
    start = time.perf_counter()
    table = ways[way](directory)
    seconds = time.perf_counter() - start
    peak = peak_megabytes()
    digest = table.select(pl.col(COMPARED).cast(pl.String)).hash_rows().sum()
    print(f"{seconds:.3f} {peak:.0f} {table.height} {digest}")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
