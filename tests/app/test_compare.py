"""Two suspects side by side say what each one's own page says."""

from __future__ import annotations

import json

import pytest

from dashboard.services.basis import Basis
from dashboard.services.desk import Desk
from dashboard.wording.compare import compared, in_common_words
from tests.app.pages import complaints, figures, said, table, visited
from tests.conftest import TESTER


@pytest.fixture
def two(desk: Desk) -> list[str]:
    table = desk.ranking(Basis()).table["suspect_id"]
    return [table[0], table[98]]


def opened(desk: Desk, two: list[str]) -> dict[str, str]:
    return dict(zip(("suspect", "with"), map(desk.register.link, two), strict=True))


def test_a_link_opens_both_with_the_same_figures(desk: Desk, two: list[str]) -> None:
    page = visited("compare", **opened(desk, two))
    assert complaints(page) == []
    told = [
        (desk.suspect(TESTER, Basis(), one), desk.solidity(TESTER, Basis(), one)) for one in two
    ]
    assert table(page)["first"].to_list() == compared(*told)["first"].to_list()
    assert table(page)["second"].to_list() == compared(*told)["second"].to_list()
    words = said(page)
    assert in_common_words(told[0][0], told[1][0]) in words
    assert all(file.explanation.sentence in words for file, _ in told)


def test_both_charts_have_the_same_scale(desk: Desk, two: list[str]) -> None:
    page = visited("compare", **opened(desk, two))
    totals = [figure["x"][-1] for figure in figures(page)]
    assert totals[0] > totals[1]
    ranges = [
        json.loads(chart.proto.spec)["layout"]["xaxis"]["range"]
        for chart in page.get("plotly_chart")
    ]
    assert ranges[0] == ranges[1]
    assert ranges[0][1] > totals[0]


def test_each_look_leaves_a_line(desk: Desk, two: list[str]) -> None:
    before = desk.register.log().height
    page = visited("compare", **opened(desk, two))
    page.run()
    lines = desk.register.log().slice(before)
    assert lines.select("action", "subject").rows() == [("suspect", one) for one in two]


def test_references_that_are_written_open_both(desk: Desk, two: list[str]) -> None:
    page = visited("compare")
    assert "Write two references above" in said(page)
    for entry, reference in zip(page.text_input, two, strict=True):
        entry.set_value(reference)
    page.button[0].click().run()
    assert complaints(page) == []
    links = opened(desk, two)
    assert {name: page.query_params[name] for name in links} == links
    assert len(figures(page)) == 2


def test_an_unknown_reference_is_one_plain_line(desk: Desk, two: list[str]) -> None:
    page = visited("compare", **opened(desk, two))
    page.text_input[1].set_value("<b>nobody</b>")
    page.button[0].click().run()
    (told,) = complaints(page)
    assert "No suspect in the data has the reference" in told
    assert figures(page) == []


def test_a_link_to_nobody_asks_for_two(desk: Desk, two: list[str]) -> None:
    page = visited("compare", **(opened(desk, two) | {"with": "nonsense"}))
    assert complaints(page) == []
    assert "Write two references above" in said(page)
