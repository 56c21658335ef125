"""A name is found as people write it, and as they write it wrongly."""

from __future__ import annotations

import pytest

from tests.unit.dashboard.search.build import called, found, who

#: A name of the record, and texts that must find it first.
FINDS: dict[str, list[str]] = {
    "John Smith": [
        "John Smith",
        "john smith",
        "JOHN  SMITH",
        "Smith John",
        "Smith, John",
        "Jhon Smith",
        "John Simth",
        "Jon Smyth",
        "J Smith",
        "J. S.",
        "J.S.",
        "Smith J",
        "Smith, J.",
        "Smith",
        "Jo\u200bhn Smith",
        "Mr John Smith",
    ],
    "Seán O’Neill": ["Sean O'Neil", "Sean O Neill", "ONEILL, SEAN", "S O’Neill", "sean oneill"],
    "Anne-Marie Mac Donald": [
        "Annemarie MacDonald",
        "Anne Marie McDonald",
        "Macdonald Anne-Marie",
        "A-M MacDonald",
        "Marie Macdonald",
    ],
    "Mohammed Al-Hassan": ["Muhamad Alhassan", "Mohamed Al Hasan", "alhassan", "M Al-Hassan"],
    "Łukasz Wójcik": ["Lukasz Wojcik", "Wojcik Ł", "Lukas Wojcik"],
    "İmren Karadeniz": ["imren karadeniz", "IMREN KARADENIZ", "Imren Karadenis"],
    "Bo Li": ["Bo Li", "Li Bo", "Li, Bo", "BO LI"],
    "Ng": ["Ng", "ng"],
    "Catherine Wright": ["Kathryn Right", "Katherine Wright", "Cath Wright"],
    "Jonathan Beaumont": ["Jon Beaumont", "Jonathon Beaumont", "Jonatahn Beaumnot"],
    "Иван Петров": ["иван петров", "ПЕТРОВ ИВАН", "Иван Перов"],
    "王小明": ["王小明"],
    "Robert'); DROP TABLE allegations;--": ["Robert'); DROP TABLE allegations;--"],
}
OTHERS = ("Peter Jones", "Ruth Adeyemi", "Dorota Gryciuk", "Chukwu Okeke")


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in FINDS.items() for text in texts]
)
def test_a_text_finds_the_name_first(name: str, text: str) -> None:
    people = called(*OTHERS, *FINDS)
    place = [*OTHERS, *FINDS].index(name) + 1
    assert who(people, text)[:1] == [f"S{place}"]


@pytest.mark.parametrize("name", FINDS)
def test_a_name_as_it_is_recorded_fits_wholly(name: str) -> None:
    assert found(called(*OTHERS, name), name)[0][1:] == (100, "the name")


def test_nothing_but_the_name_fits_wholly() -> None:
    people = called("John Smith")
    texts = [text for text in FINDS["John Smith"] if text.lower() != "john smith"]
    scores = {text: found(people, text)[0][1] for text in texts}
    whole = {text for text, score in scores.items() if score == 100}
    assert whole == {"JOHN  SMITH", "Smith, John"}


@pytest.mark.parametrize(
    "text",
    ["", " ", ",", "???", "zzqq", "xx", "Zebedee Quark", "Li", "'; drop table --", "\x00\x1b[31m"],
)
def test_what_fits_nobody_finds_nobody(text: str) -> None:
    assert who(called("John Smith", "Ruth Adeyemi"), text) == []


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "John Smith " * 1_000, "a b " * 2_500, "," * 10_000]
)
def test_a_text_far_too_long_finds_nobody_and_breaks_nothing(text: str) -> None:
    assert who(called("John Smith"), text) == []


def test_a_name_of_any_length_is_found_as_it_is() -> None:
    long = "Maria " * 500
    assert found(called(long), long) == [("S1", 100, "the name")]


def test_one_word_of_several_alone_is_too_little() -> None:
    assert who(called("John Smith", "John Brown"), "John Smith") == ["S1"]


def test_a_word_of_a_name_stands_for_one_word_of_the_text() -> None:
    assert who(called("John Smith", "John John"), "John John")[0] == "S2"
    assert "S1" not in who(called("John Smith", "John John"), "John John")


def test_two_letters_are_no_slip_and_no_short_form() -> None:
    assert who(called("Bo Li", "Liam Bowen"), "Li") == ["S1"]


def test_names_that_share_a_key_alone_are_not_alike() -> None:
    assert who(called("Mohammad Quinn", "Mohammed Khan"), "Mohamad Kahn") == ["S2"]


def test_the_better_fit_comes_first() -> None:
    people = called("John Smith", "John Paul Smith", "Jon Smyth", "Jane Smith")
    assert who(people, "John Smith")[:3] == ["S1", "S2", "S3"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("John Smith", "the name"),
        ("Smith John", "the name, in another order"),
        ("J Smith", "the name, by an initial"),
        ("Jon Smith", "the name, sounds alike"),
        ("Smith", "part of the name"),
        ("John Smitn", "the name, spelt otherwise"),
        ("Joh Smith", "the name, a short form"),
        ("Johnsmith", "the name, parted otherwise"),
    ],
)
def test_why_a_name_fits_is_reported(text: str, why: str) -> None:
    assert found(called("John Smith"), text)[0][2] == why
