"""How long it takes to know who can walk where, and to fold the events of a case."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np

from dashboard.access.viewer import Viewer
from dashboard.analysis.reach.walking import distances
from dashboard.exports.case_pack import pack_outgoing
from dashboard.exports.case_slides import slides_outgoing
from dashboard.register import NewEvent
from dashboard.services.cases.meeting import answer_meeting
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.question import Question, ask
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from harm.cases.fold import fold
from tests.property.test_cases import long_history
from tests.unit.dashboard.build import loaded, row

TIMES: Final = 7
HOMES, SITES, EVENTS = 4_994, 200, 10_000
CASES, ACTIONS = 100, 6


def print_reach(_: Path) -> None:
    """Print how long the distances of all small areas to 200 sites take."""
    draw = np.random.default_rng(7)
    homes, sites = (draw.uniform((-0.5, 51.3), (0.3, 51.7), (n, 2)) for n in (HOMES, SITES))
    seconds = _median(lambda: distances(homes, sites))
    print(f"\n{HOMES:,} × {SITES} distances, in processor time: {seconds:.3f} s")


def print_cases(_: Path) -> None:
    """Print how long a long case takes to be worked out from its events, and how long a pack."""
    events = long_history(EVENTS)
    seconds = _median(lambda: fold(events))
    print(f"\n{EVENTS:,} events of a case, in processor time: {seconds:.3f} s")
    with tempfile.TemporaryDirectory() as folder:
        question = _many_cases(Path(folder))
        for kind, pack in (("PDF", pack_outgoing), ("PowerPoint", slides_outgoing)):
            seconds = _median(lambda pack=pack: pack(question, answer_meeting(question)))  # type: ignore[misc]
            said = f"{CASES} cases and {CASES * ACTIONS} actions as a pack of {kind}"
            print(f"{said}, in processor time: {seconds:.3f} s")


def _many_cases(folder: Path) -> Question:
    """A question of a record in which a hundred people have a case with a plan."""
    people = [f"S{number}" for number in range(CASES)]
    rows = [row(crime_ref=f"C{person}", suspect_id=person) for person in people]
    loaded(folder, *rows, synthetic=True)
    question = ask(Workspace(Settings(data=folder)), Viewer("ada"))
    name = freeze_list(question).name
    taken = {"owner": "Olu", "reason": "Harm is grave", "list": name, "counter": "none"}
    plan = {"strand": "pursue", "tactic": "arrest", "owner": "Pia", "due": "2026-03-01"}
    for number, person in enumerate(people):
        steps = [("list", {"list": name}), ("review", {"list": name}), ("adopt", taken)]
        steps += [("action", {"action": f"A{place}", **plan}) for place in range(ACTIONS)]
        lines = [
            NewEvent(f"C-{number:010}", place, person, kind, details)
            for place, (kind, details) in enumerate([*steps, ("start", {})], 1)
        ]
        register = question.workspace.register
        register.add_events(question.viewer, lines, version=1, at=datetime.now(UTC))
    return question


def _median(act: Callable[[], object]) -> float:
    taken = []
    for _ in range(TIMES):
        start = time.process_time()
        act()
        taken.append(time.process_time() - start)
    return statistics.median(taken)
