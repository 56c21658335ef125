"""Extracts of the kinds that people really have: read right, with a warning, or refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
import pytest
import xlsxwriter  # type: ignore[import-untyped] # it ships no types

from dashboard.errors import IntakeError
from dashboard.intake import Choices, IntakeReport, take
from dashboard.intake.encoding import TWICE_MARKS, is_twice
from dashboard.intake.lossless_check import AT_ONCE
from dashboard.intake.source_file import of_upload

TODAY = date(2026, 11, 1)
HEADER = ("crime_ref", "suspect_id", "offence_code", "recorded_on")


def csv(
    *rows: Sequence[str], header: Sequence[str] = HEADER, choices: Choices | None = None
) -> IntakeReport:
    frame = pl.DataFrame(list(rows), schema=list(header), orient="row")
    return text(frame.write_csv().encode(), choices)


def text(content: bytes, choices: Choices | None = None) -> IntakeReport:
    return take(of_upload("extract.csv", content), today=TODAY, choices=choices)


def suspects(*references: str) -> IntakeReport:
    rows = [(f"C{n}", ref, "019/08", "2026-10-05") for n, ref in enumerate(references)]
    return csv(*rows)


def codes(report: IntakeReport) -> set[str]:
    return {warning.code for warning in report.warnings}


def warning(report: IntakeReport, code: str) -> tuple[str | None, int, str]:
    (found,) = [each for each in report.warnings if each.code == code]
    return found.column, found.rows, found.text


def book(*sheets: tuple[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = ()) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        for name, rows in sheets:
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name in hidden:
                sheet.hide()
    return content.getvalue()


def xlsx(content: bytes, choices: Choices | None = None) -> IntakeReport:
    return take(of_upload("extract.xlsx", content), today=TODAY, choices=choices)


def extract(*references: str, month: int = 10) -> list[list[Any]]:
    rows = [
        [f"{month}-{n}", ref, "019/08", f"2026-{month:02}-05"] for n, ref in enumerate(references)
    ]
    return [list(HEADER), *rows]


@pytest.mark.parametrize(
    "nobody",
    [
        *("#REF!", "#N/A", "#DIV/0!", "####", r"\N", "[NULL]", "<null>", "NaT", "undefined", "0"),
        *("0.0", "000000", "00000000-0000-0000-0000-000000000000", "—", "??", "Unknown male"),
        *("UNKNOWN SUSPECT 2", "Unidentified", "No trace", "None recorded", "not provided"),
        *("Withheld", "REDACTED", "See report", "see MG11", "Refer to log", "Multiple", "various"),
        *("To be confirmed", "Awaiting ID", "(anonymous)", "n.k.", "ditto", "Err:502"),
        *("Suspect 1", "Female IC1", "withheld under s40", "NFA", "MALE 20-30 YRS", "Juvenile"),
    ],
)
def test_a_text_that_names_nobody_is_no_suspect_and_is_reported(nobody: str) -> None:
    report = suspects("S1", nobody, "S2")
    assert report.accepted["suspect_id"].to_list() == ["S1", None, "S2"]
    column, rows, words = warning(report, "nobody")
    assert (column, rows) == ("suspect_id", 1)
    assert nobody.split(maxsplit=1)[0].removesuffix(".0") in words


@pytest.mark.parametrize(
    "reference",
    [
        "N1234567",
        "Noah",
        "01/12345/26",
        "UNK12345",
        "A-1",
        "100",
        "Nota",
        "seen1",
        "Male123",
        "SUS00012",
    ],
)
def test_a_reference_is_taken_as_it_is_without_a_warning(reference: str) -> None:
    report = suspects("S1", reference, "S2")
    assert report.accepted["suspect_id"][1] == reference
    assert "nobody" not in codes(report)


def test_crimes_may_be_numbered_from_nought() -> None:
    rows = [(f"{n}", f"S{n}", "019/08", "2026-10-05") for n in range(3)]
    assert csv(*rows).accepted["crime_ref"].to_list() == ["0", "1", "2"]
    assert csv(*rows, ("0", "S9", "019/08", "2026-10-05")).reasons == {"no crime reference": 2}


def test_a_sound_file_has_no_warnings() -> None:
    rows = [(f"C{n}", f"N{n:07}", "019/08", "2026-10-05") for n in range(100)]
    assert csv(*rows).warnings == ()


@pytest.mark.parametrize(
    "spelling",
    [
        *("'N1234567", "N1234567 ", "N1234567\u200b", "\ufeffN1234567", "N\u00ad1234567"),
        *(
            "Ｎ１２３４５６７",
            "N1234567.0",
            '="N1234567"',
            "“N1234567”",
            "n1234567",
            "N1234567_x000D_",
        ),
        *("„N1234567", "N\u20601234567", "\u00a0N1234567", '"N1234567"'),
    ],
)
def test_one_reference_in_two_spellings_is_one_person(spelling: str) -> None:
    assert suspects("N1234567", spelling).accepted["suspect_id"].unique().to_list() == ["N1234567"]


def test_crimes_and_victims_are_folded_too() -> None:
    header = (*HEADER, "victim_id")
    report = csv(
        ("C1", "S1", "019/08", "2026-10-05", "v1"),
        ("c1", "S2", "019/08", "2026-10-05", "V1"),
        ("'C2", "S1", "019/08", "2026-10-05", "s3"),
        ("C3", "S3", "019/08", "2026-10-05", "V2"),
        header=header,
    )
    assert report.accepted["crime_ref"].to_list() == ["C1", "C1", "C2", "C3"]
    assert report.accepted["victim_id"].to_list() == ["v1", "v1", "S3", "V2"]


def test_what_is_only_likely_the_same_is_reported_and_kept_apart() -> None:
    report = suspects("123", "00123", "N-5", "N 5", "9")
    assert report.accepted["suspect_id"].n_unique() == 5
    column, rows, words = warning(report, "likely_same")
    assert (column, rows) == ("suspect_id", 4)
    assert "4 references are likely 2" in words


@pytest.mark.parametrize("reference", ["1.00E+05", "2.6E+12", "1E+05", "3,45E+07", "1.2e12"])
@pytest.mark.parametrize("column", [0, 1])
def test_references_that_a_spreadsheet_rounded_are_refused(reference: str, column: int) -> None:
    row = ["C1", "S1", "019/08", "2026-10-05"]
    row[column] = reference
    with pytest.raises(IntakeError, match=r"that a spreadsheet rounded, such as .*as text"):
        csv(row)


def test_a_reference_unlike_the_others_is_reported() -> None:
    report = suspects(*(f"N{n:07}" for n in range(40)), "J Sample of Camden")
    column, rows, words = warning(report, "unlike")
    assert (column, rows) == ("suspect_id", 1)
    assert "J Sample of Camden" in words


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("S1; S2", ["S1", "S2"]),
        ("S1\nS2\nS3", ["S1", "S2", "S3"]),
        ("S1/S2", ["S1", "S2"]),
        ("S1, S2", ["S1", "S2"]),
        ("S1 & S2", ["S1", "S2"]),
        ("S1 and S2", ["S1", "S2"]),
        ("S1|S2;", ["S1", "S2"]),
        ("S1; unknown", ["S1"]),
        ("S1; S1", ["S1"]),
    ],
)
def test_several_people_in_a_cell_are_each_a_suspect(cell: str, people: list[str]) -> None:
    report = csv(
        ("C1", cell, "019/08", "2026-10-05"),
        ("C2", "S9", "019/08", "2026-10-05"),
        ("C3", "S8", "019/08", "2026-10-05"),
    )
    first = report.accepted.filter(pl.col("crime_ref") == "C1")
    assert first["suspect_id"].to_list() == people
    assert (report.read, report.taken, report.duplicates) == (3, 3, 0)
    several = len(people) > 1
    assert (report.split, report.split_into) == ((1, len(people)) if several else (0, 0))


def test_a_file_in_which_most_rows_name_two_is_split_too() -> None:
    rows = [(f"C{n}", f"N{n:03}; N{n + 500:03}", "019/08", "2026-10-05") for n in range(60)]
    report = csv(*rows, ("C99", "N999", "019/08", "2026-10-05"))
    assert (report.split, report.split_into) == (60, 120)
    assert codes(report) == {"split"}


def test_names_and_births_are_split_in_step_or_left_out() -> None:
    header = (*HEADER, "suspect_name", "suspect_born")
    report = csv(
        ("C1", "S1; S2", "019/08", "2026-10-05", "A One; B Two", "1990-02-03; 1991-02-03"),
        ("C2", "S3; S4", "019/08", "2026-10-05", "C Three", "1990-02-03"),
        ("C3", "S5", "019/08", "2026-10-05", "D Five", "1980-01-02"),
        header=header,
    )
    people = report.accepted.select("suspect_id", "suspect_name", "suspect_born").rows()
    assert people == [
        ("S1", "A One", date(1990, 2, 3)),
        ("S2", "B Two", date(1991, 2, 3)),
        ("S3", None, None),
        ("S4", None, None),
        ("S5", "D Five", date(1980, 1, 2)),
    ]
    assert "names_dropped" in codes(report)


def test_references_that_cannot_be_told_apart_are_refused() -> None:
    report = csv(
        ("C1", "S1; call 123 about him", "019/08", "2026-10-05"),
        ("C2", "S9", "019/08", "2026-10-05"),
    )
    assert report.rejected["crime_ref"].to_list() == ["C1"]
    assert "several references in one cell" in report.rejected["reasons"].item()


def test_strokes_within_references_part_nobody() -> None:
    rows = [(f"C{n}", f"01/{n:05}/26", "019/08", "2026-10-05") for n in range(3)]
    assert csv(*rows).accepted["suspect_id"].to_list() == [row[1] for row in rows]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Suspects", ["1", "2", "0"]),
        ("Number of suspects", ["1", "1", "2"]),
        ("Suspect", ["Y", "N", "Y"]),
        ("suspect_id", ["yes", "no", "no"]),
    ],
)
def test_counts_and_yes_or_no_are_no_suspects(heading: str, cells: list[str]) -> None:
    header = ("crime_ref", heading, "offence_code", "recorded_on")
    rows = [(f"C{n}", cell, "019/08", "2026-10-05") for n, cell in enumerate(cells)]
    report = csv(*rows, header=header)
    assert report.shape == "crimes"
    assert report.accepted["suspect_id"].null_count() == 3


@pytest.mark.parametrize("heading", ["DOB", "Date of Birth", "D.O.B."])
def test_a_birth_next_to_a_victim_is_asked_about(heading: str) -> None:
    header = (*HEADER, "Victim Name", heading)
    row = ("C1", "S1", "019/08", "2026-10-05", "A Sample", "2015-02-03")
    report = csv(row, header=header)
    assert report.accepted["suspect_born"].to_list() == [None]
    assert "suspect_born=" in warning(report, "whose_birth")[2]
    chosen = csv(row, header=header, choices=Choices(mapping={"suspect_born": heading}))
    assert chosen.accepted["suspect_born"].to_list() == [date(2015, 2, 3)]
    alone = csv(row, header=(*HEADER, "Station", heading))
    assert alone.accepted["suspect_born"].to_list() == [date(2015, 2, 3)]


@pytest.mark.parametrize(
    ("born", "code"),
    [
        ("1900-01-01", "birth_filler"),
        ("1753-01-01", "birth_unreadable"),
        ("9999-12-31", "birth_unreadable"),
        ("0", "birth_unreadable"),
        ("??/??/1985", "birth_unreadable"),
        ("1985", "birth_unreadable"),
        ("2026-10-05", "birth_after_offence"),
        ("2026-10-02", "birth_after_offence"),
        ("2030-01-01", "birth_after_offence"),
    ],
)
def test_a_birth_that_cannot_be_right_is_unknown_and_refuses_no_row(born: str, code: str) -> None:
    header = (*HEADER, "committed_on", "suspect_born")
    report = csv(("C1", "S1", "019/08", "2026-10-05", "2026-10-01", born), header=header)
    assert report.accepted["suspect_born"].to_list() == [None]
    assert warning(report, code)[:2] == ("suspect_born", 1)


def test_one_reference_of_several_people_is_reported() -> None:
    header = (*HEADER, "suspect_name", "suspect_born", "suspect_sex")
    report = csv(
        ("C1", "S1", "019/08", "2026-10-05", "Ann Sample", "1990-02-03", "F"),
        ("C2", "S1", "019/08", "2026-10-05", "SAMPLE, Ann", "1990-02-03", "U"),
        ("C3", "S2", "019/08", "2026-10-05", "Bo Sample", "1990-02-03", "M"),
        ("C4", "S2", "019/08", "2026-10-05", "Cy Other", "1970-02-03", "F"),
        ("C5", "S3", "019/08", "2026-10-05", "Ann Sample", "1990-02-03", "F"),
        header=header,
    )
    assert {code: warning(report, code)[1] for code in codes(report)} == {
        "several_names": 2,
        "several_births": 2,
        "several_sexes": 2,
        "several_references": 3,
    }


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-06-30T23:00:00Z", date(2026, 7, 1)),
        ("2026-07-09 23:00:00 UTC", date(2026, 7, 10)),
        ("2026-01-09T00:00:00.000Z", date(2026, 1, 9)),
        ("2026-06-30 23:00:00+00:00", date(2026, 7, 1)),
        ("2026-07-01 00:00:00+01:00", date(2026, 7, 1)),
        ("2026-07-01T00:00:00", date(2026, 7, 1)),
    ],
)
def test_a_time_with_a_zone_is_of_its_day_in_london(written: str, day: date) -> None:
    assert csv(("C1", "S1", "019/08", written)).accepted["recorded_on"].to_list() == [day]


def test_british_midnights_in_utc_are_known_without_a_zone() -> None:
    cells = ("2026-06-30 23:00:00", "2026-07-09 23:00:00", "2026-01-09 00:00:00")
    report = csv(*((f"C{n}", "S1", "019/08", cell) for n, cell in enumerate(cells)))
    days = [date(2026, 7, 1), date(2026, 7, 10), date(2026, 1, 9)]
    assert report.accepted["recorded_on"].to_list() == days
    assert warning(report, "utc")[:2] == ("recorded_on", 2)


@pytest.mark.parametrize(
    "cells",
    [
        ("2026-06-30 00:00:00", "2026-07-09 00:00:00"),
        ("2026-06-30 23:00:00", "2026-01-09 23:00:00"),
        ("2026-06-30 23:00:00", "2026-07-09 12:30:00"),
    ],
)
def test_other_times_without_a_zone_are_of_the_day_that_they_say(cells: Sequence[str]) -> None:
    report = csv(*((f"C{n}", "S1", "019/08", cell) for n, cell in enumerate(cells)))
    days = [date.fromisoformat(cell[:10]) for cell in cells]
    assert report.accepted["recorded_on"].to_list() == days
    assert report.warnings == ()


@pytest.mark.parametrize(
    "cells", [("13/10/2026", "10/13/2026"), ("25/01/2026", "02/03/2026", "01/25/2026")]
)
def test_dates_of_both_orders_are_refused(cells: Sequence[str]) -> None:
    rows = [(f"C{n}", "S1", "019/08", cell) for n, cell in enumerate(cells)]
    with pytest.raises(IntakeError, match="of both orders"):
        csv(*rows)


@pytest.mark.parametrize(
    "cells",
    [
        ("2026-03-10", "2026-05-10", "14/10/2026", "22/10/2026"),
        ("2026-01-02", "2026-04-03", "2026-12-09", "31/01/2026", "13/02/2026"),
        ("14/10/2026", "2026-09-04", "15/10/2026", "2026-08-07"),
    ],
)
def test_dates_that_a_program_half_converted_are_refused(cells: Sequence[str]) -> None:
    rows = [(f"C{n}", "S1", "019/08", cell) for n, cell in enumerate(cells)]
    with pytest.raises(IntakeError, match="reads dates month first"):
        csv(*rows)


def test_a_hidden_sheet_is_never_read_before_one_on_view() -> None:
    content = book(
        ("New", extract("S1", "S2")), ("Old", extract(*"ABCDEF", month=3)), hidden=["Old"]
    )
    report = xlsx(content)
    assert report.reading.sheet == "New"
    assert "“Old” (hidden, 6 rows" in warning(report, "other_sheets")[2]
    assert xlsx(content, Choices(sheet="Old")).read == 6


def test_sheets_with_the_same_headings_are_read_together_where_asked() -> None:
    sheets = [(f"M{month}", extract("S1", f"S{month}", month=month)) for month in (8, 9, 10)]
    content = book(*sheets, ("Notes", [["made by", "somebody"]]))
    report = xlsx(content)
    assert report.read == 2
    assert "--sheet all" in warning(report, "other_sheets")[2]
    together = xlsx(content, Choices(sheet="all"))
    assert (together.read, together.taken) == (6, 6)
    assert "“Notes”" in warning(together, "other_sheets")[2]


def test_hidden_rows_merged_cells_errors_and_formulas_are_reported() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Extract")
        for number, row in enumerate(extract("S1", "", "S2", "S3", "S4")):
            sheet.write_row(number, 0, row)
        sheet.write(0, 4, "allegation_status")
        sheet.merge_range(1, 1, 2, 1, "S1")
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.write_formula(4, 1, "=VLOOKUP(1,A1,1)", value="#N/A")
        sheet.write_formula(5, 4, "=X", value="#REF!")
        sheet.write_formula(1, 4, "=Y", value="")
    report = xlsx(content.getvalue())
    assert report.accepted["suspect_id"].to_list() == ["S1", "S1", "S2", None]
    assert report.reasons == {"allegation_status cannot be read": 1}
    assert codes(report) == {"hidden_rows", "merged_cells", "error_cells", "nobody", "uncalculated"}


def test_a_workbook_that_counts_days_from_1904_is_read_so() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "date_1904": True}) as workbook:
        sheet = workbook.add_worksheet("Extract")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ["C1", "S1", "019/08", 44838])
    assert xlsx(content.getvalue()).accepted["recorded_on"].to_list() == [date(2026, 10, 5)]


def test_cells_beyond_the_headings_of_a_sheet_are_refused() -> None:
    rows = [*extract("S1"), ["C2", "S2", "x", "019/08", "2026-10-05"]]
    assert xlsx(book(("Extract", rows))).reasons == {"has 5 cells under 4 headings": 1}


@pytest.mark.parametrize(
    "ending",
    [
        "Exported data exceeded the allowed volume. Some data may have been omitted.",
        "Only the first 30000 rows are shown",
        "Results truncated: 12000 records not displayed",
    ],
)
def test_a_file_that_says_that_it_is_cut_is_reported(ending: str) -> None:
    content = f"{','.join(HEADER)}\nC1,S1,019/08,2026-10-05\n\n{ending},,,\n"
    assert ending[:20] in warning(text(content.encode()), "cut_off")[2]


def test_a_file_that_ends_at_a_row_limit_is_reported() -> None:
    rows = [(f"C{n}", f"N{n:07}", "019/08", "2026-10-05") for n in range(5_000)]
    assert codes(csv(*rows)) == {"row_limit"}
    assert codes(csv(*rows[:-1])) == set()


def test_one_stray_byte_garbles_no_other_letter() -> None:
    lines = ["José Muñoz", "Zoë Sample", "Siobh\udce1n Sample"]
    rows = [f"C{n},S{n},019/08,2026-10-05,{name}" for n, name in enumerate(lines)]
    content = "\n".join([",".join([*HEADER, "suspect_name"]), *rows])
    report = text(content.encode("utf-8", "surrogateescape"))
    names = ["José Muñoz", "Zoë Sample", "Siobhán Sample"]
    assert report.accepted["suspect_name"].to_list() == names
    assert "line 4" in warning(report, "stray_bytes")[2]


@pytest.mark.parametrize("encoding", ["cp850", "mac-roman", "ISO-8859-15", "utf-16-le"])
def test_any_encoding_can_be_chosen(encoding: str) -> None:
    rows = f"{','.join(HEADER)},suspect_name\nC1,S1,019/08,2026-10-05,José Muñoz\n"
    report = take(
        of_upload("x.csv", rows.encode(encoding)), today=TODAY, choices=Choices(encoding=encoding)
    )
    assert report.accepted["suspect_name"].to_list() == ["José Muñoz"]


@pytest.mark.parametrize("name", ["JosÃ© MuÃ±oz", "Siobhâ€™n", "Ren\ufffd"])
def test_letters_of_another_encoding_are_reported(name: str) -> None:
    header = (*HEADER, "suspect_name")
    report = csv(("C1", "S1", "019/08", "2026-10-05", name), header=header)
    assert codes(report) == {"garbled"}


@pytest.mark.parametrize("mark", TWICE_MARKS)
@pytest.mark.parametrize("at", [0, 1, 2, 3, 4, 5_000])
def test_a_mark_of_another_encoding_is_found_wherever_a_text_is_parted(
    mark: bytes, at: int
) -> None:
    letters = "é".encode() + b"x" * (AT_ONCE - 2 - at)
    assert is_twice(letters + mark + b"x")
    assert is_twice(letters + mark)
    assert not is_twice(letters + mark[:-1])
    assert not is_twice(letters + mark[:-1] + b"x")


@pytest.mark.parametrize(
    "headings", [["2008-09", "2009-10", "2010-11"], ["2019-20", "2020-21"], ["2011/12", "2012/13"]]
)
def test_financial_years_are_no_months(headings: list[str]) -> None:
    with pytest.raises(IntakeError, match=r"years and no months|no column"):
        csv(("Camden", "Rape", *["1"] * len(headings)), header=("Borough", "Offence", *headings))


def test_months_of_a_table_are_still_months() -> None:
    report = csv(("Camden", "Rape", "1", "2"), header=("Borough", "Offence", "2026-01", "2026-02"))
    assert report.counts["month"].to_list() == [date(2026, 1, 1), date(2026, 2, 1)]


COUNTS = ("Borough", "Offence", "Month", "Count")


@pytest.mark.parametrize(
    "total",
    [
        *(("All Boroughs", "Rape"), ("London", "Rape"), ("Camden Total", "Rape")),
        *(("Metropolitan Police Service", "Rape"), ("Camden", "TNO"), ("Camden", "All crime")),
        *(("Camden", "Total Notifiable Offences"), ("Camden", "All recorded crime")),
    ],
)
def test_a_total_by_any_name_is_no_place_and_no_category(total: tuple[str, str]) -> None:
    report = csv(("Camden", "Rape", "2026-01", "3"), (*total, "2026-01", "9"), header=COUNTS)
    assert report.reasons == {"a total, not a record": 1}
    assert report.counts["crimes"].to_list() == [3]


def test_labels_on_the_first_line_of_a_group_are_filled_down() -> None:
    report = csv(
        ("Camden", "Rape", "2026-01", "3"),
        ("", "Theft", "2026-01", "40"),
        ("Croydon", "Rape", "2026-01", "5"),
        ("", "Theft", "2026-01", "6"),
        header=COUNTS,
    )
    boroughs = ["E09000007", "E09000007", "E09000008", "E09000008"]
    assert report.counts["borough"].to_list() == boroughs
    assert warning(report, "labels_filled")[:2] == ("Borough", 2)


def test_an_empty_place_between_repeated_ones_is_unknown() -> None:
    report = csv(
        ("Camden", "Rape", "2026-01", "3"),
        ("Camden", "Theft", "2026-01", "40"),
        ("", "Theft", "2026-01", "6"),
        header=COUNTS,
    )
    assert report.counts["borough"].to_list() == ["E09000007", "E09000007", None]


def test_lines_that_differ_in_what_is_not_read_are_refused_until_some_are_chosen() -> None:
    header = (*COUNTS, "Outcome")
    rows = [
        ("Camden", "Rape", "2026-01", "30", "Recorded"),
        ("Camden", "Rape", "2026-01", "3", "Charged"),
        ("Croydon", "Rape", "2026-01", "20", "Recorded"),
    ]
    with pytest.raises(IntakeError, match=r'“Outcome”.*--where "Outcome=Recorded"'):
        csv(*rows, header=header)
    report = csv(*rows, header=header, choices=Choices(where={"Outcome": "Recorded"}))
    assert report.counts["crimes"].to_list() == [30, 20]
    assert report.reasons == {"left out, since its Outcome is not Recorded": 1}
    with pytest.raises(IntakeError, match="no line with 'Sued' under 'Outcome'"):
        csv(*rows, header=header, choices=Choices(where={"Outcome": "Sued"}))


def test_a_file_that_lists_every_charge_says_so_with_the_date_to_choose_by() -> None:
    header = (*HEADER, "Charge date")
    rows = [
        (f"C{n}", "S1", offence, "2026-10-05", f"2026-10-{day:02}")
        for n in range(4)
        for offence, day in (("019/08", 6), ("008/06", 7))
    ]
    report = csv(*rows, ("D1", "S2", "019/08", "2026-10-05", "2026-10-05"), header=header)
    assert report.taken == 1
    column, number, words = warning(report, "repeated_crimes")
    assert (column, number) == (None, 8)
    assert "another offence" in words
    assert "by “Charge date”" in words


def test_codes_that_were_repaired_are_named_with_what_they_became() -> None:
    rows = [(f"C{n}", "S1", code, "2026-10-05") for n, code in enumerate(("8/6", "8/6", "008/06"))]
    assert csv(*rows).codes == (("8/6", "008/06", 2),)


def test_a_thousand_with_a_dot_is_reported() -> None:
    report = csv(("Camden", "Theft", "2026-01", "1.000"), header=COUNTS)
    assert warning(report, "thousands")[:2] == ("Count", 1)


def test_a_row_of_cells_n_is_not_taken_for_the_headings() -> None:
    header = (*HEADER, "domestic", "honour_based", "flag")
    row = ("C1", "S1", "019/08", "2026-10-05", "N", "N", "N")
    assert csv(row, header=header).read == 1


def test_a_choice_that_a_kind_of_file_has_no_use_for_is_refused() -> None:
    with pytest.raises(IntakeError, match="--sheet says nothing"):
        text(b"a,b\n1,2\n", Choices(sheet="Extract"))
    with pytest.raises(IntakeError, match="--encoding says nothing"):
        xlsx(book(("Extract", extract("S1"))), Choices(encoding="cp850"))


def test_an_opendocument_file_is_refused_with_what_to_do() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(IntakeError, match=r"OpenDocument spreadsheet .* save it as XLSX or CSV"):
        take(of_upload("x.ods", content.getvalue()), today=TODAY)
