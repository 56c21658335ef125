"""How long it takes to know who can walk where, and to fold the events of a case."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np

from dashboard.analysis.reach.walking import distances
from harm.cases.fold import fold
from tests.property.test_cases import long_history

TIMES: Final = 7
HOMES, SITES, EVENTS = 4_994, 200, 10_000


def print_reach(_: Path) -> None:
    """Print how long the distances of all small areas to 200 sites take."""
    draw = np.random.default_rng(7)
    homes, sites = (draw.uniform((-0.5, 51.3), (0.3, 51.7), (n, 2)) for n in (HOMES, SITES))
    seconds = _median(lambda: distances(homes, sites))
    print(f"\n{HOMES:,} × {SITES} distances, in processor time: {seconds:.3f} s")


def print_cases(_: Path) -> None:
    """Print how long a long case takes to be worked out from its events."""
    events = long_history(EVENTS)
    seconds = _median(lambda: fold(events))
    print(f"\n{EVENTS:,} events of a case, in processor time: {seconds:.3f} s")


def _median(act: Callable[[], object]) -> float:
    taken = []
    for _ in range(TIMES):
        start = time.process_time()
        act()
        taken.append(time.process_time() - start)
    return statistics.median(taken)
