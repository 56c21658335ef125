"""axe finds nothing serious or critical, in the light and in the dark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize

from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from tests.app.pages import VIEWS
from tests.browser.reading import Reader, Record
from tests.browser.serving import Server
from tests.conftest import TESTER

pytestmark = pytest.mark.browser

#: So high that nothing is out of sight: axe passes over what it cannot see.
TALL = ViewportSize(width=1440, height=4000)
GRAVE = {"serious", "critical"}

Theme = Literal["light", "dark"]


@pytest.fixture(params=["light", "dark"])
def reader(
    request: pytest.FixtureRequest, browser: Browser, server: Server, record: Record
) -> Iterator[Reader]:
    context = browser.new_context(viewport=TALL, color_scheme=request.param)
    yield Reader(record.watch(context.new_page()), server, record)
    context.close()


def grave(reader: Reader) -> list[str]:
    """What axe holds to be serious or critical: rule, place and reason."""
    found = Axe().run(reader.page).response["violations"]
    return [
        f"{fault['id']} at {node['target']}: {node['failureSummary']}"
        for fault in found
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]


def test_no_page_has_a_serious_fault(reader: Reader, desk: Workspace) -> None:
    suspect, second = ranked_list(ask(desk, TESTER, RankingSpec())).people["suspect_id"].head(2)
    found = {}
    for view in VIEWS:
        reader.open(view if view != "overview" else "")
        found[view] = grave(reader)
    reader.open("suspect", suspect=desk.register.link(suspect))
    reader.expect_suspect(suspect)
    found[suspect] = grave(reader)
    link = desk.register.link
    reader.open("compare", **{"suspect": link(suspect), "with": link(second)})
    found["two compared"] = grave(reader)
    reader.open("boroughs", by="Wards", borough="Croydon")
    found["wards of a borough"] = grave(reader)
    reader.open("boroughs", counted="Recorded crime (real)", tab="Wards", wide="true")
    found["wards that stand out"] = grave(reader)
    for tab in ("Over time", "Suspects", "Crimes"):
        reader.open("boroughs", borough="Croydon", tab=tab)
        found[f"{tab} of a borough"] = grave(reader)
    reader.open("suspect", suspect="nonsense")
    found["a link to nobody"] = grave(reader)
    assert {where: faults for where, faults in found.items() if faults} == {}


def test_the_theme_follows_the_reader(reader: Reader) -> None:
    reader.open("method")
    dark = reader.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    paper = reader.page.get_by_test_id("stApp").evaluate(
        "app => getComputedStyle(app).backgroundColor"
    )
    assert paper == ("rgb(17, 22, 28)" if dark else "rgb(255, 255, 255)")
