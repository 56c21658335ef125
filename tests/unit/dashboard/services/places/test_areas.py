"""Places: what each basis counts, by which areas and measures, and what it refuses."""

from calendar import monthrange
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dashboard.errors import AreasError, NobodyNamedError
from dashboard.geography import bcus, boroughs, wards
from dashboard.geography.recorded_crime import AIRPORT_WARD, recorded_crime, ward_crime
from dashboard.services.places.area_choices import BASES, BYS, MEASURES
from dashboard.services.places.area_harm import (
    AIRPORTS,
    AREAS,
    FIRST_MONTH,
    UNKNOWN,
    By,
    areas_by,
    keyed,
    recorded_harms,
)
from dashboard.services.places.area_rows import ROWS
from dashboard.services.places.areas import Areas, compare_areas
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.wording.areas import in_window_words
from harm.offences import indices
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, desk_with, looks, row
from tests.unit.harm.build import ABH, AS_OF, days_ago

CITY, WESTMINSTER, CROYDON = "E09000001", "E09000033", "E09000008"
WEST_END, ADDISCOMBE = "E05013808", "E05011462"
CAMBRIDGE = indices.get("cchi-2020")
YEAR = (date(2025, 3, 1), date(2026, 2, 1))


@pytest.fixture
def small(tmp_path: Path) -> Workspace:
    """Two crimes in Westminster, three in Croydon (one names nobody), one nobody knows where."""
    return desk_with(
        tmp_path / "data",
        row(borough=WESTMINSTER, ward=WEST_END, suspect_home_borough=CROYDON),
        row(crime_ref="C2", borough=WESTMINSTER, ward=ADDISCOMBE, offence_code=ABH),
        row(crime_ref="C3", suspect_id="S2", borough=CROYDON, suspect_home_borough=CROYDON),
        row(crime_ref="C4", suspect_id="S2", offence_code=ABH, suspect_home_borough=CROYDON),
        row(crime_ref="C5", suspect_id=None, borough=CROYDON, offence_code=ABH),
        row(crime_ref="C6", suspect_id="S3", borough=CROYDON, allegation_status="eliminated"),
    )


def days(places: Areas) -> dict[str | None, tuple[int, float]]:
    """Crimes and days by name, where there are any."""
    some = places.rows.filter(pl.col("crimes") > 0)
    return {name: (n, d) for name, n, d in some.select("name", "crimes", "days").iter_rows()}


def one(places: Areas, code: str | None) -> dict[str, Any]:
    return places.rows.filter(pl.col("code").eq_missing(pl.lit(code))).row(0, named=True)


def test_a_basis_counts_what_it_says(small: Workspace) -> None:
    assert days(compare_areas(ask(small, ANALYST, RankingSpec()), of="named")) == {
        "Westminster": (2, 1835.0),
        "Croydon": (1, 1825.0),
        UNKNOWN: (1, 10.0),
    }
    assert days(compare_areas(ask(small, ANALYST, RankingSpec()), of="home")) == {
        "Croydon": (3, 3660.0),
        UNKNOWN: (1, 10.0),
    }
    assert days(compare_areas(ask(small, ANALYST, RankingSpec()), of="crimes")) == {
        "Westminster": (2, 1835.0),
        "Croydon": (3, 3660.0),
        UNKNOWN: (1, 10.0),
    }


def test_units_and_wards_have_the_same_days(small: Workspace) -> None:
    assert days(compare_areas(ask(small, ANALYST, RankingSpec()), by="bcu")) == {
        "Central West": (2, 1835.0),
        "South Area": (1, 1825.0),
        UNKNOWN: (1, 10.0),
    }
    answer = compare_areas(ask(small, ANALYST, RankingSpec()), by="ward").rows.filter(
        pl.col("crimes") > 0
    )
    assert answer.select("code", "name", "within", "days").rows() == [
        (WEST_END, "West End", WESTMINSTER, 1825.0),
        (None, "Unknown ward", CROYDON, 1825.0),
        (None, "Unknown ward", WESTMINSTER, 10.0),
        (None, UNKNOWN, None, 10.0),
    ]


