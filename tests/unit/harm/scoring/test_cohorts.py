"""Each lane has those whom its rule names, and nobody stands in two or in none."""

import polars as pl
import pytest

from harm.offences.indices import get
from harm.record.allegations import Allegations
from harm.scoring.cohorts import APART, CONCERNS, LANES, TABLE, lanes, nobody_apart, sizes
from harm.scoring.ranking import rank
from harm.scoring.rules import Rules
from tests.unit.harm.build import (
    ABH,
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

INDEX = get("cchi-2020")
ONE = Rules(top=1)
CHILD = days_ago(17 * 365)

#: Whoever takes the one place of the list, so that everybody else stands below the cut.
FIRST = row(crime_ref="A1", suspect_id="A", offence_title="Rape of a female aged 16 or over")


def beside(*rows: Cells, rules: Rules = ONE, record: pl.DataFrame | None = None) -> pl.DataFrame:
    allegations = Allegations.of(frame(*rows), record)
    ranking = rank(allegations, rules=rules, index=INDEX, as_of=AS_OF)
    return lanes(allegations, ranking, index=INDEX)


def low(crime: object = "C1", **cells: object) -> Cells:
    """An allegation of S that scores little and is of no concern."""
    return row(**({"crime_ref": crime, "suspect_id": "S", "offence_code": ABH} | cells))


def standing(*rows: Cells, rules: Rules = ONE) -> tuple[str, list[str]] | None:
    """Lane and concerns of S, next to somebody who is listed."""
    of_s = beside(FIRST, *rows, rules=rules).filter(pl.col("suspect_id") == "S")
    assert of_s.height <= 1
    return None if of_s.is_empty() else of_s.select("lane", "concern").row(0)


def test_those_apart_are_lanes() -> None:
    assert set(APART) < set(LANES)


def test_whoever_is_low_and_of_no_concern_is_below_the_cut() -> None:
    assert standing(low()) == ("below_cut", [])


@pytest.mark.parametrize(
    ("rows", "concern"),
    [
        ([low(offence_code=COERCIVE_CONTROL)], ["coercive_control"]),
        ([low(offence_code="195/12")], ["stalking"]),
        ([low(offence_code=STRANGULATION)], ["strangulation"]),
        ([low(victim_id="V1"), low("C2", victim_id="V1")], ["repeat_victim"]),
        (
            [
                low(victim_id="V1", offence_code="195/12"),
                low("C2", victim_id="V1", offence_code=COERCIVE_CONTROL),
                low("C3", victim_id="V1", offence_code=STRANGULATION),
                low("C4", victim_id="V1", offence_code=STRANGULATION),
            ],
            list(CONCERNS),
        ),
    ],
    ids=lambda value: "+".join(value) if isinstance(value[0], str) else "",
)
def test_each_concern_puts_a_low_suspect_in_the_lane(rows: list[Cells], concern: list[str]) -> None:
    assert standing(*rows) == ("high_concern", concern)


@pytest.mark.parametrize(
    "rows",
    [
        [low(victim_id="V1"), low("C2", victim_id="V2")],
        [low(victim_id=None), low("C2", victim_id=None)],
        [low(victim_id="V1"), low(victim_id="V1", domestic=True)],
        [low(victim_id="V1"), low("C2", victim_id="V1", crime_status="cancelled")],
        [low(victim_id="V1"), low("C2", victim_id="V1", suspect_id="T")],
        [low(), low("C2", offence_code=STRANGULATION, allegation_status="eliminated")],
        [low(), low("C2", offence_code=STRANGULATION, recorded_on=days_ago(365))],
    ],
    ids=[
        "two victims",
        "unknown victims",
        "one crime",
        "a crime that does not count",
        "another's crime",
        "eliminated",
        "before the window",
    ],
)
def test_what_does_not_count_or_is_not_repeated_is_of_no_concern(rows: list[Cells]) -> None:
    assert standing(*rows) == ("below_cut", [])


def test_reports_by_the_police_alone_are_a_lane() -> None:
    police = low(source="police")
    assert standing(police) == ("police_generated", [])
    assert standing(police, low("C2", source="police")) == ("police_generated", [])
    assert standing(police, low("C2", source="victim")) == ("below_cut", [])
    assert standing(police, low("C2", source=None)) == ("below_cut", [])
    cancelled = low("C2", source="victim", crime_status="cancelled")
    assert standing(police, cancelled) == ("police_generated", [])
    grave = low(source="police", offence_code=STRANGULATION)
    assert standing(grave) == ("police_generated", ["strangulation"])


def test_a_listed_suspect_stays_listed_whatever_else_is_true_of_them() -> None:
    wide = Rules(top=2)
    assert standing(low(source="police"), rules=wide) == ("listed", [])
    assert standing(low(offence_code=STRANGULATION), rules=wide) == ("listed", ["strangulation"])


@pytest.mark.parametrize(
    ("cells", "lane"),
    [
        ({"suspect_situation": "deceased"}, "deceased"),
        ({"suspect_born": CHILD}, "under_18"),
        ({"suspect_situation": "deceased", "suspect_born": CHILD}, "deceased"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_dead_and_the_young_have_a_lane_before_any_other(
    cells: dict[str, object], lane: str
) -> None:
    assert standing(low(**cells)) == (lane, [])
    assert standing(low(source="police", **cells)) == (lane, [])
    assert standing(low(offence_code=STRANGULATION, **cells)) == (lane, ["strangulation"])


def test_they_have_the_days_that_they_would_have_carried_and_no_position() -> None:
    dead = {"suspect_id": "D", "suspect_situation": "deceased"}
    lane_rows = beside(
        FIRST,
        low(),
        row(crime_ref="C2", victim_id="V1", recorded_on=days_ago(5), **dead),
        row(crime_ref="C3", victim_id="V2", offence_code=ABH, **dead),
        row(crime_ref="C4", victim_id="V3", crime_status="cancelled", **dead),
    )
    (found,) = lane_rows.filter(pl.col("suspect_id") == "D").to_dicts()
    counts = (found["tenths"], found["allegations"], found["victims"], found["most_serious"])
    assert counts == (18_350, 2, 2, 18_250)
    assert found["last_recorded_on"] == days_ago(5)
    assert found["position"] is None
    assert lane_rows.drop_nulls("position")["position"].to_list() == [1, 2]


def test_shared_days_are_taken_from_nobody_on_the_list() -> None:
    shared = row(crime_ref="A1", suspect_id="D", suspect_situation="deceased", offence_code=ABH)
    lane_rows = beside(
        row(crime_ref="A1", suspect_id="A", offence_code=ABH),
        shared,
        rules=Rules(co_suspects="equal_share"),
    )
    assert dict(lane_rows.select("suspect_id", "tenths").iter_rows()) == {"A": 100, "D": 50}


@pytest.mark.parametrize(
    ("cells", "rules"),
    [
        ({"crime_status": "cancelled"}, ONE),
        ({"victim_sex": "M"}, ONE),
        ({"allegation_status": "acquitted"}, ONE),
        ({"offence_code": UNKNOWN}, ONE),
        ({"source": "police"}, Rules(top=1, police_generated="leave")),
        ({"offence_code": STRANGULATION}, Rules(top=1, derived="leave")),
        ({}, Rules(top=1, minimum_allegations=2)),
    ],
)
def test_who_would_not_be_scored_anyway_stands_in_no_lane(
    cells: dict[str, object], rules: Rules
) -> None:
    dead = low(suspect_situation="deceased", **cells)
    assert standing(dead, rules=rules) is None


def test_a_row_outside_the_window_tells_of_a_death() -> None:
    record = pl.DataFrame(
        {"suspect_id": ["S"], "suspect_situation": ["deceased"], "suspect_born": [None]},
        schema_overrides={"suspect_born": pl.Date},
    )
    lane_rows = beside(FIRST, low(), record=record)
    assert lane_rows.filter(pl.col("suspect_id") == "S")["lane"].to_list() == ["deceased"]


def test_the_order_is_that_of_the_lanes_then_of_the_list_and_most_concerns_first() -> None:
    lane_rows = beside(
        FIRST,
        low("C1", suspect_id="one", offence_code=STRANGULATION),
        low("C2", suspect_id="two", offence_code="195/12", victim_id="V1"),
        low("C3", suspect_id="two", victim_id="V1"),
        low("C4", suspect_id="below"),
        low("C5", suspect_id="more"),
        low("D5", suspect_id="more"),
        low("C6", suspect_id="police", source="police"),
        low("C7", suspect_id="young", suspect_born=CHILD),
        row(crime_ref="C8", suspect_id="younger", suspect_born=CHILD),
        low("C9", suspect_id="dead", suspect_situation="deceased"),
    )
    names = ["A", "dead", "younger", "young", "police", "two", "one", "more", "below"]
    assert lane_rows["suspect_id"].to_list() == names
    assert lane_rows.schema == TABLE


def test_the_sizes_name_every_lane_and_add_up() -> None:
    lane_rows = beside(FIRST, low(), low("C2", suspect_id="T"))
    assert sizes(lane_rows) == dict.fromkeys(LANES, 0) | {"listed": 1, "below_cut": 2}
    assert sum(sizes(lane_rows).values()) == lane_rows.height


def test_where_nobody_is_scored_nobody_stands_anywhere() -> None:
    lane_rows = beside(row(offence_code=UNKNOWN))
    assert lane_rows.is_empty()
    assert lane_rows.schema == TABLE
    assert set(sizes(lane_rows).values()) == {0}


def test_nobody_is_apart_where_nothing_is_known_of_anybody() -> None:
    dead = row(offence_code=RAPE, suspect_situation="deceased")
    allegations = nobody_apart(Allegations.of(frame(dead)))
    ranking = rank(allegations, rules=ONE, index=INDEX, as_of=AS_OF)
    assert ranking.table["suspect_id"].to_list() == ["S1"]
