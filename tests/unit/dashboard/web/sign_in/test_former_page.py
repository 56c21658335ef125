"""A page that was open when its session ended shows nothing more."""

from __future__ import annotations

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.services.workspace import Workspace
from dashboard.web.sign_in.former_page import RELOAD
from dashboard.web.sign_in.oidc import ByProvider
from dashboard.web.sign_in.provider import provider_of
from tests.unit.dashboard.web.sign_in.asking import Clock, scope_of
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
