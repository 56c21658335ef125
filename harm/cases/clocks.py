"""Time limits, each worked out from a dated rule; today is always a parameter.

The rules are data (`tables/clocks.csv`), each with its source and how certain it is. They are a
help to remember and not legal advice: a court, a custody officer or a lawyer decides. Overdue is
worked out when it is asked for and is stored nowhere.

Days are those of London. A limit in hours counts hours that passed, also over a change of the
clocks; hours of days that the rule skips do not count. Months are calendar months from the first
day, so that 31 August and six months is 28 February and with nine months 31 May.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal, cast
from zoneinfo import ZoneInfo

from harm.cases.clock_rules import Rule, Step, rule_of
from harm.cases.days_off import Skipped, add_working_days, is_skipped, working_day_before
from harm.errors import ClockError

Standing = Literal["running", "warned", "overdue"]
#: When a limit ends: a moment in London time without a zone, or the last day on which it runs.
End = date | datetime
LONDON: Final = ZoneInfo("Europe/London")
#: Who may give what another may.
_ABOVE: Final = {"inspector": frozenset({"inspector", "superintendent"})}
#: Everybody else who extends a limit is a court, or decides as one.
_OURS: Final = frozenset({"inspector", "superintendent", "chair", "lead"})


def moment(text: str) -> End:
    """A day or a moment as it is written down: 2026-08-31, or 2026-08-31T16:00 in London.

    Raises:
        ClockError: it is neither.
    """
    try:
        read = datetime.fromisoformat(text) if ":" in text else date.fromisoformat(text)
    except ValueError:
        raise ClockError(
            f"{text!r} is no day or moment; write 2026-08-31, or with the time 2026-08-31T16:00."
        ) from None
    return _local(read)


def end_of(
    rule: Rule,
    starts: End,
    extended: Sequence[tuple[str, str]] = (),
    *,
    condition: str = "",
    until: End | None = None,
    served: int = 0,
) -> End:
    """When a limit ends.

    Args:
        rule: the limit.
        starts: the day, or the moment where it counts hours; without a zone it is London's.
        extended: by whom, each with the day that was set or an empty text, in their order.
        condition: what the extensions rest on, where one is asked for.
        until: the day that was set, where the rule itself has no limit.
        served: days served before, which some rules take off.

    Returns:
        a moment in London where it counts hours; else the last day on which it runs.

    Raises:
        ClockError: somebody extended it who may not, or something is missing.
    """
    first = _local(starts)
    if rule.unit == "hours" and not isinstance(first, datetime):
        raise ClockError(
            f"{rule.name} counts hours: say at what time it began, such as {first}T16:00."
        )
    if rule.limit is None and until is None:
        raise ClockError(f"{rule.name} has no length of its own; say until which day it runs.")
    end = (
        _local(until)
        if rule.limit is None and until is not None
        else _after(rule, first, (rule.limit or 0), served)
    )
    for place, (by, day) in enumerate(extended):
        step = check_extension(rule, extended[:place], by, condition=condition, until=day)
        end = moment(day) if step.limit is None else _after(rule, first, step.limit, served)
        if step.limit is not None and day:
            end = _not_after(rule, moment(day), end)
    return end


def next_step(rule: Rule, extended: Sequence[tuple[str, str]]) -> Step | None:
    """The next extension that the rule knows; None where there is none left.

    One to a day that is set can be given again.
    """
    if len(extended) < len(rule.steps):
        return rule.steps[len(extended)]
    return rule.steps[-1] if rule.steps and rule.steps[-1].limit is None else None


def check_extension(
    rule: Rule,
    extended: Sequence[tuple[str, str]],
    by: str,
    *,
    condition: str = "",
    until: str = "",
) -> Step:
    """The extension that somebody gives.

    Raises:
        ClockError: there is none left, they may not give it, or something is missing.
    """
    step = next_step(rule, extended)
    if step is None:
        raise ClockError(f"{rule.name} cannot be extended any further by anybody.")
    if by not in _ABOVE.get(step.who, {step.who}):
        raise ClockError(
            f"{rule.name} can be extended next by {step.who} and not by {by!r}; ask one of those."
        )
    if step.condition and condition != step.condition:
        raise ClockError(
            f"This extension of {rule.name} is only for what is {step.condition}; say so where it "
            f"is, or do not extend it."
        )
    if step.limit is None:
        if not until:
            raise ClockError(f"Say to which day {rule.name} is extended.")
        moment(until)
    return step


def warnings_of(rule: Rule, end: End, extended: Sequence[tuple[str, str]] = ()) -> tuple[End, ...]:
    """From when on to warn, the earliest first."""
    by_court = any(by not in _OURS for by, _ in extended)
    times = rule.warn_later if by_court and rule.warn_later else rule.warn_at
    return tuple(end - before for before in times)


def standing_of(end: End, warnings: Sequence[End], now: datetime) -> Standing:
    """How a limit stands now; its last day, or its last minute, still belongs to it.

    Args:
        end: when it ends.
        warnings: from when on to warn.
        now: without a zone it is London's.
    """
    if _is_past(end, now):
        return "overdue"
    return "warned" if any(_reached(warning, now) for warning in warnings) else "running"


def reviews_of(rule: Rule, starts: datetime, end: End) -> tuple[datetime, ...]:
    """The moments at which a custody officer reviews, until the limit ends."""
    if not rule.reviews or not isinstance(end, datetime):
        return ()
    first, each = (timedelta(hours=hours) for hours in rule.reviews)
    found, due = list[datetime](), _aware(starts) + first
    while due <= _aware(end):
        found.append(_naive(due))
        due += each
    return tuple(found)


def charge_by(offence: date, reported: date | None = None) -> date:
    """The last day on which a summary-only offence can be charged.

    Args:
        offence: the day of it.
        reported: of common assault in domestic abuse: the day on which it was reported; then it
            is six months from there, and two years from the offence at most.
    """
    rule = rule_of("charge_summary")
    if reported is None:
        return add_months(offence, rule.limit or 0)
    last = add_months(offence, 24)
    return min(add_months(reported, rule.limit or 0), last)


def recall_days(on: date, lengths: Sequence[tuple[date, int]]) -> int | None:
    """How many days a fixed-term recall lasts that began on a day; None: it is not known.

    Args:
        on: the day.
        lengths: from when on which length holds; a force sets it, since it was changed often.
    """
    known = [days for begins, days in sorted(lengths) if begins <= on]
    return known[-1] if known else None


def add_months(day: date, number: int) -> date:
    """So many calendar months later; the last day of a month where it has no such day."""
    years, month = divmod(day.month - 1 + number, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _after(rule: Rule, starts: End, number: int, served: int) -> End:
    """So many of the rule's units after the beginning."""
    if rule.unit == "hours":
        return _after_hours(cast("datetime", starts), number, rule.skips)
    day = starts.date() if isinstance(starts, datetime) else starts
    if rule.unit == "months":
        return add_months(day, number)
    if rule.unit == "working_days":
        return add_working_days(day, number)
    last = day + timedelta(days=number - (served if rule.less_served else 0))
    return working_day_before(last) if rule.before_day_off else last


