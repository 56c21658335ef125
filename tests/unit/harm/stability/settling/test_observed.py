"""What is learnt from two versions of the record about the same list."""

from __future__ import annotations

from datetime import date

import polars as pl

from harm.offences.indices import get as get_index
from harm.record.allegations import Allegations
from harm.scoring.rules import Rules
from harm.stability.settling.observed import Observed, observe, with_bands
from harm.stability.settling.rates import DRAWN, WHOLE, Rates, drawn
from harm.stability.settling.units import apart_of, units_of
from tests.unit.harm.build import ABH, AS_OF, COERCIVE_CONTROL, Cells, days_ago, frame, row

CCHI = get_index("cchi-2020")
#: Rows of everybody, so that both versions number suspects, crimes and victims alike.
NOBODY = "cancelled"


def units(*rows: Cells, rules: Rules | None = None) -> pl.DataFrame:
    known = Allegations.of(frame(*rows))
    return units_of(known, rules=rules or Rules(), index=CCHI, as_of=AS_OF)


def observed(before: list[Cells], after: list[Cells]) -> Observed:
    """The two versions; a row that one lacks is there, and cancelled."""

    def key(cells: Cells) -> tuple[object, object]:
        return cells["crime_ref"], cells["suspect_id"]

    def whole(own: list[Cells], other: list[Cells]) -> list[Cells]:
        mine = {key(cells) for cells in own}
        return own + [
            {**cells, "crime_status": NOBODY} for cells in other if key(cells) not in mine
        ]

    later = whole(after, before)
    apart = apart_of(Allegations.of(frame(*later)), as_of=AS_OF)
    return observe(units(*whole(before, after)), units(*later), apart)


ONE = row(crime_ref="C1", suspect_id="S1", victim_id="V1", source="victim")
TWO = row(crime_ref="C2", suspect_id="S2", victim_id="V2", offence_code=ABH, source="police")
CHARGED = {"allegation_status": "charged"}


def test_a_unit_has_what_its_chance_goes_by() -> None:
    found = units(ONE, row(**{**TWO, **CHARGED, "recorded_on": days_ago(200), "source": None}))
    assert found["status"].to_list() == [0, 3]
    assert found["age"].to_list() == [0, 3]
    assert found["source"].to_list() == [0, -1]
    assert found["group"].to_list() == ["rape", "assault"]
    assert found["days_old"].to_list() == [10, 200]
    assert found["victims"].list.len().to_list() == [1, 1]


def test_a_crime_of_the_same_offence_and_victim_within_a_month_may_be_recorded_again() -> None:
    first = row(crime_ref="C1", victim_id="V1", recorded_on=days_ago(60))
    month = row(crime_ref="C2", victim_id="V1", recorded_on=days_ago(29))
    later = row(crime_ref="C3", victim_id="V1", recorded_on=days_ago(28))
    assert units(first, month)["again"].to_list() == [False, True]
    assert units(first, later)["again"].to_list() == [False, False]
    assert units(first, row(**{**month, "victim_id": "V2"}))["again"].to_list() == [False, False]
    assert not units(first, row(**{**month, "offence_code": ABH}))["again"].any()
    assert not units(first, row(**{**month, "suspect_id": "S2"}))["again"].any()
    assert not units(*(row(**{**one, "victim_id": None}) for one in (first, month)))["again"].any()
    same_day = units(first, row(**{**first, "crime_ref": "C2"}))
    assert same_day["again"].to_list() == [False, True]


def test_whoever_has_too_few_allegations_has_no_units() -> None:
    assert units(ONE, TWO, rules=Rules(minimum_allegations=2)).is_empty()


def test_a_record_that_stays_as_it_is_shows_nothing_gone_changed_or_added() -> None:
    found = observed([ONE, TWO], [ONE, TWO])
    assert found.cells.select(pl.col("n", "gone", "changed").sum()).row(0) == (2, 0, 0)
    assert found.moves.is_empty()
    assert found.arrivals.is_empty()
    assert found.newcomers.is_empty()
    assert (found.people, found.apart) == (2, 0)


