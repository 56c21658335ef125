"""Unusual use as an auditor asks for it: of the log, with the names and lists of the record."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.access.viewer import Viewer
from dashboard.errors import NotAllowedError
from dashboard.services.data.unusual_use import unusual_use
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.suspect_file import suspect_file
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.unusual_use import in_kind_words, in_unusual_words
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, loaded, row

AUDITOR = Viewer("ada", role="auditor")
SUSPECTS = 8


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    rows = [
        row(
            crime_ref=f"C{number}",
            suspect_id=f"S{number}",
            suspect_name="HIGHGATE, Sam" if number == 0 else f"TESTER, Pat {number}",
        )
        for number in range(SUSPECTS)
    ]
    loaded(tmp_path, *rows)
    return Workspace(Settings(data=tmp_path))


def test_own_surname_is_found_and_no_name_is_handed_out(desk: Workspace) -> None:
    suspect_file(ask(desk, Viewer("s.highgate@example.org")), "S0")
    suspect_file(ask(desk, ANALYST), "S0")
    found = unusual_use(ask(desk, AUDITOR))
    rows = [row for row in found.days.to_dicts() if row["kind"] == "surname"]
    assert [(row["who"], row["suspect_id"]) for row in rows] == [("s.highgate@example.org", "S0")]
    assert "HIGHGATE" not in str(found.days.to_dicts())
    assert in_kind_words(rows[0]) == "Opened suspect S0, whose surname is in the user's own name"
    assert f"{found.looks} looks at a suspect's own file: " in in_unusual_words(found)


def test_whom_a_list_names_by_now_or_frozen_is_no_list_of_its_own(desk: Workspace) -> None:
    """A list of one person names nobody else, until a list of everybody was frozen."""
    for number in range(SUSPECTS):
        suspect_file(ask(desk, ANALYST), f"S{number}")
    kinds = [row["kind"] for row in unusual_use(ask(desk, AUDITOR)).days.to_dicts()]
    assert "no_list" not in kinds
    one = RankingSpec(Rules(top=1, ties="order"))
    (row,) = (
        row
        for row in unusual_use(ask(desk, AUDITOR, one)).days.to_dicts()
        if row["kind"] == "no_list"
    )
    assert (row["who"], row["suspects"]) == ("an analyst", SUSPECTS - 1)
    assert in_kind_words(row) == f"Opened {SUSPECTS - 1} suspects whom no list names"
    freeze_list(ask(desk, ANALYST))
    kinds = [row["kind"] for row in unusual_use(ask(desk, AUDITOR, one)).days.to_dicts()]
    assert "no_list" not in kinds


def test_it_is_a_look_at_the_log_and_for_an_auditor_alone(desk: Workspace) -> None:
    unusual_use(ask(desk, AUDITOR))
    assert desk.register.log().row(-1, named=True)["subject"] == "unusual use"
    before = desk.register.log().height
    with pytest.raises(NotAllowedError):
        unusual_use(ask(desk, ANALYST))
    assert desk.register.log().height == before
