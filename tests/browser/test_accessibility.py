"""axe finds nothing of any severity, in the light and in the dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

import sample_data
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.wording.case_forms import TITLES, in_button_words
from tests.app.pages import MENU, VIEWS
from tests.browser.reading import Reader, Record, Tabs
from tests.browser.serving import Server
from tests.conftest import TESTER
from tests.depth import ALL, TURN, some

pytestmark = pytest.mark.browser

#: So high that nothing is out of sight: axe passes over what it cannot see.
TALL = ViewportSize(width=1440, height=4000)
UPDATE = Path(sample_data.__file__).parent / "examples/synthetic-allegations-update.csv"

SUSPECT_AT = 80  # pixels from the left
HINT_GONE = 500  # milliseconds
AXE: Final = Axe()
BAND = "Not the announced rule"
#: Into how many pages, and parts of pages, are dealt out.
SHARES: Final = 3
#: Pages that say above all when a list is of other rules, and the parts of the places.
WITH_BAND: Final = ("", "list", "suspect", "quality")
TABS: Final = ("Wards", "Over time", "Suspects", "Crimes", "Allocation")
Theme = Literal["light", "dark"]
THEMES: Final[tuple[Theme, ...]] = ("light", "dark")
#: The theme in which each page of a test was looked at.
LOOKED: Final[list[Theme]] = []
#: The page's own colour in each, as .streamlit/config.toml has it.
PAPER: Final[dict[Theme, str]] = {"light": "rgb(255, 255, 255)", "dark": "rgb(17, 22, 28)"}


@pytest.fixture
def reader(tabs: Tabs, server: Server, record: Record) -> Reader:
    LOOKED.clear()
    return Reader(tabs(TALL, "light"), server, record)


def faults(reader: Reader) -> list[str]:
    """What axe holds to be wrong in either theme, minor or not: rule, place and reason.

    It is one theme, and the other one for the next page and the next day, unless all is tried.
    """
    reader.page.mouse.move(0, 0)  # what is pointed at would have its hint beside the page
    reader.page.wait_for_timeout(HINT_GONE)
    found = []
    in_turn = THEMES[(TURN + len(LOOKED)) % len(THEMES)]
    LOOKED.append(in_turn)
    for theme in THEMES if ALL else [in_turn]:
        use_theme(reader, theme)
        found += [
            f"{theme}: {fault['impact']} {fault['id']} at {node['target']}: "
            f"{node['failureSummary']}"
            for fault in violations(reader.page)
            for node in fault["nodes"]
        ]
    use_theme(reader, THEMES[0])
    return found


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe holds to be wrong, by all of its rules.

    It is brought into a page once, not once a theme: the second time it runs in half the time.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    run = "axe.run({resultTypes: ['violations']}).then(results => results.violations)"
    found: list[dict[str, Any]] = page.evaluate(run)
    return found


def use_theme(reader: Reader, theme: Theme) -> None:
    """Change the theme of the reader's system, which the page follows at once."""
    reader.page.emulate_media(color_scheme=theme)
    expect(reader.page.get_by_test_id("stApp")).to_have_css("background-color", PAPER[theme])
    reader.rest()


def test_no_page_has_a_fault(reader: Reader) -> None:
    """Each is turned to in the menu, as a reader does, who does not load all code anew."""
    titles = {page: title for page, title, *_ in MENU}
    assert sorted(titles) == VIEWS
    views = some(VIEWS, SHARES, shares=SHARES)
    reader.open()
    found = {}
    for view in views:
        if view != "overview":
            reader.turn_to(titles[view])
        else:
            reader.open()
        found[view] = faults(reader)
    assert sorted(found) == views
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


def of_another_window(view: str) -> Callable[[Reader, str, str], None]:
    """Opens a page with the band of a list of other rules."""

    def opened(reader: Reader, suspect: str, _: str) -> None:
        query = {"suspect": suspect} if view == "suspect" else {}
        reader.open(view, window=180, **query)
        expect(reader.page.get_by_text(BAND)).to_be_visible()

    return opened


def with_a_form(reader: Reader, suspect: str, _: str) -> None:
    """Opens the form of an event in a case."""
    reader.open("case", ref=suspect)
    reader.page.get_by_role("combobox", name="What happens next").click()
    reader.page.get_by_role("option", name=TITLES["action"], exact=True).click()
    button = in_button_words("action")
    expect(reader.page.get_by_role("button", name=button, exact=True)).to_be_visible()


def at_boroughs(**query: str) -> Callable[[Reader, str, str], None]:
    """Opens a part of the places."""
    return lambda reader, *_: reader.open("boroughs", **query)


#: With a person and a borough open, the band of another list, and each part of the places; each
#: takes a reader and what the links of two suspects say.
PARTS: Final[dict[str, Callable[[Reader, str, str], None]]] = {
    "a suspect": lambda reader, suspect, _: reader.open("suspect", suspect=suspect),
    "two compared": lambda reader, suspect, second: reader.open(
        "compare", **{"suspect": suspect, "with": second}
    ),
    **{f"{view} of another window": of_another_window(view) for view in WITH_BAND},
    "a borough": at_boroughs(borough="Croydon"),
    "wards of a borough": at_boroughs(by="Wards", borough="Croydon"),
    "wards that stand out": at_boroughs(counted="Recorded crime (real)", tab="Wards", wide="true"),
    **{f"{tab} of a borough": at_boroughs(borough="Croydon", tab=tab) for tab in TABS},
    "a case": lambda reader, suspect, _: reader.open("case", ref=suspect),
    "a form of a case": with_a_form,
    "one person before a meeting": lambda reader, suspect, _: reader.open(
        "meeting", suspect=suspect
    ),
    "a link to nobody": lambda reader, *_: reader.open("suspect", suspect="nonsense"),
}


def test_no_part_of_a_page_has_a_fault(reader: Reader, desk: Workspace) -> None:
    suspects = ranked_list(ask(desk, TESTER, RankingSpec())).people["suspect_id"].head(2)
    first, second = map(desk.register.link, suspects)
    found = {}
    for part in some(list(PARTS), SHARES, shares=SHARES):
        PARTS[part](reader, first, second)
        if part == "a suspect":
            reader.expect_suspect(suspects[0])
        found[part] = faults(reader)
    assert found
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


def test_a_scored_file_has_no_fault(reader: Reader) -> None:
    reader.open("score")
    reader.page.locator("input[type=file]").set_input_files(UPDATE)
    expect(reader.page.get_by_text("What each row adds")).to_be_visible()
    reader.rest()
    assert faults(reader) == []
    reader.grid().click(SUSPECT_AT, 0)
    expect(reader.page.get_by_text("How solid is it")).to_be_visible()
    reader.rest()
    assert faults(reader) == []


def test_a_page_opened_in_the_dark_is_dark(tabs: Tabs, server: Server, record: Record) -> None:
    reader = Reader(tabs(TALL, "dark"), server, record)
    reader.open("method")
    expect(reader.page.get_by_test_id("stApp")).to_have_css("background-color", PAPER["dark"])


def test_the_theme_follows_the_reader(reader: Reader) -> None:
    reader.open("method")
    for theme in reversed(THEMES):
        use_theme(reader, theme)
