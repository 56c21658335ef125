"""No text that leaves is run by a spreadsheet, and every one can be reproduced."""

import csv
import io
import unicodedata
from typing import Final

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.documents import rejects_as_csv
from dashboard.documents.csv import harmless
from dashboard.exports.rejects_csv import rejects_of
from dashboard.intake import of_upload, take
from dashboard.intake.formulas import guard, unguard
from tests.unit.dashboard.build import TODAY
from tests.unit.dashboard.documents.test_csv import list_file, people, read

#: What Unicode itself folds into a sign that begins a formula; a minus by its own name next to it.
SIGNS: Final = sorted(
    letter
    for letter in map(chr, range(0x110000))
    if unicodedata.normalize("NFKD", letter)[:1] in set("=+-@\u2212")
)
#: Letters that nobody sees: blanks, controls, formats, marks, and Unicode's fillers.
UNSEEN: Final = st.one_of(
    st.characters(categories=["Z", "Cc", "Cf", "M"]),
    st.sampled_from("\ufeff\u200b\u200d\u2060\u00ad\u202e\u115f\u1160\u3164\uffa0\u2800\ufe0f"),
)
FORMULAS: Final = st.builds(
    "{}{}{}".format,
    st.text(UNSEEN, max_size=4),
    st.sampled_from(SIGNS),
    st.text(max_size=6),
)
CONTROLS: Final = st.builds("{}{}".format, st.characters(categories=["Cc"]), st.text(max_size=6))
ANY: Final = st.one_of(
    FORMULAS,
    CONTROLS,
    st.builds("{}{}".format, st.text("'", min_size=1, max_size=3), FORMULAS),
    st.text(max_size=12),
)


@given(text=st.one_of(FORMULAS, CONTROLS))
@example(text="\n=1")
@example(text="＝1")
@example(text="\ufeff\u200b @x")
@example(text="\u22121")
def test_a_text_that_could_be_run_has_an_apostrophe_in_front(text: str) -> None:
    assert guard(text) == f"'{text}"


@given(text=ANY)
@example(text="'=1")
@example(text="''=1")
@example(text="'")
def test_every_text_can_be_reproduced(text: str) -> None:
    assert unguard(guard(text)) == text


@given(texts=st.lists(ANY, unique=True, max_size=8))
def test_two_texts_never_become_one(texts: list[str]) -> None:
    assert len({guard(text) for text in texts}) == len(texts)


@pytest.mark.parametrize("text", ["O'Neil", "'quoted'", "a=b", "19/08", "x -1", "“=1”", "é=", ""])
def test_any_other_text_is_as_it_was(text: str) -> None:
    assert guard(text) == text


@given(text=FORMULAS)
def test_the_marking_and_the_names_of_a_file_are_guarded_too(text: str) -> None:
    listed = read(list_file(people(suspect_name=text), marking=text))
    assert listed[1][-1] == guard(text)
    assert listed[1][3] == guard(text)
    refused = pl.DataFrame({"row": [-1], text: [text]})
    names, cells = read(rejects_as_csv(refused, marking=text))
    assert names == ["marking", "row", guard(text)]
    assert cells == [guard(text), "-1", guard(text)]


def test_words_from_a_fixed_list_are_guarded_and_numbers_are_not() -> None:
    kept = {"word": pl.Series(["=1"], dtype=pl.Enum(["=1"])), "days": [-1], "rate": [-0.5]}
    assert harmless(pl.DataFrame(kept)).rows() == [("'=1", -1, -0.5)]


#: Cells that a text file can hold and that are references: no line end of another system, nothing
#: at an end that is trimmed, and not a word for nobody.
CELLS: Final = ANY.map(lambda text: text.replace("\r", "").replace("\0", "") + "x1").filter(
    lambda text: text == text.strip()
)


@given(cells=st.lists(CELLS, min_size=1, max_size=6, unique=True))
@example(cells=["=1x1", "'=1x1", "''=1x1", "'quoted", "＝1x1"])
def test_refused_rows_that_are_mended_are_the_same_cells_again(cells: list[str]) -> None:
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(["crime_ref", "suspect_id", "offence_code", "recorded_on", "=notes"])
    lines.writerows([cell, cell, "019/08", "never", cell] for cell in cells)
    sound = text.getvalue().replace("never", "2026-01-05").encode()
    at_once = take(of_upload("extract.csv", sound), today=TODAY)
    first = take(of_upload("extract.csv", text.getvalue().encode()), today=TODAY)
    assert first.rejected["=notes"].to_list() == cells
    file = rejects_of([first], marking="M")
    assert file is not None
    assert rejects_of([first], marking="M") == file
    again = take(of_upload("refused.csv", file), today=TODAY)
    assert again.rejected.drop("line").equals(first.rejected.drop("line"))
    mended = take(of_upload("mended.csv", file.replace(b"never", b"2026-01-05")), today=TODAY)
    assert mended.accepted.equals(at_once.accepted)
    assert mended.duplicates == at_once.duplicates
    assert mended.dropped == ("=notes",)
