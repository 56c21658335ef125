"""Signed in at a proxy: its headers say who somebody is, and nobody else's do."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.access.viewer import Viewer
from dashboard.errors import NotAllowedError
from dashboard.services.sign_in import known_viewer
from dashboard.services.workspace import Workspace
from dashboard.sign_in_settings import plain_address
from dashboard.web.guard import Refusal
from dashboard.web.sign_in.admission import Admission, answer_refusal, attend, clock, with_reader

#: What says that the server is up, which the proxy asks for without anybody's name.
OPEN: Final = "/health"
#: How a request that nobody signed stands in the log.
NOBODY: Final = "somebody whom the proxy does not name"

PAST_THE_PROXY: Final = Refusal(
    HTTPStatus.FORBIDDEN,
    "Harmdesk is reached through the address where people sign in, and by no other way. Open it "
    "there.",
)


class ByProxy:
    """Lets through what the proxy sends for somebody whom it names, with a role."""

    def __init__(
        self, app: ASGIApp, workspace: Workspace, *, clock: Callable[[], float] = clock
    ) -> None:
        """Stand before an app.

        Args:
            app: what people are let into.
            workspace: with the settings, and with the log of who is let in.
            clock: seconds.
        """
        self._app = app
        self._settings = workspace.settings
        self._admission = Admission(workspace, "by the proxy", clock)
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with who sent it, or refuse it."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        if not self._is_of_the_proxy(scope):
            peer = (scope.get("client") or ("an unknown address",))[0]
            await self._admission.refuse(f"somebody at {peer}", "not through the proxy")
            await answer_refusal(PAST_THE_PROXY, scope, receive, send, clears=False)
            return
        if scope["type"] == "http" and scope["path"] == OPEN:
            await self._app(with_reader(scope, None), receive, send)
            return
        viewer = await self._let_in(scope)
        if isinstance(viewer, Refusal):
            await answer_refusal(viewer, scope, receive, send)
        elif scope["type"] == "websocket":
            named = with_reader(scope, viewer)
            stay = Idling(self._settings.idle_minutes * 60.0, self._clock)
            await attend(self._app, named, receive, send, stay=stay)
        else:
            await self._app(with_reader(scope, viewer), receive, send)

    def _is_of_the_proxy(self, scope: Scope) -> bool:
        """Whether the other end of the connection is the proxy, whatever the headers say."""
        peer = scope.get("client")
        try:
            return peer is not None and plain_address(peer[0]) in self._settings.proxies
        except ValueError:
            return False

    async def _let_in(self, scope: Scope) -> Viewer | Refusal:
        who = NOBODY
        try:
            who = _one_name(_only(scope, self._settings.proxy_user))
            groups = _only(scope, self._settings.proxy_roles).split(",")
            codes = _only(scope, self._settings.proxy_boroughs, needed=False)
            known = [group.strip() for group in groups]
            viewer = known_viewer(self._settings, who, known, codes.replace(",", " ").split())
        except NotAllowedError as error:
            await self._admission.refuse(who, str(error))
            return Refusal(HTTPStatus.FORBIDDEN, str(error))
        return await self._admission.let_in(viewer, again=True) or viewer


class Idling:
    """How long a page may stay open without anything done; it then asks the proxy again."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        """Begin now."""
        self._seconds = seconds
        self._clock = clock
        self._since = clock()

    def left(self) -> float:
        """The seconds that are left, if nothing more is done."""
        return self._since + self._seconds - self._clock()

    def act(self) -> None:
        """Count that something was done just now."""
        self._since = self._clock()

    async def look(self) -> None:
        """Nothing ends it elsewhere: the proxy is asked again at each request."""


def _one_name(who: str) -> str:
    """A name that is not several, as a server between makes of a header that came twice.

    Raises:
        NotAllowedError: there are several.
    """
    if "," in who:
        raise NotAllowedError(
            f"The proxy names several people at once ({who[:60]!a}); ask whoever runs it to send "
            f"one name."
        )
    return who


def _only(scope: Scope, header: str, *, needed: bool = True) -> str:
    """The one value of a header, as text.

    Raises:
        NotAllowedError: there is none and there must be; there are several; or it is no text.
    """
    # Some servers take an underscore for a hyphen, so that one could be sent with the other.
    name = header.lower().encode()
    values: list[bytes] = [
        value for key, value in scope["headers"] if key.lower().replace(b"_", b"-") == name
    ]
    if not values and not needed:
        return ""
    if len(values) != 1:
        raise NotAllowedError(
            f"The proxy sent {len(values)} headers {header} in place of one; ask whoever runs it."
        )
    try:
        return values[0].decode("utf-8").strip()
    except UnicodeDecodeError:
        raise NotAllowedError(
            f"The header {header} of the proxy is no text in UTF-8; ask whoever runs it."
        ) from None
