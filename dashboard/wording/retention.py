"""What is due for review, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from dashboard.services.data.retention import AHEAD, Review, State
from dashboard.wording.formats import counted, day

STATES: Final[dict[State, str]] = {"kept": "kept", "due": "due", "overdue": "overdue"}
KINDS: Final = {"load": "load", "list": "frozen list"}
#: What is kept of other files.
UPLOADS: Final = (
    "Of a file that is only scored, previewed or refused nothing is kept, and so there is nothing "
    "to review."
)


def title_of(item: Review) -> str:
    """A load or a list by name: version 3 (march.csv), the list 2026-01-31-1a2b3c4d."""
    if item.kind == "load":
        return f"{item.name} ({item.what})"
    return f"the list {item.name}"


def in_due_words(items: Sequence[Review], today: date, *, locks: bool) -> str:
    """What is due or overdue, in a sentence or two; empty where nothing is.

    Args:
        items: every load and list.
        today: in UTC.
        locks: whether what is overdue is locked.
    """
    overdue = [item for item in items if item.state(today) == "overdue"]
    due = [item for item in items if item.state(today) == "due"]
    words = []
    if overdue:
        locked = ", and locked until somebody decides" if locks else ""
        words.append(f"Overdue for review{locked}: {_named(overdue)}.")
    if due:
        words.append(f"Due for review within {AHEAD} days: {_named(due)}.")
    return " ".join(words)


def _named(items: Sequence[Review]) -> str:
    """The first by name and day, and how many more there are."""
    first = items[0]
    named = f"{title_of(first)} on {day(first.review_on)}"
    more = len(items) - 1
    return f"{named} and {counted(more, 'more', 'more')}" if more else named
