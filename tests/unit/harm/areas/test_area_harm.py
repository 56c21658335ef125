from collections.abc import Callable, Sequence
from typing import Any, Final, get_args

import polars as pl
import pytest

from harm.areas.area_harm import ENTRY, by_area, by_suspect, of_crimes, of_suspects, settled
from harm.areas.comparison import COMPARED, Measure, compared
from harm.offences.indices import get
from harm.record.allegations import Allegations
from harm.scoring.rules import Rules
from tests.unit.harm.build import (
    ABH,
    ARSON,
    AS_OF,
    COERCIVE_CONTROL,
    RAPE,
    STRANGULATION,
    UNKNOWN,
    Cells,
    days_ago,
    frame,
    row,
)

CAMBRIDGE: Final = get("cchi-2020")
Rows = list[tuple[Any, ...]]
Line = tuple[str | None, int, int, int]


def areas(*rows: Cells, area: str = "borough", rules: Rules | None = None) -> list[Line]:
    """Area, tenths, allegations, suspects."""
    return by_area(
        Allegations.of(frame(*rows)),
        area,
        rules=rules or Rules(),
        index=get("cchi-2020"),
        as_of=AS_OF,
    ).rows()


def test_an_area_has_its_days_its_allegations_and_its_suspects() -> None:
    rows = [
        row(crime_ref="C1", borough="E2", offence_code=ABH),
        row(crime_ref="C2", borough="E2"),
        row(crime_ref="C3", borough="E2", suspect_id="S2", offence_code=ABH),
        row(crime_ref="C4", borough="E1", offence_code=COERCIVE_CONTROL),
        row(crime_ref="C5", borough="E3", crime_status="cancelled"),
    ]
    assert areas(*rows) == [("E1", 840, 1, 1), ("E2", 18450, 3, 2)]


def carried(*rows: Cells, rules: Rules | None = None) -> set[tuple[Any, ...]]:
    """Suspect, area, tenths, allegations."""
    known = Allegations.of(frame(*rows))
    found = by_suspect(
        known, "borough", rules=rules or Rules(), index=get("cchi-2020"), as_of=AS_OF
    )
    names = known.suspects.collect()
    return set(
        found.join(names, on="suspect").select("suspect_id", "area", "tenths", "allegations").rows()
    )


def test_each_suspect_has_what_they_carry_in_each_area() -> None:
    rows = [
        row(crime_ref="C1", borough="E1", offence_code=ABH),
        row(crime_ref="C2", borough="E1"),
        row(crime_ref="C3", offence_code=ABH),
        row(crime_ref="C4", borough="E1", suspect_id="S2", offence_code=ABH),
        row(crime_ref="C5", borough="E2", suspect_id="S2", crime_status="cancelled"),
    ]
    assert carried(*rows) == {("S1", "E1", 18350, 2), ("S1", None, 100, 1), ("S2", "E1", 100, 1)}


def test_a_crime_in_two_areas_has_its_days_in_one_so_that_they_add_up() -> None:
    rows = [row(borough=borough, victim_id=f"V{borough}") for borough in ("E1", "E2")]
    assert carried(*rows) == {("S1", "E1", 0, 1), ("S1", "E2", 18250, 1)}
    assert carried(*rows, rules=Rules(victim_rows="each")) == {
        ("S1", "E1", 18250, 1),
        ("S1", "E2", 18250, 1),
    }


def test_what_happened_nobody_knows_where_is_an_area_of_its_own_and_last() -> None:
    rows = [row(crime_ref="C1", offence_code=ABH), row(crime_ref="C2", borough="E9")]
    assert areas(*rows) == [("E9", 18250, 1, 1), (None, 100, 1, 1)]


def test_the_area_may_be_any_column() -> None:
    assert areas(row(ward="W1", borough="E1"), area="ward") == [("W1", 18250, 1, 1)]


