"""A sample of each band: the same for the same pairs, whatever their order, and drawn by chance."""

from __future__ import annotations

import polars as pl

from dashboard.analysis.linking.bands import BANDS
from dashboard.analysis.linking.goodness import wilson
from dashboard.analysis.linking.sampling import SIZE, sample_of, shares_of_sample

COUNTS = {"very likely": 400, "likely": 200, "possible": 7}


def pairs() -> pl.DataFrame:
    rows = [
        (f"A{band[0]}{n:03}", f"B{n:03}", band)
        for band, count in COUNTS.items()
        for n in range(count)
    ]
    return pl.DataFrame(rows, ["a", "b", "band"], orient="row")


def test_each_band_has_its_sample_and_a_small_one_is_whole() -> None:
    sizes = dict(sample_of(pairs())["band"].value_counts().iter_rows())
    assert sizes == {"very likely": SIZE, "likely": SIZE, "possible": 7}


def test_the_order_of_the_pairs_does_not_matter() -> None:
    assert sample_of(pairs()).equals(sample_of(pairs().sample(fraction=1, shuffle=True, seed=3)))


def test_most_of_the_sample_stays_where_others_come() -> None:
    more = pl.concat([pairs(), pl.DataFrame({"a": ["X"], "b": ["Y"], "band": ["likely"]})])
    before, after = (set(sample_of(each)["a"]) for each in (pairs(), more))
    assert len(before - after) <= 1


def test_it_is_drawn_by_chance_and_not_by_the_alphabet() -> None:
    drawn = sample_of(pairs()).filter(band="very likely")["b"].str.slice(1).cast(pl.Int64)
    assert 120 < float(drawn.mean() or 0) < 280  # type: ignore[arg-type] # of numbers
    assert not drawn.is_sorted()


def test_a_band_is_judged_by_its_sample_alone() -> None:
    """What is decided of other pairs, which were read since they change much, says nothing."""
    sample = set(sample_of(pairs())["a"])
    read = pairs().with_row_index("n").filter(pl.col("a").is_in(sorted(sample)))["a"].to_list()[:20]
    wrong = read[0]
    judged = pairs().with_columns(
        same=pl.when(pl.col("a").is_in(read))
        .then(pl.col("a") != wrong)
        .when(~pl.col("a").is_in(sorted(sample)))
        .then(pl.lit(value=False))
    )
    shares = shares_of_sample(judged)
    assert list(shares) == list(BANDS)
    share = shares["very likely"]
    assert (share.pairs, share.judged, share.right) == (400, 20, 19)
    assert share.interval == wilson(19, 20)
    assert shares["likely"].precision is None
