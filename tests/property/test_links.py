"""Links hold whatever the record, and agree with plain Python."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Final

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from harm.suspects.associates import links
from tests.unit.harm.build import Cells, frame, row

SUSPECTS: Final = ("S1", "S2", "S3", "S4")
PERSONS: Final = (*SUSPECTS, "A", "B", None)
STATUSES: Final = ("named", "charged", "acquitted", "eliminated")

rows = st.lists(
    st.builds(
        lambda crime, suspect, victim, status, cancelled, day: row(
            crime_ref=crime,
            suspect_id=suspect,
            victim_id=victim,
            allegation_status=status,
            crime_status="cancelled" if cancelled else "recorded",
            recorded_on=date(2026, 1, day),
        ),
        st.sampled_from(["C1", "C2", "C3", "C4", "C5"]),
        st.sampled_from([*SUSPECTS, "A", None]),
        st.sampled_from(PERSONS),
        st.sampled_from(STATUSES),
        st.sampled_from([False, False, False, True]),
        st.integers(1, 5),
    ),
    min_size=1,
    max_size=12,
)


def accused_by(cells: list[Cells], me: str) -> list[Cells]:
    """What stands against somebody."""
    return [
        one
        for one in cells
        if one["suspect_id"] == me
        and one["crime_status"] == "recorded"
        and one["allegation_status"] not in {"acquitted", "eliminated"}
    ]


def codes_by_hand(cells: list[Cells], me: str) -> dict[str, str]:
    """V1, V2 … by first date over all that is recorded against somebody, ended or not."""
    first: dict[str, date] = {}
    for one in cells:
        victim, on = one["victim_id"], one["recorded_on"]
        if one["suspect_id"] == me and isinstance(victim, str) and isinstance(on, date):
            first[victim] = min(on, first.get(victim, on))
    ordered = sorted(first, key=lambda victim: (first[victim], victim))
    return {victim: f"V{number}" for number, victim in enumerate(ordered, start=1)}


def by_hand(cells: list[Cells], me: str) -> dict[str, tuple[int, set[str], set[str], set[str]]]:
    """The same, in plain Python: victims by reference."""
    place = [
        one
        for one in cells
        if one["suspect_id"] is not None
        and one["crime_status"] == "recorded"
        and one["allegation_status"] not in {"acquitted", "eliminated"}
    ]
    mine = {one["crime_ref"] for one in place if one["suspect_id"] == me}
    accusers = {one["victim_id"] for one in place if one["suspect_id"] == me} - {None}
    together: dict[str, set[str]] = defaultdict(set)
    victims: dict[str, set[str]] = defaultdict(set)
    through: dict[str, set[str]] = defaultdict(set)
    others = [one for one in place if one["suspect_id"] != me]
    for one in others:
        if one["crime_ref"] in mine:
            together[str(one["suspect_id"])].add(str(one["crime_ref"]))
        elif one["victim_id"] in accusers:
            victims[str(one["suspect_id"])].add(str(one["victim_id"]))
    for near in others:
        for far in others:
            same = near["crime_ref"] == far["crime_ref"] and near["crime_ref"] not in mine
            if same and near["suspect_id"] in together and far["suspect_id"] not in together:
                through[str(far["suspect_id"])].add(str(near["suspect_id"]))
    return {
        who: (1 if who in together else 2, together[who], victims[who], through[who])
        for who in {*together, *victims, *through}
    }


@given(cells=rows)
def test_links_are_those_that_plain_python_finds(cells: list[Cells]) -> None:
    expected = by_hand(cells, "S1")
    found = links(frame(*cells), "S1")
    assert set(found.people["suspect_id"]) == set(expected)
    for who, step, together, victims, through in found.people.iter_rows():
        answer = expected[who]
        assert (step, set(together), set(through)) == (answer[0], answer[1], answer[3])
        codes = codes_by_hand(cells, "S1")
        assert sorted(victims) == sorted(codes[victim] for victim in answer[2])


@given(cells=rows)
def test_counter_allegations_are_those_that_plain_python_finds(cells: list[Cells]) -> None:
    mine, codes = accused_by(cells, "S1"), codes_by_hand(cells, "S1")
    expected = {
        (codes[victim], one["crime_ref"]): sorted(
            {str(other["crime_ref"]) for other in mine if other["victim_id"] == victim}
        )
        for victim in codes
        if victim != "S1" and any(one["victim_id"] == victim for one in mine)
        for one in accused_by(cells, victim)
        if one["victim_id"] == "S1"
    }
    counter = links(frame(*cells), "S1").counter
    assert (
        dict(
            zip(
                counter.select("victim_code", "crime_ref").rows(),
                counter["own_crimes"].to_list(),
                strict=True,
            )
        )
        == expected
    )


@given(cells=rows)
def test_a_victim_s_reference_never_leaves_unless_named_as_a_suspect(cells: list[Cells]) -> None:
    found = links(frame(*cells), "S1")
    suspects = {one["suspect_id"] for one in cells}
    assert set(found.people["suspect_id"]) | set(found.people["through"].explode()) <= {
        *suspects,
        None,
    }
    codes = set(codes_by_hand(cells, "S1").values())
    assert {*found.people["victims"].explode(), *found.counter["victim_code"]} <= {*codes, None}


@given(cells=rows, seed=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(cells: list[Cells], seed: object) -> None:
    shuffled = list(cells)
    seed.shuffle(shuffled)  # type: ignore[attr-defined] # a random.Random
    first, second = (links(frame(*some), "S1") for some in (cells, shuffled))
    assert first.people.equals(second.people)
    assert first.counter.equals(second.counter)
    assert first.more == second.more


@given(cells=rows)
def test_being_named_together_goes_both_ways(cells: list[Cells]) -> None:
    whole = frame(*cells)
    for one in SUSPECTS:
        near = links(whole, one).people.filter(pl.col("step") == 1)
        for other, crimes in near.select("suspect_id", "together").iter_rows():
            back = links(whole, other).people.filter(pl.col("suspect_id") == one)
            assert back["together"].to_list() == [crimes]
