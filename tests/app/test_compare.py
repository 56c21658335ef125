"""Two suspects side by side say what each one's own page says."""

from __future__ import annotations

import json

import pytest

from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.wording.compare import compared, in_common_words
from dashboard.wording.explanation import in_explanation_words
from tests.app.pages import complaints, figures, table, visited, words_of
from tests.conftest import TESTER
from tests.unit.dashboard.build import ANALYST, stability_at, suspect_at


@pytest.fixture
def two(desk: Workspace) -> list[str]:
    table = ask(desk, ANALYST, RankingSpec()).ranking.table["suspect_id"]
    return [table[0], table[98]]


def opened(desk: Workspace, two: list[str]) -> dict[str, str]:
    return dict(zip(("suspect", "with"), map(desk.register.link, two), strict=True))


def test_a_link_opens_both_with_the_same_figures(desk: Workspace, two: list[str]) -> None:
    page = visited("compare", **opened(desk, two))
    assert complaints(page) == []
    answer = [
        (
            suspect_at(desk, TESTER, RankingSpec(), one),
            stability_at(desk, TESTER, RankingSpec(), one),
        )
        for one in two
    ]
    assert table(page)["first"].to_list() == compared(*answer)["first"].to_list()
    assert table(page)["second"].to_list() == compared(*answer)["second"].to_list()
    words = words_of(page)
    assert in_common_words(answer[0][0], answer[1][0]) in words
    assert all(in_explanation_words(file.explanation) in words for file, _ in answer)


def test_both_charts_have_the_same_scale(desk: Workspace, two: list[str]) -> None:
    page = visited("compare", **opened(desk, two))
    totals = [figure["x"][-1] for figure in figures(page)]
    assert totals[0] > totals[1]
    ranges = [
        json.loads(chart.proto.spec)["layout"]["xaxis"]["range"]
        for chart in page.get("plotly_chart")
    ]
    assert ranges[0] == ranges[1]
    assert ranges[0][1] > totals[0]


def test_each_look_leaves_a_line(desk: Workspace, two: list[str]) -> None:
    before = desk.register.log().height
    page = visited("compare", **opened(desk, two))
    page.run()
    lines = desk.register.log().slice(before)
    assert lines.select("action", "subject").rows() == [("suspect", one) for one in two]


def test_references_that_are_written_open_both(desk: Workspace, two: list[str]) -> None:
    page = visited("compare")
    assert "Write two references above" in words_of(page)
    for entry, reference in zip(page.main.text_input, two, strict=True):
        entry.set_value(reference)
    page.button[0].click().run()
    assert complaints(page) == []
    links = opened(desk, two)
    assert {name: page.query_params[name] for name in links} == links
    assert len(figures(page)) == 2


def test_an_unknown_reference_is_one_plain_line(desk: Workspace, two: list[str]) -> None:
    page = visited("compare", **opened(desk, two))
    page.main.text_input[1].set_value("<b>nobody</b>")
    page.button[0].click().run()
    (answer,) = complaints(page)
    assert "No suspect in the data has the reference" in answer
    assert figures(page) == []


def test_a_link_to_nobody_asks_for_two(desk: Workspace, two: list[str]) -> None:
    page = visited("compare", **(opened(desk, two) | {"with": "nonsense"}))
    assert complaints(page) == []
    assert "Write two references above" in words_of(page)


def test_one_and_the_same_suspect_is_not_compared_with_themselves(
    desk: Workspace, two: list[str]
) -> None:
    page = visited("compare", **opened(desk, [two[0], two[0]]))
    assert complaints(page) == []
    assert "Both are the same suspect" in words_of(page)
    assert figures(page) == []
