"""The limits are those of the papers: published figures, and the same worked out another way."""

from math import factorial, log
from statistics import NormalDist

import numpy as np
import pytest

from harm.areas.funnel import LIMITS, Spread, between, dispersion, limits
from harm.areas.rates import cumulative

#: What has to be expected for an observed count to be just below, or just above, what is likely:
#: first of the 95 % limits, then of the 99.8 % ones. From the tests of PHEindicatormethods (UK
#: Health Security Agency), testdata_funnel_ratio_outputs.csv, found there by trial to about a
#: millionth of the probability.
PUBLISHED = {
    2: (7.224687515, 0.242209467, 11.22886836, 0.04540199),
    5: (11.6683331, 1.623486324, 16.45474478, 0.739371928),
    10: (18.39035799, 4.795387629, 24.13397235, 2.960519925),
    29: (41.64883002, 19.42175882, 49.80360679, 15.15244169),
    100: (121.6268111, 81.36400699, 134.9243187, 71.92139974),
    716: (770.4222128, 664.5083011, 802.60414, 636.1521174),
}

#: Thirteen trials of a vaccine, of Colditz and others (1994), Journal of the American Medical
#: Association 271:698–702: with and without the disease, of the vaccinated and of the others.
TRIALS = [
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
]

#: How many crimes of each harm, in tenths of a day, there are in a year of a ward as London has.
WARD = {
    54_750: 0.13,
    32_850: 0.3,
    18_250: 12,
    10_950: 4,
    7_300: 6,
    1_825: 8,
    840: 30,
    365: 20,
    200: 40,
    100: 200,
    10: 700,
}


def plain_limit(mean: float, part: float) -> float:
    """Spiegelhalter's interpolation, term by term from none upwards."""
    count, term = 0, np.exp(np.longdouble(-mean))
    below, to = np.longdouble(0), term
    while to <= part:
        count += 1
        term = term * mean / count
        below, to = to, to + term
    return max(0.0, float(count - (to - part) / (to - below)))


def apart(observed: list[int], expected: list[float]) -> np.ndarray:
    return 2 * (np.sqrt(observed) - np.sqrt(expected))


@pytest.mark.parametrize("count", PUBLISHED)
def test_the_limits_of_a_count_agree_with_the_published_ones(count: int) -> None:
    low_95, high_95, low_998, high_998 = PUBLISHED[count]
    assert limits([low_95])["low_95"].item() == pytest.approx(count, abs=2e-4)
    assert limits([low_998])["low_998"].item() == pytest.approx(count, abs=2e-4)
    # Above: the next count up is the published one, since this far is still likely.
    assert limits([high_95])["high_95"].item() == pytest.approx(count - 1, abs=2e-4)
    assert limits([high_998])["high_998"].item() == pytest.approx(count - 1, abs=2e-4)


