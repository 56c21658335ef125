"""Whoever is restricted is shown to nobody, and every place and count stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from dashboard.access.viewer import Viewer
from dashboard.errors import HarmdeskError, OutOfSightError, UnknownSuspectError
from dashboard.intake import of_path
from dashboard.services.data.dry_run import try_load, try_withdrawal
from dashboard.services.data.loading import read_file
from dashboard.services.data.quality import data_quality
from dashboard.services.data.removal import restrict
from dashboard.services.listing.cohorts import other_cohorts
from dashboard.services.listing.filters import Filter
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.listing.movement import list_movement
from dashboard.services.listing.ranked_list import RankedList, ranked_list
from dashboard.services.places.areas import compare_areas
from dashboard.services.question import Caller, Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.scored_file import score_file
from dashboard.services.suspects.answer import answer_suspect
from dashboard.services.suspects.search import search
from dashboard.services.suspects.suspect_file import link_to, linked_reference, suspect_file
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import load
from dashboard.wording.filters import in_shown_words
from dashboard.wording.movement import in_heading_words, in_restricted_words, summary
from dashboard.wording.roles import (
    COUNTS_OF_EVERYBODY,
    COUNTS_WITH_RESTRICTED,
    in_counts_words,
)
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, extract, row, written

ADMINISTRATOR: Final = Viewer("an administrator", role="administrator")
CAMDEN: Final = "E09000007"
VIEWERS: Final = {
    "analyst": ANALYST,
    "supervisor": Viewer("sue", role="supervisor", boroughs=frozenset({CAMDEN})),
    "auditor": Viewer("al", role="auditor", reason="complaint 12 of May"),
}
HIM: Final = {"suspect_id": "S1", "suspect_name": "Ned Low", "suspect_born": date(1980, 1, 2)}


@pytest.fixture
def shared(tmp_path: Path) -> Workspace:
    data = tmp_path / "data"
    warned = '[{"code": "x", "column": null, "rows": 1, "text": "“S1” (Ned Low, born 1980-01-02)"}]'
    first = extract(
        row(crime_ref="C1", **HIM, suspect_home_borough=CAMDEN),
        row(crime_ref="C4", **HIM),
        row(crime_ref="C1", suspect_id="S2", suspect_home_borough=CAMDEN),
        row(crime_ref="C3", suspect_id="S3"),
    )
    load(data, [first])
    load(data, [replace(extract(row(crime_ref="C5", suspect_id="S4")), warnings=warned)])
    return Workspace(Settings(data=data))


def do_restrict(shared: Workspace, *, lift: bool = False) -> int:
    caller = Caller(shared, ADMINISTRATOR)
    return restrict(caller, "S1", "an error is claimed", "case 17", lift=lift)


def listed(question: Question) -> RankedList:
    return ranked_list(question)


@pytest.mark.parametrize("role", VIEWERS)
def test_nobody_is_shown_them_whatever_their_role(shared: Workspace, role: str) -> None:
    viewer = VIEWERS[role]
    before = ranked_list(ask(shared, viewer))
    assert "S1" in before.people["suspect_id"]
    token = link_to(ask(shared, viewer), "S1")
    do_restrict(shared)
    question = ask(shared, viewer)
    after = ranked_list(question)
    assert "S1" not in after.people["suspect_id"]
    assert (
        after.people["position"].to_list()
        == before.people.filter(before.people["suspect_id"] != "S1")["position"].to_list()
    )
    assert after.ranking.assessed == before.ranking.assessed == 4
    for text in ("S1", "Ned Low", "02/01/1980", "C4"):
        assert "S1" not in search(question, text).rows["suspect_id"]
    with pytest.raises(OutOfSightError):
        suspect_file(question, "S1")
    assert linked_reference(question, token) is None
    assert "S1" not in answer_suspect(question, "S2").associates.people["suspect_id"]


def test_totals_of_places_and_the_movement_of_others_are_as_they_were(shared: Workspace) -> None:
    freeze_list(ask(shared, ANALYST))
    before = compare_areas(ask(shared, ANALYST)).rows
    do_restrict(shared)
    question = ask(shared, ANALYST)
    assert compare_areas(question).rows.equals(before)
    (name,) = [frozen.name for frozen in shared.register.all_frozen()]
    moved = list_movement(question, name, "now", now=question.dated)
    assert "S1" not in moved.people["suspect_id"]
    assert "Of those on both lists: 0 up, 0 down, 4 stayed." in summary(moved.changes, Rules())
    both = ("up", "down", "stayed")
    assert in_heading_words("On both lists", moved, both) == "On both lists (4; shown: 3)"
    assert in_heading_words("Left", moved, ["left"]) == ""
    assert in_restricted_words(moved) == "Restricted: 1 suspect on these lists."
    hers = list_movement(ask(shared, VIEWERS["supervisor"]), name, "now", now=question.dated)
    assert in_heading_words("On both lists", hers, both).startswith("On both lists (4; shown: ")
    assert in_restricted_words(hers) == ""
    do_restrict(shared, lift=True)
    whole = list_movement(ask(shared, ANALYST), name, "now", now=question.dated)
    assert in_heading_words("On both lists", whole, both) == "On both lists (4)"
    assert in_restricted_words(whole) == ""
    do_restrict(shared)
    assert "S1" not in other_cohorts(question).people["suspect_id"]


def test_the_list_says_that_a_place_is_restricted(shared: Workspace) -> None:
    assert in_shown_words(listed(ask(shared, ANALYST))) == ""
    assert in_counts_words(ask(shared, ANALYST)) is None
    do_restrict(shared)
    found = listed(ask(shared, ANALYST))
    assert found.restricted == 1
    assert in_counts_words(ask(shared, ANALYST)) == COUNTS_WITH_RESTRICTED
    assert in_counts_words(ask(shared, VIEWERS["supervisor"])) == COUNTS_OF_EVERYBODY
    assert in_shown_words(found) == "Restricted: 1 place of the list, at which nobody is shown."
    # The words of a filter are of those whom it shows, so that it tells nothing of the others.
    narrowed = ranked_list(ask(shared, ANALYST), Filter(home=(CAMDEN,)))
    assert (narrowed.restricted, narrowed.matching) == (1, 1)
    supervised = listed(ask(shared, VIEWERS["supervisor"]))
    assert supervised.restricted == 0


def test_warnings_of_loads_do_not_name_them(shared: Workspace, tmp_path: Path) -> None:
    assert "Ned Low" in str(data_quality(ask(shared, ANALYST)).warnings.rows())
    do_restrict(shared)
    found = data_quality(ask(shared, ANALYST))
    assert found.warnings.height == 1
    for trace in ("S1”", "Ned Low", "1980-01-02"):
        assert trace not in str(found.warnings.rows()) + str(found.versions.rows())
    other = HIM | {"suspect_id": "S9"}
    file = written(tmp_path / "next.csv", row(crime_ref="C8", **other))
    account = read_file(Caller(shared, ANALYST), of_path(file))
    assert "“S1”" not in str(account.warnings)


def test_a_file_scored_with_the_record_does_not_show_them(
    shared: Workspace, tmp_path: Path
) -> None:
    do_restrict(shared)
    caller = Caller(shared, ANALYST)
    file = written(tmp_path / "next.csv", row(crime_ref="C8", suspect_id="S9"))
    scored = score_file(caller, read_file(caller, of_path(file)), RankingSpec(), "with_record")
    assert "S1" not in scored.people["suspect_id"]
    assert {"S2", "S9"} <= set(scored.people["suspect_id"])


def test_a_change_that_is_tried_does_not_show_them(shared: Workspace, tmp_path: Path) -> None:
    caller = Caller(shared, ANALYST)
    file = written(tmp_path / "next.csv", row(crime_ref="C8", suspect_id="S1"))
    account = read_file(caller, of_path(file))
    assert "S1" in try_load(caller, account, RankingSpec()).people["suspect_id"]
    do_restrict(shared)
    tried = try_load(caller, account, RankingSpec())
    for frame in (tried.people, tried.movement, tried.by_date):
        assert "S1" not in frame["suspect_id"]
    taken_back = try_withdrawal(ask(shared, ANALYST), 2, "a wrong file")
    assert "S1" not in taken_back.movement["suspect_id"]
    assert "S2" in taken_back.movement["suspect_id"]


def test_it_is_lifted_and_both_are_in_the_log(shared: Workspace) -> None:
    running = Workspace(shared.settings)
    _ = ask(running, ANALYST)
    do_restrict(shared)
    assert "S1" not in listed(ask(running, ANALYST)).people["suspect_id"]
    line = do_restrict(shared, lift=True)
    assert "S1" in listed(ask(running, ANALYST)).people["suspect_id"]
    log = shared.register.log()
    kinds = ["reason", "restrict", "reason", "unrestrict"]
    lines = log.filter(log["action"].is_in(kinds))
    assert lines["action"].to_list() == kinds
    assert lines["subject"].to_list()[:2] == [
        "authority: case 17; reason: an error is claimed",
        "S1",
    ]
    assert lines["id"].to_list()[-1] == line


@pytest.mark.parametrize("lift", [False, True])
def test_what_would_change_nothing_is_refused(shared: Workspace, lift: bool) -> None:  # noqa: FBT001 - a parameter
    if not lift:
        do_restrict(shared)
    with pytest.raises(HarmdeskError, match="nothing to lift" if lift else "restricted already"):
        do_restrict(shared, lift=lift)


def test_an_unknown_reference_and_no_authority_are_refused(shared: Workspace) -> None:
    caller = Caller(shared, ADMINISTRATOR)
    with pytest.raises(UnknownSuspectError, match="No suspect in the data"):
        restrict(caller, "X1", "an error is claimed", "case 17")
    with pytest.raises(HarmdeskError, match="there is no authority"):
        restrict(caller, "S1", "an error is claimed", " ")
    assert not shared.restrictions.people


def test_an_older_register_that_is_put_back_is_believed(shared: Workspace) -> None:
    file = shared.settings.data / "register.sqlite"
    shared.register.ready()
    older = file.read_bytes()
    do_restrict(shared)
    assert shared.restrictions.people == {"S1"}
    file.unlink()
    file.write_bytes(older)
    assert not shared.restrictions.people
