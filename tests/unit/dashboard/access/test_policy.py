"""Which role may do what: each cell is written down here, so that a new one needs a decision."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import polars as pl
import pytest

from dashboard.access import actions as act
from dashboard.access.actions import ACTIONS, Action
from dashboard.access.policy import BOROUGHS, BY_ROLE, acting_role, has_right
from dashboard.access.rights import RIGHTS, Right, right_of
from dashboard.access.viewer import ROLES, Role, Viewer

CAMDEN, HACKNEY = "E09000007", "E09000012"
#: What each role may do: Y everything, o of own boroughs, r with a reason, - nothing. In the order
#: of `ROLES`: analyst, supervisor, auditor, administrator.
EXPECTED: Final[dict[Action, str]] = {
    act.SEE_LIST: "Yor-",
    act.SEE_COHORTS: "Yor-",
    act.SEE_MOVEMENT: "Yor-",
    act.SEE_SUSPECT: "Yor-",
    act.TRY_WHAT_IF: "Yo--",
    act.SEARCH: "Yor-",
    act.FOLLOW_LINK: "Yor-",
    act.SEE_QUALITY: "Yor-",
    act.SEE_AREAS: "YYr-",
    act.SEE_REACH: "YYY-",
    act.SEE_REFERENCES: "YYY-",
    act.TAKE_FILE: "Yor-",
    act.TAKE_TABLES: "YoY-",
    act.TRY_CHANGE: "Y---",
    act.SCORE_FILE: "YY--",
    act.READ_FILE: "YY--",
    act.REPRODUCE_LIST: "Yor-",
    act.FREEZE_LIST: "Y---",
    act.CHANGE_RECORD: "Y---",
    act.CHOOSE_BOROUGH: "Yo--",
    act.MEND_FOLDER: "Y--Y",
    act.CHANGE_STREETS: "Y--Y",
    act.SEE_LOG: "--Y-",
    act.SEE_SETTINGS: "YYYY",
    act.VERIFY_LOG: "YYYY",
    act.SIGN_IN: "YYYY",
    act.SIGN_OUT: "YYYY",
    act.COPY_REGISTER: "---Y",
    act.BACK_UP: "---Y",
    act.RESTORE: "---Y",
    act.DECIDE_REVIEW: "Y--Y",
    act.ERASE: "---Y",
    act.RESTRICT: "---Y",
    act.ANSWER_ACCESS: "Y-Y-",
    act.SEE_CASES: "Yor-",
    act.SEE_CASE: "Yor-",
    act.READ_CASE: "Yo--",
    act.SEE_VICTIM_SIDE: "Yo--",
    act.PROPOSE_CASE: "Yo--",
    act.WORK_CASE: "Yo--",
    act.DECIDE_CASE: "-o--",
    act.CARE_FOR_VICTIM: "Yo--",
    act.SEE_OWN_WORK: "Yo--",
    act.SEE_LINKS: "Y-r-",
    act.DECIDE_LINKS: "Y---",
}
LETTERS: Final = {
    "Y": Right.WHOLE,
    "o": Right.OWN,
    "r": Right.WITH_REASON,
    "-": Right.NONE,
}


def someone(role: Role, *, reason: str = "") -> Viewer:
    own = frozenset({CAMDEN}) if role == "supervisor" else frozenset[str]()
    return Viewer("ada", role=role, boroughs=own, reason=reason)


def test_every_action_has_an_expectation_for_every_role() -> None:
    assert set(EXPECTED) == ACTIONS
    assert {len(cells) for cells in EXPECTED.values()} == {len(ROLES)}
    assert set(RIGHTS) == set(ROLES)
    assert all(set(rights) <= ACTIONS for rights in RIGHTS.values())


@pytest.mark.parametrize("action", list(EXPECTED))
@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_is_written_here(role: Role, action: Action) -> None:
    right = LETTERS[EXPECTED[action][ROLES.index(role)]]
    assert right_of(role, action) is right
    refused = BY_ROLE.refusal(someone(role), action, "x") is not None
    assert refused == (right in {Right.NONE, Right.WITH_REASON})
    with_reason = someone(role, reason="complaint 12 of May")
    assert (BY_ROLE.refusal(with_reason, action, "x") is not None) == (right is Right.NONE)
    assert has_right(someone(role), action) == (right is not Right.NONE)


def test_what_is_unknown_is_refused() -> None:
    stray = Action("do as they like", "people", "list")
    for role in ROLES:
        assert BY_ROLE.refusal(someone(role), stray, "x") is not None
    stranger = Viewer("ada", role="chief")  # type: ignore[arg-type] # what a wrong file could say
    for action in ACTIONS:
        assert BY_ROLE.refusal(stranger, action, "x") is not None
    assert BY_ROLE.refusal(Viewer(""), act.SEE_LIST, "x") is not None


def test_a_supervisor_without_a_borough_may_see_nobody() -> None:
    nobody = Viewer("ada", role="supervisor")
    refusal = BY_ROLE.refusal(nobody, act.SEE_LIST, "x")
    assert refusal == (
        "A supervisor may see who is on a list for boroughs of their own, and ada has none here; "
        "ask whoever owns the data folder to name them."
    )
    assert seen_by(nobody) == []
    assert BY_ROLE.refusal(nobody, act.SEE_AREAS, "x") is None


@pytest.mark.parametrize("reason", ["", "  ", "because", ". . . . . . . . ."])
def test_a_reason_says_something(reason: str) -> None:
    refusal = BY_ROLE.refusal(someone("auditor", reason=reason), act.SEE_SUSPECT, "x")
    assert refusal == (
        "An auditor may open a suspect only with a reason of 8 letters or more, which the log "
        "keeps; write one first."
    )


def test_a_refusal_says_what_and_who_may_and_what_to_do() -> None:
    assert BY_ROLE.refusal(someone("administrator"), act.SEE_LIST, "x") == (
        "To see who is on a list is for an analyst, a supervisor or an auditor, and ada is an "
        "administrator here; ask one of those, or whoever owns the data folder for that role."
    )


def test_whoever_may_choose_a_role_is_advised_to() -> None:
    chosen = replace(someone("analyst"), may_choose=True)
    assert BY_ROLE.refusal(chosen, act.SEE_LOG, "x") == (
        "To read the log is for an auditor, and ada is an analyst here; on this demonstration "
        "choose such a role in the sidebar, or for commands with HARMDESK_ROLE=auditor."
    )


PEOPLE: Final = pl.DataFrame(
    [
        ("lives here", CAMDEN, []),
        ("harmed here", HACKNEY, [HACKNEY, CAMDEN]),
        ("elsewhere", HACKNEY, [HACKNEY]),
        ("nowhere known", None, []),
    ],
    schema={"who": pl.String, "suspect_home_borough": pl.String, BOROUGHS: pl.List(pl.String)},
    orient="row",
)


def seen_by(viewer: Viewer) -> list[str]:
    scope = BY_ROLE.visible(viewer)
    return (PEOPLE if scope is None else PEOPLE.filter(scope))["who"].to_list()


def test_a_supervisor_sees_who_lives_or_is_alleged_to_have_harmed_in_their_boroughs() -> None:
    assert seen_by(someone("supervisor")) == ["lives here", "harmed here"]


def test_who_else_sees_whom() -> None:
    assert seen_by(someone("analyst")) == PEOPLE["who"].to_list()
    assert seen_by(someone("administrator")) == []
    assert seen_by(someone("auditor")) == []
    assert seen_by(someone("auditor", reason="complaint 12")) == PEOPLE["who"].to_list()


def test_several_roles_may_do_what_any_of_them_may_each_in_its_own_name() -> None:
    both = Viewer(
        "ada", role="supervisor", boroughs=frozenset({CAMDEN}), also=frozenset({"auditor"})
    )
    assert acting_role(both, act.SEE_LIST) == "supervisor"
    assert acting_role(both, act.SEE_LOG) == "auditor"
    assert acting_role(both, act.CHANGE_RECORD) is None
    owner = Viewer("ada", also=frozenset(ROLES))
    assert owner.roles == ROLES
    assert acting_role(owner, act.SEE_LIST) == "analyst"
    assert acting_role(owner, act.SEE_LOG) == "auditor"
    assert owner.acting_as("auditor").role == "auditor"
    assert owner.acting_as("auditor").roles == ROLES
