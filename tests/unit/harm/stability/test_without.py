"""Where many would stand, each without some allegations of their own."""

import polars as pl
import pytest

from harm.offences.indices import get as get_index
from harm.record.allegations import Allegations, complete
from harm.scoring.ranking import rank
from harm.scoring.rules import Rules
from harm.stability.without import PLACES, places_without
from tests.unit.harm.build import ABH, AS_OF, Cells, days_ago, frame, row

INDEX = get_index("cchi-2020")


def places(
    *rows: Cells, out: list[tuple[str, str]], rules: Rules, record: pl.DataFrame | None = None
) -> dict[str, tuple[int | None, int, bool]]:
    """Position, tenths and whether listed, by reference, without crimes of some suspects."""
    flat = frame(*rows)
    allegations = Allegations.of(flat, record)
    ranking = rank(allegations, rules=rules, index=INDEX, as_of=AS_OF)
    numbers = allegations.rows.select("suspect", "suspect_id", "crime", "crime_ref").collect()
    left_out = numbers.join(
        pl.DataFrame(out, schema=["suspect_id", "crime_ref"], orient="row"),
        on=["suspect_id", "crime_ref"],
        how="semi",
    )
    found = places_without(allegations, ranking, left_out, index=INDEX)
    assert found.schema == PLACES
    names = dict(numbers.select("suspect", "suspect_id").iter_rows())
    return {names[suspect]: (place, tenths, on) for suspect, place, tenths, on in found.iter_rows()}


ROWS = [
    row(crime_ref="A1", suspect_id="A"),
    row(crime_ref="A2", suspect_id="A"),
    row(crime_ref="B1", suspect_id="B"),
    row(crime_ref="B2", suspect_id="B", offence_code=ABH),
    row(crime_ref="C1", suspect_id="C", recorded_on=days_ago(20)),
]


def test_each_changes_alone() -> None:
    found = places(*ROWS, out=[("A", "A1"), ("B", "B1")], rules=Rules(top=2))
    assert found == {"A": (2, 18250, True), "B": (3, 100, False)}


def test_whoever_has_nothing_left_is_not_assessed() -> None:
    assert places(*ROWS, out=[("C", "C1")], rules=Rules(top=3)) == {"C": (None, 0, False)}


def test_nobody_without_nothing() -> None:
    empty = pl.DataFrame(schema={"suspect": pl.UInt32, "crime": pl.UInt32})
    allegations = Allegations.of(frame(*ROWS))
    ranking = rank(allegations, rules=Rules(), index=INDEX, as_of=AS_OF)
    assert places_without(allegations, ranking, empty, index=INDEX).schema == PLACES


@pytest.mark.parametrize(
    ("rules", "on"),
    [
        (Rules(top=2, ties="order"), True),
        (Rules(top=2, ties="all_in"), True),
        (Rules(top=2, ties="stop_above"), False),
    ],
)
def test_of_equals_the_rule_for_ties_decides(rules: Rules, *, on: bool) -> None:
    assert places(*ROWS, out=[("B", "B2")], rules=rules) == {"B": (2, 18250, on)}


def test_where_days_are_shared_whoever_carries_more_may_pass() -> None:
    rows = [
        row(crime_ref="both", suspect_id="A"),
        row(crime_ref="both", suspect_id="B"),
        row(crime_ref="A1", suspect_id="A", offence_code=ABH),
    ]
    shared = Rules(top=1, co_suspects="equal_share")
    assert places(*rows, out=[("A", "both")], rules=shared) == {"A": (2, 100, False)}
    assert places(*rows, out=[("A", "A1")], rules=Rules(top=1))["A"][1] == 18250


def test_a_record_of_its_own_is_used() -> None:
    known = complete(frame(*ROWS))
    record = known.select("suspect_id", "suspect_situation", "suspect_born")
    found = places(*ROWS, out=[("A", "A1")], rules=Rules(top=2), record=record)
    assert found == {"A": (2, 18250, True)}
