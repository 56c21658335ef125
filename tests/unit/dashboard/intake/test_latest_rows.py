"""Of a file with the history of its crimes the latest rows are taken, and every row is counted."""

import io
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

import polars as pl
import pytest
import xlsxwriter  # type: ignore[import-untyped] # it ships no types

from dashboard.errors import IntakeError
from dashboard.intake import Choices, IntakeReport, of_upload, take
from dashboard.intake.moments import read_moments
from tests.unit.dashboard.build import TODAY

HEADER: Final = (
    *("crime_ref", "suspect_id", "victim_id", "offence_code", "recorded_on"),
    *("allegation_status", "Last Updated"),
)
DATED: Final = "Last Updated"


def event(
    changed: str, status: str = "named", crime: str = "C1", suspect: str = "S1", victim: str = "V1"
) -> tuple[str, ...]:
    return (crime, suspect, victim, "019/08", "2026-01-05", status, changed)


def csv(*rows: Sequence[str], header: Sequence[str] = HEADER) -> bytes:
    return "\n".join(",".join(cells) for cells in (header, *rows)).encode()


def report(
    *rows: Sequence[str], latest: str | None = DATED, header: Sequence[str] = HEADER
) -> IntakeReport:
    return checked(of_csv(csv(*rows, header=header), latest))


def of_csv(content: bytes, latest: str | None = DATED) -> IntakeReport:
    return take(of_upload("history.csv", content), today=TODAY, choices=Choices(latest=latest))


def checked(found: IntakeReport) -> IntakeReport:
    """The same account, in which every row has been counted once."""
    assert found.read == found.taken + found.rejected.height + found.duplicates
    return found


def statuses(found: IntakeReport) -> list[tuple[object, ...]]:
    return found.accepted.select("crime_ref", "suspect_id", "victim_id", "allegation_status").rows()


def codes(found: IntakeReport) -> list[str]:
    return [warning.code for warning in found.warnings]


HISTORIES: Final = {
    "days": ("2026-02-01", "2026-03-01", "2026-01-31"),
    "days as the British write them": ("01/02/2026", "01/03/2026", "31/01/2026"),
    "times of one day": ("2026-02-01 09:59", "2026-02-01 10:00:01", "2026-02-01 10:00:00"),
    "halves of a day": ("01/02/2026 11:00 AM", "01/02/2026 1:00 PM", "01/02/2026 12:30 AM"),
    "zones": ("2026-02-01T12:00:00+02:00", "2026-02-01T11:00:00Z", "2026-02-01T10:30Z"),
    "counts of days": ("46027.25", "46027.75", "46026.99"),
    "names of months": ("1 Feb 2026", "1 Mar 2026", "31 Jan 2026"),
}


@pytest.mark.parametrize("moments", HISTORIES.values(), ids=HISTORIES)
def test_the_row_of_the_latest_moment_is_taken(moments: tuple[str, str, str]) -> None:
    first, last, earliest = moments
    found = report(event(first, "arrested"), event(last, "charged"), event(earliest, "named"))
    assert statuses(found) == [("C1", "S1", "V1", "charged")]
    assert (found.duplicates, found.earlier, found.reasons) == (2, 2, {})
    (warning,) = found.warnings
    assert (warning.code, warning.column, warning.rows) == ("earlier_rows", DATED, 2)
    assert warning.text == (
        "2 rows were left out for a later row of the same crime and suspect, by “Last Updated”, "
        "and were counted as duplicates."
    )


def test_each_crime_and_suspect_has_a_latest_row_of_its_own() -> None:
    found = report(
        event("2026-02-01", "arrested"),
        event("2026-03-01", "charged"),
        event("2026-01-10", "named", suspect="S2"),
        event("2026-01-20", "eliminated", suspect="S2"),
        event("2026-01-08", "interviewed", crime="C2"),
    )
    assert statuses(found) == [
        ("C1", "S1", "V1", "charged"),
        ("C1", "S2", "V1", "eliminated"),
        ("C2", "S1", "V1", "interviewed"),
    ]


def test_victims_of_the_latest_date_are_all_kept_and_others_are_named() -> None:
    found = report(
        event("2026-02-01", "arrested", victim="V1"),
        event("2026-02-01", "arrested", victim="V3"),
        event("2026-03-01", "charged", victim="V1"),
        event("2026-03-01", "charged", victim="V2"),
    )
    assert statuses(found) == [("C1", "S1", "V1", "charged"), ("C1", "S1", "V2", "charged")]
    assert "They name 1 victim whom no later row of the same crime and suspect names." in (
        found.warnings[0].text
    )


