"""The shipped tables hold what their sources say."""

from __future__ import annotations

import itertools
import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

ROOT = Path(__file__).parents[3]
GEOGRAPHY = ROOT / "dashboard" / "geography" / "tables"
DATA = ROOT / "sample_data" / "data"
SEARCH = ROOT / "dashboard" / "search" / "tables"
MARGINALS = DATA / "marginals"


def geography(name: str) -> pl.DataFrame:
    return pl.read_csv(GEOGRAPHY / name)


def marginal(name: str) -> pl.DataFrame:
    return pl.read_csv(MARGINALS / f"{name}.csv")


@pytest.fixture(scope="module")
def recorded_crime() -> pl.DataFrame:
    return pl.read_parquet(GEOGRAPHY / "recorded_crime.parquet")


def test_london_has_33_boroughs_in_12_command_units() -> None:
    boroughs = geography("boroughs.csv")
    assert boroughs.height == 33
    assert boroughs["bcu_code"].drop_nulls().n_unique() == 12
    assert boroughs.filter(pl.col("bcu_code").is_null())["name"].to_list() == ["City of London"]


def test_the_code_of_north_area_is_the_text_na() -> None:
    north = geography("boroughs.csv").filter(pl.col("bcu_name") == "North Area")
    assert north["bcu_code"].unique().to_list() == ["NA"]
    assert sorted(north["name"]) == ["Enfield", "Haringey"]


def test_every_borough_has_its_wards() -> None:
    wards = geography("wards.csv")
    assert wards.height == 704
    assert wards["code"].is_unique().all()
    assert set(wards["borough_code"]) == set(geography("boroughs.csv")["code"])


def test_ward_residents_add_up_to_about_the_census() -> None:
    wards = geography("wards.csv")["residents"].sum()
    assert wards == pytest.approx(8_799_800, rel=0.005)


def test_neighbours_are_boroughs_and_each_pair_stands_once() -> None:
    pairs = geography("neighbours.csv")
    assert pairs["kind"].value_counts().sort("kind").rows() == [("land", 68), ("river", 14)]
    assert {*pairs["a"], *pairs["b"]} <= set(geography("boroughs.csv")["code"])
    assert len({frozenset(pair) for pair in pairs.select("a", "b").rows()}) == 82


def test_the_map_has_a_shape_for_every_borough_and_is_small() -> None:
    path = GEOGRAPHY / "boroughs.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    names = dict(geography("boroughs.csv").select("code", "name").iter_rows())
    assert {f["id"]: f["properties"] for f in features} == {
        code: {"name": name} for code, name in names.items()
    }
    assert path.stat().st_size < 90_000


def test_outlines_are_closed_and_clockwise() -> None:
    for feature in json.loads((GEOGRAPHY / "boroughs.geojson").read_text("utf-8"))["features"]:
        shape = feature["geometry"]
        parts = shape["coordinates"]
        for polygon in parts if shape["type"] == "MultiPolygon" else [parts]:
            ring = polygon[0]
            area = sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))
            assert ring[0] == ring[-1]
            assert area < 0


def test_recorded_crime_adds_up_to_the_published_total(recorded_crime: pl.DataFrame) -> None:
    assert recorded_crime["crimes"].sum() == 13_366_674
    assert recorded_crime["month"].n_unique() == 195
    assert recorded_crime["month"].min() == date(2010, 4, 1)
    assert recorded_crime["month"].max() == date(2026, 6, 1)


def test_recorded_crime_keeps_the_airports_and_the_unknown_places(
    recorded_crime: pl.DataFrame,
) -> None:
    elsewhere = recorded_crime.filter(pl.col("borough_code").is_null())["area"].unique()
    assert sorted(elsewhere) == ["London Heathrow and London City Airports", "Unknown place"]
    assert recorded_crime["borough_code"].drop_nulls().n_unique() == 32


@pytest.mark.parametrize(
    ("month", "area", "minor", "crimes"),
    [
        (date(2010, 4, 1), "Barking and Dagenham", "ARSON", 6),
        (date(2010, 4, 1), "Barking and Dagenham", "CRIMINAL DAMAGE", 208),
        (date(2024, 7, 1), "Barking and Dagenham", "CRIMINAL DAMAGE", 131),
        (date(2026, 6, 1), "Barking and Dagenham", "ARSON", 7),
    ],
)
def test_known_cells_of_recorded_crime(
    recorded_crime: pl.DataFrame, month: date, area: str, minor: str, crimes: int
) -> None:
    cell = recorded_crime.filter(
        pl.col("month") == month, pl.col("area") == area, pl.col("minor") == minor
    )
    assert cell["crimes"].to_list() == [crimes]


def test_the_offence_mix_is_the_2025_count_without_what_is_outside_the_list() -> None:
    mix = marginal("offence_mix")
    assert mix["crimes"].sum() == 132_688 - 28_945
    assert "Non-Vawg Crime" not in mix["wording"].to_list()
    assert mix["offence_title"].null_count() == 0


@pytest.mark.parametrize(
    ("wording", "code", "title"),
    [
        (
            "Rape of a female aged 16 or over - multiple undefined offenders",
            "019/08",
            "Multiple Undefined Offenders Rape of a female aged 16 or over.",
        ),
        ("Non Fatal Strangulation or Suffocation", "008/77", "Strangulation or suffocation"),
        (
            "Attempted - Non Fatal Strangulation or Suffocation",
            "008/77",
            "Attempted - Non Fatal Strangulation or Suffocation",
        ),
        (
            "Send indecent or grossly offensive communication to cause distress or anxiety",
            "008/72",
            "Sending letters etc with intent to cause distress or anxiety",
        ),
        (
            "Threaten to share intimate photograph or film",
            None,
            "Threatening to share an intimate image",
        ),
        (
            "Require person to perform forced or compulsory labour",
            None,
            "Require person to perform forced or compulsory labour",
        ),
    ],
)
def test_wordings_are_mapped_only_where_it_is_certain(
    wording: str, code: str | None, title: str
) -> None:
    row = marginal("offence_mix").row(by_predicate=pl.col("wording") == wording, named=True)
    assert (row["offence_code"], row["offence_title"]) == (code, title)


def test_delays_add_up_to_one_in_each_group() -> None:
    sums = (
        marginal("reporting_delay")
        .group_by("crimsec_group")
        .agg(pl.col("share", "drawn_share").sum())
    )
    for column in ("share", "drawn_share"):
        assert sums[column].to_list() == pytest.approx([1.0] * sums.height, abs=1e-4)


def test_the_delay_drawn_for_rape_is_the_one_counted() -> None:
    rape = marginal("reporting_delay").filter(pl.col("crimsec_group") == "Rape")
    assert rape["drawn_share"].to_list() == rape["share"].to_list()


def test_every_shipped_table_names_its_source() -> None:
    for folder in (GEOGRAPHY, DATA, SEARCH):
        sources = pl.read_csv(folder / "SOURCES.csv")
        files = {
            path.relative_to(folder).as_posix()
            for path in folder.rglob("*.*")
            if path.name != "SOURCES.csv"
        }
        assert files == set(sources["table"])
        assert sources.null_count().sum_horizontal().item() == 0
