"""Whatever becomes of a good file, its rows add up, or it is refused in one sentence."""

import gzip
import io
import zipfile
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.errors import IntakeError
from dashboard.intake import Choices, IntakeReport, delimited, of_upload, take
from dashboard.intake.cells import Reading
from dashboard.intake.columns import plain
from dashboard.intake.count_tables import COUNTS
from dashboard.intake.encoding import decode
from harm.record.allegations import SCHEMA
from tests.depth import examples
from tests.unit.dashboard.build import TODAY
from tests.unit.dashboard.intake.corpus.trouble import workbook

Table = list[list[str]]

ALLEGATIONS: Final[Table] = [
    ["Crime Ref", "Suspect ID", "HO Code", "Recorded Date", "Borough", "Victim Ref", "DA", "Notes"],
    ["C1", "S1", "019/08", "05/01/2026", "Camden", "V1", "Y", "a, “note” for £5"],
    ["C1", "S1", "019/08", "05/01/2026", "Camden", "V2", "Y", 'with "marks"'],
    ["C1", "S2", "008/06", "05/01/2026", "Camden", "V1", "Y", "two\nlines"],
    ["C2", "S2", "08-Jan", "16/01/2026", "LB of Hackney", "V3", "N", ""],
    ["C3", "Unknown", "1908", "17/01/2026 09:30", "Croydon", "", "", "=1+1"],
    ["C4", "S4", "105/01", "46040", "Atlantis", "V4", "1", "<b>"],
    ["C5", "S5", "ZZ999", "18 Jan 2026", "", "V5", "0", "Zoë"],
]
CRIMES: Final[Table] = [
    ["crime_ref", "offence_code", "recorded_on", "borough", "victim_sex", "crime_status"],
    ["C1", "019/08", "2026-01-05", "E09000007", "F", "recorded"],
    ["C2", "008/06", "2026-01-06", "E09000008", "M", "cancelled"],
    ["C3", "105/01", "2026-01-07", "", "U", ""],
    ["C4", "004/01", "2026-01-08", "00AH", "X", "no crime"],
    ["C5", "Aug-53", "2026-01-09", "Camden", "", "transferred"],
]
LONG: Final[Table] = [
    ["Borough", "Offence", "Month", "Count"],
    ["Camden", "Rape", "2026-01", "3"],
    ["Camden", "Rape", "2026-02", "1,234"],
    ["Croydon", "Arson", "Jan 2026", "0"],
    ["Croydon", "Arson", "Feb-26", "12"],
    ["Total", "", "", "1249"],
]
WIDE: Final[Table] = [
    ["Group", "SubGroup", "BOCU", "202601", "202602", "202603"],
    ["VIOLENCE", "Wounding", "Camden", "3", "4", "5"],
    ["VIOLENCE", "Wounding", "Croydon", "6", "", "1,005"],
    ["ARSON", "Arson", "Camden", "0", "0", "-"],
]
STREET: Final[Table] = [
    ["Crime ID", "Month", "Falls within", "LSOA code", "LSOA name", "Crime type"],
    ["made-up-1", "2026-01", "Made-up Police", "E01999001", "Camden 999A", "Drugs"],
    ["made-up-2", "2026-01", "Made-up Police", "", "", "Other theft"],
    ["", "2026-01", "Made-up Police", "E01999001", "Camden 999A", "Anti-social behaviour"],
]
TABLES: Final = (ALLEGATIONS, CRIMES, LONG, WIDE, STREET)

