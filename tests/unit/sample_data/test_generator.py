"""The synthetic people hold together, and the same seed gives the same ones."""

from __future__ import annotations

import hashlib
import sys
from datetime import date
from pathlib import Path
from random import Random

import polars as pl
import pytest

from harm.record.allegations import SCHEMA
from sample_data.demonstration import demonstration, linking_truth
from sample_data.generator.cultures import truth_of
from sample_data.generator.decks import deck, quotas
from sample_data.generator.example_uploads import EXAMPLES
from sample_data.generator.names import full_name, misspelt
from sample_data.generator.population import Demonstration, generate

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
OF_THE_SUSPECT = [name for name in SCHEMA if name.startswith("suspect_") and name != "suspect_id"]
OF_THE_CRIME = [
    "offence_code",
    "offence_title",
    "recorded_on",
    "committed_on",
    "borough",
    "ward",
    "domestic",
    "honour_based",
    "crime_status",
    "source",
]

#: Of the whole year, on whichever machine it is made; a change to the generator changes it.
DIGEST = "502678f0a40a58480a770b18c3da0e8b8da10384db0b5dce07274f5ceb82fe04"


@pytest.fixture
def rng() -> Random:
    return Random(1)  # noqa: S311  a seeded test


@pytest.fixture(scope="module")
def rows(made: Demonstration) -> pl.DataFrame:
    return made.allegations


@pytest.fixture(scope="module")
def named(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("suspect_id").is_not_null())


def test_the_same_seed_gives_the_same_bytes_on_any_machine_and_in_any_process(
    made: Demonstration,
) -> None:
    """The digest was taken in another process, and each has a hash seed of its own."""
    assert sys.flags.hash_randomization, "leave PYTHONHASHSEED out, or set it to another number"
    text = made.extracts.write_csv() + made.truth.write_csv()
    assert hashlib.sha256(text.encode()).hexdigest() == DIGEST


def test_what_is_shipped_is_what_the_generator_makes(rows: pl.DataFrame) -> None:
    shipped = demonstration()
    assert shipped.schema == rows.schema
    assert shipped.equals(rows), "run python -m sample_data.demonstration"
    assert shipped.write_csv() == rows.write_csv()  # of which the record keeps a digest


def test_who_is_one_person_is_as_the_generator_made_them(made: Demonstration) -> None:
    """The truth that the linking is judged by is of these very people, and of all of them."""
    shipped = linking_truth()
    assert shipped.equals(truth_of(made.truth, made.allegations)), (
        "run python -m sample_data.demonstration"
    )
    named = demonstration()["suspect_id"].drop_nulls().unique()
    assert set(shipped["suspect_id"]) >= set(named)
    pairs = shipped.drop_nulls("pair").group_by("pair").len()
    assert pairs["len"].unique().to_list() == [2]


@pytest.mark.deep(1, of=2)
def test_another_seed_gives_other_people(rows: pl.DataFrame) -> None:
    assert not generate(1).extracts.equals(rows)


def test_columns_and_types_are_those_of_the_allegation_frame(rows: pl.DataFrame) -> None:
    assert rows.schema == SCHEMA


def test_rows_are_in_order(rows: pl.DataFrame) -> None:
    order = ["recorded_on", "crime_ref", "suspect_id"]
    assert rows.select(order).equals(rows.select(order).sort(order, maintain_order=True))


def test_there_are_twenty_four_months_to_the_last_day(rows: pl.DataFrame) -> None:
    days = rows["recorded_on"]
    assert days.min() == date(2024, 3, 1)
    assert days.max() == date(2026, 2, 28)
    assert days.dt.truncate("1mo").n_unique() == 24


def test_the_facts_of_a_suspect_are_the_same_on_all_rows(named: pl.DataFrame) -> None:
    facts = named.select("suspect_id", *OF_THE_SUSPECT).unique()
    assert facts["suspect_id"].is_unique().all()


def test_the_facts_of_a_crime_are_the_same_on_all_rows(rows: pl.DataFrame) -> None:
    facts = rows.select("crime_ref", *OF_THE_CRIME).unique()
    assert facts["crime_ref"].is_unique().all()


