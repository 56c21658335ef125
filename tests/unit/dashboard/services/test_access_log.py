"""The log for an auditor, by suspect, user and day; what was searched for needs a reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from dashboard.access.actions import LogKind
from dashboard.access.viewer import Viewer
from dashboard.errors import NotAllowedError
from dashboard.services.access_log import answer_log
from dashboard.services.question import Caller, ask
from dashboard.services.suspects.search import search
from dashboard.services.suspects.suspect_file import suspect_file
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.log import KINDS, in_log_words
from tests.unit.dashboard.build import ANALYST, loaded, row

AUDITOR = Viewer("ada", role="auditor")


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    loaded(tmp_path, row(suspect_id="S1"), row(crime_ref="C2", suspect_id="S2"))
    return Workspace(Settings(data=tmp_path))


def test_the_log_is_counted_by_suspect_user_and_day(desk: Workspace) -> None:
    _ = desk.register
    for viewer, suspect in ((ANALYST, "S2"), (ANALYST, "S1"), (Viewer("bo"), "S2")):
        suspect_file(ask(desk, viewer), suspect)
    log = answer_log(Caller(desk, AUDITOR))
    assert log.by_suspect.select("suspect_id", "looks", "users").rows() == [
        ("S2", 2, 2),
        ("S1", 1, 1),
    ]
    users = {row["who"]: row for row in log.by_user.iter_rows(named=True)}
    assert (users["an analyst"]["lines"], users["an analyst"]["suspects"]) == (2, 2)
    assert users["ada"]["role"] == "auditor"
    assert log.by_day["lines"].sum() == log.lines == log.by_user["lines"].sum()
    assert log.latest["action"][0] == "log"
    assert in_log_words(log).startswith(f"{log.lines} lines, by ")


def test_what_was_searched_for_needs_a_reason(desk: Workspace) -> None:
    search(ask(desk, ANALYST), "Highgate")
    plain = answer_log(Caller(desk, AUDITOR)).latest
    assert "Highgate" not in plain["subject"].to_list()
    shown = answer_log(Caller(desk, replace(AUDITOR, reason="complaint 12 of May"))).latest
    assert "Highgate" in shown["subject"].to_list()


def test_nobody_else_reads_it(desk: Workspace) -> None:
    before = desk.register.log().height
    with pytest.raises(NotAllowedError, match="To read the log is for an auditor, and an analyst"):
        answer_log(Caller(desk, ANALYST))
    assert desk.register.log().height == before


def test_every_kind_of_line_has_words() -> None:
    assert set(KINDS) == set(get_args(LogKind))
