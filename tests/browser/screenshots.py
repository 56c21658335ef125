"""Pictures of every page, wide and on a telephone, in the light and in the dark.

`python -m tests.browser.screenshots DIR` writes `list-light.png`, `list-dark-narrow.png` and so
on into DIR, from the demonstration data. `make pictures` writes those of the documentation,
`docs/pictures/list.png` and so on: wide and light, one of each page.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal

from playwright.sync_api import Browser, ViewportSize, expect, sync_playwright

from dashboard.access.viewer import Viewer
from dashboard.services.demonstration import build_demonstration
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import Caller, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.app.pages import VIEWS
from tests.browser.chromium import launch
from tests.browser.reading import PATIENCE, Grid, Reader, Record
from tests.browser.serving import Server, serving

Theme = Literal["light", "dark"]

PHOTOGRAPHER: Final = Viewer(who="screenshots")
THEMES: Final[tuple[Theme, ...]] = ("light", "dark")
SIZES: Final = {
    "": ViewportSize(width=1440, height=1000),
    "-narrow": ViewportSize(width=390, height=844),
}
DRAWN: Final = 1_000  # milliseconds that a canvas takes to be drawn anew


def pages_of(desk: Workspace) -> dict[str, tuple[str, dict[str, str]]]:
    """Each picture's name, with the page and the query of its link."""
    first, second = ranked_list(ask(desk, PHOTOGRAPHER, RankingSpec())).people["suspect_id"].head(2)
    both = {"suspect": desk.register.link(first), "with": desk.register.link(second)}
    return {
        "overview": ("", {}),
        "list": ("list", {}),
        "find": ("find", {}),
        "cohorts": ("cohorts", {}),
        "sure": ("sure", {}),
        "movement": ("movement", {}),
        "suspect": ("suspect", {"suspect": desk.register.link(first)}),
        "suspect-empty": ("suspect", {}),
        "compare": ("compare", both),
        "duplicates": ("duplicates", {}),
        "duplicates-pair": ("duplicates", both),
        "cases": ("cases", {}),
        "case": ("case", {"ref": desk.register.link(first)}),
        "boroughs": ("boroughs", {}),
        "allocation": ("allocation", {}),
        "boroughs-wards": ("boroughs", {"by": "Wards", "borough": "Croydon"}),
        "boroughs-suspects": ("boroughs", {"borough": "Croydon", "tab": "Suspects"}),
        "meeting": ("meeting", {}),
        "meeting-person": ("meeting", {"suspect": desk.register.link(first)}),
        "work": ("work", {}),
        "results": ("results", {}),
        "reach": ("reach", {}),
        "reach-borough": ("reach", {"borough": "Richmond upon Thames"}),
        "quality": ("quality", {}),
        "upload": ("upload", {}),
        "score": ("score", {}),
        "subject_access": ("subject_access", {}),
        "method": ("method", {}),
    }


def wait_until_drawn(reader: Reader) -> None:
    """Wait for every table in sight, every chart, and the letters in them."""
    for table in reader.page.get_by_test_id("stDataFrame").filter(visible=True).all():
        Grid(table).wait()
    for chart in reader.page.get_by_test_id("stPlotlyChart").all():
        expect(chart.locator(".main-svg").first).to_be_attached(timeout=PATIENCE)
    reader.page.evaluate("document.fonts.ready")
    reader.page.wait_for_timeout(DRAWN)


def take(
    browser: Browser, server: Server, desk: Workspace, folder: Path, *, documented: bool
) -> list[Path]:
    """Write the pictures; their files.

    Args:
        browser: what takes them.
        server: where the pages are.
        desk: the record behind them.
        folder: where the pictures go.
        documented: only those of the documentation, by the page's name alone.
    """
    taken = []
    every = product(THEMES, SIZES.items())
    forms = [form for form in every if not documented or form == ("light", ("", SIZES[""]))]
    for theme, (suffix, size) in forms:
        context = browser.new_context(viewport=size, color_scheme=theme)
        reader = Reader(context.new_page(), server, Record())
        for name, (view, query) in pages_of(desk).items():
            if documented and name not in VIEWS:
                continue
            reader.open(view, **query)
            wait_until_drawn(reader)
            taken.append(folder / (f"{name}.png" if documented else f"{name}-{theme}{suffix}.png"))
            reader.page.screenshot(path=taken[-1])
        context.close()
    return taken


def main(folder: Path, *, documented: bool) -> None:
    """Build the demonstration, serve it, and photograph it."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as data, sync_playwright() as playwright:
        desk = Workspace(Settings(data=Path(data)))
        build_demonstration(Caller(desk, PHOTOGRAPHER))
        browser = launch(playwright)
        with serving(Path(data), prepare=True) as server:
            for picture in take(browser, server, desk, folder, documented=documented):
                sys.stdout.write(f"{picture}\n")
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:  # the program, the folder, and perhaps which
        sys.exit("Say where the pictures go: python -m tests.browser.screenshots DIR [documented]")
    main(Path(sys.argv[1]), documented=sys.argv[2:] == ["documented"])
