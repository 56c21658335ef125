"""A column that is kept by its different texts has the same cells as one that is not."""

from collections.abc import Callable
from functools import partial
from threading import Event

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.intake import columns, reading
from dashboard.intake.cells import Choices
from dashboard.intake.encoding import garbled
from dashboard.intake.lossless_check import not_ascii
from dashboard.intake.source_file import of_upload

TEXTS = st.lists(st.sampled_from(["", "a", "b", " a ", "ä", '"']), min_size=1, max_size=40)
ROWS = 40


@given(TEXTS)
def test_a_coded_column_answers_as_its_cells_do(texts: list[str]) -> None:
    cells = pl.DataFrame({"few": texts})
    coded = cells.cast({"few": columns.coded()})
    (column,) = columns.held(coded).values()
    assert column.cells(column.texts).to_list() == texts
    assert columns.plain(coded).equals(cells)


@given(TEXTS)
def test_several_columns_are_put_together_as_each_by_itself(texts: list[str]) -> None:
    cells = pl.DataFrame({"few": texts, "many": [str(n) for n in range(len(texts))]})
    held = columns.columns_of(cells)
    lengths = {name: (column, column.texts.str.len_bytes()) for name, column in held.items()}
    assert columns.together(lengths).equals(cells.select(pl.all().str.len_bytes()))


@given(TEXTS)
def test_a_search_in_all_cores_finds_what_a_series_does(texts: list[str]) -> None:
    cells = pl.Series([text or None for text in texts], dtype=pl.String)
    assert columns.any_has(cells, "^a") == cells.str.contains("^a").any()
    assert columns.all_have(cells, "^a") == cells.str.contains("^a").all()


@given(TEXTS)
def test_the_signs_in_texts_are_what_is_neither_a_digit_nor_a_capital(texts: list[str]) -> None:
    plain = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    cells = pl.Series([f"A1{text}" if text else None for text in [*texts, "Z"]], dtype=pl.String)
    signs = frozenset("".join(texts).encode()) - frozenset(plain.encode())
    assert columns.signs_in(cells) == signs
    assert columns.Column(cells).signs == signs
    assert columns.signs_in(pl.Series([None], dtype=pl.String)) == frozenset()
    assert columns.signs_in(pl.Series([], dtype=pl.String)) == frozenset()


def test_answers_come_in_the_order_of_their_questions() -> None:
    assert columns.at_once(partial(pow, 2, number) for number in range(9)) == [
        *(1, 2, 4, 8, 16, 32, 64, 128, 256)
    ]
    with pytest.raises(ZeroDivisionError):
        columns.at_once([partial(divmod, 1, 0)])


@given(TEXTS)
def test_rows_are_numbered_by_their_texts_where_each_is_there_once(texts: list[str]) -> None:
    different = pl.Series([text or None for text in dict.fromkeys(texts)], dtype=pl.String)
    at = pl.Series([list(dict.fromkeys(texts)).index(text) for text in texts], dtype=pl.UInt32)
    rows = pl.Series(range(0, len(texts), 2), dtype=pl.UInt32)
    numbered = columns.numbered_rows(columns.Column(different, at), rows)
    assert numbered is not None
    assert numbered.at is not None
    assert numbered.at.null_count() == texts[::2].count("")
    assert [numbered.texts[n] if n is not None else "" for n in numbered.at] == texts[::2]


def test_rows_are_not_numbered_where_a_text_may_be_there_twice() -> None:
    at, rows = pl.Series([0, 1], dtype=pl.UInt32), pl.Series([1], dtype=pl.UInt32)
    twice = columns.Column(pl.Series(["a", "a"]), at)
    assert columns.numbered_rows(twice, rows) is None
    assert columns.numbered_rows(columns.Column(pl.Series(["a", "b"])), rows) is None


@given(TEXTS)
def test_every_text_that_is_there_again_may_repeat(texts: list[str]) -> None:
    cells = pl.Series("few", texts)
    again = [texts.count(text) > 1 for text in texts]
    assert columns.may_repeat(cells).to_list() == again
    assert columns.may_repeat(cells.to_frame()).to_list() == again


@given(TEXTS)
def test_a_text_all_of_whose_columns_hold_few_texts_is_read_as_it_is(texts: list[str]) -> None:
    rows = "".join(f'"{text.replace(chr(34), chr(34) * 2)}","C"\n' for text in texts)
    content = "suspect_id,crime_ref\n" + rows * 40
    cells = reading.read(of_upload("rows.csv", content.encode()), Choices())
    assert columns.plain(cells.frame)["suspect_id"].to_list() == texts * 40


