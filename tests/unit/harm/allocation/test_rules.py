"""Each rule places whole posts, no fewer than none, that sum to the pool or say what is left."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest

from harm.allocation.areas import (
    MOST_DIMINISHING,
    MOST_POSTS,
    RULES,
    AllocationError,
    Area,
    RuleName,
    RuleSettings,
)
from harm.allocation.rules import RESTS_ON, Allocation, allocate, differing, place, rule_named
from harm.allocation.shares import in_proportion, in_proportion_capped, whole_weights
from tests.unit.harm.allocation.worlds import seeded, world


def areas(*rows: tuple[int | None, int | None, int | None]) -> list[Area]:
    """Areas A, B … of base (officers), demand and residents."""
    return [
        Area(chr(65 + place), None if base is None else 100 * base, demand, residents)
        for place, (base, demand, residents) in enumerate(rows)
    ]


def posts_of(rule: str, *rows: tuple[int | None, int | None, int | None], pool: int) -> list[int]:
    return [post or 0 for post in allocate(rule, areas(*rows), pool).posts]


@pytest.mark.parametrize("rule", RULES)
def test_posts_are_whole_and_sum_to_the_pool(rule: str) -> None:
    for seed in range(150):
        pool = seeded(seed).choice((0, 1, 7, 240, 565))
        found = allocate(rule, world(seed), pool)
        placed = [post for post in found.posts if post is not None]
        assert all(type(post) is int and post >= 0 for post in placed)
        assert sum(placed) + found.left == pool
        assert found.left >= 0
        if rule in {"equal", "per-borough"}:
            assert found.left == 0


@pytest.mark.parametrize("rule", RULES)
def test_the_order_of_the_areas_does_not_matter(rule: str) -> None:
    for seed in range(60):
        drawn = world(seed)
        mixed = seeded(seed + 1).sample(drawn, len(drawn))
        assert allocate(rule, drawn, 93) == allocate(rule, mixed, 93)


@pytest.mark.parametrize("rule", RULES)
def test_posts_alone_are_those_of_the_answer(rule: RuleName) -> None:
    ordered = sorted(world(3), key=lambda area: area.code)
    assert place(rule, ordered, 93) == allocate(rule, ordered, 93).posts


def test_equal_gives_the_rest_to_the_first_by_code() -> None:
    assert posts_of("equal", *[(None, None, None)] * 3, pool=8) == [3, 3, 2]


def test_largest_remainders_get_the_rest_and_ties_go_by_code() -> None:
    assert in_proportion([6, 7, 7], 10) == [3, 4, 3]
    assert in_proportion([1, 1, 4], 5) == [1, 1, 3]
    assert in_proportion([0, 0], 4) == [0, 0]


def test_a_share_is_never_a_whole_post_off() -> None:
    for seed in range(200):
        draw = seeded(seed)
        weights = [draw.randrange(1000) for _ in range(draw.randrange(1, 40))]
        pool, total = draw.randrange(700), sum(weights)
        for weight, post in zip(weights, in_proportion(weights, pool), strict=True):
            assert not total or abs(post - Fraction(weight * pool, total)) < 1


def test_a_tie_that_floats_would_miss_is_a_tie() -> None:
    huge = 10**17
    assert in_proportion([huge + 1, huge + 1, huge + 1], 1) == [1, 0, 0]
    assert in_proportion([huge, huge + 1, huge + 1], 1) == [0, 1, 0]


def test_parts_of_a_borough_keep_their_proportion() -> None:
    assert whole_weights([Fraction(1, 2), Fraction(1, 3), Fraction(2)]) == [3, 2, 12]


def test_caps_are_kept_and_what_is_over_goes_on() -> None:
    assert in_proportion_capped([5, 3, 2, 0], 10, [2, 9, 9, 9]) == ([2, 5, 3, 0], 0)
    assert in_proportion_capped([5, 3], 10, [2, 3]) == ([2, 3], 5)
    assert in_proportion_capped([5, 3], 5, [2, 3]) == ([2, 3], 0)


def test_a_gap_is_how_far_an_area_is_below_its_part_of_all() -> None:
    # 100 officers and 20 posts, half of the demand each: 60 each is the formula.
    assert posts_of("formula-gap", (70, 5, None), (30, 5, None), pool=20) == [0, 20]
    assert posts_of("formula-gap", (50, 5, None), (50, 5, None), pool=20) == [10, 10]


def test_a_capped_gap_goes_to_others_in_rounds_the_smallest_first() -> None:
    rows = [(1000, 10, 1), (100, 90, 1), (300, 30, 1), (400, 10, 1)]
    found = allocate("formula-gap-capped", areas(*rows), 20)
    # Caps are 20, 2, 6 and 8: B and C have a gap and are full, A and D take turns, D first.
    assert found.posts == (6, 2, 6, 6)
    assert (found.filled, found.left) == (12, 0)
    odd = allocate("formula-gap-capped", areas(*rows), 21)
    assert odd.posts == (6, 2, 6, 7)


def test_caps_that_cannot_place_all_say_what_is_left() -> None:
    found = allocate("formula-gap-capped", areas((100, 1, 1), (50, 1, 1), (49, 1, 1)), 10)
    assert found.posts == (2, 1, 0)
    assert found.left == 7


def test_a_wider_cap_places_more() -> None:
    rows = areas((100, 1, 1), (50, 1, 1))
    found = allocate("formula-gap-capped", rows, 10, RuleSettings(cap_per_mille=60))
    assert (found.posts, found.left) == ((6, 3), 1)


def test_a_blend_is_half_of_each_above_a_floor() -> None:
    found = allocate("blend", areas((None, 3, 1), (None, 1, 3), (None, 0, 0)), 11)
    assert found.posts == (5, 5, 1)
    assert found.floor == 1
    by_demand = RuleSettings(demand_percent=100, floor=0)
    assert allocate("blend", areas((None, 3, 1), (None, 1, 3)), 8, by_demand).posts == (6, 2)


def test_a_floor_that_the_pool_is_too_small_for_is_lowered() -> None:
    found = allocate("blend", areas((None, 3, 1), (None, 1, 3), (None, 0, 0)), 2)
    assert (found.posts, found.floor) == ((1, 1, 0), 0)


def test_a_blend_with_one_side_empty_goes_by_the_other() -> None:
    assert allocate("blend", areas((None, 0, 1), (None, 0, 3)), 6).posts == (2, 4)
    empty = allocate("blend", areas((None, 0, 0), (None, 0, 0)), 6)
    assert (empty.posts, empty.left) == ((1, 1), 4)


def test_each_further_post_counts_less() -> None:
    # 100, 90, 81 … against 95, 85.5: by turns, the larger first.
    rows = areas((None, 100, None), (None, 95, None), (None, 0, None))
    placed = [allocate("diminishing", rows, pool).posts for pool in range(5)]
    assert placed == [(0, 0, 0), (1, 0, 0), (1, 1, 0), (2, 1, 0), (2, 2, 0)]
    steep = RuleSettings(falloff_percent=99)
    assert allocate("diminishing", areas((None, 100, 0), (None, 2, 0)), 3, steep).posts == (2, 1)


def test_what_diminishing_posts_count_is_the_highest_there_can_be() -> None:
    for seed in range(40):
        draw = seeded(seed)
        demands = [draw.randrange(1, 40) for _ in range(3)]
        found = allocate("diminishing", areas(*[(None, demand, None) for demand in demands]), 6)

        def counted(posts: tuple[int | None, ...], of: list[int] = demands) -> Fraction:
            return sum(
                (
                    demand * sum((Fraction(9, 10) ** n for n in range(post or 0)), Fraction(0))
                    for demand, post in zip(of, posts, strict=True)
                ),
                Fraction(0),
            )

        every = [(a, b, 6 - a - b) for a in range(7) for b in range(7 - a)]
        assert counted(found.posts) == max(map(counted, every))


def test_no_demand_at_all_leaves_the_pool() -> None:
    for rule in ("demand", "formula-gap", "formula-gap-capped", "even-workload", "diminishing"):
        found = allocate(rule, areas((5, 0, 1), (6, 0, 1)), 10)
        assert found.left == 10
        assert found.posts == (0, 0)


@pytest.mark.parametrize("rule", RULES)
def test_what_is_not_known_is_no_nought(rule: RuleName) -> None:
    missing = {"base": (None, 5, 5), "demand": (5, None, 5), "residents": (5, 5, None)}
    for what, row in missing.items():
        found = allocate(rule, areas((900, 9, 9), row, (800, 7, 7)), 12)
        needs = what in RESTS_ON[rule]
        assert (found.posts[1] is None) == needs
        assert found.blocked == (("B",) if needs else ())
        assert sum(post or 0 for post in found.posts) == 12


def test_nothing_known_of_anybody_places_nothing() -> None:
    found = allocate("formula-gap", areas((None, 5, 5), (None, 6, 6)), 12)
    assert (found.posts, found.left) == ((None, None), 12)
    assert found.spread.worst is None


def test_areas_without_a_post_are_named() -> None:
    found: Allocation = allocate("formula-gap", areas((70, 5, None), (30, 5, None)), 20)
    assert found.without == ("A",)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"rule": "fairest"}, "'fairest' is no rule of allocation; choose equal"),
        ({"pool": -1}, "The pool is -1 posts"),
        ({"pool": MOST_POSTS + 1}, "it must be from 0 to 100,000"),
        ({"rule": "diminishing", "pool": MOST_DIMINISHING + 1}, "places 5,000 at most"),
        ({"areas": []}, "no area"),
        ({"areas": [Area("A"), Area("A")]}, "'A' is there twice"),
        ({"areas": [Area("A", base=-1)]}, "The base of 'A' is -1; it must be 0 or more"),
        ({"areas": [Area("A", boroughs=Fraction(-1))]}, "The boroughs of 'A'"),
    ],
)
def test_what_no_rule_can_work_with_is_refused(bad: dict[str, object], message: str) -> None:
    usual: dict[str, object] = {"rule": "equal", "areas": areas((1, 1, 1)), "pool": 3}
    with pytest.raises(AllocationError, match=message):
        allocate(**(usual | bad))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "bad",
    [
        {"demand_percent": 101},
        {"floor": -1},
        {"cap_per_mille": 1_001},
        {"falloff_percent": 0},
        {"falloff_percent": 100},
    ],
)
def test_a_setting_out_of_bounds_is_refused(bad: dict[str, int]) -> None:
    with pytest.raises(AllocationError, match="it must be from"):
        replace(RuleSettings(), **bad)


def test_a_rule_is_known_by_its_name() -> None:
    assert [rule_named(rule) for rule in RULES] == list(RULES)


def test_a_larger_pool_takes_no_post_from_anybody_where_posts_go_one_by_one() -> None:
    for rule in ("equal", "even-workload", "diminishing"):
        for seed in range(30):
            steps = [allocate(rule, world(seed), pool).posts for pool in range(12)]
            for before, after in pairwise(steps):
                assert all((b or 0) <= (a or 0) for b, a in zip(before, after, strict=True))


def test_posts_that_differ_are_those_that_are_elsewhere() -> None:
    rows = areas((70, 5, None), (30, 5, None))
    equal, gap = allocate("equal", rows, 20), allocate("formula-gap", rows, 20)
    assert (equal.posts, gap.posts) == ((10, 10), (0, 20))
    assert differing(equal, gap) == differing(gap, equal) == 10
    assert differing(equal, equal) == 0
    capped = allocate("formula-gap-capped", rows, 20)
    assert (capped.posts, capped.left) == ((1, 0), 19)
    assert differing(equal, capped) == 19
