"""A change of score in words: what happened, and by which minimum or with whom shared."""

from datetime import date, timedelta

import pytest

from dashboard.wording.movement import CAUSES, caused, reason, summary
from harm.movement.attribution import LOT, OTHERS, PARTS, TIE, changes
from harm.scoring.rules import Rules
from tests.unit.harm.build import ABH, AS_OF, days_ago, row
from tests.unit.harm.movement.moments import by_suspect, moment, numbered_alike

MINIMUM = Rules(minimum_allegations=2)
OLD = row(crime_ref="C2", offence_code=ABH, recorded_on=days_ago(360))
LATER = AS_OF + timedelta(days=10)


def test_every_part_can_be_a_cause() -> None:
    assert set(CAUSES) == {*PARTS, OTHERS, TIE, LOT}


def test_who_fell_below_the_minimum_is_said_to_with_its_number() -> None:
    (same,) = numbered_alike([row(), OLD])
    lists = moment(same, rules=MINIMUM), moment(same, rules=MINIMUM, as_of=LATER)
    change = by_suspect(*lists)["S1"]
    assert caused(change, MINIMUM) == "as they fell below the minimum of two allegations"
    assert summary(changes(*lists), MINIMUM).startswith(
        "0 entered. 1 left: 1 as they fell below the minimum of two allegations."
    )


def test_who_reached_the_minimum_is_said_to_with_its_number() -> None:
    first, second = numbered_alike([row()], [row(), OLD])
    change = by_suspect(moment(first, rules=MINIMUM), moment(second, rules=MINIMUM))["S1"]
    assert caused(change, MINIMUM) == "as they reached the minimum of two allegations"


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


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"happened": "recorded", "allegation_status": "charged"}, "charged"),
        ({"happened": "named"}, "suspect named since"),
        ({"happened": "named", "allegation_status": "arrested"}, "suspect named since, arrested"),
        ({"happened": "gone"}, "no longer in the record"),
        ({"happened": "aged_out"}, "left the window"),
        ({"happened": "reclassified"}, "reclassified; named"),
        ({"happened": "changed", "allegation_status": "eliminated"}, "now eliminated"),
        ({"happened": "changed", "crime_status": "cancelled"}, "now crime cancelled"),
        ({"happened": "changed"}, "a recorded fact changed"),
        ({"happened": "changed", "cause": "aged_out"}, "weighs less by its age"),
    ],
)
def test_a_reason_names_the_allegation_and_what_happened_to_it(
    cells: dict[str, str], words: str
) -> None:
    change: dict[str, object] = {
        "offence_title": "Murder",
        "recorded_on": date(2026, 2, 18),
        "crime_status": "recorded",
        "allegation_status": "named",
        "cause": "new",
        "movement": "entered",
        **cells,
    }
    assert reason(change, Rules()) == f"Murder, recorded 18 Feb 26, {words}"


@pytest.mark.parametrize(
    ("cause", "movement", "words"),
    [
        (TIE, "left", "By a tie at the cut, decided by the later date"),
        (LOT, "entered", "By a lot at the cut"),
        (OTHERS, "left", "Because others passed them"),
        ("minimum", "left", "As they fell below the minimum of two allegations"),
        ("rules", "left", "By other rules"),
        (None, "stayed", None),
    ],
)
def test_where_no_allegation_did_it_the_reason_says_what_did(
    cause: str | None, movement: str, words: str | None
) -> None:
    change: dict[str, object] = {"recorded_on": None, "cause": cause, "movement": movement}
    assert reason(change, MINIMUM) == words
