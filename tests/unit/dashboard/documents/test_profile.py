"""The profile of a suspect says what it was given, marked, on two pages, the same each time."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, cast
from unicodedata import category

import polars as pl
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from dashboard.documents.letters import BOX, DRAWN, boxed, clean
from dashboard.documents.profile import (
    LANES,
    STEPS,
    Profile,
    gathered,
    lane_codes,
    left_out,
    profile_as_pdf,
)
from dashboard.documents.typeset import FONTS
from harm.days import spoken
from tests.depth import examples

pytestmark = pytest.mark.slow

ROOT: Final = Path(__file__).parents[4]
AS_OF: Final = date(2026, 2, 28)
WINDOW: Final = (date(2025, 3, 1), AS_OF)
MARKING: Final = "OFFICIAL-SENSITIVE · SYNTHETIC PEOPLE, REAL PLACES"
LIMITS: Final = "Inclusion is not grounds for stop, search, arrest or refusal of bail."
LONG: Final = (
    "Controlling or coercive behaviour in an intimate or family relationship, contrary to section "
    "76 of the Serious Crime Act 2015, where both live together"
)
WEIGHTS: Final = (18250, 7300, 190, 55, 100)
COUNTING: Final = pl.Schema(
    {
        "crime_ref": pl.String(),
        "offence": pl.String(),
        "index_title": pl.String(),
        "tenths": pl.Int64(),
        "share": pl.String(),
        "doubt": pl.String(),
        "victim_code": pl.String(),
        "how_far": pl.String(),
        "reported_by": pl.String(),
        "recorded_on": pl.Date(),
        "committed_on": pl.Date(),
        "delay_days": pl.Int64(),
        "place": pl.String(),
    }
)
DELAYS: Final = (0, 1, 40, 6000, None)
#: In one process and another, by a hash that differs.
PRINTED: Final = (
    "import sys; from tests.unit.dashboard.documents.test_profile import profile, profile_as_pdf; "
    "sys.stdout.buffer.write(profile_as_pdf(profile(16, others=3)))"
)


def counting(count: int, *, victims: int = 15, title: str = "Rape of a female") -> pl.DataFrame:
    """So many allegations; every seventh without a recorded victim."""
    rows = [
        {
            "crime_ref": f"{1000000 + n}/25",
            "offence": title,
            "index_title": title,
            "tenths": WEIGHTS[n % 5],
            "share": "under 1 %",
            "doubt": "" if n % 3 else "lowest of several",
            "victim_code": f"V{n % victims + 1}" if n % 7 or count < 7 else None,
            "how_far": "No further action",
            "reported_by": "Third party",
            "recorded_on": AS_OF - timedelta(days=n * 37 % 365),
            "committed_on": _before(AS_OF - timedelta(days=n * 37 % 365), DELAYS[n % 5]),
            "delay_days": DELAYS[n % 5],
            "place": "Kensington and Chelsea",
        }
        for n in range(count)
    ]
    return pl.DataFrame(rows, schema=COUNTING).sort("tenths", descending=True, maintain_order=True)


def _before(on: date, days: int | None) -> date | None:
    return None if days is None else on - timedelta(days=days)


def uncounted(count: int, *, title: str = "Harassment") -> pl.DataFrame:
    rows = [
        (f"{2000000 + n}/24", title, "recorded before the window", date(2024, 6, 1), "V1")
        for n in range(count)
    ]
    names = ["crime_ref", "offence", "reason", "recorded_on", "victim_code"]
    schema = dict.fromkeys(names, pl.String) | {"recorded_on": pl.Date}
    return pl.DataFrame(rows, schema=schema, orient="row")


def marks(counted: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    both = pl.concat(
        [
            counted.with_columns(counts=pl.lit(value=True), stage=pl.lit("charged")),
            others.with_columns(counts=pl.lit(value=False), stage=pl.lit("ended")),
        ],
        how="diagonal",
    )
    return both.select(
        "victim_code",
        "crime_ref",
        pl.col("tenths").fill_null(0),
        "counts",
        "stage",
        "recorded_on",
        "committed_on",
    )


def by_victim(counted: pl.DataFrame) -> pl.DataFrame:
    return (
        counted.group_by("victim_code")
        .agg(
            pl.len().cast(pl.Int64).alias("allegations"),
            pl.col("tenths").sum(),
            pl.col("recorded_on").min().alias("first_recorded_on"),
            pl.col("recorded_on").max().alias("last_recorded_on"),
        )
        .sort(pl.col("victim_code").str.len_chars(), "victim_code", nulls_last=True)
    )


def profile(
    count: int,
    *,
    others: int = 0,
    victims: int = 15,
    title: str = "Rape of a female",
    **changes: object,
) -> Profile:
    counted, rest = counting(count, victims=victims, title=title), uncounted(others, title=title)
    whole = Profile(
        marking=MARKING,
        provenance="data to 28 February 2026, version 1 · rules c28c303156c8",
        as_of=AS_OF,
        taken="Printed by an analyst on 1 March 2026, 09:05 UTC",
        suspect_id="N1848197",
        name="Jack Brown",
        recognised="born 15 May 1983 · male · home in Hounslow · at large",
        sentence="Position 1 of 36,011: 20,881 days from 16 allegations by 15 victims.",
        answers=(("Matters most", "4532901/26: 1,825 days."), ("Who else", "Nobody.")),
        tenths=int(counted["tenths"].sum()),
        counting=counted,
        uncounted=rest,
        timeline=marks(counted, rest),
        window=WINDOW,
        victims=by_victim(counted),
        unknown=("Whether any of this happened.", "What was never reported."),
        rules="Days of harm, added up over allegations.",
        index="Cambridge CHI 2020. It says little about patterns.",
        limits=LIMITS,
    )
    return replace(whole, **cast("dict[str, Any]", changes))


def read(document: Profile) -> PdfReader:
    return PdfReader(io.BytesIO(profile_as_pdf(document)))


def text_of(document: Profile) -> str:
    """All the text on one line, without the places where a long word may break."""
    pages = " ".join(page.extract_text() for page in read(document).pages)
    return " ".join(pages.replace("\u200b", "").split())


def tags(document: Profile) -> list[dict[str, Any]]:
    """Every element of the document's structure, in reading order."""
    found: list[dict[str, Any]] = []
    waiting = [read(document).root_object["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, list):
            waiting += reversed(element)
        elif isinstance(element, dict):
            found.append(element)
            waiting += [element["/K"]] if "/K" in element else []
    return found


def between(text: str, start: str, end: str) -> str:
    return text.split(start, 1)[1].split(end, 1)[0]


# What it says


def test_it_says_what_it_was_given() -> None:
    document = profile(16, others=3)
    text = text_of(document)
    for words in (
        document.recognised,
        document.sentence,
        document.rules,
        document.index,
        document.provenance,
        LIMITS,
    ):
        assert words in text
    assert "Jack Brown N1848197" in text
    assert document.taken in text
    for part in (*document.unknown, *(part for pair in document.answers for part in pair)):
        assert part in text


def test_each_allegation_that_counts_stands_with_its_days() -> None:
    document = profile(16)
    table = between(text_of(document), "Allegations that count", "What does not count")
    for row in document.counting.to_dicts():
        found = re.search(rf"{row['crime_ref']} (.*?) under 1 %", table)
        assert found is not None
        assert f" {spoken(row['tenths'])}" in found[1]
    assert f"Score {spoken(document.tenths)}" in table


def test_each_allegation_that_does_not_count_stands_with_its_reason() -> None:
    table = between(text_of(profile(2, others=3)), "What does not count", "Victims by code")
    for ref in ("2000000/24", "2000001/24", "2000002/24"):
        assert f"{ref} Rape of a female recorded before the window V1 1 Jun 24" in table


def test_each_page_has_the_marking_twice_and_its_number() -> None:
    pages = read(profile(16, others=9, title=LONG)).pages
    assert len(pages) == 2
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert text.count(MARKING) == 2
        assert f"{number} of 2" in text


def test_dates_and_days_read_as_people_write_them() -> None:
    table = between(text_of(profile(5)), "Allegations that count", "What does not count")
    assert "28 Feb 26" in table
    assert "the same day" in table
    assert "1 day before" in table
    assert "6,000 days before" in table
    assert "Not recorded" in table


def test_nothing_is_shown_as_none_or_nan() -> None:
    for count in (0, 1, 16, 200):
        kept = text_of(profile(count, others=1))
        assert not re.search(r"\b(None|none|nan|null|NaN|auto)\b", kept)


def test_a_victim_who_is_not_recorded_has_a_lane_and_a_row() -> None:
    text = text_of(profile(14))
    assert "Not recorded" in between(text, "When, by victim", "charged or convicted")
    assert "Not recorded" in between(text, "Victims by code", "What is not known")


def test_nothing_that_counts_reads_well() -> None:
    text = text_of(profile(0, others=2))
    assert "No allegation counts under these rules: there is no score, and nothing to draw." in text
    assert "What makes the score" not in text
    assert "When, by victim" not in text
    assert "2000001/24" in text
    assert "No victim, since nothing counts." in text
    assert LIMITS in text
    assert "The record has no allegation." in text_of(profile(0))
    assert "Every allegation of the record counts." in text_of(profile(1))


# Sums


@given(st.lists(st.integers(0, 10_000_000), max_size=40))
def test_the_steps_add_up_to_the_score(weights: list[int]) -> None:
    frame = pl.DataFrame({"tenths": weights}, schema={"tenths": pl.Int64}).with_columns(
        index_title=pl.lit("Rape"), crime_ref=pl.lit("C1")
    )
    steps = gathered(frame)
    assert sum(tenths for *_, tenths in steps) == sum(weights)
    assert len(steps) == min(len(weights), STEPS)
    if len(weights) > STEPS:
        assert steps[-1][0] == f"{len(weights) - STEPS + 1} more"
        steps.pop()
    assert [tenths for *_, tenths in steps] == sorted(weights, reverse=True)[: len(steps)]


@given(st.lists(st.integers(0, 10_000_000), max_size=60), st.integers(0, 50))
def test_what_is_shown_and_what_is_left_out_add_up(weights: list[int], most: int) -> None:
    found = left_out(weights, "allegation", most)
    assert len(found) == min(len(weights), most) + 1
    for kept, line in enumerate(found):
        rest = weights[kept:]
        assert bool(line) == bool(rest)
        if rest and sum(weights):
            things = "allegation" if len(rest) == 1 else "allegations"
            assert line.startswith(f"and {len(rest):,} more {things}, {spoken(sum(rest))} days: ")


@pytest.mark.parametrize("title", ["Rape", LONG])
def test_a_table_that_is_cut_says_what_it_leaves_out(title: str) -> None:
    document = profile(200, others=60, victims=60, title=title)
    text = text_of(document)
    table = between(text, "Allegations that count", "What does not count")
    refs = re.findall(r"\d{7}/25", table)
    more = re.search(r"and (\d+) more allegations, ([\d,.]+) days: see the page", table)
    assert more is not None
    kept = document.counting.filter(pl.col("crime_ref").is_in(refs))["tenths"].sum()
    assert len(refs) >= 8
    assert len(refs) + int(more[1]) == 200
    assert kept + round(float(more[2].replace(",", "")) * 10) == document.tenths
    others = between(text, "What does not count", "Victims by code")
    left = re.search(r"and (\d+) more allegations: see the page", others)
    assert left is not None
    assert len(re.findall(r"\d{7}/24", others)) + int(left[1]) == 60


def test_the_victims_who_are_left_out_are_those_with_the_fewest_days() -> None:
    document = profile(200, victims=60)
    table = between(text_of(document), "Victims by code", "Rules and index")
    more = re.search(r"and (\d+) more victims, ([\d,.]+) days: see the page", table)
    assert more is not None
    kept = document.victims.filter(pl.col("victim_code").is_in(re.findall(r"V\d+", table)))
    nobody = document.victims.filter(pl.col("victim_code").is_null())
    assert "Not recorded" in table
    assert kept.height + nobody.height + int(more[1]) == document.victims.height
    left = round(float(more[2].replace(",", "")) * 10)
    assert sum([*kept["tenths"], *nobody["tenths"], left]) == document.tenths
    assert left / int(more[1]) <= min(kept["tenths"].to_list())


def test_lanes_are_capped_and_the_rest_is_counted() -> None:
    document = profile(200, victims=60)
    codes = lane_codes(document.timeline)
    assert len(codes) == LANES
    assert codes[-1] is None
    assert codes[:-1] == sorted(codes[:-1], key=lambda code: int((code or "V0")[1:]))
    assert f"And {document.victims.height - LANES} more victims." in text_of(document)


def test_the_lanes_are_those_with_most_days() -> None:
    rows = pl.DataFrame({"victim_code": [f"V{n}" for n in range(1, 31)], "tenths": range(1, 31)})
    assert lane_codes(rows) == [f"V{n}" for n in range(15, 31)]


def test_marks_that_are_not_drawn_are_counted() -> None:
    document = profile(3)
    old = document.timeline.head(1).with_columns(recorded_on=pl.lit(date(2001, 1, 1)))
    text = text_of(replace(document, timeline=pl.concat([document.timeline, old])))
    assert "Not drawn: 1 recorded outside these dates." in text


# The file


def test_the_same_profile_gives_the_same_bytes(tmp_path: Path) -> None:
    here = profile_as_pdf(profile(16, others=3))
    assert profile_as_pdf(profile(16, others=3)) == here
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/New_York")):
        env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
        there = subprocess.run(
            [sys.executable, "-c", PRINTED], cwd=tmp_path, env=env, capture_output=True, check=True
        )
        assert there.stdout == here


def test_threads_do_not_disturb_each_other() -> None:
    ones = [profile(count) for count in (0, 1, 3, 16)] * 3
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(profile_as_pdf, ones)) == [
            profile_as_pdf(document) for document in ones
        ]


def test_the_file_is_dated_by_its_list() -> None:
    metadata = read(profile(1)).metadata
    assert metadata is not None
    assert metadata.creation_date is not None
    assert metadata.creation_date.date() == AS_OF


def test_it_is_tagged_titled_and_in_english() -> None:
    reader = read(profile(16))
    root: dict[str, Any] = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Subject profile: Jack Brown, N1848197"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_charts_have_words_tables_headings_and_headings_an_order() -> None:
    kinds = tags(profile(16))
    figures = [tag for tag in kinds if tag.get("/S") == "/Figure"]
    assert len(figures) == 2
    score, when = (str(figure["/Alt"]) for figure in figures)
    assert f"Score: {spoken(profile(16).tenths)}." in score
    assert "16 allegations" in when
    assert "1 Mar 25 to 28 Feb 26" in when
    assert sum(tag.get("/S") == "/TH" for tag in kinds) == 8 + 5
    headings = [tag["/S"] for tag in kinds if re.fullmatch(r"/H\d", str(tag.get("/S")))]
    assert headings == ["/H1"] * 7


@pytest.mark.parametrize("title", ["Rape", LONG, "W" * 5000])
@pytest.mark.parametrize(
    ("count", "others", "victims"), [(0, 60, 1), (1, 0, 1), (1, 60, 1), (16, 9, 15), (200, 60, 60)]
)
def test_it_never_takes_more_than_two_pages(
    count: int, others: int, victims: int, title: str
) -> None:
    assert len(read(profile(count, others=others, victims=victims, title=title)).pages) <= 2


@pytest.mark.parametrize("text", ["W" * 5000, "WWW " * 1300, "i" * 5000])
def test_texts_of_any_length_leave_room_for_the_rest(text: str) -> None:
    everywhere = dict.fromkeys(
        ["marking", "provenance", "suspect_id", "recognised", "sentence", "rules", "index"], text
    )
    document = profile(
        200,
        others=60,
        victims=60,
        title=text,
        answers=((text, text),) * 12,
        unknown=(text,) * 30,
        **everywhere,
    )
    reader = read(document)
    assert len(reader.pages) == 2
    words = text_of(document)
    for sentence in (LIMITS, "And 7 more: see the page", "And 22 more: see the page"):
        assert sentence in words


def test_the_usual_most_is_shown_whole() -> None:
    text = text_of(profile(16, others=9, title=LONG))
    assert "see the page of the suspect" not in text


def test_a_title_is_cut_between_words() -> None:
    table = between(text_of(profile(200, title=LONG)), "Allegations that count", "What does not")
    cut = re.findall(r"Controlling or coercive [^…]*…", table)
    assert cut
    assert {title.removesuffix(" …").split()[-1] for title in cut} <= set(LONG.split())


@pytest.mark.parametrize("days", [1, 30, 90, 365, 1825, 3650])
def test_a_window_of_any_length_can_be_drawn(days: int) -> None:
    window = (AS_OF - timedelta(days=days - 1), AS_OF)
    assert len(read(profile(16, window=window)).pages) == 2


# Texts from elsewhere


@pytest.mark.parametrize(
    "text",
    [
        "#set text(red) #panic() #eval",
        "$x^2$ *bold* _it_ `raw` @ref <b>x</b> = // no /* no */",
        'quotes " and \' and \\ and \\" and \\n and \\u{41}',
        "[a] {b} (c) ~ -- --- ... \\",
        '{"fonts": "x"}',
    ],
)
def test_markup_in_the_data_is_text(text: str) -> None:
    document = profile(
        2,
        others=1,
        title=text,
        marking=text,
        suspect_id=text,
        name=text,
        recognised=text,
        sentence=text,
        answers=((text, text),),
        unknown=(text,),
        rules=text,
        index=text,
        limits=text,
    )
    assert text_of(document).count(text) >= 11


def test_a_line_break_is_a_space_and_what_steers_is_dropped() -> None:
    assert clean("a\nb\t\x00c\u2028d  e") == "a b c d e"
    assert clean("a\u202eb\u200b\u00adc\ufeff") == "abc"
    assert clean("Zoe\u0308") == "Zoë"


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Thị Ánh Đặng",
        "Łukasz Żółć Dąbrowski",
        "İbrahim Şağır Iğdır",
        "Ọláṣẹgun Adébáyọ",
        "Владимир Їжак Ђорђе",
        "Γιώργος Παπαδόπουλος",
        "Ɓala Ɗan Ƙasa",
        "Արմեն",
        "გიორგი",
    ],
)
def test_names_of_many_cultures_are_drawn(name: str) -> None:
    text = text_of(profile(1, name=name))
    assert clean(name) in clean(text)
    assert "cannot be printed" not in text


