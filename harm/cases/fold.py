"""From events to a case: the same events give the same case, whatever order they are handed in.

An event that cannot happen is refused, and nothing is changed by it. What an event needs stands in
the table of moves; what it leaves behind stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from harm.cases.case import Action, Case, Clock, Outcome
from harm.cases.checks import CHECKS
from harm.cases.details import check_details, day_of
from harm.cases.draft import Draft
from harm.cases.events import Event, moves
from harm.errors import CaseError


def fold(events: Iterable[Event], case: Case | None = None) -> Case:
    """The case that events leave.

    Args:
        events: numbered on from the case, without a gap, in any order.
        case: as earlier events left it; None: these are all.

    Raises:
        CaseError: there is none, one cannot happen, or a number is missing or there twice.
    """
    draft = None if case is None else Draft.of(case)
    for event in sorted(events, key=lambda event: event.number):
        draft = _add(draft, event)
    if draft is None:
        raise CaseError("A case begins with an event; there is none.")
    return draft.done()


def follow(case: Case | None, event: Event) -> Case:
    """The case after one more event; the one before stays as it is.

    Raises:
        CaseError: the event cannot happen in this case as it stands.
    """
    return fold([event], case)


def _add(draft: Draft | None, event: Event) -> Draft:
    """Check an event whole, and only then let it change anything."""
    move = moves().get(event.kind)
    if move is None:
        raise CaseError(f"There is no event {event.kind!r}; choose one of {', '.join(moves())}.")
    expected = 1 if draft is None else draft.events + 1
    if event.number != expected:
        raise CaseError(
            f"Event {event.number} cannot follow {expected - 1}; events are numbered without a gap."
        )
    if not event.who.strip():
        raise CaseError(f"Nobody is named who did {event.kind!r}; each event has somebody.")
    check_details(move, event)
    if draft is None:
        if move.before or move.after is None:
            raise CaseError(
                f"There is no case in which to {_in_words(event.kind)}; nominate them first, or "
                f"freeze a list that they are on."
            )
        draft = Draft(state=move.after, since=event.at)
    elif draft.state not in move.before:
        raise CaseError(
            f"A case that is {_in_words(draft.state)} cannot be given {_in_words(event.kind)!r}; "
            f"that goes from {', '.join(sorted(map(_in_words, move.before))) or 'no case at all'}."
        )
    else:
        for name in move.checks:
            CHECKS[name](draft, event)
        if move.after is not None:
            draft.move_to(move.after, event)
    draft.events = event.number
    _note(draft, event)
    return draft


def _note(draft: Draft, event: Event) -> None:
    details = event.details
    if details.get("reason") and event.kind != "extend":
        draft.reason = details["reason"]
    if details.get("list") and details["list"] not in draft.lists:
        draft.lists.append(details["list"])
    if moves()[event.kind].who == "decider" and event.kind != "minute":
        draft.decided_by = event.who
    _EFFECTS.get(event.kind, _no_effect)(draft, event)


def _no_effect(draft: Draft, event: Event) -> None:
    """What only stands in the events."""


def _ground(draft: Draft, event: Event) -> None:
    draft.ground = event.details.get("ground", "")
    draft.deselection = ""


def _review(draft: Draft, event: Event) -> None:
    draft.reviewer, draft.view, draft.counter_by = event.who, "", ""
    draft.deferred_until = None


def _own_view(draft: Draft, event: Event) -> None:
    draft.view = event.details["view"]


def _answer_counter(draft: Draft, event: Event) -> None:
    draft.counter_by = event.who


def _adopt(draft: Draft, event: Event) -> None:
    draft.owner = event.details["owner"]
    draft.adopted = draft.adopted or event.at


def _own(draft: Draft, event: Event) -> None:
    draft.owner, draft.deselection = event.details["owner"], ""


def _defer(draft: Draft, event: Event) -> None:
    draft.deferred_until = day_of(event.details["until"])


def _expect_release(draft: Draft, event: Event) -> None:
    draft.release_due = day_of(event.details["on"])


def _action(draft: Draft, event: Event) -> None:
    details = event.details
    draft.actions[details["action"]] = Action(
        key=details["action"],
        strand=details["strand"],
        tactic=details["tactic"],
        owner=details["owner"],
        due=day_of(details["due"]),
        added=event.at.date(),
        text=details.get("text", ""),
    )


def _finish_action(draft: Draft, event: Event) -> None:
    details = event.details
    draft.actions[details["action"]] = replace(
        draft.actions[details["action"]],
        result=details["result"],
        finished=day_of(details["on"]),
        text=details.get("text") or draft.actions[details["action"]].text,
    )


def _scheme(draft: Draft, event: Event) -> None:
    if event.details["scheme"] not in draft.schemes:
        draft.schemes.append(event.details["scheme"])


def _clock(draft: Draft, event: Event) -> None:
    details = event.details
    draft.clocks[details["clock"]] = Clock(
        key=details["clock"],
        rule=details["rule"],
        starts=details["starts"],
        condition=details.get("condition", ""),
        until=details.get("until", ""),
        served=int(details.get("served") or 0),
    )


def _extend(draft: Draft, event: Event) -> None:
    known, details = draft.clocks[event.details["clock"]], event.details
    draft.clocks[known.key] = replace(
        known,
        extended=(*known.extended, (details["by"], details.get("until", ""))),
        condition=details.get("condition") or known.condition,
    )


def _end_clock(draft: Draft, event: Event) -> None:
    key = event.details["clock"]
    draft.clocks[key] = replace(draft.clocks[key], ended=day_of(event.details["on"]))


def _outcome(draft: Draft, event: Event) -> None:
    details = event.details
    draft.outcomes[details["outcome"]] = Outcome(
        key=details["outcome"],
        what=details["what"],
        on=day_of(details["on"]),
        tied_to=details["tied_to"],
        because=details["because"],
        who=event.who,
        offences=int(details.get("offences") or 1),
        days=int(details.get("days") or 0),
        order=details.get("order", ""),
        level=details.get("level", ""),
        text=details.get("text", ""),
    )


def _confirm(draft: Draft, event: Event) -> None:
    key = event.details["outcome"]
    draft.outcomes[key] = replace(draft.outcomes[key], confirmed_by=event.who)


def _propose_deselection(draft: Draft, event: Event) -> None:
    draft.deselection = event.details["ground"]


def _join(draft: Draft, event: Event) -> None:
    draft.joined = (event.details["into"], event.at)


def _close_at_once(draft: Draft, event: Event) -> None:
    draft.ground = event.details["at_once"]


def _minute(draft: Draft, event: Event) -> None:
    draft.minutes.append((event.details["meeting"], event.details["assessment"]))


def _victim_lead(draft: Draft, event: Event) -> None:
    code = event.details["victim"]
    draft.victims[code] = replace(draft.change_care(code), lead=event.details["lead"])


def _victim_step(draft: Draft, event: Event) -> None:
    details, care = event.details, draft.change_care(event.details["victim"])
    step = (details["step"], day_of(details["on"]), details["done"] == "yes")
    draft.victims[care.code] = replace(care, steps=(*care.steps, step))


#: What each kind of event leaves besides the state.
_EFFECTS: Final[Mapping[str, Callable[[Draft, Event], None]]] = MappingProxyType(
    {
        "nominate": _ground,
        "propose_again": _ground,
        "review": _review,
        "own_view": _own_view,
        "answer_counter": _answer_counter,
        "adopt": _adopt,
        "defer": _defer,
        "expect_release": _expect_release,
        "hand_over": _own,
        "action": _action,
        "finish_action": _finish_action,
        "measure": Draft.note_measure,
        "scheme": _scheme,
        "clock": _clock,
        "extend": _extend,
        "end_clock": _end_clock,
        "outcome": _outcome,
        "confirm_disruption": _confirm,
        "propose_deselection": _propose_deselection,
        "deselect": _ground,
        "close_at_once": _close_at_once,
        "join": _join,
        "reopen": _own,
        "minute": _minute,
        "victim_lead": _victim_lead,
        "victim_step": _victim_step,
    }
)


def _in_words(word: str) -> str:
    return word.replace("_", " ")
