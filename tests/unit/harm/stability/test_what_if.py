"""What is supposed changes the suspect's own record, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from harm.offences.indices import get as get_index
from harm.record.allegations import complete
from harm.scoring.rules import Rules
from harm.scoring.ties import draw
from harm.stability.what_if import Place, Scenario, place, what_if
from tests.unit.harm.build import (
    ABH,
    COERCIVE_CONTROL,
    RAPE,
    STRANGULATION,
    Cells,
    days_ago,
    frame,
    ranked,
    row,
)

CCHI = get_index("cchi-2020")
NOT_ASSESSED = Place(position=None, rank=None, assessed=1, tenths=0, listed=False)

#: S1 has a rape and coercive control; S2 a rape alone.
RECORD = (
    row(crime_ref="C1", suspect_id="S1"),
    row(crime_ref="C2", suspect_id="S1", offence_code=COERCIVE_CONTROL, recorded_on=days_ago(20)),
    row(crime_ref="C3", suspect_id="S2", recorded_on=days_ago(5)),
)


def supposing(
    *rows: Cells,
    left_out: frozenset[str] = frozenset(),
    offences: tuple[tuple[str, str | None, str | None], ...] = (),
    rules: Rules | None = None,
    record: tuple[Mapping[str, object], ...] | None = None,
) -> Place:
    """Where S1 would stand."""
    named = {one["crime_ref"] for one in rows if one["suspect_id"] == "S1"}
    if rules is not None and rules.co_suspects == "equal_share":
        named = {one["crime_ref"] for one in rows}
    known = ("suspect_id", "suspect_situation", "suspect_born")
    return what_if(
        ranked(*rows, rules=rules),
        complete(frame(*(one for one in rows if one["crime_ref"] in named))),
        "S1",
        Scenario(left_out, offences),
        index=CCHI,
        record=None if record is None else complete(frame(*record)).select(known),
    )


def test_nothing_supposed_is_where_they_stand() -> None:
    assert supposing(*RECORD) == place(ranked(*RECORD), "S1") == Place(1, 1, 2, 19090, listed=True)


def test_an_allegation_left_out_takes_its_days_along() -> None:
    assert supposing(*RECORD, left_out=frozenset({"C1"})) == Place(2, 2, 2, 840, listed=True)


def test_without_any_nobody_is_assessed_and_one_fewer_is() -> None:
    assert supposing(*RECORD, left_out=frozenset({"C1", "C2"})) == NOT_ASSESSED
    assert place(ranked(*RECORD), "S7") == Place(None, None, 2, 0, listed=False)


def test_level_with_another_the_latest_date_decides() -> None:
    assert supposing(*RECORD, left_out=frozenset({"C2"})) == Place(2, 1, 2, 18250, listed=True)


def test_level_in_everything_the_draw_decides() -> None:
    level = [row(crime_ref=f"C{n}", suspect_id=f"S{n}") for n in range(1, 6)]
    more = row(crime_ref="C9", suspect_id="S1", offence_code=ABH)
    ids = frame(*level)["suspect_id"]
    drawn = sorted(zip(draw("harmdesk", ids), ids, strict=True))
    expected = [suspect for _, suspect in drawn].index("S1") + 1
    found = supposing(*level, more, left_out=frozenset({"C9"}))
    assert (found.position, found.rank) == (expected, 1)


def test_another_offence_scores_as_it_would_have() -> None:
    found = supposing(*RECORD, offences=(("C2", STRANGULATION, None),))
    assert found == Place(1, 1, 2, 18250 + 5475, listed=True)
    assert supposing(*RECORD, offences=(("C2", None, None),)).tenths == 18250


def test_a_title_alone_may_say_the_offence() -> None:
    title = "Assault occasioning actual bodily harm (ABH)"
    assert supposing(*RECORD, offences=(("C1", None, title),)).tenths == 100 + 840


def test_somebody_else_s_crime_changes_nothing() -> None:
    supposed = supposing(*RECORD, left_out=frozenset({"C3"}), offences=(("C9", RAPE, None),))
    assert supposed == place(ranked(*RECORD), "S1")


def test_what_is_left_out_of_one_stays_with_others_named_in_it() -> None:
    both = [*RECORD, row(crime_ref="C1", suspect_id="S2", victim_id="V1")]
    found = supposing(*both, left_out=frozenset({"C1"}))
    assert found == Place(2, 2, 2, 840, listed=True)


def test_without_the_row_that_tells_of_a_death_the_days_of_other_crimes_are_shared_again() -> None:
    shared = [
        row(crime_ref="C1", suspect_id="S1", suspect_situation="deceased"),
        row(crime_ref="C2", suspect_id="S1"),
        row(crime_ref="C2", suspect_id="S2"),
    ]
    rules = Rules(co_suspects="equal_share")
    assert place(ranked(*shared, rules=rules), "S2").tenths == 18250
    found = supposing(*shared, left_out=frozenset({"C1"}), rules=rules)
    again = ranked(*shared[1:], rules=rules)
    assert found == place(again, "S1")
    assert (found.rank, found.tenths) == (1, 9125)


def test_where_days_are_shared_the_others_then_carry_more() -> None:
    shared = [
        row(crime_ref="C1", suspect_id="S1"),
        row(crime_ref="C1", suspect_id="S2"),
        row(crime_ref="C2", suspect_id="S1", recorded_on=days_ago(90)),
        row(crime_ref="C3", suspect_id="S2", offence_code=ABH, recorded_on=days_ago(90)),
    ]
    rules = Rules(co_suspects="equal_share", top=1)
    assert place(ranked(*shared, rules=rules), "S1") == Place(1, 1, 2, 9125 + 18250, listed=True)
    found = supposing(*shared, left_out=frozenset({"C1"}), rules=rules)
    assert found == Place(2, 2, 2, 18250, listed=False)


@pytest.mark.parametrize(("ties", "listed"), [("order", False), ("all_in", True)])
def test_at_the_cut_the_choice_says_who_of_equals_is_in(ties: str, *, listed: bool) -> None:
    rules = Rules(top=1, ties="all_in" if ties == "all_in" else "order")
    assert supposing(*RECORD, left_out=frozenset({"C2"}), rules=rules).listed is listed


def test_a_list_that_stops_above_equals_has_none_of_them() -> None:
    rules = Rules(top=1, ties="stop_above")
    assert supposing(*RECORD, rules=rules).listed
    assert not supposing(*RECORD, left_out=frozenset({"C2"}), rules=rules).listed


def test_a_death_is_described_by_the_rows_that_are_left() -> None:
    dead = [RECORD[0], {**RECORD[1], "suspect_situation": "deceased"}, RECORD[2]]
    assert supposing(*dead, record=tuple(dead)) == NOT_ASSESSED
    found = supposing(*dead, left_out=frozenset({"C2"}), record=tuple(dead))
    assert found.tenths == 18250


def test_what_is_supposed_knows_its_crimes() -> None:
    supposed = Scenario(frozenset({"C1"}), (("C2", RAPE, None), ("C1", ABH, None)))
    assert supposed.crimes == {"C1", "C2"}
