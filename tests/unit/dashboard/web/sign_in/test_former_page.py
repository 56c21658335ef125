"""A page that was open when its session ended shows nothing more, whoever refuses it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.web.sign_in.former_page import RELOAD
from dashboard.web.sign_in.oidc import ByProvider
from dashboard.web.sign_in.provider import provider_of
from dashboard.web.sign_in.proxy import ByProxy
from tests.unit.dashboard.build import loaded, row
from tests.unit.dashboard.web.sign_in.asking import Clock, hold_open, scope_of
from tests.unit.dashboard.web.sign_in.test_oidc import ORIGIN, cookie, workspace

__all__ = ["workspace"]


async def accepting(scope: Scope, receive: Receive, send: Send) -> None:
    """Streamlit, as far as it matters: it takes a websocket and sends something."""
    assert (scope["type"], (await receive())["type"]) == ("websocket", "websocket.connect")
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.send", "bytes": b"a page"})


def sent_to(door: ByProvider, *headers: tuple[str, str]) -> list[object]:
    """What a browser is sent that opens a websocket."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = scope_of("/_stcore/stream", headers, kind="websocket")
    asyncio.run(door(scope, receive, send))
    return [message.get("bytes", message["type"]) for message in sent]


@pytest.mark.parametrize(
    ("words", "again"),
    [
        (None, False),
        ("streamlit", False),
        ("streamlit, token", False),
        ("streamlit, token, ", False),
        ("streamlit, token, a-session", True),
        ("streamlit,,a-session", True),
    ],
)
@pytest.mark.parametrize("known", [True, False])
def test_a_stranger_s_page_that_was_open_loads_anew_and_no_other(
    workspace: Workspace, words: str | None, *, again: bool, known: bool
) -> None:
    clock = Clock()
    door = ByProvider(accepting, workspace, provider_of(workspace.settings, ORIGIN), clock=clock)
    headers = [] if words is None else [("Sec-WebSocket-Protocol", words)]
    if known:
        headers.append(cookie(workspace, clock.now))
    reloads = [RELOAD] if again and not known else []
    assert sent_to(door, *headers) == ["websocket.accept", *reloads, b"a page"]


def test_the_message_sends_a_page_to_its_own_address() -> None:
    message = ForwardMsg.FromString(RELOAD)
    assert (message.WhichOneof("type"), message.auth_redirect.url) == ("auth_redirect", "")


AGAIN: Final = ("Sec-WebSocket-Protocol", "streamlit, token, a-session")


def by_proxy(folder: Path, clock: Clock) -> ByProxy:
    loaded(folder, row())
    settings = Settings(data=folder, proxy="127.0.0.1")
    return ByProxy(accepting, Workspace(settings), clock=clock)


def test_a_page_whose_reader_the_proxy_names_no_longer_is_loaded_anew(tmp_path: Path) -> None:
    door = by_proxy(tmp_path, Clock())
    sent = hold_open(door, scope_of("/_stcore/stream", [AGAIN], kind="websocket"), lambda _: False)
    assert sent == [
        {"type": "websocket.accept", "subprotocol": "streamlit"},
        {"type": "websocket.send", "bytes": RELOAD},
        {"type": "websocket.close", "code": 1008},
    ]


@pytest.mark.parametrize("peer", ["127.0.0.1", "192.0.2.7"])
def test_who_had_no_page_or_comes_past_the_proxy_is_refused_without_a_word(
    tmp_path: Path, peer: str
) -> None:
    door = by_proxy(tmp_path, Clock())
    words = ("Sec-WebSocket-Protocol", "streamlit, token") if peer == "127.0.0.1" else AGAIN
    scope = scope_of("/_stcore/stream", [words], peer=peer, kind="websocket")
    assert hold_open(door, scope, lambda _: False) == [{"type": "websocket.close", "code": 1008}]


async def staying(scope: Scope, receive: Receive, send: Send) -> None:
    """Streamlit with a page that stays open until its reader may not have it any longer."""
    del scope
    await receive()
    await send({"type": "websocket.accept"})
    while (await receive())["type"] != "websocket.disconnect":
        pass


def test_a_page_that_nobody_touched_for_long_is_loaded_anew_before_it_is_closed(
    tmp_path: Path,
) -> None:
    """The proxy may refuse whoever comes again, and this server would not hear of it."""
    clock = Clock()
    loaded(tmp_path, row())
    workspace = Workspace(Settings(data=tmp_path, proxy="127.0.0.1", idle_minutes=5))
    door = ByProxy(staying, workspace, clock=clock)
    ada = (("X-Forwarded-User", "ada"), ("X-Forwarded-Roles", "analyst"))

    def wait(_: int) -> bool:
        clock.now += 301
        return False

    sent = hold_open(door, scope_of("/_stcore/stream", ada, kind="websocket"), wait)
    assert [message["type"] for message in sent] == [
        "websocket.accept",
        "websocket.send",
        "websocket.close",
    ]
    assert sent[1]["bytes"] == RELOAD
