"""A list that a lot decided comes out the same without whoever was erased, wherever they were."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest

from dashboard.access.viewer import Viewer
from dashboard.services.data.removal import erase
from dashboard.services.listing.frozen_lists import freeze_list, reproduce_list
from dashboard.services.question import Caller, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import load
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import extract
from tests.unit.harm.build import ABH, RAPE, Cells, row

ANALYST: Final = Viewer("ann")
ADMINISTRATOR: Final = Viewer("ada", role="administrator")
#: H has more, four are level with a rape each, two with less.
PEOPLE: Final = ("H", "A", "B", "C", "D", "X", "Y")
TOPS: Final = (1, 2, 3, 4, 5, 6, 7)


def rows() -> list[Cells]:
    """Their allegations, of dates that the order would go by."""
    offence = {"X": ABH, "Y": ABH}
    found = [
        row(
            crime_ref=f"C-{person}",
            suspect_id=person,
            offence_code=offence.get(person, RAPE),
            recorded_on=date(2026, 2, 1) + timedelta(days=number),
        )
        for number, person in enumerate(PEOPLE)
    ]
    return [*found, row(crime_ref="C-H2", suspect_id="H", recorded_on=date(2026, 1, 3))]


@pytest.mark.parametrize("seed", ["one", "two", "three"])
@pytest.mark.parametrize("gone", [("H",), ("A",), ("B",), ("A", "B"), ("C", "D"), ("B", "X")])
def test_a_list_by_lot_is_made_again_without_whoever_was_erased(
    tmp_path: Path, gone: tuple[str, ...], seed: str
) -> None:
    load(tmp_path, [extract(*rows())])
    workspace = Workspace(Settings(data=tmp_path))
    names = []
    for top in TOPS:
        rules = Rules(top=top, ties="lot", lot_seed=seed)
        names.append(freeze_list(ask(workspace, ANALYST, RankingSpec(rules=rules))).name)
    for person in gone:
        erase(Caller(workspace, ADMINISTRATOR), person, "expired by law", "case 17", None)
    for name in names:
        again = reproduce_list(ask(Workspace(Settings(data=tmp_path)), ANALYST), name)
        assert (again.identical, again.differences.rows()) == (True, [])
        assert again.removed == len(gone)
