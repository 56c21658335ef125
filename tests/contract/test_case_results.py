"""`harmdesk case results`: its JSON and its words, on a list that was frozen half a year ago."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard.access.viewer import Viewer
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from harm.scoring.rules import Rules
from tests.contract.program import Here, assert_refused
from tests.unit.dashboard.build import loaded, row

LISTED = date(2025, 1, 31)


@pytest.fixture
def data(tmp_path: Path) -> str:
    """Two are listed and two stand next to them; one of those outside is named again."""
    rows = [
        row(crime_ref=f"C{n}{m}", suspect_id=f"S{n}", recorded_on=LISTED - timedelta(days=3))
        for n in range(1, 5)
        for m in range(5 - n)
    ]
    rows.append(row(crime_ref="D", suspect_id="S3", recorded_on=LISTED + timedelta(days=90)))
    rows.append(row(crime_ref="E", suspect_id="S9", recorded_on=LISTED + timedelta(days=200)))
    loaded(tmp_path / "data", *rows)
    spec = RankingSpec(Rules(top=2), as_of=LISTED)
    freeze_list(ask(Workspace(Settings(data=tmp_path / "data")), Viewer("ada"), spec))
    return str(tmp_path / "data")


def test_results_have_people_rates_interval_and_what_could_be_seen(here: Here, data: str) -> None:
    options = ("--top", "2", "--since", "2025-01-31", "--data", data)
    found = here("case", "results", *options, "--json").json
    assert (found["started"], found["window"]) == ("2025-01-31", 1)
    assert found["lists"] == {"since": 1, "before": 0}
    first = found["rows"][0]
    assert (first["cut"], first["real"], first["outcome"]) == (2, True, "named_by_victim")
    assert first["inside"] == {"people": 1, "total": 0, "rate": 0.0}
    assert first["outside"] == {"people": 1, "total": 1, "rate": 1.0}
    assert (first["difference"], first["holds_zero"]) == (-1.0, True)
    days = found["rows"][2]
    assert days["outside"]["rate"] == pytest.approx(100 * days["outside"]["total"] / 180)
    words = here("case", "results", *options).out
    assert "1 of 1 (100.0 of 100) outside" in words
    assert "%" not in words


def test_without_an_old_list_or_a_date_a_sentence_says_so(here: Here, data: str) -> None:
    assert "Nothing can be compared yet" in here("case", "results", "--data", data).out
    refused = here("case", "results", "--since", "May", "--data", data)
    assert_refused(refused, "is not a date")
