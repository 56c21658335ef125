"""Names and references lose what people write one way today and another tomorrow."""

from __future__ import annotations

import pytest

from dashboard.search.normalise import parts, readable, reference, shortened


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("John Smith", ("john", "smith")),
        ("  JOHN\tSMITH ", ("john", "smith")),
        ("Smith, John", ("john", "smith")),
        ("SMITH,John Paul", ("john", "paul", "smith")),
        ("J. S.", ("j", "s")),
        ("J.S.", ("j", "s")),
        ("Seán-Óg O’Neill", ("sean", "og", "oneill")),
        ("O'Neill", ("oneill",)),
        ("O`Neill", ("oneill",)),
        ("O´Neill", ("oneill",)),
        ("İmren Karadeniz", ("imren", "karadeniz")),
        ("Işık", ("isik",)),
        ("Łukasz Wójcik", ("lukasz", "wojcik")),
        ("Søren Æbelø", ("soren", "aebelo")),
        ("Strauß", ("strauss",)),
        ("Ọláyínká", ("olayinka",)),
        ("ﬁona", ("fiona",)),
        ("Ｊｏｈｎ", ("john",)),
        ("Nguyê\u0303n", ("nguyen",)),
        ("王小明", ("王小明",)),
        ("Иван Петров", ("иван", "петров")),
        ("مُحَمَّد", ("محمد",)),
        ("राजेश", ("राजेश",)),
        ("Smith 2", ("smith", "2")),
        ("a\x00b", ("a", "b")),
        ("???", ()),
        (",", ()),
        ("", ()),
    ],
)
def test_a_name_is_its_plain_words(name: str, words: tuple[str, ...]) -> None:
    assert parts(name) == words


@pytest.mark.parametrize("text", ["N12345", "n12345", " N12 345 ", "n 1 2\t3 4 5\n"])
def test_a_reference_is_the_same_in_any_case_and_spacing(text: str) -> None:
    assert reference(text) == "n12345"


def test_signs_of_a_reference_are_kept() -> None:
    assert reference("12/34-A") != reference("1234A")


def test_what_is_reported_is_a_line_that_no_screen_obeys() -> None:
    assert readable("a\x1b[31m\n b\u202ec\ud800") == "a [31m b c"
    assert readable("\x00\x01 \n") == ""


def test_what_is_logged_has_sixty_letters_at_most() -> None:
    assert shortened("x" * 60) == "x" * 60
    assert shortened("x" * 10_000) == "x" * 59 + "…"
