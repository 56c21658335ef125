"""Of what is dealt out in turn, every member is tried after as many turns as there are shares."""

from __future__ import annotations

import pytest

from tests import depth


def tried(patch: pytest.MonkeyPatch, turn: int, *, every: bool, deep: bool) -> list[int]:
    patch.setattr(depth, "TURN", turn)
    patch.setattr(depth, "ALL", every)
    patch.setattr(depth, "DEEP", deep)
    return depth.some(range(8), 5, shares=3)


def test_every_share_has_its_turn_in_depth(monkeypatch: pytest.MonkeyPatch) -> None:
    shares = [tried(monkeypatch, turn, every=False, deep=True) for turn in range(739_000, 739_003)]
    assert sorted(shares) == [[0, 3, 6], [1, 4, 7], [2, 5]]


def test_all_are_tried_where_all_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tried(monkeypatch, 1, every=True, deep=True) == list(range(8))


def test_without_depth_a_part_is_tried_that_no_day_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [tried(monkeypatch, turn, every=False, deep=False) for turn in range(5)]
    assert parts == [[0, 5]] * 5


@pytest.mark.parametrize(
    ("every", "deep", "numbers"),
    [(True, True, (400, 100, 10)), (False, True, (200, 50, 10)), (False, False, (80, 20, 10))],
)
def test_a_property_is_tried_on_half_in_depth_and_never_on_fewer_than_some(
    monkeypatch: pytest.MonkeyPatch, *, every: bool, deep: bool, numbers: tuple[int, ...]
) -> None:
    monkeypatch.setattr(depth, "ALL", every)
    monkeypatch.setattr(depth, "DEEP", deep)
    assert tuple(map(depth.examples, (400, 100, 10))) == numbers


@pytest.mark.parametrize(
    ("every", "deep", "days"),
    [(True, True, [0, 1, 2, 3]), (False, True, [1, 3]), (False, False, [])],
)
def test_what_has_a_day_is_tried_on_it_and_wherever_all_is(
    monkeypatch: pytest.MonkeyPatch, *, every: bool, deep: bool, days: list[int]
) -> None:
    monkeypatch.setattr(depth, "ALL", every)
    monkeypatch.setattr(depth, "DEEP", deep)
    found = []
    for turn in range(4):
        monkeypatch.setattr(depth, "TURN", turn)
        if depth.due(1, of=2):
            found.append(turn)
    assert found == days


@pytest.mark.parametrize("number", [0, 1, 2])
def test_no_turn_is_without_a_share_where_there_is_anything(
    monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(depth, "ALL", False)
    monkeypatch.setattr(depth, "DEEP", True)
    for turn in range(4):
        monkeypatch.setattr(depth, "TURN", turn)
        assert len(depth.some(range(number), shares=3)) == min(number, 1)