@pytest.mark.parametrize("name", ["محمد عبد الله", "پژمان گل", "דוד כהן", "Adébáyọ̀ Ẹ̀ṣọ́"])
def test_names_that_a_reader_of_files_takes_apart_are_drawn_whole(name: str) -> None:
    assert boxed(clean(name)) == name
    assert "cannot be printed" not in text_of(profile(1, name=name))


@pytest.mark.parametrize("name", ["王小明", "김민준", "राजेश", "สมชาย", "😀", "\ue123", "\ud800"])
def test_letters_that_cannot_be_drawn_are_boxes_and_said(name: str) -> None:
    text = text_of(profile(1, recognised=f"Ann {name} · male"))
    assert f"Ann {BOX}" in text
    assert "Some letters of the particulars cannot be printed here" in text


def test_it_says_each_part_in_which_a_letter_cannot_be_drawn() -> None:
    text = text_of(profile(1, others=1, title="王", sentence="小", suspect_id="明"))
    assert (
        "Some letters of the reference, the sentence, the allegations that count and those that "
        "do not cannot be printed here" in text
    )


def test_accents_piled_on_one_letter_are_not_drawn() -> None:
    assert boxed("e" + "\u0301" * 4 + "é") == "e" + "\u0301" * 4 + "é"
    assert boxed("xe" + "\u0301" * 5 + "é") == f"x{BOX}é"


