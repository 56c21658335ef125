"""What is somebody's own to do: on its page, in a calendar, and in a line of the front page."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.access.viewer import Role, Viewer
from dashboard.services.cases.deciding import name_victim_lead
from dashboard.services.cases.working import work
from tests.app.pages import complaints, tables, words_of
from tests.app.test_meeting import opened, press
from tests.unit.dashboard.services.cases.desk import Desk

ME = Viewer.here().who


@pytest.fixture
def desk(elsewhere: Path) -> Desk:
    """S2 is this reader's, with an action of theirs that is overdue and one of somebody else."""
    desk = Desk(elsewhere)
    desk.adopted("S2", owner=ME.upper())
    for owner, due in ((ME, "2026-03-01"), (ME, "2026-09-01"), ("pia", "2026-03-02")):
        plan = {"strand": "pursue", "tactic": "arrest", "owner": owner, "due": due}
        work(desk.ask(), "S2", "action", plan)
    desk.adopted("S3", owner="olu")
    name_victim_lead(desk.ask(), "S3", "V1", ME)
    return desk


@pytest.mark.usefixtures("desk")
def test_what_is_overdue_comes_first_and_is_theirs_alone() -> None:
    page = opened(view="work")
    assert complaints(page) == []
    (due,) = tables(page, "standing")
    rows = due[["suspect_id", "standing", "what"]].to_dict("records")
    assert rows[0] == {
        "suspect_id": "S2",
        "standing": "overdue",
        "what": "A1: Arrest attempt",
    }
    assert [row["standing"] for row in rows].count("overdue") == 1
    assert not [row for row in rows if row["what"].startswith("A3")]
    owned, cares = (frame["suspect_id"].to_list() for frame in tables(page, "overdue"))
    assert (owned, cares) == (["S2"], ["S3"])
    words = words_of(page)
    assert f"{ME} owns 1 case" in words
    assert f"{ME} looks after a victim in 1 case" in words
    assert "not legal advice" in words


def test_the_calendar_is_made_and_has_no_reference(desk: Desk) -> None:
    page = press(opened(view="work"), "Calendar")
    assert complaints(page) == []
    assert "file" not in desk.kinds()  # a line is written as the bytes leave


@pytest.mark.usefixtures("desk")
def test_the_front_page_says_how_much_is_overdue() -> None:
    expected: dict[Role, bool] = {"supervisor": True, "analyst": True, "auditor": False}
    for role, said in expected.items():
        page = opened(role, view="overview", reason="complaint 12 of May")
        labels = [link.proto.label for link in page.main.get("page_link")]
        assert any("Yours in cases: 1 overdue" in label for label in labels) == said


def test_whoever_has_nothing_is_told_so_and_the_front_page_says_nothing(elsewhere: Path) -> None:
    desk = Desk(elsewhere)
    desk.active("S2")
    page = opened(view="work")
    assert complaints(page) == []
    assert f"Nothing is {ME}'s" in words_of(page)
    assert page.dataframe == []
    labels = [link.proto.label for link in opened(view="overview").main.get("page_link")]
    assert not [label for label in labels if "Yours" in label]


def test_the_look_at_ones_own_work_is_in_the_log_once(desk: Desk) -> None:
    page = opened(view="work")
    page.run()
    assert desk.kinds().count("cases") == 1


def test_the_line_of_the_front_page_needs_no_line_in_the_log(desk: Desk) -> None:
    before = desk.kinds().count("cases")
    opened(view="overview")
    assert desk.kinds().count("cases") == before