def _after_hours(starts: datetime, hours: int, skips: frozenset[Skipped]) -> datetime:
    """So many hours later, without those of days that are skipped."""
    now, left = _aware(starts), timedelta(hours=hours)
    while True:
        local = now.astimezone(LONDON)
        midnight = datetime.combine(local.date() + timedelta(days=1), time(), LONDON)
        rest = midnight.astimezone(UTC) - now
        if is_skipped(local.date(), skips):
            now += rest
        elif left <= rest:
            return _naive(now + left)
        else:
            now, left = now + rest, left - rest


def _not_after(rule: Rule, wanted: End, limit: End) -> End:
    """The day that was set, where the extension reaches so far."""
    if _day(wanted) > _day(limit):
        raise ClockError(
            f"This extension of {rule.name} reaches to {limit} at most and not to {wanted}."
        )
    return wanted


def _day(end: End) -> date:
    return end.date() if isinstance(end, datetime) else end


def _is_past(end: End, now: datetime) -> bool:
    if isinstance(end, datetime):
        return _aware(now) > _aware(end)
    return _aware(now).astimezone(LONDON).date() > end


def _reached(start: End, now: datetime) -> bool:
    if isinstance(start, datetime):
        return _aware(now) >= _aware(start)
    return _aware(now).astimezone(LONDON).date() >= start


def _local(value: End) -> End:
    """Without a zone: as a clock in London shows it."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return _naive(value)
    return value


def _aware(value: datetime) -> datetime:
    return (value if value.tzinfo else value.replace(tzinfo=LONDON)).astimezone(UTC)


def _naive(value: datetime) -> datetime:
    return value.astimezone(LONDON).replace(tzinfo=None)
