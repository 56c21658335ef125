"""Shrunken rates are those of the paper: published figures, and the same worked out another way."""

from typing import get_args

import numpy as np
import polars as pl
import pytest

from harm.areas.rates import Measure
from harm.areas.shrinkage import COLUMNS, shrink

#: Deaths of children under five in 1977 to 1985, and how many such children lived in 1981, in the
#: areas of Auckland: the example of Marshall (1991), as the R package spData has it.
AUCKLAND = """
8/252 2/45 5/360 8/366 1/54 2/36 2/72 1/27 6/708 2/234 15/522 6/183 6/165 3/225 2/93 5/225 3/144
1/120 5/336 4/369 3/534 8/429 20/858 13/756 4/354 3/72 2/63 0/45 3/75 1/114 2/180 4/282 2/144 5/402
4/168 10/699 8/423 7/408 3/165 7/195 15/273 9/522 8/372 14/369 12/429 10/447 5/222 6/264 5/432 3/201
4/189 9/327 4/198 4/279 10/306 6/306 8/162 3/189 4/315 7/429 3/141 8/522 6/570 8/435 24/981 15/858
1/138 8/204 5/39 1/6 5/90 15/486 11/324 4/165 1/189 5/438 2/153 13/375 14/234 3/219 11/435 26/933
5/99 4/81 1/93 4/234 5/183 8/393 5/303 4/339 11/450 4/258 1/135 5/168 2/153 6/177 4/288 9/516 16/318
4/201 2/66 12/309 5/261 7/516 12/285 12/495 14/255 12/444 7/465 3/261 3/225 5/414 9/471 9/459 4/282
3/150 11/225 10/228 2/21 10/288 17/366 5/204 9/216 17/378 10/309 18/480 10/384 17/348 9/351 6/450
29/543 12/423 8/399 11/345 11/339 3/288 8/306 24/1359 4/372 7/330 7/360 4/192 1/162 3/183 15/528
34/795 27/891 26/1209 8/357 13/618 11/528 31/1248 7/186 17/918 14/387 38/1290 4/255 27/1407 10/570
10/306 6/312 18/594 2/177 5/177 28/762 18/714 3/303
"""
#: Sudden infant deaths and births of 1974 to 1978 in the counties of North Carolina, of Cressie and
#: Chan (1989), Journal of the American Statistical Association 84:393–401, as libpysal has them.
CAROLINA = """
1/1091 0/487 5/3188 1/508 9/1421 7/1452 0/286 0/420 4/968 1/1612 2/1035 16/4449 4/1671 4/1556 4/2180
18/3608 3/1638 4/3146 1/1323 1/484 1/751 0/781 1/1269 2/1399 10/11858 23/16184 13/4672 6/1324 4/3164
16/7970 8/4021 0/671 10/3657 6/3609 0/770 2/1549 16/14484 2/765 4/4139 1/1207 0/1333 8/5509 5/3573
5/990 0/248 5/1946 7/4456 2/1646 11/3702 3/4606 14/5094 5/5754 9/7515 6/3999 2/2110 0/521 7/2692
3/675 4/870 5/2252 12/2992 18/6638 6/3776 10/4866 8/2216 2/1143 5/2648 44/21588 3/4099 3/1258 5/2356
5/2574 0/415 10/3589 3/1173 11/9014 1/533 0/797 4/3025 1/542 2/1027 38/20366 1/578 4/3915 15/1570
7/1494 0/338 4/2483 4/2756 0/284 13/5868 8/2255 29/11158 31/7889 5/2414 8/1782 4/1228 15/3350
12/5526 5/2181
"""


def counted(text: str, *, years: int = 1) -> pl.DataFrame:
    pairs = [tuple(map(int, each.split("/"))) for each in text.split()]
    return pl.DataFrame(
        {
            "area": [str(place) for place in range(len(pairs))],
            "crimes": [count for count, _ in pairs],
            "people": [people * years for _, people in pairs],
        }
    )


def harmed() -> pl.DataFrame:
    """Areas of which one has a single grave crime, one nothing but many slight ones."""
    return pl.DataFrame(
        {
            "area": ["grave", "slight", "calm", "large"],
            "people": [5_000, 5_000, 8_000, 60_000],
            "crimes": pl.Series([1, 5_000, 10, 60_000], dtype=pl.UInt32),
            "tenths": [54_750, 50_000, 100, 3_000_000],
            "squares": [54_750.0**2, 500_000.0, 1_000.0, 3e9],
        }
    )


