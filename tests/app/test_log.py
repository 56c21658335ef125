"""A look at named people leaves one line in the register; a touch of the page leaves none."""

from __future__ import annotations

import polars as pl
import pytest

from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from harm.scoring.rules import Rules
from tests.app.pages import looked_up, visited
from tests.conftest import TESTER


@pytest.fixture
def worst(desk: Workspace) -> str:
    return str(ranked_list(ask(desk, TESTER, RankingSpec())).people["suspect_id"][0])


class Log:
    """The lines that were written since this was made."""

    def __init__(self, desk: Workspace) -> None:
        self._desk = desk
        self._before = desk.register.log().height

    def lines(self) -> pl.DataFrame:
        return self._desk.register.log().slice(self._before)

    def actions(self) -> list[str]:
        return self.lines()["action"].to_list()


def test_opening_the_list_leaves_one_line_however_often_the_page_runs(desk: Workspace) -> None:
    name = ranked_list(ask(desk, TESTER, RankingSpec())).ranking.name
    log = Log(desk)
    page = visited("list")
    page.run()
    page.run()
    assert log.actions() == ["list"]
    line = log.lines().row(0, named=True)
    assert line["subject"] == name
    assert line["version"] == desk.facts.version
    assert line["who"]


def test_another_list_is_another_look(desk: Workspace) -> None:
    bases = [RankingSpec(), RankingSpec(rules=Rules(top=5))]
    names = [ranked_list(ask(desk, TESTER, basis)).ranking.name for basis in bases]
    log = Log(desk)
    visited("list").number_input(key="top").set_value(5).run()
    assert log.lines()["subject"].to_list() == names


def test_opening_a_suspect_leaves_one_line_with_the_reference(desk: Workspace, worst: str) -> None:
    token = desk.register.link(worst)
    log = Log(desk)
    visited("suspect", suspect=token).run()
    assert log.actions() == ["suspect"]
    assert log.lines()["subject"].to_list() == [worst]


def test_a_reference_that_is_written_leaves_one_line(desk: Workspace, worst: str) -> None:
    log = Log(desk)
    looked_up(visited("suspect"), worst).run()
    assert log.lines()["subject"].to_list() == [worst]


def test_two_readers_are_two_looks(desk: Workspace) -> None:
    log = Log(desk)
    visited("list")
    visited("list")
    assert log.actions() == ["list", "list"]


@pytest.mark.parametrize("view", ["boroughs", "method"])
def test_a_page_without_names_leaves_no_line(desk: Workspace, view: str) -> None:
    log = Log(desk)
    visited(view).run()
    assert log.actions() == []


def test_nobody_is_looked_at_by_a_wrong_link_or_reference(desk: Workspace) -> None:
    log = Log(desk)
    visited("suspect", suspect="nonsense")
    looked_up(visited("suspect"), "N0000000")
    assert log.actions() == []