def test_how_far_a_case_has_gone_is_said_once_for_each_suspect(named: pl.DataFrame) -> None:
    stages = named.select("crime_ref", "suspect_id", "allegation_status").unique()
    assert not stages.select("crime_ref", "suspect_id").is_duplicated().any()


def test_truth_has_every_reference_once(made: Demonstration, named: pl.DataFrame) -> None:
    assert made.truth["suspect_id"].is_unique().all()
    assert set(made.truth["suspect_id"]) == set(named["suspect_id"])


def test_about_three_in_a_hundred_people_have_two_references(made: Demonstration) -> None:
    people = made.truth["person"].n_unique()
    assert (made.truth.height - people) / people == pytest.approx(0.03, abs=0.005)


def test_a_second_record_differs_in_name_or_date_of_birth(
    made: Demonstration, named: pl.DataFrame
) -> None:
    facts = named.select("suspect_id", "suspect_name", "suspect_born").unique()
    twice = (
        made.truth.filter(pl.len().over("person") > 1)
        .join(facts, on="suspect_id")
        .group_by("person")
        .agg(pl.struct("suspect_name", "suspect_born").n_unique().alias("kinds"))
    )
    assert (twice["kinds"] == 2).all()


def test_references_have_their_forms(rows: pl.DataFrame) -> None:
    assert rows["crime_ref"].str.contains(r"^\d{7}/\d{2}$").all()
    for column in ("suspect_id", "victim_id"):
        assert rows[column].drop_nulls().str.contains(r"^N\d{7}$").all()


def test_nobody_is_their_own_victim(named: pl.DataFrame) -> None:
    assert named.filter(pl.col("suspect_id") == pl.col("victim_id")).is_empty()


def test_some_people_are_suspect_and_victim(rows: pl.DataFrame) -> None:
    assert len(set(rows["suspect_id"].drop_nulls()) & set(rows["victim_id"].drop_nulls())) > 100


def test_no_crime_is_recorded_before_it_is_committed(rows: pl.DataFrame) -> None:
    assert rows.filter(pl.col("committed_on") > pl.col("recorded_on")).is_empty()


def test_places_are_real_and_agree(rows: pl.DataFrame) -> None:
    tables = ROOT / "dashboard" / "geography" / "tables"
    wards = pl.read_csv(tables / "wards.csv").select(ward="code", of="borough_code")
    placed = rows.filter(pl.col("ward").is_not_null()).join(wards, on="ward", how="left")
    assert (placed["of"] == placed["borough"]).all()
    assert 0 < rows["borough"].null_count() < 0.03 * rows.height


def test_some_crimes_name_nobody_and_then_no_fact_of_a_suspect(rows: pl.DataFrame) -> None:
    nobody = rows.filter(pl.col("suspect_id").is_null())
    assert 0.05 < nobody.height / rows.height < 0.15
    assert nobody["suspect_name"].null_count() == nobody.height


def test_a_few_rows_have_a_code_and_no_title(rows: pl.DataFrame) -> None:
    coded = rows.filter(pl.col("offence_title").is_null())
    assert coded["offence_code"].null_count() == 0
    assert coded.height / rows.height == pytest.approx(0.02, abs=0.005)


def test_quotas_keep_the_total_and_the_shares() -> None:
    assert quotas([2, 1, 1], 10) == [5, 3, 2]
    assert sum(quotas([0.1] * 7, 100)) == 100


def test_a_deck_holds_each_card_as_often_as_its_weight_asks(rng: Random) -> None:
    assert sorted(deck(rng, "ab", [3, 1], 8)) == list("aaaaaabb")


def test_a_misspelling_is_never_the_name_itself(rng: Random) -> None:
    names = [full_name(rng, sex) for sex in "FM" * 500]
    assert all(misspelt(rng, name) != name for name in names)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.csv")), ids=lambda path: path.stem)
def test_examples_say_in_their_name_that_they_are_synthetic(path: Path) -> None:
    assert path.stem.startswith("synthetic-")
    assert 30 <= pl.read_csv(path, infer_schema=False).height <= 60
