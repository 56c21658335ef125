"""Load data: a file is read, checked, tried next to the list, and added or forgotten."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

import sample_data
from dashboard.exports.rejects_csv import load_files
from dashboard.services.question import Caller
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import files
from dashboard.web.kit.session import the_workspace
from dashboard.web.parts.areas import COUNTED
from sample_data.months import MONTHS
from tests.app.pages import complaints, unescaped, visited, words_of
from tests.conftest import TESTER

EXAMPLES = Path(sample_data.__file__).parent / "examples"
UPDATE = EXAMPLES / "synthetic-allegations-update.csv"
FAULTS = EXAMPLES / "synthetic-allegations-with-faults.csv"
CROYDON = EXAMPLES / "synthetic-croydon-february.csv"
COUNTS = b"Borough,Crime type,Month,Count\nCroydon,Bicycle theft,2026-01,7\n"
UNKNOWN = b"Ref,Who,What,When\nC1,S1,019/08,2026-01-05\nC2,S2,019/08,2026-01-06\n"
#: Three crimes with an earlier and a later row, and one with a single row.
HISTORY = (
    b"crime_ref,suspect_id,offence_code,recorded_on,allegation_status,Updated\n"
    + b"".join(
        b"H%d,S1,019/08,2026-01-05,%s,2026-0%d-01\n" % (n, status, month)
        for n in range(3)
        for month, status in ((2, b"charged"), (1, b"named"))
    )
    + b"H9,S1,019/08,2026-01-05,named,2026-01-06\n"
)
#: Where a session keeps what it worked out from a file.
SLOTS = ("choices", "tried", "answer to look", "answer to take", "answer to rehearse")


@pytest.fixture
def own(folder: Path, elsewhere: Path) -> Workspace:
    """A desk on a record that this test may change, which the pages ask too."""
    shutil.copytree(folder, elsewhere, dirs_exist_ok=True)
    the_workspace.clear()
    return Workspace(Settings(data=elsewhere))


def dropped(name: str, content: bytes) -> AppTest:
    page = visited("upload")
    page.file_uploader[0].set_value((name, content, "text/csv"))
    return page.run()


def pressed(page: AppTest, label: str) -> AppTest:
    return next(button for button in page.button if button.label == label).click().run()


def metrics(page: AppTest) -> dict[str, str]:
    return {metric.label: unescaped(metric.value) for metric in page.metric}


def test_a_file_is_read_and_accounted_for_and_is_not_in_the_record(own: Workspace) -> None:
    before = own.facts
    page = dropped(FAULTS.name, FAULTS.read_bytes())
    assert complaints(page) == []
    assert "CSV, UTF-8, comma between cells" in words_of(page)
    shown = metrics(page)
    assert (shown["Rows"], shown["Can be taken"]) == ("32", "25")
    assert (shown["Refused"], shown["Duplicates"]) == ("5", "2")
    assert own.facts == before


def test_trying_a_file_says_what_it_would_change_and_changes_nothing(own: Workspace) -> None:
    before = own.facts
    page = pressed(dropped(UPDATE.name, UPDATE.read_bytes()), "Try it against the list")
    assert complaints(page) == []
    words = words_of(page)
    assert words.count("SCRATCH · not in the record") >= 3
    assert "It would add **50 rows** and replace **30 earlier entries**" in words
    assert "allegation status in 30" in words
    assert own.facts == before
    assert own.register.log()["action"].to_list()[-1] == "rehearsal"


def test_nothing_can_be_added_before_the_reader_has_read_what_changes(own: Workspace) -> None:
    page = pressed(dropped(UPDATE.name, UPDATE.read_bytes()), "Try it against the list")
    add = next(button for button in page.button if button.label == "Add to the record")
    assert add.disabled
    assert "50 rows added, 30 earlier entries replaced" in page.checkbox[0].label
    assert own.facts.version == MONTHS


def test_a_file_that_is_added_is_in_the_record_and_the_page_says_so(own: Workspace) -> None:
    page = pressed(dropped(UPDATE.name, UPDATE.read_bytes()), "Try it against the list")
    page = pressed(page.checkbox[0].check().run(), "Add to the record")
    assert complaints(page) == []
    assert own.facts.version == MONTHS + 1
    words = words_of(page)
    assert f"Added: the record is at version {MONTHS + 1}" in words
    assert "50 rows: 50 accepted, 0 refused, 0 known already." in words
    assert "Offences without a score: 1 row, 2 % of all." in words
    assert "Entered the list: N" in words
    assert own.register.log().filter(action="load")["subject"].to_list()[-1] == UPDATE.name
    assert "Added" not in words_of(pressed(page, "Seen"))


def test_a_file_that_is_forgotten_leaves_nothing_behind(own: Workspace) -> None:
    held = sorted(path.name for path in own.settings.data.iterdir())
    page = pressed(dropped(UPDATE.name, UPDATE.read_bytes()), "Try it against the list")
    page = pressed(page, "Forget this file")
    assert "What became of every row" not in words_of(page)
    assert not [slot for slot in SLOTS if slot in page.session_state]
    assert sorted(path.name for path in own.settings.data.iterdir()) == held


def test_counts_change_no_list_and_say_so(own: Workspace) -> None:
    page = pressed(dropped("counts.csv", COUNTS), "Try it against the list")
    assert complaints(page) == []
    assert "counts by month: it counts for places, and changes no list" in words_of(page)
    assert "On the list **0** would enter and **0** would leave" in words_of(page)
    page = pressed(page.checkbox[0].check().run(), "Add to the record")
    assert own.store.counts.by_category()["crimes"].to_list() == [7]
    assert "Bicycle theft" in str([t.value.to_string() for t in visited("quality").dataframe])


def test_what_a_heading_stands_for_can_be_said_and_is_remembered(own: Workspace) -> None:
    page = dropped("odd.csv", UNKNOWN)
    assert "has no column crime_ref, recorded_on" in unescaped(complaints(page)[0])
    for label, heading in {
        "Crime reference": "Ref",
        "Suspect reference": "Who",
        "Offence code": "What",
        "Date recorded": "When",
    }.items():
        next(box for box in page.selectbox if box.label == label).set_value(heading)
    page = pressed(page, "Read it so")
    assert complaints(page) == []
    assert metrics(page)["Can be taken"] == "2"
    page = pressed(page, "Try it against the list")
    page = pressed(page.checkbox[0].check().run(), "Add to the record")
    assert own.facts.version == MONTHS + 1
    again = dropped("odd again.csv", UNKNOWN.replace(b"C1", b"C3"))
    assert complaints(again) == []
    assert metrics(again)["Can be taken"] == "2"


def test_of_the_history_of_a_case_the_latest_rows_can_be_chosen(own: Workspace) -> None:
    before = own.facts.version
    page = dropped("history.csv", HISTORY)
    assert metrics(page)["Refused"] == "6"
    label = "Of a crime and suspect take only the latest rows by"
    box = next(box for box in page.selectbox if box.label == label)
    assert box.options == ["– all rows –", "Updated"]
    page = box.set_value("Updated").run()
    assert complaints(page) == []
    assert (metrics(page)["Can be taken"], metrics(page)["Refused"]) == ("4", "0")
    assert "or were left out for a later row (3)" in words_of(page)
    page = pressed(page, "Try it against the list")
    page = pressed(page.checkbox[0].check().run(), "Add to the record")
    assert own.facts.version == before + 1
    page = dropped("history.csv", HISTORY)
    assert metrics(page)["Refused"] == "6"


@pytest.mark.usefixtures("own")
def test_a_sound_file_is_not_asked_for_its_latest_rows() -> None:
    page = dropped(UPDATE.name, UPDATE.read_bytes())
    assert not [box for box in page.selectbox if box.label.startswith("Of a crime and suspect")]


def test_a_hopeless_file_is_refused_in_one_sentence(own: Workspace) -> None:
    page = dropped("../../report.csv", b"%PDF-1.7 and so on")
    assert [unescaped(word) for word in complaints(page)] == [
        "The file report.csv is a PDF, not a table; ask for the data as CSV or XLSX."
    ]
    assert own.facts.version == MONTHS


def test_a_cell_of_tags_is_shown_as_text(own: Workspace) -> None:
    name = pl.read_csv(CROYDON)["Suspect Name"][0].encode()
    content = CROYDON.read_bytes().replace(name, b"<script>alert(1)</script>")
    page = pressed(dropped("tags.csv", content), "Try it against the list")
    assert complaints(page) == []
    raw = [
        str(getattr(element, "value", ""))
        for kind in ("markdown", "warning")
        for element in page.get(kind)
    ]
    assert not any("<script>" in words for words in raw)
    assert any("<script>" in str(frame.value.to_string()) for frame in page.dataframe)
    assert own.facts.version == MONTHS


def test_the_pages_say_plainly_that_counts_alone_rank_nobody(elsewhere: Path) -> None:
    (elsewhere / "counts.csv").write_bytes(COUNTS)
    desk = Workspace(Settings(data=elsewhere))
    load_files(Caller(desk, TESTER), [elsewhere / "counts.csv"])
    assert files.current(elsewhere) is not None
    for view in ("list", "quality"):
        assert "names nobody" in complaints(visited(view))[0]
    assert "choose the basis crimes or recorded" in complaints(visited("boroughs"))[0]
    real = visited("boroughs", counted=COUNTED["recorded"])
    assert complaints(real) == []
    assert "(real)" in words_of(real)


def test_what_may_mislead_in_a_file_is_said_before_its_counts_and_kept(own: Workspace) -> None:
    rows = "crime_ref,suspect_id,offence_title,recorded_on\nC1,see report,GBH,2026-02-05\n"
    page = dropped("odd.csv", rows.encode())
    (warning,) = page.warning
    assert "1 thing to check before this file is added" in unescaped(warning.value)
    assert "“see report”" in unescaped(warning.value)
    nearest = next(frame.value for frame in page.dataframe if "nearest" in frame.value)
    assert nearest["offence"].unique().tolist() == ["GBH"]
    assert nearest["nearest"].str.contains("grievous bodily harm", case=False).any()
    path = own.settings.data.parent / "odd.csv"
    path.write_text(rows, encoding="utf-8")
    load_files(Caller(own, TESTER), [path])
    assert f"**Version {MONTHS + 1}, odd.csv**: In “suspect_id” 1 row has" in words_of(
        visited("quality")
    )
