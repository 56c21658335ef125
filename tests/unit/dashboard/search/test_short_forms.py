"""A short form finds the name that it stands for, and the name its short forms."""

from __future__ import annotations

from importlib.resources import files

import polars as pl
import pytest

from dashboard.search.normalise import parts
from dashboard.search.short_forms import names_meant
from tests.unit.dashboard.search.build import called, found, who

pytestmark = pytest.mark.slow

TABLE = pl.read_csv((files("dashboard.search") / "tables" / "short_forms.csv").read_bytes())


def test_every_form_of_the_table_finds_its_name_and_is_found_by_it() -> None:
    for name, short_form in TABLE.iter_rows():
        for recorded, text in ((name, short_form), (short_form, name)):
            first = found(called(f"{recorded} Zimmerer", "Vuk Orban"), f"{text} Zimmerer")[0]
            assert (first[0], first[1] >= 90) == ("S1", True), (recorded, text)


def test_the_table_is_in_order_plain_and_without_doubles() -> None:
    assert TABLE.columns == ["name", "short_form"]
    assert TABLE.rows() == sorted(set(TABLE.rows()))
    words = [word for row in TABLE.iter_rows() for word in row]
    assert all(parts(word) == (word,) and word.isalpha() for word in words)
    assert TABLE.filter(pl.col("name") == pl.col("short_form")).is_empty()


def test_the_reason_is_reported() -> None:
    assert found(called("William Smith"), "Bill Smith")[0][1:] == (92, "the name, a short form")


def test_short_forms_of_one_name_do_not_stand_for_each_other() -> None:
    assert who(called("Willy Smith"), "Bill Smith") == []
    assert "robert" in names_meant("bob")
    assert "rob" not in names_meant("bob")


@pytest.mark.parametrize("text", ["Bill Jones", "Bob Smith", "Billiam Smyth-Jones"])
def test_another_name_is_not_found_by_a_short_form(text: str) -> None:
    assert who(called("William Smith"), text) == []
