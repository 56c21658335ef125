"""What a borough's sheet says of reach: the share with its walk, the promise, and the sources."""

from __future__ import annotations

from pathlib import Path

from dashboard.exports.reach_note import reach_notes
from tests.unit.dashboard.services.resources.asking import a_caller


def test_a_sheet_says_who_is_within_a_walk_and_whence(tmp_path: Path) -> None:
    said, source = reach_notes(a_caller(tmp_path), "E09000008")
    assert said.startswith("10.5 % of Croydon's residents (40,862 of 390,687) live within 20 min")
    assert "at 80 m a minute and 1.3 times the straight line" in said
    assert said.endswith("the promise of one in each borough is not kept.")
    assert "© OpenStreetMap contributors, ODbL" in source


def test_the_city_was_promised_nothing_by_the_met(tmp_path: Path) -> None:
    said, _ = reach_notes(a_caller(tmp_path), "E09000001")
    assert "0 % of City of London's residents" in said
    assert "promise" not in said
