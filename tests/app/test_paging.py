"""A long table goes to the browser page by page, and every row of it can be reached."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.web.kit.paging import PAGE_ROWS, page_words


def _long_table(rows: int) -> None:
    import polars as pl  # noqa: PLC0415 - the test runs this function by itself

    from dashboard.web.kit.table import small_table  # noqa: PLC0415 - the same

    small_table(pl.DataFrame({"n": range(rows)}), {}, alt="Numbers in order.")


def _page(rows: int) -> AppTest:
    return AppTest.from_function(_long_table, kwargs={"rows": rows}, default_timeout=60).run()


def _sent(page: AppTest) -> list[int]:
    return list(page.dataframe[0].value["n"])


@pytest.mark.parametrize("rows", [0, 1, PAGE_ROWS])
def test_a_table_of_one_page_is_sent_whole_without_a_control(rows: int) -> None:
    page = _page(rows)
    assert _sent(page) == list(range(rows))
    assert not page.selectbox


@pytest.mark.parametrize("rows", [PAGE_ROWS + 1, 2 * PAGE_ROWS, 5 * PAGE_ROWS - 7])
def test_every_row_is_on_one_page_in_order_and_no_page_is_longer(rows: int) -> None:
    page = _page(rows)
    reached: list[int] = []
    for number in range(len(page.selectbox[0].options)):
        page.selectbox[0].set_value(number).run()
        assert not page.exception
        assert len(_sent(page)) <= PAGE_ROWS
        reached += _sent(page)
    assert reached == list(range(rows))


def test_a_page_says_which_rows_of_how_many_it_has() -> None:
    page = _page(100_000)
    assert page.selectbox[0].options[0] == "Rows 1–2,000 of 100,000"
    assert page_words(49, rows=98_001) == "Rows 98,001–98,001 of 98,001"
    assert "order of the whole table" in page.markdown[0].value
