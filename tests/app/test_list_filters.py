"""The list's filters: in the link, in words, on every page, and never another's row."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.services.listing.filters import MOST, Filter
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.wording.filters import in_shown_words
from harm.scoring.rules import Rules
from tests.app.pages import VIEWS, complaints, table, unescaped, visited, words_of
from tests.conftest import TESTER
from tests.unit.dashboard.build import ANALYST

GREENWICH = "E09000011"
SEVERAL = Filter(home=(GREENWICH,), victims=("2",))


def link_of(page: AppTest) -> dict[str, list[str]]:
    """Every key of a page's link with its values."""
    return {
        key: [values] if isinstance(values, str) else values
        for key, values in page.query_params.items()
    }


def opened(chosen: Filter) -> AppTest:
    page = visited("list")
    page.query_params.update(chosen.params)
    return page.run()


def references(page: AppTest) -> list[str]:
    return [] if not page.dataframe else table(page)["suspect_id"].to_list()


def shown(desk: Workspace, chosen: Filter, basis: RankingSpec | None = None) -> list[str]:
    people: list[str] = (
        ranked_list(ask(desk, TESTER, basis or RankingSpec()), chosen)
        .people["suspect_id"]
        .to_list()
    )
    return people


@pytest.mark.parametrize(
    "chosen",
    [
        SEVERAL,
        Filter(show="near"),
        Filter(show="everyone", offence=("rape", "stalking"), status=("charged",)),
        Filter(bcu=("AS",), source=("third_party",), situation=("at_large", "custody")),
    ],
)
def test_a_link_shows_exactly_whom_its_filter_lets_through(desk: Workspace, chosen: Filter) -> None:
    page = opened(chosen)
    assert complaints(page) == []
    assert references(page) == shown(desk, chosen)
    assert in_shown_words(ranked_list(ask(desk, TESTER, RankingSpec()), chosen)) in words_of(page)
    assert link_of(page) == chosen.params


def test_the_controls_say_what_the_link_says() -> None:
    page = opened(Filter(show="near", home=(GREENWICH,), victims=("2",)))
    assert page.multiselect(key="filter home").value == [GREENWICH]
    assert page.multiselect(key="filter incident").value == []
    assert page.checkbox(key="filter victims").value is True
    assert page.segmented_control(key="filter show").value == "near"


def test_choosing_in_the_controls_is_the_same_as_the_link(desk: Workspace) -> None:
    page = visited("list")
    page.multiselect(key="filter home").set_value([GREENWICH]).run()
    page.checkbox(key="filter victims").check().run()
    assert complaints(page) == []
    assert references(page) == shown(desk, SEVERAL)
    assert link_of(page) == SEVERAL.params


def test_positions_stay_those_of_everyone_and_the_page_says_so(desk: Workspace) -> None:
    page = opened(SEVERAL)
    rows = table(page)
    positions = dict(
        ask(desk, ANALYST, RankingSpec()).ranking.table.select("suspect_id", "position").iter_rows()
    )
    assert [positions[suspect] for suspect in rows["suspect_id"]] == rows["position"].to_list()
    assert rows["position"].to_list() != list(range(1, len(rows) + 1))
    assert "Positions are those of everyone assessed" in words_of(page)
    assert "Positions are those" not in words_of(visited("list"))


def test_near_misses_are_the_next_hundred() -> None:
    page = visited("list")
    page.segmented_control(key="filter show").set_value("near").run()
    assert table(page)["position"].to_list() == list(range(101, 201))
    assert page.title[0].value == "Top 100"


def test_of_everyone_the_first_are_shown_and_all_are_counted(desk: Workspace) -> None:
    assessed = ask(desk, ANALYST, RankingSpec()).ranking.assessed
    page = opened(Filter(show="everyone"))
    assert table(page)["position"].to_list() == list(range(1, MOST + 1))
    assert f"Shown: the first {MOST} of the {assessed:,} assessed." in words_of(page)


