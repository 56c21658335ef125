"""Records that no demonstration has: a day, nobody who counts, references full of signs."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dashboard.exports.rejects_csv import load_files
from dashboard.exports.suspect_profile import profile_file
from dashboard.services.question import Caller, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.answer import answer_suspect
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.web.kit.session import the_workspace
from tests.app.pages import (
    VIEWS,
    complaints,
    figures,
    looked_up,
    table,
    tables,
    unescaped,
    visited,
    words_of,
)
from tests.conftest import TESTER
from tests.depth import some
from tests.unit.dashboard.build import suspect_at

RAPE = "Rape of a female aged 16 or over"
SIGNS = "*a* [b](c) <i>:red[d]</i> ' \" $e$"


def load(folder: Path, *rows: dict[str, str]) -> Workspace:
    """A desk on a record of these rows alone; what a row leaves out is usual."""
    usual = {
        "suspect_id": "A1",
        "offence_title": RAPE,
        "recorded_on": "2026-02-01",
        "victim_sex": "F",
    }
    file = folder / "rows.csv"
    numbered = [{"crime_ref": str(n)} | usual | row for n, row in enumerate(rows)]
    pl.DataFrame(numbered).write_csv(file)
    desk = Workspace(Settings(data=folder))
    assert load_files(Caller(desk, TESTER), [file]).accepted == len(rows)
    return desk


def printed(desk: Workspace, suspect: str) -> bytes:
    question = ask(desk, TESTER, RankingSpec())
    return profile_file(question, answer_suspect(question, suspect))


@pytest.mark.parametrize("view", some(VIEWS, 3, shares=2))
def test_a_record_of_a_single_day_opens(elsewhere: Path, view: str) -> None:
    load(elsewhere, {})
    page = visited(view)
    assert complaints(page) == []
    assert "data to 1 February 2026" in words_of(page)


@pytest.mark.parametrize("view", some(VIEWS, 3, shares=2))
def test_a_date_on_which_nobody_is_assessed_reads_well(elsewhere: Path, view: str) -> None:
    load(elsewhere, {"crime_status": "cancelled"}, {"recorded_on": "2026-01-01"})
    page = visited(view, window="7")
    assert complaints(page) == []
    assert "in the 7 days" in words_of(page)


def test_an_empty_list_says_that_it_is_empty(elsewhere: Path) -> None:
    load(elsewhere, {"crime_status": "cancelled"}, {"recorded_on": "2026-01-01"})
    page = visited("list", window="7")
    assert "Nobody is assessed: " in words_of(page)
    assert len(page.dataframe) == 0


def test_someone_with_nothing_that_counts_is_told_so_without_a_chart(elsewhere: Path) -> None:
    load(elsewhere, {"crime_status": "cancelled"}, {"suspect_id": "A2"})
    page = looked_up(visited("suspect"), "A1")
    assert complaints(page) == []
    assert "Has no score: of one record none counts" in words_of(page)
    assert "What makes the score" not in words_of(page)
    assert not any("measure" in figure for figure in figures(page))
    assert len(page.dataframe) == 1
    assert len(table(page)) == 1
    assert "cancelled" in table(page)["reason"][0]


def test_somebody_whose_every_record_is_old_has_no_empty_chart(elsewhere: Path) -> None:
    load(elsewhere, {"recorded_on": "2020-01-01"}, {"suspect_id": "A2"})
    page = looked_up(visited("suspect"), "A1")
    assert complaints(page) == []
    assert "none counts (1 because recorded before the window)" in words_of(page)
    assert figures(page) == []
    assert "All of it was recorded more than a year before the window" in words_of(page)


def test_two_hundred_allegations_and_sixty_victims_read_well(elsewhere: Path) -> None:
    many = [
        {
            "victim_id": f"V{n % 60}",
            "recorded_on": f"2026-01-{n % 28 + 1:02}",
            "offence_title": RAPE if n % 3 else "Exposure",
        }
        for n in range(200)
    ]
    desk = load(elsewhere, *many)
    page = looked_up(visited("suspect"), "A1")
    assert complaints(page) == []
    explanation = suspect_at(desk, TESTER, RankingSpec(), "A1").explanation
    bars = next(figure for figure in figures(page) if "measure" in figure)
    assert round(sum(bars["x"][:-1]) * 10) == round(bars["x"][-1] * 10) == explanation.tenths
    assert len(tables(page, "delay_days")[0]) == 200
    assert printed(desk, "A1").startswith(b"%PDF")


def test_an_offence_that_the_index_lacks_is_marked_and_not_called_slight(elsewhere: Path) -> None:
    load(elsewhere, {}, {"offence_title": "An offence of next year"})
    page = looked_up(visited("suspect"), "A1")
    assert complaints(page) == []
    assert "the index has no score for this offence" in tables(page, "reason")[0]["reason"][0]
    assert "that does not make it slight" in words_of(page)


def test_links_to_reports_are_there_where_a_force_has_them(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(elsewhere, {"crime_ref": "01/26 <b>"}, {"crime_ref": "2", "crime_status": "cancelled"})
    monkeypatch.setenv("HARMDESK_CRIME_LINK", "https://records.example/{crime_ref}/view")
    the_workspace.clear()
    page = looked_up(visited("suspect"), "A1")
    assert complaints(page) == []
    counting, uncounted = tables(page, "report")
    assert counting["report"].to_list() == ["https://records.example/01%2F26%20%3Cb%3E/view"]
    assert uncounted["report"].to_list() == ["https://records.example/2/view"]


def test_a_reference_full_of_signs_is_shown_as_it_stands(elsewhere: Path) -> None:
    load(elsewhere, {"suspect_id": SIGNS})
    page = looked_up(visited("suspect"), SIGNS)
    assert complaints(page) == []
    title = page.title[0].value
    assert unescaped(title).endswith(f" · {SIGNS}")
    assert all(f"\\{sign}" in title for sign in "*[<:$")
    assert printed(Workspace(Settings(data=elsewhere)), SIGNS).startswith(b"%PDF")
    assert table(visited("list"))["suspect_id"].to_list() == [SIGNS]


def test_loaded_people_are_not_called_synthetic(elsewhere: Path) -> None:
    load(elsewhere, {})
    assert "SYNTHETIC" not in words_of(visited("list"))


def test_a_load_is_seen_by_a_page_that_is_open(elsewhere: Path) -> None:
    load(elsewhere, {})
    page = visited("list")
    assert "version 1" in words_of(page)
    load(elsewhere, {"crime_ref": "new", "suspect_id": "A2"})
    page.run()
    assert "version 2" in words_of(page)
    assert sorted(table(page)["suspect_id"]) == ["A1", "A2"]
