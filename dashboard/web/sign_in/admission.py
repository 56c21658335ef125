"""What both ways of signing in share: refusals, lines of the log, and who it is, for the pages."""

from __future__ import annotations

import asyncio
import base64
import logging
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Final, Protocol

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.access.signed_in import written
from dashboard.access.viewer import Viewer
from dashboard.errors import HarmdeskError
from dashboard.services.question import Caller
from dashboard.services.sign_in import note_refusal, sign_in
from dashboard.services.workspace import Workspace
from dashboard.web.guard import POLICY_VIOLATION, Refusal
from dashboard.web.sign_in.former_page import RELOAD, connects_again, send_away

#: The headers by which the pages learn who is there, or why nobody is, and the names under which
#: Streamlit hands them on. They are taken from every request and written here alone.
VIEWER_HEADER: Final = b"x-harmdesk-viewer"
REFUSAL_HEADER: Final = b"x-harmdesk-refusal"
HANDED_ON: Final = {"x-harmdesk-viewer": "viewer", "x-harmdesk-refusal": "refusal"}
#: Seconds between two looks at whether a page that is open may stay so.
LOOK_SECONDS: Final = 5.0
#: How many refusals have a line of their own within an hour; the program's log has the others.
MOST_REFUSALS: Final = 100
_HOUR: Final = 3600.0

log = logging.getLogger("harmdesk")

NOT_WRITTEN: Final = Refusal(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "Nobody can sign in now, since the log cannot be written to. Ask whoever runs Harmdesk.",
)


class Stay(Protocol):
    """How long somebody may stay, which what they do makes longer."""

    def left(self) -> float:
        """The seconds that are left, if nothing more is done."""

    def act(self) -> None:
        """Count that something was done just now."""

    async def look(self) -> None:
        """Learn what may have ended it elsewhere."""


class Admission:
    """Lets people in, each with a line of the log; safe to use from all requests of a server."""

    def __init__(self, workspace: Workspace, way: str, clock: Callable[[], float]) -> None:
        """Nobody is in yet.

        Args:
            workspace: what they are let into.
            way: who knows them, as the log says it, such as `by the proxy`.
            clock: seconds.
        """
        self._workspace = workspace
        self._way = way
        self._clock = clock
        self._lock = asyncio.Lock()
        self._let_in: dict[Viewer, float] = {}
        self._refused: dict[tuple[str, str], float] = {}

    async def let_in(self, viewer: Viewer, *, again: bool) -> Refusal | None:
        """Let somebody in once their line is written; why not, where it cannot be.

        Args:
            viewer: who.
            again: whether they have a line for this time already, if they have one of these hours.
        """
        async with self._lock:
            life = self._workspace.settings.session_hours * _HOUR
            since = self._let_in.get(viewer)
            if again and since is not None and self._clock() - since < life:
                return None
            caller = Caller(self._workspace, viewer)
            try:
                await run_in_threadpool(sign_in, caller, self._way)
            except HarmdeskError:
                log.exception("a sign-in could not be logged")
                return NOT_WRITTEN
            self._let_in = {
                known: at for known, at in self._let_in.items() if self._clock() - at < life
            } | {viewer: self._clock()}
            return None

    async def refuse(self, who: str, reason: str) -> None:
        """Write down a refusal, the same one once an hour, and so many of all."""
        async with self._lock:
            now = self._clock()
            self._refused = {known: at for known, at in self._refused.items() if now - at < _HOUR}
            if (who, reason) in self._refused:
                return
            if len(self._refused) >= MOST_REFUSALS:
                log.warning("a sign-in was refused; the log has enough lines of this hour")
                return
            self._refused[who, reason] = now
            try:
                await run_in_threadpool(note_refusal, self._workspace, who, reason)
            except HarmdeskError:
                log.exception("a refused sign-in could not be logged")


def with_reader(scope: Scope, reader: Viewer | str | None) -> Scope:
    """A request that says to the pages who is there, whatever it said before.

    Args:
        scope: the request.
        reader: who; the sentence why they see nothing; or None: nobody has signed in.
    """
    headers = [
        (name, value)
        for name, value in scope["headers"]
        if name.lower().replace(b"_", b"-") not in {VIEWER_HEADER, REFUSAL_HEADER}
    ]
    if isinstance(reader, Viewer):
        headers.append((VIEWER_HEADER, written(reader).encode()))
    elif reader is not None:
        headers.append((REFUSAL_HEADER, base64.urlsafe_b64encode(reader.encode())))
    return {**scope, "headers": headers}


async def answer_refusal(
    refusal: Refusal, scope: Scope, receive: Receive, send: Send, *, clears: bool = True
) -> None:
    """Refuse a request or a websocket.

    Args:
        refusal: what is said.
        scope: of the request.
        receive: from the browser.
        send: to the browser.
        clears: whether a page that was open before is loaded anew, and so shows the refusal.
    """
    if scope["type"] == "websocket":
        if clears and connects_again(scope):
            await send_away(scope, receive, send, code=POLICY_VIOLATION)
            return
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return
    response = PlainTextResponse(
        refusal.text, status_code=refusal.status, headers={"connection": "close"}
    )
    await response(scope, receive, send)


async def attend(app: ASGIApp, scope: Scope, receive: Receive, send: Send, *, stay: Stay) -> None:
    """Run the websocket of a page until whoever opened it may not have it any longer.

    Args:
        app: what answers.
        scope: the websocket.
        receive: from the browser.
        send: to the browser.
        stay: how long that is.
    """
    messages = 0
    accepted = closed = False

    async def receive_in_time() -> Message:
        nonlocal messages, closed
        waiting = asyncio.ensure_future(receive())
        try:
            while not closed:
                await stay.look()
                seconds = stay.left()
                if seconds <= 0:
                    closed = True
                    if accepted:  # its page may be refused before it comes back to this server
                        await send({"type": "websocket.send", "bytes": RELOAD})
                    await send({"type": "websocket.close", "code": POLICY_VIOLATION})
                    break
                done, _ = await asyncio.wait({waiting}, timeout=min(seconds, LOOK_SECONDS))
                if done:
                    await stay.look()
                if done and stay.left() > 0:
                    message = waiting.result()
                    messages += message["type"] == "websocket.receive"
                    if messages > 1:  # the first is the page's own, as it opens
                        stay.act()
                    return message
        finally:
            waiting.cancel()
        return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}

    async def send_while_open(message: Message) -> None:
        nonlocal accepted
        accepted = accepted or message["type"] == "websocket.accept"
        if not closed:
            await send(message)

    await app(scope, receive_in_time, send_while_open)


def clock() -> float:
    """Seconds since 1970, as tokens count them."""
    return time.time()
