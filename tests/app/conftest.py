"""The pages on a copy of the demonstration data, so that their log is their own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.web.kit.session import the_workspace
from tests.conftest import with_answers


@pytest.fixture(scope="session")
def folder(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of these tests' own."""
    return Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("pages") / "data"))


@pytest.fixture
def desk(folder: Path) -> Workspace:
    """A desk beside the pages', on the same data."""
    return with_answers(Workspace(Settings(data=folder)))


@pytest.fixture(scope="session", autouse=True)
def _packages_looked_through_once() -> Iterator[None]:
    """What is installed stays the same, and each page that is opened would look through it anew.

    Streamlit reads what every package says of itself, in search of components; a server does so
    once, at its start. It was a third of what these tests took.
    """
    found = manifest_scanner.scan_component_manifests()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", lambda: list(found))
        yield


@pytest.fixture(scope="module", autouse=True)
def _desk_of_this_module() -> Iterator[None]:
    """The pages' desk, opened anew in each module and kept within it."""
    the_workspace.clear()
    yield
    the_workspace.clear()


@pytest.fixture(autouse=True)
def _pages_on_this_data(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HARMDESK_DATA", str(folder))
    with_answers(the_workspace())


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty data folder that the pages look into instead."""
    monkeypatch.setenv("HARMDESK_DATA", str(tmp_path))
    the_workspace.clear()
    yield tmp_path
    the_workspace.clear()
