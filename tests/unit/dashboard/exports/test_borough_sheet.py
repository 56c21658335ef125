"""A borough's sheet has the figures of the places, and no small count leaves on it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from dashboard.access.viewer import Viewer
from dashboard.documents import Sheet, sheet_as_pdf
from dashboard.errors import AreasError, NobodyNamedError
from dashboard.exports.borough_recorded import SUM_HIDDEN
from dashboard.exports.borough_sheet import FEW, sheet_file, sheet_of
from dashboard.exports.borough_suspects import FEW_HARMING
from dashboard.geography import CITY_OF_LONDON
from dashboard.services.places.area_choices import BASES
from dashboard.services.places.areas import compare_areas
from dashboard.services.places.hotspots import find_hotspots
from dashboard.services.places.listed_suspects import listed_suspects
from dashboard.services.places.monthly import count_by_month
from dashboard.services.places.suppression import mix_of
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.formats import SITUATION
from dashboard.wording.notices import LIMITS
from dashboard.wording.offences import short_offence
from harm.areas.suppression import BAND, HIDDEN, WITHHELD
from harm.days import spoken
from tests.conftest import with_answers
from tests.unit.dashboard.build import ANALYST, desk_with, row, suspect_at
from tests.unit.harm.build import AS_OF, days_ago

pytestmark = pytest.mark.slow

CROYDON, CAMDEN, ISLINGTON, BARNET = "E09000008", "E09000007", "E09000019", "E09000003"
FIRST, SECOND = "E05013653", "E05013654"
DATED: Final = RankingSpec(as_of=AS_OF)
HIDING: Final = {BAND, HIDDEN}


@pytest.fixture(scope="module")
def shared(demonstration: Path) -> Iterator[Workspace]:
    desk = with_answers(Workspace(Settings(data=demonstration)))
    yield desk
    desk.register._engine.dispose()


@pytest.fixture(scope="module")
def croydon(shared: Workspace) -> Sheet:
    return sheet_of(ask(shared, ANALYST, RankingSpec()), borough=CROYDON)


def crimes(borough: str, ward: str | None, count: int, *, first: int) -> list[dict[str, object]]:
    return [
        row(crime_ref=f"C{first + n}", suspect_id=f"S{first + n}", borough=borough, ward=ward)
        for n in range(count)
    ]


def counts(texts: pl.Series) -> list[int]:
    """The counts that a reader can see."""
    return [int(text.replace(",", "")) for text in texts.drop_nulls() if text not in HIDING]


def figure(table: pl.DataFrame, name: str, column: str) -> object:
    return table.filter(pl.col("name") == name)[column][0]


# What it says of the demonstration


def test_the_borough_is_next_to_its_unit_its_neighbours_and_london(croydon: Sheet) -> None:
    assert croydon.beside["name"].to_list() == [
        "Croydon",
        "Bromley",
        "Sutton",
        "South Area command unit",
        "Lambeth",
        "Merton",
        "London",
    ]


def test_the_figures_are_those_of_the_places(shared: Workspace, croydon: Sheet) -> None:
    expected = compare_areas(ask(shared, ANALYST, RankingSpec()))
    for name in ("Croydon", "Bromley", "Sutton", "Lambeth", "Merton"):
        own = expected.rows.filter(pl.col("name") == name).row(0, named=True)
        assert figure(croydon.beside, name, "crimes") == f"{own['crimes']:,}"
        for column in ("tenths", "rate", "shrunk"):
            assert figure(croydon.beside, name, column) == own[column]
    assert figure(croydon.beside, "London", "tenths") == expected.total["tenths"][0]
    unit = croydon.beside.head(3)["tenths"].sum()
    assert figure(croydon.beside, "South Area command unit", "tenths") == unit


def test_the_wards_add_up_to_the_borough(croydon: Sheet) -> None:
    assert croydon.wards.height == 29
    assert croydon.wards["name"][-1] == "Unknown ward"
    assert croydon.wards["tenths"].sum() == figure(croydon.beside, "Croydon", "tenths")
    total = figure(croydon.beside, "Croydon", "crimes")
    assert f"{sum(counts(croydon.wards['crimes'])):,}" == total
    known = croydon.wards.head(28)["tenths"].to_list()
    assert known == sorted(known, reverse=True)


def test_the_marked_wards_carry_half(croydon: Sheet) -> None:
    marked = croydon.wards.filter("half")["tenths"].to_list()
    whole = sum(croydon.wards.filter(pl.col("name") != "Unknown ward")["tenths"].to_list())
    assert sum(marked) * 2 >= whole
    assert (sum(marked) - min(marked)) * 2 < whole
    assert croydon.wards_said.startswith(f"Bold: {len(marked)} wards of 28 carry")


def test_the_suspects_are_those_of_the_list_who_live_there(
    shared: Workspace, croydon: Sheet
) -> None:
    table = ask(shared, ANALYST, RankingSpec()).ranking.table
    assert croydon.listed.height
    assert croydon.near.height
    assert (croydon.listed["position"] <= 100).all()
    assert croydon.near["position"].is_between(101, 200).all()
    for people in (croydon.listed, croydon.near):
        ranked = ["position", "suspect_id", "tenths"]
        assert people.select(ranked).equals(
            table.filter(pl.col("suspect_id").is_in(people["suspect_id"].to_list())).select(ranked)
        )
        for suspect in people["suspect_id"]:
            file = suspect_at(shared, ANALYST, RankingSpec(), suspect)
            assert file.particulars["suspect_home_borough"] == CROYDON


def test_suspects_have_names_and_what_is_alleged_of_them(shared: Workspace, croydon: Sheet) -> None:
    for people in (croydon.listed, croydon.near, croydon.harming):
        for person in people.iter_rows(named=True):
            file = suspect_at(shared, ANALYST, RankingSpec(), person["suspect_id"])
            assert person["suspect_name"] == file.particulars["suspect_name"]
            worst = file.explanation.counting.sort("tenths", descending=True)
            assert person["tenths"] == worst["tenths"].sum()
            assert person["most_serious"] in {
                short_offence(title) for title in worst["index_title"].to_list()
            }
            assert person["situation"] in SITUATION.values()


def test_who_is_alleged_to_have_harmed_here_is_who_the_page_shows(
    shared: Workspace, croydon: Sheet
) -> None:
    page = listed_suspects(ask(shared, ANALYST, RankingSpec()), CROYDON).harming
    assert page.height
    shown = ["position", "suspect_name", "suspect_id", "tenths", "tenths_here"]
    assert croydon.harming.select(shown).equals(page.select(shown))
    assert croydon.harming_said.startswith(f"{page.height} of the 100 listed are alleged")


def test_days_here_are_shown_next_to_a_total_of_the_same_alone(shared: Workspace) -> None:
    question = ask(shared, ANALYST, RankingSpec())
    sheet = sheet_of(question, basis="recorded", borough=CROYDON)
    assert sheet.harming.height
    for people in (sheet.listed, sheet.harming):
        assert people["tenths_here"].null_count() == people.height


def test_the_months_are_those_of_the_page_and_add_up_to_the_year(
    shared: Workspace, croydon: Sheet
) -> None:
    question = ask(shared, ANALYST, RankingSpec())
    page = count_by_month(question, of="named", measure="tenths", code=CROYDON)
    assert croydon.months["tenths"].equals(page["value"].tail(12), check_names=False)
    assert croydon.months["tenths_before"].equals(page["value"][-24:-12], check_names=False)
    assert croydon.months["tenths"].sum() == figure(croydon.beside, "Croydon", "tenths")
    assert "runs to" not in croydon.months_said


def test_wards_that_stand_out_are_those_of_the_page(shared: Workspace) -> None:
    question = ask(shared, ANALYST, RankingSpec())
    sheet = sheet_of(question, borough="E09000033")
    spots = find_hotspots(question, of="named", measure="days").table
    high = spots.filter(pl.col("spot") == "high", pl.col("borough") == "Westminster")["name"]
    assert high.len()
    assert set(sheet.wards.filter(pl.col("spot") == "high")["name"]) == set(high)
    assert f"{high.len()} stand out as high" in sheet.wards_said


def test_the_change_in_crimes_says_what_it_is_made_of(croydon: Sheet) -> None:
    assert "days of harm, " in croydon.year_before
    crimes = croydon.year_before.split(". ", 1)[1]
    assert crimes.startswith(f"{figure(croydon.beside, 'Croydon', 'crimes')} crimes, ")
    assert "Its largest parts: " in crimes


def test_the_mix_is_of_real_recorded_crime(croydon: Sheet) -> None:
    assert croydon.mix["category"][0] == "Violence without injury"
    assert croydon.mix["crimes"][0] == "5,519"
    assert "March 2025 to February 2026" in croydon.mix_said
    assert croydon.change.startswith("12,606 crimes, 227 more than in the same months")


@pytest.mark.parametrize("of", BASES)
@pytest.mark.parametrize("borough", [CROYDON, CITY_OF_LONDON, BARNET])
def test_no_small_count_leaves_and_two_pages_are_enough(
    shared: Workspace, of: str, borough: str
) -> None:
    sheet = sheet_of(ask(shared, ANALYST, RankingSpec()), basis=of, borough=borough)
    for table in (sheet.beside, sheet.wards, sheet.mix):
        assert not {1, 2, 3, 4} & set(counts(table["crimes"]))
        hidden = table.filter(pl.col("crimes").is_in(HIDING))
        for name in {"tenths", "largest", "here_percent"} & set(table.columns):
            assert hidden[name].null_count() == hidden.height
    file = sheet_file(ask(shared, ANALYST, RankingSpec()), basis=of, borough=borough)
    pages = PdfReader(io.BytesIO(file)).pages
    assert len(pages) <= 2
    for page in pages:
        assert page.extract_text().count(sheet.marking) == 2
    assert LIMITS in pages[0].extract_text()
    blank = r"\b(None(?!\s+of)|none(?!\s+(here|round))|nan|null)\b"
    assert not re.search(blank, pages[1].extract_text())


def test_the_city_of_london_has_a_force_of_its_own(shared: Workspace) -> None:
    sheet = sheet_of(ask(shared, ANALYST, RankingSpec()), borough=CITY_OF_LONDON)
    assert sheet.sentence.startswith("The City of London has a police force of its own")
    assert sheet.beside.row(0) == ("City of London", "this borough", None, None, None, None)
    assert "command unit" not in " ".join(sheet.beside["name"])
    assert sheet.wards.is_empty()
    assert sheet.mix.is_empty()
    assert sheet.wards_said.startswith("The City of London has a force of its own")
    assert sheet.harming_said == sheet.wards_said
    assert sheet.listed.height
    assert sheet.listed["tenths_here"].null_count() == sheet.listed.height
    assert sheet.months.is_empty()


def test_the_same_data_give_the_same_bytes(shared: Workspace) -> None:
    first, second = (
        sheet_as_pdf(sheet_of(ask(shared, ANALYST, RankingSpec()), borough=CROYDON))
        for _ in range(2)
    )
    assert first == second


def test_it_says_who_printed_it_and_when(shared: Workspace) -> None:
    file = sheet_file(ask(shared, ANALYST, RankingSpec()), borough=CROYDON)
    for page in PdfReader(io.BytesIO(file)).pages:
        assert re.search(
            rf"Printed by {ANALYST.who}, file [0-9a-f]+, on \d+ \w+ \d+, \d\d:\d\d UTC",
            page.extract_text(),
        )


# Rights and the log


def test_the_looks_and_the_file_are_in_the_log(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, *crimes(CAMDEN, FIRST, 5, first=0))
    sheet_file(ask(desk, ANALYST, DATED), borough=CAMDEN)
    entries = desk.register.log().filter(pl.col("action") != "load_found")
    assert sorted(entries["action"]) == ["file", *["list"] * 4]
    assert entries.filter(pl.col("action") == "file")["subject"].to_list() == ["sheet of Camden"]


def test_suspects_are_for_those_whose_borough_it_is(shared: Workspace) -> None:
    other, own = (Viewer(who="x", boroughs=frozenset({code})) for code in (CAMDEN, CROYDON))
    hidden = sheet_of(ask(shared, other, RankingSpec()), borough=CROYDON)
    assert hidden.listed.is_empty()
    assert hidden.near.is_empty()
    assert hidden.harming.is_empty()
    assert hidden.living_said == hidden.harming_said == ""
    assert hidden.suspects_said == "Suspects are shown to those whose borough this is."
    assert sheet_of(ask(shared, own, RankingSpec()), borough=CROYDON).listed.height


def test_a_record_that_names_nobody_says_so(tmp_path: Path) -> None:
    rows = crimes(CAMDEN, FIRST, 6, first=0)
    desk = desk_with(tmp_path, *({**row, "suspect_id": None} for row in rows))
    sheet = sheet_of(ask(desk, ANALYST, DATED), basis="crimes", borough=CAMDEN)
    assert sheet.suspects_said == "The record names nobody."
    with pytest.raises(NobodyNamedError):
        sheet_of(ask(desk, ANALYST, DATED), borough=CAMDEN)


def test_an_unknown_borough_is_refused(shared: Workspace) -> None:
    with pytest.raises(AreasError, match="'Croydon' is no code of a London borough"):
        sheet_of(ask(shared, ANALYST, RankingSpec()), borough="Croydon")


# Small counts


def test_a_small_borough_has_no_figures(tmp_path: Path) -> None:
    desk = desk_with(
        tmp_path, *crimes(CAMDEN, FIRST, 3, first=0), *crimes(BARNET, None, 9, first=20)
    )
    sheet = sheet_of(ask(desk, ANALYST, DATED), borough=CAMDEN)
    assert sheet.sentence == FEW
    assert sheet.year_before == ""
    assert sheet.months.is_empty()
    assert sheet.harming.is_empty()
    assert sheet.harming_said == FEW_HARMING
    for name in ("Camden", "Central North command unit", "London"):
        assert figure(sheet.beside, name, "tenths") is None
    assert "12 crimes" not in sheet.counted


def test_a_small_ward_cannot_be_worked_out_from_its_borough(tmp_path: Path) -> None:
    desk = desk_with(
        tmp_path, *crimes(CAMDEN, FIRST, 9, first=0), *crimes(CAMDEN, SECOND, 2, first=20)
    )
    sheet = sheet_of(ask(desk, ANALYST, DATED), borough=CAMDEN)
    assert sorted(sheet.wards.filter(pl.col("crimes") != "0")["crimes"]) == [BAND, "9"]
    assert sheet.sentence == FEW
    assert figure(sheet.beside, "Camden", "crimes") is None
    assert figure(sheet.beside, "London", "crimes") is None
    small = sheet.wards.filter(pl.col("crimes") == BAND)
    assert small["tenths"].to_list() == [None]
    assert sheet.wards["spot"].null_count() == sheet.wards.height
    assert "days are left out too" in sheet.wards_said


def test_what_few_crimes_of_no_known_ward_carry_is_not_told(tmp_path: Path) -> None:
    for few, expected in ((2, False), (5, True)):
        unknown = crimes(CAMDEN, None, few, first=20)
        desk = desk_with(tmp_path / str(few), *crimes(CAMDEN, FIRST, 9, first=0), *unknown)
        words = sheet_of(ask(desk, ANALYST, DATED), borough=CAMDEN).wards_said
        assert words.startswith("Bold: 1 ward of 20 carries 100 % of its days") is expected
        assert ("has no known ward" in words) is expected


def test_a_small_borough_of_the_unit_hides_what_it_could_be_worked_out_from(tmp_path: Path) -> None:
    desk = desk_with(
        tmp_path, *crimes(CAMDEN, FIRST, 9, first=0), *crimes(ISLINGTON, None, 2, first=20)
    )
    sheet = sheet_of(ask(desk, ANALYST, DATED), borough=CAMDEN)
    assert figure(sheet.beside, "Camden", "crimes") == "9"
    assert sheet.sentence == f"{spoken(9 * 18250)} days of harm, from 9 crimes."
    assert figure(sheet.beside, "Islington", "crimes") == BAND
    assert figure(sheet.beside, "Islington", "tenths") is None
    assert figure(sheet.beside, "Central North command unit", "crimes") is None
    assert figure(sheet.beside, "London", "tenths") is None


@pytest.mark.parametrize(("before", "now", "expected"), [(4, 9, False), (5, 9, True), (9, 5, True)])
def test_a_change_on_a_small_count_is_not_told(
    tmp_path: Path, *, before: int, now: int, expected: bool
) -> None:
    then = [{**one, "recorded_on": days_ago(500)} for one in crimes(CAMDEN, None, before, first=0)]
    first = row(crime_ref="first", suspect_id="first", borough=BARNET, recorded_on=days_ago(729))
    others = [first, *crimes(BARNET, None, 9, first=50)]
    desk = desk_with(tmp_path, *then, *crimes(CAMDEN, None, now, first=20), *others)
    sheet = sheet_of(ask(desk, ANALYST, DATED), borough=CAMDEN)
    assert sheet.sentence.startswith(f"{spoken(now * 18250)} days of harm")
    assert bool(sheet.year_before) is expected


def test_a_borough_hidden_for_another_has_no_wards(tmp_path: Path) -> None:
    desk = desk_with(
        tmp_path,
        *crimes("E09000006", None, 9, first=0),
        *crimes(CROYDON, None, 60, first=20),
        *crimes("E09000029", None, 2, first=90),
    )
    sheet = sheet_of(ask(desk, ANALYST, DATED), borough="E09000006")
    assert figure(sheet.beside, "Croydon", "crimes") == "60"
    assert sheet.sentence == FEW
    assert sheet.wards.is_empty()
    assert sheet.wards_said.startswith("The wards are not shown")


@given(st.lists(st.integers(0, 12), min_size=1, max_size=8))
def test_the_mix_hides_small_counts_and_has_the_rest_as_it_is(counted: list[int]) -> None:
    kinds = [f"KIND {n}" for n in range(len(counted))]
    here = pl.DataFrame({"minor": kinds, "borough_code": CAMDEN, "crimes": counted})
    others = here.with_columns(borough_code=pl.lit(BARNET), crimes=pl.lit(50, pl.Int64))
    mix = mix_of(pl.concat([here, others]), CAMDEN)
    if not sum(counted):
        assert mix.is_empty()
        return
    assert not {1, 2, 3, 4} & set(counts(mix["crimes"]))
    hidden = mix.filter(pl.col("crimes").is_in(HIDING))
    assert hidden["here_percent"].null_count() == hidden.height
    assert hidden["here_percent"].is_null().all()
    if WITHHELD not in mix["total"]:
        assert mix["total"].unique().to_list() == [str(sum(counted))]


def test_a_sum_that_would_give_a_small_kind_away_is_not_told(shared: Workspace) -> None:
    sheet = sheet_of(ask(shared, ANALYST, RankingSpec()), borough="E09000033")
    assert set(sheet.mix["total"]) == {WITHHELD}
    assert sheet.change == SUM_HIDDEN
    assert "the kinds whose count is shown" in sheet.mix_said
    kept = sheet.mix.filter(~pl.col("crimes").is_in(HIDING))
    whole = sum(counts(kept["crimes"]))
    for percents in (kept["here_percent"], kept["london_percent"]):
        assert sum(percents) == pytest.approx(100)
    for crimes, percent in zip(counts(kept["crimes"]), kept["here_percent"], strict=True):
        assert percent == pytest.approx(100 * crimes / whole)
    hidden = sheet.mix.filter(pl.col("crimes").is_in(HIDING))
    assert hidden.height == 2
    assert hidden.select(
        pl.all_horizontal(pl.col("here_percent", "london_percent").is_null()).all()
    ).item()
