"""The offences of a place add up to it, and those of all places to London's."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.geography import borough_names
from dashboard.services.places.area_choices import BASES
from dashboard.services.places.area_harm import HarmBasis
from dashboard.services.places.areas import compare_areas
from dashboard.services.places.comparison import row_of
from dashboard.services.places.offence_mix import MIX, mix_of_offences
from dashboard.services.question import Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.wording.places import in_mix_words, offence_rows
from tests.unit.dashboard.build import ANALYST, desk_with, row
from tests.unit.harm.build import ABH

CAMDEN, CROYDON = "E09000007", "E09000008"


@pytest.fixture
def question(tmp_path: Path) -> Question:
    """One rape and three assaults in Croydon, and an assault in Camden."""
    assaults = [
        row(crime_ref=f"A{n}", borough=CROYDON, suspect_home_borough=CAMDEN, offence_code=ABH)
        for n in range(3)
    ]
    desk = desk_with(
        tmp_path / "data",
        row(borough=CROYDON),
        *assaults,
        row(crime_ref="C9", borough=CAMDEN, offence_code=ABH),
    )
    return ask(desk, ANALYST, RankingSpec())


def test_the_offence_with_most_days_comes_first_next_to_london(question: Question) -> None:
    mix = mix_of_offences(question, of="named", code=CROYDON)
    assert mix.select("crimes", "tenths", "london_crimes", "london_tenths").rows() == [
        (1, 18250, 1, 18250),
        (3, 300, 4, 400),
    ]
    camden = mix_of_offences(question, of="named", code=CAMDEN)
    assert camden.select("crimes", "tenths", "london_crimes").rows() == [(1, 100, 4), (0, 0, 1)]


@pytest.mark.parametrize("of", BASES)
def test_the_offences_add_up_to_the_place_and_to_london(question: Question, of: HarmBasis) -> None:
    areas = compare_areas(question, of=of)
    for code in (None, CROYDON, CAMDEN):
        mix = mix_of_offences(question, of=of, code=code)
        place, london = row_of(areas, code), row_of(areas, None)
        assert place is not None
        assert london is not None
        assert (mix["crimes"].sum(), mix["tenths"].sum()) == (place["crimes"], place["tenths"])
        assert mix["london_crimes"].sum() == london["crimes"]
        assert mix["london_tenths"].sum() == london["tenths"]


def test_a_year_that_is_not_published_has_no_offences(question: Question) -> None:
    early = question.on(RankingSpec(as_of=date(2010, 6, 30)))
    assert mix_of_offences(early, of="recorded", code=CROYDON).equals(MIX.to_frame())


def test_the_lines_of_a_table_add_up_however_few_they_are(question: Question) -> None:
    mix = mix_of_offences(question, of="recorded", code=CROYDON)
    for most in (1, 5, 100):
        *parts, whole = offence_rows(mix, most)
        for column in ("crimes", "tenths", "london_crimes", "london_tenths"):
            assert sum(part[column] for part in parts) == whole[column] == mix[column].sum()
        assert whole["offence"] == "All together"
    assert [line["offence"] for line in offence_rows(mix.clear(), 5)] == ["All together"]


def test_what_has_most_is_said_in_a_sentence(question: Question) -> None:
    words = in_mix_words(mix_of_offences(question, of="named", code=CROYDON), "Croydon")
    first, second = words.split("; ")
    assert first.endswith(" has most days: 98 % of Croydon’s, from 1 crime")
    assert second.endswith(" has most crimes: 3 of 4.")
    none = mix_of_offences(question, of="named", code=next(iter(borough_names())))
    assert in_mix_words(none, "the City") == "Nothing is counted in the City."
