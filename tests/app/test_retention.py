"""What is due for review is said on the front page, and decided on Data quality."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dashboard.services import review
from dashboard.services.data.retention import list_reviews
from dashboard.services.question import Caller
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.app.pages import complaints, tables, visited, words_of
from tests.app.test_small_data import load
from tests.conftest import TESTER


@pytest.fixture
def ahead(monkeypatch: pytest.MonkeyPatch) -> object:
    """Moves today so many days ahead."""

    def move(days: int) -> None:
        today = review.this_day() + timedelta(days=days)
        for module in ("review", "data.retention"):
            monkeypatch.setattr(f"dashboard.services.{module}.this_day", lambda: today)
        monkeypatch.setattr("dashboard.web.parts.retention.this_day", lambda: today)
        monkeypatch.setattr("dashboard.web.kit.session.this_day", lambda: today)

    return move


def test_nothing_is_said_where_nothing_is_due(elsewhere: Path) -> None:
    load(elsewhere, {})
    assert "review" not in words_of(visited("overview")).lower()
    assert not tables(visited("quality"), "state")


def test_what_is_due_is_said_and_what_is_overdue_is_locked_and_decided(
    elsewhere: Path, ahead: object
) -> None:
    load(elsewhere, {})
    ahead(340)  # type: ignore[operator] # it moves today
    assert "Due for review within 30 days: version 1" in words_of(visited("overview"))
    ahead(30)  # type: ignore[operator] # the same
    for view in ("overview", "list", "boroughs"):
        (locked,) = complaints(visited(view))
        assert "The review date of version 1" in locked.replace("\\", "")
    page = visited("quality")
    assert complaints(page) == []
    (shown,) = tables(page, "state")
    assert shown["state"].to_list() == ["overdue"]
    page.text_input[0].set_value("needed for the panel of May")
    next(button for button in page.button if button.label == "Keep it until then").click().run()
    assert complaints(page) == []
    assert not tables(page, "state")
    assert complaints(visited("list")) == []
    kept = list_reviews(Caller(Workspace(Settings(data=elsewhere)), TESTER))
    assert [item.is_decided for item in kept] == [True]