def test_a_crime_of_several_victims_counts_once_or_once_for_each() -> None:
    rows = [row(borough="E1", victim_id=victim, offence_code=ABH) for victim in ("V1", "V2")]
    assert areas(*rows) == [("E1", 100, 1, 1)]
    assert areas(*rows, rules=Rules(victim_rows="each")) == [("E1", 200, 2, 1)]


def test_days_are_shared_and_decay_as_in_the_ranking() -> None:
    rows = [row(borough="E1"), row(borough="E1", suspect_id="S2")]
    assert areas(*rows) == [("E1", 36500, 2, 2)]
    shared = Rules(co_suspects="equal_share", half_life_days=10)
    assert areas(*rows, rules=shared) == [("E1", 9125, 2, 2)]


def test_those_with_too_few_allegations_to_be_assessed_are_in_their_area() -> None:
    assert areas(row(borough="E1"), rules=Rules(minimum_allegations=5)) == [("E1", 18250, 1, 1)]


def test_where_nothing_counts_there_is_no_area() -> None:
    assert areas(row(borough="E1", crime_status="cancelled")) == []


def named(*rows: Cells, areas: Sequence[str] = ("borough",), rules: Rules | None = None) -> Rows:
    """Areas, tenths, crimes: of which somebody is suspected."""
    known = Allegations.of(frame(*rows))
    return of_suspects(known, areas, rules=rules or Rules(), index=CAMBRIDGE, as_of=AS_OF).rows()


def happened(*rows: Cells, areas: Sequence[str] = ("borough",), rules: Rules | None = None) -> Rows:
    """The same, of all crimes."""
    known = Allegations.of(frame(*rows))
    return of_crimes(known, areas, rules=rules or Rules(), index=CAMBRIDGE, as_of=AS_OF).rows()


def test_crimes_of_equal_harm_are_counted_together() -> None:
    rows = [row(crime_ref=f"C{n}", suspect_id=f"S{n}", borough="E1") for n in range(3)]
    other = row(crime_ref="C9", borough="E1", offence_code=ABH)
    assert named(*rows, other) == [("E1", 100, 1), ("E1", 18250, 3)]


def test_what_several_suspects_carry_of_a_crime_is_one_harm() -> None:
    rows = [row(borough="E1"), row(borough="E1", suspect_id="S2")]
    assert named(*rows) == [("E1", 36500, 1)]
    assert named(*rows, rules=Rules(co_suspects="equal_share")) == [("E1", 18250, 1)]


def test_a_crime_told_of_two_places_has_in_each_what_is_carried_there() -> None:
    rows = [row(borough="E1"), row(borough="E2", suspect_id="S2"), row(suspect_id="S3")]
    assert named(*rows) == [("E1", 18250, 1), ("E2", 18250, 1), (None, 18250, 1)]


def test_areas_may_be_several_columns() -> None:
    assert named(row(borough="E1", ward="W1"), areas=("borough", "ward")) == [
        ("E1", "W1", 18250, 1)
    ]


def test_a_crime_happened_once_however_many_are_named_or_harmed() -> None:
    rows = [
        row(borough="E1", victim_id="V1", offence_code=ABH),
        row(borough="E1", victim_id="V2", suspect_id="S2"),
        row(borough="E1", victim_id="V3", suspect_id=None),
    ]
    assert happened(*rows) == [("E1", 18250, 1)]
    each = Rules(victim_rows="each", co_suspects="equal_share")
    assert happened(*rows, rules=each) == [("E1", 18250, 1)]


@pytest.mark.parametrize(
    "suspect",
    [
        {"suspect_id": None},
        {"allegation_status": "eliminated"},
        {"allegation_status": "acquitted"},
        {"suspect_situation": "deceased"},
        {"suspect_born": days_ago(365)},
        {"suspect_situation": "prison"},
    ],
)
def test_nothing_about_a_suspect_keeps_a_crime_from_having_happened(
    suspect: dict[str, object],
) -> None:
    left = Rules(custody="leave")
    assert named(row(borough="E1", **suspect), rules=left) == []
    assert happened(row(borough="E1", **suspect), rules=left) == [("E1", 18250, 1)]


