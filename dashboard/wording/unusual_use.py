"""Unusual use in words: what was found, what it does not mean, and what is not looked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.services.data.unusual_use import (
    FEWEST_DAYS,
    MANY,
    NIGHT,
    OF_NO_LIST,
    TIMES,
    UnusualUse,
)
from dashboard.wording.formats import counted


def in_unusual_words(unusual: UnusualUse) -> str:
    """How much was found among how many looks, by which rules, and what is not looked for."""
    begins, ends = NIGHT
    number = unusual.days.height
    stands = "nothing stands out" if not number else f"{counted(number, 'entry', 'entries')} below"
    return (
        f"{counted(unusual.looks, 'look')} at a suspect's own file: {stands}. Looked for: at least "
        f"{MANY} suspects on a day and {TIMES} times what is usual on the days of others (once "
        f"there are {FEWEST_DAYS} of those); looks between {begins}:00 and {ends}:00 in "
        f"London; a suspect whose surname is in the user's name; {OF_NO_LIST} suspects or more on "
        f"a day whom neither the list nor a frozen one names. Each is a reason to ask, and no "
        f"finding. Addresses are not compared, since the record has none; nor is looking at the "
        f"same person again and again."
    )


def in_kind_words(row: Mapping[str, Any]) -> str:
    """What is unusual about a day of a user."""
    suspects = counted(int(row["suspects"]), "suspect")
    match row["kind"]:
        case "above":
            return f"Opened {suspects}; others open {row['usual']:,.0f} on a day, as the median"
        case "night":
            return f"Opened {suspects} at night"
        case "no_list":
            return f"Opened {suspects} whom no list names"
        case _:
            return f"Opened suspect {row['suspect_id']}, whose surname is in the user's own name"
