"""What the places of a list rest on, each kind counted one suspect at a time."""

from collections.abc import Mapping

import pytest

from harm.assurance.standing import Standing, standing
from harm.offences.indices import get as get_index
from harm.record.allegations import Allegations
from harm.scoring.ranking import rank
from harm.scoring.rules import Rules
from tests.unit.harm.build import ABH, AS_OF, Cells, frame, row

INDEX = get_index("cchi-2020")


def of(*rows: Cells, rules: Rules | None = None) -> Standing:
    rules = rules or Rules(top=2)
    allegations = Allegations.of(frame(*rows))
    ranking = rank(allegations, rules=rules, index=INDEX, as_of=AS_OF)
    return standing(allegations, ranking, index=INDEX)


def rapes(suspect: str, *kinds: Mapping[str, object]) -> list[Cells]:
    """A rape for each kind, with other cells as given."""
    return [
        row(crime_ref=f"{suspect}-{n}", suspect_id=suspect, **kind) for n, kind in enumerate(kinds)
    ]


NFA = {"allegation_status": "no_further_action"}
POLICE = {"source": "police"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([*rapes("A", {}, {}), *rapes("B", {}), *rapes("C", {})], (2, 1, 0, 0)),
        ([*rapes("A", {}, NFA), *rapes("B", {}), *rapes("C", {})], (2, 1, 0, 0)),
        ([*rapes("A", NFA), *rapes("B", {}, {}), *rapes("C", {"offence_code": ABH})], (2, 1, 1, 0)),
        ([*rapes("A", POLICE, NFA), *rapes("B", {}, {}), *rapes("C", {})], (2, 0, 1, 1)),
        ([*rapes("A", NFA, NFA), *rapes("B", POLICE, POLICE), *rapes("C", {})], (2, 0, 1, 1)),
    ],
)
def test_who_would_be_below_the_cut_is_counted(
    rows: list[Cells], expected: tuple[int, int, int, int]
) -> None:
    assert of(*rows) == Standing(*expected)


def test_a_fall_to_exactly_the_cut_is_no_fall() -> None:
    level = [*rapes("A", {}, NFA), *rapes("B", {}), *rapes("C", {})]
    assert of(*level).no_further_action == 0


def test_on_a_list_that_is_not_full_nobody_would_be_off() -> None:
    assert of(*rapes("A", NFA), rules=Rules(top=5)) == Standing(1, 1, 0, 0)


def test_what_does_not_count_holds_nobody() -> None:
    rows = [*rapes("A", {}, {}), *rapes("B", {"source": None}), *rapes("C", {})]
    cancelled = row(crime_ref="x", suspect_id="B", crime_status="cancelled", **NFA)
    assert of(*rows, cancelled) == of(*rows)


def test_nobody_listed_rests_on_nothing() -> None:
    assert of(row(crime_status="cancelled", offence_code=ABH)) == Standing(0, 0, 0, 0)