def test_crimes_that_name_nobody_have_a_latest_row_too() -> None:
    rows = [event("2026-02-01", suspect=""), event("2026-03-01", suspect="", victim="V2")]
    found = report(*rows, event("2026-01-01", suspect="S9"))
    assert [row[1:3] for row in statuses(found)] == [(None, "V2"), ("S9", "V1")]


def test_rows_that_say_the_same_word_for_word_are_duplicates_as_before() -> None:
    found = report(event("2026-03-01"), event("2026-03-01"), event("2026-02-01"))
    assert (found.taken, found.duplicates, found.earlier) == (1, 2, 1)


def test_rows_of_the_latest_date_that_disagree_are_refused() -> None:
    rows = [event("2026-03-01", "charged"), event("2026-03-01", "acquitted"), event("2026-02-01")]
    found = report(*rows, event("2026-02-01", crime="C2"))
    assert found.reasons == {"rows of the same crime, suspect and victim disagree": 2}
    assert (found.taken, found.duplicates) == (1, 1)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("", "“Last Updated” is empty"),
        ("soon", "“Last Updated” is “soon”"),
        ("2026-02-30", "“Last Updated” is “2026-02-30”"),
    ],
)
def test_a_row_of_several_without_a_date_is_refused_with_its_value(
    written: str, words: str
) -> None:
    other = event("2026-02-01", crime="C2")
    found = report(event("2026-03-01", "charged"), event(written, "arrested"), other)
    assert found.reasons == {
        "another row of this crime and suspect was rejected": 1,
        f"several rows of this crime and suspect, and no date says which is the latest: {words}": 1,
    }
    assert statuses(found) == [("C2", "S1", "V1", "named")]


def test_rows_without_a_date_are_taken_where_nothing_hangs_on_it() -> None:
    alone = event("", crime="C2")
    victims = [event("", crime="C3"), event("", crime="C3", victim="V2")]
    twice = [event("", crime="C4"), event("2026-02-01", crime="C4")]
    found = report(event("2026-03-01"), alone, *victims, *twice)
    assert (found.taken, found.duplicates, found.reasons, codes(found)) == (5, 1, {}, [])


def test_rows_without_any_date_that_disagree_are_refused() -> None:
    found = report(event("", "charged"), event("", "arrested"), event("2026-02-01", crime="C2"))
    assert sum(found.reasons.values()) == 2
    assert "“Last Updated” is empty" in next(iter(found.reasons))


def test_what_is_wrong_with_an_earlier_row_does_not_matter_and_of_the_latest_it_does() -> None:
    rows = [event("2026-02-01", "guilty?"), event("2026-03-01", "charged")]
    assert statuses(report(*rows)) == [("C1", "S1", "V1", "charged")]
    rows = [event("2026-02-01", "charged"), event("2026-03-01", "guilty?")]
    found = report(*rows, event("2026-02-01", crime="C2"))
    assert statuses(found) == [("C2", "S1", "V1", "named")]
    assert (found.reasons, found.earlier) == ({"allegation_status cannot be read": 1}, 1)


def test_a_row_of_several_suspects_is_counted_once() -> None:
    found = report(
        event("2026-02-01", suspect="S1; S2"),
        event("2026-03-01", "charged"),
        event("2026-01-09", crime="C2", suspect="S3"),
    )
    assert statuses(found)[0][1:] == ("S2", "V1", "named")
    assert (found.taken, found.duplicates) == (3, 0)


@pytest.mark.parametrize(
    ("latest", "words"),
    [
        ("Changed", "has no column headed 'Changed'"),
        ("victim_id", "holds no dates under 'victim_id', such as “V1”"),
        ("Nothing", "holds no dates under 'Nothing'; give --latest"),
    ],
)
def test_a_column_that_is_not_there_or_holds_no_dates_is_refused(latest: str, words: str) -> None:
    rows = [(*event("2026-02-01"), ""), (*event("2026-03-01"), "")]
    with pytest.raises(IntakeError, match=re.escape(words)):
        report(*rows, latest=latest, header=(*HEADER, "Nothing"))


