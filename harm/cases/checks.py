"""What must hold besides the state before an event can happen, by the names in the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from harm.cases.clock_rules import rule_of
from harm.cases.draft import Draft
from harm.cases.events import Event
from harm.cases.limits import end_of_clock
from harm.errors import CaseError


def _same(one: str, other: str) -> bool:
    """Whether two names are those of one person, as the log writes them."""
    return one.strip().casefold() == other.strip().casefold()


def _counter_answered(draft: Draft, event: Event) -> None:
    if event.details["counter"] == "answered" and not draft.counter_by:
        raise CaseError(
            "There are counter-allegations, and nobody has answered them yet: a second person "
            "answers them first."
        )
    if draft.counter_by and _same(draft.counter_by, event.who):
        raise CaseError(
            f"{event.who} answered the counter-allegations and cannot also adopt the case; "
            f"somebody else decides."
        )


def _not_the_reviewer(draft: Draft, event: Event) -> None:
    if _same(draft.reviewer, event.who):
        raise CaseError(
            f"{event.who} reviews this case; the counter-allegations are answered by a second "
            f"person."
        )


def _has_action(draft: Draft, _: Event) -> None:
    if not draft.actions:
        raise CaseError("There is no plan yet; put an action into it before the case is active.")


def _has_outcome(draft: Draft, _: Event) -> None:
    if not any(outcome.counts for outcome in draft.outcomes.values()):
        raise CaseError(
            "No outcome is written down yet; write one, or deselect the case with a reason."
        )


def _not_a_victim_lead(draft: Draft, event: Event) -> None:
    if any(_same(care.lead, event.details["owner"]) for care in draft.victims.values()):
        raise CaseError(
            f"{event.details['owner']} looks after a victim in this case and cannot own it; name "
            f"somebody else."
        )


def _not_the_owner(draft: Draft, event: Event) -> None:
    if _same(draft.owner, event.details["lead"]):
        raise CaseError(
            f"{event.details['lead']} owns this case and cannot look after a victim in it; name "
            f"somebody else."
        )


def _new(kind: str) -> Callable[[Draft, Event], None]:
    def check(draft: Draft, event: Event) -> None:
        key = event.details[kind]
        if key in getattr(draft, f"{kind}s"):
            raise CaseError(f"There is {_article(kind)} {key} in this case already; name it anew.")

    return check


def _known(kind: str, draft: Draft, event: Event) -> str:
    key = event.details[kind]
    if key not in getattr(draft, f"{kind}s"):
        raise CaseError(f"There is no {kind} {key} in this case; see which there are.")
    return key


def _open_action(draft: Draft, event: Event) -> None:
    if draft.actions[_known("action", draft, event)].result:
        raise CaseError(f"Action {event.details['action']} has ended already.")


def _open_clock(draft: Draft, event: Event) -> None:
    if draft.clocks[_known("clock", draft, event)].ended is not None:
        raise CaseError(f"Time limit {event.details['clock']} has ended already.")


def _can_extend(draft: Draft, event: Event) -> None:
    _open_clock(draft, event)
    clock = draft.clocks[event.details["clock"]]
    condition = event.details.get("condition", "") or clock.condition
    given = (event.details["by"], event.details.get("until", ""))
    end_of_clock(replace(clock, condition=condition, extended=(*clock.extended, given)))


def _new_clock(draft: Draft, event: Event) -> None:
    _new("clock")(draft, event)
    rule, details = rule_of(event.details["rule"]), event.details
    if rule.unit == "hours" and ":" not in details["starts"]:
        raise CaseError(f"{rule.name} counts hours: write at what time, as 2026-08-31T16:00.")
    if rule.limit is None and rule.code != "recall" and not details.get("until"):
        raise CaseError(f"{rule.name} has no length of its own; say until which day it runs.")


def _same_order(draft: Draft, event: Event) -> None:
    known = draft.measures.get(event.details["measure"])
    if known is not None and known.order != event.details["order"]:
        raise CaseError(
            f"Measure {known.key} is {known.order} and not {event.details['order']}; name another."
        )


def _new_outcome(draft: Draft, event: Event) -> None:
    _new("outcome")(draft, event)
    what, details = event.details["what"], event.details
    needed = {"disruption": "level", "order": "order"}.get(what)
    if needed and not details.get(needed):
        raise CaseError(f"An outcome of {what} has {_article(needed)}; say which.")
    for name, of in (("level", "disruption"), ("order", "order"), ("days", "sentence")):
        if details.get(name) and what != of:
            raise CaseError(
                f"{name.capitalize()} goes with an outcome of {of} alone; leave it out."
            )


def _not_the_recorder(draft: Draft, event: Event) -> None:
    outcome = draft.outcomes[_known("outcome", draft, event)]
    if outcome.what != "disruption" or outcome.confirmed_by:
        raise CaseError(f"Outcome {outcome.key} is no disruption that waits for a second person.")
    if _same(outcome.who, event.who):
        raise CaseError(
            f"{event.who} wrote outcome {outcome.key} down; a second person agrees with its level."
        )


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "ao" else f"a {kind}"


#: Every check by its name.
CHECKS: Final[Mapping[str, Callable[[Draft, Event], None]]] = MappingProxyType(
    {
        "counter_answered": _counter_answered,
        "not_the_reviewer": _not_the_reviewer,
        "has_action": _has_action,
        "has_outcome": _has_outcome,
        "not_a_victim_lead": _not_a_victim_lead,
        "not_the_owner": _not_the_owner,
        "new_action": _new("action"),
        "new_clock": _new_clock,
        "new_outcome": _new_outcome,
        "open_action": _open_action,
        "open_clock": _open_clock,
        "can_extend": _can_extend,
        "same_order": _same_order,
        "not_the_recorder": _not_the_recorder,
    }
)
