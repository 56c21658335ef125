"""Real crime by ward: every crime of the source, in its month and ward."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dashboard.geography.recorded_crime import (
    AIRPORT_WARD,
    FIRST_WHOLE_WARD_MONTH,
    WARD_SOURCE,
    recorded_crime,
    ward_crime,
)
from tools.tables.recorded_crime import by_ward

ROOT = Path(__file__).parents[4]
TABLES = ROOT / "dashboard" / "geography" / "tables"
HILLINGDON = "E09000017"


def made_up(*rows: tuple[str | None, str | None, int, int]) -> pl.DataFrame:
    """The source's layout: ward code, borough, and two months."""
    return pl.DataFrame(
        [("THEFT", "SHOPLIFTING", "Somewhere", *row) for row in rows],
        schema={
            "majortext": pl.String,
            "minortext": pl.String,
            "wardname": pl.String,
            "wardcode": pl.String,
            "lookup_boroughname": pl.String,
            "202501": pl.Int64,
            "202502": pl.Int64,
        },
        orient="row",
    )


def counted(*rows: tuple[str | None, str | None, int, int]) -> list[tuple[object, ...]]:
    found = by_ward(
        made_up(*rows),
        borough_of_ward={"W1": "B1", "W2": "B2"},
        borough_by_name={"One": "B1", "Two": "B2"},
    )
    assert found.columns == ["month", "ward_code", "borough_code", "major", "minor", "crimes"]
    return found.drop("major", "minor").rows()


def beside(*keys: str) -> pl.DataFrame:
    """Crimes by ward and by borough in the 24 months that both have whole."""
    both = [
        table.filter(pl.col("month").is_between(FIRST_WHOLE_WARD_MONTH, date(2026, 2, 1)))
        .group_by(keys)
        .agg(pl.col("crimes").cast(pl.Int64).sum().alias(name))
        for name, table in (("wards", ward_crime()), ("boroughs", recorded_crime()))
    ]
    return both[0].join(both[1], on=keys).with_columns(share=pl.col("wards") / pl.col("boroughs"))


def test_every_crime_of_the_source_is_there() -> None:
    crimes = ward_crime()
    assert crimes["crimes"].sum() == 1_782_174
    assert crimes["crimes"].min() == 1
    assert crimes.height == 315_743
    assert (TABLES / "ward_crime.parquet").stat().st_size < 300_000


def test_columns_have_the_types_of_the_borough_table() -> None:
    kinds = {name: kind for name, kind in recorded_crime().schema.items() if name != "area"}
    assert {
        name: kind for name, kind in ward_crime().schema.items() if name != "ward_code"
    } == kinds


def test_a_month_a_ward_and_a_kind_have_one_row() -> None:
    assert ward_crime().select("month", "ward_code", "minor").is_unique().all()


def test_all_the_wards_of_the_met_and_none_of_the_city() -> None:
    wards = pl.read_csv(TABLES / "wards.csv")
    met = wards.filter(pl.col("borough_code") != "E09000001").select("code", "borough_code")
    found = ward_crime().select(code="ward_code", borough_code="borough_code").unique()
    assert found.sort("code").rows() == met.sort("code").rows()


def test_all_but_the_first_month_are_whole() -> None:
    months = ward_crime().group_by("month").agg(pl.col("crimes").sum()).sort("month")
    assert months.row(0) == (date(2024, 2, 1), 40)
    assert months["month"].to_list()[1] == FIRST_WHOLE_WARD_MONTH
    assert months["month"].to_list()[-1] == date(2026, 2, 1)
    assert months.height == 25
    assert months["crimes"].sort().to_list()[1] == 67_053


@pytest.mark.parametrize(
    ("month", "ward", "minor", "crimes"),
    [
        ("2025-01", "E05011478", "AGGRAVATED VEHICLE TAKING", 0),
        ("2025-07", "E05009319", "TRAFFICKING OF DRUGS", 6),
        ("2024-10", "E05013670", "CRIMINAL DAMAGE", 4),
        ("2025-04", "E05013794", "CRIMINAL DAMAGE", 6),
        ("2026-02", "E05014022", "ROBBERY OF PERSONAL PROPERTY", 2),
        ("2025-09", "E05013761", "POSSESSION OF WEAPONS", 0),
        ("2024-10", "E05011245", "TRAFFICKING OF DRUGS", 5),
        ("2025-10", "E05014054", "VIOLENCE WITH INJURY", 6),
    ],
)
def test_a_cell_is_the_published_figure(month: str, ward: str, minor: str, crimes: int) -> None:
    found = ward_crime().filter(
        pl.col("month") == date.fromisoformat(f"{month}-01"),
        pl.col("ward_code") == ward,
        pl.col("minor") == minor,
    )
    assert found["crimes"].to_list() == ([crimes] if crimes else [])


def test_the_ward_table_has_less_than_the_borough_table_by_a_known_part() -> None:
    months = beside("month")
    assert (months["wards"].sum(), months["boroughs"].sum()) == (1_782_134, 1_845_317)
    assert months["share"].min() == pytest.approx(0.9363, abs=1e-4)
    assert months["share"].max() == pytest.approx(0.9933, abs=1e-4)


def test_the_part_is_alike_in_every_borough() -> None:
    by_borough = beside("borough_code")
    assert by_borough.height == 32
    assert by_borough["share"].min() == pytest.approx(0.9574, abs=1e-4)
    assert by_borough["share"].max() == pytest.approx(0.9777, abs=1e-4)


def test_the_part_differs_by_kind_of_crime_and_the_source_says_so() -> None:
    kinds = beside("minor").filter(pl.col("boroughs") > 1000)
    shares = dict(kinds.select("minor", pl.col("share").round(2)).iter_rows())
    assert (shares["POSSESSION OF WEAPONS"], shares["RAPE"]) == (0.82, 0.92)
    assert (min(shares.values()), max(shares.values())) == (0.82, 0.99)
    assert "of possession of weapons 18 in 100, of rape 8" in WARD_SOURCE


def test_the_ward_of_the_airport_is_counted_in_its_borough() -> None:
    airport = ward_crime().filter(pl.col("ward_code") == AIRPORT_WARD)
    assert airport["borough_code"].unique().to_list() == [HILLINGDON]
    assert airport["crimes"].sum() == 12_700


def test_a_column_a_month_becomes_a_row_a_count_and_noughts_go() -> None:
    assert counted(("W1", "One", 3, 0), ("W2", "Two", 0, 5)) == [
        (date(2025, 1, 1), "W1", "B1", 3),
        (date(2025, 2, 1), "W2", "B2", 5),
    ]


@pytest.mark.parametrize("code", [None, "", "  ", "W9"])
def test_a_ward_that_no_outline_has_is_an_unknown_ward_of_its_borough(code: str | None) -> None:
    assert counted((code, "Two", 4, 0), (code, "Two", 2, 0)) == [(date(2025, 1, 1), None, "B2", 6)]


def test_a_ward_under_aviation_is_in_the_borough_that_it_lies_in() -> None:
    aviation = "Aviation Security (SO18)"
    assert counted(("W1", aviation, 2, 0), ("W1", "One", 3, 0), (None, aviation, 7, 0)) == [
        (date(2025, 1, 1), None, None, 7),
        (date(2025, 1, 1), "W1", "B1", 5),
    ]


def test_a_borough_that_is_none_stops_the_build() -> None:
    with pytest.raises(ValueError, match="no borough is called Atlantis"):
        counted(("W1", "One", 1, 0), (None, "Atlantis", 2, 0))
