"""How few allegations hold somebody on the list."""

from __future__ import annotations

import pytest

from harm.offences.indices import get as get_index
from harm.record.allegations import complete
from harm.scoring.rules import Rules
from harm.stability.fragility import Fragility, fragility
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


def of_s1(*rows: Cells, rules: Rules | None = None) -> Fragility:
    return fragility(
        ranked(*rows, rules=rules), complete(frame(*rows)), "S1", index=get_index("cchi-2020")
    )


def holding(found: Fragility) -> list[str]:
    """Every crime without which alone the place is lost; the first is the fewest named."""
    assert (found.changes, found.crimes) == (1, (found.singles[0].crime_ref,))
    return [single.crime_ref for single in found.singles]


def rapes(suspect: str, number: int, **cells: object) -> list[Cells]:
    return [row(crime_ref=f"{suspect} {n}", suspect_id=suspect, **cells) for n in range(number)]


ONE = Rules(top=1)


def test_nobody_is_taken_off_a_list_that_they_are_not_on() -> None:
    assert of_s1(*rapes("S1", 1), *rapes("S2", 2), rules=ONE) == Fragility(0)
    assert of_s1(*rapes("S2", 2), rules=ONE) == Fragility(0)


@pytest.mark.parametrize("changes", [1, 2, 3])
def test_so_many_go_as_are_more_than_the_next_one_has(changes: int) -> None:
    rows = [*rapes("S1", changes + 2), *rapes("S2", 2, recorded_on=days_ago(1))]
    found = of_s1(*rows, rules=ONE)
    assert (found.changes, found.crimes) == (changes, tuple(f"S1 {n}" for n in range(changes)))


def test_more_than_three_is_said_to_be_so() -> None:
    assert of_s1(*rapes("S1", 6), *rapes("S2", 2), rules=ONE) == Fragility(None)


def test_where_a_place_is_free_only_the_last_allegation_holds_somebody() -> None:
    assert of_s1(*rapes("S1", 2), *rapes("S2", 5)).crimes == ("S1 0", "S1 1")
    assert of_s1(*rapes("S1", 4)) == Fragility(None)


def test_the_largest_is_named_first_and_the_least_is_left() -> None:
    rows = [
        row(crime_ref="small", offence_code=COERCIVE_CONTROL),
        row(crime_ref="large", offence_code=RAPE),
        *rapes("S2", 1, offence_code=COERCIVE_CONTROL, recorded_on=days_ago(1)),
    ]
    assert holding(of_s1(*rows, rules=ONE)) == ["large"]


def test_every_allegation_that_alone_would_do_is_named_with_its_days() -> None:
    rows = [
        row(crime_ref="first", offence_code=RAPE),
        row(crime_ref="second", offence_code=STRANGULATION),
        row(crime_ref="least", offence_code=ABH),
        *rapes("S2", 1, offence_code=RAPE, recorded_on=days_ago(1)),
    ]
    found = of_s1(*rows, rules=ONE)
    carried = {single.crime_ref: single.tenths for single in found.singles}
    assert carried == {"first": 18250}
    level = of_s1(*rows, row(crime_ref="more", suspect_id="S2", offence_code=ABH), rules=ONE)
    assert holding(level) == ["first", "second"]


def test_where_no_allegation_alone_would_do_none_is_named() -> None:
    found = of_s1(*rapes("S1", 4), *rapes("S2", 2, recorded_on=days_ago(1)), rules=ONE)
    assert (found.changes, found.singles) == (2, ())


def test_of_equals_those_whose_victims_decide_are_found() -> None:
    """Without C3 one victim is left, as S2 has; without C1 or C2 both are."""
    rows = [
        *(row(crime_ref=f"C{n}", victim_id=v) for n, v in ((1, "V1"), (2, "V1"), (3, "V2"))),
        row(crime_ref="D1", suspect_id="S2"),
        row(crime_ref="D2", suspect_id="S2", victim_id="W", recorded_on=days_ago(1)),
    ]
    assert holding(of_s1(*rows, rules=ONE)) == ["C3"]


def test_of_equals_the_one_with_more_victims_of_its_own_is_found() -> None:
    """Without C2 one victim is left, and S2 has two; without C1 both have two, and S1 is later."""
    rows = [
        row(crime_ref="C1", victim_id="V1"),
        *(row(crime_ref="C2", victim_id=victim) for victim in ("V2", "V3")),
        *(
            row(crime_ref="D1", suspect_id="S2", victim_id=victim, recorded_on=days_ago(30))
            for victim in ("W1", "W2")
        ),
    ]
    assert holding(of_s1(*rows, rules=ONE)) == ["C2"]


