"""Whatever a link says, the page stands, and says in one line what it does not follow."""

from __future__ import annotations

import ast
import re
from datetime import date, timedelta
from typing import Final

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.services.listing.filters import FACETS
from dashboard.services.places.area_choices import LONDON
from dashboard.services.workspace import Workspace
from dashboard.web.kit.more_rules import CHOICES
from dashboard.web.kit.parameters import FAULTS_LISTED
from dashboard.web.kit.ranking_spec import DEFINITION, TIES
from harm.offences import indices
from harm.scoring.rules import Rules
from tests.app.pages import DASHBOARD, VIEWS, complaints, unescaped, visited

SIDEBAR: Final = (
    *("as_of", "window", "index", "definition", "top", "ties", "list"),
    *CHOICES,
    *("half_life", "minimum"),  # and the seeds, which may be nearly anything
)
OF_PAGE: Final[dict[str, tuple[str, ...]]] = {
    "cohorts": ("lane",),
    "sure": ("sure",),
    "boroughs": (
        *("by", "counted", "measure", "borough", "wide", "tab", "span"),
        *("closer", "spots"),  # of older links
    ),
    "movement": ("from", "to"),
    "suspect": ("suspect",),
    "compare": ("suspect", "with"),
    "duplicates": ("suspect", "with", "pairs"),
    "cases": ("state", "owner"),
    "case": ("ref",),
}
HOSTILE: Final = (
    *("inf", "-inf", "Infinity", "1e309", "nan", "-0", "0", "-1", "", " ", "9" * 400),
    *("0x10", "1.5", "1_0", "30 ", "+30", "٣٠", "²", "True", "None", "[]", "{}", "null"),
    *("a\0b", "\0", "a\nb", "a\r\n\r\n# b", "\u202e", "\ufffd", "x" * 10_000),
    *("2025-02-30", "0000-00-00", "31/12/2025", "2025-12-31T00:00", "-2025-01-01", "9999-12-31"),
    *("<script>alert(1)</script>", "[a](https://elsewhere.example)", "$x^2$", ":red[a]", "`a`"),
    *("https://elsewhere.example", "../../etc/passwd", "' or 1=1 --", "%s%n", "**a**"),
)
#: What a page would show if a value were read as Markdown.
LIVE: Final = ("](", "https://", "<", "**a**", ":red[", "$x^2$", "\n", "\0")


def one_line(page: AppTest) -> str:
    """The one warning of a page that does not complain otherwise."""
    assert complaints(page) == []
    assert len(page.title) == 1
    [line] = [warning.value for warning in page.warning]
    read = re.sub(r"\\.", "", line)  # what is marked as no Markdown
    assert not [sign for sign in LIVE if sign in read]
    return str(line)


def opened(view: str, query: dict[str, str | list[str]]) -> AppTest:
    page = AppTest.from_file(str(DASHBOARD / "app.py"), default_timeout=60)
    page.switch_page(f"views/{view}.py")
    page.query_params.update(query)
    return page.run()


def some_of(number: int, how_many: int) -> list[str]:
    """Some of the hostile values, others for each number, so that all are tried."""
    return [HOSTILE[(number * how_many + n) % len(HOSTILE)] for n in range(how_many)]


@pytest.mark.parametrize(("number", "view"), list(enumerate(VIEWS)))
def test_a_link_that_is_wrong_throughout_is_said_in_one_line(number: int, view: str) -> None:
    keys = (*SIDEBAR, "show", *FACETS, *OF_PAGE.get(view, ()), "nonsense")
    for value in some_of(number, 2):
        page = opened(view, dict.fromkeys(keys, value))
        line = one_line(page)
        assert line.count("“") + line.count("There is no frozen list") >= FAULTS_LISTED
        assert f"And {len(keys) - FAULTS_LISTED} more" in line
        assert not set(page.query_params) & set(keys)


@pytest.mark.parametrize(("number", "key"), list(enumerate((*SIDEBAR, "show", *FACETS))))
def test_a_bad_value_of_the_sidebar_or_a_filter_is_named_with_what_is_used_instead(
    number: int, key: str
) -> None:
    for value in some_of(number, 3):
        line = one_line(opened("method", {key: value}))
        assert key in unescaped(line)
        assert "cannot be used" in line or "not known here" in line or "as the data is now" in line


@pytest.mark.parametrize(
    ("number", "view", "key"),
    [(n, view, key) for n, (view, keys) in enumerate(OF_PAGE.items()) for key in keys],
)
def test_a_bad_value_of_a_page_is_named(number: int, view: str, key: str) -> None:
    [value] = some_of(number, 1)
    assert key in unescaped(one_line(opened(view, {key: value})))


def test_what_is_used_instead_is_what_the_control_shows(desk: Workspace) -> None:
    line = one_line(opened("method", {"window": "inf", "top": "1e309", "as_of": "2025-02-30"}))
    page = opened("method", {"window": "inf"})
    assert page.number_input(key="window").value == Rules().window_days
    assert "“inf” cannot be used; 365 is used instead." in unescaped(line)
    assert f"{desk.facts.newest:%-d %B %Y} is used instead" in line


