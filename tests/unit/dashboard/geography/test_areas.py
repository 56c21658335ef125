"""Places below and above the borough: wards, command units, neighbours."""

import polars as pl
import pytest

from dashboard.geography import CITY_OF_LONDON, bcus, borough_names, boroughs, neighbours_of, wards


def code_of(name: str) -> str:
    return {named: code for code, named in borough_names().items()}[name]


def test_there_are_twelve_command_units_and_north_area_is_na() -> None:
    assert bcus()["code"].to_list() == [
        *("AS", "AW", "CE", "CN", "EA", "NA", "NE", "NW", "SE", "SN", "SW", "WA")
    ]
    assert bcus().filter(pl.col("code") == "NA")["name"].to_list() == ["North Area"]


@pytest.mark.parametrize("column", ["residents", "women_16plus"])
def test_a_command_unit_has_the_people_of_its_boroughs_to_the_one(column: str) -> None:
    members: dict[str, list[int]] = {}
    for unit, people in boroughs().select("bcu_code", column).drop_nulls("bcu_code").iter_rows():
        members.setdefault(unit, []).append(people)
    assert dict(bcus().select("code", column).iter_rows()) == {
        unit: sum(people) for unit, people in members.items()
    }


def test_everybody_but_the_city_lives_in_a_command_unit() -> None:
    city = boroughs().filter(pl.col("code") == CITY_OF_LONDON)
    assert city["name"].to_list() == ["City of London"]
    assert bcus()["residents"].sum() + city["residents"].item() == boroughs()["residents"].sum()


def test_the_two_boroughs_of_north_area_added_by_hand() -> None:
    north = bcus().row(by_predicate=pl.col("code") == "NA", named=True)
    people = {
        name: boroughs().row(by_predicate=pl.col("name") == name, named=True)
        for name in ("Enfield", "Haringey")
    }
    assert north["residents"] == sum(row["residents"] for row in people.values())
    assert north["women_16plus"] == sum(row["women_16plus"] for row in people.values())


def test_wards_have_a_borough_and_no_more_adults_than_residents() -> None:
    assert wards().filter(pl.col("borough_code") == CITY_OF_LONDON).height == 25
    assert wards().filter(pl.col("borough_code") != CITY_OF_LONDON).height == 679
    assert wards().null_count().sum_horizontal().item() == 0
    assert wards().filter(pl.col("residents_16plus") > pl.col("residents")).is_empty()
    assert wards()["residents_16plus"].min() == 42


@pytest.mark.parametrize(
    ("borough", "everyone", "aged_16_and_over"),
    [
        ("City of London", 8_584, 8_007),
        ("Barking and Dagenham", 218_876, 161_775),
        ("Croydon", 390_727, 310_394),
        ("Westminster", 204_233, 177_460),
    ],
)
def test_the_wards_of_a_borough_add_up_to_about_its_census(
    borough: str, everyone: int, aged_16_and_over: int
) -> None:
    theirs = wards().filter(pl.col("borough_code") == code_of(borough))
    assert theirs["residents"].sum() == pytest.approx(everyone, rel=0.001)
    assert theirs["residents_16plus"].sum() == pytest.approx(aged_16_and_over, rel=0.001)


def test_every_borough_has_wards_with_people() -> None:
    sums = wards().group_by("borough_code").agg(pl.col("residents", "residents_16plus").sum())
    assert set(sums["borough_code"]) == set(borough_names())
    assert sums["residents"].min() == 8_588
    assert sums["residents"].sum() == 8_799_639
    assert sums["residents_16plus"].sum() == 7_103_903


def test_the_neighbours_of_a_borough_by_land_and_across_the_river() -> None:
    assert neighbours_of(code_of("Barking and Dagenham")).select("name", "kind").rows() == [
        ("Bexley", "river"),
        ("Greenwich", "river"),
        ("Havering", "land"),
        ("Newham", "land"),
        ("Redbridge", "land"),
    ]


def test_a_neighbour_of_a_neighbour_is_the_borough_itself() -> None:
    pairs = {
        (code, other) for code in borough_names() for other in neighbours_of(code)["code"].to_list()
    }
    assert pairs == {(other, code) for code, other in pairs}
    assert len(pairs) == 2 * 82
    assert not any(code == other for code, other in pairs)


@pytest.mark.parametrize("code", ["E09000099", "NA", ""])
def test_what_is_no_borough_has_no_neighbours(code: str) -> None:
    assert neighbours_of(code).is_empty()
    assert neighbours_of(code).columns == ["code", "name", "kind"]
