"""Each way in which one person is written down twice, and what is no such way."""

from __future__ import annotations

from functools import cache

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from dashboard.analysis.linking.bands import BANDS
from dashboard.analysis.linking.blocking import RULES
from dashboard.analysis.linking.levels import COMPARISONS, IDENTIFIERS
from dashboard.analysis.linking.pairs import find_pairs
from dashboard.analysis.linking.records import records_of
from tests.unit.dashboard.analysis.linking.build import (
    CAMDEN,
    among_others,
    crowd,
    register,
)

LAST_HALVES = ("pton", "combe", "dale", "wick", "field", "gate", "hurst", "march", "nard", "brook")
Person = tuple[str | None, str | None, str, str | None]


UPPER = pl.col("band") != "possible"


def person(
    name: str | None = "Derek Plimpton",
    born: str | None = "1988-03-05",
    sex: str = "M",
    home: str | None = CAMDEN,
) -> Person:
    return name, born, sex, home


#: The record of one person, the other record, and how it is called what differs.
SAME: dict[str, tuple[Person, Person, str, str]] = {
    "day and month": (
        person(),
        person(born="1988-05-03"),
        "born_level",
        "day and month changed places",
    ),
    "1 January": (
        person(),
        person(born="1988-01-01"),
        "born_level",
        "1 January of the same year",
    ),
    "one figure": (person(), person(born="1988-03-06"), "born_level", "one figure"),
    "swapped names": (
        person("Farhan Iqbal"),
        person("Iqbal Farhan"),
        "name_level",
        "parts changed places",
    ),
    "surname first": (person("Farhan Iqbal"), person("IQBAL, Farhan"), "name_level", "the same"),
    "initial": (
        person(),
        person("D Plimpton"),
        "name_level",
        "surname the same, forename near",
    ),
    "initial with a dot": (
        person(),
        person("D. Plimpton"),
        "name_level",
        "surname the same, forename near",
    ),
    "Mohammed": (
        person("Mohammed Plimpton"),
        person("Muhammad Plimpton"),
        "name_level",
        "another spelling",
    ),
    "Mohamed": (
        person("Mohamed Plimpton"),
        person("Muhammad Plimpton"),
        "name_level",
        "another spelling",
    ),
    "Choudhury": (
        person("Derek Choudhury"),
        person("Derek Chowdhury"),
        "name_level",
        "another spelling",
    ),
    "apostrophe": (person("Sean O'Neill"), person("Sean ONeill"), "name_level", "the same"),
    "curly apostrophe": (person("Sean O’Neill"), person("Sean O Neill"), "name_level", "the same"),
    "accents": (person("Thanh Nguyễn"), person("Thanh Nguyen"), "name_level", "the same"),
    "Cyrillic": (person("Павел Иванов"), person("Pavel Ivanov"), "name_level", "the same"),
    "double-barrelled": (
        person("Derek Plimpton-Ashe"),
        person("Derek Plimpton"),
        "name_level",
        "forename the same, surname near",
    ),
    "double-barrelled without its hyphen": (
        person("Derek Plimpton-Ashe"),
        person("Derek Plimpton Ashe"),
        "name_level",
        "the same",
    ),
    "other half of a double-barrelled name": (
        person("Derek Plimpton-Ashe"),
        person("Derek Ashe"),
        "name_level",
        "forename the same, surname near",
    ),
}


#: Twins by their forenames.
TWINS = [
    ("Adam", "Joel"),
    ("Hassan", "Hussein"),
    ("Hasan", "Husain"),
    ("Jayden", "Kayden"),
    ("Amir", "Omar"),
    ("Ahmed", "Hamid"),
    ("Amina", "Iman"),
    ("Ella", "Ellie"),
    ("Mohammed", "Mahmoud"),
]
#: Family names that nobody else has, one for each pair.
FAMILIES = [f"{first}{last}" for first in ("Plim", "Trus", "Ver") for last in LAST_HALVES]


def named(people: tuple[Person, ...], family: str) -> list[Person]:
    """People with a family name of their own, so that many cases fit into one register."""
    return [
        (name and name.replace("Plimpton", family), born, sex, home)
        for name, born, sex, home in people
    ]


@cache
def found_together() -> dict[str, pl.DataFrame]:
    """The pair of each case, all in one register of many others."""
    cases = {case: (one, other) for case, (one, other, _, _) in SAME.items()}
    cases |= {
        f"{one} and {other}": (person(f"{one} Plimpton"), person(f"{other} Plimpton"))
        for one, other in TWINS
    }
    people = [
        record
        for pair_of, family in zip(cases.values(), FAMILIES, strict=False)
        for record in named(pair_of, family)
    ]
    found = find_pairs(among_others(*people))
    return {
        case: found.filter(pl.col("a") == f"R{2 * n + 1:02}", pl.col("b") == f"R{2 * n + 2:02}")
        for n, case in enumerate(cases)
    }


@pytest.mark.parametrize("case", SAME)
def test_one_person_written_down_twice_is_found_and_at_least_likely(case: str) -> None:
    _, _, column, level = SAME[case]
    found = found_together()[case]
    assert found.height == 1
    assert found[column].item() == level
    assert found["weight"].item() >= BANDS["likely"]
    assert found["band"].item() in {"likely", "very likely"}


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_twins_are_never_above_possible(one: str, other: str) -> None:
    found = found_together()[f"{one} and {other}"]
    assert found.filter(UPPER).is_empty()
    assert found.filter(pl.col("weight") >= BANDS["likely"]).is_empty()


