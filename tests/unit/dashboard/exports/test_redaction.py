"""What people are known by is replaced wherever it stands, and nothing else is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl
import pytest

from dashboard.errors import OutputError
from dashboard.exports import redaction
from dashboard.exports.list_counts import counts_of
from dashboard.exports.people_counts import OTHERS
from dashboard.exports.redaction import without_names
from dashboard.services.identities import Identities

KNOWN = Identities(
    references=frozenset({"S1", "S12", "V 7"}),
    crimes=frozenset({"C1", "CR/26/1"}),
    names={
        "S1": frozenset({"Ann", "Ann Ray", "A. Ray-Lee"}),
        "S12": frozenset({"Ann Ray", "May"}),
    },
    births={"S1": frozenset({date(1990, 3, 4)})},
)


@dataclass(frozen=True)
class Document:
    title: str
    rows: pl.DataFrame
    others: tuple[str, ...] = ()


def text(words: str) -> str:
    return without_names(words, KNOWN)


def test_a_reference_is_replaced_whole_and_not_within_another() -> None:
    assert text("S12 and S1, S1’s (C1) and CR/26/1.") == (
        "person 1 and person 2, person 2’s (crime 1) and crime 2."
    )
    assert text("S123 and XS1 stay") == "S123 and XS1 stay"
    assert text("victim V 7 too") == "victim person 1 too"


def test_every_name_and_birth_of_whoever_is_in_it_goes() -> None:
    words = text("S1: Ann, A. Ray-Lee, “Ann Ray”, born 4 March 1990 or 1990-03-04")
    assert words == ("person 1: person 1, person 1, “person 1”, born (not shown) or (not shown)")


def test_a_single_word_is_a_name_only_of_whoever_is_in_it() -> None:
    assert text("S1 in May") == "person 1 in May"
    assert text("S12 in May") == "person 1 in person 1"


def test_a_name_alone_is_replaced_too() -> None:
    assert text("seen with Ann Ray") == "seen with person 1"


def test_tables_lose_names_and_keep_their_columns() -> None:
    rows = pl.DataFrame(
        {
            "suspect_id": ["S12", "S1"],
            "suspect_name": ["Ann Ray", None],
            "suspect_born": [date(1990, 3, 4), None],
            "crime_ref": ["C1", "C1"],
            "together": [["S1", "x"], None],
            "report": ["https://records.example/C1", ""],
            "days": [5, 6],
        }
    )
    found = without_names(Document("S1 · Ann", rows, ("C1 is S12’s",)), KNOWN)
    assert found.title == "person 1 · person 1"
    assert found.others == ("crime 1 is person 2’s",)
    assert found.rows.columns == rows.columns
    assert found.rows.to_dict(as_series=False) == {
        "suspect_id": ["person 2", "person 1"],
        "suspect_name": [None, None],
        "suspect_born": [None, None],
        "crime_ref": ["crime 1", "crime 1"],
        "together": [["person 1", "x"], None],
        "report": ["", ""],
        "days": [5, 6],
    }


def test_what_cannot_be_taken_out_keeps_the_file_from_leaving(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(redaction.Redactor, "text", lambda _, words: words)
    with pytest.raises(OutputError, match="could not be taken out"):
        text("S1")


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([9, 6, 5], [9, 6, 5]),
        ([9, 6, 3], [9, 9]),
        ([9, 2, 2, 1], [9, 5]),
        ([7, 1], [8]),
    ],
)
def test_small_counts_are_added_up_until_none_can_be_worked_out(
    counts: list[int], shown: list[int]
) -> None:
    boroughs = ["E09000008", "E09000012", None, "E09000007"]
    homes = [code for code, n in zip(boroughs, counts, strict=False) for _ in range(n)]
    people = pl.DataFrame(
        {"suspect_home_borough": homes, "suspect_situation": ["at_large"] * len(homes)},
        schema_overrides={"suspect_home_borough": pl.String},
    )
    table = counts_of(people)
    here = table.filter(pl.col("kind") == "home borough")
    assert here["suspects"].to_list() == shown
    assert (here["value"][-1] == OTHERS) == (shown != counts)
    assert table.filter(pl.col("kind") == "situation")["suspects"].to_list() == [len(homes)]


def test_a_list_of_fewer_than_five_is_not_counted() -> None:
    people = pl.DataFrame({"suspect_home_borough": ["E09000008"] * 4})
    with pytest.raises(OutputError, match="so few that counts could name them"):
        counts_of(people)
