"""How much a test tries: little to be waited for, more where `.ci/run` asks, all where asked.

`HARMDESK_TESTS=deep make test` is what `.ci/run` does: every property with half of its examples,
and of a long enumeration whose members differ little one share, the next day the next. With
`HARMDESK_TESTS=all` each is tried; the weekly run of continuous integration does so.

Which share it is follows from the day alone, so that every share has its turn. The first line of a
run names it, and `HARMDESK_TURN=<number>` takes it again.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, TypeVar

Item = TypeVar("Item")

ALL: Final = os.environ.get("HARMDESK_TESTS") == "all"
DEEP: Final = ALL or os.environ.get("HARMDESK_TESTS") == "deep"
#: The day, counted on from any; in the environment, so that all workers of a run have the same.
TURN: Final = int(os.environ.setdefault("HARMDESK_TURN", str(datetime.now(UTC).date().toordinal())))
#: Without depth a test tries a part of its examples, and never fewer than some.
PART: Final = 5
#: In depth of the examples of a property.
HALF: Final = 2
FEWEST: Final = 20


def some(items: Sequence[Item], part: int = PART, *, shares: int = 1) -> list[Item]:
    """A part of them: which one in depth changes from day to day.

    Args:
        items: all of them.
        part: without depth, the first and each n-th after it.
        shares: in depth, into how many they are dealt out in turn; the share of this turn is
            tried, so that after as many turns each was.
    """
    if ALL:
        return list(items)
    if not DEEP:
        return list(items[::part])
    shares = min(shares, len(items))
    return list(items[TURN % shares :: shares]) if shares else []


def examples(number: int) -> int:
    """How many examples a property is tried on, of so many where all are; never fewer than some."""
    if ALL:
        return number
    return min(number, max(number // (HALF if DEEP else PART), FEWEST))


def due(day: int, *, of: int) -> bool:
    """Whether it is the turn of a test that is tried on one of so many days in depth."""
    return ALL or (DEEP and TURN % of == day)
