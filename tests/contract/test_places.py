"""`harmdesk places`: its keys, its sums, its refusals, and what a person at a terminal reads."""

from __future__ import annotations

import io
import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pypdf import PdfReader

from dashboard.services.places.area_choices import BASES, BYS, MEASURES
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from harm.scoring.rules import Rules
from tests.conftest import with_answers
from tests.contract.program import Here, assert_refused, contents, harmdesk

pytestmark = pytest.mark.slow

KEYS = [
    *("by", "basis", "measure", "as_of", "window", "rules_id", "index", "version", "real"),
    *("unscored", "total", "borough", "rows"),
]
ROW = [
    *("code", "name", "within", "crimes", "days", "value", "rate", "shrunk", "low", "high"),
    *("low_days", "high_days", "days_without", "largest_days"),
]


@pytest.fixture(autouse=True)
def _answers_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one command worked out of a version, the next one in this process need not."""
    begin = Workspace.__init__

    def begin_with_memory(self: Workspace, settings: Settings) -> None:
        begin(self, settings)
        with_answers(self)

    monkeypatch.setattr(Workspace, "__init__", begin_with_memory)


def words_of(sheet: Path | io.BytesIO) -> list[str]:
    """What a sheet says, but for who printed it and when."""
    return [re.sub("Printed by .* UTC", "", page.extract_text()) for page in PdfReader(sheet).pages]


def test_places_answers_harm_and_crimes_by_borough(small: Path) -> None:
    answer = harmdesk("places", "--json", data=small).json
    assert list(answer) == KEYS
    query = [answer[key] for key in ("by", "basis", "measure", "as_of", "index", "version", "real")]
    assert query == ["borough", "named", "days", "2026-01-10", "cchi-2020", 1, False]
    assert answer["rules_id"] == Rules().id
    assert answer["total"] == {"crimes": 3, "days": 2382.5}
    assert len(answer["rows"]) == 34
    assert [list(row) for row in answer["rows"]] == [ROW] * 34
    assert answer["borough"] is None


def test_crimes_without_a_place_stand_in_a_last_row(small: Path, here: Here) -> None:
    row = here("places", "--json", "--data", str(small)).json["rows"][-1]
    assert (row["code"], row["name"], row["crimes"], row["days"]) == (
        *(None, "Unknown place"),
        *(3, 2382.5),
    )
    assert (row["largest_days"], row["days_without"]) == (1825.0, 557.5)
    assert (row["rate"], row["shrunk"]) == (None, None)


def test_a_crime_that_names_nobody_is_among_all_crimes(small: Path, here: Here) -> None:
    query = ("places", "--basis", "crimes", "--json", "--data", str(small))
    assert here(*query).json["total"] == {"crimes": 4, "days": 4207.5}


def test_the_options_of_rank_are_asked(small: Path, here: Here) -> None:
    query = ("places", "--as-of", "2026-01-05", "--json", "--data", str(small))
    answer = here(*query).json
    assert (answer["as_of"], answer["total"]) == ("2026-01-05", {"crimes": 1, "days": 1825.0})
    answer = here(*query, "--definition", "all", "--index", "ons-css-2020").json
    assert answer["index"] == "ons-css-2020"
    assert answer["rules_id"] == Rules(definition="all").id


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--by", "lsoa"), "'lsoa' is no kind of area; choose borough, bcu or ward."),
        (("--by", ""), "'' is no kind of area"),
        (("--basis", "real"), "choose named, home, crimes or recorded."),
        (
            ("--measure", "x" * 9_000),
            "no measure of places; choose days, crimes, per_1000_women, per_1000, share or mean.",
        ),
        (("--by", "ward", "--basis", "home"), "'home' is not known by ward"),
        (("--by", "ward", "--measure", "per_1000_women"), "is not known by ward"),
        (("--basis", "recorded", "--as-of", "1999-01-01"), "choose a later date"),
        (("--window", "0"), "window days is 0"),
        (("--index", "nothing"), "There is no index called 'nothing'"),
        (("--bogus",), "No such option: --bogus"),
        (("--borough", "Nowhere"), "'Nowhere' is no London borough; write its name or code"),
        (("--borough", ""), "'' is no London borough"),
        (("--borough", "Camden", "--by", "bcu"), "choose the kind of area borough or ward"),
        (("--pdf", "sheet.pdf"), "A sheet is of one borough; name it with --borough."),
        (("--borough", "E12000007"), "'E12000007' is no London borough"),
        (("--borough", "Croydon", "--by", "bcu", "--pdf", "s.pdf"), "more than one borough"),
        (("--spots",), "Only wards are looked at for --spots; choose --by ward."),
        (("--spots", "--by", "ward", "--basis", "home"), "'home' is not known by ward"),
        (("borough",), "unexpected extra argument"),
    ],
)
def test_bad_input_is_refused_in_a_line(
    small: Path, here: Here, *, arguments: tuple[str, ...], words: str
) -> None:
    before = contents(small)
    assert_refused(here("places", "--data", str(small), *arguments), words)
    assert contents(small) == before


def test_a_folder_without_data_is_reported(tmp_path: Path, here: Here) -> None:
    nothing = tmp_path / "nothing"
    assert_refused(here("places", "--data", str(nothing)), "There is no data in")
    assert not nothing.exists()


def test_no_line_is_left_since_nobody_is_looked_at(small: Path, here: Here) -> None:
    lines = Workspace(Settings(data=small)).register.log().height
    here("places", "--json", "--data", str(small))
    assert Workspace(Settings(data=small)).register.log().height == lines


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("basis", BASES)
def test_a_person_at_a_terminal_reads_what_it_rests_on(
    *, small: Path, here: Here, monkeypatch: pytest.MonkeyPatch, basis: str, measure: str
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    query = ("places", "--by", "bcu", "--basis", basis, "--measure", measure)
    answer = here(*query, "--data", str(small)).out
    assert BASES[basis].title in answer  # type: ignore[index] # one of them
    for words in ("OFFICIAL-SENSITIVE", "City of London", "Unknown place", "Together: "):
        assert words in answer
    assert "this is no ranking of which place is safest" in answer
    assert ("REAL RECORDED CRIME" in answer) == (basis == "recorded")
    assert ("Days of harm, added up over" in answer) == (basis != "recorded")
    assert ("per 1,000 women" in answer) == (measure == "per_1000_women")
    assert "None" not in answer
    assert "offender" not in answer.lower()


def test_made_up_people_are_said_to_be_so(
    demonstration: Path, here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    answer = here("places", "--by", "ward", "--data", str(demonstration)).out
    assert "SYNTHETIC PEOPLE, REAL PLACES" in answer
    assert "Unknown ward" in answer
    real = here("places", "--by", "ward", "--basis", "recorded", "--data", str(demonstration)).out
    assert "SYNTHETIC" not in real


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize("by", BYS)
def test_the_rows_of_the_demonstration_add_up_to_its_total(
    *, demonstration: Path, here: Here, by: str, basis: str
) -> None:
    if (by, basis) == ("ward", "home"):
        return
    query = ("places", "--by", by, "--basis", basis, "--json", "--data", str(demonstration))
    answer = here(*query).json
    assert sum(row["crimes"] or 0 for row in answer["rows"]) == answer["total"]["crimes"]
    tenths = sum(round(10 * (row["days"] or 0)) for row in answer["rows"])
    assert tenths == round(10 * answer["total"]["days"])


@pytest.mark.parametrize("name", ["Croydon", "croydon ", "LB of Croydon", "E09000008", "00AH"])
def test_one_borough_may_be_asked_for_however_it_is_written(
    demonstration: Path, here: Here, name: str
) -> None:
    query = ("places", "--json", "--data", str(demonstration), "--borough", name)
    answer = here(*query).json
    assert answer["borough"] == "E09000008"
    assert [row["code"] for row in answer["rows"]] == ["E09000008"]
    assert answer["total"] == {each: answer["rows"][0][each] for each in ("crimes", "days")}


def test_wards_that_stand_out_are_marked(
    demonstration: Path, here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = ("places", "--by", "ward", "--basis", "recorded", "--spots")
    answer = here(*query, "--json", "--data", str(demonstration)).json
    spots = {row["code"]: row["spot"] for row in answer["rows"]}
    assert sum(spot == "high" for spot in spots.values()) == 8
    assert spots["E05013808"] == "high"
    city = [row["spot"] for row in answer["rows"] if row["within"] == "E09000001"]
    assert city == [None] * len(city)
    assert "spot" not in here(*query[:-1], "--json", "--data", str(demonstration)).json["rows"][0]
    monkeypatch.setenv("COLUMNS", "40")
    one = here(*query, "--borough", "Westminster", "--data", str(demonstration)).out
    assert "Of 678 wards tested, 8 stand out as high and 15 as low" in one
    assert "It does not show where harm will happen" in one
    (west_end,) = [line for line in one.splitlines() if "West End" in line and "│" in line]
    assert west_end.rstrip(" │").endswith("high")


def test_the_sheet_of_a_borough_is_written_and_leaves_a_line(small: Path, tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    lines = Workspace(Settings(data=small)).register.log().height
    answer = harmdesk("places", "--borough", "Camden", "--pdf", file, "--json", data=small).json
    assert answer["borough"] == "E09000007"
    assert file.read_bytes().startswith(b"%PDF-")
    log = Workspace(Settings(data=small)).register.log().slice(lines)
    assert log.select("action", "subject").rows()[-1] == ("file", "sheet of Camden")
    again = tmp_path / "again.pdf"
    harmdesk("places", "--borough", "Camden", "--pdf", again, "--json", data=small)
    assert words_of(file) == words_of(again)
    assert {path.name for path in tmp_path.iterdir()} == {"sheet.pdf", "again.pdf"}


def at_a_terminal(
    here: Here, patch: pytest.MonkeyPatch, data: Path, columns: int, *options: str
) -> str:
    """The table alone, as a terminal of so many columns has it."""
    patch.setenv("COLUMNS", str(columns))
    lines = here("places", *options, "--data", str(data)).out.splitlines()
    return "\n".join(line for line in lines if line[0] in "┏┃┡│└")


@pytest.mark.parametrize(
    ("options", "columns", "shown"),
    [
        ((), 100, True),
        (("--measure", "share"), 100, True),
        (("--by", "ward", "--borough", "Croydon"), 100, True),
        (("--by", "ward"), 120, True),
        (("--by", "ward"), 100, False),
        ((), 80, False),
        (("--basis", "recorded"), 200, False),
    ],
)
def test_days_without_the_gravest_crime_are_shown_where_there_is_room(
    *,
    demonstration: Path,
    here: Here,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    columns: int,
    shown: bool,
) -> None:
    table = at_a_terminal(here, monkeypatch, demonstration, columns, *options)
    assert ("gravest" in table) == shown
    assert max(map(len, table.splitlines())) <= columns
    row = here("places", *options, "--json", "--data", str(demonstration)).json["rows"][0]
    if row["days_without"] is not None:
        without = f"{row['days_without']:,.1f}".removesuffix(".0")
        assert (f" {without} " in table) == shown


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--measure", "mean"),
        ("--measure", "share", "--basis", "crimes"),
        ("--by", "ward", "--basis", "recorded", "--spots", "--measure", "share"),
    ],
)
def test_nothing_is_cut_where_a_terminal_is_too_narrow(
    demonstration: Path, here: Here, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    narrow, wide = (
        at_a_terminal(here, monkeypatch, demonstration, columns, *options) for columns in (40, 400)
    )
    assert "…" not in narrow
    assert len({len(line) for line in narrow.splitlines()}) == 1
    words = set(wide.split()) - {"Without", "the", "gravest"}
    without = {
        f"{row['days_without'] or 0:,.1f}".removesuffix(".0")
        for row in here("places", *options, "--json", "--data", str(demonstration)).json["rows"]
    }
    figures = {word for word in words - without if word[0].isdigit()}
    assert figures
    assert figures <= set(narrow.split())


@pytest.mark.parametrize("command", ["places", "explain"])
def test_a_file_that_cannot_be_written_is_reported_and_nothing_is_left(
    small: Path, tmp_path: Path, here: Here, command: str
) -> None:
    what = ("--borough", "Camden") if command == "places" else ("S1",)
    nowhere, long = tmp_path / "nowhere" / "sheet.pdf", tmp_path / ("x" * 300)
    for file in (nowhere, long, tmp_path, Path("/"), Path()):
        query = (command, *what, "--pdf", str(file), "--data", str(small))
        assert_refused(here(*query), f"The file {str(file)!r} cannot be written")
    assert list(tmp_path.iterdir()) == []


def test_what_stands_at_the_file_s_name_stays_what_it_is(
    small: Path, tmp_path: Path, here: Here
) -> None:
    file, link, pipe = (tmp_path / name for name in ("sheet.pdf", "link.pdf", "pipe"))
    file.write_text("%PDF-before", encoding="utf-8")
    file.chmod(0o600)
    link.symlink_to(file)
    query = ("places", "--borough", "Camden", "--json", "--data", str(small), "--pdf")
    assert here(*query, str(link)).code == 0
    assert link.is_symlink()
    assert (file.read_bytes()[:5], file.stat().st_mode & 0o777) == (b"%PDF-", 0o600)
    assert b"before" not in file.read_bytes()
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit(pipe.read_bytes)
        assert here(*query, str(pipe)).code == 0
        assert words_of(io.BytesIO(read.result(timeout=60))) == words_of(file)
    assert pipe.is_fifo()
    assert {path.name for path in tmp_path.iterdir()} == {"sheet.pdf", "link.pdf", "pipe"}
