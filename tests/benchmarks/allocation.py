"""How long it takes to place 500 posts over the Met's 679 wards, by each rule."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import Final

from dashboard.access.viewer import Viewer
from dashboard.services.question import Caller
from dashboard.services.resources.allocation import allocate_posts
from dashboard.services.resources.allocation_choices import Plan
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from harm.allocation.areas import RULES, Area
from harm.allocation.rules import allocate

POSTS: Final = 500
TIMES: Final = 7
#: What each ward is given, in hundredths of an officer, so that rules that rest on strength run.
STRENGTH: Final = 300


def print_allocation(folder: Path) -> None:
    """Print how long each rule takes over every ward, with its published offences."""
    caller = Caller(Workspace(Settings(data=folder / "none")), Viewer("bench"))
    found = allocate_posts(caller, Plan(POSTS, "ward"), ["equal"])
    wards = [
        Area(area.code, STRENGTH, area.demand, area.residents, area.boroughs)
        for area in found.areas
    ]
    print(f"\n{POSTS} posts over {len(wards)} wards, in processor time")
    for rule in RULES:
        taken = [_seconds(rule, wards) for _ in range(TIMES)]
        print(f"  {rule}: {statistics.median(taken):.4f} s")


def _seconds(rule: str, wards: list[Area]) -> float:
    start = time.process_time()
    allocate(rule, wards, POSTS)
    return time.process_time() - start
