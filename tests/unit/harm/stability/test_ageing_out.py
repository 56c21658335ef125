"""When the largest allegations leave the window, and who then stands where."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from harm.offences.indices import get as get_index
from harm.record.allegations import Allegations
from harm.scoring.contributions import contributions_of
from harm.scoring.ranking import Ranking, rank
from harm.scoring.rules import Rules
from harm.stability.ageing_out import LARGEST, Clock, clock
from tests.unit.harm.build import ABH, AS_OF, COERCIVE_CONTROL, Cells, days_ago, frame, row

CCHI = get_index("cchi-2020")


def of_s1(*rows: Cells, rules: Rules | None = None) -> Clock:
    known, chosen = Allegations.of(frame(*rows)), rules or Rules()

    def ranked(as_of: date) -> Ranking:
        return rank(known, rules=chosen, index=CCHI, as_of=as_of)

    pieces = contributions_of(known, rules=chosen, index=CCHI, as_of=AS_OF)
    own = pieces.filter(pieces["suspect_id"] == "S1")
    return clock(own, "S1", ranked, on=ranked(AS_OF))


RECORD = (
    row(crime_ref="C1", recorded_on=days_ago(300)),
    row(crime_ref="C2", offence_code=COERCIVE_CONTROL, recorded_on=days_ago(20)),
    row(crime_ref="C3", suspect_id="S2", offence_code=COERCIVE_CONTROL, recorded_on=days_ago(10)),
)


def test_an_allegation_leaves_on_the_first_date_on_which_it_does_not_count() -> None:
    first = of_s1(*RECORD).leaving[0]
    assert (first.crime_ref, first.tenths) == ("C1", 18250)
    assert first.leaves_on == AS_OF + timedelta(days=65)
    on_the_day_before = of_s1(row(recorded_on=first.leaves_on - timedelta(days=365)), *RECORD[1:])
    assert on_the_day_before.leaving[0].leaves_on == first.leaves_on


def test_then_somebody_stands_where_the_rest_of_their_record_puts_them() -> None:
    first, second = of_s1(*RECORD).leaving
    assert (first.place.position, first.place.tenths) == (2, 840)
    assert (second.place.position, second.place.tenths) == (None, 0)
    assert second.place.assessed == 1


def test_the_largest_few_are_reported_most_first() -> None:
    rows = [row(crime_ref=f"C{n}", offence_code=ABH, recorded_on=days_ago(n)) for n in range(1, 7)]
    answer = of_s1(*rows, row(crime_ref="C9", recorded_on=days_ago(99)))
    assert [one.crime_ref for one in answer.leaving] == ["C9", "C1", "C2"]
    assert len(answer.leaving) == LARGEST


def test_places_thirty_days_before_and_after_are_of_those_lists() -> None:
    answer = of_s1(*RECORD)
    assert (answer.before.position, answer.before.tenths) == (1, 18250)
    assert (answer.after.position, answer.after.tenths) == (1, 19090)
    later = row(crime_ref="C4", suspect_id="S3", recorded_on=days_ago(-10))
    more = {**later, "crime_ref": "C5", "recorded_on": days_ago(-11)}
    assert of_s1(*RECORD, later, more).after.position == 2


@pytest.mark.parametrize("window", [1, 30])
def test_the_window_of_the_rules_is_the_one_that_is_left(window: int) -> None:
    (only,) = of_s1(row(recorded_on=AS_OF), rules=Rules(window_days=window)).leaving
    assert only.leaves_on == AS_OF + timedelta(days=window)


def test_who_has_no_score_has_nothing_that_leaves() -> None:
    answer = of_s1(RECORD[2])
    assert answer.leaving == ()
    assert (answer.before.position, answer.after.position) == (None, None)
