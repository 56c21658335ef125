"""How long a search takes: misspelt names of everyone named, and a letter that fits thousands."""

from __future__ import annotations

import random
import statistics
import time
from pathlib import Path
from typing import Final

import polars as pl

from dashboard.search import Index, index_of, matches
from dashboard.store import Store
from sample_data.generator.names import misspelt

SEARCHES: Final = 500
SUSPECTS: Final = 36_000


def print_search(folder: Path) -> None:
    """Print what an index of `SUSPECTS` takes to build, and searches in it."""
    store = Store.open(folder)
    named = store.suspects.named().sort("suspect_id").head(SUSPECTS)
    start = time.perf_counter()
    index = index_of(named)
    built = time.perf_counter() - start
    rng = random.Random(SEARCHES)  # noqa: S311 - slips of a pen, not a secret
    names = rng.sample(named["suspect_name"].drop_nulls().to_list(), SEARCHES)
    taken = sorted(_seconds(index, misspelt(rng, name), store) for name in names)
    print(f"\nA search among {len(index.people):,} suspects (index built in {built:.3f} s)")
    print(f"  a misspelt name: {statistics.median(taken):.4f} s, at most {taken[-1]:.4f} s")
    print(f"  the letter J: {_seconds(index, 'J', store):.4f} s")


def _seconds(index: Index, text: str, store: Store) -> float:
    start = time.perf_counter()
    nobody = pl.DataFrame(schema={"suspect_id": pl.String, "crime_ref": pl.String})
    matches(index, text, today=store.facts.newest, in_crime=nobody)
    return time.perf_counter() - start
