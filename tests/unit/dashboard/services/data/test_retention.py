"""Each load and list has a review date; what is overdue is locked until somebody decides."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard.access.viewer import Viewer
from dashboard.errors import NotAllowedError, RetentionError
from dashboard.register import Register
from dashboard.services import review
from dashboard.services.data.access_log import read_log, verify_log
from dashboard.services.data.quality import data_quality
from dashboard.services.data.retention import keep_until, list_reviews
from dashboard.services.data.withdrawal import withdraw_load
from dashboard.services.files import Outgoing, hand_over
from dashboard.services.listing.frozen_lists import freeze_list, frozen_list, reproduce_list
from dashboard.services.listing.movement import list_movement
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.overview import list_trend
from dashboard.services.places.areas import compare_areas
from dashboard.services.question import Caller, Question, ask
from dashboard.services.suspects.suspect_file import suspect_file
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import load
from tests.unit.dashboard.build import ANALYST, extract, loaded, row

LOADED = review.this_day()
WHY = "still needed for the panel"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    loaded(tmp_path, row(crime_ref="C1", suspect_id="S1"))
    load(tmp_path, [extract(row(crime_ref="C2", suspect_id="S2"), file="second.csv")])
    return tmp_path


def question(folder: Path, *, review_loads: int = 365, review_lists: int = 365) -> Question:
    settings = Settings(data=folder, review_loads=review_loads, review_lists=review_lists)
    return ask(Workspace(settings), ANALYST)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day after the review date of everything that was made today."""
    monkeypatch.setattr(review, "this_day", lambda: LOADED + timedelta(days=366))
    monkeypatch.setattr(
        "dashboard.services.data.retention.this_day", lambda: LOADED + timedelta(days=366)
    )


def test_the_period_counts_from_the_day_of_loading(folder: Path) -> None:
    asked = question(folder, review_loads=90, review_lists=30)
    frozen = freeze_list(asked)
    found = list_reviews(asked)
    assert [(item.kind, item.name) for item in found] == [
        ("list", frozen.name),
        ("load", "version 1"),
        ("load", "version 2"),
    ]
    assert {item.since for item in found} == {LOADED}
    assert [(item.review_on - LOADED).days for item in found] == [30, 90, 90]


@pytest.mark.parametrize(
    ("ahead", "state"), [(0, "kept"), (334, "kept"), (335, "due"), (365, "due"), (366, "overdue")]
)
def test_an_item_is_due_before_its_day_and_overdue_after_it(
    folder: Path, ahead: int, state: str
) -> None:
    item = list_reviews(question(folder))[0]
    assert item.state(LOADED + timedelta(days=ahead)) == state


@pytest.mark.usefixtures("later")
def test_what_rests_on_an_overdue_load_is_locked_and_nothing_else(folder: Path) -> None:
    asked = question(folder)
    before = asked.workspace.register.log().height
    for ask_it in (
        ranked_list,
        compare_areas,
        freeze_list,
        lambda it: suspect_file(it, "S1"),
        lambda it: hand_over(it, Outgoing(b"x", "x", 1)),
    ):
        with pytest.raises(RetentionError, match=r"version 1 \(extract.csv, loaded on"):
            ask_it(asked)
    assert asked.workspace.register.log().height == before  # nothing was shown, and nothing logged
    assert data_quality(asked).ranking.assessed == 2  # where one decides
    auditor = Caller(asked.workspace, Viewer("eve", role="auditor"))
    assert read_log(auditor).height
    assert verify_log(auditor).fault is None


@pytest.mark.usefixtures("later")
def test_a_decision_or_a_withdrawal_opens_it_again(folder: Path) -> None:
    asked, until = question(folder), LOADED + timedelta(days=500)
    kept = keep_until(asked, "1", until, WHY)
    assert (kept.review_on, kept.is_decided, kept.state(review.this_day())) == (until, True, "kept")
    with pytest.raises(RetentionError, match="version 2"):
        ranked_list(asked)
    withdraw_load(asked, 2, "not needed any more")
    anew = question(folder)
    assert ranked_list(anew).people["suspect_id"].to_list() == ["S1"]
    last = anew.workspace.register.log().filter(anew.workspace.register.log()["action"] == "keep")
    assert last["subject"].to_list() == [f"version 1 until {until}: {WHY}"]
    assert anew.workspace.register.verify().fault is None


@pytest.mark.usefixtures("later")
def test_a_locked_list_cannot_be_opened_compared_made_again_or_counted(folder: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(review, "this_day", lambda: LOADED)
        frozen = freeze_list(question(folder))
    asked = question(folder, review_loads=3650)
    for open_it in (frozen_list, reproduce_list, lambda it, name: list_movement(it, name, "now")):
        with pytest.raises(RetentionError, match="is locked"):
            open_it(asked, frozen.name)
    assert list_trend(asked).is_empty()
    keep_until(asked, frozen.name, LOADED + timedelta(days=400), WHY)
    assert reproduce_list(asked, frozen.name).identical
    assert list_trend(asked).height == 1


@pytest.mark.usefixtures("later")
def test_nothing_of_a_demonstration_is_locked(tmp_path: Path) -> None:
    loaded(tmp_path, row(crime_ref="C1", suspect_id="S1"), synthetic=True)
    asked = question(tmp_path)
    assert ranked_list(asked).people.height == 1
    assert [item.state(review.this_day()) for item in list_reviews(asked)] == ["overdue"]


@pytest.mark.parametrize(
    ("name", "until", "reason", "words"),
    [
        ("version 9", LOADED + timedelta(days=5), WHY, "no load in force and no frozen list"),
        ("version 1", LOADED, WHY, "is no day for the next review"),
        ("version 1", LOADED + timedelta(days=366), WHY, "one period of review from now"),
        ("version 1", LOADED + timedelta(days=5), "  yes  ", "A decision has a reason"),
        ("version 1", LOADED + timedelta(days=5), "x" * 501, "A decision has a reason"),
    ],
)
def test_a_decision_that_decides_nothing_is_refused(
    folder: Path, name: str, until: date, reason: str, words: str
) -> None:
    asked = question(folder)
    with pytest.raises(RetentionError, match=words):
        keep_until(asked, name, until, reason)
    assert "keep" not in asked.workspace.register.log()["action"].to_list()


def test_only_analysts_and_administrators_decide(folder: Path) -> None:
    until = LOADED + timedelta(days=5)
    caller = question(folder)
    keep_until(Caller(caller.workspace, Viewer("a", role="administrator")), "1", until, WHY)
    for role in ("auditor", "supervisor"):
        with pytest.raises(NotAllowedError):
            keep_until(Caller(caller.workspace, Viewer("b", role=role)), "1", until, WHY)


def test_decisions_are_read_on_and_of_a_replaced_register_again(folder: Path) -> None:
    asked = question(folder)
    first, second = (LOADED + timedelta(days=n) for n in (5, 9))
    register = asked.workspace.register
    keep_until(asked, "1", first, WHY)
    assert register.kept_until() == {"version 1": first}
    keep_until(question(folder), "version 1", second, WHY)
    assert register.kept_until() == {"version 1": second}
    for file in folder.glob("register.*"):
        file.unlink()
    Register.open(folder)
    assert register.kept_until() == {}