def test_a_column_holds_few_texts_where_far_fewer_differ_than_it_has_cells() -> None:
    rows = 200_000
    numbers = pl.int_range(rows, eager=True)
    texts = {
        "few": numbers % 30,
        "far fewer": numbers.hash(seed=1) % 15_013,
        "many": numbers.hash(seed=2) % 150_011,
        "many and none": pl.select(pl.when(numbers % 3 > 0).then(numbers)).to_series(),
        "all": numbers,
    }
    cells = pl.DataFrame(
        {name: column.cast(pl.String).fill_null("") for name, column in texts.items()}
    )
    assert columns.few_in(cells) == ["few", "far fewer"]


def test_an_empty_cell_of_a_coded_column_is_empty() -> None:
    series = pl.Series("few", ["a", None, "b"], columns.coded())
    (column,) = columns.held(series.to_frame()).values()
    assert column.is_empty().to_list() == [False, True, False]


def test_a_column_whose_first_cells_agree_is_read_right_where_the_rest_differ() -> None:
    rows = ["same"] * 6_000 + [f"row {number}" for number in range(20_000)]
    content = "crime_ref,suspect_id\n" + "".join(f"C{n},{text}\n" for n, text in enumerate(rows))
    cells = reading.read(of_upload("rows.csv", content.encode()), Choices())
    assert isinstance(cells.frame["suspect_id"].dtype, pl.Categorical)
    assert columns.plain(cells.frame)["suspect_id"].to_list() == rows


@pytest.mark.parametrize("bad", [b"caf\xe9", b"\x80", b"\xe2\x82"])
@pytest.mark.parametrize("at", [9_000, 39_999])
def test_a_text_that_stops_being_utf_8_far_down_is_told_so(bad: bytes, at: int) -> None:
    rows = [b"C%d,N1,some place or other" % number for number in range(40_000)]
    rows[at] = b"C,N1," + bad
    content = b"crime_ref,suspect_id,borough\n" + b"\n".join(rows) + b"\n"
    cells = reading.read(of_upload("rows.csv", content), Choices())
    assert cells.reading.encoding == "Windows-1252"
    assert columns.plain(cells.frame)["borough"][at] == bad.decode("cp1252")


def test_a_letter_cut_in_two_by_a_line_end_is_no_utf_8() -> None:
    rows = [b"C%d,N1,some place or other" % number for number in range(40_000)]
    rows[30_000], rows[30_001] = b"C,N1,\xe2\x82", b"C,N1,\xac"
    content = b"crime_ref,suspect_id,borough\n" + b"\n".join(rows) + b"\n"
    cells = reading.read(of_upload("rows.csv", content), Choices())
    assert cells.reading.encoding == "Windows-1252"


def test_what_is_begun_goes_on_beside_and_is_answered_in_order() -> None:
    asked = Event()
    asks: list[Callable[[], object]] = [partial(asked.wait, 60), lambda: "second"]
    answers = columns.begin(asks)
    asked.set()  # a question that was waited for where it was begun would have had no answer
    assert answers() == [True, "second"]
    assert answers() == [True, "second"]


def test_an_error_in_what_is_begun_reaches_whoever_waits() -> None:
    answers = columns.begin([partial(int, "none")])
    with pytest.raises(ValueError, match="none"):
        answers()


@given(TEXTS)
def test_texts_outside_ascii_are_those_with_such_a_letter(texts: list[str]) -> None:
    own = [f"{text}{number}" for number, text in enumerate(texts)]
    cells = pl.DataFrame({"few": texts, "many": own}).cast({"few": columns.coded()})
    beyond = {text for text in [*texts, *own] if not text.isascii()}
    assert set(not_ascii(cells).decode().split("\n")) - {""} == beyond


@pytest.mark.parametrize("letters", ["Â©", "Ã©", "â€™", "\ufffd", "é"])
@pytest.mark.parametrize("where", ["A title", "above", "suspect_name", "C7", "few", "own7"])
def test_letters_of_another_encoding_are_found_in_every_part_of_a_file(
    letters: str, where: str
) -> None:
    rows = "".join(f"C{n},few,own{n},2026-10-05\n" for n in range(ROWS))
    text = f"A title\n\nabove,x\ncrime_ref,suspect_id,suspect_name,recorded_on\n{rows}"
    content = text.replace(where, where + letters, 1).encode()
    cells = reading.read(of_upload("extract.csv", content), Choices())
    assert cells.frame.height == ROWS
    assert cells.warnings == garbled(content, "UTF-8")
    assert bool(cells.warnings) == (letters != "é")