def test_an_allegation_that_no_longer_counts_has_gone() -> None:
    found = observed([ONE, TWO], [ONE, row(**{**TWO, "allegation_status": "eliminated"})])
    assert found.cells["gone"].sum() == 1
    assert found.cells.filter(pl.col("gone") > 0)["group"].to_list() == ["assault"]


def test_an_allegation_of_another_class_has_changed() -> None:
    found = observed([ONE, TWO], [row(**{**ONE, "offence_code": COERCIVE_CONTROL}), TWO])
    assert found.cells["changed"].sum() == 1
    assert found.moves.rows() == [(18250, 840, 840)]


def test_what_is_added_later_is_counted_by_person_with_new_victims_alone() -> None:
    again = row(crime_ref="C3", suspect_id="S1", victim_id="V1", recorded_on=days_ago(40))
    other = row(crime_ref="C4", suspect_id="S1", victim_id="V9", offence_code=ABH)
    found = observed([ONE, TWO], [ONE, TWO, again, other])
    assert found.bands["arrived"].sum() == 1
    assert found.arrivals.drop("band").rows() == [(18350, 2, 18250, 10, 1)]


def test_whoever_is_assessed_only_later_is_a_newcomer() -> None:
    found = observed([ONE], [ONE, TWO])
    assert found.newcomers.rows() == [(100, 1, 100, 10, 1)]
    assert found.arrivals.is_empty()


def test_whoever_died_is_apart_and_their_allegations_have_not_gone() -> None:
    found = observed([ONE, TWO], [row(**{**ONE, "suspect_situation": "deceased"}), TWO])
    assert (found.people, found.apart) == (2, 1)
    assert found.cells["n"].sum() == 1
    assert found.cells["gone"].sum() == 0


def test_a_band_is_of_many_crimes_and_of_high_scores() -> None:
    crimes = [1, 2, 4]
    rows = [
        row(crime_ref=f"C{person}-{crime}", suspect_id=f"S{person}", recorded_on=date(2026, 3, 1))
        for person, count in enumerate(crimes)
        for crime in range(count)
    ]
    found = with_bands(units(*rows))["band"].to_list()
    assert [band % 3 for band in found] == [0, 1, 2]
    many = with_bands(
        units(
            *(row(crime_ref=f"C{n}", suspect_id=f"S{n:03}", offence_code=ABH) for n in range(200))
        )
    )
    assert set(many["band"]) == {0}  # all are equal, and so all are first


def test_a_cell_with_few_allegations_is_drawn_towards_the_wider_one() -> None:
    assert drawn(0, 0, WHOLE // 10, DRAWN) == WHOLE // 10
    assert drawn(DRAWN, DRAWN, 0, DRAWN) == WHOLE // 2
    assert drawn(7, 7, WHOLE, DRAWN) == WHOLE
    assert drawn(0, 5, 0, DRAWN) == 0


def test_chances_of_what_was_never_seen_are_those_of_the_nearest_wider_cell() -> None:
    gone = row(**{**TWO, "allegation_status": "eliminated"})
    rates = Rates.learn([observed([ONE, TWO], [ONE, gone])])
    one, two, unseen = rates.of_cells(
        units(ONE, TWO, row(**{**TWO, **CHARGED, "crime_ref": "C3", "suspect_id": "S3"}))
    )["gone"].to_list()
    assert unseen == WHOLE // 2  # of everything: nothing was charged before
    assert one < WHOLE // 2 < two
    assert rates.lists == 1


def test_a_band_that_was_never_seen_has_everybodys_chance_of_additions() -> None:
    rates = Rates.learn([observed([ONE], [ONE])])
    assert rates.of_bands(pl.Series([0, 8], dtype=pl.Int64)).to_list() == [0, 0]


def test_chances_from_lists_on_which_nobody_was_are_nothing() -> None:
    rates = Rates.learn([observed([], [ONE])])
    assert rates.cells[0].rows() == [(0, 0, 0)]
    assert rates.bands.rows() == [(None, 0, 0)]
    assert rates.apart == 0
