"""Requests as an app is given them, without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Pairs = list[tuple[bytes, bytes]]


class Inside:
    """The app that is guarded; it answers everybody who gets so far, and remembers them."""

    def __init__(self) -> None:
        self.scopes: list[Scope] = []
        self.received: list[Message] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        if scope["type"] == "websocket":
            while not self.received or self.received[-1]["type"] != "websocket.disconnect":
                self.received.append(await receive())
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"secret"})

    def headers(self, name: bytes) -> list[bytes]:
        """Every value of a header of the last request that got so far."""
        return [value for key, value in self.scopes[-1]["headers"] if key == name]


@dataclass
class Clock:
    """Seconds that pass when a test lets them."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Answer:
    """What came back."""

    status: int = 0
    headers: Pairs = field(default_factory=list)
    body: bytes = b""


def scope_of(
    path: str,
    headers: Iterable[tuple[str | bytes, str | bytes]] = (),
    *,
    peer: str | None = "127.0.0.1",
    kind: str = "http",
) -> Scope:
    def raw(text: str | bytes) -> bytes:
        return text if isinstance(text, bytes) else text.encode()

    return {
        "type": kind,
        "path": path,
        "method": "GET",
        "query_string": b"",
        "client": None if peer is None else (peer, 50_000),
        "headers": [(raw(name).lower(), raw(value)) for name, value in headers],
    }


def get(app: ASGIApp, scope: Scope) -> Answer:
    """The answer to a request."""
    answer = Answer()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status, answer.headers = message["status"], message["headers"]
        else:
            answer.body += message.get("body", b"")

    async def run() -> None:
        await app(scope, receive, send)

    asyncio.run(run())
    return answer


def hold_open(
    app: ASGIApp, scope: Scope, wait: Callable[[int], bool], *, seconds: float = 10
) -> list[Message]:
    """What a websocket is sent until it is closed, if its reader acts as `wait` says.

    Args:
        app: what answers.
        scope: the websocket.
        wait: lets time pass before the next message, by its number; False: there is none.
        seconds: until the test gives up.
    """
    sent: list[Message] = []

    async def run() -> None:
        number = 0

        async def receive() -> Message:
            nonlocal number
            if number == 0:
                number = 1
                return {"type": "websocket.connect"}
            await asyncio.sleep(0.01)
            if wait(number):
                number += 1
                return {"type": "websocket.receive", "bytes": b"x"}
            await asyncio.Event().wait()
            return {}

        async def send(message: Message) -> None:
            sent.append(message)

        await asyncio.wait_for(app(scope, receive, send), seconds)

    asyncio.run(run())
    return sent
