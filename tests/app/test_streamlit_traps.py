"""Faults of the Streamlit that we stand on, kept so that an upgrade tells when they are gone.

Its caches tell Polars frames apart by their first and last rows alone: a frame that differs in
the middle is answered with another frame's answer.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

import polars as pl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.app.pages import DASHBOARD

ROWS = 1_000
SEEN = 10


def one_in(row: int) -> pl.DataFrame:
    return pl.DataFrame({"days": [int(n == row) for n in range(ROWS)]})


def total(frame: pl.DataFrame) -> int:
    return int(frame["days"].sum())


@pytest.fixture(params=[st.cache_data, st.cache_resource], ids=["data", "resource"])
def cached(request: pytest.FixtureRequest) -> Iterator[Callable[[pl.DataFrame], int]]:
    cached = request.param(total, show_spinner=False)
    yield cached
    cached.clear()


def test_a_cache_answers_for_another_frame_when_only_the_middle_differs(
    cached: Callable[[pl.DataFrame], int],
) -> None:
    assert cached(one_in(row=-1)) == 0
    wrong = [row for row in (SEEN, ROWS // 2, ROWS - SEEN - 1) if cached(one_in(row)) != 1]
    assert wrong == [SEEN, ROWS // 2, ROWS - SEEN - 1], "the fault is gone: frames may be cached"


def test_a_cache_sees_the_first_and_the_last_rows(cached: Callable[[pl.DataFrame], int]) -> None:
    assert cached(one_in(row=-1)) == 0
    assert [cached(one_in(row)) for row in (0, SEEN - 1, ROWS - SEEN, ROWS - 1)] == [1, 1, 1, 1]


def cached_functions() -> Iterator[ast.FunctionDef]:
    for file in DASHBOARD.parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(
                "st.cache_" in ast.unparse(decorator) for decorator in node.decorator_list
            ):
                yield node


def test_no_cache_of_ours_is_given_a_frame() -> None:
    functions = list(cached_functions())
    assert functions, "the desk at least is cached"
    given = [ast.unparse(function.args) for function in functions]
    assert not [arguments for arguments in given if "Frame" in arguments or "Listing" in arguments]


def _bound_number() -> None:
    import streamlit as st  # noqa: PLC0415 - a page of its own

    st.number_input("Top", min_value=1, max_value=9, value=5, key="top", bind="query-params")


def _opened_with(value: str) -> AppTest:
    page = AppTest.from_function(_bound_number)
    page.query_params["top"] = value
    return page.run()


def test_streamlit_breaks_on_an_endless_number_in_a_link() -> None:
    faults = len(_opened_with("inf").exception)
    assert faults == 1, "the fault is gone: a control may be bound without a judge before it"


def test_streamlit_drops_another_bad_number_without_a_word() -> None:
    page = _opened_with("-1")
    assert page.number_input[0].value == 5
    assert not page.warning