def test_the_fonts_have_each_letter_that_is_drawn() -> None:
    letters = [chr(code) for code in range(0x20, 0x10000) if DRAWN.fullmatch(chr(code))]
    assert len(letters) > 1400
    assert not {category(letter) for letter in letters} & {"Cn", "Cc", "Cf", "Zl", "Zp"}
    # The library refuses to write a tagged file with a letter that its fonts lack.
    source = b"""
        #set document(title: "x")
        #let (fonts, letters) = json(bytes(sys.inputs.data))
        #for one in letters [#text(font: fonts, fallback: false, one) ]
        #for one in letters [#text(font: fonts, fallback: false, weight: 700, one) ]
    """
    words = json.dumps({"fonts": FONTS, "letters": letters})
    assert typst.compile(
        source, ignore_system_fonts=True, sys_inputs={"data": words}, pdf_standards="ua-1"
    )


@settings(max_examples=examples(40))
@given(st.text(max_size=60), st.text(st.characters(categories=["L", "M"], max_codepoint=0x6FF)))
def test_any_text_can_be_printed(anything: str, letters: str) -> None:
    document = profile(
        1,
        others=1,
        title=letters,
        recognised=anything,
        sentence=letters + anything,
        suspect_id=anything,
        name=letters,
        unknown=(letters,),
        answers=((anything, letters),),
    )
    assert len(read(document).pages) == 1
