from datetime import date

import polars as pl
import pytest

from harm.errors import FrameError, HarmError
from harm.record.allegations import COLUMNS, RANKED, SCHEMA, Allegations, complete, numbered

LEAST = pl.DataFrame({"crime_ref": ["C1", "C2"], "recorded_on": [date(2026, 1, 1)] * 2})


def test_the_frame_has_the_columns_of_the_design_in_its_order() -> None:
    assert SCHEMA.names()[:5] == [
        *("crime_ref", "suspect_id", "offence_code", "offence_title", "recorded_on")
    ]
    assert len(SCHEMA) == 20
    assert all(column.meaning for column in COLUMNS.values())


def test_nothing_that_a_score_reads_is_about_who_the_suspect_is() -> None:
    assert not {"suspect_name", "suspect_sex", "suspect_home_borough"} & set(RANKED)


def test_missing_columns_are_read_as_their_defaults() -> None:
    whole = complete(LEAST)
    assert whole.schema == SCHEMA
    assert whole.height == 2
    for name, column in COLUMNS.items():
        if name not in LEAST.columns:
            assert whole[name].to_list() == [column.default] * 2


def test_empty_cells_are_read_as_the_same_defaults() -> None:
    empty = {name: pl.Series([None, None], dtype=SCHEMA[name]) for name in SCHEMA.names()}
    frame = pl.DataFrame(empty).with_columns(LEAST["crime_ref"], LEAST["recorded_on"])
    assert complete(frame).equals(complete(LEAST))


def test_the_defaults_are_those_of_a_crime_that_stands() -> None:
    first = complete(LEAST).row(0, named=True)
    assert {
        name: first[name] for name, column in COLUMNS.items() if column.default is not None
    } == {
        "victim_sex": "U",
        "domestic": False,
        "honour_based": False,
        "crime_status": "recorded",
        "allegation_status": "named",
        "suspect_sex": "U",
        "suspect_situation": "unknown",
    }
    assert first["source"] is None


def test_columns_that_nobody_asked_for_are_dropped() -> None:
    assert complete(LEAST.with_columns(ethnicity=pl.lit("x"))).columns == SCHEMA.names()


def test_a_frame_without_rows_is_complete_too() -> None:
    assert complete(LEAST.clear()).schema == SCHEMA
    assert complete(LEAST.clear()).is_empty()


@pytest.mark.parametrize(
    ("lacking", "named"),
    [
        (["crime_ref"], "crime_ref"),
        (["recorded_on"], "recorded_on"),
        (["crime_ref", "recorded_on"], "crime_ref or recorded_on"),
    ],
)
def test_a_needed_column_that_is_missing_is_named(lacking: list[str], named: str) -> None:
    frame = LEAST.with_columns(suspect_id=pl.lit("S1")).drop(lacking)
    with pytest.raises(FrameError, match=f"^The data has no column {named}, and every allegation"):
        complete(frame)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *[("victim_sex", "Q"), ("crime_status", "no crime"), ("domestic", "perhaps")],
        *[("recorded_on", "not a day"), ("source", "rumour"), ("suspect_situation", "abroad")],
    ],
)
def test_a_value_that_a_column_may_not_hold_is_refused_with_its_meaning(
    column: str, value: str
) -> None:
    with pytest.raises(FrameError, match=f"^The column {column} holds a value") as refused:
        complete(LEAST.with_columns(pl.lit(value).alias(column)))
    assert COLUMNS[column].meaning in str(refused.value)
    assert isinstance(refused.value, HarmError)


@pytest.mark.parametrize("column", ["crime_ref", "recorded_on"])
def test_an_empty_cell_in_a_needed_column_is_refused(column: str) -> None:
    nothing = pl.lit(None, dtype=SCHEMA[column]).alias(column)
    with pytest.raises(FrameError, match=column):
        complete(LEAST.with_columns(nothing))


def test_references_are_numbered_and_nothing_stays_nothing() -> None:
    frame = pl.DataFrame({"who": ["b", None, "a", "b"]})
    assert frame.select(numbered("who"))["who"].to_list() == [2, None, 1, 2]


def test_allegations_can_be_read_back_from_their_numbers() -> None:
    frame = LEAST.with_columns(
        suspect_id=pl.Series(["S9", None]),
        offence_code=pl.lit("019/08"),
        offence_title=pl.lit(None, dtype=pl.String),
    )
    numbered_rows = Allegations.of(frame)
    rows = numbered_rows.rows.collect()
    assert set(RANKED) <= set(rows.columns)
    assert numbered_rows.offences.rows() == [(0, "019/08", None)]
    assert rows["offence"].to_list() == [0, 0]
    named = rows.join(numbered_rows.suspects.collect(), on="suspect", how="left")
    assert dict(named.select("crime_ref", "suspect_id_right").iter_rows()) == {
        "C1": "S9",
        "C2": None,
    }


def test_an_offence_is_a_pair_of_code_and_title() -> None:
    frame = pl.concat([LEAST, LEAST, LEAST.head(1)]).with_columns(
        offence_code=pl.Series(["019/08", "019/08", None, None, "019/08"]),
        offence_title=pl.Series([None, "Rape", "Rape", None, None]),
    )
    numbered_rows = Allegations.of(frame)
    offences = numbered_rows.offences
    assert offences.height == 4
    assert (
        numbered_rows.rows.collect()
        .join(offences, on="offence", how="left", maintain_order="left")
        .select("offence_code_right", "offence_title_right")
        .rows()
        == frame.select("offence_code", "offence_title").rows()
    )


def test_what_is_held_is_the_same_and_is_read_once() -> None:
    record = pl.DataFrame({"suspect_id": ["S1"], "suspect_situation": ["deceased"]})
    record = record.with_columns(suspect_born=pl.lit(None, pl.Date))
    lazy = Allegations.of(
        pl.DataFrame(
            {"crime_ref": ["C1"], "suspect_id": ["S1"], "recorded_on": [date(2026, 1, 1)]}
        ),
        record,
    )
    held = lazy.held()
    assert held.rows.collect().equals(lazy.rows.collect())
    assert held.record is not None
    assert lazy.record is not None
    assert held.record.collect().equals(lazy.record.collect())
    assert (
        Allegations.of(pl.DataFrame({"crime_ref": ["C1"], "recorded_on": [date(2026, 1, 1)]}))
        .held()
        .record
        is None
    )
