"""A name in other letters finds the same name in plain ones, and the other way round."""

from __future__ import annotations

import pytest

from dashboard.search.letters import consonants, romanised, written_without_vowels
from dashboard.search.normalise import parts
from tests.unit.dashboard.search.build import called, found, who

PAIRS = [
    ("Андрей Кузнецов", "Andrey Kuznetsov"),
    ("Наталія Бондаренко", "Natalia Bondarenko"),
    ("Ελένη Κωνσταντίνου", "Eleni Konstantinou"),
    ("Արմեն Սարգսյան", "Armen Sargsyan"),
    ("გიორგი ბერიძე", "Giorgi Beridze"),
    ("أحمد حسن", "Ahmed Hassan"),
    ("مصطفى محمود", "Mustafa Mahmoud"),
    ("李小龙", "Li Xiaolong"),
    ("राहुल वर्मा", "Rahul Varma"),
]
OTHERS = ("Peter Jones", "Ruth Adeyemi", "Dorota Gryciuk", "Chukwu Okeke", "Omar Khan")


@pytest.mark.parametrize(("name", "plain"), PAIRS)
def test_either_finds_the_other_and_says_why(name: str, plain: str) -> None:
    for recorded, text in ((name, plain), (plain, name)):
        first = found(called(*OTHERS, recorded), text)[0]
        assert first[0] == f"S{len(OTHERS) + 1}"
        assert first[1] < 100
        assert first[2].endswith(", in other letters")


@pytest.mark.parametrize(("name", "plain"), PAIRS)
def test_a_name_in_its_own_letters_comes_before_the_same_in_others(name: str, plain: str) -> None:
    people = called(plain, name)
    assert found(people, name)[0] == ("S2", 100, "the name")
    assert found(people, plain)[0] == ("S1", 100, "the name")
    assert {*who(people, name)} == {"S1", "S2"}


def test_the_signs_of_two_names_that_sound_alike_are_not_the_same_name() -> None:
    people = called("王伟", "汪伟")
    assert found(people, "王伟") == [
        ("S1", 100, "the name"),
        ("S2", 96, "the name, in other letters"),
    ]


def test_names_in_plain_letters_are_as_they_were() -> None:
    for name in ("Seán O’Neill", "Łukasz Wójcik", "İmren Karadeniz", "", "☺"):
        assert romanised(parts(name)) == parts(name)


def test_a_sign_of_no_language_breaks_nothing() -> None:
    for text in ("☺ Иванов", "\ue000", "𐎠𐎡", "ـ", "ั", "١٢٣"):
        assert all(word.isascii() for word in romanised(parts(text)))
        assert who(called(text, "Ivanov"), text) in (["S1"], ["S1", "S2"], [])


def test_words_without_vowels_are_known_by_their_script() -> None:
    assert written_without_vowels(parts("محمد Ivanov")) == {"mhmd"}
    assert written_without_vowels(parts("Lynch Иванов")) == frozenset()
    assert consonants("mohammed") == consonants("mhmd") == "mhmd"
    assert consonants("fatimah") == consonants("ftm") == "ftm"
    assert consonants("ali") == ""
