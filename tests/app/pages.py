"""A page as its reader has it, without a browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pandas as pd
from streamlit.testing.v1 import AppTest

import dashboard
from dashboard.access.policy import has_right
from dashboard.access.viewer import Viewer
from dashboard.web.navigation import PAGE_ACTIONS, PAGES
from dashboard.wording.markdown import APART

DASHBOARD: Final = Path(dashboard.__file__).parent / "web"
#: The pages of an analyst, as whom a demonstration is opened; `test_roles` opens the others.
VIEWS: Final = sorted(
    path.stem
    for path in (DASHBOARD / "views").glob("*.py")
    if path.stem not in {"__init__", "log", "removal"}
)
#: The pages in the menu of an analyst, as `navigation.PAGES` has them.
MENU: Final = tuple(
    page for page in PAGES if has_right(Viewer("an analyst"), PAGE_ACTIONS[page[0]])
)
PATIENCE: Final = 60


def visited(view: str, **query: str) -> AppTest:
    """A view, opened through the navigation with these values in its link."""
    page = AppTest.from_file(str(DASHBOARD / "app.py"), default_timeout=PATIENCE)
    page.switch_page(f"views/{view}.py")
    page.query_params.update(query)
    return page.run()


def words_of(page: AppTest) -> str:
    """Everything that a page says in words, the signs that keep Markdown off taken out."""
    spoken = [
        str(getattr(element, "value", ""))
        for kind in (
            "title",
            "header",
            "subheader",
            "markdown",
            "caption",
            "info",
            "warning",
            "error",
        )
        for element in page.get(kind)
    ]
    return unescaped("\n".join(spoken))


def unescaped(markdown: str) -> str:
    """Text as a page shows it, the signs that keep Markdown off taken out."""
    return markdown.replace(APART, "").replace("\\", "")


def complaints(page: AppTest) -> list[str]:
    """What a page says is wrong."""
    return [*(error.value for error in page.error), *(e.value for e in page.exception)]


def figures(page: AppTest) -> list[dict[str, Any]]:
    """The first trace of each figure on a page, as it is sent to the browser."""
    return [json.loads(chart.proto.spec)["data"][0] for chart in page.get("plotly_chart")]


def table(page: AppTest, number: int = 0) -> pd.DataFrame:
    """A table of a page, as it is sent to the browser."""
    return page.dataframe[number].value


def tables(page: AppTest, column: str) -> list[pd.DataFrame]:
    """The tables of a page that have a column, in order."""
    return [shown.value for shown in page.dataframe if column in shown.value.columns]


def looked_up(page: AppTest, reference: str) -> AppTest:
    """The suspect page after a reference was written and opened."""
    page.text_input[0].set_value(reference)
    (button,) = (button for button in page.main.button if button.label == "Open")
    return button.click().run()