def test_twins_are_not_above_possible_in_a_register_of_a_few_people_either() -> None:
    people = [
        record
        for (one, other), family in zip(TWINS, FAMILIES, strict=False)
        for record in named((person(f"{one} Plimpton"), person(f"{other} Plimpton")), family)
    ]
    assert find_pairs(register(*people)).filter(UPPER).is_empty()


def test_twins_without_a_birth_or_of_two_spellings_of_a_surname_are_not_either() -> None:
    pairs = [
        (person("Adam Plimpton", None), person("Joel Plimpton", None)),
        (person("Adam Choudhury"), person("Joel Chowdhury")),
        (person("Plimpton"), person("Joel Plimpton")),
    ]
    for one, other in pairs:
        assert pair(find_pairs(register(one, other))).filter(UPPER).is_empty()


def test_father_and_son_of_one_name_are_not_above_possible() -> None:
    found = pair(find_pairs(register(person(), person(born="1961-11-20"))))
    assert found.filter(UPPER).is_empty()


def test_a_boy_and_a_girl_are_not_above_possible_where_only_an_ending_differs() -> None:
    found = pair(
        find_pairs(among_others(person("Karim Plimpton"), person("Karima Plimpton", sex="F")))
    )
    assert found.filter(UPPER).is_empty()


def test_one_name_only_is_compared_as_a_whole() -> None:
    found = pair(find_pairs(register(person("Zorro"), person("ZORRO"))))
    assert found["name_level"].to_list() == ["the same"]
    assert found["band"].item() in {"likely", "very likely"}


def test_without_a_birth_a_rare_name_may_be_one_person_and_a_birth_speaks_no_way() -> None:
    found = pair(find_pairs(register(person(born=None), person())))
    assert found["born_level"].to_list() == ["not recorded"]
    assert found["born_bits"].to_list() == [0.0]
    with_it = pair(find_pairs(register(person(), person())))
    assert with_it["weight"].item() > found["weight"].item()


def test_without_a_name_nobody_is_anybody() -> None:
    assert find_pairs(register(person(None), person(None), person(""))).is_empty()


def test_a_common_name_says_less_than_a_rare_one() -> None:
    many = [person("Mohammed Khan", f"19{60 + n % 40}-07-{1 + n % 28:02}") for n in range(80)]
    twice = person("Mohammed Khan", "2001-02-03")
    common = pair(find_pairs(register(twice, twice, *many)))
    rare = pair(find_pairs(register(person(), person(), *many)))
    assert common["name_bits"].item() < rare["name_bits"].item() - 3


def test_the_same_register_gives_the_same_pairs_in_whatever_order_its_rows_come() -> None:
    people, _ = crowd()
    usual = find_pairs(people)
    assert usual.height > 50
    shuffled = people.sample(fraction=1.0, shuffle=True, seed=1)
    assert_frame_equal(find_pairs(shuffled), usual)


def test_pairs_are_ordered_and_their_parts_add_up() -> None:
    found = find_pairs(crowd()[0])
    assert found.filter(pl.col("a") >= pl.col("b")).is_empty()
    assert found.select("a", "b").is_unique().all()
    assert found["weight"].is_sorted(descending=True)
    bits = pl.sum_horizontal(f"{one.name}_bits" for one in COMPARISONS)
    rest = found.filter(~pl.col("name_level").is_in(["surname alone", "forename alone", "other"]))
    before = rest.select((pl.col("weight") - bits).alias("before"))["before"]
    assert before.max() - before.min() < 0.01  # type: ignore[operator]
    assert found["model"].unique().to_list() == ["synthetic-1"]


def test_ethnicity_is_not_compared_and_changes_nothing() -> None:
    people = register(person(), person())
    described = people.with_columns(suspect_ethnicity=pl.lit("W1"))
    assert_frame_equal(find_pairs(described), find_pairs(people))
    columns = {*records_of(described).columns, *(name for rule in RULES for name in rule)}
    conditions = " ".join(level.condition for one in COMPARISONS for level in one.levels)
    assert not any("ethnic" in text for text in (*columns, conditions))


def test_an_identifier_that_agrees_speaks_for_one_person_and_lifts_twins() -> None:
    people = register(person("Adam Plimpton"), person("Joel Plimpton"))
    first = pl.col("suspect_id").is_in(["R01", "R02"])
    same = people.with_columns(pnc=pl.when(first).then(pl.lit("55/1234X")))
    assert pair(find_pairs(same))["band"].item() in {"likely", "very likely"}
    other = people.with_columns(pnc=pl.when(first).then(pl.col("suspect_id")))
    assert pair(find_pairs(other)).filter(UPPER).is_empty()
    assert [one.name for one in IDENTIFIERS] == ["pnc", "phone", "address"]


def test_an_empty_register_and_one_person_have_no_pairs() -> None:
    columns = find_pairs(register(person(), person())).columns
    for people in (register(), register(person())):
        found = find_pairs(people)
        assert found.is_empty()
        assert found.columns == columns


def test_a_reference_that_is_there_twice_is_refused() -> None:
    twice = pl.concat([register(person()), register(person())])
    with pytest.raises(ValueError, match="one is missing or repeated"):
        find_pairs(twice)


def pair(found: pl.DataFrame) -> pl.DataFrame:
    """The pair of the first two references."""
    return found.filter(pl.col("a") == "R01", pl.col("b") == "R02")
