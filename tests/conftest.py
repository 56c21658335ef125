"""What several kinds of tests share: the demonstration data, built once a run, and its answers."""

from __future__ import annotations

import gc
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer

from dashboard.access.viewer import Viewer
from dashboard.services.demonstration import build_demonstration
from dashboard.services.memory import Memory
from dashboard.services.question import Caller
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.dealing import FIRST, Dealing
from tests.depth import TURN, due, examples

# No test fails for being slow: a machine that is busy is no fault of what is tested.
settings.register_profile(
    "harmdesk",
    deadline=None,
    max_examples=examples(100),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("harmdesk")

TESTER = Viewer(who="tester")
PATIENCE = 120
#: What was answered of the demonstration, and of copies of it: a version has the same identity in
#: each, and what is kept rests on it and on the usual settings alone. Working it out again for each
#: test is most of what they would take.
ANSWERS = Memory(400)


def with_answers(workspace: Workspace) -> Workspace:
    """A workspace with the usual settings on the demonstration, which knows what others asked."""
    workspace._answers = ANSWERS
    return workspace


def pytest_report_header() -> str:
    """Say which share of long enumerations a run takes, so that it can be taken again."""
    return f"share of the turn: HARMDESK_TURN={TURN}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, and try what takes minutes on its day in `.ci/run` alone."""
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))
    for item in items:
        marker = item.get_closest_marker("deep")
        if marker is not None and not due(*marker.args, **marker.kwargs):
            why = "takes minutes: `.ci/run` tries it in turn, HARMDESK_TESTS=all each time"
            item.add_marker(pytest.mark.skip(reason=why))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Dealing | None:
    """Deal out by file, and room by room, where `make test` asks for it."""
    return Dealing(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:  # noqa: ARG001 - as pytest calls it
    """Look for no leavings while tests are collected: nearly all that is made there stays."""
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:  # noqa: ARG001 - as pytest calls it
    """Leave what is here now out of every later search for leavings.

    Streamlit looks for them after each run of a page; among all that was imported and collected
    that would take longer than most pages.
    """
    gc.freeze()
    gc.enable()


def pytest_unconfigure(config: pytest.Config) -> None:  # noqa: ARG001 - as pytest calls it
    """Let it go with the rest."""
    gc.unfreeze()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the demonstration data; to be read, never loaded into.

    Each worker has a copy of its own: the lines that another worker's tests write to the log
    are no part of what a test counts.
    """
    own = tmp_path_factory.getbasetemp() / "demonstration"
    if worker_id == "master":
        return build_in(own)
    shared = own.parent.parent / "demonstration"
    try:
        shared.mkdir()
    except FileExistsError:  # the other worker builds it
        deadline = time.monotonic() + PATIENCE
        while not (shared / "ready").exists():
            assert time.monotonic() < deadline, "the demonstration data was not built in time"
            time.sleep(0.1)
    else:
        build_in(shared)
        (shared / "ready").touch()
    shutil.copytree(shared, own, ignore=shutil.ignore_patterns("ready"))
    return own


def build_in(folder: Path) -> Path:
    """Build the demonstration data in a folder, made where there is none."""
    folder.mkdir(exist_ok=True)
    build_demonstration(Caller(Workspace(Settings(data=folder)), TESTER))
    return folder


@pytest.fixture
def desk(demonstration: Path) -> Workspace:
    """A desk on the demonstration data."""
    return with_answers(Workspace(Settings(data=demonstration)))
