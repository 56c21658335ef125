"""Who else is involved with a suspect, and their past lists, in words."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from dashboard.services.suspects.associates import Associates
from dashboard.wording.formats import counted, day, days_words

NOBODY: Final = "Nobody else is named with them, and no victim of theirs accuses anybody else"
#: So many names make a sentence long.
FEW: Final = 3


def in_brief(context: Associates) -> str:
    """Who else is involved, in a line."""
    people, counter = context.people, context.links.counter
    near, far = (people.filter(pl.col("step") == step) for step in (1, 2))
    by_victims = far.filter(pl.col("victims").list.len() > 0).height
    parts = [
        f"{near.height:,} named with them" if near.height else "",
        f"{by_victims:,} accused by a victim of theirs too" if by_victims else "",
        f"{far.height - by_victims:,} at a further step" if far.height > by_victims else "",
    ]
    people_words = "; ".join(filter(None, parts)) or NOBODY
    more = f"; {context.links.more:,} more" if context.links.more else ""
    listed = int(people["listed"].sum())
    on_it = f" ({listed:,} of them on the list)" if listed else ""
    return f"{people_words}{more}{on_it}.{_accused_in_turn(counter)}"


def _accused_in_turn(counter: pl.DataFrame) -> str:
    if counter.is_empty():
        return ""
    who = counter["victim_code"].unique(maintain_order=True)
    names = " and ".join(who) if len(who) < FEW else f"{len(who):,} victims"
    return f" A counter-allegation: {names} stood accused of a crime against them."


def in_counter_words(context: Associates) -> str:
    """What a counter-allegation is, and what it does not say; empty where there is none."""
    counter = context.links.counter
    if counter.is_empty():
        return ""
    crimes = counted(counter["crime_ref"].n_unique(), "crime")
    return (
        f"This suspect is the victim of {crimes} of which somebody is accused whom they are "
        f"accused of harming. Who defends themselves is sometimes recorded as a suspect: read both "
        f"reports before relying on either. It says nothing of who is right."
    )


def in_context_words(context: Associates) -> list[str]:
    """Who else is involved, counter-allegations and past lists, a text each."""
    texts = [
        f"Who else: {in_brief(context)}",
        in_counter_words(context),
        in_history_words(context),
        in_unread_words(context),
    ]
    return [words for words in texts if words]


def in_unread_words(context: Associates) -> str:
    """Which lists are not in the history, and what to do; empty where all of them are."""
    unread = context.unread
    if not unread:
        return ""
    names = " and ".join(unread) if len(unread) < FEW else f"{len(unread):,} frozen lists"
    return (
        f"Not shown: {names}. A frozen list is not shown where it is no longer as it was frozen, "
        f"so that the register should be restored from a backup, or where another edition of "
        f"Harmdesk froze it."
    )


def in_history_words(context: Associates) -> str:
    """How the score moved over the lists under the same rules and index, in two sentences."""
    alike = context.history.filter("like")
    if alike.height < FEW - 1:
        return "No earlier list under these rules and this index is frozen, so none is compared."
    first, last = alike.row(0, named=True), alike.row(-1, named=True)
    on = int(alike["listed"].sum())
    return (
        f"On {on:,} of {counted(alike.height, 'list')} under these rules and this index: from "
        f"{_score(first)} on {day(first['as_of'])} to {_score(last)} on {day(last['as_of'])}. "
        f"High scores fall by themselves, as allegations leave the window: a fall shows nothing "
        f"about what was done."
    )


def _score(row: dict[str, Any]) -> str:
    return "not assessed" if row["tenths"] is None else days_words(row["tenths"])
