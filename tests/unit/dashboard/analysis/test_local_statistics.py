"""The statistics of neighbouring places equal those of PySAL and SciPy."""

from __future__ import annotations

import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from esda.getisord import G_Local
from libpysal.weights import W
from numpy.typing import NDArray
from scipy.stats import false_discovery_control

from dashboard.analysis.local_statistics import count_arrangements, false_discovery_rates, gi_star

DRAWS = 999
Numbers = NDArray[np.float64]
Neighbourhoods = list[list[int]]


def neighbourhoods_of(number: int, chance: float, seed: int) -> Neighbourhoods:
    """Places that border on each other at random, each on one other at least."""
    draw = np.random.default_rng(seed)
    borders = np.triu(draw.uniform(size=(number, number)) < chance, k=1)
    borders[np.arange(number - 1), np.arange(1, number)] = True
    both = borders | borders.T
    return [[place, *map(int, np.flatnonzero(both[place]))] for place in range(number)]


def values_of(number: int, shape: str, seed: int) -> Numbers:
    draw = np.random.default_rng(seed)
    drawn: dict[str, Numbers] = {
        "even": draw.uniform(0, 1, number),
        "skewed": draw.lognormal(3, 2, number),
        "mostly nothing": draw.poisson(0.4, number).astype(float) + (np.arange(number) == 0),
        "large": 1e9 + draw.uniform(0, 1e7, number),
    }
    return drawn[shape]


def by_pysal(values: Numbers, near: Neighbourhoods, seed: int) -> Any:  # noqa: ANN401 - has no types
    weights = W(dict(enumerate(near)), silence_warnings=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return G_Local(
            values, weights, transform="B", star=True, permutations=DRAWS, n_jobs=1, seed=seed
        )


@pytest.mark.parametrize("shape", ["even", "skewed", "mostly nothing"])
@pytest.mark.parametrize(("number", "chance"), [(8, 0.2), (60, 0.08), (300, 0.01)])
def test_the_statistic_and_the_probability_are_those_of_pysal(
    shape: str, number: int, chance: float
) -> None:
    for seed in range(3):
        near, values = neighbourhoods_of(number, chance, seed), values_of(number, shape, seed)
        theirs = by_pysal(values, near, seed=99)
        defined = [len(group) < number for group in near]
        found = gi_star(values, near)
        assert found[defined] == pytest.approx(theirs.Zs[defined], abs=1e-12, rel=1e-12)
        above, _ = count_arrangements(values, near, draws=DRAWS, seed=7)
        share = (theirs.sim >= theirs.Gs * (1 - 1e-9)).mean(axis=0)
        # Both counts are drawn: six standard errors of the difference between two of them.
        error = 6 * np.sqrt(2 * share * (1 - share) / DRAWS) + 12 / DRAWS
        assert (np.abs(above / DRAWS - share) <= error).all()


def test_large_values_that_differ_little_lose_few_places() -> None:
    near, values = neighbourhoods_of(60, 0.08, 1), values_of(60, "large", 1)
    exact = [
        float(n) for n in gi_star(values - 1e9, near)
    ]  # the statistic does not change with a constant
    assert gi_star(values, near) == pytest.approx(exact, rel=1e-4)


def test_a_place_that_borders_on_every_other_has_no_statistic() -> None:
    near = [[0, 1, 2], [1, 0], [2, 0]]
    found = gi_star(np.array([1.0, 2.0, 4.0]), near)
    assert np.isnan(found).tolist() == [True, False, False]
    above, below = count_arrangements(np.array([1.0, 2.0, 4.0]), near, draws=50, seed=1)
    assert (above[0], below[0]) == (50, 50)


def test_equal_values_have_no_statistic_and_every_arrangement_is_level() -> None:
    near = neighbourhoods_of(10, 0.2, 1)
    assert np.isnan(gi_star(np.full(10, 3.0), near)).all()
    above, below = count_arrangements(np.full(10, 0.1), near, draws=50, seed=1)
    assert set(above) == set(below) == {50}


def test_the_counts_are_of_arrangements_of_the_others_alone() -> None:
    # Of 1, 2 and 4 next to a place of 8, one neighbour at a time: each sum comes up a third of all.
    near, values = [[0, 1], [1, 0], [2, 3], [3, 2]], np.array([8.0, 1.0, 2.0, 4.0])
    above, below = count_arrangements(values, near, draws=6_000, seed=3)
    assert above[0] == 6_000
    assert below[0] / 6_000 == pytest.approx(1 / 3, abs=0.03)
    assert above[1] / 6_000 == pytest.approx(1 / 3, abs=0.03)


def test_threads_do_not_disturb_each_other_nor_the_generator_of_the_process() -> None:
    near, values = neighbourhoods_of(40, 0.1, 2), values_of(40, "skewed", 2)
    np.random.seed(5)  # noqa: NPY002 - whose state must stay as it is
    before = np.random.get_state()[1].tolist()  # type: ignore[index] # noqa: NPY002 - the same
    alone = {seed: count_arrangements(values, near, draws=200, seed=seed) for seed in range(8)}
    with ThreadPoolExecutor(8) as pool:
        together = pool.map(
            lambda seed: count_arrangements(values, near, draws=200, seed=seed), range(8)
        )
        for seed, counts in enumerate(together):
            assert np.array_equal(counts, alone[seed])
    assert np.random.get_state()[1].tolist() == before  # type: ignore[index] # noqa: NPY002
    assert not np.array_equal(alone[0], alone[1])


@pytest.mark.parametrize("number", [1, 2, 15, 678])
@pytest.mark.parametrize("places", [1, 3, 17])
def test_rates_of_false_discoveries_are_those_of_scipy(number: int, places: int) -> None:
    for seed in range(5):
        p = np.random.default_rng(seed).uniform(0, 1, number).round(places)
        expected = false_discovery_control(p, method="bh")
        assert false_discovery_rates(p) == pytest.approx(expected, abs=1e-15)


def test_no_rate_is_over_one_and_order_stays_what_it_was() -> None:
    assert false_discovery_rates(np.array([1.0, 1.0, 1.0])).tolist() == [1.0] * 3
    assert false_discovery_rates(np.array([0.9, 0.01, 0.02])).tolist() == pytest.approx(
        [0.9, 0.03, 0.03]
    )
