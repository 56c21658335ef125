"""Counts of cases: whole for an analyst, small ones banded for a supervisor."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.services.cases.totals import case_totals, proposed_outcomes
from dashboard.services.cases.working import work
from dashboard.services.suspects.suspect_file import suspect_file
from harm.cases.proposals import Proposal
from tests.unit.dashboard.build import loaded, row
from tests.unit.dashboard.services.cases.desk import (
    ANALYST,
    CAMDEN,
    HACKNEY,
    OTHER,
    SUPERVISOR,
    Desk,
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_counts_are_whole_for_whoever_sees_everybody_and_banded_for_others(desk: Desk) -> None:
    desk.active("S2")
    desk.adopted("S3")
    charge = {"what": "charge", "on": "2026-05-05", "tied_to": "C3", "because": "of_listing"}
    work(desk.ask(), "S2", "outcome", {**charge, "offences": "7"})
    found = case_totals(desk.ask(ANALYST))
    assert (found.adopted, found.positive, found.offences) == ("2", "1", "7")
    assert found.outcomes == {"charge": "1"}
    assert found.by_borough.rows() == [(CAMDEN, "2", "1")]
    for viewer in (SUPERVISOR, OTHER):
        banded = case_totals(desk.ask(viewer))
        assert (banded.adopted, banded.positive, banded.offences) == ("1 to 4", "1 to 4", "7")
        assert banded.by_borough.rows() == [(CAMDEN, "1 to 4", None)]
        assert banded.by_borough.columns == found.by_borough.columns
    assert HACKNEY not in found.by_borough["code"]


def test_the_record_proposes_outcomes_that_nobody_typed(desk: Desk, tmp_path: Path) -> None:
    desk.active("S2")
    assert proposed_outcomes(desk.ask(), "S2") == ()
    assert proposed_outcomes(desk.ask(), "S3") == ()
    changed = row(
        crime_ref="C3",
        suspect_id="S2",
        victim_id="VIC2",
        suspect_home_borough=CAMDEN,
        allegation_status="charged",
    )
    loaded(tmp_path, changed, synthetic=True)
    question = desk.ask()
    suspect_file(question, "S2")
    assert proposed_outcomes(question, "S2") == (Proposal("C3", "charge"),)
