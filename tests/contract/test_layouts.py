"""Files as they are published, and files of which the reader says how they are written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.contract.program import Here, harmdesk, workbook

pytestmark = pytest.mark.slow

MONTHS = [f"{2024 + (6 + n) // 12}{(6 + n) % 12 + 1:02}" for n in range(24)]

#: The London Datastore's borough table; the figures are our own.
BOROUGHS = {
    "Group,SubGroup,BOCU": [
        "ROBBERY,ROBBERY OF PERSONAL PROPERTY,Barnet",
        "ROBBERY,ROBBERY OF PERSONAL PROPERTY,Unknown",
        "THEFT,SHOPLIFTING,Barnet",
        "VIOLENCE AGAINST THE PERSON,VIOLENCE WITH INJURY,Kingston upon Thames",
        "FRAUD AND FORGERY,FRAUD AND FORGERY,Brent",
        'PUBLIC ORDER OFFENCES,"PUBLIC FEAR, ALARM OR DISTRESS",Brent',
    ],
    # The older one, of the years before.
    "MajorText,MinorText,LookUp_BoroughName": [
        "Robbery,Robbery of Personal Property,Barnet",
        "Theft,Shoplifting,Hackney",
    ],
}
UNSCORED = {"Group,SubGroup,BOCU": 3, "MajorText,MinorText,LookUp_BoroughName": 0}

STREET_HEADINGS = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context"
)
FORCE = "City of London Police,City of London Police"
WHERE = "-0.1,51.5,On or near A Street"


def street(crime: str, kind: str, area: str = "E01000001,City of London 001A") -> str:
    return f"{crime},2025-01,{FORCE},{WHERE},{area},{kind},Under investigation,"


STREET = [
    street("a1", "Shoplifting"),
    street("a2", "Shoplifting"),
    street("a3", "Violence and sexual offences"),
    street("a3", "Violence and sexual offences"),
    street("a4", "Drugs", area=","),
    street("", "Anti-social behaviour"),
]


def loaded(here: Here, path: Path, *options: str) -> dict[str, Any]:
    data = path.parent / "data"
    found = here("load", str(path), *options, "--json", "--data", str(data)).json
    assert found["rows"] == found["accepted"] + found["rejected"] + found["duplicates"]
    return found


def borough_table(folder: Path, headings: str, first: int = 1) -> Path:
    lines = [",".join([headings, *MONTHS])]
    for number, line in enumerate(BOROUGHS[headings], start=first):
        lines.append(",".join([line, *(str(number + nth) for nth in range(24))]))
    path = folder / "MPS Borough Level Crime (most recent 24 months).csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def street_file(folder: Path, rows: list[str]) -> Path:
    path = folder / "2025-01-city-of-london-street.csv"
    path.write_bytes("\r\n".join([STREET_HEADINGS, *rows, ""]).encode())
    return path


@pytest.mark.parametrize("headings", BOROUGHS)
def test_the_borough_table_of_the_london_datastore_loads_as_it_is(
    tmp_path: Path, here: Here, headings: str
) -> None:
    path = borough_table(tmp_path, headings)
    found = loaded(here, path)
    group, category, area = headings.split(",")
    assert (found["shape"], found["encoding"], found["delimiter"]) == ("counts", "UTF-8", ",")
    assert found["mapping"] == {"offence_title": category, "borough": area}
    assert found["dropped"] == [group]
    lines = len(BOROUGHS[headings])
    assert (found["rows"], found["accepted"], found["rejected"]) == (lines, lines, 0)
    assert (found["unmapped"], found["version"]) == (UNSCORED[headings], 1)
    again = loaded(here, path)
    assert (again["accepted"], again["duplicates"], again["version"]) == (0, lines, 1)


def test_a_later_borough_table_replaces_the_figures_that_it_changed(
    tmp_path: Path, here: Here
) -> None:
    headings = next(iter(BOROUGHS))
    loaded(here, borough_table(tmp_path, headings))
    text = borough_table(tmp_path, headings).read_text(encoding="utf-8")
    path = borough_table(tmp_path, headings)
    path.write_text(text.replace("SHOPLIFTING,Barnet,3,4,", "SHOPLIFTING,Barnet,30,40,"))
    found = loaded(here, path)
    assert (found["accepted"], found["duplicates"]) == (1, len(BOROUGHS[headings]) - 1)
    assert (found["superseded"], found["version"]) == (2, 2)


def test_street_crimes_of_data_police_uk_load_as_they_are(tmp_path: Path, here: Here) -> None:
    path = street_file(tmp_path, STREET)
    found = loaded(here, path)
    assert found["shape"] == "crimes"
    assert found["mapping"] == {
        "crime_ref": "Crime ID",
        "month": "Month",
        "lsoa": "LSOA code",
        "borough": "LSOA name",
        "offence_title": "Crime type",
    }
    assert (found["rows"], found["accepted"]) == (6, 4)
    assert (found["duplicates"], found["rejected"]) == (1, 1)
    (reason,) = found["reasons"]
    assert "anti-social behaviour is an incident" in reason
    assert found["unmapped"] == 2
    again = loaded(here, path)
    assert (again["accepted"], again["duplicates"], again["version"]) == (0, 5, 1)


def test_a_month_of_a_force_published_again_replaces_the_one_before(
    tmp_path: Path, here: Here
) -> None:
    loaded(here, street_file(tmp_path, STREET))
    found = loaded(here, street_file(tmp_path, [*STREET, street("a9", "Robbery")]))
    assert (found["accepted"], found["duplicates"], found["superseded"]) == (1, 5, 0)
    found = loaded(here, street_file(tmp_path, STREET[2:]))
    assert (found["accepted"], found["superseded"], found["version"]) == (0, 2, 3)


def test_public_counts_lie_next_to_allegations_and_change_no_list(
    tmp_path: Path, extract: Path, here: Here
) -> None:
    data = ("--json", "--data", str(tmp_path / "data"))
    loaded(here, extract)
    before = here("rank", *data).json
    for path in (borough_table(tmp_path, next(iter(BOROUGHS))), street_file(tmp_path, STREET)):
        loaded(here, path)
    after = here("rank", *data).json
    assert after == before | {"version": 3}


def test_a_person_at_a_terminal_reads_what_kind_of_table_it_was(tmp_path: Path) -> None:
    path = street_file(tmp_path, STREET)
    answer = harmdesk("load", path, data=tmp_path / "data").out
    assert "crimes that name nobody" in answer
    assert "crime_ref from “Crime ID”" in answer
    assert "anti-social behaviour is an incident" in answer


TEXT = "crime_ref{0}suspect_id{0}offence_code{0}recorded_on\n{1}{0}S1{0}019/16{0}2026-01-05\n"


def written_so(
    name: str, *, delimiter: str = ",", encoding: str = "utf-8"
) -> Callable[[Path], Path]:
    """A file of one allegation, the crime's reference with a letter that encodings differ in."""

    def write(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(TEXT.format(delimiter, "Cé1").encode(encoding))
        return path

    return write


def two_sheets(folder: Path) -> Path:
    return workbook(folder / "book.xlsx", January="Cé1 of January", February="Cé1 of February")


#: A file, what the reader says of it, and the crime's reference as it is then read.
LAYOUTS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "--encoding Windows-1252": (written_so("a.csv", encoding="cp1252"), "Cé1"),
    "--encoding UTF-16": (written_so("a.csv", encoding="utf-16"), "Cé1"),
    "--encoding UTF-8": (written_so("a.csv"), "Cé1"),
    "--delimiter ,": (written_so("a.csv"), "Cé1"),
    "--delimiter ;": (written_so("a.csv", delimiter=";"), "Cé1"),
    "--delimiter |": (written_so("a.csv", delimiter="|"), "Cé1"),
    "--delimiter tab": (written_so("a.tsv", delimiter="\t"), "Cé1"),
    "--delimiter ~": (written_so("a.csv", delimiter="~"), "Cé1"),
    "--sheet January": (two_sheets, "Cé1 of January"),
    "--sheet February": (two_sheets, "Cé1 of February"),
    "--header-line 1": (written_so("a.csv"), "Cé1"),
    "--map crime_ref=crime_ref": (written_so("a.csv"), "Cé1"),
    "--map crime_ref=suspect_id --map suspect_id=crime_ref": (written_so("a.csv"), "S1"),
}


