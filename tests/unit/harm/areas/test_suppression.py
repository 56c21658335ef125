"""No count from 1 to 4 can be worked out from a banded table, by whoever knows how it is made."""

from collections import defaultdict
from itertools import product

import polars as pl
import pytest

from harm.areas.suppression import BAND, HIDDEN, WITHHELD, banded


def published(*counts: int | None) -> tuple[list[str | None], str]:
    """What stands for counts that make one total, and for the total."""
    table = pl.DataFrame({"crimes": counts}, schema={"crimes": pl.UInt32})
    shown = banded(table, count="crimes")
    (total,) = shown["total"].unique()
    return shown["crimes"].to_list(), total


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_count_under_five_is_banded_and_so_is_a_total_of_it(count: int) -> None:
    assert published(count) == ([BAND], WITHHELD)


def test_none_stays_none_and_five_stays_five() -> None:
    assert published(0, 5, 12) == (["0", "5", "12"], "17")
    assert published(0, 0) == (["0", "0"], "0")
    assert published(0, 5) == (["0", "5"], "5")


def test_two_small_counts_hide_each_other_unless_their_sum_tells_both() -> None:
    assert published(2, 3, 40) == ([BAND, BAND, "40"], "45")
    assert published(1, 2, 40) == ([BAND, BAND, "40"], "43")
    assert published(1, 1, 40) == ([BAND, BAND, "40"], WITHHELD)
    assert published(4, 4, 40) == ([BAND, BAND, "40"], WITHHELD)
    assert published(4, 3, 40) == ([BAND, BAND, "40"], "47")
    assert published(1, 2) == ([BAND, BAND], WITHHELD)


def test_a_lone_small_count_is_hidden_by_the_next_smallest() -> None:
    assert published(90, 3, 40, 17, 0) == (["90", BAND, "40", HIDDEN, "0"], "150")
    assert published(3, 20, 20) == ([BAND, HIDDEN, "20"], "43")


def test_where_the_next_smallest_does_not_hide_it_nor_is_the_total_shown() -> None:
    # 6 in all could be 1 and 5 alone: 2 and 4 would both have been banded.
    assert published(1, 5, 30) == ([BAND, HIDDEN, "30"], WITHHELD)
    # 24 could only be 4 and 20, as the hidden one is the smallest of three.
    assert published(4, 20, 20) == ([BAND, HIDDEN, "20"], WITHHELD)
    assert published(2, 5, 30) == ([BAND, HIDDEN, "30"], "37")


def test_next_to_one_other_count_alone_the_total_is_never_shown() -> None:
    assert published(3, 70) == ([BAND, "70"], WITHHELD)
    assert published(0, 3, 70) == (["0", BAND, "70"], WITHHELD)


def test_an_unknown_count_stays_unknown_and_is_in_no_total() -> None:
    assert published(None, 7, 8) == ([None, "7", "8"], "15")
    assert published(None) == ([None], "0")


def test_each_total_is_guarded_by_itself_and_the_rows_keep_their_order() -> None:
    table = pl.DataFrame(
        {
            "ward": ["W1", "W2", "W3", "W4", "W5", "W6"],
            "borough": ["E2", "E1", None, "E2", "E1", "E2"],
            "crimes": [2, 9, 3, 30, 8, 41],
            "tenths": [36_500, 90, 54_750, 300, 80, 410],
            "rate": [1.0, 2.0, 3.0, 4.0, 5.0, None],
        }
    )
    shown = banded(table, count="crimes", within="borough", besides=["tenths", "rate"])
    assert shown.rows() == [
        ("W1", "E2", BAND, None, None, "73"),
        ("W2", "E1", "9", 90, 2.0, "17"),
        ("W3", None, BAND, None, None, WITHHELD),
        ("W4", "E2", HIDDEN, None, None, "73"),
        ("W5", "E1", "8", 80, 5.0, "17"),
        ("W6", "E2", "41", 410, None, "73"),
    ]


def test_an_empty_table_stays_empty() -> None:
    table = pl.DataFrame(schema={"crimes": pl.UInt32})
    assert banded(table, count="crimes").schema == {"crimes": pl.String, "total": pl.String}


@pytest.mark.parametrize(("places", "most", "tried"), [(1, 9, 9), (2, 26, 12), (3, 21, 7)])
def test_no_small_count_can_be_worked_out_even_by_making_all_tables_there_could_be(
    places: int, most: int, tried: int
) -> None:
    tables = list(product(range(most + 1), repeat=places))
    flat = pl.DataFrame({"crimes": tables}).with_row_index("table").explode("crimes")
    shown = banded(flat, count="crimes", within="table")
    looks = shown.group_by("table", maintain_order=True).agg("crimes", pl.col("total").first())
    alike = defaultdict(list)
    for table, (_, texts, total) in zip(tables, looks.iter_rows(), strict=True):
        alike[*texts, total].append(table)
    found = 0
    for (*texts, total), those in alike.items():
        # Of what is larger than all that is tried, not all tables that look so are here.
        if min(map(max, those)) <= tried and (total == WITHHELD or int(total) <= most):
            for place in (place for place in range(places) if texts[place] == BAND):
                found += 1
                assert len({table[place] for table in those}) > 1, (texts, total, those)
    assert found >= places