def test_the_rules_and_the_date_are_asked(small: Workspace) -> None:
    narrow = RankingSpec(rules=Rules(window_days=5), as_of=AS_OF)
    answer = compare_areas(ask(small, ANALYST, narrow))
    assert (in_window_words(answer), days(answer)) == ("the 5 days to 31 March 2026", {})
    assert answer.total.select("crimes", "days").row(0) == (0, 0.0)
    assert answer.as_of == AS_OF
    assert compare_areas(ask(small, ANALYST, RankingSpec())).as_of == days_ago(10)
    assert (
        compare_areas(ask(small, ANALYST, RankingSpec(index="ons-css-2020"))).total["days"].item()
        != 3670.0
    )


def test_every_area_is_there_and_the_unknown_place_last_even_where_nothing_is(
    small: Workspace,
) -> None:
    answer = compare_areas(
        ask(small, ANALYST, RankingSpec(rules=Rules(window_days=5), as_of=AS_OF))
    )
    assert answer.rows.schema == ROWS
    assert answer.rows["name"].to_list() == [*sorted(boroughs()["name"]), UNKNOWN]
    assert (
        compare_areas(ask(small, ANALYST, RankingSpec()), by="bcu").rows.height == bcus().height + 2
    )
    assert set(compare_areas(ask(small, ANALYST, RankingSpec()), by="ward").rows["code"]) == {
        *wards()["code"],
        None,
    }


@pytest.mark.parametrize("measure", MEASURES)
def test_areas_stand_by_the_measure_then_by_name_and_unknown_last(
    small: Workspace, measure: str
) -> None:
    rows = compare_areas(ask(small, ANALYST, RankingSpec()), of="crimes", measure=measure).rows
    known = rows.filter(pl.col("code").is_not_null())
    assert known.height == rows.height - 1
    assert rows["name"].to_list()[-1] == UNKNOWN
    order = [
        (-value if value is not None else 1, name) for name, value in known["name", "value"].rows()
    ]
    assert order == sorted(order)


def test_a_rate_is_of_women_only_where_these_are_measured(small: Workspace) -> None:
    croydon = boroughs().row(by_predicate=pl.col("code") == CROYDON, named=True)
    by_women = one(
        compare_areas(ask(small, ANALYST, RankingSpec()), measure="per_1000_women"), CROYDON
    )
    assert by_women["value"] == pytest.approx(1825 * 1000 / croydon["women_16plus"])
    for measure in ("days", "per_1000"):
        answer = one(compare_areas(ask(small, ANALYST, RankingSpec()), measure=measure), CROYDON)
        assert answer["rate"] == pytest.approx(1825 * 1000 / croydon["residents"])


def test_the_gravest_crime_is_reported_and_what_remains_without_it(small: Workspace) -> None:
    answer = one(compare_areas(ask(small, ANALYST, RankingSpec())), WESTMINSTER)
    assert (answer["largest"], answer["days_without"]) == (18250, 10.0)
    assert (answer["low_days"], answer["high_days"]) == (None, None)


def test_the_city_of_london_has_days_and_no_rate(tmp_path: Path) -> None:
    desk = desk_with(tmp_path / "data", row(borough=CITY, ward="E05009288"), row(crime_ref="C2"))
    for by, code in (("borough", CITY), ("bcu", CITY), ("ward", "E05009288")):
        answer = one(
            compare_areas(ask(desk, ANALYST, RankingSpec()), by=by, measure="per_1000"), code
        )
        assert (answer["days"], answer["rate"], answer["shrunk"], answer["value"]) == (
            1825.0,
            *(None, None, None),
        )


