"""Ages and years of birth keep children apart as far as they can be known."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import polars as pl
import pytest
import xlsxwriter  # type: ignore[import-untyped] # it ships no types

from dashboard.intake import Choices, IntakeReport, of_upload, take
from dashboard.intake.preview import look
from harm.scoring.eligibility import adult_if_born_by
from tests.unit.dashboard.build import TODAY

HEADER: Final = ("crime_ref", "suspect_id", "offence_code", "recorded_on", "committed_on")
DAY: Final = date(2026, 2, 20)


def report(
    heading: str,
    *cells: str,
    suspects: Sequence[str] = (),
    days: Sequence[str] = (),
    more: Mapping[str, str] | None = None,
    choices: Choices | None = None,
) -> IntakeReport:
    """A file with a row for each cell, of crimes committed on DAY unless `days` says otherwise."""
    more = more or {}
    lines = [",".join([*HEADER, heading, *more])]
    for number, cell in enumerate(cells):
        suspect = suspects[number] if suspects else f"S{number}"
        day = days[number] if days else DAY.isoformat()
        lines.append(
            ",".join([f"C{number}", suspect, "019/08", "2026-03-01", day, cell, *more.values()])
        )
    file = of_upload("extract.csv", "\n".join(lines).encode())
    return take(file, today=TODAY, choices=choices)


def born(found: IntakeReport) -> list[date | None]:
    return found.accepted["suspect_born"].to_list()


def counts(found: IntakeReport) -> dict[str, int]:
    return {warning.code: warning.rows for warning in found.warnings}


def children(found: IntakeReport, day: date) -> list[bool | None]:
    """Who is under 18 on a day, as the list keeps them apart."""
    return (found.accepted["suspect_born"] > adult_if_born_by(day)).to_list()


@pytest.mark.parametrize(
    "heading",
    [
        *("Suspect Age", "suspect_age", "Age of Suspect", "SUSPECT AGE (YEARS)", "Suspect's Age"),
        *("Accused Age", "Nominal Age", "Age of the suspect at time of offence", "Age"),
        *("Suspect age at date of offence", "Age at offence", "Age (suspect)"),
    ],
)
def test_a_suspects_age_is_read_as_a_birth(heading: str) -> None:
    found = report(heading, "17", "18", "34")
    assert born(found) == [date(2009, 2, 20), date(2008, 2, 20), date(1992, 2, 20)]
    assert counts(found) == {"derived_births": 3, "undecided_ages": 1}
    assert heading not in found.dropped
    assert found.mapping[-1].sureness == "cells"


@pytest.mark.parametrize(
    "heading",
    ["Suspect Year of Birth", "Suspect YOB", "Year of birth", "Suspect Birth Year", "YOB suspect"],
)
def test_a_suspects_year_of_birth_is_read_as_a_birth(heading: str) -> None:
    found = report(heading, "2009", "2008", "1987")
    assert born(found) == [date(2009, 1, 1), date(2008, 1, 1), date(1987, 1, 1)]
    assert counts(found) == {"derived_births": 3, "undecided_ages": 1}
    assert children(found, DAY) == [True, False, False]


@pytest.mark.parametrize("age", range(10, 100))
@pytest.mark.parametrize("day", ["2024-02-29", "2026-02-28", "2025-12-31"])
def test_whoever_was_under_18_at_the_crime_is_a_child_on_its_day_and_nobody_else(
    age: int, day: str
) -> None:
    found = report("Suspect Age", str(age), days=[day])
    assert children(found, date.fromisoformat(day)) == [age < 18]


@pytest.mark.parametrize("years", range(10, 30))
@pytest.mark.parametrize("day", ["2024-02-29", "2026-01-01", "2025-12-31"])
def test_a_year_of_birth_makes_a_child_only_where_it_is_certain(years: int, day: str) -> None:
    when = date.fromisoformat(day)
    found = report("Suspect Year of Birth", str(when.year - years), days=[day])
    assert children(found, when) == [years < 18]
    assert ("undecided_ages" in counts(found)) == (18 in {years, years + 2026 - when.year})


def test_a_child_stays_apart_until_18_for_certain_and_an_adult_is_never_one() -> None:
    found = report("Suspect Age", "17", "18")
    assert children(found, date(2027, 2, 19)) == [True, False]
    assert children(found, date(2027, 2, 20)) == [False, False]


def test_ages_of_one_suspect_narrow_their_birth_down() -> None:
    days = ["2025-06-01", "2025-09-01", "2026-02-20"]
    found = report("Suspect Age", "17", "18", "18", suspects=["S1"] * 3, days=days)
    assert born(found) == [date(2007, 9, 1)] * 3
    assert counts(found) == {"derived_births": 3}


def test_ages_of_one_suspect_that_do_not_fit_are_each_taken_by_itself() -> None:
    found = report("Suspect Age", "17", "44", suspects=["S1"] * 2)
    assert born(found) == [date(2009, 2, 20), date(1982, 2, 20)]
    assert set(counts(found)) == {"derived_births", "undecided_ages"}


@pytest.mark.parametrize("name", ["", "unknown", "0", "7", "130", "n/k"])
def test_an_age_that_is_none_is_an_unknown_birth_and_refuses_no_row(name: str) -> None:
    found = report("Suspect Age", "34", name)
    assert born(found) == [date(1992, 2, 20), None]
    assert (found.taken, counts(found)["derived_births"]) == (2, 1)


@pytest.mark.parametrize("text", ["34", "34.0", "34 years", "34 yrs old", "34Y"])
def test_an_age_is_read_however_it_is_written(text: str) -> None:
    assert born(report("Suspect Age", text)) == [date(1992, 2, 20)]


def test_an_age_without_a_date_of_the_offence_is_of_the_day_of_the_record() -> None:
    assert born(report("Suspect Age", "17", days=[""])) == [date(2009, 3, 1)]
    assert born(report("Suspect age when reported", "17")) == [date(2009, 3, 1)]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Victim Age", "34"),
        ("Suspect Age Group", "18"),
        ("Suspect current age", "34"),
        ("Suspect Age", "18-24"),
        ("Suspect Age", "adult"),
        ("Suspect Age", "3"),
        ("Suspect Year of Birth", "87"),
        ("Officer Age", "44"),
        ("Suspect age at arrest", "44"),
        ("Year", "2008"),
    ],
)
def test_other_columns_are_no_age_of_the_suspect_at_the_crime(heading: str, cell: str) -> None:
    found = report(heading, cell)
    assert (born(found), counts(found), found.dropped) == ([None], {}, (heading,))


@pytest.mark.parametrize("other", ["Suspect Age", "Suspect Year of Birth", "Age"])
def test_a_date_of_birth_wins_and_nothing_is_said(other: str) -> None:
    cell = "1990" if "Year" in other else "15"
    found = report(other, cell, more={"Suspect DOB": "1992-05-06"})
    assert (born(found), found.warnings) == ([date(1992, 5, 6)], ())


@pytest.mark.parametrize(("heading", "cell"), [("Age", "17"), ("YOB", "2009"), ("Age", "34")])
def test_an_age_next_to_a_victim_is_asked_about_and_can_be_chosen(heading: str, cell: str) -> None:
    more = {"Victim Name": "A Sample"}
    found = report(heading, cell, more=more)
    assert (born(found), counts(found)) == ([None], {"whose_birth": 1})
    chosen = report(heading, cell, more=more, choices=Choices(mapping={"suspect_born": heading}))
    assert chosen.accepted["suspect_born"].null_count() == 0
    none = report(heading, cell, choices=Choices(mapping={"suspect_born": None}))
    assert (born(none), counts(none)) == ([None], {})


def test_a_birth_next_to_a_victim_gives_way_to_the_suspects_age() -> None:
    more = {"DOB": "1990-01-01", "Victim Name": "A Sample"}
    found = report("Suspect Age", "17", more=more)
    assert born(found) == [date(2009, 2, 20)]
    assert "whose_birth" in counts(found)


def test_a_column_that_somebody_chose_is_read_as_ages_or_years() -> None:
    choices = Choices(mapping={"suspect_born": "How old"})
    assert born(report("How old", "17", "34", choices=choices))[0] == date(2009, 2, 20)
    assert born(report("How old", "2009", choices=choices)) == [date(2009, 1, 1)]
    assert born(report("How old", "2009-05-06", choices=choices)) == [date(2009, 5, 6)]


def test_births_that_were_worked_out_tell_nobody_apart() -> None:
    more = {"Suspect Name": "Ann Sample"}
    found = report("Suspect Age", "34", "34", "50", suspects=["S1", "S2", "S1"], more=more)
    assert counts(found) == {"derived_births": 3}


def test_the_preview_shows_what_is_read_as_a_birth() -> None:
    content = ",".join([*HEADER, "Suspect Age"]) + "\nC1,S1,019/08,2026-03-01,,34\n"
    seen = look(of_upload("a.csv", content.encode()), Choices(), recall=lambda _: {})
    assert ("suspect_born", "Suspect Age") in [(m.column, m.heading) for m in seen.mapping]


def test_the_warnings_say_how_births_were_worked_out() -> None:
    first, second = report("Suspect Age", "16", "17", "200").warnings
    assert first.text == (
        "The file has no date of birth: the births of 2 rows were worked out from the ages in "
        "“Suspect Age”, as if each suspect turned that age on the day of the crime, and are right "
        "to within a year. They are used to keep suspects under 18 apart. 1 row with another "
        "value, such as “200”, is without a birth."
    )
    assert second.text == (
        "By “Suspect Age” nobody can know whether the suspects of 1 row are 18: they are kept "
        "apart as under 18."
    )


def test_workbooks_and_parquet_files_have_ages_too() -> None:
    cells = [("C1", "S1", "019/08", DAY, DAY, 17), ("C2", "S2", "019/08", DAY, DAY, None)]
    header = [*HEADER, "Suspect Age"]
    table = io.BytesIO()
    pl.DataFrame(cells, schema=header, orient="row").write_parquet(table)
    sheet = io.BytesIO()
    with xlsxwriter.Workbook(sheet, {"default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet()
        for number, row in enumerate([header, *cells]):
            page.write_row(number, 0, row)
    for name, content in (("a.parquet", table.getvalue()), ("a.xlsx", sheet.getvalue())):
        found = take(of_upload(name, content), today=TODAY)
        assert born(found) == [date(2009, 2, 20), None]
        assert counts(found) == {"derived_births": 1}
