"""Every rule stands in the sidebar and in the link, and one button leads back to the usual ones."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.web.kit import more_rules
from dashboard.web.kit.more_rules import CHOICES, MOST_ALLEGATIONS, PART
from dashboard.web.kit.ranking_spec import DEFINITION, TIES, USUAL
from dashboard.wording.lot import in_lot_words
from dashboard.wording.rules import in_rules_words
from harm.scoring.rules import MOST_DAYS, MOST_LETTERS, Rules
from tests.app.pages import complaints, table, unescaped, visited, words_of
from tests.conftest import TESTER
from tests.unit.harm.build import OTHERWISE

BACK: Final = "announced"
#: For each control another value than the usual one, and the rules that it is.
OTHER: Final[dict[str, tuple[Any, Rules]]] = {
    "co_suspects": ("equal_share", Rules(co_suspects="equal_share")),
    "victim_rows": ("each", Rules(victim_rows="each")),
    "attempts": ("leave", Rules(attempts="leave")),
    "derived": ("leave", Rules(derived="leave")),
    "custody": ("leave", Rules(custody="leave")),
    "police_generated": ("leave", Rules(police_generated="leave")),
    "half_life": (90, Rules(half_life_days=90)),
    "minimum": (3, Rules(minimum_allegations=3)),
    "seed": ("another", Rules(seed="another")),
}
#: A link with another value for every rule, and the rules that it is.
LINK: Final[dict[str, str]] = {
    "window": "200",
    "definition": DEFINITION["all"],
    "top": "20",
    "ties": TIES["lot"],
    **{key: list(titles.values())[1] for key, (_, titles) in CHOICES.items()},
    "half_life": "60",
    "minimum": "2",
    "seed": OTHERWISE.seed,
    "lot_seed": OTHERWISE.lot_seed,
}


def control(page: AppTest, key: str) -> Any:  # noqa: ANN401 - controls of several kinds
    [found] = [
        control
        for kind in (page.selectbox, page.number_input, page.text_input)
        for control in kind
        if control.key == key
    ]
    return found


def values(page: AppTest) -> dict[str, Any]:
    return {key: control(page, key).value for key in USUAL}


def is_open(page: AppTest) -> bool:
    [more] = [part for part in page.sidebar.expander if part.label == "More rules"]
    return bool(more.proto.expanded)


def opened(page: AppTest) -> AppTest:
    """The page with the part open, as if somebody had clicked on it."""
    page.session_state[PART] = True
    return page.run()


def shown_keys(page: AppTest) -> set[str]:
    kinds = (page.selectbox, page.number_input, page.text_input)
    return {str(control.key) for kind in kinds for control in kind}


def can_go_back(page: AppTest) -> bool:
    return BACK in [button.key for button in page.button]


def people(desk: Workspace, rules: Rules) -> list[str]:
    listing = ranked_list(ask(desk, TESTER, RankingSpec(rules=rules)))
    return [str(suspect) for suspect in listing.people["suspect_id"]]


def test_every_rule_has_a_control() -> None:
    names = {"window": "window_days", "half_life": "half_life_days"}
    names |= {"minimum": "minimum_allegations"}
    assert {names.get(key, key) for key in USUAL} == {field.name for field in fields(Rules)}
    assert all(getattr(OTHERWISE, field.name) != field.default for field in fields(Rules))


def test_a_bare_link_has_the_usual_rules_and_hides_the_further_ones() -> None:
    page = visited("list")
    assert not is_open(page)
    assert not shown_keys(page) & set(more_rules.USUAL)
    assert in_rules_words(Rules()) in words_of(page)
    assert not can_go_back(page)
    assert is_open(opened(page))
    assert values(page) == USUAL


def test_rules_hold_while_the_part_that_has_them_is_closed(desk: Workspace) -> None:
    page = visited("list", half_life="90")
    assert is_open(page)
    page.session_state[PART] = False
    page.run()
    assert complaints(page) == []
    assert not is_open(page)
    assert in_rules_words(Rules(half_life_days=90)) in words_of(page)
    assert table(page)["suspect_id"].to_list() == people(desk, Rules(half_life_days=90))
    page.switch_page("views/method.py").run()
    assert not is_open(page)  # as it was left
    assert in_rules_words(Rules(half_life_days=90)) in words_of(page)


def test_the_part_stays_open_when_the_last_rule_is_made_usual_by_hand() -> None:
    page = visited("method", half_life="90")
    control(page, "half_life").set_value(None).run()
    assert complaints(page) == []
    assert is_open(page)
    assert values(page) == USUAL
    page.session_state[PART] = False
    page.run()
    assert not shown_keys(page) & set(more_rules.USUAL)
    assert in_rules_words(Rules()) in words_of(page)


@pytest.mark.parametrize("key", OTHER)
def test_a_control_changes_the_list_as_its_rule_does(desk: Workspace, key: str) -> None:
    value, rules = OTHER[key]
    page = opened(visited("list"))
    control(page, key).set_value(value).run()
    assert complaints(page) == []
    assert table(page)["suspect_id"].to_list() == people(desk, rules)
    assert in_rules_words(rules) in words_of(page)
    assert is_open(page)
    assert can_go_back(page)


def test_a_link_with_every_rule_opens_so(desk: Workspace) -> None:
    page = visited("list", **LINK)
    assert complaints(page) == []
    assert not page.warning
    assert table(page)["suspect_id"].to_list() == people(desk, OTHERWISE)
    assert in_rules_words(OTHERWISE) in words_of(page)
    assert values(page) == {
        **{key: getattr(OTHERWISE, key, None) for key in USUAL},
        "window": OTHERWISE.window_days,
        "half_life": OTHERWISE.half_life_days,
        "minimum": OTHERWISE.minimum_allegations,
    }
    assert is_open(page)


@pytest.mark.parametrize("key", ["window", "definition", "top", "ties"])
def test_a_rule_above_opens_nothing_and_can_be_taken_back(key: str) -> None:
    above = {**LINK, "ties": TIES["all_in"]}
    page = visited("method", **{key: above[key]})
    assert not is_open(page)
    assert can_go_back(page)


def test_the_button_leads_back_to_every_usual_rule() -> None:
    page = visited("list", **LINK, as_of="2025-12-31")
    page.button(key=BACK).click().run()
    assert complaints(page) == []
    assert page.query_params == {"as_of": "2025-12-31"}
    assert in_rules_words(Rules()) in words_of(page)
    assert not is_open(page)
    assert not can_go_back(page)
    assert values(opened(page)) == USUAL
    assert page.query_params == {"as_of": "2025-12-31"}


@pytest.mark.parametrize(
    ("key", "value", "instead"),
    [
        ("co_suspects", "equal_share", "Each carries the full days"),
        ("victim_rows", "each", "Counts once"),
        ("attempts", "leave", "Stay"),
        ("derived", "", "Stay"),
        ("custody", "<b>", "Stay"),
        ("police_generated", "Are left out ", "Stay"),
        ("half_life", "0", "none"),
        ("half_life", "", "none"),
        ("half_life", str(MOST_DAYS + 1), "none"),
        ("minimum", "0", "1"),
        ("minimum", str(MOST_ALLEGATIONS + 1), "1"),
        ("seed", "a\nb", "harmdesk"),
        ("seed", "a" * (MOST_LETTERS + 1), "harmdesk"),
        ("lot_seed", "a\nb", "none"),
    ],
)
def test_a_wrong_value_in_a_link_is_named_and_the_usual_one_used(
    key: str, value: str, instead: str
) -> None:
    page = visited("method", **{key: value})
    assert complaints(page) == []
    [line] = [unescaped(warning.value) for warning in page.warning]
    assert line.startswith(f"The link’s {key} “")
    assert line.endswith(f"cannot be used; {instead} is used instead.")
    assert not is_open(page)
    assert values(opened(page)) == USUAL


@pytest.mark.parametrize("key", ["half_life", "seed"])
def test_a_value_that_is_the_last_possible_can_be_asked_for(key: str) -> None:
    value = {"half_life": str(MOST_DAYS), "seed": "a" * MOST_LETTERS}[key]
    page = visited("method", **{key: value})
    assert complaints(page) == []
    assert not page.warning
    assert str(control(page, key).value) == value


def test_an_empty_half_life_is_none() -> None:
    page = visited("method", half_life="90")
    assert "half after 90 days" in words_of(page)
    control(page, "half_life").set_value(None).run()
    assert complaints(page) == []
    assert in_rules_words(Rules()) in words_of(page)
    assert not can_go_back(page)


def test_a_seed_that_cannot_be_used_is_said_at_its_control() -> None:
    page = opened(visited("method"))
    control(page, "seed").set_value("a\N{NO-BREAK SPACE}b").run()
    assert complaints(page) == []
    assert "This seed cannot be used; harmdesk is used instead." in words_of(page)
    assert in_rules_words(Rules()) in words_of(page)


def test_a_lot_without_a_seed_is_not_drawn_and_the_page_says_so(desk: Workspace) -> None:
    page = visited("list", ties=TIES["lot"])
    assert complaints(page) == []
    assert is_open(page)
    assert "The lot has no seed that can be used, so the order decides." in words_of(page)
    assert in_rules_words(Rules()) in words_of(page)
    assert table(page)["suspect_id"].to_list() == people(desk, Rules())
    control(page, "lot_seed").set_value("7").run()
    assert complaints(page) == []
    assert not page.warning
    assert in_rules_words(Rules(ties="lot", lot_seed="7")) in words_of(page)


def test_a_seed_of_a_lot_alone_changes_nothing() -> None:
    page = visited("list", lot_seed="7")
    assert complaints(page) == []
    assert is_open(page)
    assert in_rules_words(Rules()) in words_of(page)
    assert not can_go_back(page)


def test_a_list_drawn_by_lot_says_so_on_its_page(desk: Workspace) -> None:
    lot = Rules(ties="lot", lot_seed="7", window_days=30, top=40)
    page = visited("list", ties=TIES["lot"], lot_seed="7", window="30", top="40")
    assert complaints(page) == []
    assert (
        table(page)["suspect_id"].to_list()
        == people(desk, lot)
        != people(desk, lot.with_ties("order"))
    )
    cut = ask(desk, TESTER, RankingSpec(rules=lot)).ranking.cut
    _, said = in_lot_words(cut.tied, cut.tied_in, "7").split(": ", 1)
    assert said in words_of(page)


def test_the_rules_stay_when_the_page_is_turned() -> None:
    page = visited("list", half_life="90", attempts="Are left out")
    page.switch_page("views/method.py").run()
    assert complaints(page) == []
    assert in_rules_words(Rules(half_life_days=90, attempts="leave")) in words_of(page)
