"""Strength and offences: what is published, and what is not."""

from __future__ import annotations

import polars as pl
import pytest

from dashboard.geography import STRENGTHS, bcus, boroughs, strength, vawg_offences, wards


@pytest.mark.parametrize("name", STRENGTHS)
def test_every_command_unit_has_a_strength_and_nobody_else(name: str) -> None:
    assert strength(name)["code"].to_list() == bcus()["code"].to_list()  # type: ignore[arg-type]


def test_the_two_counts_are_of_different_things() -> None:
    of_2025, of_2026 = strength("officers-2025"), strength("officers-pcsos-2026")
    north = pl.col("code") == "NA"
    assert of_2025.filter(north)["base"].item() == 129_400
    assert of_2026.filter(north)["base"].item() == 132_970
    assert of_2026["base"].sum() == 1_881_743


def test_offences_of_2025_add_up_by_place() -> None:
    offences = vawg_offences()
    assert offences["offences"].sum() == 132_688
    known = offences.drop_nulls("borough_code")
    assert known["offences"].sum() == 130_658
    assert set(known["borough_code"]) == set(boroughs().drop_nulls("bcu_code")["code"])


def test_each_ward_of_the_met_has_its_offences_in_its_own_borough() -> None:
    known = vawg_offences().drop_nulls("ward_code")
    placed = known.join(wards().rename({"code": "ward_code"}), on="ward_code", validate="1:1")
    assert placed.height == 679
    assert (placed["borough_code"] == placed["borough_code_right"]).all()
