"""Pairs that may be one person: shown in order, read side by side, decided and undone."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access.viewer import Viewer
from dashboard.services.cases.opening import open_case
from dashboard.services.linking.decisions import decide_link
from dashboard.services.linking.reading import link_to_pair
from dashboard.services.question import Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.web.kit.session import ROLE_CHOSEN
from dashboard.web.parts.pair_reading import SHORTCUTS
from harm.record.allegations import SCHEMA
from harm.scoring.rules import Rules
from harm.suspects.agreement import is_read_twice
from tests.app.pages import complaints, table, unescaped, visited, words_of
from tests.unit.dashboard.build import loaded
from tests.unit.dashboard.services.cases.desk import Desk
from tests.unit.dashboard.services.linking.test_proposals import record

TWICE = next(f"A{n}" for n in range(2, 200) if is_read_twice("A1", f"A{n}"))
OTHER = {"suspect_name": "Derek Plimton", "suspect_born": "1988-05-03"}
MARK = ":orange-background["


@pytest.fixture
def folder(elsewhere: Path) -> Path:
    assert not is_read_twice("A1", "A2")
    loaded(
        elsewhere,
        *(record(ref, "A1") for ref in ("C1", "D1")),
        *(record(ref, "A2", **OTHER) for ref in ("C2", "D2")),
        *(record(f"L{n}", "LISTED", suspect_name="Joel Ash", suspect_born=None) for n in range(3)),
        record("M1", "M", suspect_name="Ann Lee", suspect_sex="F"),
        synthetic=True,
    )
    return elsewhere


def asked(folder: Path, who: str = "ada") -> Question:
    return ask(Workspace(Settings(data=folder)), Viewer(who), RankingSpec(Rules(top=1)))


def reading(folder: Path, a: str = "A1", b: str = "A2") -> AppTest:
    tokens = link_to_pair(asked(folder), a, b)
    return visited("duplicates", top="1", **dict(zip(("suspect", "with"), tokens, strict=True)))


def decided(page: AppTest, key: str, reason: str) -> AppTest:
    (field,) = (field for field in page.main.text_input if field.label == "Reason")
    field.set_value(reason)
    return page.main.button(key=key).click().run()


def press(page: AppTest, label: str) -> AppTest:
    (button,) = (button for button in page.main.button if button.label == label)
    return button.click().run()


def successes(page: AppTest) -> str:
    return unescaped("\n".join(success.value for success in page.success))


@pytest.mark.usefixtures("folder")
def test_the_queue_says_what_each_pair_would_change() -> None:
    page = visited("duplicates", top="1")
    assert complaints(page) == []
    assert "Nobody has been compared yet" in words_of(page)
    page = press(page, "Compare everybody")
    assert complaints(page) == []
    assert "1 pair to review, of which 1 would bring somebody on the list" in words_of(page)
    (row,) = table(page).to_dict("records")
    assert row["pair"] == "A1 and A2"
    assert row["places"].endswith("to 1")
    assert row["asks"] == "not decided"
    assert "." not in row["days"]


def test_two_records_are_side_by_side_with_their_differences_marked(folder: Path) -> None:
    page = reading(folder)
    assert complaints(page) == []
    shown = page.table[0].value
    rows = {row["Recorded"]: row for row in shown.to_dict("records")}
    assert rows["Name"]["A1"] == rf"Derek Plim{MARK}\[p\]]ton"
    assert rows["Name"]["A2"] == rf"Derek Plim{MARK}\[·\]]ton"
    assert rows["Date of birth"]["A1"].count(MARK) == 2
    assert MARK not in rows["Sex"]["A1"] + rows["Home borough"]["A1"]
    assert "stand in brackets" in words_of(page)
    crimes = table(page)
    assert crimes["crime_ref"].to_list() == ["C1", "C2", "D1", "D2"]
    assert {*crimes["of"]} == {"A1", "A2"}


def test_a_reading_shows_no_rank_and_no_days(folder: Path) -> None:
    page = reading(folder)
    columns = {column for frame in page.dataframe for column in frame.value.columns}
    assert not columns & {"position", "places", "days", "together", "tenths"}
    assert "ethnic" not in words_of(page).lower()


def test_each_decision_has_its_key(folder: Path) -> None:
    buttons = {button.key: button.proto for button in reading(folder).main.button}
    for voice, key in SHORTCUTS.items():
        assert buttons[f"say {voice}"].shortcut == key
    assert list(SHORTCUTS.values()) == ["1", "2", "3"]


def test_nothing_is_decided_without_a_reason(folder: Path) -> None:
    before = asked(folder).workspace.register.links()
    page = decided(reading(folder), "say same", " . ")
    (complaint,) = complaints(page)
    assert "Write down why" in complaint
    assert asked(folder).workspace.register.links() == before


def test_who_would_come_on_the_list_waits_for_a_second_reviewer(folder: Path) -> None:
    page = decided(reading(folder), "say same", "one photograph")
    assert complaints(page) == []
    assert "a second reviewer is missing" in successes(page)
    assert "a second reviewer is missing" in words_of(page)
    assert page.main.button(key="say same").disabled
    assert "one photograph" in page.dataframe[-1].value["reason"].to_list()
    decide_link(asked(folder), "A1", "A2", "same", "one photograph")
    page.run()
    assert "Said to be one person by ada" in words_of(page)
    page = decided(page, "undo a pair", "two brothers")
    assert complaints(page) == []
    assert "second reviewer is missing" in successes(page)


def test_a_decision_that_changes_no_list_is_undone_by_one_click(folder: Path) -> None:
    page = decided(reading(folder), "say different", "two photographs")
    assert "are kept as different people" in successes(page)
    page = visited("duplicates", top="1", pairs="Decided")
    assert table(page)["state"].to_list() == ["different people"]
    page = decided(reading(folder), "undo a pair", "one photograph after all")
    assert "is undone; they count as they did before" in successes(page)
    assert visited("duplicates", top="1", pairs="Decided").dataframe == []


def test_what_speaks_against_a_pair_is_said_before_anybody_decides(folder: Path) -> None:
    page = reading(folder, "A1", "M")
    (warning,) = (unescaped(each.value) for each in page.warning)
    assert "would not be used as one: different sexes are recorded of them" in warning


def test_a_second_reader_is_shown_nothing_of_the_first(elsewhere: Path) -> None:
    loaded(elsewhere, record("C1", "A1"), record("C2", TWICE, **OTHER), synthetic=True)
    for decision in ("different", "unsure"):
        decide_link(asked(elsewhere), "A1", TWICE, decision, "a reason of the first")
        page = reading(elsewhere, "A1", TWICE)
        assert "This is a second reading" in words_of(page)
        shown = words_of(page) + "".join(frame.value.to_csv() for frame in page.dataframe)
        assert "ada" not in shown
        assert "a reason of the first" not in shown
        assert not [button for button in page.main.button if button.key == "undo a pair"]
        listed = visited("duplicates", pairs="Decided")
        assert listed.dataframe == []
    page = decided(reading(elsewhere, "A1", TWICE), "say different", "two photographs")
    assert complaints(page) == []
    rows = asked(elsewhere).workspace.register.links()
    assert [row.blind for row in rows] == [False, False, True]
    assert "a reason of the first" in "".join(frame.value.to_csv() for frame in page.dataframe)


def test_an_auditor_sees_pairs_and_decides_none(folder: Path) -> None:
    page = reading(folder)
    page.session_state[ROLE_CHOSEN] = "auditor"
    page.session_state["reason written"] = "complaint 12 of May"
    page.run()
    assert complaints(page) == []
    assert "Derek Plim" in "".join(page.table[0].value["A1"])
    assert not [button for button in page.main.button if (button.key or "").startswith("say ")]


@pytest.mark.usefixtures("folder")
def test_how_good_the_matching_is_has_the_size_of_the_register() -> None:
    page = press(visited("duplicates", pairs="How good"), "Compare everybody")
    assert complaints(page) == []
    assert "nothing is known of how good they are" in words_of(page)
    assert table(page)["band"].to_list() == ["very likely", "likely", "possible"]


def test_a_suspect_says_its_other_references_and_whom_it_may_be(folder: Path) -> None:
    link = asked(folder).workspace.register.link
    page = press(visited("suspect", top="1", suspect=link("A1")), "Look for other records")
    assert complaints(page) == []
    assert "Perhaps the same as 1 other record" in words_of(page)
    page.main.button(key="perhaps A2").click().run()
    assert page.title[0].value == "Duplicates"
    assert "A1 and A2" in words_of(page)
    for who in ("ada", "ben"):
        decide_link(asked(folder, who), "A1", "A2", "same", "one photograph")
    page = visited("suspect", top="1", suspect=link("A2"))
    assert complaints(page) == []
    assert "Also recorded as" in words_of(page)
    assert page.main.button(key="also A2").label == "A2"
    page.main.button(key="also A2").click().run()
    assert "A1" in page.title[0].value
    page = press(page, "Side by side")
    assert page.title[0].value == "Duplicates"
    assert "Said to be one person by ada, ben" in words_of(page)


@pytest.mark.usefixtures("folder")
def test_new_references_of_a_file_that_look_like_somebody_known_are_counted() -> None:
    rows = [
        record("N1", "NEW", suspect_name="Derek Plimpton"),
        record("N2", "ELSE", suspect_name="Zoltan Varga", suspect_born="1961-01-30"),
    ]
    page = visited("upload")
    content = pl.DataFrame(rows, SCHEMA).write_csv().encode()
    page.file_uploader[0].set_value(("new.csv", content, "text/csv"))
    page = press(page.run(), "Try it against the list")
    assert complaints(page) == []
    page = press(page, "Compare 2 new references with the record")
    assert complaints(page) == []
    assert "1 new reference of 2 looks like somebody already known" in words_of(page)
    known = next(frame.value for frame in page.dataframe if "name_b" in frame.value.columns)
    assert {*known["a"]} == {"NEW"}
    page = press(page, "Forget this file")
    assert "answer to newcomers" not in page.session_state


def test_of_two_with_open_cases_the_page_asks_which_goes_on(folder: Path) -> None:
    desk = Desk(folder, top=50)
    first, second = desk.active("S2"), desk.adopted("S3")
    question = desk.ask(Viewer("ada"))
    tokens = link_to_pair(question, "S2", "S3")
    page = visited("duplicates", **dict(zip(("suspect", "with"), tokens, strict=True)))
    assert not page.main.radio
    page = decided(page, "say same", "the same photo")
    (choice,) = page.main.radio
    assert "--case" not in words_of(page)
    assert choice.value is None
    assert {unescaped(option).split(",")[0] for option in choice.options} == {first.id, second.id}
    again = decided(page, "say same", "the same photo")
    assert "Both have an open case" in unescaped(again.error[0].value)
    (choice,) = again.main.radio
    choice.set_value(second.id)
    done = decided(again.run(), "say same", "the same photo")
    assert not done.error
    assert not done.main.radio
    assert open_case(desk.ask(), "S2").id == second.id


def test_how_good_it_is_says_why_nothing_is_known_until_everybody_is_compared(
    folder: Path,
) -> None:
    del folder
    page = visited("duplicates", pairs="How good")
    assert complaints(page) == []
    assert "nothing is known of how good the matching is" in words_of(page)
    assert "below are the pairs" not in words_of(page)
