"""Names that ears do not tell apart have one key."""

from __future__ import annotations

from itertools import combinations

import pytest

from dashboard.search.phonetic import sound

ALIKE = [
    "mohammed muhammad mohamed muhamad mohammad",
    "chaudhry choudhury chowdhury chaudhari chaudhary",
    "stephen steven stefan",
    "smith smyth smythe",
    "catherine katherine kathryn",
    "hussain hussein husain",
    "lee leigh",
    "thompson thomson tomson",
    "wright right rite",
    "geoffrey jeffrey",
    "alexander aleksander",
    "clarke clark",
    "yusuf yousef youssef yusef",
    "aisha ayesha aysha aishah",
    "jon john",
    "macdonald mcdonald",
    "xavier zavier",
    "philip phillip filip",
    "osman usman",
    "khan kahn",
    "knight night",
    "szymon simon",
]
APART = ["smith jones", "ann anna", "mark mary", "peter paul", "li lo"]


@pytest.mark.parametrize("names", ALIKE)
def test_spellings_of_one_sound_have_one_key(names: str) -> None:
    keys = {name: sound(name) for name in names.split()}
    assert len(set(keys.values())) == 1, keys
    assert "" not in keys.values()


FIRST = [names.split()[0] for names in ALIKE]


@pytest.mark.parametrize("names", [*APART, *map(" ".join, combinations(FIRST, 2))])
def test_names_that_sound_otherwise_have_other_keys(names: str) -> None:
    one, other = names.split()
    assert sound(one) != sound(other)


@pytest.mark.parametrize("word", ["", "o", "a", "zzqq", "smth", "123", "иван", "王小明", "mary2"])
def test_what_has_no_vowel_or_other_letters_has_no_key(word: str) -> None:
    assert sound(word) == ""
