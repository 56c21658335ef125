"""What time changed: allegations that grow older, people who come of age, newer allegations."""

from dataclasses import replace
from datetime import date, timedelta

from tests.unit.harm.build import ABH, AS_OF, days_ago, row
from tests.unit.harm.movement.moments import TWO, moment, numbered_alike, parts


def test_time_brings_allegations_in_and_takes_them_out() -> None:
    old = row(crime_ref="C1", recorded_on=days_ago(364))
    new = row(crime_ref="C2", recorded_on=AS_OF + timedelta(days=5), offence_code=ABH)
    (same,) = numbered_alike([old, new])
    before, after = moment(same), moment(same, as_of=AS_OF + timedelta(days=10))
    assert parts(before, after) == {"S1": {"new": 100, "aged_out": -18250}}
    assert parts(after, before) == {"S1": {"new": -100, "aged_out": 18250}}


def test_what_was_recorded_on_the_earlier_date_was_there_already() -> None:
    (same,) = numbered_alike([row(recorded_on=AS_OF)])
    after = moment(same, as_of=AS_OF + timedelta(days=365))
    assert parts(moment(same), after) == {"S1": {"aged_out": -18250}}


def test_days_that_weigh_less_by_age_have_aged() -> None:
    (same,) = numbered_alike([row()])
    rules = replace(TWO, half_life_days=10)
    before = moment(same, rules=rules)
    after = moment(same, rules=rules, as_of=AS_OF + timedelta(days=10))
    assert parts(before, after) == {"S1": {"aged_out": (18250 // 2 + 1) // 2 - 18250 // 2}}


def test_an_eighteenth_birthday_is_a_fact_of_the_person() -> None:
    (same,) = numbered_alike([row(suspect_born=date(2008, 4, 5))])
    after = moment(same, as_of=AS_OF + timedelta(days=10))
    assert parts(moment(same), after) == {"S1": {"status": 18250}}


def test_an_allegation_that_weighs_nothing_any_more_has_aged_and_has_no_other_status() -> None:
    (same,) = numbered_alike([row(offence_code=ABH, recorded_on=days_ago(0))])
    rules = replace(TWO, half_life_days=1)
    after = moment(same, rules=rules, as_of=AS_OF + timedelta(days=30))
    assert parts(moment(same, rules=rules), after) == {"S1": {"aged_out": -100}}


def test_a_victim_s_row_recorded_later_is_new_and_the_older_row_has_aged() -> None:
    rows = [row(victim_id="V1"), row(victim_id="V2", recorded_on=AS_OF + timedelta(days=10))]
    (same,) = numbered_alike(rows)
    rules = replace(TWO, victim_rows="each", half_life_days=10)
    after = moment(same, rules=rules, as_of=AS_OF + timedelta(days=10))
    assert parts(moment(same, rules=rules), after) == {
        "S1": {"aged_out": 4563 - 9125, "new": 18250}
    }