def test_recorded_crime_is_real_and_the_record_changes_nothing_of_it(small: Workspace) -> None:
    answer = compare_areas(ask(small, ANALYST, RankingSpec(as_of=date(2026, 2, 28))), of="recorded")
    assert BASES["recorded"].real
    assert in_window_words(answer) == "March 2025 to February 2026"
    of_year = recorded_crime().filter(pl.col("month").is_between(*YEAR))
    assert answer.total["crimes"].item() == of_year["crimes"].sum()
    in_croydon = of_year.filter(pl.col("borough_code") == CROYDON)["crimes"].sum()
    croydon = one(answer, CROYDON)
    assert croydon["crimes"] == in_croydon
    assert croydon["low_days"] < croydon["days"] < croydon["high_days"]
    assert (croydon["largest"], croydon["days_without"]) == (None, None)
    assert croydon["low"] < croydon["days"] < croydon["high"]


def test_recorded_crime_by_ward_has_a_table_of_its_own(small: Workspace) -> None:
    answer = compare_areas(
        ask(small, ANALYST, RankingSpec(as_of=date(2026, 6, 30))), by="ward", of="recorded"
    )
    assert in_window_words(answer) == "March 2025 to February 2026"
    of_year = ward_crime().filter(pl.col("month").is_between(*YEAR))
    assert answer.total["crimes"].item() == of_year["crimes"].sum()
    airport = one(answer, AIRPORT_WARD)
    assert airport["crimes"] > 0
    assert airport["rate"] is None


@pytest.mark.parametrize("by", BYS)
def test_what_another_force_records_is_empty_and_not_nought(small: Workspace, by: str) -> None:
    answer = compare_areas(
        ask(small, ANALYST, RankingSpec(as_of=date(2026, 2, 28))), by=by, of="recorded"
    ).rows
    city = answer.filter((pl.col("code") == CITY) | (pl.col("within") == CITY))
    assert city.height == (25 if by == "ward" else 1)
    figures = city.select(pl.exclude("code", "name", "within"))
    assert figures.null_count().row(0) == (city.height,) * figures.width
    assert one(compare_areas(ask(small, ANALYST, RankingSpec()), by="borough"), CITY)["days"] == 0.0


def test_airports_have_a_row_of_their_own_where_they_have_crimes(small: Workspace) -> None:
    for by in ("borough", "bcu"):
        answer = compare_areas(
            ask(small, ANALYST, RankingSpec(as_of=date(2023, 6, 30))), by=by, of="recorded"
        ).rows
        (airports,) = answer.filter(pl.col("name") == AIRPORTS).rows(named=True)
        assert airports["crimes"] > 0
        assert (airports["code"], airports["rate"]) == (None, None)
    later = compare_areas(
        ask(small, ANALYST, RankingSpec(as_of=date(2026, 2, 28))), of="recorded"
    ).rows
    assert AIRPORTS not in later["name"]


def test_the_first_month_is_that_of_the_table() -> None:
    assert recorded_crime()["month"].min() == FIRST_MONTH


def test_a_recorded_crime_is_scored_by_the_middle_of_its_category() -> None:
    answer = recorded_harms("borough", YEAR, CAMBRIDGE)
    assert answer.select(pl.col("lowest") <= pl.col("tenths")).to_series().all()
    assert answer.select(pl.col("tenths") <= pl.col("highest")).to_series().all()
    scoreless = answer.filter(pl.col("unscored") > 0)
    assert scoreless.select("tenths", "lowest", "highest").unique().rows() == [(0, 0, 0)]
    fraud = recorded_crime().filter(
        pl.col("month").is_between(*YEAR),
        pl.col("minor").is_in(["FRAUD AND FORGERY", "NFIB"])
        | pl.col("minor").str.contains("UNCONNECTED"),
    )
    assert scoreless["crimes"].sum() == scoreless["unscored"].sum() == fraud["crimes"].sum()


