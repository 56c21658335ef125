"""Which role may do what: the table itself, as data; `policy` reads it.

A new action stands in no row until somebody writes it there, and is refused until then.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

from dashboard.access import actions as act
from dashboard.access.actions import Action
from dashboard.access.viewer import ROLES, Role


class Right(Enum):
    """How far a role may do an action."""

    WHOLE = "of everybody"
    OWN = "of the people of their own boroughs"
    WITH_REASON = "with a reason that is written down"
    NONE = "not at all"


#: What everybody does who has any role.
_EVERYBODY: Final = {
    act.SEE_SETTINGS: Right.WHOLE,
    act.VERIFY_LOG: Right.WHOLE,
    act.SIGN_IN: Right.WHOLE,
    act.SIGN_OUT: Right.WHOLE,
}

#: For each role what it may do; what is not named, it may not.
RIGHTS: Final[Mapping[Role, Mapping[Action, Right]]] = {
    "analyst": dict.fromkeys(
        (
            *_EVERYBODY,
            act.SEE_LIST,
            act.SEE_COHORTS,
            act.SEE_MOVEMENT,
            act.SEE_SUSPECT,
            act.TRY_WHAT_IF,
            act.SEARCH,
            act.FOLLOW_LINK,
            act.SEE_REFERENCES,
            act.SEE_AREAS,
            act.SEE_REACH,
            act.SEE_QUALITY,
            act.TAKE_FILE,
            act.TAKE_TABLES,
            act.SCORE_FILE,
            act.READ_FILE,
            act.REPRODUCE_LIST,
            act.FREEZE_LIST,
            act.TRY_CHANGE,
            act.CHANGE_RECORD,
            act.MEND_FOLDER,
            act.CHANGE_STREETS,
            act.DECIDE_REVIEW,
            act.CHOOSE_BOROUGH,
            act.ANSWER_ACCESS,
            act.SEE_CASES,
            act.SEE_CASE,
            act.READ_CASE,
            act.SEE_VICTIM_SIDE,
            act.PROPOSE_CASE,
            act.WORK_CASE,
            act.CARE_FOR_VICTIM,
            act.SEE_OWN_WORK,
            act.SEE_LINKS,
            act.DECIDE_LINKS,
        ),
        Right.WHOLE,
    ),
    "supervisor": {
        **_EVERYBODY,
        act.SEE_AREAS: Right.WHOLE,
        act.SEE_REACH: Right.WHOLE,
        act.SEE_REFERENCES: Right.WHOLE,
        act.READ_FILE: Right.WHOLE,
        act.SCORE_FILE: Right.WHOLE,
        act.SEE_LIST: Right.OWN,
        act.SEE_COHORTS: Right.OWN,
        act.SEE_MOVEMENT: Right.OWN,
        act.SEE_SUSPECT: Right.OWN,
        act.TRY_WHAT_IF: Right.OWN,
        act.SEARCH: Right.OWN,
        act.FOLLOW_LINK: Right.OWN,
        act.SEE_QUALITY: Right.OWN,
        act.TAKE_FILE: Right.OWN,
        act.TAKE_TABLES: Right.OWN,
        act.REPRODUCE_LIST: Right.OWN,
        act.CHOOSE_BOROUGH: Right.OWN,
        act.SEE_CASES: Right.OWN,
        act.SEE_CASE: Right.OWN,
        act.READ_CASE: Right.OWN,
        act.SEE_VICTIM_SIDE: Right.OWN,
        act.PROPOSE_CASE: Right.OWN,
        act.WORK_CASE: Right.OWN,
        act.DECIDE_CASE: Right.OWN,
        act.CARE_FOR_VICTIM: Right.OWN,
        act.SEE_OWN_WORK: Right.OWN,
    },
    "auditor": {
        **_EVERYBODY,
        act.SEE_LOG: Right.WHOLE,
        act.ANSWER_ACCESS: Right.WHOLE,
        act.SEE_REFERENCES: Right.WHOLE,
        act.SEE_REACH: Right.WHOLE,
        act.TAKE_TABLES: Right.WHOLE,
        act.SEE_LIST: Right.WITH_REASON,
        act.SEE_COHORTS: Right.WITH_REASON,
        act.SEE_MOVEMENT: Right.WITH_REASON,
        act.SEE_SUSPECT: Right.WITH_REASON,
        act.SEARCH: Right.WITH_REASON,
        act.FOLLOW_LINK: Right.WITH_REASON,
        act.SEE_QUALITY: Right.WITH_REASON,
        act.SEE_LINKS: Right.WITH_REASON,
        act.SEE_AREAS: Right.WITH_REASON,
        act.TAKE_FILE: Right.WITH_REASON,
        act.REPRODUCE_LIST: Right.WITH_REASON,
        act.SEE_CASES: Right.WITH_REASON,
        act.SEE_CASE: Right.WITH_REASON,
    },
    "administrator": {
        **_EVERYBODY,
        act.MEND_FOLDER: Right.WHOLE,
        act.CHANGE_STREETS: Right.WHOLE,
        act.COPY_REGISTER: Right.WHOLE,
        act.BACK_UP: Right.WHOLE,
        act.RESTORE: Right.WHOLE,
        act.DECIDE_REVIEW: Right.WHOLE,
        act.ERASE: Right.WHOLE,
        act.RESTRICT: Right.WHOLE,
    },
}


def right_of(role: str, action: Action) -> Right:
    """How far a role may do an action; not at all where either is unknown."""
    return next(
        (rights.get(action, Right.NONE) for known, rights in RIGHTS.items() if known == role),
        Right.NONE,
    )


def who_may(action: Action) -> tuple[Role, ...]:
    """The roles that may do an action, one way or another."""
    return tuple(role for role in ROLES if right_of(role, action) is not Right.NONE)