@pytest.mark.parametrize("words", LAYOUTS)
def test_a_file_is_read_as_the_reader_says(tmp_path: Path, here: Here, words: str) -> None:
    write, crime_ref = LAYOUTS[words]
    found = loaded(here, write(tmp_path), *words.split())
    assert (found["shape"], found["accepted"]) == ("allegations", 1)
    suspect = "Cé1" if crime_ref == "S1" else "S1"
    answer = here("explain", suspect, "--json", "--data", str(tmp_path / "data")).json
    assert [alleged["crime_ref"] for alleged in answer["allegations"]] == [crime_ref]


def test_what_the_reader_says_is_what_the_answer_says(tmp_path: Path, here: Here) -> None:
    path = written_so("a.csv", encoding="cp1252", delimiter="~")(tmp_path)
    found = loaded(here, path, "--encoding", "Windows-1252", "--delimiter", "~")
    assert (found["encoding"], found["delimiter"]) == ("Windows-1252", "~")
    book = loaded(here, two_sheets(tmp_path), "--sheet", "February")
    assert (book["encoding"], book["delimiter"]) == (None, None)
    assert book["files"][0]["sheet"] == "February"


def test_the_line_of_the_headings_may_be_told(tmp_path: Path, here: Here) -> None:
    path = tmp_path / "a.csv"
    old = "crime_ref,suspect_id,offence_code,recorded_on\n"
    path.write_text(
        f"{old}crime_ref,offence_code,suspect_id,recorded_on\nC1,019/16,S1,2026-01-05\n"
    )
    found = loaded(here, path, "--header-line", "2")
    assert (found["rows"], found["accepted"]) == (1, 1)
    answer = here("explain", "S1", "--json", "--data", str(tmp_path / "data")).json
    assert answer["days"] == 2920.0


def test_a_column_may_be_read_from_a_heading_that_nobody_listed(tmp_path: Path, here: Here) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Zap,Zip,Zup (when),suspect_id\nC1,019/16,2026-01-05,S1\n")
    answer = ("crime_ref=Zap", "offence_code=Zip", "recorded_on=Zup (when)", "suspect_id=")
    options = [word for one in answer for word in ("--map", one)]
    found = loaded(here, path, *options)
    assert (found["shape"], found["accepted"]) == ("crimes", 1)
    assert found["mapping"] == {
        "crime_ref": "Zap",
        "offence_code": "Zip",
        "recorded_on": "Zup (when)",
    }
    assert found["dropped"] == ["suspect_id"]


def test_a_line_without_any_figure_is_not_known_already(tmp_path: Path, here: Here) -> None:
    path = tmp_path / "a.csv"
    path.write_text("SubGroup,BOCU,202401,202402\nSHOPLIFTING,Barnet,1,2\nROBBERY,Brent,,\n")
    found = loaded(here, path)
    assert (found["accepted"], found["rejected"], found["duplicates"]) == (1, 1, 0)
