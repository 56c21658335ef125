"""Score a file: what each row adds is shown, a suspect opens in place, and nothing is kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

import sample_data
from dashboard.intake import of_upload
from dashboard.services.data.loading import read_file
from dashboard.services.question import Caller
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.scored_file import Scope, ScoredFile, score_file
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.web.kit.session import the_workspace
from dashboard.web.parts.dry_run import SCRATCH
from dashboard.web.parts.upload import SLOTS
from dashboard.wording.scored_file import in_scored_words, reason_cell
from tests.app.pages import complaints, tables, unescaped, visited, words_of
from tests.conftest import TESTER

EXAMPLES = Path(sample_data.__file__).parent / "examples"
UPDATE = EXAMPLES / "synthetic-allegations-update.csv"
FAULTS = EXAMPLES / "synthetic-allegations-with-faults.csv"
NOBODY = b"crime_ref,offence_code,recorded_on\nN1,019/08,2026-01-05\n"
UNSOUND = b"crime_ref,suspect_id,offence_code,recorded_on\nN1,S1,019/08,never\n"


@pytest.fixture
def own(folder: Path, elsewhere: Path) -> Workspace:
    """A desk on a record of this test's own, which the pages ask too."""
    shutil.copytree(folder, elsewhere, dirs_exist_ok=True)
    the_workspace.clear()
    return Workspace(Settings(data=elsewhere))


def dropped(name: str, content: bytes) -> AppTest:
    page = visited("score")
    page.file_uploader[0].set_value((name, content, "text/csv"))
    return page.run()


def expected(desk: Workspace, path: Path, scope: Scope) -> ScoredFile:
    caller = Caller(desk, TESTER)
    account = read_file(caller, of_upload(path.name, path.read_bytes()))
    return score_file(caller, account, RankingSpec(), scope)


def record(folder: Path) -> dict[str, bytes]:
    """Every file of the data folder but the register."""
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and not path.name.startswith("register")
    }


def test_alone_the_page_shows_the_list_and_every_row_of_the_file(own: Workspace) -> None:
    page = dropped(FAULTS.name, FAULTS.read_bytes())
    assert complaints(page) == []
    scored = expected(own, FAULTS, "alone")
    words = words_of(page)
    assert in_scored_words(scored) in words
    assert unescaped(SCRATCH) in words
    people = tables(page, "rows_in_file")[0]
    assert people["suspect_id"].to_list() == scored.ranking.table["suspect_id"].to_list()
    rows = tables(page, "line")[0]
    assert rows["line"].to_list() == scored.rows["line"].to_list()
    assert rows["days"].sum() == scored.rows["tenths"].sum() / 10
    assert rows["why"].to_list() == scored.rows.select(reason_cell())["why"].to_list()
    assert "Of 32 rows 25 can be taken, 5 are refused and 2 appear earlier in the file" in words


def test_what_is_wrong_with_the_file_is_shown_as_on_load_data(own: Workspace) -> None:
    page = dropped(FAULTS.name, FAULTS.read_bytes())
    loading = visited("upload")
    loading.file_uploader[0].set_value((FAULTS.name, FAULTS.read_bytes(), "text/csv"))
    loading.run()
    assert [box.value for box in page.warning] == [box.value for box in loading.warning]
    assert [box.value for box in page.metric] == [box.value for box in loading.metric]
    (reasons,), (theirs,) = tables(page, "reason"), tables(loading, "reason")
    assert reasons.equals(theirs)
    assert own.facts == Workspace(own.settings).facts


def test_with_the_record_the_list_is_that_of_both(own: Workspace) -> None:
    page = dropped(UPDATE.name, UPDATE.read_bytes())
    page.toggle[0].set_value(True).run()
    assert complaints(page) == []
    scored = expected(own, UPDATE, "with_record")
    assert in_scored_words(scored) in words_of(page)
    theirs, listed = tables(page, "rows_in_file")
    assert listed["suspect_id"].to_list() == scored.ranking.listed["suspect_id"].to_list()
    own_people = scored.people.filter(pl.col("rows_in_file") > 0)
    assert theirs["suspect_id"].to_list() == own_people["suspect_id"].to_list()
    on = own_people.select(pl.when("listed").then(pl.lit("on it")).otherwise(pl.lit("off it")))
    assert theirs["list"].to_list() == on.to_series().to_list()


