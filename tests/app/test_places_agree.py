"""Map, table, command line and borough sheet have the same figures, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pytest
from pypdf import PdfReader

from dashboard.geography import borough_names, neighbours_of
from dashboard.services.places.area_choices import MEASURES
from dashboard.web.parts.areas import BY, COUNTED
from harm.areas.suppression import BAND, HIDDEN
from harm.days import spoken
from tests.app.pages import complaints, figures, table, visited
from tests.contract.program import in_this_process
from tests.depth import some

CROYDON, CAMDEN, CITY = "E09000008", "E09000007", "E09000001"
NOTHING: Final = "–"
#: What is asked of places, and of how many areas the map has a value.
ASKED: Final = [
    ("borough", "named", "days", 32),
    ("borough", "home", "share", 33),
    ("borough", "crimes", "per_1000_women", 32),
    ("borough", "recorded", "mean", 32),
    ("bcu", "recorded", "crimes", 12),
    ("bcu", "crimes", "per_1000", 12),
    ("ward", "named", "days", 679),
    ("ward", "recorded", "per_1000", 678),
]

Row = Mapping[str, Any]


@cache
def places_of(folder: Path, *arguments: str) -> dict[str, Any]:
    """The answer of the command line; the same question is asked once."""
    return in_this_process("places", "--json", *arguments, "--data", str(folder)).json


@pytest.mark.parametrize(("by", "of", "measure", "valued"), some(ASKED, 3, shares=2))
def test_map_table_and_command_line_agree(
    *, folder: Path, by: str, of: str, measure: str, valued: int
) -> None:
    page = visited(
        "boroughs",
        by=BY[by],
        counted=COUNTED[of],
        measure=MEASURES[measure].title,  # type: ignore[index] # one of them
    )
    assert complaints(page) == []
    answer = places_of(folder, "--by", by, "--basis", of, "--measure", measure)
    shown = table(page)
    assert shown["name"].to_list() == [row["name"] for row in answer["rows"]]
    for name in shown.columns[1:]:
        cells = [None if pd.isna(cell) else cell for cell in shown[name]]
        assert cells == [_cell(row, name, measure) for row in answer["rows"]], name
    drawn = figures(page)[0]
    on_the_map = dict(zip(drawn["locations"], drawn["z"], strict=True))
    column = "shrunk" if measure.startswith("per_1000") else "value"
    known = {row["code"]: row[column] for row in answer["rows"] if row["code"] is not None}
    values = {code: value for code, value in on_the_map.items() if value is not None}
    assert values == {code: known[code] for code in values}
    assert len(values) == valued
    # What has no value on the map has none elsewhere, or is the City's, whose force is another.
    city = {row["code"] for row in answer["rows"] if CITY in {row["code"], row["within"]}}
    assert {code for code, value in known.items() if value is not None} - set(values) <= city


def _cell(row: Row, name: str, measure: str) -> object:
    """A figure of the answer as the table shows it."""
    if name == "within":
        return borough_names().get(row["within"])
    value = row[name]
    if value is None:
        return None
    if name in {"rate", "shrunk"}:
        return round(value, 1)
    if name in {"low", "high"}:
        digits = {"days": 0, "crimes": 0, "share": 4}.get(measure, 1)
        return round(value, digits)
    if name in {"days", "days_without"} or (name, measure) == ("value", "days"):
        return round(value)  # a table has whole days
    return value


@pytest.mark.parametrize("of", ["named", "home", "crimes", "recorded"])
def test_the_command_line_adds_up_from_ward_to_london(folder: Path, of: str) -> None:
    boroughs = places_of(folder, "--basis", of)
    units = places_of(folder, "--basis", of, "--by", "bcu")
    unit = {row["code"]: row["within"] or row["code"] for row in boroughs["rows"]}
    assert _sums(units["rows"], "code") == _sums(
        [{**row, "code": unit[row["code"]]} for row in boroughs["rows"]], "code"
    )
    assert boroughs["total"] == units["total"]
    assert _whole(boroughs["rows"]) == _whole(units["rows"]) == tuple(boroughs["total"].values())
    assert [row["name"] for row in boroughs["rows"]].count("Unknown place") == 1
    if of == "home":
        return
    wards = places_of(folder, "--basis", of, "--by", "ward")
    assert _whole(wards["rows"]) == tuple(wards["total"].values())
    assert [row["name"] for row in wards["rows"]].count("Unknown place") == 1
    if of != "recorded":  # of which wards have an edition of their own
        assert _sums(wards["rows"], "within") == _sums(boroughs["rows"], "code")
    one = places_of(folder, "--basis", of, "--by", "ward", "--borough", "Croydon")
    assert one["borough"] == CROYDON
    assert one["rows"] == [row for row in wards["rows"] if row["within"] == CROYDON]
    assert _whole(one["rows"]) == tuple(one["total"].values())


def _whole(rows: list[Row]) -> tuple[int, float]:
    tenths = sum(round(10 * (row["days"] or 0)) for row in rows)
    return sum(row["crimes"] or 0 for row in rows), tenths / 10


def _sums(rows: list[Row], column: str) -> dict[str | None, tuple[int, float]]:
    """Crimes and days by what a column has; nothing where nothing happened."""
    keys = {row[column] for row in rows}
    added = {key: _whole([row for row in rows if row[column] == key]) for key in keys}
    return {key: whole for key, whole in added.items() if whole[0]}


@pytest.mark.parametrize("of", ["named", "home", "crimes", "recorded"])
@pytest.mark.parametrize("code", [CROYDON, CAMDEN])
def test_the_sheet_has_the_figures_of_the_command_line(
    folder: Path, tmp_path: Path, code: str, of: str
) -> None:
    file = tmp_path / "sheet.pdf"
    one = places_of(folder, "--basis", of, "--borough", code, "--pdf", str(file))
    assert [row["code"] for row in one["rows"]] == [code]
    lines = [line for page in PdfReader(file).pages for line in page.extract_text().splitlines()]
    london = places_of(folder, "--basis", of)["rows"]
    near = {code, *neighbours_of(code)["code"]}
    compared = 0
    for row in london:
        if row["code"] in near:
            compared += _agrees(lines, row["name"], _figures(row))
    assert compared == len(near)
    if of == "home":
        assert "so no wards are shown" in " ".join(lines)
        return
    wards = places_of(folder, "--basis", of, "--by", "ward", "--borough", code)["rows"]
    plain = [line.removesuffix(" high").removesuffix(" low") for line in lines]  # the marks
    answer = sum(_agrees(plain, row["name"], _ward_figures(row)) for row in wards)
    assert answer == len(wards) > 15


def _figures(row: Row) -> list[str]:
    if row["code"] == CITY and not row["crimes"]:
        return [NOTHING] * 4
    return [
        f"{row['crimes']:,}",
        spoken(round(10 * row["days"])),
        *(NOTHING if row[name] is None else f"{row[name]:,.1f}" for name in ("rate", "shrunk")),
    ]


def _ward_figures(row: Row) -> list[str]:
    largest = row["largest_days"]
    return [
        spoken(round(10 * row["days"])),
        *(NOTHING if row[name] is None else f"{row[name]:,.0f}" for name in ("low", "high")),
        f"{row['crimes']:,}",
        NOTHING if largest is None else spoken(round(10 * largest)),
    ]


def _agrees(lines: list[str], name: str, cells: list[str]) -> bool:
    """Whether a line of the sheet has the figures; where few are banded, that it has no other."""
    theirs = [line for line in lines if line.startswith(f"{name} ")]
    exact = [line for line in theirs if line.endswith(" ".join(["", *cells]))]
    banded = [line for line in theirs if BAND in line or HIDDEN in line]
    for line in banded:
        assert not any(cell in line.split() for cell in cells if cell != NOTHING), line
    return bool(exact) != bool(banded)
