"""Which force a row is of, by its column or by what was chosen for the file."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.errors import IntakeError
from dashboard.intake import Choices, IntakeReport, of_path, take
from dashboard.intake.forces import NO_FORCE, OF_ANOTHER, Known, force_of
from tests.unit.dashboard.forces import CITY, MET, extract, line

TODAY = date(2026, 4, 30)


def taken(
    path: Path, *lines: str, force: str | None = None, known: Known | None = None
) -> IntakeReport:
    file = extract(path / "a.csv", *lines)
    return take(of_path(file), today=TODAY, choices=Choices(force=force), known=known)


def crimes(report: IntakeReport) -> list[str]:
    return report.accepted["crime_ref"].to_list()


@pytest.mark.parametrize("text", ["CoLP", "colp", " City  of London ", "CITY-OF-LONDON POLICE"])
def test_the_usual_short_forms_stand_for_the_city(tmp_path: Path, text: str) -> None:
    report = taken(tmp_path, line(force=text))
    assert (report.forces, crimes(report)) == ((CITY,), [f"{CITY}/C1"])
    assert report.accepted["victim_id"].to_list() == [f"{CITY}/V1"]


@pytest.mark.parametrize("text", ["Met", "MPS", "metropolitan police service", "Metropolitan"])
def test_rows_of_the_records_own_force_stand_as_they_are(tmp_path: Path, text: str) -> None:
    report = taken(tmp_path, line(force=text))
    assert (report.forces, crimes(report)) == ((), ["C1"])


def test_another_name_is_kept_as_it_is_mostly_written_whatever_its_case_and_blanks(
    tmp_path: Path,
) -> None:
    lines = [line("C1", force="kent  police"), line("C2", force="Kent Police")]
    lines.append(line("C3", force="Kent Police"))
    for order in (lines, lines[::-1]):
        assert sorted(crimes(taken(tmp_path, *order))) == [f"Kent Police/C{n}" for n in (1, 2, 3)]


def test_a_name_is_spelt_as_the_record_spells_it() -> None:
    assert force_of("KENT POLICE", ["Kent Police"]) == "Kent Police"


def test_the_same_references_of_two_forces_are_two_rows_and_contradict_nothing(
    tmp_path: Path,
) -> None:
    report = taken(
        tmp_path, line(force="Met", on="2026-01-05"), line(force="CoLP", on="2026-01-06")
    )
    assert (report.taken, report.rejected.height) == (2, 0)
    assert sorted(crimes(report)) == ["C1", f"{CITY}/C1"]


def test_an_empty_cell_is_taken_for_the_own_force_and_counted(tmp_path: Path) -> None:
    report = taken(tmp_path, line("C1", force=""), line("C2", force="CoLP"))
    assert crimes(report) == ["C1", f"{CITY}/C2"]
    (warning,) = [found for found in report.warnings if found.code == "no_force"]
    assert (warning.column, warning.rows) == ("Force", 1)
    assert MET in warning.text


def test_an_empty_cell_of_a_file_with_a_chosen_force_is_of_that(tmp_path: Path) -> None:
    report = taken(tmp_path, line("C1", force=""), line("C2", force="CoLP"), force="City of London")
    assert crimes(report) == [f"{CITY}/C1", f"{CITY}/C2"]


def test_a_chosen_force_is_that_of_every_row(tmp_path: Path) -> None:
    assert crimes(taken(tmp_path, line(), force="CoLP")) == [f"{CITY}/C1"]
    assert crimes(taken(tmp_path, line(), force="Met")) == ["C1"]
    assert crimes(taken(tmp_path, line(), force="Met", known=Known(CITY))) == [f"{MET}/C1"]


def test_a_column_that_contradicts_the_chosen_force_refuses_the_file(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=r"'Force'.*'City of London Police'.*'Metropolitan"):
        taken(tmp_path, line("C1", force="Met"), line("C2", force="CoLP"), force="MPS")


@pytest.mark.parametrize("text", ["A/B", "12", "x" * 61, "No"])
def test_what_can_be_no_name_refuses_its_row(tmp_path: Path, text: str) -> None:
    report = taken(tmp_path, line("C1", force=text), line("C2", force="CoLP"))
    assert (crimes(report), report.reasons) == ([f"{CITY}/C2"], {NO_FORCE: 1})


@pytest.mark.parametrize("text", ["a.csv", "", "7", "A/B", "yes"])
def test_what_can_be_no_name_is_no_choice(tmp_path: Path, text: str) -> None:
    with pytest.raises(IntakeError, match="--force"):
        taken(tmp_path, line(), force=text)


def test_a_column_that_says_yes_or_no_is_no_force(tmp_path: Path) -> None:
    report = taken(tmp_path, line("C1", force="Y"), line("C2", force="N"))
    assert (crimes(report), report.forces) == (["C1", "C2"], ())
    assert "not_a_force" in [warning.code for warning in report.warnings]


def test_an_own_reference_that_reads_as_anothers_is_refused(tmp_path: Path) -> None:
    known = Known(MET, (CITY,))
    report = taken(tmp_path, line("C1"), line(f"{CITY}/C2"), line("C3", f"{CITY}/S1"), known=known)
    assert (crimes(report), report.reasons) == (["C1"], {OF_ANOTHER: 2})


def test_a_reference_that_has_its_forces_name_already_gets_it_once(tmp_path: Path) -> None:
    assert crimes(taken(tmp_path, line(f"{CITY}/C1"), force="CoLP")) == [f"{CITY}/C1"]


def test_several_people_in_a_cell_are_each_of_the_force(tmp_path: Path) -> None:
    lines = [line(f"C{n}", f"S{n}", force="CoLP") for n in range(1, 4)]
    report = taken(tmp_path, *lines, line("C9", "S1; S2", force="CoLP"))
    people = set(report.accepted["suspect_id"])
    assert people == {f"{CITY}/S{n}" for n in (1, 2, 3)}
    assert report.split == 1


def test_counts_have_no_force(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text("borough,month,crimes,offence_title\nHackney,2026-01,3,Rape\n")
    with pytest.raises(IntakeError, match="leave --force out"):
        take(of_path(path), today=TODAY, choices=Choices(force="CoLP"))