def test_nobody_left_is_said_and_shows_no_table() -> None:
    nobody = Filter(home=(GREENWICH,), offence=("bicycle-theft",))
    page = opened(nobody)
    assert complaints(page) == []
    assert not page.dataframe
    assert (
        "Shown: nobody of the 100 listed: home in Greenwich; most serious bicycle theft."
        in words_of(page)
    )


def test_clearing_takes_the_filters_off_and_stays_in_its_part_of_the_list() -> None:
    page = opened(Filter(show="near", home=(GREENWICH,), victims=("2",)))
    next(button for button in page.button if button.label == "Clear").click().run()
    assert table(page)["position"].to_list() == list(range(101, 201))
    assert link_of(page) == {"show": ["near"]}
    assert page.multiselect(key="filter home").value == []


@pytest.mark.parametrize(
    ("name", "value", "label"),
    [
        ("incident", "Camden", "Borough of incident"),
        ("home", "<script>", "Home borough"),
        ("victims", "3", "Victims"),
        ("status", "acquitted", "Allegation status"),
        ("offence", "' or 1=1 --", "Most serious offence"),
        ("show", "all", "Who is shown"),
    ],
)
def test_a_value_that_nobody_knows_is_left_out_with_a_word(
    name: str, value: str, label: str
) -> None:
    page = visited("list", **{name: value})
    assert complaints(page) == []
    [word] = [warning.value for warning in page.warning]
    assert "not known here" in word
    assert label in word
    assert f"“{value}”" in unescaped(word)
    assert link_of(page) == {}
    assert len(references(page)) == 100


def test_what_is_known_next_to_what_is_not_still_holds(desk: Workspace) -> None:
    page = visited("list")
    page.query_params.update({"home": [GREENWICH, "nope"]})
    page.run()
    assert references(page) == shown(desk, Filter(home=(GREENWICH,)))
    assert page.warning


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "list"])
def test_a_filter_survives_a_change_of_page_and_a_reload_there(view: str) -> None:
    page = opened(SEVERAL)
    page.switch_page(f"views/{view}.py").run()
    assert {key: link_of(page)[key] for key in SEVERAL.params} == SEVERAL.params
    reloaded = visited(view)
    reloaded.query_params.update(SEVERAL.params)
    reloaded.run()
    back = reloaded.switch_page("views/list.py").run()
    assert link_of(back) == SEVERAL.params
    assert back.multiselect(key="filter home").value == [GREENWICH]
    assert back.checkbox(key="filter victims").value is True


def test_each_other_filter_is_a_look_and_a_touch_of_the_page_is_none(desk: Workspace) -> None:
    name = ranked_list(ask(desk, TESTER, RankingSpec())).ranking.name
    before = desk.register.log().height
    page = opened(SEVERAL)
    page.run()
    page.segmented_control(key="filter show").set_value("near").run()
    lines = desk.register.log().slice(before)
    assert set(lines["action"]) == {"list"}
    assert lines["subject"].to_list()[-2:] == [
        f"{name} home={GREENWICH}&victims=2",
        f"{name} show=near&home={GREENWICH}&victims=2",
    ]


def test_a_filter_and_another_basis_go_together(desk: Workspace) -> None:
    page = opened(SEVERAL)
    page.number_input(key="window").set_value(120).run()
    basis = RankingSpec(rules=Rules(window_days=120))
    assert references(page) == shown(desk, SEVERAL, basis)
    assert link_of(page)["home"] == [GREENWICH]


def test_no_name_stands_in_a_link(desk: Workspace) -> None:
    people = ranked_list(ask(desk, TESTER, RankingSpec()), SEVERAL).people
    link = str(link_of(opened(SEVERAL)))
    for name in people["suspect_id"].to_list() + people["suspect_name"].drop_nulls().to_list():
        assert name not in link


@pytest.mark.parametrize("show", ["listed", "near", "everyone"])
def test_the_page_sends_less_than_600_kilobytes(show: str) -> None:
    page = visited("list", show=show)
    sent = sum(element.proto.ByteSize() for element in page.main if element.proto is not None)
    table = page.dataframe[0].proto.ByteSize()
    assert 10_000 < table <= sent < 600_000
