"""Even workload is the exact minimax: as bisection finds it, and as trying everything does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from harm.allocation.areas import Area
from harm.allocation.workload import Spread, even_workload, spread, workload
from tests.unit.harm.allocation.worlds import known, seeded, world

#: What somebody alone with demand has: more than any workload.
ALONE = Fraction(10**12)


def worst_of(demands: Sequence[int], bases: Sequence[int], posts: Sequence[int]) -> Fraction:
    return max(
        Fraction(demand * 100, base + 100 * post) if base + post else ALONE * bool(demand)
        for demand, base, post in zip(demands, bases, posts, strict=True)
    )


def least_worst(demands: Sequence[int], bases: Sequence[int], pool: int) -> Fraction:
    """The lowest highest workload, by bisection over every workload that there can be."""
    every = {
        Fraction(demand * 100, base + 100 * post) if base + post else ALONE * bool(demand)
        for demand, base in zip(demands, bases, strict=True)
        for post in range(pool + 1)
    }
    levels = sorted(every)
    low, high = 0, len(levels) - 1
    while low < high:
        middle = (low + high) // 2
        if needed(demands, bases, levels[middle]) <= pool:
            high = middle
        else:
            low = middle + 1
    return levels[low]


def needed(demands: Sequence[int], bases: Sequence[int], level: Fraction) -> int:
    """Posts that bring every area to a workload or below."""
    if level == 0:
        return 0 if not any(demands) else 10**9
    if level == ALONE:
        return 0
    return sum(
        max(0, -((base * level - demand * 100) // (100 * level)))
        for demand, base in zip(demands, bases, strict=True)
    )


def one_by_one(demands: Sequence[int], bases: Sequence[int], pool: int) -> list[int]:
    """Each post where the workload is the highest, the first of equals."""
    given = [0] * len(demands)
    for _ in range(pool):
        loads = [
            Fraction(demand * 100, base + 100 * post) if base + post else ALONE * demand
            for demand, base, post in zip(demands, bases, given, strict=True)
        ]
        given[loads.index(max(loads))] += 1
    return given


def splits(posts: int, places: int) -> Iterator[tuple[int, ...]]:
    if places == 1:
        yield (posts,)
        return
    for first in range(posts + 1):
        for rest in splits(posts - first, places - 1):
            yield (first, *rest)


def test_even_workload_equals_bisection_on_a_thousand_worlds() -> None:
    for seed in range(1_000):
        demands, bases = known(world(seed, most=14))
        pool = seeded(seed).randrange(1, 60)
        if not any(demands):
            continue
        given = even_workload(demands, bases, pool)
        assert sum(given) == pool
        assert worst_of(demands, bases, given) == least_worst(demands, bases, pool)


def test_even_workload_equals_brute_force_on_six_areas_and_eight_posts() -> None:
    every = list(splits(8, 6))
    for seed in range(5):
        draw = seeded(seed)
        demands = [draw.randrange(1, 30) for _ in range(6)]
        bases = [100 * draw.randrange(6) for _ in range(6)]
        given = even_workload(demands, bases, 8)
        assert worst_of(demands, bases, given) == min(
            worst_of(demands, bases, posts) for posts in every
        )


def test_each_post_goes_where_the_workload_is_the_highest() -> None:
    for seed in range(300):
        demands, bases = known(world(seed, most=12))
        pool = seeded(seed).randrange(80)
        if any(demands):
            assert even_workload(demands, bases, pool) == one_by_one(demands, bases, pool)


def test_of_equals_the_first_gets_it() -> None:
    assert even_workload([10, 10, 10], [100, 100, 100], 4) == [2, 1, 1]
    assert even_workload([0, 0], [100, 100], 4) == [0, 0]


def test_a_workload_is_demand_for_each_officer() -> None:
    area = Area("A", base=250, demand=30)
    assert workload(area) == 12
    assert workload(area, 5) == 4
    assert workload(area, None) is None
    assert workload(Area("A", base=0, demand=30)) is None
    assert workload(Area("A", demand=30), 3) is None
    assert workload(Area("A", base=100), 3) is None


def test_the_spread_is_the_highest_and_the_highest_by_the_lowest() -> None:
    found = spread([Area("A", 100, 12), Area("B", 200, 8), Area("C", None, 9)], [0, 0, 4])
    assert found == Spread(Fraction(12), Fraction(3), ("C",))


def test_there_is_no_worst_where_somebody_has_demand_and_nobody() -> None:
    found = spread([Area("A", 100, 12), Area("B", 0, 8)], [0, 0])
    assert found == Spread(None, None, ("B",))
    idle = spread([Area("A", 100, 12), Area("B", 0, 0)], [0, 0])
    assert idle.worst == 12


def test_there_is_no_ratio_to_a_lowest_of_nought() -> None:
    found = spread([Area("A", 100, 12), Area("B", 200, 0)], [0, 0])
    assert found == Spread(Fraction(12), None, ())
