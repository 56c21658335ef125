"""What is due in a case: actions, time limits, orders and releases; overdue is worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from harm.cases.case import INSIDE, Action, Case, Clock
from harm.cases.clock_rules import rule_of
from harm.cases.clocks import (
    LONDON,
    End,
    Standing,
    end_of,
    next_step,
    standing_of,
    warnings_of,
)
from harm.cases.limits import end_of_clock
from harm.errors import ClockError

#: Days ahead that a release is shown.
RELEASES_AHEAD = 28
#: Statuses of a measure in which it is in force.
IN_FORCE = frozenset({"granted", "served", "varied", "breached"})
Kind = Literal["action", "clock", "measure", "review", "release", "deferred"]


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due in a case.

    Attributes:
        kind: what it is.
        key: its name within the case; empty where there is one alone.
        code: the tactic, the rule or the order.
        owner: who has to see to it.
        ends: the day or the moment; None: it cannot be worked out.
        standing: running, warned or overdue; paused where custody pauses it; unknown where it
            cannot be worked out, such as a recall whose length nobody has set.
        next_by: who may extend a time limit next; empty: nobody.
    """

    kind: Kind
    key: str
    code: str
    owner: str
    ends: End | None
    standing: Standing | Literal["paused", "unknown"]
    next_by: str = ""


def due_in(case: Case, now: datetime, lengths: Sequence[tuple[date, int]] = ()) -> tuple[Due, ...]:
    """Everything that is due in a case, the earliest first.

    Args:
        case: an open one; one that is closed has nothing due.
        now: without a zone it is London's.
        lengths: of recalls, from when on each holds.
    """
    if not case.is_open:
        return ()
    found = [_of_action(case, action, now) for action in case.actions.values() if not action.result]
    found += [
        _of_clock(case, clock, now, lengths)
        for clock in case.clocks.values()
        if clock.ended is None
    ]
    for measure in case.measures.values():
        if measure.until is not None and measure.status in IN_FORCE:
            found.append(
                _by_rule("measure", measure.key, measure.order, case.owner, measure.until, now)
            )
    if case.adopted is not None:
        reviewed = max([case.adopted.date(), *(date.fromisoformat(day) for day, _ in case.minutes)])
        end = end_of(rule_of("review"), reviewed)
        found.append(_by_rule("review", "", "review", case.owner, end, now))
    if case.release_due is not None:
        found.append(_ahead("release", case, case.release_due, now))
    if case.state == "deferred" and case.deferred_until is not None:
        found.append(_ahead("deferred", case, case.deferred_until, now))
    return tuple(sorted(found, key=_order))


def due_on(case: Case, action: Action, today: date) -> date:
    """The day by which an action is due: one that pursues waits while they are in custody.

    Protecting, preventing and preparing go on as they were.
    """
    if action.strand != "pursue":
        return action.due
    due = action.due
    for begun, ended in case.inside:
        start, until = max(begun, action.added), ended or today
        if start <= due and until > start:
            due += until - start
    return due


def is_paused(case: Case, action: Action) -> bool:
    """Whether an action waits: it pursues somebody who is in custody."""
    return action.strand == "pursue" and case.state in INSIDE


def _of_action(case: Case, action: Action, now: datetime) -> Due:
    if is_paused(case, action):
        return Due("action", action.key, action.tactic, action.owner, action.due, "paused")
    ends = due_on(case, action, _today(now))
    standing = standing_of(ends, [ends - timedelta(days=7)], now)
    return Due("action", action.key, action.tactic, action.owner, ends, standing)


def _of_clock(case: Case, clock: Clock, now: datetime, lengths: Sequence[tuple[date, int]]) -> Due:
    rule = rule_of(clock.rule)
    try:
        end = end_of_clock(clock, lengths)
    except ClockError:
        return Due("clock", clock.key, clock.rule, case.owner, None, "unknown")
    step = next_step(rule, clock.extended)
    standing = standing_of(end, warnings_of(rule, end, clock.extended), now)
    by = step.who if step else ""
    return Due("clock", clock.key, clock.rule, case.owner, end, standing, by)


def _by_rule(kind: Kind, key: str, code: str, owner: str, end: End, now: datetime) -> Due:
    rule = rule_of("review" if kind == "review" else "order_expiry")
    return Due(kind, key, code, owner, end, standing_of(end, warnings_of(rule, end), now))


def _ahead(kind: Kind, case: Case, end: date, now: datetime) -> Due:
    standing = standing_of(end, [end - timedelta(days=RELEASES_AHEAD)], now)
    return Due(kind, "", kind, case.owner or case.reviewer, end, standing)


def _today(now: datetime) -> date:
    return (now if now.tzinfo is None else now.astimezone(LONDON)).date()


def _order(due: Due) -> tuple[str, Kind, str]:
    """The earliest first; a day after the moments of it, and what is not known last."""
    if due.ends is None:
        return ("unknown", due.kind, due.key)
    ends = due.ends.isoformat()
    return (ends if isinstance(due.ends, datetime) else f"{ends}T24", due.kind, due.key)
