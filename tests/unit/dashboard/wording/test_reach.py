"""Reach in words: no minutes without their speed and detour, and unknown is never open."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from dashboard.analysis.reach.hours import read_moment
from dashboard.geography import borough_names
from dashboard.services.resources.patches import patches_of
from dashboard.services.resources.reach import compare_reach, reach_of
from dashboard.services.resources.sites import ReachChoice
from dashboard.wording import patches as of_patches
from dashboard.wording import reach as words
from dashboard.wording import reach_change as of_changes
from tests.unit.dashboard.services.resources.asking import a_caller

WALK = "at 80 m a minute and 1.3 times the straight line"
NOW = date(2026, 3, 3)


def sentences(folder: Path, choice: ReachChoice) -> list[str]:
    caller = a_caller(folder)
    reach = reach_of(caller, choice)
    change = compare_reach(caller, ReachChoice(as_of=date(2025, 6, 1)), choice)
    row = reach.rows.row(5, named=True)
    return [
        words.in_reach_words(reach),
        words.in_reach_words(reach, row),
        words.in_across_words(reach),
        words.in_across_words(reach, row),
        of_changes.in_reach_change_words(change),
        of_changes.in_worst_words(change, borough_names()),
        words.in_unknown_words(reach),
        words.in_promise_words(reach),
        of_patches.in_patch_words(patches_of(caller)),
    ]


@pytest.mark.parametrize(
    "choice",
    [
        ReachChoice(as_of=NOW),
        ReachChoice(as_of=NOW, at=read_moment("Tue 04:00")),
        ReachChoice(as_of=NOW, hours="24", closed=frozenset({"Lewisham", "Charing Cross"})),
        ReachChoice(as_of=date(2026, 3, 1), at=read_moment("Tue 12:00")),
    ],
)
def test_minutes_are_nowhere_without_speed_and_detour(tmp_path: Path, choice: ReachChoice) -> None:
    for sentence in sentences(tmp_path, choice):
        assert not re.search(r"\d+ minutes", sentence) or WALK in sentence, sentence


def test_the_first_sentence_has_the_share_the_people_and_the_band(tmp_path: Path) -> None:
    first, *_ = sentences(tmp_path, ReachChoice(as_of=NOW))
    assert first == (
        "14.6 % of London's residents (1,282,375 of 8,799,625) live within 20 minutes' walk, at 80 "
        "m a minute and 1.3 times the straight line, of one of 27 counters, as of 3 March 2026; "
        "12.8 % to 17.0 % at 1.4 to 1.2 times."
    )


def test_where_nothing_is_open_it_is_said_and_no_share_is_given(tmp_path: Path) -> None:
    none = ReachChoice(as_of=NOW, hours="24", closed=frozenset({"Lewisham", "Charing Cross"}))
    first, *_ = sentences(tmp_path, none)
    assert first == "No counter is counted: none of 27 is known to be open round the clock."
    reach = reach_of(a_caller(tmp_path), none)
    assert words.in_promise_words(reach).endswith("none of the Met's 32 boroughs has one.")


def test_unknown_hours_are_reported(tmp_path: Path) -> None:
    noon = ReachChoice(as_of=date(2026, 3, 1), at=read_moment("Tue 12:00"))
    reach = reach_of(a_caller(tmp_path), noon)
    assert words.in_unknown_words(reach) == (
        "The hours of 25 more sites are not known: not counted as open."
    )
    assert "5 have not, of 25 it is not known, since hours are not" in words.in_promise_words(reach)


def test_a_change_says_who_falls_beyond_and_where_most(tmp_path: Path) -> None:
    caller, now = a_caller(tmp_path), ReachChoice(as_of=NOW)
    change = compare_reach(caller, ReachChoice(as_of=date(2025, 6, 1)), now)
    sentence = of_changes.in_reach_change_words(change)
    lost = change.total["lost"][0]
    assert f"{lost:,} residents fall beyond 20 minutes' walk" in sentence
    assert f"{lost:,} fewer in all (" in sentence
    worst = of_changes.in_worst_words(change, borough_names())
    name = change.rows["name"][0]
    assert f"Most: {name} (" in worst
    same = compare_reach(caller, now, now)
    assert "as many in all" in of_changes.in_reach_change_words(same)
    assert of_changes.in_worst_words(same, borough_names()) == "No ward loses anybody."


def test_openstreetmap_is_named_where_a_place_is_from_there(tmp_path: Path) -> None:
    caller = a_caller(tmp_path)
    with_it = words.in_source_words(reach_of(caller, ReachChoice(as_of=NOW)))
    without = words.in_source_words(reach_of(caller, ReachChoice(as_of=NOW, with_osm=False)))
    assert "4 places: © OpenStreetMap contributors, ODbL" in with_it
    assert "OpenStreetMap" not in without


def test_a_borough_is_told_whether_its_promise_is_kept(tmp_path: Path) -> None:
    promises = reach_of(a_caller(tmp_path), ReachChoice(as_of=NOW)).promises
    promise = {row["name"]: words.in_borough_promise_words(row) for row in promises.to_dicts()}
    assert promise["Lewisham"].endswith("the promise of one in each borough is kept.")
    assert promise["Croydon"].endswith("the promise of one in each borough is not kept.")
    unknown = promises.to_dicts()[0] | {"kept": None}
    assert words.in_borough_promise_words(unknown).endswith("known to be open round the clock.")
