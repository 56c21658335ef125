"""How good the pairs are where it is known who is one person: the demonstration, and another."""

from __future__ import annotations

import polars as pl
import pytest

from dashboard.analysis.linking.bands import BANDS
from dashboard.analysis.linking.goodness import TOO_FAR, mean_chance, shares_by_group
from dashboard.analysis.linking.model import shipped_model
from dashboard.analysis.linking.pairs import find_pairs
from dashboard.analysis.linking.records import REGISTER
from sample_data.demonstration import demonstration, linking_truth
from tests.unit.dashboard.analysis.linking.second_register import second_register
from tools.linking.__main__ import learn_shipped

pytestmark = pytest.mark.slow


def judged(register: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    right = truth.with_columns(same=pl.lit(value=True))
    pairs = find_pairs(register).join(right, on=["a", "b"], how="left", maintain_order="left")
    return pairs.with_columns(pl.col("same").fill_null(value=False))


def figures(name: str, pairs: pl.DataFrame, truth: pl.DataFrame) -> tuple[float, float]:
    """Precision and recall at 2 bits, printed with those of each band."""
    likely = pairs.filter(pl.col("weight") >= BANDS["likely"])
    right = int(likely["same"].sum())
    precision, recall = right / likely.height, right / truth.height
    print(f"\n{name}: precision {precision:.4f}, recall {recall:.4f}")  # noqa: T201 - it is asked for
    for band in BANDS:
        own = pairs.filter(pl.col("band") == band)
        seen = own["same"].sum() / max(own.height, 1)
        print(f"  {band}: {own.height} pairs, said {mean_chance(own)}, seen {seen:.4f}")  # noqa: T201
    return precision, recall


def demonstration_register() -> pl.DataFrame:
    """Everybody as the record has them last."""
    rows = demonstration().filter(pl.col("suspect_id").is_not_null())
    return (
        rows.sort("recorded_on", "crime_ref", maintain_order=True)
        .group_by("suspect_id")
        .agg(pl.col(name).drop_nulls().last() for name in REGISTER.names()[1:])
    )


def test_on_the_demonstration_pairs_are_as_good_as_they_should_be() -> None:
    known = linking_truth()
    truth = (
        known.drop_nulls("pair")
        .group_by("pair")
        .agg(a=pl.col("suspect_id").min(), b=pl.col("suspect_id").max())
        .select("a", "b")
    )
    pairs = judged(demonstration_register(), truth)
    precision, recall = figures("demonstration", pairs, truth)
    assert precision >= 0.97
    assert recall >= 0.80
    for band in BANDS:
        own = pairs.filter(pl.col("band") == band)
        assert own.height >= 100
        assert own["same"].sum() / own.height == pytest.approx(mean_chance(own), abs=0.08)
    groups = known.select("suspect_id", group=pl.col("culture"))
    largest = shares_by_group(pairs, groups, truth)[:5]
    rates = [one.share.precision or 0.0 for one in largest]
    assert max(rates) - min(rates) <= TOO_FAR or any(one.is_lower for one in largest)


def test_on_a_register_that_nothing_was_tuned_on() -> None:
    register, truth = second_register()
    pairs = judged(register, truth)
    precision, recall = figures("other names and errors", pairs, truth)
    assert precision >= 0.95
    assert recall >= 0.70


@pytest.mark.deep(1, of=2)
def test_what_is_shipped_is_what_the_script_learns() -> None:
    assert shipped_model().as_json() == learn_shipped().as_json(), "run python -m tools.linking"
