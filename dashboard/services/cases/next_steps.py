"""What may happen next in a case: what the table of moves and the viewer's rights allow."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from dashboard.access.actions import (
    CARE_FOR_VICTIM,
    DECIDE_CASE,
    PROPOSE_CASE,
    WORK_CASE,
    Action,
    LogKind,
)
from dashboard.services.cases.case_file import CaseFile
from dashboard.services.cases.one_person import references_of
from dashboard.services.cases.opening import newest_list
from dashboard.services.cases.proposing import DECIDED_AFTER
from dashboard.services.gate import may
from dashboard.services.question import Question
from harm.cases.case import Case
from harm.cases.events import moves

#: What writing each part of the table is.
_ACTIONS: Final[Mapping[str, Action]] = {
    "proposer": PROPOSE_CASE,
    "reviewer": PROPOSE_CASE,
    "decider": DECIDE_CASE,
    "owner": WORK_CASE,
    "victim_lead": CARE_FOR_VICTIM,
}
#: The same where a second person does it.
_SECOND: Final[Mapping[str, Action]] = {
    "answer_counter": PROPOSE_CASE,
    "confirm_disruption": DECIDE_CASE,
}
#: What comes with another event, and is not written by itself: a case begins with its review, and
#: one's own view goes with it.
_WITH_OTHERS: Final = frozenset({"list", "own_view"})
#: With what the case of somebody on the newest list can begin.
_BEGIN: Final = frozenset({"nominate", "review", "defer", "close_at_once"})


def next_steps(
    question: Question, found: CaseFile, *, is_listed: bool, counter: int
) -> tuple[str, ...]:
    """The kinds of event that a viewer may write next, in the order of the table of moves.

    What is offered may still be refused, such as to close a case without an outcome.

    Args:
        question: who looks.
        found: the case.
        is_listed: whether they are on the newest frozen list.
        counter: in how many crimes there are counter-allegations.
    """
    return tuple(
        kind
        for kind in moves()
        if _is_possible(found, kind, is_listed=is_listed)
        and may(question, _action_of(kind))
        and _has_matter(kind, found, question.viewer.who, counter)
    )


def has_opened(
    question: Question, person: str, *, kinds: Collection[LogKind] = DECIDED_AFTER
) -> bool:
    """Whether the viewer opened this suspect's page since the newest list was frozen.

    Args:
        question: who looks.
        person: the suspect's reference.
        kinds: what counts as having opened it, by the words of the log's lines.
    """
    frozen = newest_list(question)
    return frozen is not None and question.workspace.register.opened_since(
        references_of(question, person), question.viewer.who, frozen.at, kinds=kinds
    )


def own_victims(question: Question, found: CaseFile) -> tuple[str, ...]:
    """The codes of the victims whom the viewer looks after in a case."""
    who = _plain(question.viewer.who)
    cares = () if found.case is None else found.case.victims.values()
    return tuple(care.code for care in cares if care.is_known and _plain(care.lead) == who)


def _is_possible(found: CaseFile, kind: str, *, is_listed: bool) -> bool:
    """Whether the table of moves has it from where the case stands."""
    if kind in _WITH_OTHERS:
        return False
    if found.case is None:
        return kind == "nominate" or (is_listed and kind in _BEGIN)
    return found.case.state in moves()[kind].before


def _action_of(kind: str) -> Action:
    return _SECOND[kind] if kind in _SECOND else _ACTIONS[moves()[kind].who]


def _has_matter(kind: str, found: CaseFile, who: str, counter: int) -> bool:
    """Whether there is something in the case that it could be about."""
    if kind == "victim_step":
        return found.looks_after
    if kind == "answer_counter":
        case = found.case
        return counter > 0 and case is not None and _plain(case.reviewer) != _plain(who)
    matter = _MATTER.get(kind)
    return matter is None or (found.case is not None and matter(found.case, who))


def _has_open_action(case: Case, _: str) -> bool:
    return any(not action.result for action in case.actions.values())


def _has_open_clock(case: Case, _: str) -> bool:
    return any(clock.ended is None for clock in case.clocks.values())


def _has_disruption(case: Case, who: str) -> bool:
    return any(
        not outcome.counts and _plain(outcome.who) != _plain(who)
        for outcome in case.outcomes.values()
    )


def _plain(name: str) -> str:
    return name.strip().casefold()


#: What must be in a case for an event to be about; what is not here needs nothing.
_MATTER: Final[Mapping[str, Callable[[Case, str], bool]]] = {
    "start": lambda case, _: bool(case.actions),
    "finish_action": _has_open_action,
    "extend": _has_open_clock,
    "end_clock": _has_open_clock,
    "confirm_disruption": _has_disruption,
}
