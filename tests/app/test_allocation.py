"""The page of an allocation says what the service answers, in tables and charts alike."""

from __future__ import annotations

import pytest

from dashboard.services.question import ask
from dashboard.services.resources.allocation import allocate_posts
from dashboard.services.resources.allocation_choices import Plan
from dashboard.services.workspace import Workspace
from dashboard.web.parts.allocation import WIDTHS, workloads
from dashboard.wording.allocation import CAVEAT, RULE_TITLE, SAYS_NOT
from harm.allocation.areas import RULES
from tests.app.pages import complaints, table, visited, words_of
from tests.conftest import TESTER
from tests.unit.dashboard.wording.test_allocation import ADVICE


def test_every_rule_has_a_column() -> None:
    assert set(WIDTHS) == set(RULES)


def test_the_page_has_the_figures_of_the_service_and_advises_nothing(desk: Workspace) -> None:
    page = visited("allocation", rule="Even workload", against="By demand")
    assert complaints(page) == []
    found = allocate_posts(ask(desk, TESTER), Plan(240))
    areas, rules, one = (table(page, number) for number in range(3))
    for rule, allocation in found.by_rule.items():
        assert areas[f"by {rule}"].to_list() == list(allocation.posts)
    assert rules["rule"].to_list() == [RULE_TITLE[rule] for rule in RULES]
    assert rules["worst"].min() == pytest.approx(7.7070264511149045)
    assert dict(zip(rules["rule"], rules["differ"], strict=True))["By demand"] == 0
    shown = workloads(found, "even-workload", None)
    assert one["after"].to_list() == shown["after"].to_list()
    assert one["posts"].sum() == 240
    assert (one["low"] <= one["posts"]).all()
    assert (one["posts"] <= one["high"]).all()
    (chart,) = page.get("plotly_chart")
    drawn = str(chart.proto.spec)
    for value in (*shown["before"], *shown["after"]):
        assert str(value) in drawn
    words = words_of(page)
    assert CAVEAT in words
    assert SAYS_NOT in words
    sentences = [part for part in words.splitlines() if "Inclusion is not" not in part]
    assert not ADVICE.findall("\n".join(sentences))


def test_wards_have_no_workload_and_the_page_says_so() -> None:
    page = visited("allocation", areas="Ward", pool="500", rule="By demand")
    assert complaints(page) == []
    words = words_of(page)
    assert "Of 679 wards the strength is not known, so they have no workload" in words
    assert "that is not 0" in words
    assert not page.get("plotly_chart")
    assert "Census 2021, estimated for wards" in words


def test_a_demand_that_wards_do_not_have_gives_way_to_the_usual_one() -> None:
    page = visited("allocation", demand="Homes of named suspects")
    assert complaints(page) == []
    assert "demand: Homes of named suspects" in words_of(page)
    page.selectbox(key="areas").select("ward").run()
    assert complaints(page) == []
    assert "demand: VAWG offences recorded in 2025" in words_of(page)