@pytest.mark.parametrize(
    "crime",
    [
        {"crime_status": "cancelled"},
        {"crime_status": "transferred"},
        {"recorded_on": days_ago(365)},
        {"recorded_on": days_ago(-1)},
        {"victim_sex": "M"},
        {"offence_code": ARSON},
        {"offence_code": UNKNOWN},
        {"offence_code": STRANGULATION},
        {"source": "police"},
    ],
)
def test_what_a_crime_is_keeps_it_from_counting(crime: dict[str, object]) -> None:
    left = Rules(derived="leave", police_generated="leave")
    assert happened(row(borough="E1", **crime), rules=left) == []


@pytest.mark.parametrize("work", [of_suspects, of_crimes])
@pytest.mark.parametrize("rules", [Rules(), Rules(victim_rows="each")])
def test_a_crime_of_several_offences_is_one_of_the_gravest(
    work: Callable[..., pl.DataFrame], rules: Rules
) -> None:
    rows = [
        row(borough="E1", offence_code=ABH, victim_id="V1"),
        row(borough="E1", victim_id="V2"),
        row(borough="E1", offence_code=COERCIVE_CONTROL, victim_id="V3"),
        row(borough="E1", crime_ref="C2", offence_code=ABH),
    ]
    query = {"rules": rules, "index": CAMBRIDGE, "as_of": AS_OF}
    for shuffled in (rows, rows[::-1]):
        known = Allegations.of(frame(*shuffled))
        apart = work(known, ("borough",), **query, offences=True)
        whole = work(known, ("borough",), **query)
        assert apart.columns == ["borough", ENTRY, "tenths", "crimes"]
        assert apart.drop(ENTRY).sort("tenths").equals(whole)
        gravest = CAMBRIDGE.find(RAPE, None)
        assert gravest is not None
        assert apart.sort("tenths")[ENTRY].to_list()[-1] == gravest[0]


def test_what_happened_decays_as_the_rules_have_it() -> None:
    assert happened(row(borough="E1"), rules=Rules(half_life_days=10)) == [("E1", 9125, 1)]


def test_a_death_that_another_row_tells_of_changes_nothing_of_what_happened() -> None:
    rows = [row(borough="E1"), row(crime_ref="C2", borough="E1", suspect_situation="deceased")]
    assert happened(*rows) == [("E1", 18250, 2)]


def test_a_ward_is_believed_only_in_its_borough() -> None:
    harms = pl.DataFrame(
        [
            ("E1", "W1", 10, 1),
            ("E1", "W2", 20, 1),
            ("E1", "W9", 30, 1),
            ("E1", None, 40, 1),
            (None, "W1", 50, 1),
        ],
        schema=["borough", "ward", "tenths", "crimes"],
        orient="row",
    )
    wards = pl.DataFrame({"ward": ["W1", "W2", "W1"], "borough": ["E1", "E2", "E1"]})
    answer = settled(harms, wards)
    assert answer["ward"].to_list() == ["W1", None, None, None, None]
    assert answer.drop("ward").equals(harms.drop("ward"))


def harms(*rows: tuple[str | None, int, int]) -> pl.DataFrame:
    """Area, tenths, crimes."""
    return pl.DataFrame(rows, schema=["area", "tenths", "crimes"], orient="row")


#: A borough of many, one of few, one where nobody is known to live, and the unknown place.
AREAS = pl.DataFrame(
    {"area": ["E1", "E2", "E3", None], "people": [200_000, 100_000, None, None]},
    schema={"area": pl.String, "people": pl.Int64},
)
HARMS = harms(("E1", 54_750, 1), ("E1", 100, 399), ("E2", 100, 500), (None, 840, 1))


