"""What the places of a list rest on, each kind counted one suspect at a time."""

from collections.abc import Mapping

import polars as pl
import pytest

from harm.assurance.grounds import DOUBTFUL, carried, resting_on
from harm.assurance.standing import WEAK, Standing, standing, weak
from harm.offences.indices import get as get_index
from harm.record.allegations import Allegations
from harm.scoring.ranking import rank
from harm.scoring.rules import Rules
from harm.stability.without import places_without
from tests.unit.harm.build import ABH, AS_OF, Cells, frame, row

INDEX = get_index("cchi-2020")


def weak_of(*rows: Cells, rules: Rules | None = None) -> pl.DataFrame:
    rules = rules or Rules(top=2)
    allegations = Allegations.of(frame(*rows))
    ranking = rank(allegations, rules=rules, index=INDEX, as_of=AS_OF)
    listed = ranking.listed
    found = carried(allegations, listed["suspect"], rules=rules, index=INDEX, as_of=AS_OF)
    without = {
        ground: places_without(allegations, ranking, resting_on(found, ground), index=INDEX)
        for ground in DOUBTFUL
    }
    return weak(listed, without)


def of(*rows: Cells, rules: Rules | None = None) -> Standing:
    return standing(weak_of(*rows, rules=rules))


def rapes(suspect: str, *kinds: Mapping[str, object]) -> list[Cells]:
    """A rape for each kind, with other cells as given."""
    return [
        row(crime_ref=f"{suspect}-{n}", suspect_id=suspect, **kind) for n, kind in enumerate(kinds)
    ]


NFA = {"allegation_status": "no_further_action"}
POLICE = {"source": "police"}
VICTIM = {"victim_id": "V", "victim_sex": "F"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([*rapes("A", {}, {}), *rapes("B", {}), *rapes("C", {"offence_code": ABH})], (2, 1, 0, 0)),
        ([*rapes("A", NFA), *rapes("B", {}, {}), *rapes("C", {"offence_code": ABH})], (2, 1, 1, 0)),
        ([*rapes("A", NFA, NFA), *rapes("B", POLICE, POLICE), *rapes("C", {})], (2, 0, 1, 1)),
        ([*rapes("A", {}, POLICE, NFA), *rapes("B", {}, {}), *rapes("C", {})], (2, 0, 0, 0)),
    ],
)
def test_who_would_be_off_the_list_is_counted(
    rows: list[Cells], expected: tuple[int, int, int, int]
) -> None:
    assert of(*rows) == Standing(*expected)


def test_after_a_fall_to_exactly_the_cut_the_order_of_equals_decides() -> None:
    """With a victim A stays before C, who has none."""
    level = [*rapes("A", VICTIM, NFA), *rapes("B", VICTIM, VICTIM), *rapes("C", {})]
    assert of(*level).no_further_action == 0
    behind = [*rapes("A", {}, NFA), *rapes("B", VICTIM, VICTIM), *rapes("C", VICTIM)]
    assert of(*behind).no_further_action == 1


def test_whoever_has_nothing_left_is_off_a_list_that_is_not_full() -> None:
    assert of(*rapes("A", NFA), rules=Rules(top=5)) == Standing(1, 1, 1, 0)
    assert of(*rapes("A", NFA, {}), rules=Rules(top=5)) == Standing(1, 0, 0, 0)


def test_what_does_not_count_holds_nobody() -> None:
    rows = [*rapes("A", {}, {}), *rapes("B", {"source": None}), *rapes("C", {})]
    cancelled = row(crime_ref="x", suspect_id="B", crime_status="cancelled", **NFA)
    assert of(*rows, cancelled) == of(*rows)


def test_nobody_listed_rests_on_nothing() -> None:
    assert of(row(crime_status="cancelled", offence_code=ABH)) == Standing(0, 0, 0, 0)


def test_each_of_the_listed_has_what_they_rest_on() -> None:
    found = weak_of(
        *rapes("A", NFA | POLICE), *rapes("B", {}, {}), row(suspect_id="C", offence_code=ABH)
    )
    assert found.columns == ["suspect", "rests"]
    assert sorted(found["rests"].to_list(), key=len) == [[], list(WEAK)]
