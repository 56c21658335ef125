"""Links hold whatever the record, and agree with plain Python."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Final

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from harm.links import links
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


def by_hand(cells: list[Cells], me: str) -> dict[str, tuple[int, set[str], set[str], set[str]]]:
    """The same, in plain Python: victims by reference."""
    stands = [
        one
        for one in cells
        if one["suspect_id"] is not None
        and one["crime_status"] == "recorded"
        and one["allegation_status"] not in {"acquitted", "eliminated"}
    ]
    mine = {one["crime_ref"] for one in stands if one["suspect_id"] == me}
    accusers = {one["victim_id"] for one in stands if one["suspect_id"] == me} - {None}
    together: dict[str, set[str]] = defaultdict(set)
    victims: dict[str, set[str]] = defaultdict(set)
    through: dict[str, set[str]] = defaultdict(set)
    others = [one for one in stands if one["suspect_id"] != me]
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
        told = expected[who]
        assert (step, set(together), set(through)) == (told[0], told[1], told[3])
        assert len(victims) == len(told[2]) == len(set(victims))


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
