"""What of names is compared."""

from __future__ import annotations

import polars as pl
import pytest

from dashboard.analysis.linking.names import NAMES, name_columns


def of(name: str | None) -> dict[str, str | None]:
    return name_columns(pl.Series([name], dtype=pl.String)).row(0, named=True)


@pytest.mark.parametrize("name", ["Mohammed", "Muhammad", "Mohamed", "MOHAMMED", "Mohamad"])
def test_spellings_of_a_name_have_one_skeleton(name: str) -> None:
    assert of(name)["given_skeleton"] == "mmd"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Choudhury", "Chowdhury"),
        ("Philip", "Filip"),
        ("Jack", "Jak"),
        ("Nguyễn", "Nguyen"),
        ("O'Neill", "ONeill"),
        ("Anny", "Ani"),
    ],
)
def test_these_two_have_one_skeleton(one: str, other: str) -> None:
    assert of(one)["given_skeleton"] == of(other)["given_skeleton"]


def test_other_names_with_the_same_consonants_sound_different() -> None:
    for one, other in (("Hassan", "Hussein"), ("Amir", "Omar"), ("Ahmed", "Hamid")):
        first, second = of(f"{one} Khan"), of(f"{other} Khan")
        assert first["skeleton"] == second["skeleton"]
        assert first["sound"] != second["sound"]


def test_parts_of_a_name_are_its_first_word_and_the_others() -> None:
    found = of("Seán-Óg O’Neill")
    assert (found["given"], found["surname"], found["letters"]) == (
        "sean",
        "og oneill",
        "seanogoneill",
    )
    assert of("Khan, Ali")["letters"] == "alikhan"
    assert of("Zorro")["surname"] is None


def test_a_name_of_vowels_keeps_a_letter_to_be_found_by() -> None:
    assert of("Aoi Ueo")["skeleton"] == "a u"


def test_without_a_name_there_is_nothing() -> None:
    table = name_columns(pl.Series([None, "", "…", "Ann Lee"], dtype=pl.String))
    assert table.columns == NAMES.names()
    assert table["letters"].to_list() == [None, None, None, "annlee"]
    assert name_columns(pl.Series([], dtype=pl.String)).schema == NAMES


def test_other_scripts_are_written_in_a_to_z() -> None:
    assert of("Павел Иванов")["letters"] == of("Pavel Ivanov")["letters"]
