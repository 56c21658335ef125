"""The rows around a suspect, as the store has them."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dashboard.store import Store
from dashboard.store.persons import Links
from harm.record.allegations import SCHEMA
from harm.suspects.reviews import Standing
from tests.unit.dashboard.build import loaded, row

ODD = "S'1\", <b>; --"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """S1 is named in C1 with S2, and is the victim of C4; A, of C1, accuses S3 too."""
    loaded(
        tmp_path,
        row(crime_ref="C1", suspect_id="S1", victim_id="A"),
        row(crime_ref="C1", suspect_id="S2", victim_id="A"),
        row(crime_ref="C2", suspect_id="S3", victim_id="A"),
        row(crime_ref="C3", suspect_id="S2", victim_id="B"),
        row(crime_ref="C3", suspect_id="S4", victim_id="B"),
        row(crime_ref="C4", suspect_id="B", victim_id="S1"),
        row(crime_ref="C5", suspect_id=None, victim_id="A"),
        row(crime_ref="C6", suspect_id="S4", victim_id="C"),
        row(crime_ref="C7", suspect_id=ODD, victim_id=None),
        row(crime_ref="C8", suspect_id="S5", victim_id=None),
    )
    return Store.open(tmp_path)


def who(rows: pl.DataFrame) -> list[tuple[str, str | None]]:
    return sorted(rows.select("crime_ref", "suspect_id").rows(), key=str)


def test_the_crimes_around_a_suspect_and_no_others_are_found(store: Store) -> None:
    rows = store.suspects.linked("S1")
    assert rows.schema == SCHEMA
    assert who(rows) == [
        ("C1", "S1"),
        ("C1", "S2"),
        ("C2", "S3"),
        ("C3", "S2"),
        ("C3", "S4"),
        ("C4", "B"),
        ("C5", None),
    ]


def test_victims_not_recorded_are_no_common_victim(store: Store) -> None:
    assert who(store.suspects.linked(ODD)) == [("C7", ODD)]


def test_nobody_has_no_rows(store: Store) -> None:
    for reference in ("nobody", "", "' or true --"):
        assert store.suspects.linked(reference).schema == SCHEMA
        assert store.suspects.linked(reference).is_empty()


def test_every_row_of_a_suspect_is_among_them(store: Store) -> None:
    for reference in ("S1", "S2", "S3", "S4", "B", ODD):
        own = store.suspects.crimes_of(reference)
        assert own.join(
            store.suspects.linked(reference), on=own.columns, how="anti", nulls_equal=True
        ).is_empty()


def test_a_row_that_was_replaced_links_only_in_the_record_as_it_was(store: Store) -> None:
    loaded(store.file.parent, row(crime_ref="C2", suspect_id="S3", victim_id="D"))
    now = Store.open(store.file.parent)
    assert ("C2", "S3") not in who(now.suspects.linked("S1"))
    assert ("C2", "S3") in who(now.at(1).suspects.linked("S1"))


def test_of_one_person_with_two_references_the_crimes_around_both_are_found(store: Store) -> None:
    links = Links(version=1, standing={("S3", "S5"): Standing(state="same")})
    seen = store.linked(links).suspects.linked("S5")
    assert seen.schema == SCHEMA
    assert who(seen) == [("C1", "S1"), ("C1", "S2"), ("C2", "S3"), ("C5", None), ("C8", "S3")]
