"""What must be true of every search: nobody is hidden from their own name or reference."""

from __future__ import annotations

from datetime import date
from random import Random

import polars as pl
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dashboard.search import MATCHES, NAMED, index_of, matches
from dashboard.search.index import Index
from dashboard.search.normalise import parts, reference
from dashboard.search.phonetic import sound
from tests.depth import examples

QUICK = settings(max_examples=examples(150))
TODAY = date(2026, 2, 28)
NO_CRIME = pl.DataFrame(schema={"suspect_id": pl.String, "crime_ref": pl.String})

SIGNS = st.characters(codec="utf-8")
ANYTHING = st.text(SIGNS, max_size=40)
USUAL = st.text("abehijmnorstuyÉłçŞ'’-. ", min_size=1, max_size=20)
OTHER_LETTERS = st.text(
    "абвгдежзийклмнопрстуфхцчшщъыьэюяαβγδεζηθικλμνξοπρστυφχψωابتجحدرسشعفقكلمنهوي王小明金李 ",
    max_size=12,
)
NAMES = st.one_of(USUAL, OTHER_LETTERS, ANYTHING)
REFERENCES = st.one_of(st.from_regex(r"[NS][0-9]{1,4}", fullmatch=True), ANYTHING.filter(str.strip))
BIRTHS = st.none() | st.dates(date(1930, 1, 1), date(2010, 12, 31))


@st.composite
def people(draw: st.DrawFn) -> pl.DataFrame:
    """Some people, each with one to three spellings."""
    references = draw(st.lists(REFERENCES, min_size=1, max_size=12, unique=True))
    rows = [
        (n, who, draw(st.none() | NAMES), draw(BIRTHS))
        for n, who in enumerate(references)
        for _ in range(draw(st.integers(1, 3)))
    ]
    return pl.DataFrame(rows, schema=NAMED, orient="row").unique(maintain_order=True)


def searched(index: Index, text: str) -> pl.DataFrame:
    found = matches(index, text, today=TODAY, in_crime=NO_CRIME)
    assert found.schema == MATCHES
    assert found["suspect_id"].is_unique().all()
    assert found["score"].is_between(1, 100).all()
    assert found["why"].str.len_chars().min() or found.is_empty()
    return found


def first(found: pl.DataFrame) -> set[str]:
    return set(found.filter(pl.col("score") == pl.col("score").max())["suspect_id"])


@QUICK
@given(named=people())
def test_a_suspect_is_found_first_by_their_own_reference_and_by_every_spelling(
    named: pl.DataFrame,
) -> None:
    index = index_of(named)
    for _, who, name, _ in named.iter_rows():
        assert who in first(searched(index, who))
        if name is not None and parts(name):
            assert who in first(searched(index, name))


@QUICK
@given(named=people(), text=ANYTHING)
def test_any_text_has_an_answer_and_finds_only_people_that_there_are(
    named: pl.DataFrame, text: str
) -> None:
    found = searched(index_of(named), text)
    assert set(found["suspect_id"]) <= set(named["suspect_id"])


@QUICK
@given(named=people(), text=NAMES, shuffle=st.randoms())
def test_the_order_of_the_rows_and_case_and_spaces_change_nothing(
    named: pl.DataFrame, text: str, shuffle: Random
) -> None:
    rows = named.rows()
    shuffle.shuffle(rows)
    index = index_of(named)
    answer = searched(index, text).sort("suspect_id")
    again = index_of(pl.DataFrame(rows, schema=NAMED, orient="row"))
    assert searched(again, text).sort("suspect_id").equals(answer)
    assert searched(index, f"  {text} ").sort("suspect_id").equals(answer)


@QUICK
@given(named=people())
def test_a_date_of_birth_finds_everyone_born_that_day(named: pl.DataFrame) -> None:
    index = index_of(named)
    for born in named["suspect_born"].drop_nulls().unique():
        theirs = set(named.filter(pl.col("suspect_born") == born)["suspect_id"])
        assert theirs <= first(searched(index, born.isoformat()))


@QUICK
@given(name=st.text("abcdefghijklmnoprstuvwyz", min_size=4, max_size=12), data=st.data())
def test_two_letters_that_changed_places_do_not_hide_a_name(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 2))
    slip = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    index = index_of(pl.DataFrame([(0, "S1", name, None)], schema=NAMED, orient="row"))
    assert first(searched(index, slip)) == {"S1"}


@QUICK
@given(first_name=USUAL, last_name=USUAL)
def test_a_name_turned_round_is_found(first_name: str, last_name: str) -> None:
    one, other = parts(first_name), parts(last_name)
    assume(one and other and len(one) + len(other) <= 8)
    name = f"{first_name} {last_name}"
    index = index_of(pl.DataFrame([(0, "S1", name, None)], schema=NAMED, orient="row"))
    assert first(searched(index, f"{last_name} {first_name}")) == {"S1"}
    assert first(searched(index, f"{last_name}, {first_name}")) == {"S1"}


@QUICK
@given(text=ANYTHING)
def test_folding_twice_is_folding_once(text: str) -> None:
    words = parts(text)
    assert parts(" ".join(words)) == words
    assert reference(reference(text)) == reference(text)
    assert all(sound(word).isascii() for word in words)
