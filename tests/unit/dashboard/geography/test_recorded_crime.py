"""Real recorded crime is what the source says, cell for cell."""

from datetime import date

import polars as pl
import pytest

from dashboard.geography.recorded_crime import recorded_crime

#: Drawn from the source's 171,222 rows (seed 2026) and copied from it as they stood.
PUBLISHED = [
    ("2010-04", "Redbridge", "RAPE", 3),
    ("2012-03", "Richmond upon Thames", "VIOLENCE WITH INJURY", 58),
    ("2012-10", "Ealing", "POSSESSION OF DRUGS", 158),
    ("2013-03", "Barnet", "SHOPLIFTING", 90),
    ("2015-10", "Newham", "OTHER OFFENCES PUBLIC ORDER", 19),
    ("2016-03", "Redbridge", "THEFT FROM A VEHICLE", 110),
    ("2018-03", "Redbridge", "BICYCLE THEFT", 6),
    ("2020-10", "Croydon", "PUBLIC FEAR ALARM OR DISTRESS", 109),
    ("2021-04", "Harrow", "ROBBERY OF PERSONAL PROPERTY", 21),
    ("2022-07", "Hillingdon", "MISC CRIMES AGAINST SOCIETY", 195),
    ("2022-10", "Wandsworth", "TRAFFICKING OF DRUGS", 14),
    ("2023-01", "Redbridge", "THEFT OR UNAUTH TAKING OF A MOTOR VEH", 107),
    ("2023-11", "Wandsworth", "THEFT FROM THE PERSON", 69),
    ("2024-02", "Havering", "BICYCLE THEFT", 4),
    ("2024-06", "Wandsworth", "VIOLENCE WITH INJURY", 186),
    ("2024-11", "Bexley", "AGGRAVATED VEHICLE TAKING", 2),
    ("2025-03", "Harrow", "ROBBERY OF PERSONAL PROPERTY", 23),
    ("2025-07", "Hammersmith and Fulham", "BICYCLE THEFT", 56),
    ("2025-09", "Islington", "MISC CRIMES AGAINST SOCIETY", 14),
    ("2026-05", "Ealing", "ROBBERY OF BUSINESS PROPERTY", 19),
]


@pytest.mark.parametrize(("month", "borough", "minor", "crimes"), PUBLISHED)
def test_a_cell_is_the_published_figure(month: str, borough: str, minor: str, crimes: int) -> None:
    found = recorded_crime().filter(
        pl.col("month") == date.fromisoformat(f"{month}-01"),
        pl.col("area") == borough,
        pl.col("minor") == minor,
    )
    assert found["crimes"].to_list() == [crimes]


def test_a_month_a_place_and_a_kind_have_one_row() -> None:
    keys = recorded_crime().select("month", "area", "minor")
    assert keys.is_unique().all()


def test_the_airports_stand_apart_until_the_new_system() -> None:
    airports = recorded_crime().filter(pl.col("area").str.contains("Airports"))
    assert airports["borough_code"].null_count() == airports.height
    assert airports["month"].max() == date(2024, 2, 1)
