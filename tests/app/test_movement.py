"""The movement page says what the desk answers, and a past list opens in every view as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from dashboard.register import FrozenList
from dashboard.services.listing.frozen_lists import freeze_list, spec_of
from dashboard.services.listing.movement import NOW, list_movement
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.web.parts.movement import HEADED
from dashboard.wording.formats import day
from dashboard.wording.movement import moved, reason, summary
from harm.movement.attribution import PARTS
from tests.app.pages import VIEWS, complaints, figures, table, visited, words_of
from tests.app.test_small_data import load
from tests.conftest import TESTER
from tests.unit.dashboard.build import ANALYST


@pytest.fixture(scope="module")
def _frozen_in(folder: Path) -> Iterator[Path]:
    """The data folder, whose register is as before when this module is done."""
    register = folder / "register.sqlite"
    before = register.read_bytes()
    yield folder
    put_back = folder / "register.before"
    put_back.write_bytes(before)
    put_back.replace(register)


@pytest.fixture
def past(desk: Workspace, _frozen_in: Path) -> FrozenList:
    """The list of the month's end before, as it was known then, frozen with the demonstration."""
    newest = desk.facts.newest
    before = newest - timedelta(days=newest.day)
    return freeze_list(ask(desk, TESTER, RankingSpec(as_of=before, known_on=before)))


def test_a_record_that_has_no_frozen_list_is_compared_all_the_same(elsewhere: Path) -> None:
    desk = load(elsewhere, {"recorded_on": "2026-01-20"}, {"suspect_id": "A2"})
    page = visited("movement")
    assert complaints(page) == []
    assert not desk.register.all_frozen()
    assert "1 entered: 1 by new allegations. 0 left." in words_of(page)


def test_the_words_and_tables_are_the_desk_s(desk: Workspace, past: FrozenList) -> None:
    page = visited("movement")
    assert complaints(page) == []
    answer = list_movement(
        ask(desk, TESTER), past.as_of.isoformat(), NOW, now=RankingSpec(as_of=desk.facts.newest)
    )
    assert summary(answer.changes, answer.before.rules) in words_of(page)
    ways = answer.people["movement"].cast(pl.String)
    entered, left, both = (table(page, number) for number in range(3))
    for shown, way, column in ((entered, "entered", "after"), (left, "left", "before")):
        people = answer.people.filter(ways == way).sort(f"position_{column}")
        assert shown["suspect_id"].to_list() == people["suspect_id"].to_list()
        whys = [reason(row, answer.before.rules) for row in people.iter_rows(named=True)]
        assert shown["why"].to_list() == whys
        assert all(whys)
        change = people["tenths_after"].fill_null(0) - people["tenths_before"].fill_null(0)
        assert [round(days * 10) for days in shown["change"]] == change.to_list()
    assert len(both) == ways.is_in(["up", "down", "stayed"]).sum()
    parts = [part for part in PARTS if part in both]
    change = both["after"].fillna(0) - both["before"].fillna(0)
    assert (change - both[parts].sum(axis=1)).abs().max() < 1e-6
    assert (both["change"] - change).abs().max() < 1e-6


def test_the_page_opens_on_this_month_against_last_as_it_was_known_then(
    desk: Workspace, past: FrozenList
) -> None:
    words = words_of(visited("movement"))
    assert (
        f"the list of {day(past.as_of)} (as known on {day(past.as_of)}, data version 23)" in words
    )
    today = words_of(visited("movement", today="true"))
    assert f"the list of {day(past.as_of)} (as known on {day(desk.facts.newest)}" in today


def test_any_two_dates_can_be_compared(desk: Workspace) -> None:
    page = visited("movement", by="Two dates", first="2025-11-15", second="2025-12-20")
    assert complaints(page) == []
    answer = list_movement(
        ask(desk, TESTER), "2025-11-15", "2025-12-20", now=RankingSpec(as_of=desk.facts.newest)
    )
    assert summary(answer.changes, answer.before.rules) in words_of(page)
    assert "15 November 2025 (as known on 31 October 2025" in words_of(page)


def test_the_list_says_what_moved_since_the_last_frozen_one(
    desk: Workspace, past: FrozenList
) -> None:
    page = visited("list")
    assert complaints(page) == []
    answer = list_movement(ask(desk, TESTER), past.name, NOW)
    assert summary(answer.changes, answer.before.rules) in words_of(page)
    signs = dict(moved(answer.changes).iter_rows())
    shown = table(page)
    assert shown["moved"].to_list() == [signs[one] for one in shown["suspect_id"]]
    first = desk.register.all_frozen()[0]
    assert "moved" not in table(visited("list", list=first.name))


def test_the_chart_has_everyone_on_either_list(desk: Workspace, past: FrozenList) -> None:
    page = visited("movement")
    answer = list_movement(
        ask(desk, TESTER), past.as_of.isoformat(), NOW, now=RankingSpec(as_of=desk.facts.newest)
    )
    on_both = answer.people["movement"].cast(pl.String).is_in(["up", "down", "stayed"]).sum()
    assert len(figures(page)[0]["x"]) == 3 * on_both


@pytest.mark.parametrize("view", VIEWS)
def test_a_past_list_opens_in_every_view_as_it_was(past: FrozenList, view: str) -> None:
    page = visited(view, list=past.name)
    assert complaints(page) == []
    assert "A past list: as of" in words_of(page)


def test_the_past_list_is_the_one_that_was_frozen(desk: Workspace, past: FrozenList) -> None:
    shown = table(visited("list", list=past.name))
    frozen = ask(desk, ANALYST, spec_of(past)).ranking.listed["suspect_id"].to_list()
    assert shown["suspect_id"].to_list() == frozen


def test_a_list_that_nobody_froze_leaves_the_list_of_now(past: FrozenList) -> None:
    page = visited("list", list="no-such-list")
    assert complaints(page) == []
    words = words_of(page)
    assert "A past list" not in words
    assert "There is no frozen list called no-such-list" in words
    assert "There is no frozen list" not in words_of(visited("list", list=past.name))


def test_a_list_is_made_again_on_the_page(past: FrozenList) -> None:
    page = visited("movement")
    again = next(button for button in page.button if button.label == "Make it again")
    box = next(box for box in page.selectbox if box.label.startswith("Make a list again"))
    box.set_value(past.name)
    page = again.click().run()
    assert "Identical: the record gives the same" in page.success[0].value
    assert past.sha256 in page.success[0].value


def test_freezing_on_the_page_keeps_the_list_of_the_sidebar(
    desk: Workspace, past: FrozenList
) -> None:
    page = visited("movement")
    freezer = next(button for button in page.button if button.label == "Freeze this list")
    assert complaints(freezer.click().run()) == []
    kept = desk.register.all_frozen()
    assert [one.as_of for one in kept][-2:] == [past.as_of, desk.facts.newest]


def test_every_part_has_a_heading() -> None:
    assert list(HEADED) == list(PARTS)
