"""A new reference is scored as it would be among all others."""

from __future__ import annotations

import polars as pl
import pytest

from dashboard.analysis.linking.known import known_register, score_one
from dashboard.analysis.linking.pairs import find_pairs
from tests.unit.dashboard.analysis.linking.build import CAMDEN, crowd, register


def test_a_known_reference_is_scored_as_among_all_pairs() -> None:
    people, _ = crowd()
    pairs = find_pairs(people)
    known = known_register(people)
    one = pairs.row(pairs.height // 2, named=True)
    found = score_one(people.filter(pl.col("suspect_id") == one["a"]), known)
    same = found.filter(pl.col("b") == one["b"])
    assert same["weight"].item() == pytest.approx(one["weight"], abs=0.01)
    assert same["name_level"].item() == one["name_level"]


def test_somebody_new_is_compared_with_everybody_and_never_with_the_other_new() -> None:
    people, _ = crowd()
    known = known_register(people)
    model = people.filter(
        pl.col("suspect_name").str.len_chars() > 12, pl.col("suspect_born").is_not_null()
    ).row(0, named=True)
    new = register(
        (model["suspect_name"], str(model["suspect_born"]), model["suspect_sex"], CAMDEN),
        ("Zebedee Quillfeather", "1990-01-02", "M", CAMDEN),
        ("Zebedee Quillfeather", "1990-01-02", "M", CAMDEN),
    )
    found = score_one(new, known)
    assert set(found["a"]) == {"R01"}
    assert found["b"].to_list() == [model["suspect_id"]]
    assert found["band"].item() == "very likely"


def test_nobody_new_is_like_nobody() -> None:
    known = known_register(register(("Ann Lee", "1990-01-02", "F", CAMDEN)))
    found = score_one(register(), known)
    assert found.is_empty()
    assert "name_level" in found.columns