def test_what_is_beyond_chance_in_auckland_is_as_published() -> None:
    # The documentation of EBest in the R package spdep prints 7.284173e-07 and 0.002633436.
    shrunken = shrink(counted(AUCKLAND, years=9), "crimes")
    assert shrunken.table.height == 167
    assert (shrunken.deviation / 1000) ** 2 == pytest.approx(7.284173e-07, rel=1e-6)
    assert shrunken.rate / 1000 == pytest.approx(0.002633436, rel=1e-6)


def test_the_rates_of_north_carolina_are_as_published() -> None:
    # The tests of PySAL's esda (TestSRate) have these for the first five counties.
    published = [0.0016973, 0.0017054, 0.0017731, 0.0020129, 0.0035349]
    shrunken = shrink(counted(CAROLINA), "crimes").table
    assert shrunken.height == 100
    assert [each / 1000 for each in shrunken["shrunk"][:5]] == pytest.approx(published, abs=5e-8)
    assert shrunken["rate"][0] == pytest.approx(1000 / 1091)


def test_a_shrunken_rate_of_crimes_is_the_mean_of_a_gamma_that_has_seen_them() -> None:
    shrunken = shrink(counted(CAROLINA), "crimes")
    mean, variance = shrunken.rate / 1000, (shrunken.deviation / 1000) ** 2
    shape, scale = mean**2 / variance, mean / variance
    for row in shrunken.table.iter_rows(named=True):
        posterior = (row["crimes"] + shape) / (row["people"] + scale)
        assert row["shrunk"] / 1000 == pytest.approx(posterior)
        assert row["weight"] == pytest.approx(row["people"] / (row["people"] + scale))


def test_a_shrunken_rate_of_harm_weighs_both_by_how_sure_they_are() -> None:
    shrunken = shrink(harmed(), "tenths")
    tenths, people = np.array(harmed()["tenths"]), np.array(harmed()["people"])
    rates, mean = tenths / people, tenths.sum() / people.sum()
    chance = harmed()["squares"].sum() / people.sum() / people
    spread = np.average((rates - mean) ** 2, weights=people)
    beyond = spread - harmed()["squares"].sum() / people.sum() / people.mean()
    assert beyond > 0
    posterior = (rates / chance + mean / beyond) / (1 / chance + 1 / beyond)
    assert shrunken.table["shrunk"].to_list() == pytest.approx(1000 * posterior)
    assert shrunken.deviation == pytest.approx(1000 * np.sqrt(beyond))
    assert shrunken.rate == pytest.approx(1000 * mean)


def test_an_area_is_not_surer_for_having_had_no_grave_crime() -> None:
    weights = dict(shrink(harmed(), "tenths").table.select("area", "weight").iter_rows())
    assert weights["grave"] == weights["slight"] < weights["calm"] < weights["large"] < 1


def test_where_chance_explains_all_every_rate_is_londons() -> None:
    alike = counted("10/1000 11/1000 9/1000 20/2000")
    shrunken = shrink(alike, "crimes")
    assert shrunken.deviation == 0.0
    assert shrunken.table["weight"].to_list() == [0.0] * 4
    assert shrunken.table["shrunk"].to_list() == pytest.approx([10.0] * 4)
    assert shrunken.table["rate"].to_list() == pytest.approx([10.0, 11.0, 9.0, 10.0])


@pytest.mark.parametrize("measure", get_args(Measure))
def test_places_without_a_rate_stay_where_they_were_with_nothing_reported(measure: Measure) -> None:
    odd = harmed()[:2].with_columns(area=pl.Series([None, "none"]), people=pl.Series([5, 0]))
    whole = pl.concat([odd[:1], harmed(), odd[1:]])
    shrunken = shrink(whole, measure).table
    assert shrunken.drop(*COLUMNS).equals(whole)
    assert dict(shrunken.schema) == {**whole.schema, **COLUMNS}
    assert shrunken[[0, 5]].select(pl.col(COLUMNS).is_null().all()).row(0) == (True,) * 3
    assert shrunken[1:5].equals(shrink(harmed(), measure).table)


@pytest.mark.parametrize("measure", get_args(Measure))
def test_of_no_areas_there_is_no_rate(measure: Measure) -> None:
    shrunken = shrink(harmed().clear(), measure)
    assert (shrunken.rate, shrunken.deviation, shrunken.table.height) == (0.0, 0.0, 0)
    assert shrunken.table.columns[-3:] == list(COLUMNS)


def test_where_nothing_happened_the_rates_are_none() -> None:
    shrunken = shrink(counted("0/10 0/30"), "crimes").table
    assert shrunken.select(*COLUMNS).rows() == [(0.0, 0.0, 0.0), (0.0, 0.0, 0.0)]
