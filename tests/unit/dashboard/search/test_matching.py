"""References, crimes and dates of birth find whom they name, and are never guessed."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from dashboard.search import ROWS, index_of, matches, placed, recognised
from tests.unit.dashboard.search.build import NO_CRIME, TODAY, called, found, named, who

BORN = date(1990, 5, 7)
PEOPLE = named(
    ("N1234567", "John Smith", BORN),
    ("N1234999", "Jon Smith", date(1990, 7, 5)),
    ("N7654321", "John Smith", None),
    ("A/1 b", "Ruth Adeyemi", date(1971, 12, 30)),
)


@pytest.mark.parametrize("text", ["N1234567", "n1234567", "  N123 4567\n"])
def test_a_reference_finds_its_suspect_however_it_is_spaced(text: str) -> None:
    assert found(PEOPLE, text) == [("N1234567", 100, "the reference")]


def test_signs_and_spaces_of_a_reference_do_not_stand_in_the_way() -> None:
    assert who(PEOPLE, "a/1B") == ["A/1 b"]


def test_a_beginning_finds_whom_it_belongs_to_alone() -> None:
    assert found(PEOPLE, "N765") == [("N7654321", 90, "the only reference that begins so")]
    assert who(PEOPLE, "N1234") == []
    assert who(PEOPLE, "N7") == []


def test_a_reference_that_begins_another_finds_both() -> None:
    people = named(("ABC", None, None), ("ABCD", None, None))
    assert found(people, "abc") == [
        ("ABC", 100, "the reference"),
        ("ABCD", 90, "the only reference that begins so"),
    ]


@pytest.mark.parametrize("text", ["N1234576", "N12345678", "1234567", "N123456Y"])
def test_a_slip_in_a_reference_leads_to_nobody(text: str) -> None:
    assert who(PEOPLE, text) == []


def test_references_that_differ_in_case_alone_are_both_found() -> None:
    assert who(named(("s1", None, None), ("S1", None, None)), "s1") == ["S1", "s1"]


def test_a_crime_finds_everyone_named_in_it() -> None:
    in_crime = pl.DataFrame({"suspect_id": ["N1234567", "A/1 b"], "crime_ref": ["C1", "C1"]})
    assert found(PEOPLE, "C1", in_crime=in_crime) == [
        ("A/1 b", 100, "named in crime C1"),
        ("N1234567", 100, "named in crime C1"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("1990-05-07", "07/05/1990", "7/5/90", "7.5.1990", "7 May 1990", "7th May 1990"),
        *("May 7, 1990", "19900507", "7-May-90", "born 7 May 1990", "DOB 07/05/1990"),
        "d.o.b. 1990-05-07",
    ],
)
def test_a_date_of_birth_finds_whoever_was_born_then(text: str) -> None:
    assert found(PEOPLE, text) == [
        ("N1234567", 100, "the date of birth"),
        ("N1234999", 70, "the date of birth, day and month turned"),
    ]


@pytest.mark.parametrize("text", ["1990-02-30", "31/02/1990", "99/99/9999", "32874", "1990"])
def test_what_is_no_date_finds_nobody(text: str) -> None:
    assert who(PEOPLE, text) == []


@pytest.mark.parametrize(
    "text",
    [
        *("John Smith 1990-05-07", "7 May 1990 Smith, John", "Smith, John, 07/05/1990"),
        *("J Smith born 7 May 1990", "John Smith (dob 07/05/90)"),
    ],
)
def test_a_name_and_a_date_tell_namesakes_apart(text: str) -> None:
    answer = found(PEOPLE, text)
    assert [reference for reference, *_ in answer] == ["N1234567", "N1234999", "N7654321"]
    assert answer[0][1] > answer[1][1] > answer[2][1]
    assert answer[0][2].endswith("; the date of birth")
    assert answer[1][2].endswith("; a date of birth close to it")
    assert answer[2][2].endswith("; no date of birth recorded")


def test_another_date_of_birth_is_reported_and_comes_last() -> None:
    answer = found(PEOPLE, "John Smith 1 January 1950")
    assert {reference: why.split("; ")[1] for reference, _, why in answer} == {
        "N7654321": "no date of birth recorded",
        "N1234567": "another date of birth",
        "N1234999": "another date of birth",
    }


def test_a_surname_that_is_a_word_before_a_date_is_a_surname() -> None:
    assert who(called("Max Born", "Max Smith"), "Max Born") == ["S1"]


def test_a_suspect_of_two_spellings_is_found_once_by_either() -> None:
    people = named(("S1", "Jon Smyth", None), ("S1", "Ruth Adeyemi", BORN))
    assert found(people, "Ruth Adeyemi") == [("S1", 100, "the name")]
    assert found(people, "Jon Smyth") == [("S1", 100, "the name")]
    assert found(people, "S1") == [("S1", 100, "the reference")]


def test_nobody_is_found_among_nobody() -> None:
    assert found(named(), "John Smith") == []
    assert who(named(("S1", None, None)), "John Smith") == []


def test_the_order_of_the_rows_changes_nothing() -> None:
    texts = ("Smith", "J S", "1990-05-07", "n12")
    assert [found(PEOPLE, text) for text in texts] == [
        found(PEOPLE.reverse(), text) for text in texts
    ]


def table(*numbers: int) -> pl.DataFrame:
    """A ranking's table of these suspects, first position first."""
    return pl.DataFrame(
        {
            "suspect": numbers,
            "position": range(1, len(numbers) + 1),
            "tenths": [100 * (len(numbers) - n) for n in range(len(numbers))],
        },
        schema={"suspect": pl.UInt32, "position": pl.UInt32, "tenths": pl.Int64},
    )


def test_equal_matches_stand_in_the_order_of_the_list_the_unassessed_last() -> None:
    people = called("Ann Lee", "Ann Lee", "Ann Lee")
    answer = matches(index_of(people), "Ann Lee", today=TODAY, in_crime=NO_CRIME)
    rows = placed(answer, table(2, 0), most=100)
    assert rows["suspect_id"].to_list() == ["S3", "S1", "S2"]
    assert rows["position"].to_list() == [1, 2, None]
    assert rows["tenths"].to_list() == [200, 100, None]


def test_whoever_fits_as_well_as_the_first_is_never_left_off() -> None:
    people = called(*["Ann Lee"] * 5, *["Anne Lea"] * 5)
    answer = matches(index_of(people), "Ann Lee", today=TODAY, in_crime=NO_CRIME)
    assert answer.height == 10
    assert placed(answer, table(), most=2).height == 5
    assert placed(answer, table(), most=7).height == 7


def test_a_name_that_is_not_the_latest_is_reported() -> None:
    people = named(("S1", "Jon Smyth", None))
    answer = matches(index_of(people), "Jon Smyth", today=TODAY, in_crime=NO_CRIME)
    latest = pl.DataFrame(
        {"suspect": [0], "suspect_name": ["Ruth Adeyemi"], "suspect_born": [BORN]},
        schema_overrides={"suspect": pl.UInt32},
    )
    rows = recognised(placed(answer, table(0), most=10), latest)
    assert rows.schema == ROWS
    assert rows.row(0) == (
        *("S1", "Ruth Adeyemi", BORN, 1, 100, 100),
        "the name; also recorded as Jon Smyth",
    )
