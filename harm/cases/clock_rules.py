"""The rules of time limits, as data: `tables/clocks.csv`, each with source and certainty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, cast

from harm.cases.days_off import Skipped
from harm.cases.events import rows
from harm.errors import ClockError

Unit = Literal["hours", "days", "months", "working_days"]
#: What stands in the table where an extension has no limit of its own but the day that is set.
ANY: Final = "set"


@dataclass(frozen=True, slots=True)
class Step:
    """An extension that the rule knows.

    Attributes:
        who: may give it.
        limit: up to so many units from the beginning; None: to a day that is set.
        condition: that must hold; empty: none.
    """

    who: str
    limit: int | None
    condition: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A time limit.

    Attributes:
        code: names it.
        name: as people call it.
        starts: from what it counts.
        limit: so many units; None: to a day that is set.
        unit: hours, days, months or working days.
        skips: days that do not count.
        before_day_off: whether it ends on the working day before, where it would end on a day off.
        less_served: whether days served before are taken off.
        steps: the extensions, in their order.
        warn_at: how long before the end to warn, the longest first.
        warn_later: the same once a court extended it; empty: the same as before.
        reviews: hours after which the first review is due, and each further one; empty: none.
        missed: what happens where it is missed.
        source: where the rule is from.
        certainty: S as read, S2 at second hand, K general knowledge to be checked by a lawyer.
        note: what else to know.
    """

    code: str
    name: str
    starts: str
    limit: int | None
    unit: Unit
    skips: frozenset[Skipped]
    before_day_off: bool
    less_served: bool
    steps: tuple[Step, ...]
    warn_at: tuple[timedelta, ...]
    warn_later: tuple[timedelta, ...]
    reviews: tuple[int, ...]
    missed: str
    source: str
    certainty: str
    note: str


@cache
def rules() -> Mapping[str, Rule]:
    """Every time limit by its code, in the order of the table."""
    return MappingProxyType({row["code"]: _rule(row) for row in rows("clocks")})


def rule_of(code: str) -> Rule:
    """The time limit of that code.

    Raises:
        ClockError: there is none.
    """
    if code not in rules():
        raise ClockError(f"There is no time limit {code!r}; choose one of {', '.join(rules())}.")
    return rules()[code]


def recall_lengths() -> tuple[tuple[date, int], ...]:
    """The lengths that are shipped; a force that knows better sets its own."""
    return tuple((date.fromisoformat(row["from"]), int(row["days"])) for row in rows("recalls"))


def _rule(row: dict[str, str]) -> Rule:
    return Rule(
        code=row["code"],
        name=row["name"],
        starts=row["starts"],
        limit=int(row["limit"]) if row["limit"] else None,
        unit=cast("Unit", row["unit"]),
        skips=frozenset(cast("list[Skipped]", row["skips"].split())),
        before_day_off=row["before_day_off"] == "1",
        less_served=row["less_served"] == "1",
        steps=tuple(_step(text) for text in row["extensions"].split("; ") if text),
        warn_at=_times(row["warn_at"]),
        warn_later=_times(row["warn_later"]),
        reviews=tuple(int(hours) for hours in row["reviews"].split()),
        missed=row["missed"],
        source=row["source"],
        certainty=row["certainty"],
        note=row["note"],
    )


def _step(text: str) -> Step:
    who, limit, *condition = text.split()
    return Step(who, None if limit == ANY else int(limit), " ".join(condition))


def _times(text: str) -> tuple[timedelta, ...]:
    """Times such as `14d 3d` or `24h`."""
    return tuple(
        timedelta(days=int(word[:-1])) if word[-1] == "d" else timedelta(hours=int(word[:-1]))
        for word in text.split()
    )