DELIMITERS: Final = (",", ",", ",", ";", "\t", "|")
ENDS: Final = ("\n", "\n", "\r\n", "\r")
ENCODINGS: Final = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")
ODD: Final = (
    *(b'"', b'""', b",", b"\n", b"\r", b"\r\n", b"\0", b"'", b";", b"\t", b"|", b" "),
    *(b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc2\x85", b"\xe2\x80\xa8"),
    *(b"\x0b", b"\x0c", b"\x1a", b"\x1c", b"\x85", b"\x81", b"sep=;\n", b"PK\x03\x04"),
    *(b"99999999999999999999", b"0000-00-00", b"1e400", b"-0", b"nan", b"total", b'a"b"c'),
)
CELLS: Final = (
    *(
        "",
        " ",
        "N/A",
        "'",
        "'=x",
        '"',
        "\n",
        "Total",
        "2026-02-30",
        "31/12/9999",
        "99999",
        "08-Jan",
    ),
    *("2026-01", "01/25/2026", "12.0", "-1", "١٢", "\u2028", "\x00", "x" * 3000, "🚔", "crime_ref"),
)
LETTERS: Final = st.text(max_size=6)


@dataclass(frozen=True)
class Mutated:
    """A file that was good once."""

    name: str
    content: bytes


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A good table with rows, columns and cells changed about."""
    table = [list(row) for row in draw(st.sampled_from(TABLES))]
    if draw(st.booleans()):
        order = draw(st.permutations(range(len(table[0]))))
        keep = draw(st.integers(1, len(order))) if draw(st.booleans()) else len(order)
        table = [[row[at] for at in order[:keep]] for row in table]
    for change in draw(st.lists(st.sampled_from(CHANGES), max_size=3)):
        row = draw(st.integers(0, len(table) - 1))
        at = draw(st.integers(0, max(len(table[row]) - 1, 0)))
        changed(table, change, row, at, draw)
    return table


CHANGES: Final = ("capitals", "twice", "drop", "cell", "cell", "letters", "empty", "title", "join")


def changed(table: Table, change: str, row: int, at: int, draw: st.DrawFn) -> None:
    """Change a table in one way."""
    cells = table[row]
    if change == "capitals":
        table[0] = [cell.upper() for cell in table[0]]
    elif change == "twice":
        table.insert(row, list(cells))
    elif change == "empty":
        table.insert(row, [""] * len(cells))
    elif change == "title":
        table.insert(0, ["Made-up title"])
    elif change == "join":
        table.append([*cells, *cells])
    elif change == "drop":
        del cells[at : at + 1]
    elif cells:
        cells[at] = draw(st.sampled_from(CELLS) if change == "cell" else LETTERS)


def quoted(cell: str, delimiter: str) -> str:
    """A cell as it stands in a file."""
    wants = any(letter in cell for letter in (delimiter, '"', "\n", "\r"))
    return '"' + cell.replace('"', '""') + '"' if wants else cell


def written(table: Table, delimiter: str, end: str) -> str:
    """A table as text."""
    return "".join(delimiter.join(quoted(cell, delimiter) for cell in row) + end for row in table)


@st.composite
def texts(draw: st.DrawFn) -> Mutated:
    """A text file, damaged."""
    text = written(draw(tables()), draw(st.sampled_from(DELIMITERS)), draw(st.sampled_from(ENDS)))
    content = text.encode(draw(st.sampled_from(ENCODINGS)), errors="replace")
    content = damaged(content, draw)
    if draw(st.integers(0, 15)) == 0:
        content = damaged(gzip.compress(content, 1), draw)
    return Mutated("mutated.csv", content)


def damaged(content: bytes, draw: st.DrawFn) -> bytes:
    """Bytes with garbage put in, parts cut out, and perhaps the end missing."""
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(content)))
        until = at + draw(st.integers(0, 12))
        garbage = draw(st.one_of(st.sampled_from(ODD), st.binary(max_size=6)))
        content = content[:at] + garbage + content[until:]
    if draw(st.integers(0, 3)) == 0:
        content = content[: draw(st.integers(0, len(content)))]
    return content


GOOD: Final = workbook(Notes=[["Made up"]], Extract=ALLEGATIONS)
SHEET: Final = "xl/worksheets/sheet2.xml"
IN_SHEETS: Final = (
    *(b"<v>", b"</v>", b"<c>", b'r="A1"', b'r="ZZ900"', b't="s"', b't="d"', b't="e"', b'"', b">"),
    *(b"</row>", b"99999", b"-1", b"&amp;", b"&x;", b"<!-- -->", b"\xff", b"<f>1/0</f>"),
)


@st.composite
def workbooks(draw: st.DrawFn) -> Mutated:
    """A workbook, damaged as an archive, in its XML, or in its cells."""
    way = draw(st.sampled_from(("archive", "xml", "cells")))
    if way == "archive":
        return Mutated("mutated.xlsx", damaged(GOOD, draw))
    if way == "cells":
        return Mutated("mutated.xlsx", workbook(Extract=draw(tables())))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == SHEET:
                for _ in range(draw(st.integers(1, 2))):
                    at = draw(st.integers(0, len(content)))
                    cut = at + draw(st.integers(0, 8))
                    content = content[:at] + draw(st.sampled_from(IN_SHEETS)) + content[cut:]
            new.writestr(name, content)
    return Mutated("mutated.xlsx", out.getvalue())


@st.composite
def files(draw: st.DrawFn) -> Mutated:
    """Mostly text files, and some workbooks."""
    return draw(workbooks() if draw(st.integers(0, 19)) == 0 else texts())


def check(account: IntakeReport) -> None:
    """No row is lost, and each that is refused can be found and mended."""
    rejected = account.rejected
    assert account.read == account.taken + rejected.height + account.duplicates
    assert account.accepted.schema == SCHEMA
    assert account.counts.schema == COUNTS
    if account.counts.is_empty() and account.shape != "counts":
        assert account.taken == account.accepted.height
    assert account.accepted["crime_ref"].null_count() == 0
    assert account.accepted["recorded_on"].null_count() == 0
    assert (account.counts["crimes"] >= 0).all()
    assert account.counts["month"].null_count() == 0
    lines = rejected["line"].to_list()
    assert all(line >= 1 for line in lines)
    assert all(above < below for above, below in pairwise(lines))
    assert all(rejected["reasons"].str.len_chars() > 0)
    assert sum(account.reasons.values()) >= rejected.height
    assert bool(account.reasons) == bool(rejected.height)


def outcome(file: Mutated) -> IntakeReport | IntakeError:
    """What becomes of a file: nothing but these two."""
    try:
        return take(of_upload(file.name, file.content), today=TODAY)
    except IntakeError as error:
        return error


@settings(max_examples=examples(2_000), suppress_health_check=[HealthCheck.too_slow])
@given(file=files())
def test_whatever_becomes_of_a_good_file_its_rows_add_up_or_it_is_refused(file: Mutated) -> None:
    answer = outcome(file)
    if isinstance(answer, IntakeReport):
        check(answer)
        return
    assert "\n" not in str(answer)
    assert str(answer).startswith(f"The file {file.name} ")
    assert str(answer).endswith(".")


@settings(max_examples=examples(300))
@given(table=tables(), delimiter=st.sampled_from(DELIMITERS), cut=st.integers(0, 400))
def test_the_quick_way_of_reading_gives_what_the_careful_one_gives(
    table: Table, delimiter: str, cut: int
) -> None:
    text = written(table, delimiter, "\n")
    content = (text[:-cut] if cut % 3 == 0 and cut else text).encode()
    try:  # as the file's own way has it: every line end is one line feed by then
        decoded = decode(content, "mutated.csv").content
        layout = delimited._layout(decoded, "mutated.csv", Choices(delimiter=delimiter))
    except IntakeError:
        return
    quick = delimited._quick(layout, Reading(kind="CSV"))
    if quick is None:
        return
    careful = delimited._careful(layout, Reading(kind="CSV"), "mutated.csv")
    assert plain(quick.frame).equals(careful.frame)
    assert quick.lines.equals(careful.lines)
    assert quick.widths.equals(careful.widths)
    assert quick.reading.blank == careful.reading.blank


def test_a_row_of_separators_alone_is_blank_either_way() -> None:
    content = b"crime_ref,notes\n\x1f,\nC1,x\n"
    layout = delimited._layout(content, "blank.csv", Choices())
    assert delimited._quick(layout, Reading(kind="CSV")) is None
    careful = delimited._careful(layout, Reading(kind="CSV"), "blank.csv")
    assert careful.frame["crime_ref"].to_list() == ["C1"]


def test_a_last_cell_that_lost_its_closing_mark_refuses_the_file() -> None:
    content = b'crime_ref,notes\nC1,"with ""marks""'
    layout = delimited._layout(content, "cut.csv", Choices())
    assert delimited._quick(layout, Reading(kind="CSV")) is None
    with pytest.raises(IntakeError, match="on line 2 that is never closed"):
        delimited._careful(layout, Reading(kind="CSV"), "cut.csv")


def test_the_quick_way_reads_a_sound_file() -> None:
    for table in TABLES:
        layout = delimited._layout(written(table, ",", "\n").encode(), "sound.csv", Choices())
        assert delimited._quick(layout, Reading(kind="CSV")) is not None


@settings(max_examples=examples(100))
@given(file=texts())
def test_a_file_reads_the_same_twice(file: Mutated) -> None:
    first, second = outcome(file), outcome(file)
    if isinstance(first, IntakeReport) and isinstance(second, IntakeReport):
        assert first.reasons == second.reasons
        assert first.repaired == second.repaired
        assert first.accepted.equals(second.accepted)
        assert first.counts.equals(second.counts)
        assert first.rejected.equals(second.rejected)
    else:
        assert str(first) == str(second)


def test_the_tables_are_good_before_they_are_mutated() -> None:
    for table, shape in zip(TABLES, ("allegations", "crimes", "counts", "counts"), strict=False):
        content = written(table, ",", "\r\n").encode("utf-8-sig")
        account = take(of_upload("sound.csv", content), today=TODAY)
        assert account.shape == shape
        assert account.rejected.height <= 1
        check(account)
    assert isinstance(take(of_upload("sound.xlsx", GOOD), today=TODAY).accepted, pl.DataFrame)