@pytest.mark.parametrize("key", ["window", "index", "lane", "suspect", "show"])
def test_a_value_that_stands_twice_is_none(key: str) -> None:
    words = {"window": ["30", "60"], "index": ["a", "a"], "lane": ["Deceased", "Under 18"]}
    view = "cohorts" if key == "lane" else "suspect" if key == "suspect" else "method"
    page = opened(view, {key: words.get(key, ["near", "everyone"])})
    assert key in one_line(page)


@pytest.mark.parametrize("name", ["nonsense", "lane", "Window", "a\0b", "[a](b)", "x" * 5_000, "_"])
def test_a_parameter_that_a_page_does_not_know_is_named_and_left_out(name: str) -> None:
    page = opened("method", {name: "1"})
    assert "is not used here and is left out" in one_line(page)
    assert name not in page.query_params


def test_a_good_link_is_followed_without_a_word(desk: Workspace) -> None:
    as_of = (desk.facts.newest - timedelta(days=40)).isoformat()
    page = opened("method", {"window": "30", "top": "7", "as_of": as_of, "ties": TIES["all_in"]})
    assert not page.warning
    assert page.number_input(key="window").value == 30
    assert page.number_input(key="top").value == 7
    assert page.date_input(key="as_of").value == date.fromisoformat(as_of)
    assert page.selectbox(key="ties").value == "all_in"


def test_what_was_wrong_stays_said_until_somebody_chooses_or_turns_the_page() -> None:
    page = opened("method", {"window": "inf"})
    assert "inf" in one_line(page.run())
    assert not page.switch_page("views/compare.py").run().warning
    page = opened("list", {"home": "nowhere"})
    assert page.multiselect(key="filter home").set_value([]).run()
    page.multiselect(key="filter home").set_value(["E09000022"]).run()
    assert not page.warning


@pytest.mark.parametrize(
    ("key", "other", "usual"),
    [
        ("window", "30", "365"),
        ("top", "7", "100"),
        ("index", indices.get("ons-css-2020").title, indices.get(indices.names()[0]).title),
        ("definition", DEFINITION["all"], DEFINITION["vawg"]),
        ("ties", TIES["all_in"], TIES["order"]),
        *((key, *reversed(titles.values())) for key, (_, titles) in CHOICES.items()),
        ("minimum", "3", "1"),
        ("seed", "another", "harmdesk"),
    ],
)
def test_a_link_that_states_what_is_usual_sets_it(key: str, other: str, usual: str) -> None:
    page = opened("method", {key: other})
    numbers, texts = {"window", "top", "minimum"}, {"seed"}
    kinds = (
        page.number_input if key in numbers else page.text_input if key in texts else page.selectbox
    )
    first = kinds(key=key).value
    page.query_params[key] = usual
    page.run()
    assert complaints(page) == []
    assert kinds(key=key).value != first
    assert not page.warning
    page.query_params[key] = other
    page.run()
    assert kinds(key=key).value == first


def test_a_link_that_states_the_newest_date_sets_it(desk: Workspace) -> None:
    page = opened("method", {"as_of": "2025-12-31"})
    page.query_params["as_of"] = desk.facts.newest.isoformat()
    assert page.run().date_input(key="as_of").value == desk.facts.newest


def test_a_link_that_states_london_leads_back_to_it() -> None:
    page = opened("boroughs", {"borough": "Camden"})
    assert page.selectbox(key="borough").value == "Camden"
    page.query_params["borough"] = LONDON
    assert page.run().selectbox(key="borough").value == LONDON


def test_a_choice_in_the_sidebar_wins_over_the_link_that_was_opened() -> None:
    page = visited("method", window="30")
    page.number_input(key="window").set_value(90).run()
    assert page.number_input(key="window").value == 90
    assert page.run().number_input(key="window").value == 90


def test_every_control_that_stands_in_the_link_has_a_judge() -> None:
    bound: set[str] = set()
    judged: set[str] = set()
    for file in sorted([*(DASHBOARD / "kit").glob("*.py"), *(DASHBOARD / "parts").glob("*.py")]):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            words = {word.arg: word.value for word in call.keywords}
            if "bind" in words:
                bound.add(ast.unparse(words["key"]))
            if isinstance(call.func, ast.Name) and call.func.id.startswith("take_") and call.args:
                judged.add(ast.unparse(call.args[0]))
    assert "'window'" in bound
    assert bound <= judged


def _places_to_click() -> None:
    import streamlit as st  # noqa: PLC0415 - a page of its own

    from dashboard.web.kit.parameters import leave_link, read_link, take_choice  # noqa: PLC0415 - the same

    def look_at(name: str) -> None:
        st.session_state["borough"] = name

    places = ["London", "Camden", "Barnet"]
    read_link("places")
    take_choice("borough", places)
    st.selectbox("Borough", places, key="borough", bind="query-params")
    for name in places:
        st.button(name, key=name, on_click=look_at, args=(name,))
    leave_link()


def test_a_click_wins_over_what_an_earlier_click_wrote_into_the_link() -> None:
    page = AppTest.from_function(_places_to_click).run()
    for name in ("Camden", "Barnet", "Camden", "London", "Barnet"):
        page.button(key=name).click().run()
        assert page.selectbox(key="borough").value == name
        assert page.query_params == ({} if name == "London" else {"borough": name})
