"""The sheet of a borough says what it was given, marked, on two pages, the same each time."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final, cast

import polars as pl
import pytest
from pypdf import PdfReader

from dashboard.documents import Sheet, sheet_as_pdf
from dashboard.documents.letters import BOX
from dashboard.documents.sheet import AREAS

ROOT: Final = Path(__file__).parents[4]
AS_OF: Final = date(2026, 2, 28)
MARKING: Final = "OFFICIAL-SENSITIVE · SYNTHETIC PEOPLE, REAL PLACES"
LIMITS: Final = "Inclusion is not grounds for stop, search, arrest or refusal of bail."
TAKEN: Final = "Printed by jsmith on 1 March 2026, 09:05 UTC"
PEOPLE: Final = {
    "position": pl.UInt32,
    "suspect_name": pl.String,
    "suspect_id": pl.String,
    "tenths": pl.Int64,
    "tenths_here": pl.Int64,
    "most_serious": pl.String,
    "situation": pl.String,
}
OUTLINES: Final = (
    (True, (((0.0, 0.0), (0.5, 0.0), (0.5, 0.8)),)),
    (False, (((0.5, 0.0), (1.0, 0.0), (1.0, 0.8)),)),
)
PRINTED: Final = (
    "import sys; from tests.unit.dashboard.documents.test_sheet import sheet, sheet_as_pdf; "
    "sys.stdout.buffer.write(sheet_as_pdf(sheet()))"
)


def suspects(count: int, first: int = 1, *, letter: str = "N") -> pl.DataFrame:
    rows = [
        (
            first + n,
            f"Ann Person {n}",
            f"{letter}{1000000 + first + n}",
            36500 + 5 * n,
            1825,
            "Rape, woman 16+",
            "At large",
        )
        for n in range(count)
    ]
    return pl.DataFrame(rows, schema=PEOPLE, orient="row")


def beside(count: int) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "name": [f"Kensington and Chelsea {n}" for n in range(count)],
            "kind": ["same command unit"] * count,
            "crimes": ["1,216"] * (count - 1) + [None],
            "tenths": [12345675] * (count - 1) + [None],
            "rate": [1141.37] * (count - 1) + [None],
            "shrunk": [1165.48] * (count - 1) + [None],
        }
    )


def wards(count: int) -> pl.DataFrame:
    hidden = count - 1
    return pl.DataFrame(
        {
            "name": [f"Crystal Palace & Upper Norwood {n}" for n in range(count)],
            "half": [n < 3 for n in range(count)],
            "crimes": ["52"] * hidden + ["1 to 4"],
            "tenths": [163825] * hidden + [None],
            "low": [7678.5] * hidden + [None],
            "high": [27078.4] * hidden + [None],
            "largest": [25550] * hidden + [None],
            "spot": ["high", *[""] * (hidden - 1), None][:count],
        }
    )


def mix(count: int = 7) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "category": [f"Stalking and harassment {n}" for n in range(count)],
            "crimes": ["2,816"] * (count - 1) + ["1 to 4"],
            "here": ["22 %"] * (count - 1) + ["–"],
            "london": ["21 %"] * count,
            "here_percent": [22.4] * (count - 1) + [None],
            "london_percent": [21.0] * count,
        }
    )


def months() -> pl.DataFrame:
    starts = pl.date_range(date(2025, 3, 1), date(2026, 2, 1), "1mo", eager=True)
    return pl.DataFrame(
        {
            "month": starts,
            "tenths": [100_000 + 10 * n for n in range(12)],
            "tenths_before": [None, *(50_004 + 10 * n for n in range(11))],
        }
    )


def sheet(**changes: object) -> Sheet:
    whole = Sheet(
        marking=MARKING,
        provenance="Alleged harm · data to 28 February 2026, version 1 · rules c28c303156c8",
        taken=TAKEN,
        as_of=AS_OF,
        name="Croydon",
        outlines=OUTLINES,
        limits=LIMITS,
        sentence="640,259.5 days of harm, from 2,058 crimes.",
        year_before="640,259.5 days of harm, 13,701 more than before.",
        counted="Alleged harm of named suspects: 12,785,971.5 days.",
        unit="Rates: days per 1,000 residents.",
        beside=beside(9),
        wards=wards(29),
        wards_said="Bold: they carry half.",
        mix=mix(),
        mix_said="Real recorded crime.",
        change="12,606 crimes, 227 more than before.",
        months=months(),
        months_said="Whole days of harm by month.",
        listed=suspects(4),
        near=suspects(3, 101),
        harming=suspects(2, 51),
        living_said="4 of the 100 listed live here.",
        near_said="3 of the hundred below the cut live here.",
        harming_said="2 of the 100 listed are alleged to have harmed here.",
        suspects_said="By home borough as recorded.",
        notes=("Real places.", "One crime can move a borough."),
    )
    return replace(whole, **cast("dict[str, Any]", changes))


def read(document: Sheet) -> PdfReader:
    return PdfReader(io.BytesIO(sheet_as_pdf(document)))


def text_of(document: Sheet) -> str:
    pages = " ".join(page.extract_text() for page in read(document).pages)
    return " ".join(pages.replace("\u200b", "").split())


def test_it_says_what_it_was_given() -> None:
    document = sheet()
    text = text_of(document)
    assert "Borough sheet: Croydon" in text
    for words in (
        document.sentence,
        document.year_before,
        document.counted,
        document.unit,
        document.wards_said,
        document.mix_said,
        document.change,
    ):
        assert words in text
    for words in (document.provenance, document.suspects_said, LIMITS, *document.notes):
        assert words in text
    for words in (document.living_said, document.near_said, document.harming_said):
        assert words in text
    assert document.months_said in text


def test_each_row_stands_with_its_figures() -> None:
    text = text_of(sheet())
    own, hidden = (
        "Kensington and Chelsea 0 same command unit",
        "Chelsea 8 same command unit – – – –",
    )
    assert f"{own} 1,216 1,234,567.5 1,141.4 1,165.5" in text
    assert hidden in text
    assert "Norwood 0 16,382.5 7,678 27,078 52 2,555 high" in text
    assert "Norwood 28 – – – 1 to 4 –" in text
    assert "Stalking and harassment 0 2,816 22 % 21 %" in text
    assert "Stalking and harassment 6 1 to 4 – 21 %" in text
    assert "1 Ann Person 0 N1000001 3,650 183 Rape, woman 16+ At large" in text
    assert "103 Ann Person 2 N1000103 3,651 183 Rape, woman 16+ At large" in text


def test_days_are_whole_unless_two_would_wrongly_look_the_same() -> None:
    people = suspects(4).with_columns(
        tenths=pl.Series([36505, 36504, 36500, 36500]),
        tenths_here=pl.Series([5, 10, None, 4], dtype=pl.Int64),
    )
    text = text_of(sheet(listed=people, near=suspects(0), harming=suspects(0)))
    for row in (
        "N1000001 3,651 0.5 Rape",
        "N1000002 3,650.4 1 Rape",
        "N1000003 3,650 – Rape",
        "N1000004 3,650 0 Rape",
    ):
        assert row in text


def test_the_months_are_next_to_those_of_the_year_before() -> None:
    text = text_of(sheet())
    assert "Mar Apr May Jun Jul Aug Sep Oct Nov Dec Jan Feb" in text
    assert "Mar 24 to Feb 25 – 5,000 5,001 5,002" in text
    assert "Mar 25 to Feb 26 10,000 10,001 10,002" in text
    assert "Month by month" not in text_of(sheet(months=months().clear(), months_said=""))


def test_no_column_of_wards_that_stand_out_where_none_does() -> None:
    assert "out" in text_of(sheet()).split("Wards")[1].split("Crystal")[0].split()
    none = sheet(wards=wards(29).with_columns(spot=pl.lit("")))
    assert "out" not in text_of(none).split("Wards")[1].split("Crystal")[0].split()


def test_each_page_has_the_marking_twice_and_its_number() -> None:
    pages = read(sheet()).pages
    assert len(pages) == 2
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert text.count(MARKING) == 2
        assert TAKEN in text
        assert f"{number} of 2" in text


@pytest.mark.parametrize("letter", ["N", "A long reference of a force "])
@pytest.mark.parametrize(("listed", "near"), [(0, 0), (100, 100), (100, 0), (0, 100), (3, 40)])
def test_many_suspects_still_fit_on_two_pages(listed: int, near: int, letter: str) -> None:
    document = sheet(
        beside=beside(14),
        wards=wards(AREAS),
        wards_said="Single crimes change which. " * 12,
        mix=mix(8),
        listed=suspects(listed, letter=letter),
        near=suspects(near, 101, letter=letter),
        harming=suspects(listed, letter=letter),
        notes=("What is known of a borough and what is not. " * 5,) * 9,
    )
    assert len(read(document).pages) == 2


@pytest.mark.parametrize(("listed", "near", "harming"), [(40, 40, 40), (0, 90, 3), (60, 0, 1)])
def test_suspects_left_to_the_list_are_counted(listed: int, near: int, harming: int) -> None:
    document = sheet(
        listed=suspects(listed), near=suspects(near, 101), harming=suspects(harming, 301)
    )
    text = text_of(document)
    left = [int(number) for number in re.findall(r"and (\d+) more suspects?: see the list", text)]
    shown = len(re.findall(r"N1000\d{3}", text))
    assert shown + sum(left) == listed + near + harming
    assert shown > 15


def test_a_sheet_of_nothing_reads_well() -> None:
    document = sheet(
        wards=wards(1).clear(),
        mix=mix(1).clear(),
        months=months().clear(),
        listed=suspects(0),
        near=suspects(0),
        harming=suspects(0),
        mix_said="",
        year_before="",
        months_said="",
        living_said="",
        near_said="",
        harming_said="",
    )
    text = text_of(document)
    assert "Reference" not in text
    assert "On the year before" not in text
    assert document.suspects_said in text
    assert not {"None", "none", "null", "auto"} & set(text.split())


def test_the_same_sheet_gives_the_same_bytes(tmp_path: Path) -> None:
    here = sheet_as_pdf(sheet())
    assert sheet_as_pdf(sheet()) == here
    env = os.environ | {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "PYTHONPATH": str(ROOT)}
    there = subprocess.run(
        [sys.executable, "-c", PRINTED], cwd=tmp_path, env=env, capture_output=True, check=True
    )
    assert there.stdout == here


def test_it_is_tagged_titled_dated_and_in_english() -> None:
    reader = read(sheet())
    root: dict[str, Any] = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "Borough sheet: Croydon"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == AS_OF


@pytest.mark.parametrize(
    "text",
    [
        "#set text(red) #panic()",
        "$x^2$ *bold* _it_ `raw` @ref",
        "[a] {b} ~ -- \\",
        '{"fonts": "x"}',
    ],
)
def test_markup_in_the_data_is_text(text: str) -> None:
    document = sheet(
        marking=text,
        name=text,
        sentence=text,
        counted=text,
        change=text,
        suspects_said=text,
        notes=(text,),
        beside=beside(2).with_columns(kind=pl.lit(text)),
    )
    assert text_of(document).count(text) >= 10


def test_letters_that_cannot_be_drawn_are_boxes_and_said() -> None:
    text = text_of(sheet(sentence="Ann 王"))
    assert f"Ann {BOX}" in text
    assert "Some letters cannot be printed here" in text
    assert "cannot be printed" not in text_of(sheet())


def alternatives(document: Sheet) -> list[str]:
    """The words that stand for each picture."""
    found: list[str] = []
    waiting = [read(document).root_object["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, list):
            waiting += element
        elif isinstance(element, dict):
            found += [str(element["/Alt"])] if "/Alt" in element else []
            waiting += [element["/K"]] if "/K" in element else []
    return found


def test_a_map_shows_where_it_lies_and_is_described() -> None:
    assert alternatives(sheet()) == ["Map of London’s boroughs with Croydon filled."]
    assert alternatives(sheet(outlines=())) == []
    assert len(read(sheet()).pages) == 2


def test_a_long_sentence_next_to_the_map_is_whole() -> None:
    sentence = " ".join(f"Word {number} of a sentence that is long." for number in range(14))
    assert sentence in text_of(sheet(sentence=sentence))
