import pytest

from harm.scoring.rules import Rules
from tests.unit.harm.build import ABH, COERCIVE_CONTROL, days_ago, days_of, row

EQUAL = Rules(co_suspects="equal_share")


def test_each_person_named_in_a_crime_carries_its_full_days() -> None:
    assert days_of(row(), row(suspect_id="S2")) == {"S1": 1825, "S2": 1825}


def test_an_equal_share_gives_the_odd_tenths_to_the_first_references() -> None:
    named = [row(suspect_id=name) for name in ("S9", "S10", "s1")]
    assert days_of(*named, rules=EQUAL) == {"S10": 608.4, "S9": 608.3, "s1": 608.3}


def test_a_share_counts_people_whose_allegation_counts_and_nobody_else() -> None:
    rows = [row(), row(suspect_id="S2", allegation_status="eliminated"), row(suspect_id=None)]
    assert days_of(*rows, rules=EQUAL) == {"S1": 1825}


def test_a_person_named_twice_in_a_crime_is_one_sharer() -> None:
    rows = [row(victim_id="V1"), row(victim_id="V2"), row(suspect_id="S2")]
    assert days_of(*rows, rules=EQUAL) == {"S1": 912.5, "S2": 912.5}


def test_crimes_are_shared_apart_from_one_another() -> None:
    rows = [row(), row(suspect_id="S2"), row(crime_ref="C2", offence_code=ABH)]
    assert days_of(*rows, rules=EQUAL) == {"S1": 922.5, "S2": 912.5}


@pytest.mark.parametrize(
    ("age", "days"), [(0, 1825), (90, 912.5), (180, 456.3), (270, 228.1), (45, 1290.5)]
)
def test_an_allegation_weighs_half_at_its_half_life(age: int, days: float) -> None:
    assert days_of(row(recorded_on=days_ago(age)), rules=Rules(half_life_days=90)) == {"S1": days}


def test_a_weight_is_rounded_half_up_and_row_by_row() -> None:
    # 10 days at three half-lives are 1.25 days: 1.3, and twice that 2.6.
    old = [row(crime_ref=name, offence_code=ABH, recorded_on=days_ago(90)) for name in ("C1", "C2")]
    assert days_of(*old, rules=Rules(half_life_days=30)) == {"S1": 2.6}


def test_what_has_decayed_to_nothing_still_counts() -> None:
    faded = row(offence_code=ABH, recorded_on=days_ago(364))
    assert days_of(faded, rules=Rules(half_life_days=1)) == {"S1": 0}


def test_the_oldest_day_of_the_window_decays_as_any_other() -> None:
    oldest = row(recorded_on=days_ago(19))
    assert days_of(oldest, rules=Rules(window_days=20, half_life_days=19)) == {"S1": 912.5}


def test_decay_comes_before_sharing() -> None:
    rules = Rules(half_life_days=10, co_suspects="equal_share")
    rows = [
        row(suspect_id=name, offence_code=ABH, recorded_on=days_ago(30)) for name in ("S1", "S2")
    ]
    # 10 days at three half-lives are 1.25, rounded to 1.3: shares of 0.7 and 0.6.
    assert days_of(*rows, rules=rules) == {"S1": 0.7, "S2": 0.6}


def test_a_crime_counts_once_by_its_gravest_row() -> None:
    rows = [
        row(victim_id="V1", offence_code=ABH),
        row(victim_id="V2", offence_code=COERCIVE_CONTROL),
        row(victim_id="V3", offence_code=ABH),
    ]
    assert days_of(*rows) == {"S1": 84}


def test_a_crime_may_count_once_for_each_victim() -> None:
    rows = [row(victim_id="V1", offence_code=ABH), row(victim_id="V2", offence_code=ABH)]
    assert days_of(*rows, rules=Rules(victim_rows="each")) == {"S1": 20}


def test_of_several_rows_the_one_that_weighs_most_speaks_for_the_crime() -> None:
    rows = [row(victim_id="V1", recorded_on=days_ago(90)), row(victim_id="V2")]
    assert days_of(*rows, rules=Rules(half_life_days=10)) == {"S1": 912.5}
