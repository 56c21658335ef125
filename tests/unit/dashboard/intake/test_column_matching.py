"""The headings are found, and each stands for one column or for none."""

import csv
from importlib.resources import files

import pytest

from dashboard.intake import column_matching
from dashboard.intake.column_matching import folded, header_among, match, synonyms
from dashboard.intake.table_kinds import COLUMNS_READ
from dashboard.intake.values import folded as folded_word
from dashboard.intake.values import words
from harm.record.allegations import COLUMNS


def table(name: str) -> list[dict[str, str]]:
    text = (files("dashboard.intake") / "tables" / f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def found(*headings: str) -> dict[str, tuple[str, str]]:
    claims = match(headings, chosen={}, remembered={})
    return {claim.column: (claim.heading, claim.sureness) for claim in claims}


def test_no_heading_stands_for_two_columns() -> None:
    listed = {(folded(row["heading"]), row["column"]) for row in table("headings")}
    listed |= {(folded(column), column) for column in COLUMNS_READ}
    twice = {heading for heading, _ in listed if sum(h == heading for h, _ in listed) > 1}
    assert twice == set()


def test_every_listed_heading_stands_for_a_column_that_is_read() -> None:
    assert {row["column"] for row in table("headings")} <= set(COLUMNS_READ)
    assert set(synonyms().values()) == set(COLUMNS_READ)


def test_no_word_stands_for_two_values_of_a_kind() -> None:
    rows = table("words")
    listed = {(row["kind"], folded_word(row["word"]), row["value"]) for row in rows}
    keys = [(kind, word) for kind, word, _ in listed]
    assert {key for key in keys if keys.count(key) > 1} == set()


def test_every_word_stands_for_a_value_that_its_columns_hold() -> None:
    allowed = {
        "sex": set("FMXU"),
        "flag": {"true", "false"},
        "crime_status": {"recorded", "cancelled", "transferred"},
        "source": {"victim", "witness", "third_party", "police"},
    }
    for kind, values in allowed.items():
        assert set(words(kind).values()) == values
    for kind in ("allegation_status", "suspect_situation"):
        held = set(COLUMNS[kind].dtype.categories)  # type: ignore[attr-defined]
        assert set(words(kind).values()) <= held


@pytest.mark.parametrize("kind", ["allegation_status", "crime_status", "source"])
def test_every_value_stands_for_itself(kind: str) -> None:
    held = set(COLUMNS[kind].dtype.categories)  # type: ignore[attr-defined]
    assert {words(kind).get(folded_word(value)) for value in held} == held


@pytest.mark.parametrize(
    "heading",
    [
        "Suspect Ethnicity",
        "Ethnicity",
        "Officer Defined Ethnicity",
        "Self Defined Ethnicity",
        "Victim Ethnicity",
        "Religion",
        "Suspect Religion",
        "Suspect Nationality",
        "Sexual Orientation",
        "Suspect Sexual Orientation",
        "Disability",
        "Suspect Disability",
        "Suspect Age",
        "Victim Age",
        "Victim Name",
        "Victim DOB",
        "Officer Name",
        "Outcome Date",
        "Recorded By",
        "Committed To",
        "Committed To Date",
        "Date To",
        "Offence End Date",
        "Offence To Date",
        "Crime Group",
        "Non Crime",
        "Suspect ID 2",
        "Suspect Address",
    ],
)
def test_a_heading_that_nobody_asked_for_stands_for_nothing(heading: str) -> None:
    assert found(heading) == {}


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("CRIME_REF", "crime_ref"),
        ("crime-ref", "crime_ref"),
        (" Suspect   ID ", "suspect_id"),
        ("suspectId", "suspect_id"),
        ("D.O.B.", "suspect_born"),
        ("Domestic Abuse (Y/N)", "domestic"),
        ("DA Y/N", "domestic"),
    ],
)
def test_case_spaces_and_punctuation_say_nothing(heading: str, column: str) -> None:
    assert list(found(heading)) == [column]


def test_a_misspelt_heading_is_taken_and_said_to_be() -> None:
    assert found("Suspect Refernce") == {"suspect_id": ("Suspect Refernce", "likeness")}


def test_a_short_heading_is_like_nothing() -> None:
    assert found("DOBB", "Wardd") == {}


def test_of_two_headings_the_surer_is_read_then_the_better_then_the_first() -> None:
    assert found("Suspect Ref", "suspect_id")["suspect_id"] == ("suspect_id", "name")
    assert found("Reported Date", "Date Recorded")["recorded_on"][0] == "Date Recorded"
    assert found("Created Date", "Reported Date")["recorded_on"][0] == "Reported Date"
    assert found("Incident Number", "Crime Number")["crime_ref"][0] == "Crime Number"
    assert found("LSOA Name", "Borough Name")["borough"][0] == "Borough Name"
    assert found("suspect id", "Suspect_ID")["suspect_id"][0] == "suspect id"


def test_what_was_chosen_goes_before_all_else_and_what_was_remembered_next() -> None:
    headings = ["suspect_id", "Left", "Right"]
    claims = match(headings, chosen={}, remembered={"suspect_id": "Left"})
    assert [(c.heading, c.sureness) for c in claims] == [("Left", "remembered")]
    claims = match(headings, chosen={"suspect_id": "Right"}, remembered={"suspect_id": "Left"})
    assert [(c.heading, c.sureness) for c in claims] == [("Right", "chosen")]


def test_a_column_chosen_to_be_read_from_nothing_is_read_from_nothing() -> None:
    headings = ["crime_ref", "suspect_id"]
    for answer in (
        match(headings, chosen={"suspect_id": None}, remembered={"suspect_id": "suspect_id"}),
        match(headings, chosen={}, remembered={"suspect_id": None}),
    ):
        assert [claim.column for claim in answer] == ["crime_ref"]


def test_a_heading_that_was_chosen_for_one_column_is_not_read_for_another() -> None:
    claims = match(["suspect_id"], chosen={"victim_id": "suspect_id"}, remembered={})
    assert [(claim.column, claim.heading) for claim in claims] == [("victim_id", "suspect_id")]


def test_the_row_of_headings_is_the_first_with_most_that_are_known() -> None:
    rows = [
        ["Extract", "", ""],
        ["Suspect ID", "a title that has one", ""],
        ["Crime Ref", "Suspect ID", "Offence Code"],
        ["C1", "S1", "019/08"],
        ["Crime Ref", "Suspect ID", "Offence Code"],
    ]
    assert header_among(rows) == 2


def test_months_are_headings_too() -> None:
    assert header_among([["Made-up table", "", ""], ["A", "202601", "202602"]]) == 1


def test_where_no_heading_is_known_it_is_the_first_row_as_wide_as_most() -> None:
    rows = [["Title", "", ""], ["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"]]
    assert header_among(rows) == 1


def test_sureness_is_reported_for_every_kind_of_claim() -> None:
    kinds = ["chosen", "remembered", "name", "synonym", "cells", "likeness"]
    assert list(column_matching.SURENESS) == kinds


def test_a_heading_chosen_now_is_not_read_for_what_it_was_remembered_for() -> None:
    answer = match(["A", "B"], chosen={"suspect_id": "A"}, remembered={"victim_id": "A"})
    assert [(claim.column, claim.heading) for claim in answer] == [("suspect_id", "A")]
