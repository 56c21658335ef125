"""A time is held against the same days of the year before, and both are as they would be listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import polars as pl
import pytest

from dashboard.errors import NobodyNamedError
from dashboard.services.places.area_harm import HarmBasis
from dashboard.services.places.areas import compare_areas
from dashboard.services.places.monthly import count_by_month, violent_months
from dashboard.services.places.trends import NotCompared, compare_years, year_on_year
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.wording.trends import OTHER_SYSTEM, earlier_words, in_change_words, offence_words
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, desk_with, row
from tests.unit.harm.build import ABH, AS_OF, COERCIVE_CONTROL, Cells, days_ago

CAMDEN, ISLINGTON = "E09000007", "E09000019"
DATED: Final = RankingSpec(as_of=AS_OF)
GROUNDS: Final[tuple[HarmBasis, ...]] = ("named", "home", "crimes", "recorded")


def crime(number: int, ago: int, **cells: object) -> Cells:
    """A crime of its own, recorded so many days before the date of the lists, in Camden."""
    answer = {"crime_ref": f"C{number}", "suspect_id": f"S{number}", "borough": CAMDEN}
    home = {"suspect_home_borough": CAMDEN, "recorded_on": days_ago(ago)}
    return row(**{**answer, **home, **cells})


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    """Three crimes in the year, two in the year before, one on each day that is just outside."""
    return desk_with(
        tmp_path,
        crime(1, 0),
        crime(2, 100, offence_code=COERCIVE_CONTROL),
        crime(3, 364, offence_code=ABH),
        crime(4, 365, offence_code=ABH),
        crime(5, 729, offence_code=ABH, borough=ISLINGTON),
        crime(6, 730),
    )


@pytest.mark.parametrize("of", ["named", "crimes"])
def test_the_year_is_held_against_the_one_that_ended_a_year_before(
    desk: Workspace, of: HarmBasis
) -> None:
    answer = compare_years(ask(desk, ANALYST, DATED), of=of, measure="tenths", code=None)
    assert answer.days == (AS_OF - timedelta(days=364), AS_OF)
    assert (answer.before, answer.after, answer.change) == (200, 18250 + 840 + 100, 18990)
    assert answer.why_not is None
    drivers = dict(answer.drivers.select("group", "change").iter_rows())
    assert sorted(drivers.values()) == [-100, 840, 18250]
    count = compare_years(ask(desk, ANALYST, DATED), of=of, measure="crimes", code=None)
    assert (count.before, count.after) == (2, 3)
    assert count.drivers["change"].sum() == 1


def test_of_one_borough_its_own_alone_is_counted(desk: Workspace) -> None:
    answer = compare_years(ask(desk, ANALYST, DATED), of="named", measure="tenths", code=ISLINGTON)
    assert (answer.before, answer.after) == (100, 0)
    assert in_change_words(answer) == "0 days of harm, 10 in the same days of the year before."
    home = compare_years(ask(desk, ANALYST, DATED), of="home", measure="crimes", code=CAMDEN)
    assert (home.before, home.after) == (2, 3)
    nowhere = compare_years(
        ask(desk, ANALYST, DATED), of="named", measure="tenths", code="E09000001"
    )
    assert in_change_words(nowhere) == (
        "There was none here, neither in this time nor in the same days of the year before."
    )


@pytest.mark.parametrize("of", GROUNDS)
def test_either_time_is_what_its_own_date_shows(desk: Workspace, of: HarmBasis) -> None:
    query = replace(DATED, as_of=date(2026, 2, 28))
    answer = compare_years(ask(desk, ANALYST, query), of=of, measure="tenths", code=CAMDEN)
    for year, tenths in ((2025, answer.before), (2026, answer.after)):
        rows = compare_areas(
            ask(desk, ANALYST, replace(query, as_of=date(year, 2, 28))), of=of
        ).rows
        assert rows.filter(pl.col("code") == CAMDEN)["tenths"].item() == tenths


def test_a_shorter_window_is_held_against_the_same_days_and_a_longer_against_the_one_before(
    desk: Workspace,
) -> None:
    short = replace(DATED, rules=Rules(window_days=1))
    assert (
        compare_years(ask(desk, ANALYST, short), of="named", measure="crimes", code=None).before
        == 1
    )
    long = replace(DATED, rules=Rules(window_days=730))
    answer = compare_years(ask(desk, ANALYST, long), of="named", measure="crimes", code=None)
    assert (answer.before, answer.after) == (1, 5)
    assert earlier_words(answer) == "the same days 2 years before"
    assert answer.why_not is NotCompared.RECORD_TOO_YOUNG
    assert in_change_words(answer).startswith("The record begins on ")
    for days, earlier in ((365, "of the year before"), (366, "2 years before")):
        query = replace(DATED, rules=Rules(window_days=days))
        answer = compare_years(ask(desk, ANALYST, query), of="named", measure="crimes", code=None)
        assert earlier_words(answer) == f"the same days {earlier}"


def test_a_year_that_the_record_does_not_reach_is_not_compared(tmp_path: Path) -> None:
    for last, compared in ((722, True), (721, False)):
        desk = desk_with(tmp_path / str(last), crime(1, 0), crime(2, last))
        answer = compare_years(ask(desk, ANALYST, DATED), of="named", measure="tenths", code=None)
        assert (answer.why_not is None) is compared
        begins = days_ago(last)
        words = f"The record begins on {begins.day} {begins:%B %Y} and the earlier time on 1 April"
        assert in_change_words(answer).startswith(words) is not compared


def test_a_year_of_the_system_before_is_not_compared(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, crime(1, 0), crime(2, 900))
    for end, compared in ((date(2026, 2, 26), True), (date(2026, 2, 25), False)):
        answer = compare_years(
            ask(desk, ANALYST, RankingSpec(as_of=end)), of="crimes", measure="tenths", code=None
        )
        assert answer.why_not is (None if compared else NotCompared.OTHER_SYSTEM)
    recorded = compare_years(
        ask(desk, ANALYST, RankingSpec(as_of=date(2025, 6, 30))),
        of="recorded",
        measure="crimes",
        code=None,
    )
    assert in_change_words(recorded) == OTHER_SYSTEM


def test_recorded_crime_that_is_not_published_is_not_compared(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, crime(1, 0))
    early = RankingSpec(as_of=date(2010, 12, 31))
    answer = compare_years(ask(desk, ANALYST, early), of="recorded", measure="crimes", code=None)
    assert in_change_words(answer) == (
        "Recorded crime is not published for all of the twelve months to 31 December 2010."
    )


def test_the_last_of_february_has_a_day_a_year_before(tmp_path: Path) -> None:
    leap = date(2028, 2, 29)
    desk = desk_with(
        tmp_path,
        crime(1, 0, recorded_on=leap),
        crime(2, 0, recorded_on=date(2027, 2, 28)),
        crime(3, 0, recorded_on=date(2026, 3, 1)),
    )
    answer = compare_years(
        ask(desk, ANALYST, RankingSpec()), of="named", measure="crimes", code=None
    )
    assert (answer.before, answer.after) == (2, 1)


def test_a_change_beyond_chance_and_one_within_it_are_told_apart(tmp_path: Path) -> None:
    now = [crime(n, 10) for n in range(60)]
    then = [crime(100 + n, 500, offence_code=ABH) for n in range(55)]
    desk = desk_with(tmp_path, *now, *then, crime(999, 729))
    harm = in_change_words(
        compare_years(ask(desk, ANALYST, DATED), of="named", measure="tenths", code=None)
    )
    assert harm.startswith("109,500 days of harm, 107,125 more than in the same days")
    assert "so it is more than chance alone would do. Its largest parts: " in harm
    count = in_change_words(
        compare_years(ask(desk, ANALYST, DATED), of="named", measure="crimes", code=None)
    )
    assert count.startswith("60 crimes, 4 more than in the same days of the year before; ")
    assert "so chance alone could have done it." in count


def test_an_interval_that_ends_at_nought_is_within_chance(desk: Workspace) -> None:
    answer = compare_years(ask(desk, ANALYST, DATED), of="named", measure="crimes", code=None)
    for low, high, within in ((0, 5, True), (-5, 0, True), (1, 5, False), (-5, -1, False)):
        words = in_change_words(replace(answer, low=low, high=high))
        assert ("chance alone could have done it" in words) is within
        assert ("more than chance alone would do" in words) is not within


def test_months_have_no_window_no_half_life_and_no_gap(desk: Workspace) -> None:
    bent = replace(DATED, rules=Rules(window_days=30, half_life_days=10))
    answer = count_by_month(ask(desk, ANALYST, bent), of="named", measure="tenths", code=None)
    assert answer.height == 25
    assert answer["month"][0] == date(2024, 3, 1)
    assert answer["value"].sum() == 2 * 18250 + 840 + 300
    assert (answer["value"] == 0).sum() == 25 - 6
    few = count_by_month(ask(desk, ANALYST, bent), of="crimes", measure="crimes", code=ISLINGTON)
    assert few.filter(pl.col("value") > 0).rows() == [(date(2024, 4, 1), 1)]
    assert few.height == 25


def test_real_months_reach_back_to_2010(desk: Workspace) -> None:
    answer = count_by_month(ask(desk, ANALYST, DATED), of="recorded", measure="crimes", code=None)
    violence = violent_months(None, AS_OF)
    assert answer["month"][0] == violence["month"][0] == date(2010, 4, 1)
    assert answer["month"][-1] == violence["month"][-1] == date(2026, 3, 1)
    assert (answer["value"] > violence["value"]).all()
    harm = count_by_month(ask(desk, ANALYST, DATED), of="recorded", measure="tenths", code=CAMDEN)
    year = compare_years(ask(desk, ANALYST, DATED), of="recorded", measure="tenths", code=CAMDEN)
    assert harm["value"].tail(12).sum() == year.after
    assert harm["value"].tail(24).head(12).sum() == year.before


@pytest.mark.parametrize("code", [None, CAMDEN])
def test_a_year_of_violence_is_its_twelve_months(code: str | None) -> None:
    answer = year_on_year(code, (date(2025, 4, 1), date(2026, 3, 1)))
    months = violent_months(code, AS_OF)
    assert answer.after == months["value"].tail(12).sum()
    assert answer.before == months["value"].tail(24).head(12).sum()


def test_where_nobody_is_named_nothing_of_suspects_can_be_compared(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, row(suspect_id=None, borough=CAMDEN))
    question = ask(desk, ANALYST, DATED)
    for service in (compare_years, count_by_month):
        with pytest.raises(NobodyNamedError):
            service(question, of="named", measure="tenths", code=None)
        service(question, of="crimes", measure="tenths", code=None)


def test_published_categories_are_written_as_people_write_them() -> None:
    assert offence_words("VIOLENCE WITH INJURY") == "Violence with injury"
    assert offence_words("Murder - of persons aged 1 year or over").startswith("Murder - of")
