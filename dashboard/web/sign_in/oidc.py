"""Signed in at a provider: Streamlit's own sign-in, mended.

Streamlit's cookie lasts thirty days and goes with requests of other pages, and nothing ends a page
that is open. Here it lasts as long as a session may, goes to nobody else, and is asked at every
request; whoever is idle, has signed out or has been in for long enough is a stranger again, on
pages that are open too. A stranger is given the page to sign in on and nothing else.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.access.viewer import Viewer
from dashboard.errors import HarmdeskError, NotAllowedError
from dashboard.services.question import Caller
from dashboard.services.sign_in import end_session, ended_sessions, sign_out
from dashboard.services.workspace import Workspace
from dashboard.web.guard import OWN_FETCHES, Refusal
from dashboard.web.navigation import PAGES
from dashboard.web.sign_in.admission import Admission, answer_refusal, attend, clock, with_reader
from dashboard.web.sign_in.asked_page import asked_page, forgetting, keeping, page_to_open
from dashboard.web.sign_in.cookies import (
    cleared,
    cookies_of,
    cookies_set,
    mended,
    name_of,
)
from dashboard.web.sign_in.former_page import connects_again, reloading
from dashboard.web.sign_in.provider import CALLBACK, Provider

#: What a stranger may ask for: the program's own files, the page to sign in on, and signing in.
FOR_STRANGERS: Final = frozenset(
    {
        *("/", "/health", "/favicon.png", "/_stcore/health", "/_stcore/host-config"),
        *("/_stcore/stream", "/auth/login", "/auth/logout", CALLBACK),
        *(f"/{page[0]}" for page in PAGES),
    }
)
FILES_FOR_STRANGERS: Final = ("/static/", "/app/static/")
SIGN_OUT: Final = "/auth/logout"
#: Where somebody is sent whose sign-in failed, so that the page says so.
FAILED: Final = "/?sign_in=refused"
#: How many of those who signed out are kept in mind; they are strangers to this server anyway.
MOST_KEPT: Final = 10_000
#: Seconds between two looks at which sessions other servers ended.
LOOK_AGAIN: Final = 1.0

SIGN_IN_FIRST: Final = Refusal(HTTPStatus.FORBIDDEN, "Sign in first.")

log = logging.getLogger("harmdesk")


class ByProvider:
    """Lets through who signed in at the provider, for as long as a session lasts."""

    def __init__(
        self,
        app: ASGIApp,
        workspace: Workspace,
        provider: Provider,
        *,
        clock: Callable[[], float] = clock,
    ) -> None:
        """Stand before an app.

        Args:
            app: what people are let into, with Streamlit's routes for signing in.
            workspace: with the settings, and with the log of who is let in.
            provider: who says who people are.
            clock: seconds since 1970.
        """
        self._app = app
        self._workspace = workspace
        self._provider = provider
        self._admission = Admission(workspace, "at the provider", clock)
        self._clock = clock
        self._life = workspace.settings.session_hours * 3600
        self._idle = workspace.settings.idle_minutes * 60
        self._acts: dict[str, float] = {}
        self._over: dict[str, float] = {}
        self._ended: frozenset[str] = frozenset()
        self._looked = -LOOK_AGAIN

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with who sent it, or refuse it."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        cookies = cookies_of(scope)
        if not scope["path"].startswith(FILES_FOR_STRANGERS):
            await self.look()
        session = self._session(cookies)
        reader = None if session is None else self._reader(session.claims)
        named = with_reader(scope, reader)
        if scope["type"] == "websocket":
            if session is None:
                again = connects_again(scope)
                await self._app(named, receive, reloading(send) if again else send)
            else:
                await attend(self._app, named, receive, send, stay=session)
        elif not isinstance(reader, Viewer) and not _is_for_strangers(scope["path"]):
            await answer_refusal(SIGN_IN_FIRST, scope, receive, send)
        elif scope["path"] == CALLBACK and _answers_sign_in(scope):
            await self._come_back(named, receive, send)
        elif scope["path"] == SIGN_OUT:
            await self._sign_out(named, receive, send, session)
        else:
            if session is not None and not scope["path"].startswith(("/_stcore/health", "/static")):
                session.act()
            page = asked_page(scope) if session is None else None
            waiting = () if page is None else (keeping(page),)
            await self._app(named, receive, self._mended(send, waiting))

    async def look(self) -> None:
        """Learn which sessions were ended by other servers, at most once a second."""
        now = time.monotonic()
        if now - self._looked < LOOK_AGAIN:
            return
        self._looked = now
        try:
            self._ended = await run_in_threadpool(ended_sessions, self._workspace)
        except HarmdeskError:  # what is known stays so; without the register nobody is shown a page
            log.exception("the sessions that were ended could not be read")

    def _session(self, cookies: Mapping[str, str]) -> Session | None:
        """The session of whoever has these cookies; None: there is none, or no longer."""
        claims = self._provider.claims(cookies)
        if claims is None:
            return None
        session = Session(self, name_of(cookies), claims)
        return session if session.left() > 0 else None

    def left(self, name: str, claims: Mapping[str, Any]) -> float:
        """The seconds that a session has left, if nothing more is done in it."""
        if name in self._over or name in self._ended:
            return 0.0
        now, began = self._clock(), float(claims["iat"])
        return min(began + self._life - now, self._acts.get(name, began) + self._idle - now)

    def act(self, name: str) -> None:
        """Count that something was done just now in a session."""
        if len(self._acts) >= MOST_KEPT:
            eldest = self._clock() - self._idle
            self._acts = {known: at for known, at in self._acts.items() if at > eldest}
        self._acts[name] = self._clock()

    def _reader(self, claims: Mapping[str, Any]) -> Viewer | str:
        try:
            return self._provider.viewer(claims)
        except NotAllowedError as error:
            return str(error)

    async def _come_back(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take what the provider answered: somebody's token, or anything else."""
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self._app(scope, receive, keep)
        start = messages[0]
        cookies = cookies_set(start["headers"])
        claims = self._provider.claims(cookies)
        if claims is None:
            await self._admission.refuse("somebody at the provider", "no valid token came back")
            await send(_to(FAILED, cleared(scope)))
            await send({"type": "http.response.body", "body": b""})
            return
        reader = self._reader(claims)
        refusal = None
        if isinstance(reader, Viewer):
            refusal = await self._admission.let_in(reader, again=False)
        else:
            await self._admission.refuse(str(claims.get(self._user_claim)), reader)
        if refusal is not None:
            await answer_refusal(refusal, scope, receive, send)
            return
        self.act(name_of(cookies))
        through = self._mended(send, (forgetting(),))
        page = page_to_open(cookies_of(scope))
        if page is not None:
            others = [pair for pair in start["headers"] if pair[0].lower() != b"location"]
            messages[0] = {**start, "headers": [*others, (b"location", page.encode("latin-1"))]}
        for message in messages:
            await through(message)

    @property
    def _user_claim(self) -> str:
        return self._workspace.settings.oidc_user

    async def _sign_out(
        self, scope: Scope, receive: Receive, send: Send, session: Session | None
    ) -> None:
        """End a session, here and in every page that is open; another page cannot ask for it."""
        sites = [value for key, value in scope["headers"] if key == b"sec-fetch-site"]
        if any(site.decode("latin-1") not in OWN_FETCHES for site in sites):
            await answer_refusal(SIGN_IN_FIRST, scope, receive, send)
            return
        if session is not None:
            now = self._clock()
            if len(self._over) >= MOST_KEPT:
                self._over = {name: end for name, end in self._over.items() if end > now}
            self._over[session.name] = now + self._life
            await self._tell_others(session.name)
            reader = self._reader(session.claims)
            if isinstance(reader, Viewer):
                await self._note_sign_out(reader)
        await self._app(scope, receive, self._mended(send))

    async def _tell_others(self, name: str) -> None:
        """Let every server on this register know that a session is over."""
        try:
            await run_in_threadpool(end_session, self._workspace, name, self._life)
        except HarmdeskError:  # whoever leaves is let go
            log.exception("other servers could not be told that a session is over")

    async def _note_sign_out(self, viewer: Viewer) -> None:
        try:
            caller = Caller(self._workspace, viewer)
            await run_in_threadpool(sign_out, caller, "with the button")
        except HarmdeskError:  # whoever leaves is let go
            log.exception("a sign-out could not be logged")

    def _mended(self, send: Send, added: Sequence[tuple[bytes, bytes]] = ()) -> Send:
        """The way back to the browser, with cookies that last no longer and go nowhere else.

        Args:
            send: to the browser.
            added: headers that are added.
        """

        async def send_mended(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [
                    (name, mended(value, self._life) if name.lower() == b"set-cookie" else value)
                    for name, value in message["headers"]
                ]
                kept = [pair for pair in headers if pair[1]]
                message = {**message, "headers": [*kept, *added]}
            await send(message)

        return send_mended


class Session:
    """Somebody's time since they signed in."""

    def __init__(self, keeper: ByProvider, name: str, claims: Mapping[str, Any]) -> None:
        """Take it up again.

        Args:
            keeper: who keeps when something was done in it.
            name: what it is kept under.
            claims: what the provider said.
        """
        self._keeper = keeper
        self.name = name
        self.claims = claims

    def left(self) -> float:
        """The seconds that are left, if nothing more is done."""
        return self._keeper.left(self.name, self.claims)

    def act(self) -> None:
        """Count that something was done just now."""
        self._keeper.act(self.name)

    async def look(self) -> None:
        """Learn whether another server ended it."""
        await self._keeper.look()


def _answers_sign_in(scope: Scope) -> bool:
    """Whether the provider answers a sign-in; after a sign-out it sends people back to it too."""
    found = parse_qs(scope["query_string"].decode("latin-1"))
    return not found.keys().isdisjoint({"code", "state", "error"})


def _is_for_strangers(path: str) -> bool:
    return path in FOR_STRANGERS or path.startswith(FILES_FOR_STRANGERS)


def _to(address: str, headers: list[tuple[bytes, bytes]]) -> Message:
    location = (b"location", address.encode())
    empty = (b"content-length", b"0")
    return {
        "type": "http.response.start",
        "status": int(HTTPStatus.FOUND),
        "headers": [location, empty, *headers],
    }
