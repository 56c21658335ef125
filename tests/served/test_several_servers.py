"""Three servers on one data folder and one register, with twelve readers who have signed in.

Each reader opens pages in sessions of their own, all at once, by the servers' own websocket, as the
proxy passes it on. A reader who is alone comes first: what the log has of them, it must have of
each of the twelve, no line more and none less. It covers the servers, the gate, the register and
its chain with their locks between processes, and a load that all servers must see; not the proxy's
own choice of a server, nor a browser.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import polars as pl
import pytest

from dashboard.register import Register
from tests import postgresql
from tests.browser.serving import Server, serving
from tests.contract.program import harmdesk
from tests.depth import DEEP, some
from tests.served.forwarding import by_proxy
from tests.soak.session import Session
from tests.unit.dashboard.build import loaded, row, written

pytestmark = pytest.mark.slow

SERVERS: Final = 3
READERS: Final = 12
ROUNDS: Final = 3
VIEWS: Final = ("list", "quality", "cohorts", "method")


@pytest.fixture(params=some(["sqlite", "postgresql"], 1, shares=2))
def url(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """Where the register is; None: in the data folder."""
    binaries = postgresql.programs()
    if request.param == "sqlite":
        yield None
    elif binaries is None:
        words = "NO POSTGRESQL ON THIS MACHINE: several servers were tried on SQLite alone"
        if DEEP:
            pytest.fail(words)
        pytest.skip(words)
    else:
        with postgresql.running(binaries) as address:
            yield address


def look(server: Server, who: str) -> None:
    """Open every page in a session of its own, several times."""
    for _ in range(ROUNDS):
        with Session(server.port, by_proxy(who, "analyst")) as session:
            for view in VIEWS:
                found = session.turn_to(view)
                assert not found.complaints, found.complaints
                assert f"{who}, signed in" in " ".join(found.words)


def test_twelve_readers_of_three_servers_lose_no_line(tmp_path: Path, url: str | None) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    loaded(folder, row())
    environment = {"HARMDESK_PROXY": "127.0.0.1"} | ({"HARMDESK_REGISTER": url} if url else {})
    with ExitStack() as stack:
        servers = [
            stack.enter_context(serving(folder, environment=environment, log_name=f"{n}.log"))
            for n in range(SERVERS)
        ]
        look(servers[0], "alone")
        names = [f"reader {number}" for number in range(READERS)]
        with ThreadPoolExecutor(READERS) as crowd:
            looks = [
                crowd.submit(look, servers[number % SERVERS], name)
                for number, name in enumerate(names)
            ]
            for done in looks:
                done.result()

        register = Register.open(folder, url=url)
        stack.callback(register._engine.dispose)
        log = register.log()
        each_of = {
            who: Counter(log.filter(pl.col("who") == who).select("action", "subject").rows())
            for who in ("alone", *names)
        }
        alone = each_of["alone"]
        assert alone["sign_in", "by the proxy"] == 1
        lists = [(what, number) for (kind, what), number in alone.items() if kind == "list"]
        assert sum(number for what, number in lists if "record was wrong" not in what) == ROUNDS
        assert {name: each_of[name] for name in names if each_of[name] != alone} == {}
        assert log.filter(pl.col("who").is_in(["alone", *names])).height == (
            (READERS + 1) * alone.total()
        )
        assert log["id"].to_list() == list(range(1, log.height + 1))
        found = register.verify()
        assert (found.fault, found.lines, found.behind) == (None, log.height, 0)

        more = written(tmp_path / "more.csv", row(crime_ref="C2", suspect_id="S2"))
        answer = harmdesk("load", more, data=folder, HARMDESK_REGISTER=url or "")
        assert answer.code == 0, answer.err
        for number, server in enumerate(servers):
            with Session(server.port, by_proxy(names[number], "analyst")) as session:
                assert "version 2" in " ".join(session.turn_to("list").words)
        assert register.verify().fault is None
