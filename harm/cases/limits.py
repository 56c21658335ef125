"""When a time limit that runs in a case ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from harm.cases.case import Clock
from harm.cases.clock_rules import rule_of
from harm.cases.clocks import End, end_of, moment, recall_days


def end_of_clock(clock: Clock, lengths: Sequence[tuple[date, int]] = ()) -> End:
    """When a time limit of a case ends.

    Args:
        clock: the limit.
        lengths: of recalls, from when on each holds.

    Raises:
        ClockError: it cannot be worked out, such as a recall whose length nobody has set.
    """
    rule, starts = rule_of(clock.rule), moment(clock.starts)
    until = moment(clock.until) if clock.until else None
    if until is None and rule.code == "recall":
        begun = starts.date() if isinstance(starts, datetime) else starts
        days = recall_days(begun, lengths)
        until = None if days is None else begun + timedelta(days=days)
    return end_of(
        rule,
        starts,
        clock.extended,
        condition=clock.condition,
        until=until,
        served=clock.served,
    )
