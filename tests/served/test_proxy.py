"""A server behind a proxy: every page is its own reader's, and nobody comes past the proxy."""

from __future__ import annotations

import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.browser.serving import Server, serving
from tests.served.forwarding import ask, by_proxy
from tests.soak.session import Session
from tests.unit.dashboard.build import loaded, row

pytestmark = pytest.mark.slow

CAMDEN, HACKNEY = "E09000007", "E09000012"
ANN = by_proxy("ann", "analyst")
SAM = by_proxy("sam", "supervisor", CAMDEN)
AMY = by_proxy("amy", "administrator")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("behind") / "data"
    folder.mkdir()
    loaded(
        folder,
        row(
            suspect_id="OWN", suspect_name="Olive Own", suspect_home_borough=CAMDEN, borough=CAMDEN
        ),
        row(
            crime_ref="C2",
            suspect_id="FAR",
            suspect_name="Fay Farley",
            suspect_home_borough=HACKNEY,
            borough=HACKNEY,
        ),
    )
    with serving(folder, environment={"HARMDESK_PROXY": "127.0.0.1"}) as up:
        yield up


def test_pages_open_at_once_are_each_their_own_reader_s(server: Server) -> None:
    with (
        Session(server.port, ANN) as ann,
        Session(server.port, SAM) as sam,
        Session(server.port, AMY) as amy,
    ):
        for _ in range(2):
            every = {who: tab.turn_to("list") for who, tab in (("ann", ann), ("sam", sam))}
            refused = amy.turn_to("list")
            said = {who: " ".join(run.words) for who, run in every.items()}
            assert "ann, signed in" in said["ann"]
            assert "sam, signed in" in said["sam"]
            assert every["ann"].titles == ["Top 2"]
            assert "a supervisor of Camden" in said["sam"]
            assert "ann" not in re.findall(r"\w+", said["sam"])
            assert any("amy is an administrator here" in words for words in refused.complaints)
    log = Workspace(Settings(data=server.data)).register.log()
    looks = set(log.filter(log["action"].is_in(["sign_in", "list"]))["who"])
    assert looks == {"ann", "sam", "amy"}
    assert set(log.filter(log["action"] == "list")["who"]) == {"ann", "sam"}


def test_nobody_comes_past_the_proxy(server: Server) -> None:
    assert ask(server, "/", ANN)[0] == 200
    for path in ("/", "/health", "/_stcore/health", "/static/index.html"):
        status, body = ask(server, path, ANN, source="127.0.0.2")
        assert status == 403
        assert "where people sign in" in body
    with socket.create_connection(
        ("127.0.0.1", server.port), timeout=30, source_address=("127.0.0.2", 0)
    ) as line:
        lines = [
            "GET /_stcore/stream HTTP/1.1",
            f"Host: localhost:{server.port}",
            f"Origin: http://localhost:{server.port}",
            *("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"),
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            *(f"{name}: {value}" for name, value in ANN.items()),
        ]
        line.sendall("\r\n".join([*lines, "", ""]).encode())
        assert line.recv(200).startswith(b"HTTP/1.1 403")


@pytest.mark.parametrize("headers", [{}, by_proxy("eve", ""), by_proxy("", "analyst")])
def test_nobody_without_a_name_and_a_role_is_let_in(
    server: Server, headers: dict[str, str]
) -> None:
    assert ask(server, "/", headers)[0] == 403
    with pytest.raises(InvalidStatus, match="403"), Session(server.port, headers):
        pass


def test_a_session_is_not_taken_up_by_another_reader(server: Server) -> None:
    with Session(server.port, ANN) as ann:
        session = ann.turn_to("list").session
        with Session(server.port, SAM, resume=session) as sam:
            run = sam.turn_to("list")
            assert run.session not in {"", session}
            assert "sam, signed in" in " ".join(run.words)
        assert ann.turn_to("list").session == session
    with Session(server.port, ANN, resume=session) as again:
        assert again.turn_to("list").session == session


def test_a_demonstration_behind_a_proxy_offers_no_role(demonstration: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(demonstration, tmp_path / "data"))
    with serving(folder, environment={"HARMDESK_PROXY": "127.0.0.1"}) as up:
        with Session(up.port, SAM) as sam:
            run = sam.turn_to("method")
        assert "a supervisor of Camden" in " ".join(run.words)
        assert not run.complaints
