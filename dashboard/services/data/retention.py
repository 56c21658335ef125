"""What is due for review, and a decision to keep it longer; a load that goes is withdrawn."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from dashboard.access.actions import DECIDE_REVIEW, SEE_SETTINGS
from dashboard.access.policy import acting_role
from dashboard.errors import RetentionError
from dashboard.register import VersionLine
from dashboard.register.decisions import keep_seal
from dashboard.services.gate import about, service
from dashboard.services.question import Caller
from dashboard.services.review import AHEAD, Review, State, is_demonstration, reviews_of, this_day
from dashboard.store.withdrawal import LONGEST_REASON

__all__ = [
    "AHEAD",
    "LONGEST_REASON",
    "Review",
    "State",
    "keep_until",
    "list_reviews",
    "longest_until",
    "this_day",
]

#: The fewest letters of a reason.
FEWEST_LETTERS: Final = 8


@service(SEE_SETTINGS, about("what is due for review"))
def list_reviews(caller: Caller) -> list[Review]:
    """Every load and frozen list with its review date, the next due first."""
    return reviews_of(caller.workspace)


@service(SEE_SETTINGS, about("what is locked"))
def is_lockable(caller: Caller) -> bool:
    """Whether something overdue is locked here; not on a demonstration."""
    return not is_demonstration(caller.workspace)


@service(DECIDE_REVIEW, lambda _, name, *_more: name)
def keep_until(caller: Caller, name: str, until: date, reason: str) -> Review:
    """Decide to keep a load or a frozen list until another day; the log has who, when and why.

    Args:
        caller: who decides.
        name: `version 3` or `3`, or the name of a list.
        until: the last day on which it can be used without another decision.
        reason: why.

    Raises:
        RetentionError: there is no such load or list, the day is past or further ahead than one
            period of review, or there is no reason.
    """
    wanted = f"version {name}" if name.isdecimal() else name
    item = next((found for found in reviews_of(caller.workspace) if found.name == wanted), None)
    if item is None:
        raise RetentionError(
            f"{name[:60]!r} is no load in force and no frozen list; `harmdesk retention` names "
            f"those that there are, such as version 1."
        )
    why, today, longest = reason.strip(), this_day(), longest_until(caller, item)
    if not today < until <= longest:
        raise RetentionError(
            f"{until} is no day for the next review of {item.name}: choose one after {today} and "
            f"not after {longest}, which is one period of review from now."
        )
    if sum(letter.isalnum() for letter in why) < FEWEST_LETTERS or len(why) > LONGEST_REASON:
        raise RetentionError(
            f"A decision has a reason of {FEWEST_LETTERS} to {LONGEST_REASON} letters, which the "
            f"log keeps; write why {item.name} is still needed."
        )
    role = acting_role(caller.viewer, DECIDE_REVIEW) or caller.viewer.role
    line = VersionLine(
        "keep",
        f"{item.name} until {until}: {why}",
        caller.version,
        seal=keep_seal(item.name, until),
    )
    caller.workspace.register.note_all(caller.viewer.acting_as(role), [line])
    return next(found for found in reviews_of(caller.workspace) if found.name == item.name)


@service(SEE_SETTINGS, about("how long something is kept"))
def longest_until(caller: Caller, item: Review) -> date:
    """The latest day that a decision of today can name: one period of review ahead."""
    settings = caller.settings
    days = settings.review_loads if item.kind == "load" else settings.review_lists
    return this_day() + timedelta(days=days)
