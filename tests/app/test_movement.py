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
from dashboard.wording.movement import moved, summary
from harm.movement.attribution import PARTS
from tests.app.pages import VIEWS, complaints, figures, said, table, visited
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
    """The list of a month before, frozen."""
    newest = desk.facts.newest
    return freeze_list(ask(desk, TESTER, RankingSpec(as_of=newest - timedelta(days=newest.day))))


def test_without_a_frozen_list_the_page_says_how_to_have_one(desk: Workspace) -> None:
    page = visited("movement")
    assert complaints(page) == []
    if not desk.register.all_frozen():
        assert "No list is frozen yet" in said(page)


def test_the_words_and_tables_are_the_desk_s(desk: Workspace, past: FrozenList) -> None:
    page = visited("movement")
    assert complaints(page) == []
    told = list_movement(
        ask(desk, TESTER), past.name, NOW, now=RankingSpec(as_of=desk.facts.newest)
    )
    assert summary(told.changes, told.before.rules) in said(page)
    ways = told.people["movement"].cast(pl.String)
    entered, left, both = (table(page, number) for number in range(3))
    assert (
        entered["suspect_id"].to_list()
        == told.people.filter(ways == "entered")["suspect_id"].to_list()
    )
    assert len(left) == (ways == "left").sum()
    assert len(both) == ways.is_in(["up", "down", "stayed"]).sum()
    for shown in (entered, left, both):
        parts = [part for part in PARTS if part in shown]
        change = shown["after"].fillna(0) - shown["before"].fillna(0)
        assert (change - shown[parts].sum(axis=1)).abs().max() < 1e-6
        assert (shown["change"] - change).abs().max() < 1e-6


def test_the_list_says_what_moved_since_the_last_frozen_one(
    desk: Workspace, past: FrozenList
) -> None:
    page = visited("list")
    assert complaints(page) == []
    told = list_movement(ask(desk, TESTER), past.name, NOW)
    assert summary(told.changes, told.before.rules) in said(page)
    signs = dict(moved(told.changes).iter_rows())
    shown = table(page)
    assert shown["moved"].to_list() == [signs[one] for one in shown["suspect_id"]]
    assert "moved" not in table(visited("list", list=past.name))


def test_the_chart_has_everyone_on_either_list(desk: Workspace, past: FrozenList) -> None:
    page = visited("movement")
    told = list_movement(
        ask(desk, TESTER), past.name, NOW, now=RankingSpec(as_of=desk.facts.newest)
    )
    on_both = told.people["movement"].cast(pl.String).is_in(["up", "down", "stayed"]).sum()
    assert len(figures(page)[0]["x"]) == 3 * on_both


@pytest.mark.parametrize("view", VIEWS)
def test_a_past_list_opens_in_every_view_as_it_was(past: FrozenList, view: str) -> None:
    page = visited(view, list=past.name)
    assert complaints(page) == []
    assert "A past list: as of" in said(page)


def test_the_past_list_is_the_one_that_was_frozen(desk: Workspace, past: FrozenList) -> None:
    shown = table(visited("list", list=past.name))
    frozen = ask(desk, ANALYST, spec_of(past)).ranking.listed["suspect_id"].to_list()
    assert shown["suspect_id"].to_list() == frozen


def test_a_list_that_nobody_froze_leaves_the_list_of_now(past: FrozenList) -> None:
    page = visited("list", list="no-such-list")
    assert complaints(page) == []
    words = said(page)
    assert "A past list" not in words
    assert "There is no frozen list called no-such-list" in words
    assert "There is no frozen list" not in said(visited("list", list=past.name))


def test_a_list_is_made_again_on_the_page(past: FrozenList) -> None:
    page = visited("movement")
    again = next(button for button in page.button if button.label == "Make it again")
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
    assert [one.as_of for one in kept] == [past.as_of, desk.facts.newest]


def test_every_part_has_a_heading() -> None:
    assert list(HEADED) == list(PARTS)
