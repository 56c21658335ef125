"""What several kinds of tests share: the demonstration data, built once a run."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from dashboard.access.viewer import Viewer
from dashboard.services.demonstration import build_demonstration
from dashboard.services.question import Caller
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.depth import DEEP, examples

# No test fails for being slow: a machine that is busy is no fault of what is tested.
for name, number in (("quick", examples(100)), ("deep", 100)):
    settings.register_profile(
        name,
        deadline=None,
        max_examples=number,
        suppress_health_check=[HealthCheck.too_slow],
    )
settings.load_profile("deep" if DEEP else "quick")

TESTER = Viewer(who="tester")
PATIENCE = 120


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave what takes minutes to `.ci/run`, and say so."""
    for item in items:
        if not DEEP and item.get_closest_marker("deep"):
            item.add_marker(pytest.mark.skip(reason="takes minutes: set HARMDESK_TESTS=deep"))


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the demonstration data; to be read, never loaded into."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "demonstration"
    try:
        folder.mkdir()
    except FileExistsError:  # the other worker builds it
        deadline = time.monotonic() + PATIENCE
        while not (folder / "ready").exists():
            assert time.monotonic() < deadline, "the demonstration data was not built in time"
            time.sleep(0.1)
        return folder
    build_demonstration(Caller(Workspace(Settings(data=folder)), TESTER))
    (folder / "ready").touch()
    return folder


@pytest.fixture
def desk(demonstration: Path) -> Workspace:
    """A desk on the demonstration data."""
    return Workspace(Settings(data=demonstration))
