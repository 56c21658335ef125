"""The server prepares once it answers, and stops between two steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import Literal

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.web import prepared_server
from dashboard.web.kit.page_runs import PageRuns
from dashboard.web.prepared_server import PreparedServer
from tests.browser.serving import free_port

PATIENCE = 30


def test_it_answers_while_it_prepares_and_stops_after_the_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    port, began, go_on = free_port(), Event(), Event()
    steps = []

    def work() -> Iterator[None]:
        for number in range(3):
            began.set()
            assert go_on.wait(PATIENCE)
            steps.append(number)
            yield

    monkeypatch.setattr(prepared_server, "_steps", work)
    pages = Starlette(routes=[Route("/health", lambda _: PlainTextResponse("ok"))])
    server = PreparedServer(uvicorn.Config(pages, port=port, log_config=None, ws="none"))
    serving = Thread(target=server.run)
    serving.start()
    assert began.wait(PATIENCE)
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", "/health")
    assert connection.getresponse().read() == b"ok"
    connection.close()
    server.should_exit = True
    serving.join(PATIENCE)
    assert not serving.is_alive()
    go_on.set()
    server._work.join(PATIENCE)
    assert steps == [0]


@dataclass
class Ahead:
    """A server with three steps to do ahead; it serves nothing."""

    runs: PageRuns
    steps: Queue[int]
    server: PreparedServer

    def begin(self) -> Thread:
        work = Thread(target=self.server._prepare)
        work.start()
        return work


@pytest.fixture
def ahead(monkeypatch: pytest.MonkeyPatch) -> Ahead:
    runs, steps = PageRuns(), Queue[int]()

    def work() -> Iterator[None]:
        for number in range(3):
            steps.put(number)
            yield

    monkeypatch.setattr(prepared_server, "PAGE_RUNS", runs)
    monkeypatch.setattr(prepared_server, "PATIENCE", float(PATIENCE))
    monkeypatch.setattr(prepared_server, "DRAWING", 0.01)
    monkeypatch.setattr(prepared_server, "_steps", work)
    config = uvicorn.Config(Starlette(), log_config=None, ws="none")
    return Ahead(runs, steps, PreparedServer(config))


def test_a_step_waits_for_a_page_that_is_being_made(ahead: Ahead) -> None:
    with ahead.runs.counted():
        work = ahead.begin()
        assert ahead.steps.get(timeout=PATIENCE) == 0
        work.join(0.3)
        assert ahead.steps.empty()
    assert [ahead.steps.get(timeout=PATIENCE) for _ in range(2)] == [1, 2]
    work.join(PATIENCE)
    assert not work.is_alive()


def test_no_step_waits_for_ever(ahead: Ahead, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared_server, "PATIENCE", 0.01)
    with ahead.runs.counted():
        ahead.server._prepare()
    assert [ahead.steps.get(timeout=PATIENCE) for _ in range(3)] == [0, 1, 2]


def test_a_server_that_stops_does_not_wait_for_a_page(ahead: Ahead) -> None:
    with ahead.runs.counted():
        work = ahead.begin()
        assert ahead.steps.get(timeout=PATIENCE) == 0
        ahead.server._stopping.set()
        work.join(PATIENCE)
        assert not work.is_alive()
    assert ahead.steps.empty()


@pytest.mark.parametrize(("prepare", "asked"), [("on", 1), ("off", 0)])
def test_what_pages_show_is_worked_out_ahead_unless_a_setting_leaves_it_to_who_asks_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, prepare: Literal["on", "off"], asked: int
) -> None:
    workspace = Workspace(Settings(data=tmp_path, prepare=prepare))
    prepared: list[Workspace] = []

    def ahead(of: Workspace) -> Iterator[None]:
        prepared.append(of)
        yield

    monkeypatch.setattr(prepared_server, "the_workspace", lambda: workspace)
    monkeypatch.setattr(prepared_server, "prepare_pages", ahead)
    modules = len(list(prepared_server._steps())) - asked
    assert modules > 1  # the code of pages is made ready in any case
    assert prepared == [workspace] * asked
