"""Two editions of an index: what one adds, drops and changes, however its rows name offences."""

from __future__ import annotations

import polars as pl
import pytest

from harm.days import days_column
from harm.offences.indices import Index, get, names, of_your_own
from harm.offences.indices.editions import CHANGES, changes_between
from tests.unit.harm.build import own_index


def table(*rows: tuple[str, str, str]) -> Index:
    return of_your_own("own", own_index(*rows))


def written(index: Index, code: str, *, titled: bool = True) -> pl.DataFrame:
    """An index as a force would have it in a table, its offences named by one kind of code."""
    return index.entries.select(
        pl.col(code).alias("code"),
        pl.col("title" if titled else "short_title").alias("title"),
        days_column().cast(pl.String).alias("days"),
    ).filter((pl.col("code") != "") | (pl.col("title") != ""))


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("code", ["urn", "classification"])
def test_an_index_in_a_table_of_its_own_changes_nothing(name: str, code: str) -> None:
    index = get(name)
    scored = index.entries.filter(pl.col("tenths").is_not_null())
    own = of_your_own("own", written(index.rescored(), code).drop_nulls("days"))
    found = changes_between(index, own)
    assert scored.height > 100
    assert found.filter(pl.col("kind") != "dropped").is_empty()
    assert found.schema == CHANGES


BEFORE = table(("019/08", "Rape", "1825"), ("008/06", "ABH", "10"), ("A1", "Stalking", "84"))


def test_each_offence_is_added_dropped_changed_or_the_same() -> None:
    after = table(("019/08", "Rape", "1825"), ("8/6", "ABH", "20"), ("", "Shouting", "0.5"))
    found = changes_between(BEFORE, after)
    assert found.rows() == [
        ("added", None, "Shouting", None, 5),
        ("dropped", "A1", "Stalking", 840, None),
        ("changed", "008/06", "ABH", 100, 200),
    ]


def test_the_title_decides_among_offences_of_one_code_and_a_new_title_is_added() -> None:
    before = table(("020/05", "Assault of a girl", "50"), ("020/05", "Assault of a woman", "30"))
    after = table(
        ("020/05", "Assault of a woman", "30"),
        ("020/05", "Assault of a girl", "60"),
        ("020/05", "Assault of somebody else", "7"),
    )
    assert changes_between(before, after).rows() == [
        ("added", "020/05", "Assault of somebody else", None, 70),
        ("changed", "020/05", "Assault of a girl", 500, 600),
    ]


def test_where_one_of_several_rows_has_the_days_nothing_changed() -> None:
    before = table(("020/05", "", "50"))
    after = table(("020/05", "One", "20"), ("020/05", "Another", "50"))
    assert changes_between(before, after).is_empty()


def test_the_other_way_round_what_was_added_is_dropped() -> None:
    after = table(("019/08", "Rape", "1000"), ("", "Shouting", "1"))
    there, back = changes_between(BEFORE, after), changes_between(after, BEFORE)
    for kind, other in (("added", "dropped"), ("dropped", "added"), ("changed", "changed")):
        assert set(there.filter(pl.col("kind") == kind)["title"]) == set(
            back.filter(pl.col("kind") == other)["title"]
        )
