"""A load is taken back on the page: seen first, then confirmed, and to be undone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.services.data.quality import disk_use
from dashboard.services.question import Caller, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.web.kit.session import the_workspace
from tests.app.pages import complaints, tables, visited, words_of
from tests.unit.dashboard.build import ANALYST, loaded, row


@pytest.fixture
def wrong(elsewhere: Path) -> Workspace:
    """A record of two people, and a wrong file with a third."""
    loaded(elsewhere, row(crime_ref="C1", suspect_id="S1"), row(crime_ref="C2", suspect_id="S2"))
    loaded(elsewhere, row(crime_ref="C3", suspect_id="Wrong"))
    the_workspace.clear()
    return Workspace(Settings(data=elsewhere))


def pressed(page: AppTest, label: str) -> AppTest:
    return next(button for button in page.button if button.label == label).click().run()


def listed(desk: Workspace) -> list[str]:
    return sorted(ask(desk, ANALYST, RankingSpec()).ranking.listed["suspect_id"].to_list())


def tried(page: AppTest, reason: str) -> AppTest:
    page.text_input(key="reason to withdraw").set_value(reason).run()
    return pressed(page, "See what the list would become")


def test_what_the_list_would_become_is_seen_before_anything_is_changed(wrong: Workspace) -> None:
    page = tried(visited("quality"), "a wrong file")
    assert complaints(page) == []
    assert "It would remove **1 row** and put **0 rows** back." in words_of(page)
    (moved,) = tables(page, "position_after")
    assert moved["suspect_id"].to_list() == ["Wrong"]
    confirm = next(button for button in page.button if button.label == "Withdraw this load")
    assert confirm.disabled
    assert wrong.facts.version == 2


def test_a_confirmed_withdrawal_is_done_logged_and_can_be_undone(wrong: Workspace) -> None:
    page = tried(visited("quality"), "a wrong file")
    page.checkbox[0].check().run()
    page = pressed(page, "Withdraw this load")
    assert complaints(page) == []
    assert "Version 2 is withdrawn" in page.success[0].value
    assert listed(wrong) == ["S1", "S2"]
    assert wrong.register.log().row(-1, named=True)["subject"] != ""
    assert "withdraw" in wrong.register.log()["action"].to_list()
    (versions,) = tables(page, "superseded")
    assert versions["file"].to_list()[0] == "withdrawal of version 2: a wrong file"
    assert versions["file"].to_list()[1].endswith(", withdrawn by version 3")
    page = tried(page, "it was right")
    page.checkbox[0].check().run()
    pressed(page, "Withdraw this load")
    assert listed(wrong) == ["S1", "S2", "Wrong"]


def test_without_a_reason_nothing_is_withdrawn(wrong: Workspace) -> None:
    page = pressed(visited("quality"), "See what the list would become")
    assert "needs a reason" in complaints(page)[0]
    assert wrong.facts.version == 2


def test_the_first_version_is_not_offered(elsewhere: Path) -> None:
    loaded(elsewhere, row())
    the_workspace.clear()
    page = visited("quality")
    assert complaints(page) == []
    assert "Withdraw a load" not in words_of(page)


def test_the_page_says_how_much_room_the_files_take(
    wrong: Workspace, elsewhere: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere_copy = shutil.copytree(elsewhere, tmp_path_factory.mktemp("copy") / "data")
    used = disk_use(Caller(Workspace(Settings(data=elsewhere_copy)), ANALYST))
    assert (used.files, used.kept) == (2, 12)
    assert used.size >= sum(path.stat().st_size for path in elsewhere.glob("offences-*"))
    assert "2 versions in 2 files, which take" in words_of(visited("quality"))
    assert wrong.facts.version == 2