def test_dates_of_both_orders_are_refused() -> None:
    with pytest.raises(IntakeError, match="of both orders"):
        report(event("13/02/2026"), event("02/13/2026"))


def test_dates_without_an_order_of_their_own_follow_the_others_of_the_file() -> None:
    row = ("C1", "S1", "V1", "019/08", "01/25/2026")
    found = report((*row, "charged", "02/01/2026"), (*row, "named", "01/03/2026"))
    assert statuses(found) == [("C1", "S1", "V1", "charged")]
    assert "The dates of “Last Updated” are read month first." in found.notes


def test_counts_have_no_latest_rows() -> None:
    lines = b"Borough,Crime type,Month,Count\nCroydon,Bicycle theft,2026-01,7\n"
    with pytest.raises(IntakeError, match="leave --latest out"):
        of_csv(lines, "Month")


def history(day: date | datetime) -> list[tuple[object, ...]]:
    return [
        (*event("")[:5], "charged", day),
        (*event("")[:5], "named", day - timedelta(days=1)),
        (*event("", crime="C2")[:5], "named", day),
    ]


@pytest.mark.parametrize("day", [date(2026, 2, 1), datetime(2026, 2, 1, 9, 30)])  # noqa: DTZ001 - as it stands in a file
def test_workbooks_and_parquet_files_have_latest_rows_too(day: date | datetime) -> None:
    table = io.BytesIO()
    pl.DataFrame(history(day), schema=list(HEADER), orient="row").write_parquet(table)
    sheet = io.BytesIO()
    with xlsxwriter.Workbook(sheet, {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        page = book.add_worksheet()
        for number, cells in enumerate([HEADER, *history(day)]):
            page.write_row(number, 0, cells)
    for name, content in (("h.parquet", table.getvalue()), ("h.xlsx", sheet.getvalue())):
        choices = Choices(latest=DATED)
        found = checked(take(of_upload(name, content), today=TODAY, choices=choices))
        assert [row[::3] for row in statuses(found)] == [("C1", "charged"), ("C2", "named")]
        assert codes(found) == ["earlier_rows"]


def test_a_sound_file_has_no_new_warning_with_or_without_the_choice() -> None:
    rows = [event("2026-02-01", crime=f"C{n}") for n in range(3)]
    for latest in (None, DATED):
        found = report(*rows, latest=latest)
        assert (found.taken, found.warnings, found.dated) == (3, (), ())


def test_the_refusal_names_the_likeliest_date_of_the_file() -> None:
    header = (*HEADER[:-1], "Hearing date", "Note", DATED, "Officer")
    rows = [
        (*event("")[:5], status, f"2026-03-{day:02}", "x", f"2026-02-{day:02}", f"4602{day}")
        for day, status in ((1, "named"), (2, "arrested"), (3, "charged"))
    ]
    found = report(*rows, latest=None, header=header)
    assert found.dated == (DATED, "Hearing date")
    (warning,) = found.warnings
    assert warning.code == "repeated_crimes"
    assert 'load it with --latest "Last Updated"' in warning.text
    with pytest.raises(IntakeError, match='Load it with --latest "Last Updated"'):
        found.check_taken()
    other = report(*rows, latest="Hearing date", header=header)
    assert (other.taken, other.duplicates) == (1, 2)


def test_rows_that_disagree_on_their_latest_date_say_so() -> None:
    rows = [event("2026-02-01", status) for status in ("named", "arrested", "charged")]
    (warning,) = report(*rows).warnings
    assert "by “Last Updated” have the same date and another status" in warning.text
    assert "--latest" not in warning.text


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-02-01", datetime(2026, 2, 1, tzinfo=UTC)),
        ("2026-07-01", datetime(2026, 6, 30, 23, tzinfo=UTC)),
        ("2026-07-01 10:00 BST", datetime(2026, 7, 1, 9, tzinfo=UTC)),
        ("2026-07-01T10:00:00.5-05:30", datetime(2026, 7, 1, 15, 30, 0, 500_000, tzinfo=UTC)),
        ("1/7/2026 12.15 p.m.", datetime(2026, 7, 1, 11, 15, tzinfo=UTC)),
        ("2026-03-29 01:30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("2026-10-25 01:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("10:00", None),
    ],
)
def test_a_moment_is_read_with_its_time_and_zone(text: str, moment: datetime | None) -> None:
    found = read_moments(pl.Series([text, None]), today=TODAY)
    assert found.values.to_list() == [moment, None]
