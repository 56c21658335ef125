"""An index table of one's own: read as any file is, refused in one sentence, and no larger."""

from __future__ import annotations

import io

import polars as pl
import pytest

from dashboard.errors import HarmdeskError
from dashboard.intake import index_table
from dashboard.intake.index_table import read_index
from dashboard.intake.source_file import File
from harm.errors import HarmError

ROWS = "Code,TITLE, days \n019/08,Rape,1825\n,Shouting,0.5\n"


@pytest.mark.parametrize(
    "content",
    [
        ROWS.encode(),
        ROWS.encode("utf-16"),
        ROWS.replace(",", ";").encode("cp1252"),
        ("Table 1\n\n" + ROWS.replace(",", "\t")).encode(),
    ],
)
def test_it_is_read_however_it_was_written(content: bytes) -> None:
    index = read_index(File("our own.csv", content))
    assert index.name == "our own"
    assert index.entries.select("classification", "title", "tenths").rows() == [
        ("019/08", "Rape", 18250),
        ("", "Shouting", 5),
    ]


def test_a_workbook_is_read_too() -> None:
    book = io.BytesIO()
    pl.DataFrame({"code": ["019/08"], "title": ["Rape"], "days": [1825.0]}).write_excel(book)
    assert read_index(File("own.xlsx", book.getvalue())).entries["tenths"].to_list() == [18250]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"code,title\n1,a\n2,b\n", "no column days"),
        (b"code,title,days\n019/08,Rape,many\n", "'many' is not a number of days"),
        (b"code,title,days\n019/08,Rape,-4\n", "is not a number of days from 0"),
        (b"code,title,days\n,,4\n", "neither a code nor a title"),
        (b"code,Code,days\n1,2,4\n", "twice"),
        (b"\x00\x01\x02\xff\xfe\x00\x80\x81", "own.csv"),
    ],
)
def test_a_bad_table_is_refused_in_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises((HarmdeskError, HarmError), match=words) as caught:
        read_index(File("own.csv", content))
    assert "\n" not in str(caught.value)


def test_a_table_is_no_larger_than_one_of_offences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_table, "MOST_ROWS", 1)
    with pytest.raises(HarmdeskError, match="has 2 rows, and an index table has 1 at most"):
        read_index(File("own.csv", ROWS.encode()))
    monkeypatch.setattr(index_table, "MOST_BYTES", 20)
    with pytest.raises(HarmdeskError, match="give a table with a row for each offence"):
        read_index(File("own.csv", ROWS.encode()))
