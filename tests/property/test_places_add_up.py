"""What must be true of places: nothing is lost, and smaller areas make up the larger ones."""

from collections import Counter
from collections.abc import Callable, Iterable

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.geography import boroughs
from dashboard.services.places.area_choices import BASES, BYS, MEASURES
from dashboard.services.places.area_harm import By, areas_by, keyed
from dashboard.services.places.areas import Areas, compare_areas
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from harm.areas.area_harm import ENTRY, by_area, of_crimes, of_suspects
from harm.areas.comparison import compared
from harm.offences.indices import get as get_index
from harm.record.allegations import Allegations
from harm.scoring.eligibility import explain_rows
from harm.scoring.rules import Rules
from tests.depth import examples
from tests.oracle.rules import Row
from tests.property.bridge import frame_of
from tests.property.strategies import Case, cases
from tests.unit.dashboard.build import ANALYST, by_borough

QUICK = settings(max_examples=examples(60))
CAMBRIDGE = get_index("cchi-2020")
PLACE = ("borough", "ward")
#: Two boroughs, one of them the City of London, what is none, and nothing.
BOROUGHS = st.sampled_from(["E09000033", "E09000008", "E09000001", "E09999999", None])
#: A ward of each, one that nobody knows, and nothing.
WARDS = st.sampled_from(["E05013806", "E05011462", "E05009288", "E05999999", None])
UNITS = {code: unit or code for code, unit in boroughs().select("code", "bcu_code").iter_rows()}


@st.composite
def somewhere(draw: st.DrawFn) -> Case:
    """A case of which each row tells a place, and they need not agree."""
    case = draw(cases())
    rows: list[Row] = [{**row, "borough": draw(BOROUGHS), "ward": draw(WARDS)} for row in case.rows]
    return Case(rows, case.rules, case.as_of)


def harms(case: Case, of: str) -> pl.DataFrame:
    work = of_suspects if of == "named" else of_crimes
    known = Allegations.of(frame_of(case.rows))
    return work(known, PLACE, rules=case.rules, index=CAMBRIDGE, as_of=case.as_of)


def tenths(harms: pl.DataFrame) -> int:
    return int(harms.select((pl.col("tenths") * pl.col("crimes")).sum()).item())


def added(rows: Iterable[tuple[str | None, int, int]]) -> dict[str | None, tuple[int, int]]:
    """Crimes and tenths by area, those without any left out."""
    crimes: Counter[str | None] = Counter()
    days: Counter[str | None] = Counter()
    for area, count, harm in rows:
        crimes[area] += count
        days[area] += harm
    return {area: (crimes[area], days[area]) for area in crimes if crimes[area]}


def seen(harms: pl.DataFrame, by: By) -> pl.DataFrame:
    areas = areas_by(by, "residents")
    answer = compared(keyed(harms, by), areas, "days").table
    assert answer.height == areas.height
    return answer.join(areas.drop("people"), on="area", nulls_equal=True)


@QUICK
@given(case=somewhere())
def test_the_harm_of_named_suspects_is_that_of_their_scores_in_every_borough(case: Case) -> None:
    known = Allegations.of(frame_of(case.rows))
    query = {"rules": case.rules, "index": CAMBRIDGE, "as_of": case.as_of}
    scored = by_area(known, "borough", **query)  # type: ignore[arg-type] # as they are named
    answer = (
        harms(case, "named")
        .group_by("borough")
        .agg(tenths=(pl.col("tenths") * pl.col("crimes")).sum())
    )
    assert dict(answer.iter_rows()) == dict(scored.select("area", "tenths").iter_rows())


@QUICK
@given(case=somewhere())
def test_a_crime_happened_once_with_the_most_of_its_rows(case: Case) -> None:
    rules = Rules(definition=case.rules.definition, window_days=case.rules.window_days)
    anybody = [
        {**row, "suspect_id": "S", "suspect_born": None, "suspect_situation": None}
        | {"allegation_status": None}
        for row in case.rows
    ]
    judged = explain_rows(
        Allegations.of(frame_of(anybody)), rules=rules, index=CAMBRIDGE, as_of=case.as_of
    ).collect()
    most: dict[int, int] = {}
    for crime, each in judged.filter(pl.col("reason").is_null()).select("crime", "tenths").rows():
        most[crime] = max(most.get(crime, 0), each)
    answer = harms(Case(case.rows, rules, case.as_of), "crimes")
    assert (int(answer["crimes"].sum()), tenths(answer)) == (len(most), sum(most.values()))