def test_every_area_has_a_row_in_its_order_and_all_of_them_one_total() -> None:
    answer = compared(HARMS, AREAS, "days")
    assert answer.table.schema == COMPARED
    assert answer.total.schema == COMPARED
    shown = ("area", "crimes", "tenths", "days", "largest", "days_without")
    assert answer.table.select(shown).rows() == [
        ("E1", 400, 94_650, 9_465.0, 54_750, 3_990.0),
        ("E2", 500, 50_000, 5_000.0, 100, 4_990.0),
        ("E3", 0, 0, 0.0, None, 0.0),
        (None, 1, 840, 84.0, 840, 0.0),
    ]
    assert answer.total.select(shown).rows() == [(None, 901, 145_490, 14_549.0, 54_750, 9_074.0)]


@pytest.mark.parametrize(
    ("measure", "values", "whole"),
    [
        ("days", [9_465.0, 5_000.0, 0.0, 84.0], 14_549.0),
        ("crimes", [400, 500, 0, 1], 901),
        ("per_1000", [47.325, 50.0, None, None], 14_465 / 300),
        ("share", [9_465 / 14_549, 5_000 / 14_549, 0.0, 84 / 14_549], 1.0),
        ("mean", [9_465 / 400, 10.0, None, 84.0], 14_549 / 901),
    ],
)
def test_an_area_is_described_by_a_measure(
    measure: Measure, values: list[float | None], whole: float
) -> None:
    answer = compared(HARMS, AREAS, measure)
    assert answer.table["value"].to_list() == pytest.approx(values)
    assert answer.total["value"].item() == pytest.approx(whole)


def test_a_rate_is_of_days_or_of_crimes_where_these_are_measured() -> None:
    for measure in get_args(Measure):
        answer = compared(HARMS, AREAS, measure)
        first, second = (2.0, 5.0) if measure == "crimes" else (47.325, 50.0)
        london = 3.0 if measure == "crimes" else 14_465 / 300
        assert answer.table["rate"].to_list() == pytest.approx([first, second, None, None])
        assert answer.total["rate"].item() == pytest.approx(london)
        assert answer.total["shrunk"].item() is None
        for raw, shrunk in answer.table.select("rate", "shrunk").head(2).iter_rows():
            assert min(raw, london) - 1e-9 <= shrunk <= max(raw, london) + 1e-9


def test_the_interval_is_that_of_the_measure() -> None:
    days = compared(HARMS, AREAS, "days").table
    for low, value, high in days.select("low", "value", "high").drop_nulls().iter_rows():
        assert low < value < high
    assert days.filter(pl.col("area") == "E3").select("low", "high").row(0) == (None, None)
    rates = compared(HARMS, AREAS, "per_1000").table.head(2)
    for end in ("low", "high"):
        assert rates[end].to_list() == pytest.approx([days[end][0] / 200, days[end][1] / 100])
    parts = compared(HARMS, AREAS, "share").table
    assert parts["low"].to_list()[:2] == pytest.approx(
        [days["low"][0] / 14_549, days["low"][1] / 14_549]
    )


def test_a_count_has_the_interval_of_a_poisson_count() -> None:
    answer = compared(harms(("E1", 54_750, 1), ("E1", 100, 399)), AREAS, "crimes").table
    low, high = answer.select("low", "high").row(0)
    assert (low, high) == pytest.approx((400 - 1.96 * 20, 400 + 1.96 * 20), abs=2)


def test_a_mean_has_no_interval_and_all_together_no_part() -> None:
    mean = compared(HARMS, AREAS, "mean")
    assert mean.table.select("low", "high").null_count().row(0) == (4, 4)
    whole = compared(HARMS, AREAS, "share").total
    assert whole.select("low", "high").row(0) == (None, None)
    assert compared(HARMS, AREAS, "days").total["low"].item() < 14_549.0


@pytest.mark.parametrize("measure", get_args(Measure))
def test_where_nothing_happened_there_are_no_days_and_no_parts(measure: Measure) -> None:
    answer = compared(HARMS.clear(), AREAS, measure)
    assert answer.table["tenths"].to_list() == [0, 0, 0, 0]
    value = None if measure in {"share", "mean"} else 0
    assert answer.table["value"].to_list()[0] == value
    assert answer.total.select("crimes", "tenths", "low").row(0) == (0, 0, None)
