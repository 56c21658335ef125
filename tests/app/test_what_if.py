"""The suspect page says how solid a place is, and supposes without touching the record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.wording.stability import (
    dated_places,
    in_clock_words,
    in_fragility_words,
    in_what_if_words,
)
from harm.days import in_days
from harm.offences import indices
from harm.scoring.rules import Rules
from harm.stability.what_if import Scenario, place
from tests.app.pages import complaints, tables, visited, words_of
from tests.conftest import TESTER
from tests.unit.dashboard.build import ANALYST, stability_at, suspect_at, what_if_at

PLACE = 40
MARK = "WHAT IF · not in the record"


@pytest.fixture
def suspect(desk: Workspace) -> str:
    return str(ask(desk, ANALYST, RankingSpec()).ranking.table["suspect_id"][PLACE - 1])


@pytest.fixture
def page(desk: Workspace, suspect: str) -> AppTest:
    return visited("suspect", suspect=desk.register.link(suspect))


@pytest.fixture
def largest(desk: Workspace, suspect: str) -> str:
    return str(
        suspect_at(desk, TESTER, RankingSpec(), suspect).explanation.counting["crime_ref"][0]
    )


def supposed_lines(desk: Workspace) -> list[str]:
    log = desk.register.log()
    return log.filter(log["action"] == "what_if")["subject"].to_list()


def test_how_solid_the_place_is_stands_in_the_words_and_figures_of_the_desk(
    desk: Workspace, suspect: str, page: AppTest
) -> None:
    solidity = stability_at(desk, TESTER, RankingSpec(), suspect)
    assert complaints(page) == []
    assert in_fragility_words(solidity) in words_of(page)
    assert in_clock_words(solidity) in words_of(page)
    (shown,) = tables(page, "what")
    expected = dated_places(solidity)
    assert shown["what"].to_list() == expected["what"].to_list()
    assert shown["date"].to_list() == expected["date"].to_list()
    assert [int(place) if place > 0 else None for place in shown["position"]] == (
        expected["position"].to_list()
    )
    assert shown["days"].to_list() == expected["days"].to_list()


def test_nothing_is_supposed_until_the_reader_does(page: AppTest) -> None:
    assert MARK not in words_of(page)
    assert page.multiselect[0].value == []


def test_an_allegation_left_out_shows_the_place_next_to_the_real_one(
    desk: Workspace, suspect: str, largest: str, page: AppTest
) -> None:
    before = supposed_lines(desk)
    page.multiselect[0].set_value([largest]).run()
    page.run()
    assert supposed_lines(desk) == [*before, suspect]
    answer = what_if_at(
        desk, TESTER, RankingSpec(), suspect, Scenario(left_out=frozenset({largest}))
    )
    assert complaints(page) == []
    assert MARK in words_of(page)
    assert in_what_if_words(answer) in words_of(page)
    (shown,) = tables(page, "record")
    assert shown["position"].to_list() == [PLACE, answer.then.position]
    assert shown["days"].to_list() == [in_days(answer.real.tenths), in_days(answer.then.tenths)]
    assert largest not in str(page.query_params)


def test_an_offence_may_be_another_and_reset_takes_all_of_it_back(
    desk: Workspace, suspect: str, largest: str, page: AppTest
) -> None:
    place = what_if_at(desk, TESTER, RankingSpec(), suspect, Scenario()).real
    page.multiselect[0].set_value([]).run()
    changed = page.main.selectbox[0]
    changed.set_value(largest).run()
    assert MARK not in words_of(page)
    offence = page.main.selectbox[1]
    chosen = next(label for label in offence.options if label.startswith("Murder - of persons"))
    offence.set_value(chosen).run()
    (shown,) = tables(page, "record")
    assert shown["days"][0] == in_days(place.tenths)
    assert shown["days"][1] > shown["days"][0]
    assert complaints(page) == []
    next(button for button in page.button if button.label == "Reset").click().run()
    assert MARK not in words_of(page)
    assert [one.value for one in page.main.selectbox] == [None] * 4


def test_what_is_supposed_of_one_is_not_supposed_of_the_next(
    desk: Workspace, largest: str, page: AppTest
) -> None:
    page.multiselect[0].set_value([largest]).run()
    other = str(ask(desk, ANALYST, RankingSpec()).ranking.table["suspect_id"][0])
    page.query_params["suspect"] = desk.register.link(other)
    page.run()
    assert page.title[0].value.endswith(other)
    assert page.multiselect[0].value == []
    assert MARK not in words_of(page)


def test_what_is_supposed_stays_when_date_or_rules_change(largest: str, page: AppTest) -> None:
    page.multiselect[0].set_value([largest]).run()
    page.number_input(key="window").set_value(200).run()
    assert complaints(page) == []
    assert page.multiselect[0].value == [largest]
    assert MARK in words_of(page)


def test_a_list_on_another_date_index_and_definition_is_next_to_the_real_one(
    desk: Workspace, suspect: str, page: AppTest
) -> None:
    real = what_if_at(desk, TESTER, RankingSpec(), suspect, Scenario()).real
    on = RankingSpec(
        Rules(definition="all"), "ons-css-2020", desk.facts.newest - timedelta(days=60)
    )
    dated = next(one for one in page.main.date_input if one.label == "As of another date")
    dated.set_value(on.as_of).run()
    page.main.selectbox[2].set_value(on.index).run()
    page.main.selectbox[3].set_value(on.rules.definition).run()
    assert complaints(page) == []
    (shown,) = tables(page, "record")
    then = place(ask(desk, ANALYST, on).ranking, suspect)
    assert shown["position"].to_list() == [real.position, then.position]
    assert shown["days"].to_list() == [in_days(real.tenths), in_days(then.tenths)]
    assert then != real
    assert page.header[0].value.startswith(f"Position {PLACE} of")
    next(button for button in page.button if button.label == "Reset").click().run()
    assert MARK not in words_of(page)


def test_somebody_without_a_score_reads_plainly(desk: Workspace) -> None:
    assessed = ask(desk, ANALYST, RankingSpec()).ranking.table["suspect_id"]
    named = desk.store.suspects.named()
    nobody = named.filter(~named["suspect_id"].is_in(assessed.implode()))["suspect_id"].sort()[0]
    page = visited("suspect", suspect=desk.register.link(nobody))
    assert complaints(page) == []
    words = words_of(page)
    assert "Has no score" in words
    assert "How solid is it" not in words
    assert "What if" in words


def test_every_offence_of_an_index_can_be_chosen() -> None:
    from dashboard.web.parts.what_if import _offences  # noqa: PLC0415 - the widget's own list

    for name in indices.names():
        index = indices.get(name)
        tenths = index.entries["tenths"]
        for label, (code, title) in _offences(name).items():
            found = index.find(code, title)
            assert found is not None, label
            assert tenths[found[0]] / 10 == float(
                label.split(" · ")[-1].removesuffix(" days").replace(",", "")
            )
