"""Decisions against the list, in both directions, and how often a view unseen agreed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.access.viewer import Viewer
from dashboard.errors import NotAllowedError
from dashboard.services.cases.deciding import adopt, decline
from dashboard.services.cases.overrides import Overrides, case_overrides
from dashboard.services.cases.proposing import nominate, review
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.question import Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.suspect_file import suspect_file
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, loaded, row
from tests.unit.dashboard.services.cases.desk import CAMDEN, HACKNEY, SUPERVISOR, WHY

BOTH = Viewer("sue", role="supervisor", boroughs=frozenset({CAMDEN, HACKNEY}))
TOP = 9


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """S1 to S9 are on the list; S10 to S12, named less often, stand next to it."""
    rows = [
        row(
            crime_ref=f"C{number}-{times}",
            suspect_id=f"S{number}",
            suspect_name=f"{'Ann' if number % 2 else 'Bob'} Example",
            suspect_home_borough=HACKNEY if number in {8, 12} else CAMDEN,
        )
        for number in range(1, 13)
        for times in range(2 if number <= TOP else 1)
    ]
    loaded(tmp_path, *rows)
    freeze_list(asked(tmp_path, ANALYST))
    return tmp_path


def asked(folder: Path, viewer: Viewer) -> Question:
    return ask(Workspace(Settings(data=folder)), viewer, RankingSpec(Rules(top=TOP)))


def decided(folder: Path, person: str, kind: str, view: str = "") -> None:
    question = asked(folder, BOTH)
    suspect_file(question, person)
    if view:
        review(question, person, view)
    if kind == "adopt":
        adopt(question, [person], "olu", WHY)
    else:
        decline(question, [person], WHY)


def counted(found: Overrides) -> tuple[str, ...]:
    views = (found.views, found.agreed, found.unsure)
    return (found.adopted_outside, found.declined_inside, *views)


def test_both_directions_are_counted_by_name_and_borough(folder: Path) -> None:
    for person in ("S10", "S11", "S12"):
        nominate(asked(folder, ANALYST), person, "stalking", WHY)
    decided(folder, "S10", "adopt")
    decided(folder, "S11", "decline")
    decided(folder, "S12", "adopt", "adopt")
    decided(folder, "S1", "adopt", "decline")
    decided(folder, "S2", "decline", "decline")
    decided(folder, "S4", "decline", "unsure")
    decided(folder, "S8", "decline")
    found = case_overrides(asked(folder, ANALYST))
    assert counted(found) == ("2", "3", "4", "2", "1")
    assert found.by_borough.rows() == [(CAMDEN, "1", "2"), (HACKNEY, "1", "1")]
    by_name = {group: (out, inside) for group, out, inside in found.by_group.rows()}
    assert by_name == {"bob": ("2", "3")}
    limited = case_overrides(asked(folder, replace(SUPERVISOR, who="sam")))
    assert counted(limited) == ("1 to 4", "1 to 4", "1 to 4", "1 to 4", "1 to 4")
    assert {cell for rows in limited.by_borough.rows() for cell in rows[1:]} == {"1 to 4"}
    with pytest.raises(NotAllowedError):
        case_overrides(asked(folder, Viewer("adm", role="administrator")))


def test_without_a_case_there_is_nothing_to_count(folder: Path) -> None:
    found = case_overrides(asked(folder, ANALYST))
    assert counted(found) == ("0", "0", "0", "0", "0")
    assert found.by_borough.is_empty()
    assert found.by_group.is_empty()
