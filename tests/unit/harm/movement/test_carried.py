"""What other suspects of a crime changed is kept apart from what a suspect's own rows did."""

from dataclasses import replace
from datetime import date, timedelta

from tests.unit.harm.build import AS_OF, row
from tests.unit.harm.movement.moments import TWO, moment, numbered_alike, parts

SHARED = replace(TWO, co_suspects="equal_share")


def test_a_share_that_grew_since_another_was_eliminated_is_in_a_part_of_its_own() -> None:
    out = row(suspect_id="S2", allegation_status="eliminated")
    first, second = numbered_alike([row(), row(suspect_id="S2")], [row(), out])
    assert parts(moment(first, rules=SHARED), moment(second, rules=SHARED)) == {
        "S1": {"shares": 9125},
        "S2": {"status": -9125},
    }


def test_a_share_that_shrank_since_another_was_named_is_too() -> None:
    first, second = numbered_alike([row()], [row(), row(suspect_id="S2")])
    assert parts(moment(first, rules=SHARED), moment(second, rules=SHARED)) == {
        "S1": {"shares": -9125},
        "S2": {"new": 9125},
    }


def test_a_share_that_shrank_since_another_came_of_age_is_too() -> None:
    (same,) = numbered_alike([row(), row(suspect_id="S2", suspect_born=date(2008, 4, 5))])
    rules = replace(SHARED, half_life_days=10)
    after = moment(same, rules=rules, as_of=AS_OF + timedelta(days=10))
    assert parts(moment(same, rules=rules), after) == {
        "S1": {"aged_out": 4563 - 9125, "shares": 2281 - 4563 + 1},
        "S2": {"status": 2281},
    }


def test_a_crime_cancelled_for_all_who_share_it_has_no_part_of_shares() -> None:
    named = [row(), row(suspect_id="S2")]
    cancelled = [{**each, "crime_status": "cancelled"} for each in named]
    first, second = numbered_alike(named, cancelled)
    assert parts(moment(first, rules=SHARED), moment(second, rules=SHARED)) == {
        "S1": {"status": -9125},
        "S2": {"status": -9125},
    }
