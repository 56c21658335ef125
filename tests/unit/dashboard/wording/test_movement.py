"""A change of score in words: what happened, and by which minimum or with whom shared."""

from dataclasses import replace
from datetime import timedelta

from dashboard.wording.movement import CAUSES, caused, summary, why
from harm.movement.attribution import OTHERS, PARTS, TIE, changes
from harm.scoring.rules import Rules
from tests.unit.harm.build import ABH, AS_OF, days_ago, row
from tests.unit.harm.movement.moments import by_suspect, moment, numbered_alike

MINIMUM = Rules(minimum_allegations=2)
OLD = row(crime_ref="C2", offence_code=ABH, recorded_on=days_ago(360))
LATER = AS_OF + timedelta(days=10)


def test_every_part_can_be_a_cause() -> None:
    assert set(CAUSES) == {*PARTS, OTHERS, TIE}


def test_who_fell_below_the_minimum_is_said_to_with_its_number() -> None:
    (same,) = numbered_alike([row(), OLD])
    lists = moment(same, rules=MINIMUM), moment(same, rules=MINIMUM, as_of=LATER)
    change = by_suspect(*lists)["S1"]
    assert why(change, MINIMUM) == (
        "−10 allegations that left the window; −1,825 fell below the minimum of two allegations"
    )
    assert caused(change, MINIMUM) == "as they fell below the minimum of two allegations"
    assert summary(changes(*lists), MINIMUM).startswith(
        "0 entered. 1 left: 1 as they fell below the minimum of two allegations."
    )


def test_who_reached_the_minimum_is_said_to_with_its_number() -> None:
    first, second = numbered_alike([row()], [row(), OLD])
    change = by_suspect(moment(first, rules=MINIMUM), moment(second, rules=MINIMUM))["S1"]
    assert why(change, MINIMUM) == (
        "+10 new allegations; +1,825 reached the minimum of two allegations"
    )
    assert caused(change, MINIMUM) == "as they reached the minimum of two allegations"


def test_who_shares_with_others_than_before_is_said_to() -> None:
    rules = Rules(co_suspects="equal_share", top=1)
    other = row(crime_ref="C2", suspect_id="S3", offence_code=ABH, recorded_on=days_ago(5))
    first, second = numbered_alike([row(), other], [row(), row(suspect_id="S2"), other])
    change = by_suspect(moment(first, rules=rules), moment(second, rules=rules))["S1"]
    assert why(change, rules) == "−912.5 shared with others than before"


def test_more_who_share_take_a_place_and_fewer_give_it_back() -> None:
    rules = Rules(co_suspects="equal_share", top=1)
    many = [row(suspect_id=suspect) for suspect in ("S1", "S2", "S3")]
    rival = [row(crime_ref=name, suspect_id="S9", offence_code="008/67") for name in "ABCDEFGHIJ"]
    first, second = numbered_alike([row(), *rival], [*many, *rival])
    lists = moment(first, rules=rules), moment(second, rules=rules)
    assert caused(by_suspect(*lists)["S1"], rules) == "as more others share with them"
    back = by_suspect(lists[1], lists[0])
    assert caused(back["S1"], rules) == "as fewer others share with them"
    assert caused(back["S3"], rules) is None


def test_what_weighs_less_by_its_age_did_not_only_leave_the_window() -> None:
    rules = replace(MINIMUM, half_life_days=10, minimum_allegations=1)
    (same,) = numbered_alike([row()])
    change = by_suspect(moment(same, rules=rules), moment(same, rules=rules, as_of=LATER))["S1"]
    assert why(change, rules) == (
        "−456.2 allegations that left the window or weigh less by their age"
    )