def test_too_few_for_the_rules_is_off_the_list_too() -> None:
    rules = Rules(minimum_allegations=2)
    rows = [row(crime_ref="C1", offence_code=ABH), row(crime_ref="C2"), row(crime_ref="C3")]
    assert of_s1(*rows, rules=rules) == Fragility(2, ("C2", "C3"))


def test_where_each_victim_counts_a_crime_goes_with_all_of_them() -> None:
    rows = [
        row(crime_ref="C1"),
        *(row(crime_ref="C2", offence_code=ABH, victim_id=victim) for victim in ("V1", "V2")),
    ]
    rules = Rules(minimum_allegations=2, victim_rows="each")
    assert holding(of_s1(*rows, rules=rules)) == ["C2"]


def test_where_days_are_shared_whoever_then_carries_more_may_take_the_place() -> None:
    rows = [
        *rapes("S1", 2),
        row(crime_ref="both", offence_code=ABH),
        row(crime_ref="both", offence_code=ABH, suspect_id="S2"),
        *rapes("S2", 2, recorded_on=days_ago(1)),
    ]
    shared = Rules(top=1, co_suspects="equal_share", ties="stop_above")
    more = row(crime_ref="more", offence_code=ABH, recorded_on=days_ago(40))
    found = of_s1(*rows, more, rules=shared)
    assert holding(found) == ["S1 0", "S1 1", "more", "both"]
    assert of_s1(*rows[:4], row(suspect_id="S3"), rules=shared).changes == 2


@pytest.mark.parametrize(("ties", "changes"), [("all_in", 2), ("stop_above", 1)])
def test_at_the_cut_the_choice_says_who_of_equals_is_in(ties: str, changes: int) -> None:
    rules = Rules(top=1, ties="all_in" if ties == "all_in" else "stop_above")
    assert of_s1(*rapes("S1", 2), *rapes("S2", 1), rules=rules).changes == changes


@pytest.mark.parametrize("top", [1, 2])
def test_at_the_cut_a_lot_decides_who_of_equals_is_in(top: int) -> None:
    """After one of S1's two rapes all are level, and S1 is in where so few lots are lower."""
    others = [one for name in ("S2", "S3", "S4") for one in rapes(name, 1, victim_id=name)]
    changes = {}
    for seed in map(str, range(12)):
        rules = Rules(top=top, ties="lot", lot_seed=seed)
        drawn = ranked(*rapes("S1", 1), *others, rules=rules).listed["suspect_id"]
        changes[of_s1(*rapes("S1", 2), *others, rules=rules).changes] = True
        assert of_s1(*rapes("S1", 2), *others, rules=rules).changes == (2 if "S1" in drawn else 1)
    assert set(changes) == {1, 2}


def test_two_hundred_alike_are_not_tried_in_a_million_ways() -> None:
    alike = [
        row(crime_ref=f"C{n}", offence_code=ABH, victim_id=f"V{n}", recorded_on=days_ago(n + 1))
        for n in range(200)
    ]
    # After any three of them, the scores are level, and more victims keep S1 before S2.
    level = [
        row(crime_ref=f"D{n}", suspect_id="S2", offence_code=ABH, victim_id="W") for n in range(197)
    ]
    assert of_s1(*alike, *level, rules=ONE) == Fragility(None)


def test_a_victim_of_two_crimes_goes_with_both_alone() -> None:
    victims = ("V1", "V2", "V1", "V2")
    rows = [row(crime_ref=f"C{n}", victim_id=victim) for n, victim in enumerate(victims)]
    level = rapes("S2", 2, victim_id="W", recorded_on=days_ago(1))
    assert of_s1(*rows, *level, rules=ONE) == Fragility(2, ("C0", "C2"))


@pytest.mark.parametrize("top", [1, 2])
def test_the_least_of_somebody_s_crimes_decides_where_another_then_carries_it_whole(
    top: int,
) -> None:
    """Without the shared crime S1 has 5,475 days, and S2 no longer 4,572.5 but 5,485."""
    rows = [
        row(crime_ref="both"),
        row(crime_ref="both", suspect_id="S2"),
        *rapes("S1", 10, offence_code=STRANGULATION),
        *rapes("S2", 2),
        row(crime_ref="more", suspect_id="S2", offence_code=ABH),
        *(rapes("S3", 4) if top > 1 else []),
    ]
    rules = Rules(top=top, co_suspects="equal_share")
    assert holding(of_s1(*rows, rules=rules)) == ["both"]
