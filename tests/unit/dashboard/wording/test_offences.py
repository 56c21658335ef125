"""Short forms of offences tell apart what the index tells apart."""

from __future__ import annotations

from collections import Counter

import pytest

from dashboard.wording.offences import short_offence
from harm.offences import indices


@pytest.mark.parametrize("name", indices.names())
def test_no_two_offences_of_an_index_have_one_short_form(name: str) -> None:
    titles = set(indices.get(name).entries["title"])
    forms = Counter(short_offence(title) for title in titles)
    assert [form for form, times in forms.items() if times > 1] == []


@pytest.mark.parametrize("name", indices.names())
def test_no_short_form_is_empty_or_longer_than_the_words(name: str) -> None:
    for title in indices.get(name).entries["title"]:
        assert 0 < len(short_offence(title)) <= len(title)


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("Rape of a female child under 13 by a male", "Rape, girl under 13"),
        ("Rape of a female aged 16 or over", "Rape, woman 16+"),
        ("Attempted rape of a female aged under 16", "Attempted rape, girl under 16"),
        (
            "Multiple Undefined Offenders Rape of a female aged 16 or over.",
            "Rape by several, woman 16+",
        ),
        ("Murder - of persons aged 1 year or over", "Murder, aged 1+"),
        ("Assault with Injury - Assault occasioning actual bodily harm", "ABH (s.47)"),
        ("words of nobody’s index", "Words of nobody’s index"),
        ("...", "..."),
    ],
)
def test_the_usual_ones_read_as_people_say_them(title: str, form: str) -> None:
    assert short_offence(title) == form