@pytest.mark.parametrize("mean", [0.01, 0.5, 1, 3.3, 9.99, 47, 250.5, 1303, 9_000])
def test_the_limits_of_a_count_are_interpolated_as_in_the_paper(mean: float) -> None:
    answer = limits([mean])
    for name, part in LIMITS.items():
        assert answer[name].item() == pytest.approx(plain_limit(mean, part), rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("mean", [0.4, 2, 7.7, 40, 333])
def test_chance_passes_the_lower_limit_seldom_enough_and_the_upper_one_at_least_so_often(
    mean: float,
) -> None:
    def chance(count: int) -> float:
        return float(np.exp(count * log(mean) - mean - log(factorial(count))))

    likely = limits([mean]).row(0, named=True)
    counts = range(int(mean) + 150)
    for low, high, part in (("low_95", "high_95", 0.025), ("low_998", "high_998", 0.001)):
        assert sum(chance(each) for each in counts if each < likely[low]) <= part + 1e-9
        assert sum(chance(each) for each in counts if each > likely[high]) >= part - 1e-9


@pytest.mark.parametrize("spread", [None, Spread()])
def test_where_nothing_is_expected_anything_is_more_than_likely(spread: Spread | None) -> None:
    assert limits([0.0], spread).row(0) == (0.0, 0.0, 0.0, 0.0)


def test_no_count_is_below_none() -> None:
    assert limits([5.0])["low_95"].item() == pytest.approx(0.542, abs=1e-3)
    assert limits([5.0])["low_998"].item() == 0.0
    assert limits([3.0], Spread(between=1.0))["low_95"].item() == 0.0


def test_the_distribution_of_a_count_begins_and_ends_where_there_is_no_chance_left() -> None:
    assert cumulative(2.0)[0] == 0
    assert cumulative(2.0)[1][:3] == pytest.approx([0.1353353, 0.4060058, 0.6766764])
    first, chances = cumulative(400.0)
    assert first == 220
    assert chances[0] < 1e-18
    assert chances[-1] == pytest.approx(1.0, abs=1e-9)
    assert len(chances) == 387


def test_the_rooted_limits_are_normal_and_near_the_exact_ones_of_large_counts() -> None:
    rooted, exact = limits([2_500.0], Spread()), limits([2_500.0])
    for name, part in LIMITS.items():
        assert rooted[name].item() == pytest.approx((50 + NormalDist().inv_cdf(part) / 2) ** 2)
        assert rooted[name].item() == pytest.approx(exact[name].item(), abs=2)


def test_dispersion_is_the_mean_square_of_winsorised_z_scores() -> None:
    observed, expected = [4, 130, 80, 97, 250, 101, 60, 33], [9.0, 100, 80, 90, 160, 110, 75, 30]
    z = apart(observed, expected)
    plain = np.mean(np.clip(z, *np.quantile(z, [0.1, 0.9])) ** 2)
    assert dispersion(observed, expected) == pytest.approx(plain / 0.6786545589528747)
    assert plain < np.mean(z**2)
    assert dispersion([], []) == 0.0


def test_the_variance_between_is_the_published_one() -> None:
    # Q = 152.2330 and tau² = 0.3088 by DerSimonian and Laird: metafor (Viechtbauer 2010), dat.bcg.
    logs = [log(a / (a + b) / (c / (c + d))) for a, b, c, d in TRIALS]
    weights = [1 / (1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)) for a, b, c, d in TRIALS]
    mean = sum(w * each for w, each in zip(weights, logs, strict=True)) / sum(weights)
    q = sum(w * (each - mean) ** 2 for w, each in zip(weights, logs, strict=True))
    assert q == pytest.approx(152.2330, abs=5e-5)
    assert between(q / len(TRIALS), weights) == pytest.approx(0.3088, abs=5e-5)


def test_nothing_is_between_areas_that_vary_no_more_than_by_chance() -> None:
    assert between(0.75, [1.0, 2.0, 3.0, 4.0]) == 0.0
    assert between(0.76, [1.0, 2.0, 3.0, 4.0]) > 0.0
    assert between(5.0, [1.0, 1.0]) == 9.0
    assert between(5.0, [1.0]) == 0.0
    assert between(0.0, []) == 0.0


def test_chance_passes_the_limits_of_a_wards_harm_about_as_often_as_it_should() -> None:
    harms, often = np.array(list(WARD), dtype=float), np.array(list(WARD.values()))
    numbers = np.random.default_rng(7).poisson(often, (200_000, len(harms))) @ harms
    total, squares = (often * harms).sum(), (often * harms**2).sum()
    likely = limits([total**2 / squares], Spread()).row(0, named=True)
    beyond = {name: likely[name] * squares / total for name in LIMITS}
    assert 0.0215 < (numbers > beyond["high_95"]).mean() < 0.024
    assert 0.026 < (numbers < beyond["low_95"]).mean() < 0.029
    assert 0.0005 < (numbers > beyond["high_998"]).mean() < 0.0012
    assert 0.0007 < (numbers < beyond["low_998"]).mean() < 0.0015
