"""How long it takes to find who may be one person, against comparing everybody with everybody.

One size in this process: python -m tests.benchmarks.linking 85000.
"""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Final

import polars as pl
from rapidfuzz import fuzz, process

from dashboard.analysis.linking.bands import BANDS
from dashboard.analysis.linking.known import known_register, score_one
from dashboard.analysis.linking.pairs import find_pairs
from sample_data.generator.recorded_twice import register_with_doubles
from tests.benchmarks.measure import peak_megabytes

SIZES: Final = (10_000, 85_000)
#: Measured only where this part is asked for by its name.
MANY: Final = 1_000_000
#: Comparing everybody with everybody is measured with this many people alone.
PAIRWISE: Final = 10_000
ALIKE: Final = 90
AT_ONCE: Final = 500


def print_linking() -> None:
    """Print what finding pairs takes, how good they are, and what one new reference takes.

    Each number of people is measured in a process of its own, so that the memory is its own.
    """
    print("\nWho may be one person")
    for people in SIZES:
        _print_size(people)
    _print_one()


def print_linking_of_many() -> None:
    """Print the same for a million people, which takes minutes."""
    _print_size(MANY)


def _print_size(people: int) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.linking", str(people)]
    print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="")


def measure_size(people: int) -> None:
    """Find the pairs among so many people in this process, and print what it took."""
    register, truth = register_with_doubles(people, seed=5)
    before = peak_megabytes()
    start, used = time.perf_counter(), time.process_time()
    pairs = find_pairs(register)
    taken, used = time.perf_counter() - start, time.process_time() - used
    peak = peak_megabytes()
    likely = pairs.filter(pl.col("weight") >= BANDS["likely"])
    right = likely.join(truth, on=["a", "b"], how="semi").height
    print(
        f"  {people:>9,} people: {taken:.1f} s ({used:.1f} s of processors), peak memory "
        f"{peak / 1024:.2f} GB ({before / 1024:.2f} GB with the register made alone); precision "
        f"{right / likely.height:.3f}, recall {right / truth.height:.3f}"
    )
    if people == PAIRWISE:
        _print_pairwise(register, truth)


def _print_pairwise(register: pl.DataFrame, truth: pl.DataFrame) -> None:
    """The same by comparing each name with each other, of the same birth or not."""
    known = register.drop_nulls("suspect_name")
    names, references = known["suspect_name"].to_list(), known["suspect_id"].to_list()
    start, found = time.perf_counter(), set()
    for at in range(0, len(names), AT_ONCE):
        alike = process.cdist(
            names[at : at + AT_ONCE], names, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE
        )
        rows, columns = alike.nonzero()
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            if at + row < column:
                one, other = sorted((references[at + row], references[column]))
                found.add((one, other))
    taken = time.perf_counter() - start
    right = len(found & set(truth.iter_rows()))
    print(
        f"            each with each by rapidfuzz: {taken:.1f} s; precision "
        f"{right / max(len(found), 1):.3f}, recall {right / truth.height:.3f}"
    )


def _print_one() -> None:
    register, _ = register_with_doubles(85_000, seed=5)
    known = known_register(register)
    score_one(register.head(1), known)
    start = time.perf_counter()
    score_one(register.slice(1, 1), known)
    print(f"  one new reference among {register.height:,}: {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    measure_size(int(sys.argv[1]))
