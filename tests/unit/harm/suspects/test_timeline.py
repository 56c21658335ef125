from datetime import date
from itertools import product
from typing import get_args

from harm.offences.indices import get
from harm.record.allegations import AllegationStatus
from harm.scoring.rules import Rules
from harm.suspects.explanation import Explanation, Standing, explain
from harm.suspects.timeline import MARKS, PERIODS, STAGES, Period, gather, marks
from tests.unit.harm.build import AS_OF, UNKNOWN, Cells, days_ago, frame, row


def explained(*rows: Cells) -> Explanation:
    return explain(
        frame(*rows),
        "S1",
        standing=Standing(position=1, assessed=9),
        rules=Rules(),
        index=get("cchi-2020"),
        as_of=AS_OF,
    )


def test_every_status_has_a_stage() -> None:
    assert set(STAGES) == set(get_args(AllegationStatus))


def test_each_row_has_a_mark_in_order_of_its_date() -> None:
    mark_rows = explained(
        row(crime_ref="C2", victim_id="B", recorded_on=days_ago(5)),
        row(crime_ref="C1", victim_id="A", recorded_on=days_ago(30)),
        row(crime_ref="C0", recorded_on=days_ago(600)),
    )
    shown = marks(mark_rows.rows)
    assert shown.schema == MARKS
    assert shown["crime_ref"].to_list() == ["C0", "C1", "C2"]
    assert shown["victim_code"].to_list() == [None, "V1", "V2"]
    assert shown["counts"].to_list() == [False, True, True]
    assert shown["tenths"].to_list() == [0, 18_250, 18_250]
    assert shown["index_tenths"].to_list() == [18_250, 18_250, 18_250]


def test_marks_of_a_crime_with_several_victims_carry_its_days_once() -> None:
    mark_rows = explained(row(victim_id="A"), row(victim_id="B"))
    shown = marks(mark_rows.rows)
    assert shown.height == 2
    assert shown["tenths"].sum() == mark_rows.tenths == 18_250


def test_a_mark_says_how_long_after_the_offence_it_was_recorded_and_how_far_it_has_gone() -> None:
    mark_rows = explained(
        row(crime_ref="C1", recorded_on=days_ago(3), committed_on=days_ago(33)),
        row(crime_ref="C2", recorded_on=days_ago(2), allegation_status="charged"),
        row(crime_ref="C3", recorded_on=days_ago(1), allegation_status="eliminated"),
    )
    shown = marks(mark_rows.rows)
    assert shown["delay_days"].to_list() == [30, None, None]
    assert shown["stage"].to_list() == ["earlier", "charged", "ended"]
    assert shown["committed_on"].to_list() == [days_ago(33), None, None]
    assert mark_rows.rows.sort("crime_ref")["delay_days"].to_list() == [30, None, None]


def test_an_offence_without_a_title_is_named_by_the_index_or_by_its_code() -> None:
    mark_rows = explained(row(crime_ref="C1"), row(crime_ref="C2", offence_code=UNKNOWN))
    named = dict(marks(mark_rows.rows).select("crime_ref", "offence").iter_rows())
    assert named["C1"].startswith("Rape")
    assert named["C2"] == UNKNOWN


def test_a_crime_of_long_ago_keeps_its_date() -> None:
    mark_rows = explained(row(committed_on=date(1979, 5, 1)))
    assert marks(mark_rows.rows)["delay_days"].item() == (days_ago(10) - date(1979, 5, 1)).days


def test_the_largest_marks_are_drawn_and_the_rest_added_up_by_victim_and_month() -> None:
    mark_rows = explained(
        row(crime_ref="C1", victim_id="A", recorded_on=date(2026, 1, 2)),
        row(crime_ref="C2", victim_id="A", recorded_on=date(2026, 1, 30)),
        row(crime_ref="C3", victim_id="A", recorded_on=date(2026, 2, 1)),
        row(crime_ref="C4", victim_id="B", recorded_on=date(2026, 1, 30)),
        row(crime_ref="C5", recorded_on=date(2026, 1, 31), offence_code=UNKNOWN),
    )
    every = marks(mark_rows.rows)
    plotted, periods = gather(every, 1)
    assert plotted["crime_ref"].to_list() == ["C1"]
    assert periods.schema == PERIODS
    assert periods.rows() == [
        ("V1", date(2026, 1, 30), 1, 18_250),
        ("V2", date(2026, 1, 30), 1, 18_250),
        (None, date(2026, 1, 31), 1, 0),
        ("V1", date(2026, 2, 1), 1, 18_250),
    ]


def test_what_is_drawn_and_what_is_added_up_are_all_the_marks() -> None:
    mark_rows = explained(
        *(row(crime_ref=f"C{n}", victim_id="AB"[n % 2], recorded_on=days_ago(n)) for n in range(90))
    )
    every = marks(mark_rows.rows)
    for most, period in product((0, 1, 40, 90, 400), get_args(Period)):
        plotted, periods = gather(every, most, period)
        assert plotted.height == min(most, every.height)
        assert plotted.height + periods["allegations"].sum() == every.height
        assert sum([*plotted["tenths"], *periods["tenths"]]) == sum(every["tenths"])
        assert plotted["crime_ref"].to_list() == [
            crime for crime in every["crime_ref"] if crime in set(plotted["crime_ref"])
        ]