def test_a_place_that_nobody_knows_is_an_unknown_one() -> None:
    harms = pl.DataFrame(
        [("E09999999", WEST_END, 10, 1), (None, WEST_END, 20, 1), (AIRPORTS, None, 30, 1)],
        schema=["borough", "ward", "tenths", "crimes"],
        orient="row",
    )
    for by in BYS:
        assert keyed(harms, by)["area"].to_list() == [None, None, AIRPORTS]


@pytest.mark.parametrize("by", BYS)
def test_no_two_areas_are_told_apart_by_nothing(by: By) -> None:
    areas = areas_by(by, "residents")
    assert areas.schema == AREAS
    assert areas["area"].n_unique() == areas.height
    assert areas.filter(pl.col("area").is_null())["name"].to_list() == [UNKNOWN]


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"by": "lsoa"}, "'lsoa' is no kind of area; choose borough, bcu or ward."),
        ({"of": "all"}, "'all' is no basis of places; choose named, home, crimes or recorded."),
        ({"measure": "rate"}, "'rate' is no measure of places; choose days, crimes,"),
        ({"by": "ward", "of": "home"}, "'home' is not known by ward"),
        ({"by": "ward", "measure": "per_1000_women"}, "'per_1000_women' is not known by ward"),
    ],
)
def test_what_is_not_known_is_refused_in_a_sentence(
    small: Workspace, choices: dict[str, str], words: str
) -> None:
    with pytest.raises(AreasError, match=words):
        compare_areas(ask(small, ANALYST, RankingSpec()), **choices)


@pytest.mark.parametrize(
    ("by", "as_of"), [("borough", date(2011, 2, 28)), ("ward", date(2025, 1, 31))]
)
def test_a_year_that_is_not_all_published_is_refused(
    small: Workspace, by: str, as_of: date
) -> None:
    with pytest.raises(AreasError, match="not published for all of the twelve months to"):
        compare_areas(ask(small, ANALYST, RankingSpec(as_of=as_of)), by=by, of="recorded")
    _, last = monthrange(as_of.year, as_of.month + 1)
    later = as_of.replace(month=as_of.month + 1, day=last)
    assert (
        compare_areas(ask(small, ANALYST, RankingSpec(as_of=later)), by=by, of="recorded")
        .total["crimes"]
        .item()
        > 0
    )


def test_a_record_that_names_nobody_still_has_its_crimes(tmp_path: Path) -> None:
    desk = desk_with(tmp_path / "data", row(suspect_id=None, borough=CROYDON))
    for of in ("named", "home"):
        with pytest.raises(NobodyNamedError, match="choose the basis crimes or recorded"):
            compare_areas(ask(desk, ANALYST, RankingSpec()), of=of)
    assert days(compare_areas(ask(desk, ANALYST, RankingSpec()), of="crimes")) == {
        "Croydon": (1, 1825.0)
    }


def test_an_answer_is_kept_and_is_that_of_a_version(small: Workspace, tmp_path: Path) -> None:
    assert compare_areas(ask(small, ANALYST, RankingSpec())) is compare_areas(
        ask(small, ANALYST, RankingSpec(as_of=days_ago(10)))
    )
    grown = desk_with(tmp_path / "data", row(crime_ref="C7", borough=CROYDON, suspect_id="S4"))
    assert days(compare_areas(ask(grown, ANALYST, RankingSpec())))["Croydon"] == (2, 3650.0)
    assert days(compare_areas(ask(grown, ANALYST, RankingSpec(version=1))))["Croydon"] == (
        1,
        1825.0,
    )
    assert days(compare_areas(ask(grown, ANALYST, RankingSpec(version=1)), of="crimes"))[
        "Croydon"
    ] == (3, 3660.0)


def test_nobody_is_looked_at_so_no_line_is_left(small: Workspace) -> None:
    for of in BASES:
        compare_areas(ask(small, ANALYST, RankingSpec()), of=of)
    assert looks(small).is_empty()
