"""`harmdesk reach`: its fields, its refusals and its files, as a script has them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import polars as pl
import pytest

from dashboard.wording.notices import LIMITS
from tests.contract.program import Here, assert_refused

WALK = "at 80 m a minute and 1.3 times the straight line"


@pytest.fixture
def data(tmp_path: Path) -> list[str]:
    return ["--data", str(tmp_path / "data")]


def test_the_answer_has_these_fields_and_needs_no_data(here: Here, data: list[str]) -> None:
    found = here("reach", "--json", *data).json
    assert (found["sites"], found["at"], found["as_of"]) == (27, None, "2026-03-03")
    assert (found["metres_a_minute"], found["detour"]) == (80, 1.3)
    assert len(found["areas"]) == 33
    assert [area["code"] for area in found["areas"]] == sorted(a["code"] for a in found["areas"])
    for area in found["areas"]:
        fields = {"code", "residents", "within_15", "within_20", "within_30", "mean_minutes"}
        assert set(area) == fields
    assert sum(area["residents"] for area in found["areas"]) == 8_799_625
    assert sum(area["within_20"] for area in found["areas"]) == 1_282_375
    assert "OpenStreetMap contributors, ODbL" in found["source"]


@pytest.mark.parametrize(
    ("options", "sites"),
    [
        (["--as-of", "2025-06-01"], 37),
        (["--as-of", "2025-06-01", "--hours", "24"], 32),
        (["--as-of", "2025-06-01", "--at", "Tue 04:00"], 32),
        (["--as-of", "2026-03-03"], 27),
        (["--as-of", "2026-03-03", "--at", "tuesday 4:00"], 2),
        (["--hours", "24"], 2),
        (["--without-osm"], 23),
    ],
)
def test_the_sites_that_count(here: Here, data: list[str], options: list[str], sites: int) -> None:
    found = here("reach", "--json", *options, *data).json
    assert found["sites"] == sites
    assert found["at"] == ("Tue 04:00" if "--at" in options else None)


def test_a_larger_detour_reaches_fewer(here: Here, data: list[str]) -> None:
    each = [here("reach", "--json", "--detour", n, *data).json for n in ("1", "1.3", "1.4")]
    totals = [sum(area["within_20"] for area in found["areas"]) for found in each]
    assert totals == sorted(totals, reverse=True)
    assert len(set(totals)) == 3


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--at", "someday"], "is no day and time"),
        (["--detour", "0"], "A detour of 0 is none"),
        (["--detour", "inf"], "A detour of inf is none"),
        (["--detour", "far"], "'far' is no number"),
        (["--hours", "12"], "is no choice of hours"),
        (["--as-of", "2024-01-01"], "is not known here"),
        (["--as-of", "yesterday"], "is not a date"),
        (["--sites", "nowhere.csv"], "nowhere.csv"),
        (["--for", "DI Example"], "name one with --out"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(
    here: Here, data: list[str], options: list[str], words: str
) -> None:
    answer = here("reach", *options, *data)
    assert_refused(answer, words)


def test_sites_of_ones_own_take_the_place_of_the_counters(
    here: Here, data: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "own.csv"
    file.write_text(
        "name,borough,hours,easting,northing,postcode\n"
        "One,Lambeth,24 hours,530625,178388,\nTwo,Lambeth,,,,SE1 7QA\n"
        "Three,Croydon,,530625,178388,\n"
    )
    answer = here("reach", "--json", "--sites", str(file), *data)
    found = json.loads(answer.out)
    assert (answer.code, found["sites"], found["not_placed"], found["as_of"]) == (0, 1, 1, None)
    assert answer.err.startswith("Line 4 is refused: its coordinates lie over 100 m outside")
    answer = here("reach", "--sites", str(file), *data)
    assert "Of 3 rows of own.csv 1 are placed, 1 are not placed, 1 are refused." in answer.err
    assert "1 site of your own" in answer.out


def test_people_are_told_at_what_speed_and_detour(here: Here, data: list[str]) -> None:
    answer = here("reach", *data)
    assert answer.code == 0
    for line in answer.out.splitlines():
        assert "minutes" not in line or WALK in line, line
    assert "2 of the Met's 32 boroughs have one, 30 have not" in answer.out
    assert LIMITS in answer.out


def test_the_files_say_what_they_rest_on_and_keep_each_attribution(
    here: Here, data: list[str], tmp_path: Path
) -> None:
    out = tmp_path / "reach.zip"
    assert here("reach", "--out", str(out), *data).code == 0
    with zipfile.ZipFile(out) as archive:
        areas, sites, text = (archive.read(name) for name in archive.namelist())
    table = pl.read_csv(io.BytesIO(areas))
    assert table.height == 34
    assert set(table["walk"]) == {WALK}
    assert table.filter(name="London")["within_20"].to_list() == [1_282_375]
    places = pl.read_csv(io.BytesIO(sites))
    osm = places.filter(placed_by="OpenStreetMap")
    assert osm.height == 4
    assert set(osm["attribution"]) == {"© OpenStreetMap contributors, ODbL"}
    for part in (WALK, "as of 3 March 2026", "Census 2021", "OpenStreetMap", LIMITS):
        assert part in text.decode()
    again = here("reach", "--out", str(out), *data)
    assert again.code == 0  # a file of the same kind may be replaced
    other = tmp_path / "other.zip"
    other.write_bytes(b"PK\x03\x04 something else that is there")
    assert_refused(here("reach", "--out", str(other), *data), "is not a file of reach")
