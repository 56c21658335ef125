"""A case put together by hand, an event a line."""

from __future__ import annotations

from datetime import datetime, timedelta

from harm.cases.case import Case
from harm.cases.events import Event
from harm.cases.fold import fold

BEGUN = datetime(2026, 9, 1, 9)  # noqa: DTZ001 - UTC, as the register has it

LISTED = ("list", "Ada", {"list": "L1"})
REVIEWED = ("review", "Ada", {"list": "L1"})
ADOPTED = (
    "adopt",
    "Sue",
    {"owner": "Olu", "reason": "Harm is grave and goes on", "list": "L1", "counter": "none"},
)
PLANNED = (
    "action",
    "Olu",
    {"action": "A1", "strand": "pursue", "tactic": "arrest", "owner": "Pia", "due": "2026-09-20"},
)
STARTED: tuple[str, str, dict[str, str]] = ("start", "Olu", {})
RUNNING = (LISTED, REVIEWED, ADOPTED, PLANNED, STARTED)

Step = tuple[str, str, dict[str, str]]


def events_of(*steps: Step, first: int = 1) -> list[Event]:
    """Events, numbered on, an hour apart."""
    return [
        Event(number, kind, BEGUN + timedelta(hours=number), who, details)
        for number, (kind, who, details) in enumerate(steps, first)
    ]


def case_of(*lines: Step) -> Case:
    return fold(events_of(*lines))
