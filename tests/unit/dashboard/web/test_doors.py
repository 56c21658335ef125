"""What leaves for the browser in bulk goes through one function of its kind."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import dashboard

ROOT = Path(dashboard.__file__).parent

#: Streamlit's functions that take a table as it is, and the one file that may call each.
TABLES = dict.fromkeys(
    (
        "dataframe",
        "table",
        "data_editor",
        "experimental_data_editor",
        "area_chart",
        "bar_chart",
        "line_chart",
        "scatter_chart",
        "map",
        "altair_chart",
        "vega_lite_chart",
        "write",
    ),
    "web/kit/table.py",
)
#: How a file could leave; Streamlit's own button hands files over without a line of the log.
FILES = {
    "download_button": None,
    "iframe": "web/kit/download.py",
    "link_button": None,
    "logo": None,
    "image": None,
    "audio": None,
    "video": None,
    "pdf": None,
}
DOORS: dict[str, str | None] = {**TABLES, **FILES}


def uses(source: str) -> Iterator[tuple[str, int]]:
    """What is called by its name on anything, and all that is taken from Streamlit."""
    tree = ast.parse(source)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            of_streamlit = isinstance(node.value, ast.Name) and node.value.id in {"st", "streamlit"}
            if of_streamlit or id(node) in called:
                yield node.attr, node.lineno
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "streamlit":
            yield from ((alias.name, node.lineno) for alias in node.names)


def is_screen(source: str) -> bool:
    return "streamlit" in source


def around(root: Path) -> list[str]:
    """Where a function of Streamlit's is used outside the file that may."""
    return [
        f"{path.relative_to(root)}:{line} {name}"
        for path in sorted(root.rglob("*.py"))
        if is_screen(source := path.read_text(encoding="utf-8"))
        for name, line in uses(source)
        if name in DOORS and path.relative_to(root).as_posix() != DOORS[name]
    ]


def test_every_table_and_file_goes_through_its_own_door() -> None:
    assert around(ROOT) == []


@pytest.mark.parametrize(
    "source",
    [
        "import streamlit as st\nst.dataframe(1)",
        "import streamlit as st\nst.columns(2)[0].table(1)",
        "import streamlit\nstreamlit.sidebar.data_editor(1)",
        "from streamlit import dataframe as show\nshow(1)",
        "import streamlit as st\nshow = st.dataframe",
        "import streamlit as st\nst.download_button('a', data=b'')",
        "import streamlit as st\nst.sidebar.iframe('/a')",
    ],
)
def test_a_way_around_a_door_is_seen(tmp_path: Path, source: str) -> None:
    (tmp_path / "page.py").write_text(source, encoding="utf-8")
    assert len(around(tmp_path)) == 1
