"""Events of a case, and the table of what may happen when."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal, cast

State = Literal[
    "candidate",
    "in_review",
    "not_adopted",
    "deferred",
    "adopted",
    "active",
    "in_custody",
    "recalled",
    "deselected",
    "closed",
]
#: Who does something, in the case and not in Harmdesk's roles.
Part = Literal["proposer", "reviewer", "decider", "second", "owner", "victim_lead"]

#: Events that are of the victim side, which its lead alone is shown.
VICTIM_SIDE: Final = frozenset({"victim_lead", "victim_step"})


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done or decided in a case; it is never changed.

    Attributes:
        number: 1, 2, 3 … within the case.
        kind: what, as the table of moves has it.
        at: when it was written down, in UTC and without a zone.
        who: by whom, in the name that the log has.
        details: what else there is to say, all as text; days as 2026-08-31.
    """

    number: int
    kind: str
    at: datetime
    who: str
    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table: what an event needs, and what it does to the state.

    Attributes:
        kind: of the event.
        before: the states in which it can happen; empty: where there is no case yet.
        after: the state after it; None: the same as before.
        who: whose part it is.
        requires: details that it must have.
        may_have: details that it may have besides.
        checks: what else must hold, by the name in `harm.cases.checks`.
        meaning: in a sentence.
    """

    kind: str
    before: frozenset[State]
    after: State | None
    who: Part
    requires: tuple[str, ...]
    may_have: tuple[str, ...]
    checks: tuple[str, ...]
    meaning: str


@cache
def moves() -> Mapping[str, Move]:
    """Every kind of event, in the order of the table."""
    return MappingProxyType({row["kind"]: _move(row) for row in rows("moves")})


def rows(name: str) -> list[dict[str, str]]:
    """One of the shipped tables of cases, each row by its columns, empty cells as empty text."""
    text = (files("harm.cases") / "tables" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _move(row: dict[str, str]) -> Move:
    return Move(
        kind=row["kind"],
        before=frozenset(cast("list[State]", row["from"].split())),
        after=cast("State", row["to"]) if row["to"] else None,
        who=cast("Part", row["who"]),
        requires=tuple(row["requires"].split()),
        may_have=tuple(row["may_have"].split()),
        checks=tuple(row["checks"].split()),
        meaning=row["meaning"],
    )


def without_protection(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events of a case that may be told to whom it is about, in their order.

    The victim side is not among them, nor what the plan has to protect anybody.

    Args:
        events: of one case.
    """
    protects = {
        event.details["action"]
        for event in events
        if event.kind == "action" and event.details.get("strand") == "protect"
    }
    return tuple(
        event
        for event in events
        if event.kind not in VICTIM_SIDE
        and event.details.get("action") not in protects
        and event.details.get("what") != "victim_safe_measure"
    )
