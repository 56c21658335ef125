"""What a borough's sheet says of reach: the share with its walk, and who is open all day."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.exports.reach_note import reach_note
from tests.unit.dashboard.services.resources.asking import a_caller


@pytest.mark.parametrize(
    ("borough", "share", "always"),
    [
        ("E09000008", "10.5 %", "; none round the clock."),
        ("E09000023", "13.5 %", "; 1 round the clock."),
        ("E09000001", "0 %", "."),  # the City, which the Met promised nothing
    ],
)
def test_a_sheet_has_the_share_with_its_walk(
    tmp_path: Path, borough: str, share: str, always: str
) -> None:
    walk = "within 20 minutes (80 m a minute, 1.3 × straight line)"
    assert reach_note(a_caller(tmp_path), borough) == (
        f"Counters of March 2026: {share} live {walk}{always.removeprefix(')')}"
    )