def test_a_suspect_of_the_file_opens_on_the_same_page(own: Workspace) -> None:
    page = dropped(FAULTS.name, FAULTS.read_bytes())
    scored = expected(own, FAULTS, "alone")
    first = scored.people["suspect_id"][0]
    box = next(box for box in page.selectbox if box.label == "Open a suspect")
    page = box.set_value(first).run()
    assert complaints(page) == []
    words = words_of(page)
    assert f"Position 1 of {scored.ranking.assessed:,}" in words
    assert "Allegations that count" in words
    assert own.register.log()["action"].to_list()[-1] == "suspect"
    assert first not in own.register.log()["subject"].to_list()


def test_nothing_of_the_file_is_kept_and_the_log_has_one_line(own: Workspace) -> None:
    before, lines = record(own.settings.data), own.register.log().height
    dropped(FAULTS.name, FAULTS.read_bytes())
    assert record(own.settings.data) == before
    log = own.register.log().tail(own.register.log().height - lines)
    assert log["action"].to_list() == ["score"]
    assert "32 rows, 25 taken, alone, SHA-256 " in log["subject"][0]
    assert FAULTS.name not in log["subject"][0]


def test_two_sessions_do_not_see_each_other(own: Workspace) -> None:
    mine = dropped(FAULTS.name, FAULTS.read_bytes())
    theirs = visited("score")
    assert not theirs.dataframe
    assert FAULTS.name not in words_of(theirs)
    assert not [slot for slot in SLOTS if slot in theirs.session_state]
    assert mine.dataframe
    assert own.has_data()


def test_a_file_that_is_forgotten_leaves_nothing_behind(own: Workspace) -> None:
    page = dropped(FAULTS.name, FAULTS.read_bytes())
    assert "answer to score" in page.session_state
    page = next(b for b in page.button if b.label == "Forget this file").click().run()
    assert not page.dataframe
    assert not [slot for slot in SLOTS if slot in page.session_state]
    assert own.has_data()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (NOBODY, "names nobody, so nobody can be scored"),
        (UNSOUND, "not one that can be taken"),
    ],
)
def test_what_cannot_be_scored_is_one_sentence(own: Workspace, content: bytes, words: str) -> None:
    lines = own.register.log().height
    page = dropped("next.csv", content)
    assert len(complaints(page)) == 1
    assert words in unescaped(complaints(page)[0])
    assert own.register.log().height == lines


@pytest.mark.usefixtures("own")
def test_a_file_in_which_nothing_counts_says_why() -> None:
    old = b"crime_ref,suspect_id,offence_code,recorded_on\nN1,S1,999/98,2026-01-05\n"
    page = dropped("old.csv", old)
    assert complaints(page) == []
    assert "no row of the file counts" in words_of(page)
    assert tables(page, "line")[0]["why"].to_list() == ["the index has no score for this offence"]


def test_who_is_not_assessed_opens_too_and_everybody_of_the_file_is_offered_first(
    own: Workspace,
) -> None:
    page = dropped(FAULTS.name, FAULTS.read_bytes())
    scored = expected(own, FAULTS, "alone")
    assessed = scored.ranking.table["suspect_id"].to_list()
    off = [reference for reference in scored.references if reference not in assessed]
    box = next(box for box in page.selectbox if box.label == "Open a suspect")
    assert box.options == [*assessed, *off]
    page = box.set_value(off[0]).run()
    assert complaints(page) == []
    words = words_of(page)
    assert "What does not count, and why" in words
    assert "Allegations that count" not in words