@pytest.mark.parametrize("work", [of_suspects, of_crimes])
@QUICK
@given(case=somewhere())
def test_told_apart_by_offence_no_crime_and_no_day_is_lost(
    work: Callable[..., pl.DataFrame], case: Case
) -> None:
    known = Allegations.of(frame_of(case.rows))
    query = {"rules": case.rules, "index": CAMBRIDGE, "as_of": case.as_of}
    whole, apart = (work(known, PLACE, **query, offences=each) for each in (False, True))
    again = apart.group_by(*PLACE, "tenths").agg(pl.col("crimes").sum())
    assert again.sort(*PLACE, "tenths", nulls_last=True).equals(whole)
    assert apart[ENTRY].null_count() == 0


@pytest.mark.parametrize("of", ["named", "crimes"])
@QUICK
@given(case=somewhere())
def test_wards_make_up_boroughs_and_these_units_and_all_london(of: str, case: Case) -> None:
    whole = harms(case, of)
    columns = ("crimes", "tenths")
    wards, places, units = seen(whole, "ward"), seen(whole, "borough"), seen(whole, "bcu")
    for answer in (wards, places, units):
        assert (answer["crimes"].sum(), answer["tenths"].sum()) == (
            whole["crimes"].sum(),
            tenths(whole),
        )
    assert added(wards.select("within", *columns).iter_rows()) == added(
        places.select("code", *columns).iter_rows()
    )
    assert added(
        (UNITS.get(code or ""), crimes, days)
        for code, crimes, days in places.select("code", *columns).iter_rows()
    ) == added(units.select("code", *columns).iter_rows())


def figures(found: Areas, column: str) -> dict[str | None, tuple[int, int]]:
    return added(found.rows.select(column, pl.col("crimes", "tenths").fill_null(0)).iter_rows())


@pytest.mark.parametrize("of", BASES)
def test_the_areas_of_the_demonstration_make_up_london(desk: Workspace, of: str) -> None:
    for by in BYS:
        if (by, of) == ("ward", "home"):
            continue
        answer = compare_areas(ask(desk, ANALYST, RankingSpec()), by=by, of=of)
        sums = answer.rows.select(pl.col("crimes", "tenths").sum()).row(0)
        assert sums == answer.total.select("crimes", "tenths").row(0)
        assert sums[1] > 0
        for measure in MEASURES:
            if (by, measure) != ("ward", "per_1000_women"):
                other = compare_areas(
                    ask(desk, ANALYST, RankingSpec()), by=by, of=of, measure=measure
                )
                assert figures(other, "code") == figures(answer, "code")


@pytest.mark.parametrize("of", BASES)
def test_boroughs_of_the_demonstration_make_up_units(desk: Workspace, of: str) -> None:
    places = compare_areas(ask(desk, ANALYST, RankingSpec()), of=of)
    units = figures(compare_areas(ask(desk, ANALYST, RankingSpec()), by="bcu", of=of), "code")
    in_units = places.rows.with_columns(unit=pl.coalesce("within", "code"))
    assert (
        added(in_units.select("unit", pl.col("crimes", "tenths").fill_null(0)).iter_rows()) == units
    )


@pytest.mark.parametrize("of", ["named", "crimes"])
def test_wards_of_the_demonstration_make_up_boroughs(desk: Workspace, of: str) -> None:
    wards = compare_areas(ask(desk, ANALYST, RankingSpec()), by="ward", of=of)
    assert figures(wards, "within") == figures(
        compare_areas(ask(desk, ANALYST, RankingSpec()), of=of), "code"
    )
    unknown = wards.rows.filter(pl.col("name") == "Unknown ward")
    assert unknown.height == 32
    assert unknown["code"].null_count() == 32


def test_the_named_of_the_demonstration_have_their_scores(desk: Workspace) -> None:
    scores = int(ask(desk, ANALYST, RankingSpec()).ranking.table["tenths"].sum())
    for of in ("named", "home"):
        assert (
            compare_areas(ask(desk, ANALYST, RankingSpec()), of=of).total["tenths"].item() == scores
        )
    alleged = dict(by_borough(desk, RankingSpec()).select("area", "tenths").iter_rows())
    answer = figures(compare_areas(ask(desk, ANALYST, RankingSpec())), "code")
    assert {code: days for code, (_, days) in answer.items()} == alleged
