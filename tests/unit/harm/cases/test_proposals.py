"""What the record tells of a case already."""

from __future__ import annotations

from harm.cases.proposals import Proposal, has_positive_action, proposals
from tests.unit.harm.cases.events import RUNNING, Step, case_of

CHARGE: Step = (
    "outcome",
    "Olu",
    {
        "outcome": "O1",
        "what": "charge",
        "on": "2026-09-09",
        "tied_to": "C1",
        "because": "not_known",
    },
)


def test_a_status_proposes_what_the_case_does_not_have() -> None:
    statuses = [("C2", "convicted"), ("C1", "charged"), ("C3", "named"), ("C2", "convicted")]
    assert proposals(case_of(*RUNNING), statuses) == (
        Proposal("C1", "charge"),
        Proposal("C2", "conviction"),
    )
    assert proposals(case_of(*RUNNING, CHARGE), statuses) == (Proposal("C2", "conviction"),)
    assert proposals(case_of(*RUNNING, CHARGE), [("C1", "acquitted")]) == (
        Proposal("C1", "acquitted"),
    )


def test_positive_action_is_an_arrest_a_charge_a_remand_or_a_conviction() -> None:
    assert not has_positive_action(case_of(*RUNNING))
    assert has_positive_action(case_of(*RUNNING, CHARGE))
    order = ("outcome", "Olu", {**CHARGE[2], "what": "order", "order": "DVPO"})
    assert not has_positive_action(case_of(*RUNNING, order))
