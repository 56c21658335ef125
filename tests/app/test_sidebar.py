"""What a list rests on stands in its link; a link that is wrong falls back to what is usual."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.web.kit.ranking_spec import DEFINITION, MOST_DAYS, TIES
from dashboard.wording.listing import in_cut_words
from dashboard.wording.rules import in_rules_words
from harm.offences import indices
from harm.scoring.rules import Rules, Ties
from tests.app.pages import complaints, table, visited, words_of
from tests.conftest import TESTER


def settings_of(page: AppTest) -> dict[str, object]:
    return {
        "as_of": page.date_input(key="as_of").value,
        "window": page.number_input(key="window").value,
        "top": page.number_input(key="top").value,
        "index": page.selectbox(key="index").value,
        "definition": page.selectbox(key="definition").value,
        "ties": page.selectbox(key="ties").value,
    }


def usual(desk: Workspace) -> dict[str, object]:
    rules = Rules()
    return {
        "as_of": desk.facts.newest,
        "window": rules.window_days,
        "top": rules.top,
        "index": RankingSpec().index,
        "definition": rules.definition,
        "ties": rules.ties,
    }


def test_a_bare_link_asks_for_what_is_usual(desk: Workspace) -> None:
    assert settings_of(visited("list")) == usual(desk)


def test_a_link_says_all_that_a_list_rests_on(desk: Workspace) -> None:
    page = visited(
        "list",
        as_of="2025-12-31",
        window="180",
        top="12",
        index=indices.get("ons-css-2020").title,
        definition=DEFINITION["all"],
    )
    basis = RankingSpec(
        rules=Rules(window_days=180, top=12, definition="all"),
        index="ons-css-2020",
        as_of=date(2025, 12, 31),
    )
    listing = ranked_list(ask(desk, TESTER, basis))
    assert complaints(page) == []
    assert table(page)["suspect_id"].to_list() == listing.people["suspect_id"].to_list()
    assert f"**{listing.ranking.assessed:,}** suspects assessed" in words_of(page)
    assert "31 December 2025" in words_of(page)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("as_of", "31/12/2025"),
        ("as_of", "1900-01-01"),
        ("as_of", "2999-01-01"),
        ("as_of", "2025-02-30"),
        ("window", "-1"),
        ("window", "0"),
        ("window", str(MOST_DAYS + 1)),
        ("window", "9" * 40),
        ("window", "nan"),
        ("window", "all"),
        ("top", "-5"),
        ("top", "10000000"),
        ("index", "nope"),
        ("index", "../../etc/passwd"),
        ("definition", "<script>"),
        ("definition", ""),
        ("ties", "nobody"),
    ],
)
def test_a_bad_value_in_a_link_falls_back(desk: Workspace, name: str, value: str) -> None:
    page = visited("list", **{name: value})
    assert complaints(page) == []
    assert settings_of(page) == usual(desk)


def test_a_change_in_the_sidebar_changes_the_list(desk: Workspace) -> None:
    page = visited("list")
    page.number_input(key="window").set_value(30).run()
    assert complaints(page) == []
    listing = ranked_list(ask(desk, TESTER, RankingSpec(rules=Rules(window_days=30))))
    assert table(page)["suspect_id"].to_list() == listing.people["suspect_id"].to_list()


@pytest.mark.parametrize("ties", TIES)
def test_a_choice_at_a_tie_stands_in_the_link_and_in_the_sentence(
    desk: Workspace, ties: Ties
) -> None:
    seed = "drawn in public" if ties == "lot" else ""
    rules = Rules(window_days=30, top=40, ties=ties, lot_seed=seed)
    listing = ranked_list(ask(desk, TESTER, RankingSpec(rules=rules)))
    assert listing.ranking.cut.splits
    page = visited("list", window="30", top="40", ties=TIES[ties], lot_seed=seed)
    assert complaints(page) == []
    assert table(page)["suspect_id"].to_list() == listing.people["suspect_id"].to_list()
    assert page.title[0].value == f"Top {listing.ranking.length}"
    assert in_rules_words(rules) in words_of(page)
    assert in_cut_words(listing.ranking) in words_of(page)


def test_every_index_and_definition_can_be_asked_for() -> None:
    page = visited("list")
    assert len(page.selectbox(key="index").options) == len(indices.names())
    for title in page.selectbox(key="definition").options:
        assert complaints(visited("list", definition=title, top="1")) == []
